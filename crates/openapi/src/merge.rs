//! Several root documents to one.

use specwright_diagnostics::{Diagnostics, Node};

/// Merges converted documents. `None` if there is none.
pub(crate) fn merge(trees: Vec<Node>, _diagnostics: &mut Diagnostics) -> Option<Node> {
    trees.into_iter().next()
}
