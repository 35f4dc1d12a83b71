//! The copy of a tree with its references turned.

use std::collections::{HashMap, HashSet};

use specwright_diagnostics::{
    Diagnostic, Diagnostics, DocumentId, Map, Node, Origin, Sources, Value,
};
use specwright_grammar::{Dialect, Dialects, Holds, Kind, component_section, further_response};

use super::names::{self, Names};
use super::{SECTIONS, section_mut, section_of};
use crate::check::MAX_DEPTH;
use crate::codes;
use crate::reference::{Graph, Target, follow};

/// How many nodes may be copied to places that refer to them.
const MAX_INLINED: usize = 500_000;

/// Where a component stands in the bundled tree.
#[derive(Clone)]
struct Home {
    section: &'static str,
    name: String,
}

impl Home {
    fn reference(&self) -> String {
        format!("#/components/{}/{}", self.section, self.name)
    }
}

pub(super) struct Bundler<'a> {
    sources: &'a Sources,
    root: DocumentId,
    dialect: Dialect,
    graph: &'a Graph,
    diagnostics: &'a mut Diagnostics,
    names: Names,
    homes: HashMap<Origin, Home>,
    /// Nodes inside others that have a home: where they stand, a reference is left.
    inner: HashSet<Origin>,
    /// What has a home and waits to be copied there.
    queue: Vec<(Home, Target)>,
    /// What is being copied to a place that refers to it.
    inlining: Vec<Origin>,
    inlined: usize,
    /// Where a fault was reported.
    faulty: HashSet<Origin>,
}

impl<'a> Bundler<'a> {
    pub(super) fn new(
        sources: &'a Sources,
        root: DocumentId,
        dialect: Dialect,
        graph: &'a Graph,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Bundler {
            sources,
            root,
            dialect,
            graph,
            diagnostics,
            names: Names::default(),
            homes: HashMap::new(),
            inner: HashSet::new(),
            queue: Vec::new(),
            inlining: Vec::new(),
            inlined: 0,
            faulty: HashSet::new(),
        }
    }

    /// Gives the root's components their names. A component that is but a reference to what has
    /// no home lends it its own.
    pub(super) fn name_components(&mut self, tree: &'a Node) {
        let mut aliases = Vec::new();
        for (index, (section, _)) in SECTIONS.iter().enumerate() {
            let Some(entries) = section_of(tree, self.dialect, index) else { continue };
            for (key, node) in self.through(entries).as_object().into_iter().flatten() {
                let (name, _) = self.names.claim(section, key);
                if is_mere_reference(node) {
                    aliases.push((node.origin, Home { section, name: name.clone() }));
                }
                self.homes.insert(node.origin, Home { section, name });
            }
        }
        for (alias, home) in aliases {
            if let Some(target) = self.end_of(alias)
                && !self.homes.contains_key(&target.node)
            {
                self.homes.insert(target.node, home);
            }
        }
    }

    /// Where a chain of mere references ends. The check has made sure that it does, or reported
    /// it.
    fn end_of(&self, start: Origin) -> Option<&'a Target> {
        let mut target = self.graph.target(start)?;
        for _ in 0..MAX_DEPTH {
            let is_alias = self.node(target).is_some_and(is_mere_reference);
            match self.graph.target(target.node).filter(|_| is_alias) {
                Some(next) => target = next,
                None => return Some(target),
            }
        }
        None
    }

    /// Names what is referred to inside of other things in the root document.
    pub(super) fn name_inner_targets(&mut self) {
        for (_, target) in self.graph.iter() {
            let Some(section) = hoistable(target) else { continue };
            if target.document == self.root && !self.homes.contains_key(&target.node) {
                self.assign(section, target);
                self.inner.insert(target.node);
            }
        }
    }

    fn assign(&mut self, section: &'static str, target: &Target) -> Home {
        let wanted = names::of_place(self.sources, target);
        let (name, collided) = self.names.claim(section, &wanted);
        if collided {
            let message = format!("`{wanted}` is the name of another component");
            let fault = Diagnostic::new(&codes::COMPONENT_COLLISION, target.node, message)
                .note(format!("this one is called `{name}`"));
            self.diagnostics.push(fault);
        }
        let home = Home { section, name };
        self.homes.insert(target.node, home.clone());
        self.queue.push((home.clone(), target.clone()));
        home
    }

    /// The root's components.
    pub(super) fn components(&mut self, tree: &'a Node) -> Node {
        let origin = tree.get("components").map_or(Origin::NONE, |components| components.origin);
        let mut components = Node::object().at(origin);
        for (index, (section, _)) in SECTIONS.iter().enumerate() {
            let Some(entries) = section_of(tree, self.dialect, index) else { continue };
            let entries = self.through(entries);
            let mut copies = Node::object().at(entries.origin);
            for (key, node) in entries.as_object().into_iter().flatten() {
                let Some(home) = self.homes.get(&node.origin).cloned() else { continue };
                let mut copy = self.component(&home, node);
                names::keep(section, key, &mut copy);
                copies.insert(home.name.clone(), copy);
            }
            components.insert(*section, copies);
        }
        for (key, node) in tree.get("components").and_then(Node::as_object).into_iter().flatten() {
            if key.starts_with("x-") {
                components.insert(key.clone(), node.clone());
            }
        }
        components
    }

    /// A whole section may stand elsewhere.
    fn through(&self, node: &'a Node) -> &'a Node {
        let target = node.get("$ref").and_then(|_| self.graph.target(node.origin));
        target.and_then(|target| self.node(target)).unwrap_or(node)
    }

    /// A component of the root, or what it leads to where that goes by its name.
    fn component(&mut self, home: &Home, node: &'a Node) -> Node {
        let mut definition = node;
        for _ in 0..MAX_DEPTH {
            let is_alias = is_mere_reference(definition);
            let Some(target) = self.graph.target(definition.origin).filter(|_| is_alias) else {
                break;
            };
            let lent = self.homes.get(&target.node);
            if lent.is_some_and(|other| other.section != home.section || other.name != home.name) {
                break;
            }
            let Some(next) = self.node(target) else { break };
            definition = next;
        }
        self.definition(definition)
    }

    /// Copies what was given a home on the way, and what that leads to.
    pub(super) fn hoist(&mut self, components: &mut Node) {
        let mut next = 0;
        while next < self.queue.len() {
            let (home, target) = self.queue[next].clone();
            next += 1;
            let Some(node) = self.node(&target) else { continue };
            let mut copy = self.definition(node);
            names::keep(home.section, &names::of_place(self.sources, &target), &mut copy);
            if let Some(section) = section_mut(components, home.section) {
                section.insert(home.name, copy);
            }
        }
    }

    fn node(&self, target: &Target) -> Option<&'a Node> {
        follow(self.sources.tree(target.document), &target.pointer)
    }

    /// A copy, or a reference to what has a home elsewhere.
    pub(super) fn copy(&mut self, node: &'a Node) -> Node {
        if !self.inner.is_empty()
            && self.inner.contains(&node.origin)
            && let Some(home) = self.homes.get(&node.origin)
        {
            return reference(home.reference(), node.origin);
        }
        self.definition(node)
    }

    /// A copy of a node itself.
    fn definition(&mut self, node: &'a Node) -> Node {
        if !self.inlining.is_empty() {
            self.inlined += 1;
        }
        let value = match &node.value {
            Value::Object(map) => {
                if map.contains_key("$ref") || map.contains_key("$dynamicRef") {
                    if let Some(target) = self.graph.target(node.origin) {
                        return self.reference(node, map, target);
                    }
                    if self.graph.is_dangling(node.origin) {
                        let rest = self.entries(map, |key| !matches!(key, "$ref" | "$dynamicRef"));
                        return Node { origin: node.origin, value: Value::Object(rest) };
                    }
                }
                Value::Object(self.entries(map, |_| true))
            }
            Value::Array(items) => Value::Array(items.iter().map(|item| self.copy(item)).collect()),
            scalar => scalar.clone(),
        };
        Node { origin: node.origin, value }
    }

    fn entries(&mut self, map: &'a Map, keep: impl Fn(&str) -> bool) -> Map {
        // The statuses of which there are several responses.
        let several: HashSet<&str> =
            map.keys().filter_map(|key| Some(further_response(key)?.0)).collect();
        let entries = map.iter().filter(|(key, _)| keep(key.as_str()));
        entries
            .map(|(key, value)| {
                let is_one_of_several = || {
                    let status = further_response(key).map_or(key.as_str(), |(status, _)| status);
                    several.contains(status)
                };
                let copy = match key.as_str() {
                    "discriminator" => self.discriminator(value),
                    _ if !several.is_empty() && is_one_of_several() => self.response(value),
                    _ => self.copy(value),
                };
                (key.clone(), copy)
            })
            .collect()
    }

    /// An object with a `$ref`: a reference to a component, or a copy of what it leads to.
    fn reference(&mut self, node: &'a Node, map: &'a Map, target: &'a Target) -> Node {
        let siblings = self.siblings(node, map, target);
        let overridden = Dialects::SINCE_3_1.contains(self.dialect)
            && !siblings.is_empty()
            && target.holds != Holds::Referable(Kind::Schema);
        if let Some(section) = hoistable(target)
            && !overridden
        {
            let home = match self.homes.get(&target.node) {
                Some(home) => home.clone(),
                None => self.assign(section, target),
            };
            let mut copy = reference(home.reference(), node.origin);
            if let (Value::Object(entries), "schemas") = (&mut copy.value, section) {
                entries.extend(siblings);
            }
            return copy;
        }
        self.inline(node, siblings, target)
    }

    /// One of several responses of a status, which become one: it is no reference to what others have too.
    fn response(&mut self, node: &'a Node) -> Node {
        let is_response = |target: &&Target| target.holds == Holds::Referable(Kind::Response);
        match (self.end_of(node.origin).filter(is_response), &node.value) {
            (Some(target), Value::Object(map)) => {
                let siblings = self.siblings(node, map, target);
                self.inline(node, siblings, target)
            }
            _ => self.definition(node),
        }
    }

    /// What counts beside a reference.
    fn siblings(&mut self, node: &'a Node, map: &'a Map, target: &Target) -> Map {
        let counts = self.counts(target);
        let is_alone = self.graph.is_alone(node.origin);
        self.entries(map, |key| !is_alone && counts(key))
    }

    /// Which keys beside a reference count: in schemas and path items all, elsewhere the two that a
    /// Reference Object has for it (OpenAPI 3.1.0, "Reference Object").
    fn counts(&self, target: &Target) -> fn(&str) -> bool {
        let has = Dialects::SINCE_3_1.contains(self.dialect);
        match target.holds {
            Holds::Referable(Kind::Schema) | Holds::Referable(Kind::PathItem) => {
                |key| !matches!(key, "$ref" | "$dynamicRef")
            }
            _ if has => |key| matches!(key, "summary" | "description"),
            _ => |_| false,
        }
    }

    fn inline(&mut self, node: &'a Node, siblings: Map, target: &'a Target) -> Node {
        if self.inlined > MAX_INLINED || self.inlining.len() > MAX_DEPTH {
            let message = "what the references lead to would be copied too often";
            self.fault(node.origin, Diagnostic::new(&codes::TOO_LARGE, node.origin, message));
            return Node::object().at(node.origin);
        }
        if self.inlining.contains(&target.node) {
            let message = "this reference leads into what it is part of";
            let fault = Diagnostic::new(&codes::REFERENCE_CYCLE, node.origin, message)
                .note("OpenAPI 3.0 has no place to put it under a name");
            self.fault(node.origin, fault);
            return Node::object().at(node.origin);
        }
        let Some(there) = self.node(target) else {
            return Node::object().at(node.origin);
        };
        self.inlining.push(target.node);
        let mut copy = self.definition(there);
        self.inlining.pop();
        if let Value::Object(entries) = &mut copy.value {
            entries.extend(siblings);
        }
        copy
    }

    /// Reports a fault once, however often its place is copied.
    fn fault(&mut self, place: Origin, fault: Diagnostic) {
        if self.faulty.insert(place) {
            self.diagnostics.push(fault);
        }
    }

    /// The values of a discriminator's mapping are references in themselves.
    fn discriminator(&mut self, node: &'a Node) -> Node {
        let mut copy = self.copy(node);
        // What leads nowhere has been reported.
        let graph = self.graph;
        if let Value::Object(entries) = &mut copy.value {
            entries
                .retain(|key, value| key != "defaultMapping" || !graph.is_dangling(value.origin));
        }
        if let Some(name) = copy.get_mut("defaultMapping") {
            self.mapped(name);
        }
        if let Some(mapping) = copy.get_mut("mapping").and_then(Node::as_object_mut) {
            mapping.retain(|_, value| !graph.is_dangling(value.origin));
            mapping.values_mut().for_each(|value| self.mapped(value));
        }
        copy
    }

    fn mapped(&mut self, value: &mut Node) {
        let Some(target) = self.graph.target(value.origin) else { return };
        let home = match self.homes.get(&target.node) {
            Some(home) => home.clone(),
            None => self.assign("schemas", target),
        };
        value.value = Value::String(home.reference());
    }
}

/// Whether a node is a reference without siblings.
fn is_mere_reference(node: &Node) -> bool {
    node.get("$ref").is_some() && node.as_object().is_some_and(|map| map.len() == 1)
}

fn reference(text: String, origin: Origin) -> Node {
    let mut node = Node::object().at(origin);
    node.insert("$ref", Node::from(text).at(origin));
    node
}

/// The section for what the target is, unless it is copied to where it is referred to.
fn hoistable(target: &Target) -> Option<&'static str> {
    match target.holds {
        Holds::Object(Kind::Callback) | Holds::Referable(Kind::Callback) => None,
        Holds::Object(kind) | Holds::Referable(kind) => component_section(Dialect::V3_0, kind),
        _ => None,
    }
}
