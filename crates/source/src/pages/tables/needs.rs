//! What operations say about the credentials that they need, in boxes or in plain text.

use std::ops::Range;

use crate::outline::{Block, Kind, trimmed};
use crate::pages::Page;

/// What the generator writes, in a box or without one.
const DEMAND: &str = "To perform this operation, you must be authenticated";
const OPEN: &str = "This operation does not require authentication";

/// What stands before the names of schemes.
const METHODS: &str = "methods:";

/// How others say that nothing is needed, in lower case.
const FREE: [&str; 5] = [
    "not require authentication",
    "n't require authentication",
    "requires no authentication",
    "no authentication is required",
    "authentication is not required",
];

/// What an operation says about the credentials that it needs.
#[derive(Debug, PartialEq)]
pub(super) enum Need<'a> {
    None,
    /// What it names.
    Of(&'a str),
    /// Some, of which it does not say what they are.
    Some,
}

/// The need that a box or a line states, and where in the text it does.
pub(super) fn stated(text: &str) -> Option<(Need<'_>, Range<usize>)> {
    let whole = trimmed(text, 0..text.len());
    let line = &text[whole.clone()];
    if line.starts_with(OPEN) {
        return Some((Need::None, whole));
    }
    if line.starts_with(DEMAND) {
        // As a sentence it ends in a period, which is none of the last name's.
        let names = line.split_once(METHODS).map_or("", |(_, names)| names.trim());
        let names = names.strip_suffix('.').unwrap_or(names);
        return Some((if names.is_empty() { Need::Some } else { Need::Of(names) }, whole));
    }
    let paragraphs = paragraphs(text, inside(text)?);
    paragraphs.iter().enumerate().find_map(|(at, paragraph)| {
        let said = &text[paragraph.clone()];
        let need = of_paragraph(said)?;
        // The names may stand apart from what announces them.
        let next = paragraphs.get(at + 1).filter(|_| need == Need::Of(""));
        Some(match next {
            Some(names) => (Need::Of(&text[names.clone()]), paragraph.start..names.end),
            None if need == Need::Of("") => (Need::Some, paragraph.clone()),
            None => (need, paragraph.clone()),
        })
    })
}

/// The inside of a box.
pub(super) fn inside(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start().len();
    let start = start + text[start..].strip_prefix("<aside").and_then(|rest| rest.find('>'))?;
    let start = start + "<aside>".len();
    let end = text[start..].find("</aside>").map_or(text.len(), |length| start + length);
    Some(trimmed(text, start..end))
}

/// How many blocks a box has that stands at the beginning of these: an empty line ends none.
pub(super) fn length(page: &Page, blocks: &[Block]) -> usize {
    let opens = |block: &Block| page.slice(&block.range).trim_start().starts_with("<aside");
    let closes = |block: &Block| page.slice(&block.range).contains("</aside>");
    if !blocks.first().is_some_and(|first| opens(first) && !closes(first)) {
        return 1;
    }
    let others = blocks[1..].iter();
    let mut others = others.take_while(|b| !opens(b) && !matches!(b.kind, Kind::Heading { .. }));
    others.position(closes).map_or(1, |last| last + 2)
}

fn paragraphs(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let (mut at, mut open) = (range.start, false);
    for line in text[range].split_inclusive('\n') {
        let line = at..at + line.len();
        at = line.end;
        let said = trimmed(text, line);
        match paragraphs.last_mut() {
            _ if said.is_empty() => open = false,
            Some(paragraph) if open => paragraph.end = said.end,
            _ => {
                paragraphs.push(said);
                open = true;
            }
        }
    }
    paragraphs
}

fn of_paragraph(text: &str) -> Option<Need<'_>> {
    let lower = text.to_lowercase();
    if !lower.contains("authenticat") {
        return None;
    }
    if let Some((_, names)) = text.split_once(METHODS) {
        return Some(Need::Of(names.trim()));
    }
    if FREE.iter().any(|words| lower.contains(words)) {
        return Some(Need::None);
    }
    let denies = |word: &str| matches!(word, "no" | "not" | "without") || word.ends_with("n't");
    let demands = |sentence: &str| {
        let words = || sentence.split_whitespace();
        sentence.contains("authenticat")
            && words().any(|word| word == "must" || word.starts_with("require"))
            && !words().any(denies)
    };
    lower.split(['.', ';', '!']).any(demands).then_some(Need::Some)
}
