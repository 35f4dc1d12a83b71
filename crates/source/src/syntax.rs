//! What the YAML and the JSON parser hand back.

use specwright_diagnostics::Node;

use crate::tree::Oddity;

/// A text that was read.
#[derive(Debug)]
pub(crate) struct Parsed {
    pub tree: Node,
    pub oddities: Vec<Oddity>,
    /// Whether further documents follow the one that was read.
    pub more: bool,
}

/// Why a text was not read.
#[derive(Debug, PartialEq)]
pub(crate) struct Fault {
    pub kind: FaultKind,
    /// The byte of the text at which the parser gave up.
    pub at: usize,
    pub message: String,
    /// Where what it was reading began, and what that was.
    pub context: Option<(usize, String)>,
    /// What to do.
    pub help: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum FaultKind {
    Syntax,
    Depth,
    Expansion,
}

impl Fault {
    pub(crate) fn new(kind: FaultKind, at: usize, message: impl Into<String>) -> Fault {
        Fault { kind, at, message: message.into(), context: None, help: None }
    }
}

/// The byte at a line and column that count from 1, the column in characters.
pub(crate) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match text[start..].find('\n') {
            Some(at) => start += at + 1,
            None => return text.len(),
        }
    }
    let rest = text[start..].char_indices().map(|(at, _)| start + at);
    rest.chain([text.len()]).nth(column.saturating_sub(1)).unwrap_or(text.len())
}
