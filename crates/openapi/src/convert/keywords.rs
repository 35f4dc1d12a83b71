//! The keywords of JSON Schema 2020-12 and older drafts that 3.0 writes otherwise or not at all.

use std::collections::HashSet;

use specwright_diagnostics::{Map, Node, Value};

/// Keywords that are kept as `x-specwright-*`.
const KEPT: [&str; 14] = [
    "prefixItems",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "contentMediaType",
    "contentSchema",
];

pub(super) fn convert(map: &mut Map) {
    older_drafts(map);
    vendor_keys(map);
    constant(map);
    examples(map);
    content(map);
    tuple(map);
    unevaluated(map);
    for key in KEPT {
        rename(map, key, &format!("x-specwright-{key}"));
    }
    required(map);
}

/// Gives a key another name in the same position. Where that name is taken, it stays.
fn rename(map: &mut Map, from: &str, to: &str) {
    let Some((index, _, value)) = map.shift_remove_full(from) else { return };
    if !map.contains_key(to) {
        // One entry was removed, so the index is at most the number of those left.
        map.shift_insert(index, to.to_owned(), value);
    }
}

/// `items` as a list, `additionalItems`, and a discriminator that is a mere name.
fn older_drafts(map: &mut Map) {
    if map.get("items").is_some_and(|items| items.as_array().is_some()) {
        rename(map, "items", "prefixItems");
        rename(map, "additionalItems", "items");
        if let Some(Value::Bool(admits)) = map.get("items").map(|items| items.value.clone()) {
            let origin = map["items"].origin;
            let mut schema = Node::object().at(origin);
            if !admits {
                schema.insert("not", Node::object().at(origin));
            }
            map.insert("items".into(), schema);
        }
    }
    if let Some(name) = map.get("discriminator").filter(|d| d.as_str().is_some()) {
        let mut discriminator = Node::object().at(name.origin);
        discriminator.insert("propertyName", name.clone());
        map.insert("discriminator".into(), discriminator);
    }
}

/// What 2.0 documents write for `nullable`, and for `example`.
fn vendor_keys(map: &mut Map) {
    for (key, word) in [("x-nullable", "nullable"), ("x-example", "example")] {
        if !map.contains_key(word) {
            rename(map, key, word);
        }
    }
    if map.get("nullable").is_some_and(|nullable| nullable.as_bool().is_none()) {
        map.shift_remove("nullable");
    }
}

fn constant(map: &mut Map) {
    let Some(value) = map.get("const") else { return };
    let list = Node::from(vec![value.clone()]).at(value.origin);
    match map.contains_key("enum") {
        // A constant says more than the list that it stands beside.
        true => {
            map.insert("enum".into(), list);
            map.shift_remove("const");
        }
        false => {
            rename(map, "const", "enum");
            map.insert("enum".into(), list);
        }
    }
}

fn examples(map: &mut Map) {
    let Some(Value::Array(mut all)) = map.get("examples").map(|node| node.value.clone()) else {
        map.shift_remove("examples");
        return;
    };
    let origin = map["examples"].origin;
    if !map.contains_key("example") && !all.is_empty() {
        rename(map, "examples", "example");
        map.insert("example".into(), all.remove(0));
    }
    map.shift_remove("examples");
    if !all.is_empty() {
        map.insert("x-specwright-examples".into(), Node::from(all).at(origin));
    }
}

/// Encoded and binary content as the formats `byte` and `binary`.
fn content(map: &mut Map) {
    let encoding = map.get("contentEncoding").and_then(Node::as_str).map(str::to_ascii_lowercase);
    let media_type = map.get("contentMediaType").and_then(Node::as_str);
    let format = match (encoding.as_deref(), media_type) {
        (Some("base64" | "base64url"), _) => Some(("byte", "contentEncoding")),
        (None | Some("binary"), Some("application/octet-stream")) => {
            Some(("binary", "contentMediaType"))
        }
        _ => None,
    };
    let is_url = encoding.as_deref() == Some("base64url");
    if let Some((format, key)) = format
        && !map.contains_key("format")
        && !is_url
        && let Some(node) = map.shift_remove(key)
    {
        map.insert("format".into(), Node::from(format).at(node.origin));
        map.shift_remove("contentEncoding");
    }
    rename(map, "contentEncoding", "x-specwright-contentEncoding");
}

/// `items: false` after `prefixItems` closes the tuple.
fn tuple(map: &mut Map) {
    if !map.contains_key("prefixItems") {
        return;
    }
    let nothing = |items: &Node| {
        let not = items.get("not").and_then(Node::as_object);
        not.is_some_and(Map::is_empty) && items.as_object().is_some_and(|map| map.len() == 1)
    };
    if map.get("items").is_some_and(nothing) {
        let origin = map["items"].origin;
        map.shift_remove("items");
        map.insert("x-specwright-items".into(), Node::from(false).at(origin));
    }
}

/// `unevaluatedProperties` sees no further than `additionalProperties` where nothing is
/// composed.
fn unevaluated(map: &mut Map) {
    const COMPOSED: [&str; 8] =
        ["allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas", "not"];
    if COMPOSED.iter().any(|key| map.contains_key(*key)) {
        closed(map, "unevaluatedProperties");
        return rename(map, "unevaluatedProperties", "x-specwright-unevaluatedProperties");
    }
    match map.contains_key("additionalProperties") {
        // Everything is evaluated then.
        true => {
            map.shift_remove("unevaluatedProperties");
        }
        false => rename(map, "unevaluatedProperties", "additionalProperties"),
    }
    closed(map, "additionalProperties");
}

/// A schema that admits nothing is `false` here.
fn closed(map: &mut Map, key: &str) {
    if let Some(node) = map.get_mut(key) {
        let admits_nothing = node.as_object().is_some_and(|map| map.len() == 1)
            && node.get("not").and_then(Node::as_object).is_some_and(Map::is_empty);
        if admits_nothing {
            node.value = Value::Bool(false);
        }
    }
}

/// `required` as a list of names without repetitions, and not an empty one.
fn required(map: &mut Map) {
    let Some(node) = map.get_mut("required") else { return };
    if let Some(names) = node.as_array_mut() {
        names.retain(|name| name.as_str().is_some());
        deduplicate(names);
    }
    if node.as_array().is_none_or(<[Node]>::is_empty) {
        map.shift_remove("required");
    }
}

/// Drops values that are there before.
pub(super) fn deduplicate(values: &mut Vec<Node>) {
    let mut seen = HashSet::new();
    values.retain(|value| match value.as_str() {
        Some(text) => seen.insert(format!("\"{text}")),
        None => seen.insert(value.to_json().to_string()),
    });
}
