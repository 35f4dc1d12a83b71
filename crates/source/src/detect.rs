//! What a file is, told by what it holds.

use std::ops::Range;

use crate::codes;
use crate::collapsed;
use crate::load::{Part, Refusal};

/// What a file is.
#[derive(Debug)]
pub(crate) enum Kind {
    /// YAML or JSON with a document of OpenAPI.
    Document,
    /// Markdown.
    Page,
    /// Neither, for this reason.
    Other(Refusal),
}

/// The keys by one of which a document says of what version it is.
const ROOT_KEYS: [&str; 2] = ["openapi", "swagger"];

/// What is known not to be OpenAPI: what the text has at the start of a line, and what that is.
const FOREIGN: [(&str, &str); 6] = [
    ("asyncapi:", "an AsyncAPI document"),
    ("\"asyncapi\":", "an AsyncAPI document"),
    ("arazzo:", "an Arazzo document"),
    ("#%RAML", "a RAML document"),
    ("FORMAT: 1A", "an API Blueprint"),
    ("\"_postman_id\":", "a Postman collection"),
];

pub(crate) fn detect(text: &str) -> Kind {
    let start = text.trim_start();
    if text.lines().all(|line| line.trim().is_empty()) {
        let message = "the file is empty";
        return Kind::Other(
            Refusal::new(&codes::EMPTY_INPUT, 0..0, message)
                .help("an OpenAPI document or a page of API documentation was expected"),
        );
    }
    let json = start.starts_with('{') && !start.starts_with("{%") && !start.starts_with("{{");
    if let Some(at) = root_key(text) {
        return if is_front_matter(text, at) { Kind::Page } else { Kind::Document };
    }
    if json {
        return json_document(text);
    }
    if let Some(refusal) = foreign(text) {
        return Kind::Other(refusal);
    }
    match yaml_keys(text) {
        Some(keys) => Kind::Other(no_root_key(text, &keys)),
        None => Kind::Page,
    }
}

/// The name of a document's root key, by which it is known.
pub(crate) fn is_root_key(line: &str) -> bool {
    let line = line.trim_start_matches(['"', '\'']);
    ROOT_KEYS.iter().any(|key| {
        line.strip_prefix(key).is_some_and(|rest| {
            rest.trim_start_matches(['"', '\'']).trim_start_matches(' ').starts_with(':')
        })
    })
}

/// The line at the start of which a root key stands, outside of code fences, or its place in the
/// first line of a collapsed document.
fn root_key(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("```") || line.starts_with("~~~") {
            return None;
        }
        if is_root_key(line) {
            return Some(at);
        }
        at += line.len();
    }
    collapsed::root_key(text)
}

/// Whether the line at `at` belongs to the `---` lines at the top of a page: a page may say
/// `openapi: get /pets` there, a document names its version.
fn is_front_matter(text: &str, at: usize) -> bool {
    let line = text[at..].lines().next().unwrap_or("");
    let value = line.split_once(':').map_or("", |(_, value)| value);
    let versioned =
        value.trim().trim_start_matches(['"', '\'']).starts_with(|c: char| c.is_ascii_digit());
    text.starts_with("---") && !versioned
}

/// A JSON object: a document if it has the key, or may have it behind a fault. The files of a site
/// have it further in, where they name the documents that are shown.
fn json_document(text: &str) -> Kind {
    let has_key = text.contains("\"openapi\"") || text.contains("\"swagger\"");
    if has_key && has_root_key(text) {
        return Kind::Document;
    }
    if let Some(refusal) = foreign(text) {
        return Kind::Other(refusal);
    }
    match crate::load::load(text, 0..text.len(), Part::File) {
        Err(_) if has_key => Kind::Document,
        Err(fault) => Kind::Other(neither(*fault)),
        Ok(loaded) if ROOT_KEYS.iter().any(|key| loaded.tree.get(key).is_some()) => Kind::Document,
        Ok(loaded) => {
            let keys = loaded.tree.as_object().into_iter().flatten();
            let keys: Vec<&str> = keys.map(|(key, _)| key.as_str()).collect();
            Kind::Other(no_root_key(text, &keys))
        }
    }
}

/// Whether an object of JSON has the key of a document, without reading all of it.
fn has_root_key(text: &str) -> bool {
    let (mut depth, mut rest) = (0usize, text);
    while let Some(at) = rest.find(['"', '{', '[', '}', ']']) {
        let (sign, after) = (rest.as_bytes()[at], &rest[at + 1..]);
        rest = after;
        match sign {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {
                let Some(end) = end_of_string(after) else { return false };
                rest = &after[end + 1..];
                let is_key = depth == 1 && rest.trim_start().starts_with(':');
                if is_key && ROOT_KEYS.contains(&&after[..end]) {
                    return true;
                }
            }
        }
    }
    false
}

/// Where the quote stands that ends a string of JSON.
fn end_of_string(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })
}

/// A text that begins like JSON, has no key of a document, and does not parse.
fn neither(fault: Refusal) -> Refusal {
    let message = "this is no OpenAPI document: it does not parse, and `openapi` or `swagger` is nowhere in it";
    let note = format!("it begins like JSON: {}", fault.message);
    Refusal { code: &codes::NO_API, message: message.to_owned(), ..fault.note(note) }
}

/// What a text is that begins with the mark of something other than OpenAPI.
pub(crate) fn foreign_document(text: &str) -> Option<&'static str> {
    let first = text.trim_start().trim_start_matches('{').trim_start();
    FOREIGN.iter().find(|(mark, _)| first.starts_with(mark)).map(|(_, name)| *name)
}

fn foreign(text: &str) -> Option<Refusal> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with("```") {
            return None;
        }
        if let Some(name) = foreign_document(line) {
            let range = at..at + line.trim_end().len();
            let message = format!("this is {name}, which does not describe an API as OpenAPI does");
            let help = "convert it to OpenAPI, or use the vendor's OpenAPI file";
            return Some(Refusal::new(&codes::UNSUPPORTED_FORMAT, range, message).help(help));
        }
        at += line.len();
    }
    None
}

/// The keys of a text that is a YAML mapping and no page: every line that is not indented is a
/// comment, a list item, a marker or `key: value`.
fn yaml_keys(text: &str) -> Option<Vec<&str>> {
    let mut keys = Vec::new();
    let skipped = ["#", "-", "%", "]", "}", "..."];
    for line in text.lines() {
        if line.trim().is_empty()
            || line.starts_with([' ', '\t'])
            || skipped.iter().any(|mark| line.starts_with(mark))
        {
            continue;
        }
        let (key, value) = line.split_once(':')?;
        let word = !key.is_empty() && !key.contains([' ', '`', '<', '|', '*', '[']);
        if !word || !(value.is_empty() || value.starts_with([' ', '\r'])) {
            return None;
        }
        keys.push(key);
    }
    // Front matter and headings alone are a page.
    let page = text.starts_with("---") && text.lines().skip(1).any(|line| line.trim_end() == "---");
    (!keys.is_empty() && !page).then_some(keys)
}

fn no_root_key(text: &str, keys: &[&str]) -> Refusal {
    let first = first_line(text);
    let mut shown: Vec<String> = keys.iter().take(5).map(|key| format!("`{key}`")).collect();
    if keys.len() > 5 {
        shown.push("…".to_owned());
    }
    let note = format!(
        "its root has {}",
        if shown.is_empty() { "no keys".into() } else { shown.join(", ") }
    );
    Refusal::new(&codes::NO_API, first, "there is no `openapi` or `swagger` at the root")
        .note(note)
        .help("an OpenAPI document names its version there: `openapi: 3.0.3`")
}

/// The line that begins at `start`.
pub(crate) fn line(text: &str, start: usize) -> Range<usize> {
    start..start + text[start..].lines().next().map_or(0, |line| line.trim_end().len())
}

/// The first line that is not empty.
pub(crate) fn first_line(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    let length = text[start..].lines().next().map_or(0, |line| line.trim_end().len());
    start..start + length
}
