//! Parameters and headers of 3.x that say what they are as those of 2.0 do: beside their name, and
//! not in a schema. What is meant is clear; the check reports it.

use specwright_diagnostics::{Map, Node};
use specwright_grammar::{Dialect, Dialects, Kind, object};

use super::v2::collection;

/// What tells that it is such a one.
const TELLING: [&str; 3] = ["type", "enum", "items"];

/// The keys of a parameter or header that belong into its schema, where it has none.
pub(crate) fn bare_keys(kind: Kind, map: &Map, dialect: Dialect) -> Vec<&'static str> {
    let is_bare = matches!(kind, Kind::Parameter | Kind::Header)
        && Dialects::V3.contains(dialect)
        && !["$ref", "schema", "content"].iter().any(|key| map.contains_key(*key))
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

/// Moves them into a schema, and gives it.
pub(super) fn wrap(kind: Kind, node: &mut Node, dialect: Dialect) -> Option<&mut Node> {
    let map = node.as_object_mut()?;
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
