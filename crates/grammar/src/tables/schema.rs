//! Schemas: the subset of JSON Schema of 2.0 and 3.0, and JSON Schema 2020-12 with OpenAPI's
//! vocabulary since 3.1 (<https://json-schema.org/draft/2020-12>).

use crate::Holds::{
    Any, Bool, Count, Either, List, Map, Number, Object, Reference, String, Text, Word,
};
use crate::{Definition, Dialects, Field, Holds, Keys, Kind};

const SUBSCHEMA: Holds = Object(Kind::Schema);
const SUBSCHEMAS: Holds = List(&SUBSCHEMA);
const NAMED_SUBSCHEMAS: Holds = Map(Keys::Any, &SUBSCHEMA);
/// The simple types since 3.1, where `null` is one.
const TYPE_V3_1: Holds =
    Word(&["string", "number", "integer", "boolean", "array", "object", "null"]);
const TYPE_V3_0: Holds = Word(&["string", "number", "integer", "boolean", "array", "object"]);
const TYPE_V2: Holds = Word(&["string", "number", "integer", "boolean", "array", "object", "file"]);

pub(super) static SCHEMA: Definition = Definition {
    kind: Kind::Schema,
    section: "4.24 Schema Object",
    fields: &[
        Field::new("$ref", Reference),
        Field::new("type", TYPE_V2).only(Dialects::V2),
        Field::new("type", TYPE_V3_0).only(Dialects::V3_0),
        Field::new("type", Either(&[TYPE_V3_1, List(&TYPE_V3_1)])).only(Dialects::SINCE_3_1),
        Field::new("format", String),
        Field::new("description", Text),
        Field::new("properties", NAMED_SUBSCHEMAS),
        Field::new("required", List(&String)),
        Field::new("enum", List(&Any)),
        Field::new("items", SUBSCHEMA),
        Field::new("title", String),
        Field::new("default", Any),
        Field::new("example", Any),
        Field::new("nullable", Bool).only(Dialects::V3_0),
        Field::new("readOnly", Bool),
        Field::new("writeOnly", Bool).only(Dialects::V3),
        Field::new("deprecated", Bool).only(Dialects::V3),
        Field::new("allOf", SUBSCHEMAS),
        Field::new("oneOf", SUBSCHEMAS).only(Dialects::V3),
        Field::new("anyOf", SUBSCHEMAS).only(Dialects::V3),
        Field::new("not", SUBSCHEMA).only(Dialects::V3),
        Field::new("additionalProperties", Either(&[Bool, SUBSCHEMA])),
        Field::new("discriminator", String).only(Dialects::V2),
        Field::new("discriminator", Object(Kind::Discriminator)).only(Dialects::V3),
        Field::new("pattern", String),
        Field::new("maxLength", Count),
        Field::new("minLength", Count),
        Field::new("maximum", Number),
        Field::new("exclusiveMaximum", Bool).only(Dialects::UNTIL_3_0),
        Field::new("exclusiveMaximum", Number).only(Dialects::SINCE_3_1),
        Field::new("minimum", Number),
        Field::new("exclusiveMinimum", Bool).only(Dialects::UNTIL_3_0),
        Field::new("exclusiveMinimum", Number).only(Dialects::SINCE_3_1),
        Field::new("multipleOf", Number),
        Field::new("maxItems", Count),
        Field::new("minItems", Count),
        Field::new("uniqueItems", Bool),
        Field::new("maxProperties", Count),
        Field::new("minProperties", Count),
        Field::new("xml", Object(Kind::Xml)),
        Field::new("externalDocs", Object(Kind::ExternalDocs)),
        Field::new("examples", List(&Any)).only(Dialects::SINCE_3_1),
        Field::new("const", Any).only(Dialects::SINCE_3_1),
        Field::new("$defs", NAMED_SUBSCHEMAS).only(Dialects::SINCE_3_1),
        // What `$defs` was called before, which its meta-schema still has.
        Field::new("definitions", NAMED_SUBSCHEMAS).only(Dialects::SINCE_3_1),
        Field::new("$id", String).only(Dialects::SINCE_3_1),
        Field::new("$schema", String).only(Dialects::SINCE_3_1),
        Field::new("$anchor", String).only(Dialects::SINCE_3_1),
        Field::new("$dynamicRef", Reference).only(Dialects::SINCE_3_1),
        Field::new("$dynamicAnchor", String).only(Dialects::SINCE_3_1),
        Field::new("$vocabulary", Map(Keys::Any, &Bool)).only(Dialects::SINCE_3_1),
        Field::new("$comment", Text).only(Dialects::SINCE_3_1),
        Field::new("if", SUBSCHEMA).only(Dialects::SINCE_3_1),
        Field::new("then", SUBSCHEMA).only(Dialects::SINCE_3_1),
        Field::new("else", SUBSCHEMA).only(Dialects::SINCE_3_1),
        Field::new("prefixItems", SUBSCHEMAS).only(Dialects::SINCE_3_1),
        Field::new("contains", SUBSCHEMA).only(Dialects::SINCE_3_1),
        Field::new("minContains", Count).only(Dialects::SINCE_3_1),
        Field::new("maxContains", Count).only(Dialects::SINCE_3_1),
        Field::new("patternProperties", NAMED_SUBSCHEMAS).only(Dialects::SINCE_3_1),
        Field::new("propertyNames", SUBSCHEMA).only(Dialects::SINCE_3_1),
        Field::new("dependentSchemas", NAMED_SUBSCHEMAS).only(Dialects::SINCE_3_1),
        Field::new("dependentRequired", Map(Keys::Any, &List(&String))).only(Dialects::SINCE_3_1),
        Field::new("unevaluatedItems", SUBSCHEMA).only(Dialects::SINCE_3_1),
        Field::new("unevaluatedProperties", SUBSCHEMA).only(Dialects::SINCE_3_1),
        Field::new("contentEncoding", String).only(Dialects::SINCE_3_1),
        Field::new("contentMediaType", String).only(Dialects::SINCE_3_1),
        Field::new("contentSchema", SUBSCHEMA).only(Dialects::SINCE_3_1),
    ],
    rest: None,
    extensible: true,
};

pub(super) static DISCRIMINATOR: Definition = Definition {
    kind: Kind::Discriminator,
    section: "4.25 Discriminator Object",
    fields: &[
        Field::new("propertyName", String).required(),
        Field::new("mapping", Map(Keys::Any, &String)),
        Field::new("defaultMapping", String).only(Dialects::SINCE_3_2),
    ],
    rest: None,
    extensible: true,
};

pub(super) static XML: Definition = Definition {
    kind: Kind::Xml,
    section: "4.26 XML Object",
    fields: &[
        Field::new("nodeType", Word(&["element", "attribute", "text", "cdata", "none"]))
            .only(Dialects::SINCE_3_2),
        Field::new("name", String),
        Field::new("namespace", String),
        Field::new("prefix", String),
        Field::new("attribute", Bool),
        Field::new("wrapped", Bool),
    ],
    rest: None,
    extensible: true,
};
