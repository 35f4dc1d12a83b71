//! References that lead to nothing but each other.

use std::collections::HashMap;

use specwright_diagnostics::{Diagnostic, Diagnostics, Origin};

use super::Graph;
use crate::codes;

/// Reports each cycle of references once, at the reference that was found first.
pub(super) fn report(graph: &Graph, diagnostics: &mut Diagnostics) {
    // Which walk saw a holder first: a walk that meets its own trail has found a cycle.
    let mut trail: HashMap<Origin, usize> = HashMap::new();
    for (walk, (start, _)) in graph.iter().enumerate() {
        let mut holder = start;
        while let Some(target) = graph.target(holder) {
            match trail.insert(holder, walk) {
                None => holder = target.node,
                Some(earlier) => {
                    trail.insert(holder, earlier);
                    if earlier == walk {
                        let message = "this reference leads back to itself";
                        diagnostics.push(
                            Diagnostic::new(&codes::REFERENCE_CYCLE, holder, message)
                                .help("let one of the references lead to a definition"),
                        );
                    }
                    break;
                }
            }
        }
    }
}
