//! Schemas: the order in which the keywords of one schema are converted.

use specwright_diagnostics::{Map, Node, Value};

use super::{alternatives, keywords, limits, retyped, types, wrapped};

/// Converts one schema, whose subschemas are converted already.
pub(super) fn convert(node: &mut Node) {
    if let Value::Bool(admits) = node.value {
        let mut schema = Node::object().at(node.origin);
        if !admits {
            schema.insert("not", Node::object().at(node.origin));
        }
        *node = schema;
        return;
    }
    let origin = node.origin;
    let Value::Object(map) = &mut node.value else {
        return;
    };
    let is_reference = map.len() == 1 && map.contains_key("$ref");
    let is_plain = || {
        map.iter().all(|(key, value)| is_plain(key, value))
            && retyped::values(map).next().is_none()
            && alternatives::null_part(map).is_none()
    };
    if is_reference || is_plain() {
        return;
    }
    drop_names(map);
    if map.len() == 1 && map.contains_key("$ref") {
        return;
    }
    if let Some(reference) = map.shift_remove("$ref") {
        wrap_reference(map, reference);
    }
    keywords::convert(map);
    wrapped::unwrap(map);
    retyped::retype(map);
    types(map);
    limits::convert(map);
    alternatives::convert(map, origin);
    enumeration(map);
}

/// Whether a keyword is written in 3.0 as it stands here, which is so for nearly all there are.
fn is_plain(key: &str, value: &Node) -> bool {
    match key {
        "type" => value.as_str().is_some_and(|word| PLAIN_TYPES.contains(&word)),
        "items" => value.as_object().is_some(),
        "description" | "properties" | "title" | "format" | "example" | "default" | "readOnly"
        | "writeOnly" | "deprecated" | "allOf" | "pattern" | "maxLength" | "minLength"
        | "maximum" | "minimum" | "maxItems" | "minItems" | "xml" | "externalDocs" => true,
        "additionalProperties" => value.get("not").is_none(),
        "nullable" => value.as_bool().is_some(),
        "enum" => strings_once(value),
        "required" => strings_once(value),
        "discriminator" => value.as_object().is_some(),
        _ => false,
    }
}

const PLAIN_TYPES: [&str; 6] = ["string", "object", "array", "integer", "boolean", "number"];

/// Whether a list holds strings, a few of them, and none of them twice.
fn strings_once(list: &Node) -> bool {
    let items = list.as_array().unwrap_or_default();
    let is_first = |index: usize, text: &str| {
        items[..index].iter().all(|earlier| earlier.as_str() != Some(text))
    };
    (1..=16).contains(&items.len())
        && items.iter().enumerate().all(|(i, item)| item.as_str().is_some_and(|t| is_first(i, t)))
}

/// Keywords that name a schema or its language. References have been resolved by them.
fn drop_names(map: &mut Map) {
    const NAMES: [&str; 9] = [
        "$id",
        "$schema",
        "$anchor",
        "$dynamicAnchor",
        "$dynamicRef",
        "$vocabulary",
        "$comment",
        "$defs",
        "definitions",
    ];
    for name in NAMES {
        map.shift_remove(name);
    }
}

/// A reference with siblings becomes the first schema of `allOf`.
fn wrap_reference(map: &mut Map, reference: Node) {
    let origin = reference.origin;
    let mut target = Node::object().at(origin);
    target.insert("$ref", reference);
    match map.get_mut("allOf").and_then(Node::as_array_mut) {
        Some(all) => all.insert(0, target),
        None => {
            map.insert("allOf".into(), Node::from(vec![target]).at(origin));
        }
    }
}

/// `type`: one word, with `null` as `nullable`; several words as an extension.
fn types(map: &mut Map) {
    let Some(node) = map.get("type") else { return };
    let origin = node.origin;
    let words: Vec<&str> = match &node.value {
        Value::String(word) => vec![word],
        Value::Array(words) => words
            .iter()
            .map(|word| if word.is_null() { "null" } else { word.as_str().unwrap_or_default() })
            .collect(),
        _ => Vec::new(),
    };
    let mut names: Vec<&'static str> = Vec::new();
    let mut format = None;
    for word in words {
        let Some(alias) = types::alias(word) else { continue };
        format = format.or(alias.format);
        match alias.name {
            Some(name) if !names.contains(&name) => names.push(name),
            _ => {}
        }
    }
    let nullable = names.contains(&"null");
    names.retain(|name| *name != "null");
    match names.as_slice() {
        [] => {
            map.shift_remove("type");
            if nullable && !map.contains_key("enum") {
                map.insert("enum".into(), Node::from(vec![null(origin)]).at(origin));
            }
        }
        [only] => {
            map.insert("type".into(), Node::from(*only).at(origin));
        }
        several => {
            map.shift_remove("type");
            let words = several.iter().map(|word| Node::from(*word).at(origin)).collect();
            map.insert("x-specwright-types".into(), Node::new(Value::Array(words)).at(origin));
        }
    }
    if nullable {
        map.insert("nullable".into(), Node::from(true).at(origin));
    }
    if let Some(format) = format
        && !map.contains_key("format")
    {
        map.insert("format".into(), Node::from(format).at(origin));
    }
}

/// `enum` without repetitions. `null` in it makes the schema nullable: where the type is given
/// it could not be there otherwise.
fn enumeration(map: &mut Map) {
    let Some(values) = map.get_mut("enum").and_then(Node::as_array_mut) else { return };
    keywords::deduplicate(values);
    let has_null = values.iter().any(Node::is_null);
    if values.is_empty() {
        map.shift_remove("enum");
    } else if has_null && !map.contains_key("nullable") {
        let origin = map["enum"].origin;
        map.insert("nullable".into(), Node::from(true).at(origin));
    }
}

pub(super) fn null(origin: specwright_diagnostics::Origin) -> Node {
    Node::new(Value::Null).at(origin)
}
