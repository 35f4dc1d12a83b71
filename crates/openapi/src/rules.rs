//! Rules that concern meaning rather than form, checked on the normal form, where there is one
//! dialect and every reference leads to a component.

mod amend;
mod finite;
mod operations;
mod paths;
mod pattern;
mod required;
mod reserved;
mod schemas;
mod security;
mod servers;
mod templates;

use std::collections::HashSet;

use specwright_diagnostics::{Diagnostic, Diagnostics, Node, Origin, Place};
use specwright_grammar::{Holds, Kind};

use crate::convert::walk;

/// Checks a converted document, and amends what later stages rely on.
pub(crate) fn check(tree: &mut Node, diagnostics: &mut Diagnostics) {
    templates::rewrite(tree, diagnostics);
    paths::declare(tree, diagnostics);
    let mut rules = Rules {
        tree,
        diagnostics,
        reported: HashSet::new(),
        parts: HashSet::new(),
        unsent: HashSet::new(),
    };
    rules.paths();
    rules.operations();
    rules.security();
    rules.finite();
    walk(rules.tree, Holds::Object(Kind::Document), &mut |kind, node| match kind {
        Kind::Schema => rules.schema(node),
        Kind::PathItem | Kind::Operation => rules.reserved(node),
        Kind::Server => rules.server(node),
        Kind::Response => rules.headers(node),
        Kind::RequestBody => rules.encodings(node),
        Kind::OAuthFlow => rules.flow(node),
        Kind::SecurityScheme => rules.scheme(node),
        _ => {}
    });
    let unsent = rules.unsent;
    amend::declare_schemes(tree);
    amend::drop_parameters(tree, &unsent);
}

/// The document and what is said about it.
struct Rules<'a> {
    tree: &'a Node,
    diagnostics: &'a mut Diagnostics,
    /// What was reported where: a part that was copied to several places is reported once.
    reported: HashSet<(&'static str, Origin)>,
    /// Schemas in an `allOf`, and in branches: what they are in says more of the same value.
    parts: HashSet<Origin>,
    /// Parameters that something else than a parameter describes, by where they stand and what they are
    /// called: of a path's templates several stand in one place.
    unsent: HashSet<(Origin, Option<String>)>,
}

impl<'a> Rules<'a> {
    fn report(&mut self, diagnostic: Diagnostic) {
        let is_new = match diagnostic.place {
            Place::Node(origin, _) => self.reported.insert((diagnostic.code.name, origin)),
            _ => true,
        };
        if is_new {
            self.diagnostics.push(diagnostic);
        }
    }

    /// What a node refers to, through any number of references; the node itself where it is
    /// none.
    fn resolved(&self, node: &'a Node) -> &'a Node {
        resolved(self.tree, node)
    }
}

/// What a node of the normal form refers to.
fn resolved<'a>(tree: &'a Node, node: &'a Node) -> &'a Node {
    let mut node = node;
    // Longer chains are cycles, which the check has reported.
    for _ in 0..crate::check::MAX_DEPTH {
        match node.get("$ref").and_then(Node::as_str).and_then(|text| component(tree, text)) {
            Some(next) => node = next,
            None => break,
        }
    }
    node
}

/// The component that a reference of the normal form leads to.
fn component<'a>(tree: &'a Node, reference: &str) -> Option<&'a Node> {
    let (section, name) = reference.strip_prefix("#/components/")?.split_once('/')?;
    tree.get("components")?.get(section)?.get(name)
}

/// The keys of a path item that hold operations.
pub(crate) const METHODS: [&str; 8] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The operations of a path item with their methods.
fn operations(item: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let fixed = METHODS.iter().filter_map(|method| Some((*method, item.get(method)?)));
    let further = item.get("x-specwright-operations").and_then(Node::as_object);
    fixed.chain(further.into_iter().flatten().map(|(method, node)| (method.as_str(), node)))
}
