//! Rules that concern meaning, checked on the normal form.

use specwright_diagnostics::{Diagnostics, Node};

/// Checks a converted document.
pub(crate) fn check(_tree: &Node, _diagnostics: &mut Diagnostics) {}
