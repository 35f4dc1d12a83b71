//! Names that schemas require and nothing describes.

use std::collections::{BTreeSet, HashSet};

use specwright_diagnostics::{Diagnostic, Node, Origin, closest};

use super::Rules;
use crate::codes;

/// Of how many parts, and parts of parts, the properties are looked up.
const PARTS: usize = 64;

/// Keywords by which a schema is more than a condition.
const TYPED: [&str; 6] = ["$ref", "type", "properties", "items", "enum", "allOf"];

/// A name that is required, and whether it always is.
type Demand<'n> = (&'n Node, bool);

impl<'a> Rules<'a> {
    /// Names that are required are properties, where the properties are all there is.
    pub(super) fn required(&mut self, schema: &'a Node) {
        let is_part = self.parts.contains(&schema.origin);
        if is_part || schema.get("properties").is_some() {
            let branches = alternatives(schema).flatten().chain(conditions(schema));
            self.parts.extend(branches.map(|branch| branch.origin));
        }
        self.parts.extend(parts(schema).iter().map(|part| part.origin));
        if is_part {
            return;
        }
        let mut required = Vec::new();
        demand(schema, false, true, &mut required);
        let mut properties = BTreeSet::new();
        if required.is_empty()
            || !self.describe(schema, &mut properties, &mut HashSet::new())
            || properties.is_empty()
        {
            return;
        }
        for (node, always) in required {
            let Some(name) = node.as_str().filter(|name| !properties.contains(name)) else {
                continue;
            };
            let (message, note) = match always {
                true => ("is required, but no property", "any value is admitted for it"),
                false => (
                    "is required under a condition, but no property of the whole",
                    "a server asks for it, and no type has a field for it",
                ),
            };
            let message = format!("`{name}` {message}");
            let fault = Diagnostic::new(&codes::REQUIRED_UNKNOWN, node.origin, message);
            self.report(match closest(name, properties.iter().copied()) {
                Some(close) => fault.help(format!("did you mean `{close}`?")),
                None => fault.note(note),
            });
        }
    }

    /// Collects the properties that a schema, its parts and its alternatives describe: those that types have
    /// fields for. `false` where there may be others.
    fn describe(
        &self,
        schema: &'a Node,
        into: &mut BTreeSet<&'a str>,
        seen: &mut HashSet<Origin>,
    ) -> bool {
        const OTHERS: [&str; 2] = ["additionalProperties", "x-specwright-patternProperties"];
        let schema = self.resolved(schema);
        if !seen.insert(schema.origin) {
            return true;
        }
        if seen.len() > PARTS || OTHERS.iter().any(|key| schema.get(key).is_some()) {
            return false;
        }
        let properties = schema.get("properties").and_then(Node::as_object);
        into.extend(properties.into_iter().flatten().map(|(name, _)| name.as_str()));
        let mut all = parts(schema).iter().chain(alternatives(schema).flatten());
        all.all(|part| self.describe(part, into, seen))
    }
}

/// The parts of an `allOf`.
fn parts(schema: &Node) -> &[Node] {
    schema.get("allOf").and_then(Node::as_array).unwrap_or_default()
}

/// The lists of alternatives.
fn alternatives(schema: &Node) -> impl Iterator<Item = &[Node]> {
    let keys = ["anyOf", "oneOf"].into_iter();
    keys.filter_map(|key| schema.get(key).and_then(Node::as_array))
}

/// The schemas that say more of the same value where a condition is met.
fn conditions(schema: &Node) -> impl Iterator<Item = &Node> {
    let branches = ["x-specwright-if", "x-specwright-then", "x-specwright-else"].into_iter();
    let dependent = schema.get("x-specwright-dependentSchemas").and_then(Node::as_object);
    let dependent = dependent.into_iter().flat_map(|map| map.values());
    branches.filter_map(|key| schema.get(key)).chain(dependent)
}

/// The names that a schema requires, itself or in what is written in it. Alternatives of nothing else are
/// no part of it.
fn demand<'n>(schema: &'n Node, is_part: bool, always: bool, into: &mut Vec<Demand<'n>>) {
    let required = schema.get("required").and_then(Node::as_array).unwrap_or_default();
    into.extend(required.iter().map(|name| (name, always)));
    parts(schema).iter().for_each(|part| demand(part, true, always, into));
    if !is_part && schema.get("properties").is_none() {
        return;
    }
    let dependent = schema.get("x-specwright-dependentRequired").and_then(Node::as_object);
    let dependent = dependent.into_iter().flat_map(|map| map.values());
    into.extend(dependent.filter_map(Node::as_array).flatten().map(|name| (name, false)));
    conditions(schema).for_each(|branch| demand(branch, true, false, into));
    for list in alternatives(schema) {
        // Such as say more than what they require are types of their own, with a field for it.
        let are_types = list.iter().any(|one| TYPED.iter().any(|key| one.get(key).is_some()));
        list.iter().for_each(|one| demand(one, true, always && are_types, into));
    }
}
