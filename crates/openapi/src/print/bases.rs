//! Schemas whose `discriminator` tells apart those that are made of them by `allOf` (OpenAPI 3.0.3,
//! "Models with Polymorphism Support"), as JSON Schema says it: a server holds a value to the heir
//! that it names, and tools that pass over the keyword would have it taken without.
//!
//! ```text
//! Pet {petType}            Pet: oneOf Cat, if petType is "Cat" | PetBase, if it is not
//! Cat: allOf Pet, {hunts}  Cat: allOf PetBase, {hunts}
//!                          PetBase {petType}
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use specwright_diagnostics::Node;
use specwright_grammar::{Dialect, Holds, Kind};

use crate::convert::visit;
use crate::normal::{named, reference};

/// What stands beside the `allOf` of a schema that only gives another one a further name.
const DESCRIBING: [&str; 11] = [
    "title",
    "description",
    "nullable",
    "deprecated",
    "readOnly",
    "writeOnly",
    "example",
    "default",
    "xml",
    "externalDocs",
    "discriminator",
];

/// A base.
struct Base {
    /// The name that it has for its heirs.
    plain: String,
    /// The property that tells its heirs apart.
    tag: String,
    /// The schema that stands where the base stood.
    union: Value,
}

/// Writes every base of a tree in the normal form as the union that it is.
pub(super) fn write_out(tree: &mut Node) {
    let schemas = tree.get("components").and_then(|components| components.get("schemas"));
    let Some(schemas) = schemas else { return };
    let bases = bases(schemas);
    if bases.is_empty() {
        return;
    }
    visit(tree, Holds::Object(Kind::Document), Dialect::V3_0, &mut |kind, node| {
        if kind == Kind::Schema && tells(node, &bases) {
            inherit(node, &bases);
        }
    });
    let components = tree.get_mut("components");
    let Some(schemas) = components.and_then(|components| components.get_mut("schemas")) else {
        return;
    };
    for (_, schema) in schemas.as_object_mut().into_iter().flatten() {
        if !is_alias(schema) {
            inherit(schema, &bases);
        }
    }
    for (name, base) in bases {
        let Some(mut itself) = schemas.remove(&name) else { continue };
        itself.remove("discriminator");
        let mut union = Node::from(base.union);
        // Null is a value of the schema, and not of one of its alternatives.
        if let Some(nullable) = itself.remove("nullable") {
            union.insert("nullable", nullable);
        }
        schemas.insert(name, union);
        schemas.insert(base.plain, itself);
    }
}

/// Leads the `allOf` of a schema to the bases themselves.
fn inherit(node: &mut Node, bases: &BTreeMap<String, Base>) {
    for part in node.get_mut("allOf").and_then(Node::as_array_mut).into_iter().flatten() {
        match named(part).and_then(|name| bases.get(&name)) {
            Some(base) => part.insert("$ref", reference(&base.plain)),
            None => inherit(part, bases),
        }
    }
}

/// Whether a schema that is made of a base says itself which heir it is. One without a name is none if it
/// does not.
fn tells(node: &Node, bases: &BTreeMap<String, Base>) -> bool {
    let parts = node.get("allOf").and_then(Node::as_array).unwrap_or_default();
    let tag = parts.iter().filter_map(named).find_map(|name| Some(&bases.get(&name)?.tag[..]));
    let describes = |node: &Node, tag| node.get("properties").is_some_and(|p| p.get(tag).is_some());
    tag.is_some_and(|tag| parts.iter().chain([node]).any(|part| describes(part, tag)))
}

/// The schemas that are bases, by name.
fn bases(schemas: &Node) -> BTreeMap<String, Base> {
    let heirs = heirs(schemas);
    let all = || schemas.as_object().into_iter().flatten();
    let mut taken: BTreeSet<String> = all().map(|(name, _)| name.clone()).collect();
    let mut bases = BTreeMap::new();
    for (name, schema) in all() {
        let Some(tag) = tag(schema) else { continue };
        let heirs = all_heirs(&heirs, name);
        // What heirs do not carry cannot tell them apart.
        if heirs.is_empty() || !knows(schemas, schema, tag) {
            continue;
        }
        let mut plain = format!("{name}Base");
        while !taken.insert(plain.clone()) {
            plain.push('_');
        }
        // In the order of the document.
        let heirs = all().map(|(name, _)| name.as_str()).filter(|name| heirs.contains(name));
        let union = union(schema, tag, heirs, &plain);
        bases.insert(name.clone(), Base { plain, tag: tag.to_owned(), union });
    }
    bases
}

/// The union of the heirs and of what is none of them.
fn union<'a>(schema: &Node, tag: &str, heirs: impl Iterator<Item = &'a str>, plain: &str) -> Value {
    let mapping = schema.get("discriminator").and_then(|d| d.get("mapping"));
    let mapping = || mapping.and_then(Node::as_object).into_iter().flatten();
    let named = |values: &[String]| json!({"type": "object", "required": [tag], "properties": {tag: {"enum": values}}});
    let mut known: Vec<String> = Vec::new();
    let mut alternatives = Vec::new();
    for heir in heirs {
        let leads = |target: &Node| {
            target.as_str().is_some_and(|target| target == heir || target == reference(heir))
        };
        let mapped = mapping().filter(|(_, target)| leads(target)).map(|(value, _)| value.clone());
        let own = (!mapping().any(|(value, _)| value == heir)).then(|| heir.to_owned());
        let values: Vec<String> =
            mapped.chain(own).filter(|value| !known.contains(value)).collect();
        alternatives.push(json!({"allOf": [{"$ref": reference(heir)}, named(&values)]}));
        known.extend(values);
    }
    alternatives.push(json!({"allOf": [{"$ref": reference(plain)}, {"not": named(&known)}]}));
    json!({"oneOf": alternatives})
}

/// Which schemas are made of which by `allOf`, directly.
fn heirs(schemas: &Node) -> BTreeMap<String, Vec<&str>> {
    let mut heirs: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, schema) in schemas.as_object().into_iter().flatten() {
        let parts = schema.get("allOf").and_then(Node::as_array).unwrap_or_default();
        for base in parts.iter().filter(|_| !is_alias(schema)).filter_map(named) {
            heirs.entry(base).or_default().push(name);
        }
    }
    heirs
}

/// Whatever is made of a schema, directly or not.
fn all_heirs<'a>(heirs: &BTreeMap<String, Vec<&'a str>>, name: &str) -> BTreeSet<&'a str> {
    let mut all = BTreeSet::new();
    let mut open = vec![name.to_owned()];
    while let Some(base) = open.pop() {
        for heir in heirs.get(&base).into_iter().flatten() {
            if *heir != name && all.insert(*heir) {
                open.push((*heir).to_owned());
            }
        }
    }
    all
}

/// The property that tells heirs apart, of a schema that lists no alternatives itself.
fn tag(schema: &Node) -> Option<&str> {
    let tag = schema.get("discriminator")?.get("propertyName")?.as_str()?;
    ["oneOf", "anyOf"].iter().all(|key| schema.get(key).is_none()).then_some(tag)
}

/// Whether a schema, or what it is made of, names a property.
fn knows(schemas: &Node, schema: &Node, property: &str) -> bool {
    let (mut open, mut seen) = (vec![schema], BTreeSet::new());
    while let Some(schema) = open.pop() {
        let required = schema.get("required").and_then(Node::as_array).unwrap_or_default();
        let properties = schema.get("properties");
        if required.iter().any(|name| name.as_str() == Some(property))
            || properties.is_some_and(|properties| properties.get(property).is_some())
        {
            return true;
        }
        let parts = schema.get("allOf").and_then(Node::as_array).unwrap_or_default();
        open.extend(parts.iter().filter_map(|part| match named(part) {
            Some(name) if !seen.insert(name.clone()) => None,
            Some(name) => schemas.get(&name),
            None => Some(part),
        }));
    }
    false
}

/// Whether a schema only gives another one a further name.
fn is_alias(schema: &Node) -> bool {
    let one = schema.get("allOf").and_then(Node::as_array).is_some_and(|parts| parts.len() == 1);
    let silent = |key: &str| key == "allOf" || DESCRIBING.contains(&key) || key.starts_with("x-");
    one && schema.as_object().is_some_and(|map| map.keys().all(|key| silent(key)))
}
