//! From a document and all that it refers to, to one tree that refers to nothing but its own
//! components.
//!
//! The tree is still in its dialect, but with the components of 2.0 already where 3.0 has them.
//! What has no place among the components of 3.0 (path items, callbacks of an operation, media
//! types) is copied to where it is referred to; what has one is moved there, under a name made
//! from where it stands.

mod copy;
mod names;

use specwright_diagnostics::{Diagnostics, DocumentId, Map, Node, Sources, Value};
use specwright_grammar::Dialect;

use crate::reference::Graph;
use copy::Bundler;

/// The sections of the components with the place of each at the root of a 2.0 document.
const SECTIONS: [(&str, Option<&str>); 9] = [
    ("schemas", Some("definitions")),
    ("responses", Some("responses")),
    ("parameters", Some("parameters")),
    ("examples", None),
    ("requestBodies", None),
    ("headers", None),
    ("securitySchemes", Some("securityDefinitions")),
    ("links", None),
    ("callbacks", None),
];

/// Bundles a document.
pub(crate) fn bundle(
    sources: &Sources,
    root: DocumentId,
    dialect: Dialect,
    graph: &Graph,
    diagnostics: &mut Diagnostics,
) -> Node {
    let tree = sources.tree(root);
    let mut bundler = Bundler::new(sources, root, dialect, graph, diagnostics);
    bundler.name_components(tree);
    bundler.name_inner_targets();

    let mut bundled = Node::object().at(tree.origin);
    let mut components = bundler.components(tree);
    for (key, node) in tree.as_object().into_iter().flatten() {
        let is_section = dialect == Dialect::V2_0
            && SECTIONS.iter().any(|(_, home)| *home == Some(key.as_str()));
        if key != "components" && !is_section {
            bundled.insert(key.clone(), bundler.copy(node));
        }
    }
    bundler.hoist(&mut components);
    if components.as_object().is_some_and(|sections| !sections.is_empty()) {
        bundled.insert("components", components);
    }
    bundled
}

/// A section of the root's components.
fn section_of(tree: &Node, dialect: Dialect, section: usize) -> Option<&Node> {
    match (dialect, SECTIONS[section]) {
        (Dialect::V2_0, (_, home)) => tree.get(home?),
        (_, (name, _)) => tree.get("components")?.get(name),
    }
}

/// The section of this name in the components that are being built.
fn section_mut<'a>(components: &'a mut Node, name: &str) -> Option<&'a mut Map> {
    if components.get(name).is_none() {
        components.insert(name, Node::object());
    }
    match &mut components.get_mut(name)?.value {
        Value::Object(map) => Some(map),
        _ => None,
    }
}
