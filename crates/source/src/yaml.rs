//! YAML into a tree. The one module that knows which YAML parser reads it.
//!
//! Keys are what the text shows (`200:` is the key `200`), `<<` merges, tags of the document's
//! own are passed over, and of several documents the first is read. Nesting beyond 128 levels
//! and aliases that multiply are refused; see [`Reading`] for the latter.

use serde::de::DeserializeSeed;
use serde_yaml::Deserializer;
use specwright_diagnostics::Node;

use crate::syntax::{Fault, FaultKind, Parsed, offset_of};
use crate::tree::{Reading, TOO_LARGE};

/// How deep brackets may nest before the parser is asked at all: far beyond what it accepts, and
/// few enough that its time, which grows with the square of this depth, stays small.
const BRACKETS: usize = 1_000;

/// Reads the first document of `text`.
pub(crate) fn parse(text: &str) -> Result<Parsed, Fault> {
    parse_strictly(text).or_else(|fault| match without_tabs(text) {
        Some(text) if fault.kind == FaultKind::Syntax => parse_strictly(&text).map_err(|_| fault),
        _ => Err(fault),
    })
}

/// The text with spaces for the tabs before comments and on empty lines, where they indent
/// nothing; other parsers take them. `None` where there are none.
fn without_tabs(text: &str) -> Option<String> {
    let lines = text.split_inclusive('\n').map(|line| {
        let rest = line.trim_start_matches([' ', '\t']);
        let indented = &line[..line.len() - rest.len()];
        let idle = rest.is_empty() || rest.starts_with(['#', '\r', '\n']);
        if idle { indented.replace('\t', " ") + rest } else { line.to_owned() }
    });
    text.contains('\t').then(|| lines.collect::<String>()).filter(|plain| plain != text)
}

fn parse_strictly(text: &str) -> Result<Parsed, Fault> {
    if let Some(at) = too_deep(text) {
        return Err(Fault::new(FaultKind::Depth, at, "the text nests deeper than 128 levels"));
    }
    let reading = Reading::new(text.len(), true);
    let mut documents = Deserializer::from_str(text);
    let tree = match documents.next() {
        Some(document) => reading.deserialize(document).map_err(|error| fault(text, &error))?,
        None => Node::new(specwright_diagnostics::Value::Null),
    };
    let more = text.contains("\n---") && documents.next().is_some();
    Ok(Parsed { tree, oddities: reading.into_oddities(), more })
}

/// Where open brackets, of which most texts have none that are not closed soon, pass the limit.
/// Brackets in text count too; no text has so many that are not closed.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > BRACKETS {
            return Some(at);
        }
    }
    None
}

fn fault(text: &str, error: &serde_yaml::Error) -> Fault {
    let message = error.to_string();
    let (problem, context) = match message.split_once(", while ") {
        Some((problem, context)) => (problem, Some(context)),
        None => (message.as_str(), None),
    };
    let (problem, place) = split_place(problem);
    let place = error.location().map(|l| (l.line(), l.column())).or(place);
    let at = place.map_or(0, |(line, column)| offset_of(text, line, column));
    let kind = if problem.contains(TOO_LARGE) || problem.contains("repetition limit") {
        return Fault::new(FaultKind::Expansion, at, "aliases expand to more than the limit");
    } else if problem.contains("recursion limit") {
        return Fault::new(FaultKind::Depth, at, "the text nests deeper than 128 levels");
    } else {
        FaultKind::Syntax
    };
    let (problem, help) = in_plain_words(problem, text, at);
    let mut fault = Fault { help, ..Fault::new(kind, at, problem) };
    if let Some((context, Some((line, column)))) = context.map(split_place) {
        fault.context = Some((offset_of(text, line, column), format!("while {context}")));
    }
    fault
}

/// What the parser found, and what to do about it, of the slips that are made most.
fn in_plain_words<'p>(problem: &'p str, text: &str, at: usize) -> (&'p str, Option<&'static str>) {
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let line = before.rsplit('\n').next().unwrap_or(before);
    match problem {
        "found character that cannot start any token" if behind.starts_with('\t') => {
            ("a tab stands where the text is indented", Some("indent with spaces, as YAML does"))
        }
        "found character that cannot start any token" if behind.starts_with(['@', '`', '%']) => {
            (problem, Some("a value that begins with this character needs quotes"))
        }
        "mapping values are not allowed in this context" if line.contains(": ") => {
            (problem, Some("if the colon belongs to the value, put the value in quotes"))
        }
        "mapping values are not allowed in this context" if is_deeper(before) => {
            (problem, Some("indent this line like the one above, which has a value already"))
        }
        _ => (problem, None),
    }
}

/// Whether the last line of a text is indented deeper than the one above, and that one is a key with its
/// value, so that this line goes on with the value.
fn is_deeper(text: &str) -> bool {
    let mut lines = text.rsplit('\n').filter(|line| !line.trim().is_empty());
    let (Some(line), Some(above)) = (lines.next(), lines.next()) else { return false };
    let indent = |line: &str| line.len() - line.trim_start().len();
    indent(line) > indent(above) && above.contains(": ")
}

/// Takes ` at line 3 column 7` off the end of a message.
fn split_place(message: &str) -> (&str, Option<(usize, usize)>) {
    let Some((before, place)) = message.rsplit_once(" at line ") else {
        return (message, None);
    };
    let place = place
        .split_once(" column ")
        .and_then(|(line, column)| Some((line.parse().ok()?, column.parse().ok()?)));
    (before, place)
}
