//! What tells the heirs of a schema apart where it is not their name. 2.0 has no mapping for that, so
//! documents say it with the heirs, as `x-ms-discriminator-value`.

use std::collections::BTreeSet;

use specwright_diagnostics::Node;

use crate::normal::{named, reference};

const VALUE: &str = "x-ms-discriminator-value";

/// Adds what heirs say of themselves to the mappings of the schemas that they are made of.
pub(super) fn map(tree: &mut Node) {
    let Some(schemas) = tree.get_mut("components").and_then(|all| all.get_mut("schemas")) else {
        return;
    };
    let mut found: Vec<(String, Node, String)> = Vec::new();
    for (heir, schema) in schemas.as_object().into_iter().flatten() {
        if let Some(value) = schema.get(VALUE).filter(|value| value.as_str().is_some()) {
            let bases = bases(schemas, schema).into_iter().filter(|base| base != heir);
            found.extend(bases.map(|base| (base, value.clone(), heir.clone())));
        }
    }
    for (base, value, heir) in found {
        let base = schemas.get_mut(&base).and_then(|base| base.get_mut("discriminator"));
        if let (Some(discriminator), Some(value_text)) = (base, value.as_str()) {
            add(discriminator, value_text, Node::from(reference(&heir)).at(value.origin));
        }
    }
}

/// Maps a value to a schema, unless the value or the schema is in the mapping.
fn add(discriminator: &mut Node, value: &str, heir: Node) {
    let origin = discriminator.origin;
    if discriminator.as_object().is_none() {
        return;
    }
    if discriminator.get("mapping").is_none_or(|mapping| mapping.as_object().is_none()) {
        discriminator.insert("mapping", Node::object().at(origin));
    }
    let Some(mapping) = discriminator.get_mut("mapping") else { return };
    let known = mapping.as_object().into_iter().flatten();
    if !known.into_iter().any(|(key, other)| key == value || *other == heir) {
        mapping.insert(value, heir);
    }
}

/// The schemas with a discriminator that a schema is made of, directly or not.
fn bases(schemas: &Node, schema: &Node) -> Vec<String> {
    let (mut open, mut seen, mut bases) = (vec![schema], BTreeSet::new(), Vec::new());
    while let Some(schema) = open.pop() {
        for part in schema.get("allOf").and_then(Node::as_array).unwrap_or_default() {
            let Some(name) = named(part) else { continue };
            if !seen.insert(name.clone()) {
                continue;
            }
            let Some(base) = schemas.get(&name) else { continue };
            open.push(base);
            if base.get("discriminator").is_some() {
                bases.push(name);
            }
        }
    }
    bases
}
