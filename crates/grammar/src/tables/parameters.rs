//! Parameters and headers. Since 3.0 they hold a schema; in 2.0 they are one, of a simple kind.

use crate::Holds::{Any, Bool, Count, List, Map, Number, Object, Referable, String, Text, Word};
use crate::{Definition, Dialects, Field, Holds, Keys, Kind};

/// Where a value may be, in 2.0.
const IN_V2: Holds = Word(&["query", "header", "path", "formData", "body"]);
const IN_V3: Holds = Word(&["query", "header", "path", "cookie"]);
const IN_V3_2: Holds = Word(&["query", "querystring", "header", "path", "cookie"]);
const STYLE: Holds =
    Word(&["matrix", "label", "form", "simple", "spaceDelimited", "pipeDelimited", "deepObject"]);
const STYLE_V3_2: Holds = Word(&[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "cookie",
]);
const SIMPLE_TYPE: Holds = Word(&["string", "number", "integer", "boolean", "array"]);
const PARAMETER_TYPE: Holds = Word(&["string", "number", "integer", "boolean", "array", "file"]);
const COLLECTION: Holds = Word(&["csv", "ssv", "tsv", "pipes"]);
const COLLECTION_OF_PARAMETER: Holds = Word(&["csv", "ssv", "tsv", "pipes", "multi"]);

pub(super) static PARAMETER: Definition = Definition {
    kind: Kind::Parameter,
    section: "4.12 Parameter Object",
    fields: &[
        Field::new("name", String).required(),
        Field::new("in", IN_V2).only(Dialects::V2).required(),
        Field::new("in", IN_V3).only(Dialects::V3_0_V3_1).required(),
        Field::new("in", IN_V3_2).only(Dialects::SINCE_3_2).required(),
        Field::new("description", Text),
        Field::new("required", Bool),
        Field::new("deprecated", Bool).only(Dialects::V3),
        Field::new("allowEmptyValue", Bool),
        Field::new("style", STYLE).only(Dialects::V3_0_V3_1),
        Field::new("style", STYLE_V3_2).only(Dialects::SINCE_3_2),
        Field::new("explode", Bool).only(Dialects::V3),
        Field::new("allowReserved", Bool).only(Dialects::V3),
        Field::new("schema", Object(Kind::Schema)),
        Field::new("content", Map(Keys::MediaType, &Object(Kind::MediaType)))
            .only(Dialects::V3_0_V3_1),
        Field::new("content", Map(Keys::MediaType, &Referable(Kind::MediaType)))
            .only(Dialects::SINCE_3_2),
        Field::new("example", Any).only(Dialects::V3),
        Field::new("examples", Map(Keys::Any, &Referable(Kind::Example))).only(Dialects::V3),
        Field::new("type", PARAMETER_TYPE).only(Dialects::V2),
        Field::new("format", String).only(Dialects::V2),
        Field::new("items", Object(Kind::Items)).only(Dialects::V2),
        Field::new("collectionFormat", COLLECTION_OF_PARAMETER).only(Dialects::V2),
        Field::new("default", Any).only(Dialects::V2),
        Field::new("enum", List(&Any)).only(Dialects::V2),
        Field::new("maximum", Number).only(Dialects::V2),
        Field::new("exclusiveMaximum", Bool).only(Dialects::V2),
        Field::new("minimum", Number).only(Dialects::V2),
        Field::new("exclusiveMinimum", Bool).only(Dialects::V2),
        Field::new("maxLength", Count).only(Dialects::V2),
        Field::new("minLength", Count).only(Dialects::V2),
        Field::new("pattern", String).only(Dialects::V2),
        Field::new("maxItems", Count).only(Dialects::V2),
        Field::new("minItems", Count).only(Dialects::V2),
        Field::new("uniqueItems", Bool).only(Dialects::V2),
        Field::new("multipleOf", Number).only(Dialects::V2),
    ],
    rest: None,
    extensible: true,
};

pub(super) static ITEMS: Definition = Definition {
    kind: Kind::Items,
    section: "Items Object (2.0)",
    fields: &[
        Field::new("type", SIMPLE_TYPE).required(),
        Field::new("format", String),
        Field::new("items", Object(Kind::Items)),
        Field::new("collectionFormat", COLLECTION),
        Field::new("default", Any),
        Field::new("enum", List(&Any)),
        Field::new("maximum", Number),
        Field::new("exclusiveMaximum", Bool),
        Field::new("minimum", Number),
        Field::new("exclusiveMinimum", Bool),
        Field::new("maxLength", Count),
        Field::new("minLength", Count),
        Field::new("pattern", String),
        Field::new("maxItems", Count),
        Field::new("minItems", Count),
        Field::new("uniqueItems", Bool),
        Field::new("multipleOf", Number),
    ],
    rest: None,
    extensible: true,
};

pub(super) static HEADER: Definition = Definition {
    kind: Kind::Header,
    section: "4.21 Header Object",
    fields: &[
        Field::new("description", Text),
        Field::new("required", Bool).only(Dialects::V3),
        Field::new("deprecated", Bool).only(Dialects::V3),
        Field::new("style", Word(&["simple"])).only(Dialects::V3),
        Field::new("explode", Bool).only(Dialects::V3),
        Field::new("schema", Object(Kind::Schema)).only(Dialects::V3),
        Field::new("content", Map(Keys::MediaType, &Object(Kind::MediaType)))
            .only(Dialects::V3_0_V3_1),
        Field::new("content", Map(Keys::MediaType, &Referable(Kind::MediaType)))
            .only(Dialects::SINCE_3_2),
        Field::new("example", Any).only(Dialects::V3),
        Field::new("examples", Map(Keys::Any, &Referable(Kind::Example))).only(Dialects::V3),
        Field::new("type", SIMPLE_TYPE).only(Dialects::V2).required(),
        Field::new("format", String).only(Dialects::V2),
        Field::new("items", Object(Kind::Items)).only(Dialects::V2),
        Field::new("collectionFormat", COLLECTION).only(Dialects::V2),
        Field::new("default", Any).only(Dialects::V2),
        Field::new("enum", List(&Any)).only(Dialects::V2),
        Field::new("maximum", Number).only(Dialects::V2),
        Field::new("exclusiveMaximum", Bool).only(Dialects::V2),
        Field::new("minimum", Number).only(Dialects::V2),
        Field::new("exclusiveMinimum", Bool).only(Dialects::V2),
        Field::new("maxLength", Count).only(Dialects::V2),
        Field::new("minLength", Count).only(Dialects::V2),
        Field::new("pattern", String).only(Dialects::V2),
        Field::new("maxItems", Count).only(Dialects::V2),
        Field::new("minItems", Count).only(Dialects::V2),
        Field::new("uniqueItems", Bool).only(Dialects::V2),
        Field::new("multipleOf", Number).only(Dialects::V2),
    ],
    rest: None,
    extensible: true,
};
