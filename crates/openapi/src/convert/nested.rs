//! A schema that stands where the name of its type belongs: `type: {type: string}`.

use specwright_diagnostics::{Map, Node};
use specwright_grammar::Kind;

use super::bare;

/// What beside it tells that a property called `type` may have slipped out of `properties`.
const OF_OBJECTS: [&str; 4] =
    ["properties", "required", "additionalProperties", "patternProperties"];

/// The schema in the place of the type's name, where it can be nothing else.
pub(crate) fn schema_as_type(schema: &Map) -> Option<&Node> {
    let nested = schema.get("type").filter(|nested| is_schema(nested))?;
    let is_property = schema.iter().any(|(key, value)| {
        OF_OBJECTS.contains(&&key[..]) || !is_keyword(key) || key != "type" && is_schema(value)
    });
    (!is_property).then_some(nested)
}

/// Moves it to where schemas stand.
pub(super) fn move_out(schema: &mut Map) {
    if schema_as_type(schema).is_none() {
        return;
    }
    let Some(nested) = schema.shift_remove("type") else { return };
    match schema.get_mut("allOf").and_then(Node::as_array_mut) {
        Some(all) => all.insert(0, nested),
        None => {
            let origin = nested.origin;
            schema.insert("allOf".into(), Node::from(vec![nested]).at(origin));
        }
    }
}

fn is_schema(node: &Node) -> bool {
    node.as_object().is_some_and(|map| {
        let tells = bare::is_schema(Kind::Schema, node) || map.contains_key("$ref");
        tells && map.keys().all(|key| is_keyword(key))
    })
}

fn is_keyword(key: &str) -> bool {
    key.starts_with("x-") || bare::is_keyword(key)
}
