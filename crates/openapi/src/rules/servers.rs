//! Servers and their variables.

use std::collections::HashSet;

use specwright_diagnostics::{Diagnostic, Node};

use super::Rules;
use crate::codes;

impl Rules<'_> {
    pub(super) fn server(&mut self, server: &Node) {
        let variables = server.get("variables").and_then(Node::as_object);
        for variable in variables.into_iter().flat_map(|map| map.values()) {
            let values = variable.get("enum").and_then(Node::as_array).unwrap_or_default();
            let mut seen = HashSet::new();
            for value in values {
                if let Some(text) = value.as_str()
                    && !seen.insert(text)
                {
                    let message = format!("`{text}` is listed twice");
                    self.report(Diagnostic::new(&codes::DUPLICATE_VALUE, value.origin, message));
                }
            }
            if let Some(default) = variable.get("default")
                && let Some(text) = default.as_str()
                && !seen.is_empty()
                && !seen.contains(text)
            {
                let message = format!("the default `{text}` is none of the values listed");
                self.report(Diagnostic::new(&codes::MISTYPED_VALUE, default.origin, message));
            }
        }
    }
}
