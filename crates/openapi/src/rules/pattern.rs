//! Patterns that are no regular expressions (ECMA-262, "Patterns").

use specwright_diagnostics::{Diagnostic, Node};

use super::Rules;
use crate::codes;

impl<'a> Rules<'a> {
    pub(super) fn pattern(&mut self, schema: &'a Node) {
        let Some(node) = schema.get("pattern") else { return };
        let Some(fault) = node.as_str().and_then(fault) else { return };
        let message = format!("`pattern` is no regular expression: {fault}");
        let fault = Diagnostic::new(&codes::INVALID_PATTERN, node.origin, message);
        self.report(fault.note("no value is held to it"));
    }
}

/// What no dialect of regular expressions takes: brackets that do not match, and an escape of nothing.
fn fault(pattern: &str) -> Option<&'static str> {
    let (mut class, mut groups) = (false, 0usize);
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.next().is_none() => return Some("it ends in a backslash"),
            '[' => class = true,
            ']' => class = false,
            '(' if !class => groups += 1,
            ')' if !class => match groups.checked_sub(1) {
                Some(open) => groups = open,
                None => return Some("a `)` closes nothing"),
            },
            _ => {}
        }
    }
    match (class, groups) {
        (true, _) => Some("a `[` is not closed"),
        (false, 0) => None,
        (false, _) => Some("a `(` is not closed"),
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn brackets_match() {
        for sound in ["^[a-z(]+$", r"\(", r"[\]]", "(a(b)c)", "[[a]", "", "a]"] {
            assert_eq!(fault(sound), None, "{sound}");
        }
        for broken in ["[a-", "(a", "a)", "a\\", r"(\)"] {
            assert!(fault(broken).is_some(), "{broken}");
        }
    }
}
