//! Names for what is moved into the components.

use std::collections::HashSet;

use specwright_diagnostics::{DocumentId, Node, Sources};

use crate::reference::{Target, step};

/// The names in use, by section.
#[derive(Default)]
pub(super) struct Names {
    taken: HashSet<(&'static str, String)>,
}

impl Names {
    /// A name for a component: the given one with every character that 3.0 does not admit as
    /// `_`, and a number where it is in use. The flag tells whether it was.
    pub(super) fn claim(&mut self, section: &'static str, wanted: &str) -> (String, bool) {
        let base = legal(wanted);
        let mut name = base.clone();
        let mut number = 2;
        while !self.taken.insert((section, name.clone())) {
            name = format!("{base}{number}");
            number += 1;
        }
        let collided = name != base;
        (name, collided)
    }
}

/// Keeps the name of a schema with letters that 3.0 does not admit in the names of components.
pub(super) fn keep(section: &str, name: &str, schema: &mut Node) {
    let foreign = name.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    if section == "schemas"
        && foreign
        && schema.as_object().is_some()
        && schema.get("$ref").is_none()
    {
        schema.insert("x-specwright-name", name);
    }
}

fn legal(name: &str) -> String {
    let admit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    match name {
        "" => "_".into(),
        name => name.chars().map(|c| if admit(c) { c } else { '_' }).collect(),
    }
}

/// The name of what stands somewhere, made from where it stands: the file's name for a whole
/// file, the key for a definition, else the words of the way there, from the operation on.
pub(super) fn of_place(sources: &Sources, target: &Target) -> String {
    let segments = &target.pointer.0;
    match segments.as_slice() {
        [] => return stem(sources, target.document).to_owned(),
        [name] => return name.clone(),
        [home, name] if HOMES.contains(&home.as_str()) => return name.clone(),
        [root, _, name] if root == "components" => return name.clone(),
        _ => {}
    }
    let mut words: Vec<String> = Vec::new();
    if segments[0] == "properties" || segments[0] == "items" {
        words.push(pascal(stem(sources, target.document)));
    }
    let mut node = sources.tree(target.document);
    for (index, segment) in segments.iter().enumerate() {
        let Some(next) = step(node, segment) else { break };
        node = next;
        if let Some(id) = node.get("operationId").and_then(|id| id.as_str()) {
            words = vec![pascal(id)];
        } else if index + 1 == segments.len() || !SILENT.contains(&segment.as_str()) {
            words.push(pascal(segment));
        }
    }
    words.concat()
}

/// The name of a document's file, without its ending.
fn stem(sources: &Sources, document: DocumentId) -> &str {
    let path = &sources.document(document).path;
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.split('.').find(|part| !part.is_empty()).unwrap_or("Root")
}

/// What definitions stand in at the root of a document.
const HOMES: [&str; 8] = [
    "definitions",
    "$defs",
    "schemas",
    "responses",
    "parameters",
    "headers",
    "examples",
    "requestBodies",
];

/// Keys on the way that say nothing about what stands there.
const SILENT: [&str; 14] = [
    "paths",
    "components",
    "schemas",
    "definitions",
    "$defs",
    "properties",
    "content",
    "schema",
    "application/json",
    "parameters",
    "responses",
    "additionalProperties",
    "webhooks",
    "pathItems",
];

fn pascal(segment: &str) -> String {
    segment
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word[..1].to_ascii_uppercase() + &word[1..])
        .collect()
}
