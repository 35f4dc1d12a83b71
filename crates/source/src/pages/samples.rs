//! What the code examples of a page send.

use specwright_diagnostics::Node;

use crate::text::head;
use crate::{json, yaml};

/// How much of a page is looked at.
const LIMIT: usize = 200_000;

/// What stands before a payload in the languages that write it as JSON or nearly so, and whether
/// it is in quotes.
const MARKS: [(&str, bool); 4] =
    [("payload = ", false), ("body: '", true), ("body: JSON.stringify(", false), ("-d '", true)];

/// The payload of the first example that has one.
pub(super) fn payload(text: &str) -> Option<Node> {
    let text = head(text, LIMIT);
    MARKS.iter().find_map(|(mark, quoted)| {
        let rest = &text[text.find(mark)? + mark.len()..];
        if *quoted {
            return json::parse(&rest[..rest.find('\'')?]).ok().map(|parsed| parsed.tree);
        }
        let literal = &rest[..closing(rest)?];
        // Python's words for the constants are read as JSON's.
        json::parse(literal)
            .ok()
            .or_else(|| yaml::parse(literal).ok().filter(|_| !literal.contains("None")))
            .map(|parsed| parsed.tree)
            .filter(|tree| tree.as_object().is_some() || tree.as_array().is_some())
    })
}

/// Where the bracket that `text` begins with is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}
