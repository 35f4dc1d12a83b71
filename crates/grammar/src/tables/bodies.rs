//! Request bodies, media types, their encodings and examples, all since 3.0.

use crate::Holds::{Any, Bool, List, Map, Object, Referable, String, Text, Word};
use crate::{Definition, Dialects, Field, Keys, Kind};

pub(super) static REQUEST_BODY: Definition = Definition {
    kind: Kind::RequestBody,
    section: "4.13 Request Body Object",
    fields: &[
        Field::new("description", Text),
        Field::new("content", Map(Keys::MediaType, &Object(Kind::MediaType)))
            .only(Dialects::UNTIL_3_1)
            .required(),
        Field::new("content", Map(Keys::MediaType, &Referable(Kind::MediaType)))
            .only(Dialects::SINCE_3_2)
            .required(),
        Field::new("required", Bool),
    ],
    rest: None,
    extensible: true,
};

pub(super) static MEDIA_TYPE: Definition = Definition {
    kind: Kind::MediaType,
    section: "4.14 Media Type Object",
    fields: &[
        Field::new("schema", Object(Kind::Schema)),
        Field::new("itemSchema", Object(Kind::Schema)).only(Dialects::SINCE_3_2),
        Field::new("example", Any),
        Field::new("examples", Map(Keys::Any, &Referable(Kind::Example))),
        Field::new("encoding", Map(Keys::Any, &Object(Kind::Encoding))),
        Field::new("prefixEncoding", List(&Object(Kind::Encoding))).only(Dialects::SINCE_3_2),
        Field::new("itemEncoding", Object(Kind::Encoding)).only(Dialects::SINCE_3_2),
    ],
    rest: None,
    extensible: true,
};

pub(super) static ENCODING: Definition = Definition {
    kind: Kind::Encoding,
    section: "4.15 Encoding Object",
    fields: &[
        Field::new("contentType", String),
        Field::new("headers", Map(Keys::Any, &Referable(Kind::Header))),
        Field::new("style", Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
        Field::new("explode", Bool),
        Field::new("allowReserved", Bool),
        Field::new("encoding", Map(Keys::Any, &Object(Kind::Encoding))).only(Dialects::SINCE_3_2),
        Field::new("prefixEncoding", List(&Object(Kind::Encoding))).only(Dialects::SINCE_3_2),
        Field::new("itemEncoding", Object(Kind::Encoding)).only(Dialects::SINCE_3_2),
    ],
    rest: None,
    extensible: true,
};

pub(super) static EXAMPLE: Definition = Definition {
    kind: Kind::Example,
    section: "4.19 Example Object",
    fields: &[
        Field::new("summary", Text),
        Field::new("description", Text),
        Field::new("value", Any),
        Field::new("externalValue", String),
        Field::new("dataValue", Any).only(Dialects::SINCE_3_2),
        Field::new("serializedValue", String).only(Dialects::SINCE_3_2),
    ],
    rest: None,
    extensible: true,
};
