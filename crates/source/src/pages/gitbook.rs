//! GitBook: one JSON fence an operation, each with a document of its own, or below "The X object" one
//! a schema.

use specwright_diagnostics::Node;

use super::Page;
use super::fenced::Fence;
use crate::load::Loaded;

pub(super) fn claims(page: &Page, fence: &Fence) -> bool {
    fence.is_json(page)
}

/// Says of a document of schemas alone that it has no operations, which 3.0 demands.
pub(super) fn complete(loaded: &mut Loaded) {
    let tree = &mut loaded.tree;
    if tree.get("openapi").is_some()
        && tree.get("components").is_some()
        && tree.get("paths").is_none()
    {
        tree.insert("paths", Node::object());
    }
}
