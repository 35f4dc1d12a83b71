//! Pages that hold an OpenAPI document in a code fence, whatever frames it.

use std::ops::Range;

use specwright_diagnostics::{Diagnostics, Sources};

use super::{
    Page, apidog, fern, gitbook, mintlify, name_operation, only_operation, pruned, readme,
};
use crate::collapsed::Producer;
use crate::load::{self, Loaded, Part, Refusal};
use crate::outline::Kind;
use crate::{Entry, Format, Group, codes, detect};

/// A fence with a document.
#[derive(Clone, Debug)]
pub(super) struct Fence<'a> {
    /// What follows the backticks: language, file, method, path.
    pub info: &'a str,
    /// Where that stands.
    pub info_range: Range<usize>,
    /// The document.
    pub body: Range<usize>,
    /// The page's text from the last fence or the title behind it to this one, and from here to
    /// the next title.
    pub before: &'a str,
    pub after: &'a str,
    /// The title: the last heading of the first level.
    pub title: &'a str,
    /// The heading right above the fence.
    pub heading: &'a str,
    /// Whether the fence ends.
    pub closed: bool,
}

impl Fence<'_> {
    pub(super) fn is_json(&self, page: &Page) -> bool {
        page.slice(&self.body).trim_start().starts_with('{')
    }
}

/// All fences of a page that hold a document.
pub(super) fn find<'a>(page: &Page<'a>) -> Vec<Fence<'a>> {
    let mut found = Vec::new();
    let (mut title, mut heading, mut start) = ("", "", 0);
    let text: &'a str = &page.file.text;
    // A fence whose section is not over yet.
    let mut open: Option<(usize, usize)> = None;
    for block in &page.blocks {
        match &block.kind {
            Kind::Heading { level, text: range, .. } => {
                heading = page.slice(range);
                if *level == 1 && !is_part(heading) {
                    // What some sites print for a title that is not there.
                    title = if heading == "null" { "" } else { heading };
                    if open.is_some() {
                        close(&mut found, &mut open, text, block.range.start);
                        start = block.range.start;
                    }
                }
            }
            Kind::Fence { info, body, closed, .. }
                if holds_document(page.slice(body))
                    || mintlify::excerpt::holds(page.slice(info), page.slice(body)) =>
            {
                close(&mut found, &mut open, text, block.range.start);
                open = Some((found.len(), block.range.end));
                found.push(Fence {
                    info: page.slice(info),
                    info_range: info.clone(),
                    body: body.clone(),
                    before: &text[start..block.range.start],
                    after: "",
                    title,
                    heading,
                    closed: *closed,
                });
                start = block.range.end;
            }
            _ => {}
        }
    }
    close(&mut found, &mut open, text, text.len());
    found
}

/// Ends the section of the last fence.
fn close<'a>(
    found: &mut [Fence<'a>],
    open: &mut Option<(usize, usize)>,
    text: &'a str,
    end: usize,
) {
    if let Some((index, start)) = open.take() {
        found[index].after = &text[start..end.max(start)];
    }
}

/// Headings of the first level that are part of a page and not its title.
fn is_part(heading: &str) -> bool {
    heading.eq_ignore_ascii_case(readme::HEADING) || heading.starts_with("Source:")
}

/// Whether the first key is a document's, or one of the keys of a JSON object.
pub(super) fn holds_document(body: &str) -> bool {
    let body = body.trim_start();
    if body.starts_with('{') {
        return (body.contains("\"openapi\"") || body.contains("\"swagger\""))
            && load::load(body, 0..body.len(), Part::File).is_ok_and(|loaded| {
                loaded.tree.get("openapi").or(loaded.tree.get("swagger")).is_some()
            });
    }
    body.lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with(['#', '-', '%']))
        .is_some_and(detect::is_root_key)
}

/// Reads each fence as the format it is of.
pub(super) fn read(
    sources: &mut Sources,
    page: &Page,
    fences: &[Fence],
    diagnostics: &mut Diagnostics,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for fence in fences {
        let format = format(page, fence);
        let producer = match format {
            Format::Mintlify => Producer::Mintlify,
            Format::Fern => Producer::Fern,
            Format::Apidog => Producer::Apidog,
            _ => Producer::Other,
        };
        let part = Part::Page { producer, closed: fence.closed };
        match load::load(&page.file.text, fence.body.clone(), part) {
            Ok(loaded) => {
                let (group, loaded) = complete(page, fence, format, loaded);
                let document = loaded.add(sources, page.file, diagnostics);
                entries.push(Entry { document, format, group });
            }
            Err(refusal) => load::report(sources, page.file, *refusal, diagnostics),
        }
    }
    entries
}

/// Adds what the page around the fence knows.
fn complete(page: &Page, fence: &Fence, format: Format, mut loaded: Loaded) -> (Group, Loaded) {
    if !fence.closed {
        let end = page.file.text[..fence.body.end].trim_end().len();
        let message = match page.file.text[end..].trim().is_empty() {
            true => "the page ends inside the code fence; it may have been cut off",
            false => "the code fence does not end before the next page begins",
        };
        loaded.notices.push(Refusal::new(&codes::PAGE_CUT, end..end, message));
    }
    // A page of GitBook has a heading for each block, other formats a title for each.
    let heading = if format == Format::GitBook { fence.heading } else { fence.title };
    pruned::mappings(page, &fence.body, &mut loaded);
    let group = match format {
        Format::Mintlify => mintlify::complete(page, fence, &mut loaded),
        Format::Fern => {
            fern::complete(page, fence, &mut loaded);
            None
        }
        Format::ReadMe => readme::complete(&mut loaded),
        Format::GitBook => {
            gitbook::complete(&mut loaded);
            None
        }
        _ => None,
    };
    // What a page lost that was cut off is reported where it is missed.
    if fence.closed {
        pruned::references(page, &fence.body, &mut loaded);
    }
    if let Some(operation) = only_operation(&mut loaded.tree) {
        name_operation(operation, heading);
    }
    let group = group.unwrap_or_else(|| super::title_group(&loaded.tree));
    (group, loaded)
}

fn format(page: &Page, fence: &Fence) -> Format {
    if mintlify::claims(fence) {
        Format::Mintlify
    } else if readme::claims(page, fence) {
        Format::ReadMe
    } else if gitbook::claims(page, fence) {
        Format::GitBook
    } else if fern::claims(fence) {
        Format::Fern
    } else if apidog::claims(page, fence) {
        Format::Apidog
    } else {
        Format::Markdown
    }
}
