//! What stands in documents of 3.x where those of 2.0 have it, or beside the schema that it belongs
//! into. What is meant is clear; the check reports it.
//!
//! | in the document | read as |
//! |---|---|
//! | a parameter, header or media type with `type` and no `schema` | `schema`, with all that belongs into it |
//! | a response with `schema` and no `content` | `content`, in JSON |
//! | a response or body that refers to a schema | `content`, in JSON, with this schema |

use specwright_diagnostics::{Map, Node};
use specwright_grammar::{Dialect, Dialects, Kind, object};

use super::v2::{DEFAULT_MEDIA_TYPE, collection};

/// What tells that a schema stands beside its key.
const TELLING: [&str; 7] = ["type", "enum", "items", "properties", "allOf", "anyOf", "oneOf"];

/// The keys of a parameter, header or media type that belong into its schema, where it has none.
pub(crate) fn bare_keys(kind: Kind, map: &Map, dialect: Dialect) -> Vec<&'static str> {
    let is_bare = matches!(kind, Kind::Parameter | Kind::Header | Kind::MediaType)
        && Dialects::V3.contains(dialect)
        && !["$ref", "schema", "content", "itemSchema"].iter().any(|key| map.contains_key(*key))
        && TELLING.iter().any(|key| map.contains_key(*key));
    if !is_bare {
        return Vec::new();
    }
    let own = object(dialect, kind);
    let keys = map.keys().filter(|key| own.field(key).is_none());
    let keyword = |key: &String| {
        Dialect::ALL.into_iter().find_map(|dialect| object(dialect, Kind::Schema).field(key))
    };
    keys.filter_map(|key| Some(keyword(key)?.name)).collect()
}

/// The schema of a response that has one as in 2.0.
pub(crate) fn schema_of_response(kind: Kind, map: &Map, dialect: Dialect) -> Option<&Node> {
    let is_bare = kind == Kind::Response
        && Dialects::V3.contains(dialect)
        && !["$ref", "content"].iter().any(|key| map.contains_key(*key));
    map.get("schema").filter(|_| is_bare)
}

/// Whether what must be a response or a body may as well be the schema that it has.
pub(crate) fn may_be_schema(kind: Kind) -> bool {
    matches!(kind, Kind::Response | Kind::RequestBody)
}

/// Whether something says what a schema says, and nothing that an object of this kind alone has.
pub(crate) fn is_schema(kind: Kind, node: &Node) -> bool {
    let of_kind =
        |key: &str| Dialect::ALL.into_iter().any(|d| object(d, kind).field(key).is_some());
    let is_plain = |map: &Map| !map.keys().any(|key| of_kind(key) && !is_keyword(key));
    let tells = |map: &Map| TELLING.iter().any(|key| map.contains_key(*key));
    node.as_object().is_some_and(|map| tells(map) && is_plain(map))
}

/// Whether any dialect has this keyword of schemas.
pub(crate) fn is_keyword(key: &str) -> bool {
    Dialect::ALL.into_iter().any(|dialect| object(dialect, Kind::Schema).field(key).is_some())
}

/// Whether an object of a bundled document is a reference to its schema.
pub(super) fn refers_to_schema(kind: Kind, node: &Node) -> bool {
    let reference = node.get("$ref").and_then(Node::as_str);
    may_be_schema(kind)
        && reference.is_some_and(|reference| reference.starts_with("#/components/schemas/"))
}

/// The schema that such keys make.
pub(crate) fn bare_schema(map: &Map, keys: &[&str]) -> Node {
    // The object's own place is that of the parameter.
    let origin = keys.first().map(|key| map[*key].origin).unwrap_or_default();
    let mut schema = Node::object().at(origin);
    for key in keys {
        schema.insert(*key, map[*key].clone());
    }
    schema
}

/// Moves a schema to where it belongs, and gives it.
pub(super) fn wrap(kind: Kind, node: &mut Node, dialect: Dialect) -> Option<&mut Node> {
    if refers_to_schema(kind, node) {
        let reference = std::mem::replace(node, Node::object().at(node.origin));
        if kind == Kind::Response {
            node.insert("description", "");
        }
        node.insert("content", in_json(reference));
    }
    let map = node.as_object_mut()?;
    if schema_of_response(kind, map, dialect).is_some() {
        let schema = map.shift_remove("schema")?;
        map.insert("content".into(), in_json(schema));
        return map.get_mut("content")?.get_mut(DEFAULT_MEDIA_TYPE)?.get_mut("schema");
    }
    let keys = bare_keys(kind, map, dialect);
    if keys.is_empty() {
        return None;
    }
    if map.contains_key("collectionFormat") {
        let place = map.get("in").and_then(Node::as_str).unwrap_or("header").to_owned();
        collection(map, &place);
    }
    let schema = bare_schema(map, &keys);
    keys.iter().for_each(|key| drop(map.shift_remove(*key)));
    map.insert("schema".into(), schema);
    map.get_mut("schema")
}

/// The content of a body in JSON.
fn in_json(schema: Node) -> Node {
    let (mut content, mut media_type) = (Node::object(), Node::object());
    media_type.insert("schema", schema);
    content.insert(DEFAULT_MEDIA_TYPE, media_type);
    content
}
