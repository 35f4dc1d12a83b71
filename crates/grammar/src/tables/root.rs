//! The root of a document, what is said about it, and the components.

use crate::Holds::{List, Map, Object, Referable, Reference, String, Text, Word};
use crate::{Definition, Dialects, Field, Keys, Kind};

pub(super) static DOCUMENT: Definition = Definition {
    kind: Kind::Document,
    section: "4.1 OpenAPI Object",
    fields: &[
        Field::new("openapi", String).only(Dialects::V3).required(),
        Field::new("swagger", String).only(Dialects::V2).required(),
        Field::new("$self", String).only(Dialects::SINCE_3_2),
        Field::new("info", Object(Kind::Info)).required(),
        Field::new("jsonSchemaDialect", String).only(Dialects::SINCE_3_1),
        Field::new("host", String).only(Dialects::V2),
        Field::new("basePath", String).only(Dialects::V2),
        Field::new("schemes", List(&SCHEME)).only(Dialects::V2),
        Field::new("consumes", List(&String)).only(Dialects::V2),
        Field::new("produces", List(&String)).only(Dialects::V2),
        Field::new("tags", List(&Object(Kind::Tag))),
        Field::new("paths", Object(Kind::Paths)).required_in(Dialects::UNTIL_3_0),
        Field::new("webhooks", Map(Keys::Any, &Referable(Kind::PathItem)))
            .only(Dialects::SINCE_3_1),
        Field::new("servers", List(&Object(Kind::Server))).only(Dialects::V3),
        Field::new("components", Object(Kind::Components)).only(Dialects::V3),
        Field::new("definitions", Map(Keys::Any, &Object(Kind::Schema))).only(Dialects::V2),
        Field::new("parameters", Map(Keys::Any, &Object(Kind::Parameter))).only(Dialects::V2),
        Field::new("responses", Map(Keys::Any, &Object(Kind::Response))).only(Dialects::V2),
        Field::new("securityDefinitions", Map(Keys::Any, &Object(Kind::SecurityScheme)))
            .only(Dialects::V2),
        Field::new("security", List(&Object(Kind::SecurityRequirement))),
        Field::new("externalDocs", Object(Kind::ExternalDocs)),
    ],
    rest: None,
    extensible: true,
};

/// The schemes of 2.0.
pub(super) const SCHEME: crate::Holds = Word(&["http", "https", "ws", "wss"]);

pub(super) static INFO: Definition = Definition {
    kind: Kind::Info,
    section: "4.2 Info Object",
    fields: &[
        Field::new("title", String).required(),
        Field::new("version", String).required(),
        Field::new("summary", Text).only(Dialects::SINCE_3_1),
        Field::new("description", Text),
        Field::new("termsOfService", String),
        Field::new("contact", Object(Kind::Contact)),
        Field::new("license", Object(Kind::License)),
    ],
    rest: None,
    extensible: true,
};

pub(super) static CONTACT: Definition = Definition {
    kind: Kind::Contact,
    section: "4.3 Contact Object",
    fields: &[Field::new("name", String), Field::new("url", String), Field::new("email", String)],
    rest: None,
    extensible: true,
};

pub(super) static LICENSE: Definition = Definition {
    kind: Kind::License,
    section: "4.4 License Object",
    fields: &[
        Field::new("name", String).required(),
        Field::new("identifier", String).only(Dialects::SINCE_3_1),
        Field::new("url", String),
    ],
    rest: None,
    extensible: true,
};

pub(super) static SERVER: Definition = Definition {
    kind: Kind::Server,
    section: "4.5 Server Object",
    fields: &[
        Field::new("url", String).required(),
        Field::new("description", Text),
        Field::new("name", String).only(Dialects::SINCE_3_2),
        Field::new("variables", Map(Keys::Any, &Object(Kind::ServerVariable))),
    ],
    rest: None,
    extensible: true,
};

pub(super) static SERVER_VARIABLE: Definition = Definition {
    kind: Kind::ServerVariable,
    section: "4.6 Server Variable Object",
    fields: &[
        Field::new("enum", List(&String)),
        Field::new("default", String).required(),
        Field::new("description", Text),
    ],
    rest: None,
    extensible: true,
};

pub(super) static COMPONENTS: Definition = Definition {
    kind: Kind::Components,
    section: "4.7 Components Object",
    fields: &[
        Field::new("schemas", Map(Keys::Component, &Object(Kind::Schema))),
        Field::new("responses", Map(Keys::Component, &Referable(Kind::Response))),
        Field::new("parameters", Map(Keys::Component, &Referable(Kind::Parameter))),
        Field::new("examples", Map(Keys::Component, &Referable(Kind::Example))),
        Field::new("requestBodies", Map(Keys::Component, &Referable(Kind::RequestBody))),
        Field::new("headers", Map(Keys::Component, &Referable(Kind::Header))),
        Field::new("securitySchemes", Map(Keys::Component, &Referable(Kind::SecurityScheme))),
        Field::new("links", Map(Keys::Component, &Referable(Kind::Link))),
        Field::new("callbacks", Map(Keys::Component, &Referable(Kind::Callback))),
        Field::new("pathItems", Map(Keys::Component, &Referable(Kind::PathItem)))
            .only(Dialects::SINCE_3_1),
        Field::new("mediaTypes", Map(Keys::Component, &Referable(Kind::MediaType)))
            .only(Dialects::SINCE_3_2),
    ],
    rest: None,
    extensible: true,
};

pub(super) static EXTERNAL_DOCS: Definition = Definition {
    kind: Kind::ExternalDocs,
    section: "4.11 External Documentation Object",
    fields: &[Field::new("description", Text), Field::new("url", String).required()],
    rest: None,
    extensible: true,
};

pub(super) static TAG: Definition = Definition {
    kind: Kind::Tag,
    section: "4.22 Tag Object",
    fields: &[
        Field::new("name", String).required(),
        Field::new("summary", Text).only(Dialects::SINCE_3_2),
        Field::new("description", Text),
        Field::new("externalDocs", Object(Kind::ExternalDocs)),
        Field::new("parent", String).only(Dialects::SINCE_3_2),
        Field::new("kind", String).only(Dialects::SINCE_3_2),
    ],
    rest: None,
    extensible: true,
};

pub(super) static REFERENCE: Definition = Definition {
    kind: Kind::Reference,
    section: "4.23 Reference Object",
    fields: &[
        Field::new("$ref", Reference).required(),
        Field::new("summary", Text).only(Dialects::SINCE_3_1),
        Field::new("description", Text).only(Dialects::SINCE_3_1),
    ],
    rest: None,
    extensible: false,
};
