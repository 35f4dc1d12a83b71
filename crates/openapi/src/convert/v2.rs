//! Swagger 2.0: the shape of a document. TBD

use specwright_diagnostics::{Diagnostics, Node};

pub(super) fn convert(_tree: &mut Node, _diagnostics: &mut Diagnostics) {}
