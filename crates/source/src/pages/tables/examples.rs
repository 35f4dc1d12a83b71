//! Examples of bodies: which response each is of, and what it holds.

use std::collections::{HashMap, HashSet};
use std::mem::discriminant;
use std::ops::Range;

use specwright_diagnostics::{Node, Value};

use super::cells::{Cells, Column};
use super::notes::Note;
use super::operation::Context;
use super::scan::Contents;
use super::{FORM, JSON, TEXT, XML, status};
use crate::codes;
use crate::draft::Draft;
use crate::load::Refusal;
use crate::pages::Page;
use crate::syntax::Fault;
use crate::{json as strict, yaml};

/// The types that a schema may be of.
const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// An example of a response as it stands on the page.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    /// The status that was named last; empty where none was.
    pub status: String,
    /// The last line above that names none.
    pub title: &'a str,
    pub language: &'a str,
    pub body: Range<usize>,
}

/// An example that could be read.
pub(super) struct Example {
    pub media_type: &'static str,
    /// What it shows, unless that is XML or a schema.
    pub value: Option<Node>,
    /// Whether others beside it show another kind of value, as a list where it is an object.
    pub mixed: bool,
    pub range: Range<usize>,
}

/// Finds what responses the examples are of that do not say so: those that their titles describe,
/// else the only one with a body that has no other, else those in the order of both, if there are as
/// many.
pub(super) fn place(context: &mut Context, contents: &mut Contents) {
    let Contents { examples, responses, schemas, .. } = contents;
    let mut described: HashMap<&str, Option<&Cells>> = HashMap::new();
    for cells in responses.iter() {
        let entry = described.entry(cells.raw(Column::Description));
        entry.and_modify(|several| *several = None).or_insert(Some(cells));
    }
    for example in examples.iter_mut().filter(|example| !example.title.is_empty()) {
        if let Some(Some(cells)) = described.get(example.title)
            && let Some(status) = status::parse(cells.raw(Column::Status))
        {
            example.status = status;
        }
    }
    let shown: HashSet<&str> = examples.iter().map(|example| example.status.as_str()).collect();
    let bare = responses.iter().filter_map(|cells| {
        let status = status::parse(cells.raw(Column::Status))?;
        let known = cells.has(Column::Schema) || schemas.contains_key(&status);
        (known && has_body(cells) && !shown.contains(status.as_str())).then_some(status)
    });
    let bare: Vec<String> = bare.collect();
    let groups = nameless(examples);
    for (at, group) in groups.iter().enumerate() {
        let placed = match &bare[..] {
            [only] => Some(only),
            several => several.get(at).filter(|_| several.len() == groups.len()),
        };
        match placed {
            Some(status) => {
                group.iter().for_each(|at| examples[*at].status.clone_from(status));
            }
            None => context.notes.count(Note::Statuses, examples[group[0]].body.clone()),
        }
    }
}

/// Whether a response may have a body; without a column of schemas, nothing says that it has none.
fn has_body(cells: &Cells) -> bool {
    let cell = cells.raw(Column::Schema);
    !cells.has(Column::Schema) || !cell.is_empty() && !cell.eq_ignore_ascii_case("none")
}

/// The examples without a status. Those of other languages that follow one show the same.
fn nameless(examples: &[Shown]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for (at, example) in examples.iter().enumerate().filter(|(_, e)| e.status.is_empty()) {
        match groups.last_mut() {
            Some(group) if seen.insert(example.language) => group.push(at),
            _ => {
                seen = HashSet::from([example.language]);
                groups.push(vec![at]);
            }
        }
    }
    groups
}

/// The first of the fences of each media type that their languages mean. What is announced as JSON
/// and is none is reported.
pub(super) fn read(context: &mut Context, fences: &[(&str, Range<usize>)]) -> Vec<Example> {
    let text = context.page.file.text.clone();
    let mut examples: Vec<Example> = Vec::new();
    for (language, range) in fences {
        let body = &text[range.clone()];
        let (media_type, parsed) = match *language {
            _ if body.trim().is_empty() => continue,
            "json" => (JSON, json(body).map(Some)),
            "yaml" => (FORM, yaml::parse(body).map(|parsed| Some(parsed.tree))),
            "xml" => (XML, Ok(None)),
            _ => continue,
        };
        if let Some(first) = examples.iter_mut().find(|first| first.media_type == media_type) {
            let pair = first.value.as_ref().zip(parsed.as_ref().ok().and_then(Option::as_ref));
            first.mixed |= pair.is_some_and(|(one, other)| differ(one, other));
            continue;
        }
        match parsed {
            Ok(value) => examples.push(example(context, media_type, value, range.clone())),
            Err(fault) => {
                context.notes.say(unreadable(context.page, range, language, &fault));
            }
        }
    }
    examples
}

/// Reads JSON, or what scripts have in its place: with comments, and commas behind the last.
pub(super) fn json(text: &str) -> Result<Node, Fault> {
    let read = |text: &str| strict::parse(text).map(|parsed| parsed.tree);
    read(text).or_else(|fault| read(&bare(text)).map_err(|_| fault))
}

/// A text without comments, and without commas that nothing follows.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    let mut quoted = false;
    while let Some(sign) = rest.chars().next() {
        let comment = match rest.get(..2).filter(|_| !quoted) {
            Some("//") => Some(rest.find('\n').unwrap_or(rest.len())),
            Some("/*") => Some(rest.find("*/").map_or(rest.len(), |end| end + 2)),
            _ => None,
        };
        let length = match (comment, sign) {
            (Some(length), _) => length,
            (None, '\\') if quoted => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            _ => sign.len_utf8(),
        };
        quoted ^= comment.is_none() && sign == '"';
        if !quoted && matches!(sign, ']' | '}') && comment.is_none() {
            let kept = bare.trim_end().strip_suffix(',').map(str::len);
            bare.truncate(kept.unwrap_or(bare.len()));
        }
        if comment.is_none() {
            bare.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    bare
}

/// An example of what was read. What is written as YAML is a form, or a text if it is nothing more;
/// older pages have a schema where others have a value of it.
fn example(
    context: &mut Context,
    media_type: &'static str,
    value: Option<Node>,
    range: Range<usize>,
) -> Example {
    let is_text = media_type == FORM && value.as_ref().is_some_and(|v| v.as_str().is_some());
    let media_type = if is_text { TEXT } else { media_type };
    let is_schema = value.as_ref().is_some_and(is_schema);
    if is_schema {
        context.notes.count(Note::Schemas, range.clone());
    }
    Example { media_type, value: value.filter(|_| !is_schema), mixed: false, range }
}

/// Whether two values are of different kinds, of which null is none.
fn differ(one: &Node, other: &Node) -> bool {
    let known = !one.is_null() && !other.is_null();
    known && discriminant(&one.value) != discriminant(&other.value)
}

/// Whether a value is a schema: one of an object or a list by its type, or without any by its parts,
/// of which each is one.
fn is_schema(value: &Node) -> bool {
    let is_object = |key: &str| value.get(key).is_some_and(|below| below.as_object().is_some());
    if let Some(ty) = value.get("type") {
        let holds = matches!(ty.as_str(), Some("object" | "array"));
        return holds && (is_object("properties") || is_object("items"));
    }
    let properties = value.get("properties").and_then(Node::as_object);
    let properties = properties.into_iter().flat_map(|map| map.values());
    let parts = value.get("allOf").and_then(Node::as_array).into_iter().flatten();
    let mut parts = properties.chain(parts).peekable();
    parts.peek().is_some() && parts.all(is_typed)
}

/// Whether a value is a schema by its type, or refers to one.
fn is_typed(value: &Node) -> bool {
    let says = |key: &str| value.get(key).and_then(Node::as_str);
    says("$ref").is_some() || says("type").is_some_and(|ty| TYPES.contains(&ty))
}

/// The schema of what no table describes, as far as the first example shows it and others agree.
pub(super) fn shape_of(
    context: &mut Context,
    example: Option<&Example>,
    range: &Range<usize>,
) -> Draft {
    match example {
        Some(example) if example.mixed => {
            context.notes.count(Note::Kinds, example.range.clone());
            shape(None, range)
        }
        example => shape(example.and_then(|example| example.value.as_ref()), range),
    }
}

/// The schema of what no table describes: a list or an object, as far as an example shows it.
pub(super) fn shape(example: Option<&Node>, range: &Range<usize>) -> Draft {
    let schema = Draft::object(range.clone());
    match example.map(|example| &example.value) {
        Some(Value::Array(items)) => {
            // The word that stands for any text.
            let is_text = items.first().is_some_and(|item| item.as_str() == Some("string"));
            let item = Draft::object(range.clone());
            let item = if is_text { item.with("type", "string") } else { item };
            let mut list = schema.with("type", "array");
            list.set("items", item);
            list
        }
        Some(Value::Object(_)) => schema.with("type", "object"),
        _ => schema,
    }
}

/// Whether a value has properties, or is a list of what has some.
pub(super) fn has_properties(value: &Node) -> bool {
    let value = value.as_array().and_then(<[Node]>::first).unwrap_or(value);
    value.as_object().is_some_and(|properties| !properties.is_empty())
}

/// What is said of an example that is not what it is called; the fault is one of its body.
pub(super) fn unreadable(
    page: &Page,
    body: &Range<usize>,
    language: &str,
    fault: &Fault,
) -> Refusal {
    let at = (body.start + fault.at).min(body.end);
    let place = if at < body.end { at..body.end } else { body.clone() };
    let line = page.slice(&place).find('\n').map_or(place.end, |length| place.start + length);
    let message = format!("this example is not {language}: {}", fault.message);
    Refusal::new(&codes::PAGE_EXAMPLE, place.start..line, message).note("it is left out")
}
