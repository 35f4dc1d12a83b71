//! The normal form as a document for other tools: OpenAPI 3.0.3 in YAML.
//!
//! The writer quotes whatever any reader of YAML 1.1 or 1.2 could take for something else than a
//! string (`2016-02-29`, `no`, `1_000`), and writes numbers without exponents.

mod bases;
mod served;
mod yaml;

use specwright_diagnostics::Node;
use specwright_grammar::{Dialect, Holds, Kind};

use crate::Normal;
use crate::convert::visit;

/// The normal form in YAML: an OpenAPI 3.0.3 document.
pub fn to_yaml(normal: &Normal) -> String {
    yaml::write(&shown(normal.tree.clone()))
}

/// The normal form in YAML, with what a generated server answers by itself: its refusals (400,
/// 401, 403, 404, 405, 406, 413, 415, 422 and 426, where an operation can meet them) as problem
/// documents beside the documented answers, the bounds of integers, and the union that a base with a
/// discriminator is.
pub fn to_yaml_as_served(normal: &Normal) -> String {
    let mut tree = shown(normal.tree.clone());
    bases::write_out(&mut tree);
    served::serve(&mut tree);
    yaml::write(&tree)
}

/// The normal form as other tools are to see it.
fn shown(mut tree: Node) -> Node {
    let document = Holds::Object(Kind::Document);
    visit(&mut tree, document, Dialect::V3_0, &mut |kind, node| {
        if kind == Kind::Operation {
            document_responses(node);
        }
    });
    tree
}

/// An operation has at least one response in 3.0; one that documents none may answer anything.
fn document_responses(operation: &mut Node) {
    if let Some(responses) = operation.get_mut("responses")
        && responses.as_object().is_some_and(|responses| responses.is_empty())
    {
        let mut response = Node::object();
        response.insert("description", "");
        responses.insert("default", response);
    }
}
