//! Schemas. One that says more than its type's variant has room for becomes an `AnySchema`.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, Discriminator, IntegerType,
    NumberType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};
use specwright_diagnostics::{Node, Number};

use super::Typing;
use super::fields::Fields;

const STRING: &[&str] = &["format", "pattern", "enum", "minLength", "maxLength"];
const NUMBER: &[&str] =
    &["format", "multipleOf", "exclusiveMinimum", "exclusiveMaximum", "minimum", "maximum", "enum"];
const OBJECT: &[&str] =
    &["properties", "required", "additionalProperties", "minProperties", "maxProperties"];
const ARRAY: &[&str] = &["items", "minItems", "maxItems", "uniqueItems"];
/// Every keyword that constrains.
const ASSERTIONS: &[&[&str]] =
    &[STRING, NUMBER, OBJECT, ARRAY, &["type", "allOf", "oneOf", "anyOf", "not"]];

impl Typing<'_> {
    pub(super) fn schema_or_reference(&mut self, node: &Node) -> ReferenceOr<Schema> {
        super::fields::reference_or(node, |node| self.schema(node))
    }

    fn boxed(&mut self, node: &Node) -> ReferenceOr<Box<Schema>> {
        super::fields::reference_or(node, |node| Box::new(self.schema(node)))
    }

    fn schema(&mut self, node: &Node) -> Schema {
        let fields = Fields::of(node);
        let schema_kind = self.kind(&fields);
        let mut schema = Schema { schema_data: self.data(&fields), schema_kind };
        if fields.str("type") == Some("integer") || fields.has("x-specwright-types") {
            wide_limits(&fields, &mut schema.schema_data);
        }
        if let Some(xml) = fields.json("xml") {
            schema.schema_data.extensions.insert("x-specwright-xml".into(), xml);
        }
        schema
    }

    fn data(&mut self, fields: &Fields<'_>) -> SchemaData {
        SchemaData {
            nullable: fields.flag("nullable"),
            read_only: fields.flag("readOnly"),
            write_only: fields.flag("writeOnly"),
            deprecated: fields.flag("deprecated"),
            external_docs: self.external_docs(fields),
            example: fields.json("example"),
            title: fields.string("title"),
            description: fields.string("description"),
            discriminator: fields.get("discriminator").map(discriminator),
            default: fields.json("default"),
            extensions: fields.extensions(),
        }
    }

    fn kind(&mut self, fields: &Fields<'_>) -> SchemaKind {
        let simple = match fields.str("type") {
            Some("string") if only(fields, STRING) => string(fields).map(Type::String),
            Some("number") if only(fields, NUMBER) => number(fields).map(Type::Number),
            Some("integer") if only(fields, NUMBER) => integer(fields).map(Type::Integer),
            Some("boolean") if only(fields, &["enum"]) => boolean(fields).map(Type::Boolean),
            Some("object") if only(fields, OBJECT) => Some(Type::Object(self.object(fields))),
            Some("array") if only(fields, ARRAY) => Some(Type::Array(self.array(fields))),
            _ => None,
        };
        if let Some(simple) = simple {
            return SchemaKind::Type(simple);
        }
        if !fields.has("type") {
            if only(fields, &["oneOf"]) && fields.has("oneOf") {
                return SchemaKind::OneOf { one_of: self.schemas(fields, "oneOf") };
            }
            if only(fields, &["allOf"]) && fields.has("allOf") {
                return SchemaKind::AllOf { all_of: self.schemas(fields, "allOf") };
            }
            if only(fields, &["anyOf"]) && fields.has("anyOf") {
                return SchemaKind::AnyOf { any_of: self.schemas(fields, "anyOf") };
            }
            if let (true, Some(not)) = (only(fields, &["not"]), fields.get("not")) {
                return SchemaKind::Not { not: Box::new(self.schema_or_reference(not)) };
            }
        }
        SchemaKind::Any(self.any(fields))
    }

    fn schemas(&mut self, fields: &Fields<'_>, key: &str) -> Vec<ReferenceOr<Schema>> {
        fields.items(key).map(|node| self.schema_or_reference(node)).collect()
    }

    fn object(&mut self, fields: &Fields<'_>) -> ObjectType {
        ObjectType {
            properties: fields.map_of("properties", |node| self.boxed(node)),
            required: fields.strings("required"),
            additional_properties: self.additional_properties(fields),
            min_properties: fields.count("minProperties"),
            max_properties: fields.count("maxProperties"),
        }
    }

    fn additional_properties(&mut self, fields: &Fields<'_>) -> Option<AdditionalProperties> {
        let node = fields.get("additionalProperties")?;
        Some(match node.as_bool() {
            Some(admits) => AdditionalProperties::Any(admits),
            None => AdditionalProperties::Schema(Box::new(self.schema_or_reference(node))),
        })
    }

    fn array(&mut self, fields: &Fields<'_>) -> ArrayType {
        ArrayType {
            items: fields.get("items").map(|items| self.boxed(items)),
            min_items: fields.count("minItems"),
            max_items: fields.count("maxItems"),
            unique_items: fields.flag("uniqueItems"),
        }
    }

    fn any(&mut self, fields: &Fields<'_>) -> AnySchema {
        AnySchema {
            typ: fields.string("type"),
            pattern: fields.string("pattern"),
            multiple_of: fields.float("multipleOf"),
            exclusive_minimum: fields.bool("exclusiveMinimum"),
            exclusive_maximum: fields.bool("exclusiveMaximum"),
            minimum: fields.float("minimum"),
            maximum: fields.float("maximum"),
            properties: fields.map_of("properties", |node| self.boxed(node)),
            required: fields.strings("required"),
            additional_properties: self.additional_properties(fields),
            min_properties: fields.count("minProperties"),
            max_properties: fields.count("maxProperties"),
            items: fields.get("items").map(|items| self.boxed(items)),
            min_items: fields.count("minItems"),
            max_items: fields.count("maxItems"),
            unique_items: fields.bool("uniqueItems"),
            enumeration: fields.items("enum").map(Node::to_json).collect(),
            format: fields.string("format"),
            min_length: fields.count("minLength"),
            max_length: fields.count("maxLength"),
            one_of: self.schemas(fields, "oneOf"),
            all_of: self.schemas(fields, "allOf"),
            any_of: self.schemas(fields, "anyOf"),
            not: fields.get("not").map(|not| Box::new(self.schema_or_reference(not))),
        }
    }
}

/// Whether no keyword constrains but `type` and these.
fn only(fields: &Fields<'_>, admitted: &[&str]) -> bool {
    fields.rest().all(|(key, _)| {
        let key = key.as_str();
        key == "type"
            || admitted.contains(&key)
            || !ASSERTIONS.iter().any(|group| group.contains(&key))
    })
}

/// The values of `enum`, if each is null or of the type.
fn values<T>(fields: &Fields<'_>, read: impl Fn(&Node) -> Option<T>) -> Option<Vec<Option<T>>> {
    fields
        .items("enum")
        .map(|node| if node.is_null() { Some(None) } else { read(node).map(Some) })
        .collect()
}

fn string(fields: &Fields<'_>) -> Option<StringType> {
    Some(StringType {
        format: fields.string("format").into(),
        pattern: fields.string("pattern"),
        enumeration: values(fields, |node| node.as_str().map(str::to_owned))?,
        min_length: fields.count("minLength"),
        max_length: fields.count("maxLength"),
    })
}

fn number(fields: &Fields<'_>) -> Option<NumberType> {
    Some(NumberType {
        format: fields.string("format").into(),
        multiple_of: fields.float("multipleOf"),
        exclusive_minimum: fields.flag("exclusiveMinimum"),
        exclusive_maximum: fields.flag("exclusiveMaximum"),
        minimum: fields.float("minimum"),
        maximum: fields.float("maximum"),
        enumeration: values(fields, |node| node.as_number().map(Number::as_f64))?,
    })
}

/// An integer schema. A limit that is not in the range of the type stays as an extension.
fn integer(fields: &Fields<'_>) -> Option<IntegerType> {
    let whole = |key| i64::try_from(fields.get(key)?.as_number()?.as_integer()?).ok();
    let value = |node: &Node| i64::try_from(node.as_number()?.as_integer()?).ok();
    Some(IntegerType {
        format: fields.string("format").into(),
        multiple_of: whole("multipleOf"),
        exclusive_minimum: fields.flag("exclusiveMinimum"),
        exclusive_maximum: fields.flag("exclusiveMaximum"),
        minimum: whole("minimum"),
        maximum: whole("maximum"),
        enumeration: values(fields, value)?,
    })
}

fn boolean(fields: &Fields<'_>) -> Option<BooleanType> {
    Some(BooleanType { enumeration: values(fields, Node::as_bool)? })
}

/// Limits of an integer that an `i64` does not hold, as `x-specwright-minimum` and so on.
fn wide_limits(fields: &Fields<'_>, data: &mut SchemaData) {
    for key in ["minimum", "maximum", "multipleOf"] {
        let Some(number) = fields.get(key).and_then(Node::as_number) else { continue };
        if number.as_integer().and_then(|n| i64::try_from(n).ok()).is_none()
            && let Some(json) = fields.json(key)
        {
            data.extensions.insert(format!("x-specwright-{key}"), json);
        }
    }
}

fn discriminator(node: &Node) -> Discriminator {
    let fields = Fields::of(node);
    let mapping = fields.entries("mapping");
    Discriminator {
        property_name: fields.text("propertyName"),
        mapping: mapping
            .filter_map(|(value, target)| Some((value.clone(), target.as_str()?.to_owned())))
            .collect(),
        extensions: fields.extensions(),
    }
}
