//! How diagnostics are shown: as rustc shows them, or as JSON lines.
//!
//! ```text
//! error[unknown-type]: `strnig` is not a type
//!   --> specs/pets.yaml:14:17
//!    |
//! 14 |           type: strnig
//!    |                 ^^^^^^ did you mean `string`?
//! ```

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Origin as File, Renderer, Snippet};
use serde_json::json;

use crate::{Diagnostic, Diagnostics, Location, Place, Severity, Sources};

/// Whether the text goes to a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// No escape sequences.
    Plain,
    /// With colours.
    Coloured,
}

/// The longest excerpt of one line, in bytes: a collapsed page is one line of many thousands.
const EXCERPT: usize = 160;

/// How many warnings of one code people are shown: a page that says a thing once says it hundreds
/// of times in a folder of its like.
const SHOWN: usize = 20;

/// Diagnostics as text for people, in the order given, a blank line after each. Errors are shown
/// all; of each code the first 20 warnings, and how many there are besides.
pub fn human(sources: &Sources, diagnostics: &Diagnostics, style: Style) -> String {
    let (diagnostics, more) = abridged(diagnostics);
    let diagnostics = &diagnostics;
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut text = String::new();
    for (diagnostic, places) in located(sources, diagnostics) {
        text.push_str(&renderer.render(&groups(sources, diagnostic, &places)));
        text.push_str("\n\n");
    }
    for (code, count) in more {
        let title = format!("{count} more of these are not shown");
        let title = Level::WARNING.primary_title(title).id(code);
        let help = Level::HELP.message("the formats for other tools show all");
        text.push_str(&renderer.render(&[title.element(help)]));
        text.push_str("\n\n");
    }
    text
}

/// What people are shown, and how many warnings of each code they are not.
fn abridged(diagnostics: &Diagnostics) -> (Diagnostics, BTreeMap<&'static str, usize>) {
    let (mut shown, mut counts) = (Diagnostics::default(), BTreeMap::new());
    for diagnostic in diagnostics.iter() {
        if diagnostic.severity == Severity::Warning {
            let count = counts.entry(diagnostic.code.name).or_insert(0);
            *count += 1;
            if *count > SHOWN {
                continue;
            }
        }
        shown.push(diagnostic.clone());
    }
    counts.retain(|_, count| *count > SHOWN);
    counts.values_mut().for_each(|count| *count -= SHOWN);
    (shown, counts)
}

/// All diagnostics as JSON, one object a line: `code`, `severity`, `message`, `path`, `line`,
/// `column`, `pointer`, `label`, `note`, `help`. What is not known is `null`.
pub fn json(sources: &Sources, diagnostics: &Diagnostics) -> String {
    let mut text = String::new();
    for (diagnostic, places) in located(sources, diagnostics) {
        let place = places[0].as_ref();
        let pointer = pointer(sources, diagnostic);
        let line = json!({
            "code": diagnostic.code.name,
            "severity": word(diagnostic.severity),
            "message": diagnostic.message,
            "path": place.map(|p| &p.path),
            "line": place.map(|p| p.line),
            "column": place.map(|p| p.column),
            "pointer": pointer,
            "label": diagnostic.label,
            "note": diagnostic.note,
            "help": diagnostic.help,
        });
        text.push_str(&line.to_string());
        text.push('\n');
    }
    text
}

/// All diagnostics as workflow commands of GitHub Actions, which shows them beside the lines.
pub fn github(sources: &Sources, diagnostics: &Diagnostics) -> String {
    // The characters that the command's own syntax takes.
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let mut text = String::new();
    for (diagnostic, places) in located(sources, diagnostics) {
        let place = places[0].as_ref().map_or_else(String::new, |place| {
            format!("file={},line={},col={},", property(&place.path), place.line, place.column)
        });
        let message = match &diagnostic.help {
            Some(help) => format!("{}; {help}", diagnostic.message),
            None => diagnostic.message.clone(),
        };
        let (word, code) = (word(diagnostic.severity), property(diagnostic.code.name));
        text.push_str(&format!("::{word} {place}title={code}::{}\n", escape(&message)));
    }
    text
}

/// All diagnostics as a SARIF 2.1.0 log, for code scanning.
pub fn sarif(sources: &Sources, diagnostics: &Diagnostics) -> String {
    let results = located(sources, diagnostics).map(|(diagnostic, places)| {
        let locations = places[0].iter().map(|place| {
            json!({"physicalLocation": {
                "artifactLocation": {"uri": place.path.replace('\\', "/")},
                "region": {"startLine": place.line, "startColumn": place.column},
            }})
        });
        json!({
            "ruleId": diagnostic.code.name,
            "level": word(diagnostic.severity),
            "message": {"text": diagnostic.message},
            "locations": locations.collect::<Vec<_>>(),
        })
    });
    let results: Vec<_> = results.collect();
    let mut rules: Vec<_> = diagnostics.iter().map(|d| (d.code.name, d.code.explanation)).collect();
    rules.sort_unstable();
    rules.dedup();
    let rules: Vec<_> = rules
        .into_iter()
        .map(|(id, text)| json!({"id": id, "fullDescription": {"text": text}}))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "specwright", "rules": rules}},
            "results": results,
        }],
    })
    .to_string()
}

/// Each diagnostic with its own location and those of its related places.
fn located<'a>(
    sources: &Sources,
    diagnostics: &'a Diagnostics,
) -> impl Iterator<Item = (&'a Diagnostic, Vec<Option<Location>>)> {
    let places: Vec<Place> = diagnostics
        .iter()
        .flat_map(|d| std::iter::once(&d.place).chain(d.related.iter().map(|r| &r.place)))
        .cloned()
        .collect();
    let mut locations = sources.locate_all(&places).into_iter();
    diagnostics.iter().map(move |diagnostic| {
        (diagnostic, locations.by_ref().take(1 + diagnostic.related.len()).collect())
    })
}

/// The JSON pointer to what a diagnostic is about.
fn pointer(sources: &Sources, diagnostic: &Diagnostic) -> Option<String> {
    match diagnostic.place {
        Place::Node(origin, _) => sources.address(origin).map(|a| a.pointer.to_string()),
        _ => None,
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn groups<'a>(
    sources: &'a Sources,
    diagnostic: &'a Diagnostic,
    places: &[Option<Location>],
) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut groups = Vec::new();
    let mut group = Group::with_title(
        level.clone().primary_title(&diagnostic.message).id(diagnostic.code.name),
    );
    let labels = std::iter::once(diagnostic.label.as_deref())
        .chain(diagnostic.related.iter().map(|related| Some(related.label.as_str())));
    for (index, (place, label)) in places.iter().zip(labels).enumerate() {
        let Some(place) = place else { continue };
        let Some(document) = place.document else {
            group = group.element(File::path(place.path.clone()));
            continue;
        };
        let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        let (snippet, clipped) = excerpt(&sources.document(document).text, place, kind, label);
        group = if clipped {
            // The excerpt begins in the middle of its line and would be numbered from there; beside
            // a place of its own it would be taken for one of another file.
            let header = File::path(place.path.clone()).line(place.line).char_column(place.column);
            groups.push(group.element(header));
            let group = Group::with_level(level.clone()).element(snippet);
            // Columns of thousands tell nobody where that is.
            match pointer(sources, diagnostic).filter(|_| index == 0) {
                Some(pointer) => group.element(Level::NOTE.with_name("at").message(pointer)),
                None => group,
            }
        } else {
            group.element(snippet.path(place.path.clone()))
        };
    }
    if let Some(note) = &diagnostic.note {
        group = group.element(Level::NOTE.message(note));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    groups.push(group);
    groups
}

/// The line of a place with the place marked; of a very long line the part around it, and
/// `true`.
fn excerpt<'a>(
    text: &'a str,
    place: &Location,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> (Snippet<'a, annotate_snippets::Annotation<'a>>, bool) {
    let line_start = text[..place.span.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end =
        text[place.span.start..].find('\n').map_or(text.len(), |at| place.span.start + at);
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let clipped = line_end - line_start > 2 * EXCERPT;
    let start = if clipped {
        boundary(place.span.start.saturating_sub(EXCERPT / 2).max(line_start))
    } else {
        line_start
    };
    let end = boundary(line_end.min(place.span.start + EXCERPT)).max(place.span.start);
    let mark_end = boundary(place.span.end.clamp(place.span.start, end));
    let mark = place.span.start - start..mark_end - start;
    let annotation = kind.span(mark).label(label);
    (Snippet::source(&text[start..end]).line_start(place.line).annotation(annotation), clipped)
}
