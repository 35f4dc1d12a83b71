//! Examples of bodies: which response each is of, and what it holds.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use specwright_diagnostics::Node;

use super::cells::{Cells, Column};
use super::notes::Note;
use super::operation::Context;
use super::scan::Contents;
use super::{FORM, JSON, status};
use crate::codes;
use crate::load::Refusal;
use crate::pages::Page;
use crate::syntax::Fault;
use crate::{json, yaml};

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
    pub value: Node,
    pub range: Range<usize>,
}

/// Finds what responses the examples are of that do not say so: those that their titles describe,
/// else those with a body that have no other, in the order of both, if there are as many.
pub(super) fn place(context: &mut Context, contents: &mut Contents) {
    let Contents { examples, responses, .. } = contents;
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
    let bare = responses.iter().filter(|cells| has_body(cells));
    let bare = bare.filter_map(|cells| status::parse(cells.raw(Column::Status)));
    let bare: Vec<String> = bare.filter(|status| !shown.contains(status.as_str())).collect();
    let groups = nameless(examples);
    for (at, group) in groups.iter().enumerate() {
        match bare.get(at).filter(|_| bare.len() == groups.len()) {
            Some(status) => {
                group.iter().for_each(|at| examples[*at].status.clone_from(status));
            }
            None => context.notes.count(Note::Statuses, examples[group[0]].body.clone()),
        }
    }
}

fn has_body(cells: &Cells) -> bool {
    let cell = cells.raw(Column::Schema);
    !cell.is_empty() && !cell.eq_ignore_ascii_case("none")
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

/// The first of the fences that is of a known language. What is announced as JSON and is none is
/// reported.
pub(super) fn first(context: &mut Context, fences: &[(&str, Range<usize>)]) -> Option<Example> {
    let text = context.page.file.text.clone();
    for (language, range) in fences {
        let body = &text[range.clone()];
        if body.trim().is_empty() {
            continue;
        }
        let (media_type, parsed) = match *language {
            "json" => (JSON, json::parse(body)),
            "yaml" => (FORM, yaml::parse(body)),
            "xml" => {
                let value = Node::from(body.trim());
                return Some(Example {
                    media_type: "application/xml",
                    value,
                    range: range.clone(),
                });
            }
            _ => continue,
        };
        match parsed {
            Ok(parsed) => {
                let value = parsed.tree;
                return Some(Example { media_type, value, range: range.clone() });
            }
            Err(fault) => {
                context.notes.say(unreadable(context.page, range, language, &fault));
            }
        }
    }
    None
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
