//! Code fences of a page that lost its line breaks, where they stand in the middle of a line.

use std::ops::Range;

use super::Page;
use super::fenced::{self, Fence};
use crate::detect;
use crate::text::head;

/// How many bytes and words may stand between the backticks and the document: language, file,
/// method and path, which may be of several.
const INFO: (usize, usize) = (600, 12);

/// The fences with documents in a page that has none at the start of a line.
pub(super) fn find<'a>(page: &Page<'a>) -> Vec<Fence<'a>> {
    let text: &'a str = &page.file.text;
    let runs = ticks(text);
    let closing: Vec<usize> = (0..runs.len()).filter(|at| may_close(text, &runs[*at])).collect();
    let mut found: Vec<Fence> = Vec::new();
    let mut at = 0;
    let mut start = 0;
    while let Some(run) = runs.get(at) {
        at += 1;
        let Some(document) = document(text, run.end) else { continue };
        let close = close(text, &runs, &closing, at);
        let end = close.map_or(text.len(), |close| runs[close].start);
        if !fenced::holds_document(&text[document..end.max(document)]) {
            continue;
        }
        let info = crate::outline::trimmed(text, run.end..document);
        if let Some(last) = found.last_mut() {
            last.after = &text[start..run.start];
        }
        found.push(Fence {
            info: &text[info.clone()],
            info_range: info,
            body: document..end.max(document),
            before: &text[start..run.start],
            after: "",
            title: title(&text[start..run.start]),
            heading: text[start..run.start].rsplit("# ").next().unwrap_or("").trim(),
            closed: close.is_some(),
        });
        at = close.map_or(runs.len(), |close| close + 1);
        start = close.map_or(text.len(), |_| runs[at - 1].end);
    }
    if let Some(last) = found.last_mut() {
        last.after = &text[start..];
    }
    found
}

/// The row that ends the fence before row `at`: the first that may and leaves no fence in the
/// document's own texts open, or else the first that may.
fn close(text: &str, runs: &[Range<usize>], closing: &[usize], at: usize) -> Option<usize> {
    let opening = &runs[at - 1];
    let is_long = |close: &usize| runs[*close].len() >= opening.len();
    let next = closing.partition_point(|close| *close < at);
    let mut all = closing[next..].iter().copied().filter(is_long);
    let is_whole = |close: &usize| {
        let body = &text[opening.end..runs[*close].start];
        let inner = (at..*close).filter(is_long).count();
        inner % 2 == 0 && (!body.contains(" paths:") || body.contains(" responses:"))
    };
    let first = all.clone().next();
    all.find(is_whole).or(first).or_else(|| (at..runs.len()).find(is_long))
}

/// The rows of three and more backticks that begin a word.
fn ticks(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find("```") {
        let start = at + found;
        at = start + text[start..].bytes().take_while(|byte| *byte == b'`').count();
        if text[..start].ends_with(char::is_whitespace) || start == 0 {
            runs.push(start..at);
        }
    }
    runs
}

/// Where behind the backticks a document begins, if one does.
fn document(text: &str, from: usize) -> Option<usize> {
    let info = head(&text[from..], INFO.0);
    let mut at = 0;
    for word in info.split_whitespace().take(INFO.1 + 1) {
        at += info[at..].find(word)?;
        if word.starts_with('{') || detect::is_root_key(word) {
            return Some(from + at);
        }
        at += word.len();
        if word.starts_with("```") {
            return None;
        }
    }
    None
}

/// Whether a row of backticks ends what another as long began: a heading, the start of another
/// fence, a tag or nothing follows it.
fn may_close(text: &str, close: &Range<usize>) -> bool {
    let rest = &text[close.end..];
    let next = rest.trim_start();
    (rest.is_empty() || rest.starts_with(char::is_whitespace))
        && (next.is_empty() || next.starts_with(['#', '`', '<']))
}

/// The text behind the first `# `, of which only one word can be told from what follows.
fn title(before: &str) -> &str {
    let heading = before.split("# ").nth(1).unwrap_or("");
    let mut words = heading.split_whitespace();
    let first = words.next().unwrap_or("");
    let ends = words.next().is_none_or(|next| next.starts_with(['#', '>']));
    if ends { first } else { "" }
}
