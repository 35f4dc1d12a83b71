//! The limit of nesting. It comes first and walks without recursion; every later stage may
//! recurse, because no tree is deeper.

use specwright_diagnostics::{Diagnostic, Diagnostics, Node, Value};

use crate::codes;

/// How many levels a document may have.
pub(crate) const MAX_DEPTH: usize = 256;

/// Whether the tree keeps the limit; reports the first node that does not.
pub(crate) fn check(tree: &Node, diagnostics: &mut Diagnostics) -> bool {
    let mut open = vec![(tree, 0)];
    while let Some((node, depth)) = open.pop() {
        if depth > MAX_DEPTH {
            let message = format!("nested more than {MAX_DEPTH} levels deep");
            diagnostics.push(Diagnostic::new(&codes::TOO_DEEP, node.origin, message));
            return false;
        }
        match &node.value {
            Value::Array(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
            Value::Object(map) => open.extend(map.values().map(|value| (value, depth + 1))),
            _ => {}
        }
    }
    true
}
