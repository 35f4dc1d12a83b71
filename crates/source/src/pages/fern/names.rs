//! The names of components, before which Fern writes the module that they are in.
//!
//! ```text
//! type_:Pet              Pet
//! type_pets/owners:Pet   pets.owners.Pet
//! ```

use std::collections::HashMap;

use specwright_diagnostics::{Node, Value};

/// What stands before the module, and behind it.
const MARKS: (&str, char) = ("type_", ':');

const SECTION: &str = "#/components/schemas/";

/// Calls components as their API does, here and in the references to them, but for those whose
/// name others have.
pub(super) fn shorten(tree: &mut Node) {
    let schemas = tree.get_mut("components").and_then(|all| all.get_mut("schemas"));
    let Some(schemas) = schemas.and_then(Node::as_object_mut) else { return };
    let names: HashMap<String, String> = schemas
        .keys()
        .filter_map(|name| Some((name.clone(), plain(name)?)))
        .filter(|(_, plain)| !schemas.contains_key(plain))
        .collect();
    if names.is_empty() {
        return;
    }
    *schemas = std::mem::take(schemas)
        .into_iter()
        .map(|(name, schema)| (names.get(&name).cloned().unwrap_or(name), schema))
        .collect();
    refer(tree, &names);
}

fn plain(name: &str) -> Option<String> {
    let (module, name) = name.strip_prefix(MARKS.0)?.split_once(MARKS.1)?;
    let module = module.replace('/', ".");
    Some(if module.is_empty() { name.to_owned() } else { format!("{module}.{name}") })
}

/// Leads all texts that are references to where they led.
fn refer(node: &mut Node, names: &HashMap<String, String>) {
    match &mut node.value {
        Value::String(text) => {
            if let Some(plain) = text.strip_prefix(SECTION).and_then(|name| names.get(name)) {
                *text = format!("{SECTION}{plain}");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| refer(item, names)),
        Value::Object(map) => map.values_mut().for_each(|value| refer(value, names)),
        _ => {}
    }
}
