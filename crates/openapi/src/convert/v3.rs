//! Objects other than schemas: what 3.1 and 3.2 added, and what documents leave out.

use specwright_diagnostics::{Map, Node, Value};
use specwright_grammar::Kind;

use super::{further, schemes};

/// Converts one object, whose contents are converted already.
pub(super) fn convert(kind: Kind, node: &mut Node) {
    let origin = node.origin;
    let Value::Object(map) = &mut node.value else { return };
    match kind {
        Kind::Document => document(map),
        Kind::Components => {
            map.shift_remove("pathItems");
            map.shift_remove("mediaTypes");
        }
        Kind::PathItem => path_item(map),
        Kind::Operation => {
            tags(map);
            security(map);
            map.entry("responses".into()).or_insert_with(|| Node::object().at(origin));
        }
        Kind::Parameter => parameter(map, origin),
        Kind::Header => schema_or_content(map, origin),
        Kind::RequestBody => {
            map.entry("content".into()).or_insert_with(|| Node::object().at(origin));
            styles(map);
        }
        Kind::MediaType => rename(map, "itemSchema", "x-specwright-itemSchema"),
        Kind::Responses => {
            status_codes(map);
            further::join(map);
        }
        Kind::Response => response(map, origin),
        Kind::Example => example(map),
        Kind::Info => {
            for key in ["title", "version"] {
                map.entry(key.into()).or_insert_with(|| Node::from("").at(origin));
            }
        }
        Kind::License => {
            map.entry("name".into()).or_insert_with(|| Node::from("").at(origin));
        }
        Kind::ServerVariable => server_variable(map, origin),
        Kind::SecurityScheme => security_scheme(map),
        Kind::OAuthFlow => {
            map.entry("scopes".into()).or_insert_with(|| Node::object().at(origin));
        }
        _ => {}
    }
}

/// Whether values in bodies of a media type have styles (OpenAPI 3.0.3, Encoding Object).
fn has_styles(media_type: &str) -> bool {
    media_type.trim().to_ascii_lowercase().starts_with("application/x-www-form-urlencoded")
}

/// 3.1 gives styles to the parts of `multipart/form-data` too; 2.0 has separators there.
fn styles(map: &mut Map) {
    let content = map.get_mut("content").and_then(Node::as_object_mut);
    for (_, media_type) in content.into_iter().flatten().filter(|(name, _)| !has_styles(name)) {
        let encodings = media_type.get_mut("encoding").and_then(Node::as_object_mut);
        for encoding in encodings.into_iter().flat_map(|map| map.values_mut()) {
            if let Some(map) = encoding.as_object_mut() {
                for key in ["style", "explode", "allowReserved"] {
                    rename(map, key, &format!("x-specwright-{key}"));
                }
            }
        }
    }
}

fn rename(map: &mut Map, from: &str, to: &str) {
    if let Some(value) = map.shift_remove(from) {
        map.insert(to.to_owned(), value);
    }
}

fn document(map: &mut Map) {
    if let Some(version) = map.get_mut("openapi") {
        version.value = Value::String("3.0.3".into());
    }
    if !map.contains_key("paths") {
        map.insert("paths".into(), Node::object());
    }
    rename(map, "webhooks", "x-specwright-webhooks");
    security(map);
}

/// Methods that 3.0 has no key for.
fn path_item(map: &mut Map) {
    let mut operations = match map.shift_remove("additionalOperations") {
        Some(node) if node.as_object().is_some() => node,
        _ => Node::object(),
    };
    if let Some(query) = map.shift_remove("query") {
        operations.origin = operations.origin.or(query.origin);
        operations.insert("QUERY", query);
    }
    if operations.as_object().is_some_and(|operations| !operations.is_empty()) {
        map.insert("x-specwright-operations".into(), operations);
    }
}

/// What only says that nothing is required is written as the empty list. A tool that names the schemes of
/// each requirement says the same of an empty one as of a scheme that it does not know.
fn security(map: &mut Map) {
    let Some(list) = map.get_mut("security").and_then(Node::as_array_mut) else { return };
    if list.iter().all(|set| set.as_object().is_some_and(Map::is_empty)) {
        list.clear();
    }
}

/// Tags in a list of their own stand beside the others.
fn tags(map: &mut Map) {
    let Some(tags) = map.get_mut("tags").and_then(Node::as_array_mut) else { return };
    if tags.iter().any(|tag| tag.as_array().is_some()) {
        let flat = std::mem::take(tags).into_iter().flat_map(|tag| match tag.value {
            Value::Array(nested) => nested,
            _ => vec![tag],
        });
        tags.extend(flat);
    }
}

fn parameter(map: &mut Map, origin: specwright_diagnostics::Origin) {
    let word = |map: &Map, key: &str| map.get(key).and_then(Node::as_str).map(str::to_owned);
    match word(map, "in").as_deref() {
        Some("querystring") => {
            let place = map["in"].clone();
            map.insert("x-specwright-in".into(), place.clone());
            map.insert("in".into(), Node::from("query").at(place.origin));
        }
        Some("path") => {
            map.insert("required".into(), Node::from(true).at(origin));
            if let Some(said) = unescaped(map) {
                map.insert("x-specwright-allowReserved".into(), said);
            }
        }
        Some("query") => {
            if let Some(said) = unescaped(map) {
                map.insert("allowReserved".into(), said);
            }
        }
        _ => {}
    }
    if word(map, "style").as_deref() == Some("cookie") {
        rename(map, "style", "x-specwright-style");
    }
    schema_or_content(map, origin);
}

/// What says that reserved characters stand unescaped in a value. Documents say it of paths too, as 3.2
/// has it, and 2.0 has only an extension for it.
fn unescaped(map: &Map) -> Option<Node> {
    let keys = ["allowReserved", "x-ms-skip-url-encoding"];
    keys.iter().filter_map(|key| map.get(*key)).find(|said| said.as_bool() == Some(true)).cloned()
}

fn schema_or_content(map: &mut Map, origin: specwright_diagnostics::Origin) {
    if !map.contains_key("content") {
        map.entry("schema".into()).or_insert_with(|| Node::object().at(origin));
    }
}

/// `4xx` is written `4XX`.
fn status_codes(map: &mut Map) {
    let is_range = |key: &str| key.len() == 3 && key.ends_with("xx");
    if map.keys().any(|key| is_range(key)) {
        let entries = std::mem::take(map).into_iter();
        *map = entries
            .map(|(key, value)| (if is_range(&key) { key.to_uppercase() } else { key }, value))
            .collect();
    }
}

fn response(map: &mut Map, origin: specwright_diagnostics::Origin) {
    if !map.contains_key("description") {
        let summary = map.shift_remove("summary").unwrap_or_else(|| Node::from("").at(origin));
        map.insert("description".into(), summary);
    }
}

/// The data of an example, which 3.2 tells apart from how it is written.
fn example(map: &mut Map) {
    if !map.contains_key("value") {
        rename(map, "dataValue", "value");
    }
    if !map.contains_key("value") {
        rename(map, "serializedValue", "value");
    }
}

fn server_variable(map: &mut Map, origin: specwright_diagnostics::Origin) {
    if !map.contains_key("default") {
        let first = map.get("enum").and_then(Node::as_array).and_then(<[Node]>::first).cloned();
        map.insert("default".into(), first.unwrap_or_else(|| Node::from("").at(origin)));
    }
    if map.get("enum").and_then(Node::as_array).is_some_and(<[Node]>::is_empty) {
        map.shift_remove("enum");
    }
}

fn security_scheme(map: &mut Map) {
    if let Some(scheme) = schemes::http(map) {
        let origin = map["type"].origin;
        map.insert("type".into(), Node::from("http").at(origin));
        map.entry("scheme".into()).or_insert_with(|| Node::from(scheme).at(origin));
    }
    if map.get("type").and_then(Node::as_str) == Some("mutualTLS") {
        let kind = map["type"].clone();
        map.insert("type".into(), Node::from("http").at(kind.origin));
        map.insert("scheme".into(), Node::from("mutual").at(kind.origin));
        map.insert("x-specwright-type".into(), kind);
    }
}
