//! Paths, operations and what they answer.

use super::root::SCHEME;
use crate::Holds::{Any, Bool, List, Map, Object, Referable, Reference, String, Text};
use crate::{Definition, Dialects, Field, Holds, Keys, Kind, Rest};

const OPERATION_OBJECT: Holds = Object(Kind::Operation);

pub(super) static PATHS: Definition = Definition {
    kind: Kind::Paths,
    section: "4.8 Paths Object",
    fields: &[],
    rest: Some(Rest { keys: Keys::Path, holds: Object(Kind::PathItem) }),
    extensible: true,
};

pub(super) static PATH_ITEM: Definition = Definition {
    kind: Kind::PathItem,
    section: "4.9 Path Item Object",
    fields: &[
        Field::new("$ref", Reference),
        Field::new("summary", Text).only(Dialects::V3),
        Field::new("description", Text).only(Dialects::V3),
        Field::new("get", OPERATION_OBJECT),
        Field::new("put", OPERATION_OBJECT),
        Field::new("post", OPERATION_OBJECT),
        Field::new("delete", OPERATION_OBJECT),
        Field::new("options", OPERATION_OBJECT),
        Field::new("head", OPERATION_OBJECT),
        Field::new("patch", OPERATION_OBJECT),
        Field::new("trace", OPERATION_OBJECT).only(Dialects::V3),
        Field::new("query", OPERATION_OBJECT).only(Dialects::SINCE_3_2),
        Field::new("additionalOperations", Map(Keys::Method, &OPERATION_OBJECT))
            .only(Dialects::SINCE_3_2),
        Field::new("servers", List(&Object(Kind::Server))).only(Dialects::V3),
        Field::new("parameters", List(&Referable(Kind::Parameter))),
    ],
    rest: None,
    extensible: true,
};

pub(super) static OPERATION: Definition = Definition {
    kind: Kind::Operation,
    section: "4.10 Operation Object",
    fields: &[
        Field::new("operationId", String),
        Field::new("summary", Text),
        Field::new("description", Text),
        Field::new("tags", List(&String)),
        Field::new("consumes", List(&String)).only(Dialects::V2),
        Field::new("produces", List(&String)).only(Dialects::V2),
        Field::new("parameters", List(&Referable(Kind::Parameter))),
        Field::new("responses", Object(Kind::Responses)).required_in(Dialects::UNTIL_3_0),
        Field::new("requestBody", Referable(Kind::RequestBody)).only(Dialects::V3),
        Field::new("deprecated", Bool),
        Field::new("security", List(&Object(Kind::SecurityRequirement))),
        Field::new("servers", List(&Object(Kind::Server))).only(Dialects::V3),
        Field::new("schemes", List(&SCHEME)).only(Dialects::V2),
        Field::new("callbacks", Map(Keys::Any, &Referable(Kind::Callback))).only(Dialects::V3),
        Field::new("externalDocs", Object(Kind::ExternalDocs)),
    ],
    rest: None,
    extensible: true,
};

pub(super) static RESPONSES: Definition = Definition {
    kind: Kind::Responses,
    section: "4.16 Responses Object",
    fields: &[Field::new("default", Referable(Kind::Response))],
    rest: Some(Rest { keys: Keys::Status, holds: Referable(Kind::Response) }),
    extensible: true,
};

pub(super) static RESPONSE: Definition = Definition {
    kind: Kind::Response,
    section: "4.17 Response Object",
    fields: &[
        Field::new("summary", Text).only(Dialects::SINCE_3_2),
        Field::new("description", Text).required_in(Dialects::UNTIL_3_1),
        Field::new("headers", Map(Keys::Any, &Object(Kind::Header))).only(Dialects::V2),
        Field::new("headers", Map(Keys::Any, &Referable(Kind::Header))).only(Dialects::V3),
        Field::new("content", Map(Keys::MediaType, &Object(Kind::MediaType)))
            .only(Dialects::V3_0_V3_1),
        Field::new("content", Map(Keys::MediaType, &Referable(Kind::MediaType)))
            .only(Dialects::SINCE_3_2),
        Field::new("links", Map(Keys::Any, &Referable(Kind::Link))).only(Dialects::V3),
        Field::new("schema", Object(Kind::Schema)).only(Dialects::V2),
        Field::new("examples", Map(Keys::MediaType, &Any)).only(Dialects::V2),
    ],
    rest: None,
    extensible: true,
};

pub(super) static CALLBACK: Definition = Definition {
    kind: Kind::Callback,
    section: "4.18 Callback Object",
    fields: &[],
    rest: Some(Rest { keys: Keys::Expression, holds: Referable(Kind::PathItem) }),
    extensible: true,
};

pub(super) static LINK: Definition = Definition {
    kind: Kind::Link,
    section: "4.20 Link Object",
    fields: &[
        Field::new("operationRef", String),
        Field::new("operationId", String),
        Field::new("parameters", Map(Keys::Any, &Any)),
        Field::new("requestBody", Any),
        Field::new("description", Text),
        Field::new("server", Object(Kind::Server)),
    ],
    rest: None,
    extensible: true,
};
