//! Parameters in `body` and `formData` as a request body.

use specwright_diagnostics::{Diagnostic, Diagnostics, Map, Node, Origin, Value};

use super::DEFAULT_MEDIA_TYPE;
use super::parameters::take_schema;
use crate::codes;

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

fn place(parameter: &Node) -> Option<&str> {
    parameter.get("in")?.as_str()
}

pub(super) fn is_part_of_body(parameter: &Node) -> bool {
    matches!(place(parameter), Some("body" | "formData"))
}

/// Whether a parameter of an operation replaces one of its path.
pub(super) fn is_same(one: &Node, other: &Node) -> bool {
    place(one) == place(other) && one.get("name") == other.get("name")
}

/// The request body that the parameters make; none without any.
pub(super) fn body(
    parts: Vec<Node>,
    consumes: &[Node],
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let (bodies, fields): (Vec<Node>, Vec<Node>) =
        parts.into_iter().partition(|part| place(part) == Some("body"));
    if let ([first, ..], Some(second)) = (bodies.as_slice(), bodies.get(1).or(fields.first())) {
        let message = "a request has one body: one parameter in `body`, or those in `formData`";
        let fault = Diagnostic::new(&codes::SEVERAL_BODIES, second.origin, message)
            .related(first.origin, "the first");
        diagnostics.push(fault);
    }
    match bodies.into_iter().next() {
        Some(body) => Some(whole(body, consumes, diagnostics)),
        None if fields.is_empty() => None,
        None => Some(form(fields, consumes)),
    }
}

/// A parameter in `body`.
fn whole(mut body: Node, consumes: &[Node], diagnostics: &mut Diagnostics) -> Node {
    let origin = body.origin;
    let Value::Object(map) = &mut body.value else { return body };
    if let Some(kind) = map.get("type") {
        let message = "a parameter in `body` has a `schema` and no `type`";
        diagnostics.push(Diagnostic::new(&codes::FILE_PARAMETER, kind.origin, message).at_key());
    }
    let schema = match map.shift_remove("schema") {
        Some(schema) => schema,
        None => take_schema(map, origin),
    };
    if let Some(kind) = schema.get("type").filter(|kind| kind.as_str() == Some("file")) {
        let message = "a file is a parameter in `formData`, and no body";
        diagnostics.push(Diagnostic::new(&codes::FILE_PARAMETER, kind.origin, message));
    }
    map.shift_remove("in");
    if let Some(name) = map.shift_remove("name") {
        map.insert("x-specwright-name".into(), name);
    }
    let mut content = Node::object().at(origin);
    let media_types = consumes.iter().filter_map(Node::as_str);
    let names: Vec<&str> = media_types.filter(|name| *name != MULTIPART).collect();
    let names = if names.is_empty() { vec![DEFAULT_MEDIA_TYPE] } else { names };
    for name in names {
        let mut media_type = Node::object().at(origin);
        media_type.insert("schema", schema.clone());
        content.insert(name, media_type);
    }
    map.shift_insert(0, "content".into(), content);
    body
}

/// Parameters in `formData`.
fn form(fields: Vec<Node>, consumes: &[Node]) -> Node {
    let origin = fields.first().map(|field| field.origin).unwrap_or_default();
    let (mut properties, mut encoding) = (Node::object(), Node::object());
    let mut required = Vec::new();
    let mut has_file = false;
    for field in fields {
        let Value::Object(mut map) = field.value else { continue };
        let Some(name) = map.get("name").and_then(Node::as_str).map(str::to_owned) else {
            continue;
        };
        if map.get("required").and_then(Node::as_bool) == Some(true) {
            required.push(Node::from(name.as_str()).at(map["required"].origin));
        }
        has_file |= map.get("type").and_then(Node::as_str) == Some("file");
        if let Some(separator) = separator(&map) {
            encoding.insert(name.clone(), separator);
        }
        properties.insert(name, property(&mut map, field.origin));
    }
    let mut schema = Node::object().at(origin);
    schema.insert("type", "object");
    schema.insert("properties", properties);
    let is_required = !required.is_empty();
    if is_required {
        schema.insert("required", required);
    }
    let mut content = Node::object().at(origin);
    for name in media_types(consumes, has_file) {
        let mut media_type = Node::object().at(origin);
        media_type.insert("schema", schema.clone());
        if encoding.as_object().is_some_and(|map| !map.is_empty()) {
            media_type.insert("encoding", encoding.clone());
        }
        content.insert(name, media_type);
    }
    let mut body = Node::object().at(origin);
    body.insert("content", content);
    if is_required {
        body.insert("required", true);
    }
    body
}

fn media_types(consumes: &[Node], has_file: bool) -> Vec<&str> {
    let named = consumes.iter().filter_map(Node::as_str);
    let fit: Vec<&str> =
        named.filter(|name| *name == MULTIPART || *name == FORM && !has_file).collect();
    match fit.is_empty() {
        true if has_file => vec![MULTIPART],
        true => vec![FORM],
        false => fit,
    }
}

/// The schema of one field, with what is said about the field.
fn property(map: &mut Map, origin: Origin) -> Node {
    let mut schema = take_schema(map, origin);
    for (key, value) in std::mem::take(map) {
        if key == "description" || key.starts_with("x-") {
            schema.insert(key, value);
        }
    }
    schema
}

/// How the items of a list are told apart. Lists repeat the field where nothing is said.
fn separator(map: &Map) -> Option<Node> {
    if map.get("type").and_then(Node::as_str) != Some("array") {
        return None;
    }
    let format = map.get("collectionFormat");
    let (style, explode) = match format.and_then(Node::as_str).unwrap_or("csv") {
        "multi" => ("form", true),
        "ssv" => ("spaceDelimited", false),
        "pipes" => ("pipeDelimited", false),
        _ => ("form", false),
    };
    let origin = format.map(|format| format.origin).unwrap_or_default();
    let mut encoding = Node::object().at(origin);
    encoding.insert("style", style);
    encoding.insert("explode", explode);
    if let Some(tabs) = format.filter(|format| format.as_str() == Some("tsv")) {
        encoding.insert("x-specwright-collectionFormat", tabs.clone());
    }
    Some(encoding)
}
