//! Parameters and headers: what they are moves into a schema, `collectionFormat` becomes style.

use specwright_diagnostics::{Diagnostic, Diagnostics, Map, Node, Origin, Value};

use crate::codes;

/// The keys that make a schema.
const SCHEMA_KEYS: [&str; 17] = [
    "type",
    "format",
    "items",
    "default",
    "enum",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "multipleOf",
    "x-nullable",
];

/// Converts a parameter that is not part of a body, or a reference to one.
pub(super) fn convert(parameter: &mut Node, diagnostics: &mut Diagnostics) {
    let origin = parameter.origin;
    let Value::Object(map) = &mut parameter.value else { return };
    if map.contains_key("$ref") {
        return;
    }
    if let Some(kind) = map.get("type").filter(|kind| kind.as_str() == Some("file")) {
        let message = "a file is a parameter in `formData` alone";
        diagnostics.push(Diagnostic::new(&codes::FILE_PARAMETER, kind.origin, message));
    }
    let place = map.get("in").and_then(Node::as_str).unwrap_or_default().to_owned();
    if place != "query" {
        map.shift_remove("allowEmptyValue");
    }
    collection(map, &place);
    move_schema(map, origin);
}

/// Moves the keys that make a schema into one.
pub(super) fn move_schema(map: &mut Map, origin: Origin) {
    let schema = take_schema(map, origin);
    if !map.contains_key("schema") {
        map.insert("schema".into(), schema);
    }
}

/// Takes the keys that make a schema out of a parameter, a header or an Items Object.
pub(super) fn take_schema(map: &mut Map, origin: Origin) -> Node {
    let mut schema = Node::object().at(origin);
    for key in SCHEMA_KEYS {
        if let Some(mut value) = map.shift_remove(key) {
            if key == "items" {
                inner_items(&mut value);
            }
            schema.insert(key, value);
        }
    }
    schema
}

/// Items have no separator of their own in 3.0.
fn inner_items(items: &mut Node) {
    if let Value::Object(map) = &mut items.value {
        if let Some(format) = map.shift_remove("collectionFormat") {
            map.insert("x-specwright-collectionFormat".into(), format);
        }
        if let Some(inner) = map.get_mut("items") {
            inner_items(inner);
        }
    }
}

/// `collectionFormat` as `style` and `explode`.
pub(in crate::convert) fn collection(map: &mut Map, place: &str) {
    let format = map.shift_remove("collectionFormat");
    let is_list = map.get("type").and_then(Node::as_str) == Some("array");
    if !is_list {
        return;
    }
    let origin = format.as_ref().map(|format| format.origin).unwrap_or_default();
    let word = format.as_ref().and_then(Node::as_str).unwrap_or("csv");
    let (style, explode) = match (place, word) {
        ("query", "multi") => ("form", true),
        ("query", "ssv") => ("spaceDelimited", false),
        ("query", "pipes") => ("pipeDelimited", false),
        ("query", _) => ("form", false),
        _ => ("simple", false),
    };
    map.insert("style".into(), Node::from(style).at(origin));
    map.insert("explode".into(), Node::from(explode).at(origin));
    let is_said = match place {
        "query" => word != "tsv",
        _ => word == "csv",
    };
    if let (false, Some(format)) = (is_said, format) {
        map.insert("x-specwright-collectionFormat".into(), format);
    }
}
