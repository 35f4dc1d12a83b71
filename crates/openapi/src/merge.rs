//! Several root documents to one, as the pages of one API are.
//!
//! What is equal is one. What is not is reported with both places, and one is taken by a fixed
//! rule: that of the newest `info.version`, or of the first document where the versions are
//! equal or say nothing. Versions decide nothing else: what is merged stands in the order of the
//! documents, so that one document of a new version moves nothing. Operations of equal versions that are
//! each for another kind of body are one, see [`bodies`].

mod bodies;
mod conflicts;
mod version;

use std::cmp::Ordering;
use std::collections::HashMap;

use specwright_diagnostics::{Diagnostics, Map, Node, Value};

use crate::codes;
use crate::rules::METHODS;
use conflicts::Conflicts;
use version::compare;

/// Merges converted documents. `None` if there is none.
pub(crate) fn merge(mut trees: Vec<Node>, diagnostics: &mut Diagnostics) -> Option<Node> {
    if trees.len() < 2 {
        return trees.pop();
    }
    let order = Order::of(&trees);
    // The newest first, so that what is there already always stays. The sort is stable.
    trees.sort_by(|one, other| compare(version_of(other), version_of(one)));
    let mut trees = trees.into_iter();
    let mut merged = trees.next()?;
    let newest = version_of(&merged).to_owned();
    let mut conflicts = Conflicts::default();
    for tree in trees {
        let is_newer = compare(&newest, version_of(&tree)) == Ordering::Greater;
        Merge { conflicts: &mut conflicts, is_newer }.document(&mut merged, tree);
    }
    conflicts.report(diagnostics);
    order.restore(&mut merged);
    Some(merged)
}

fn version_of(tree: &Node) -> &str {
    let version = tree.get("info").and_then(|info| info.get("version"));
    version.and_then(Node::as_str).unwrap_or_default()
}

/// The merging of one document into others.
struct Merge<'a> {
    conflicts: &'a mut Conflicts,
    /// Whether what is there is of a newer version than what comes.
    is_newer: bool,
}

impl Merge<'_> {
    fn document(&mut self, merged: &mut Node, mut tree: Node) {
        of_operations(merged, &mut tree);
        let Value::Object(map) = tree.value else { return };
        for (key, value) in map {
            match key.as_str() {
                "paths" | "x-specwright-webhooks" => self.items(entry(merged, &key), value),
                "components" => self.components(entry(merged, &key), value),
                "tags" | "servers" => append(entry(merged, &key), value),
                "openapi" | "info" | "security" => {}
                _ => {
                    if merged.get(&key).is_none() {
                        merged.insert(key, value);
                    }
                }
            }
        }
    }

    /// Path items by their path, operations by their method.
    fn items(&mut self, merged: &mut Node, items: Node) {
        let (Value::Object(merged), Value::Object(items)) = (&mut merged.value, items.value) else {
            return;
        };
        for (path, item) in items {
            match merged.get_mut(&path) {
                None => {
                    merged.insert(path, item);
                }
                Some(there) if *there == item => {}
                Some(there) => self.item(&path, there, item),
            }
        }
    }

    fn item(&mut self, path: &str, there: &mut Node, item: Node) {
        let Value::Object(mut map) = item.value else { return };
        // What the path says for all its operations is said by each, so that none changes.
        for key in ["parameters", "servers"] {
            if there.get(key) != map.get(key) {
                distribute(there, key);
                let mut other = Node::from(std::mem::take(&mut map)).at(item.origin);
                distribute(&mut other, key);
                if let Value::Object(distributed) = other.value {
                    map = distributed;
                }
            }
        }
        for (key, value) in map {
            let Some(known) = there.get_mut(&key) else {
                there.insert(key, value);
                continue;
            };
            if METHODS.contains(&key.as_str()) && *known != value {
                self.operation(format!("`{} {path}`", key.to_uppercase()), known, value);
            }
        }
    }

    /// Two that are not equal: one, if each is for another kind of body.
    fn operation(&mut self, what: String, known: &mut Node, mut comes: Node) {
        let joined = if self.is_newer { None } else { bodies::join(known, &comes) };
        if let Some(property) = joined {
            self.conflicts.joined(&what, &property, known, &comes);
            if bodies::is_same_beside(known, &mut comes) {
                return;
            }
            // What is settled is no conflict.
            for key in ["requestBody"].iter().chain(&conflicts::IDS) {
                comes.remove(key);
            }
        }
        self.conflicts.add(&codes::CONFLICTING_OPERATIONS, what, known, comes, self.is_newer);
    }

    fn components(&mut self, merged: &mut Node, components: Node) {
        let Value::Object(sections) = components.value else { return };
        for (section, entries) in sections {
            let Value::Object(entries) = entries.value else { continue };
            let Value::Object(there) = &mut entry(merged, &section).value else { continue };
            for (name, component) in entries {
                match there.get(&name) {
                    None => {
                        there.insert(name, component);
                    }
                    Some(known) if *known == component => {}
                    Some(known) => {
                        let what = format!("the component `{name}` of `{section}`");
                        let code = &codes::CONFLICTING_COMPONENTS;
                        self.conflicts.add(code, what, known, component, self.is_newer);
                    }
                }
            }
        }
    }
}

/// What a document says of all its operations. One without any says it of none.
fn of_operations(merged: &mut Node, tree: &mut Node) {
    for key in ["security", "servers"] {
        match (has_operations(merged), has_operations(tree)) {
            (true, false) => {
                tree.remove(key);
            }
            (false, true) => {
                merged.remove(key);
                if let Some(value) = tree.remove(key) {
                    merged.insert(key, value);
                }
            }
            _ if merged.get(key) == tree.get(key) || is_free(key, merged) && is_free(key, tree) => {
            }
            _ => {
                localise(merged, key);
                localise(tree, key);
                if key == "security" {
                    merged.remove(key);
                }
            }
        }
    }
}

/// Whether a document demands no credentials of its operations, with an empty list or without any.
fn is_free(key: &str, tree: &Node) -> bool {
    let list = tree.get(key).map(|list| list.as_array());
    key == "security" && list.is_none_or(|list| list.is_some_and(|list| list.is_empty()))
}

/// Where operations are.
const SECTIONS: [&str; 2] = ["paths", "x-specwright-webhooks"];

fn has_operations(tree: &Node) -> bool {
    let sections = SECTIONS.iter().filter_map(|key| tree.get(key)?.as_object());
    sections.into_iter().any(|section| !section.is_empty())
}

/// Says for each operation what its document says for all, where the documents differ.
fn localise(tree: &mut Node, key: &str) {
    let Some(shared) = tree.get(key).cloned() else { return };
    for section in SECTIONS {
        let items = tree.get_mut(section).and_then(Node::as_object_mut);
        for item in items.into_iter().flat_map(|map| map.values_mut()) {
            for method in METHODS {
                if let Some(operation) = item.get_mut(method)
                    && operation.get(key).is_none()
                {
                    operation.insert(key, shared.clone());
                }
            }
        }
    }
}

/// Moves a key of a path item into each of its operations that does not have its own.
fn distribute(item: &mut Node, key: &str) {
    let Some(shared) = item.remove(key) else { return };
    for method in METHODS {
        let Some(operation) = item.get_mut(method) else { continue };
        match operation.get_mut(key).and_then(Node::as_array_mut) {
            Some(own) if key == "parameters" => {
                let inherited = shared.as_array().unwrap_or_default().iter();
                let missing: Vec<Node> =
                    inherited.filter(|p| !own.iter().any(|o| is_same(o, p))).cloned().collect();
                own.splice(0..0, missing);
            }
            Some(_) => {}
            None => operation.insert(key, shared.clone()),
        }
    }
}

/// Whether one parameter takes the place of another.
fn is_same(one: &Node, other: &Node) -> bool {
    one == other
        || one.get("name").is_some()
            && one.get("name") == other.get("name")
            && one.get("in") == other.get("in")
}

/// The value of a key, made empty if it is not there. On what is no object, the node itself,
/// which then takes nothing.
fn entry<'a>(node: &'a mut Node, key: &str) -> &'a mut Node {
    if node.get(key).is_none() {
        let is_list = matches!(key, "tags" | "servers");
        node.insert(key, if is_list { Node::array() } else { Node::object() });
    }
    if node.get(key).is_none() {
        return node;
    }
    // It is there, or was put in.
    node.get_mut(key).expect("the key is there")
}

/// Appends the items of a list that are not there: tags of other names, servers of other URLs.
fn append(merged: &mut Node, list: Node) {
    let (Value::Array(merged), Value::Array(items)) = (&mut merged.value, list.value) else {
        return;
    };
    for item in items {
        let is_known = |other: &Node| {
            ["name", "url"]
                .iter()
                .any(|key| other.get(key).is_some() && other.get(key) == item.get(key))
        };
        if !merged.iter().any(is_known) {
            merged.push(item);
        }
    }
}

/// Where the names of paths and components first stand, in the order of the documents.
struct Order(HashMap<(String, String), usize>);

impl Order {
    fn of(trees: &[Node]) -> Order {
        let mut places = HashMap::new();
        for (section, map) in trees.iter().flat_map(sections) {
            for name in map.keys() {
                let next = places.len();
                places.entry((section.to_owned(), name.clone())).or_insert(next);
            }
        }
        Order(places)
    }

    fn restore(&self, merged: &mut Node) {
        let place = |section: &str, name: &str| {
            let key = (section.to_owned(), name.to_owned());
            self.0.get(&key).copied().unwrap_or(usize::MAX)
        };
        let sort = |section: &str, node: &mut Node| {
            if let Some(map) = node.as_object_mut() {
                map.sort_by_cached_key(|name, _| place(section, name));
            }
        };
        if let Some(paths) = merged.get_mut("paths") {
            sort("paths", paths);
        }
        let components = merged.get_mut("components").and_then(Node::as_object_mut);
        for (section, entries) in components.into_iter().flatten() {
            sort(section, entries);
        }
    }
}

/// The maps of a document whose entries have an order: its paths, and each kind of component.
fn sections(tree: &Node) -> impl Iterator<Item = (&str, &Map)> {
    let components = tree.get("components").and_then(Node::as_object).into_iter().flatten();
    let components = components.map(|(section, entries)| (section.as_str(), entries));
    let paths = tree.get("paths").map(|paths| ("paths", paths));
    paths.into_iter().chain(components).filter_map(|(name, node)| Some((name, node.as_object()?)))
}
