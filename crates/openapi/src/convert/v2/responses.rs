//! Responses: `schema`, `examples` and the media types of the operation as `content`.

use specwright_diagnostics::{Map, Node, Value};

use super::DEFAULT_MEDIA_TYPE;
use super::parameters::move_schema;

/// Converts a response, or a reference to one.
pub(super) fn convert(response: &mut Node, produces: &[Node]) {
    let origin = response.origin;
    let Value::Object(map) = &mut response.value else { return };
    if map.contains_key("$ref") {
        return;
    }
    let headers = map.get_mut("headers").and_then(Node::as_object_mut);
    headers.into_iter().flat_map(|map| map.values_mut()).for_each(header);
    let schema = map.shift_remove("schema");
    let examples = match map.shift_remove("examples").map(|examples| examples.value) {
        Some(Value::Object(examples)) => examples,
        _ => Map::default(),
    };
    if schema.is_none() && examples.is_empty() {
        return;
    }
    let is_file = schema
        .as_ref()
        .and_then(|schema| schema.get("type"))
        .is_some_and(|kind| kind.as_str() == Some("file"));
    let mut names: Vec<&str> = produces.iter().filter_map(Node::as_str).collect();
    for name in examples.keys().filter(|name| name.contains('/')) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    if names.is_empty() {
        names.push(if is_file { "application/octet-stream" } else { DEFAULT_MEDIA_TYPE });
    }
    let mut content = Node::object().at(origin);
    for name in names {
        let mut media_type = Node::object().at(origin);
        if let Some(schema) = &schema {
            media_type.insert("schema", schema.clone());
        }
        if let Some(example) = examples.get(name) {
            media_type.insert("example", example.clone());
        }
        content.insert(name, media_type);
    }
    map.insert("content".into(), content);
}

fn header(header: &mut Node) {
    let origin = header.origin;
    if let Value::Object(map) = &mut header.value {
        if let Some(format) = map.shift_remove("collectionFormat")
            && format.as_str() != Some("csv")
        {
            map.insert("x-specwright-collectionFormat".into(), format);
        }
        move_schema(map, origin);
    }
}
