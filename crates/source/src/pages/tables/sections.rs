//! A page of tables, cut into its operations and schemas.

use std::ops::Range;

use crate::outline::{Block, Kind};
use crate::pages::{Page, method};

/// How the endpoint's line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) enum Style {
    /// `GET /pets` below `## GET name`.
    Plain,
    /// `` `GET /pets` `` somewhere below `## name`.
    Code,
}

/// The part of a page about one operation.
#[derive(Debug)]
pub(in crate::pages) struct Operation<'p> {
    pub style: Style,
    pub method: &'static str,
    pub path: Range<usize>,
    /// The endpoint's line.
    pub line: Range<usize>,
    /// Which of `blocks` that line is in.
    pub at: usize,
    /// The text of its heading.
    pub heading: Range<usize>,
    /// The id that an anchor names.
    pub id: Option<Range<usize>>,
    /// The folder it is in.
    pub folder: Option<Range<usize>>,
    /// Its blocks below the heading.
    pub blocks: &'p [Block],
}

/// The part of a page about one schema.
#[derive(Debug)]
pub(in crate::pages) struct Schema<'p> {
    pub name: Range<usize>,
    pub blocks: &'p [Block],
}

#[derive(Debug)]
pub(in crate::pages) struct Sections<'p> {
    /// What stands above the first operation.
    pub intro: &'p [Block],
    pub operations: Vec<Operation<'p>>,
    pub schemas: Vec<Schema<'p>>,
}

/// Cuts a page at the headings that open an operation or a schema.
pub(in crate::pages) fn cut<'p>(page: &'p Page) -> Sections<'p> {
    let blocks = &page.blocks[..];
    let mut starts = Vec::new();
    let (mut folder, mut anchor) = (None, None);
    let mut titles = 0;
    for (at, block) in blocks.iter().enumerate() {
        match &block.kind {
            Kind::Heading { level: 1, text, .. } => {
                titles += 1;
                folder = (titles > 1).then(|| text.clone());
            }
            Kind::Heading { level: 2, text, id } => {
                let schema = id.as_ref().is_some_and(|id| {
                    page.slice(id).get(..5).is_some_and(|mark| mark.eq_ignore_ascii_case("tocs_"))
                });
                if schema {
                    starts.push((at, Start::Schema(text.clone())));
                } else if let Some(found) = endpoint(page, text, &blocks[at + 1..]) {
                    let id = anchor.take().or_else(|| op_id(page, blocks.get(at + 1)?));
                    starts.push((at, Start::Operation(found, text.clone(), id, folder.clone())));
                }
            }
            Kind::Text => anchor = op_id(page, block),
            _ => anchor = None,
        }
    }
    sections(blocks, starts)
}

/// The heading that a section begins with.
enum Start {
    Schema(Range<usize>),
    Operation(Endpoint, Range<usize>, Option<Range<usize>>, Option<Range<usize>>),
}

fn sections(blocks: &[Block], starts: Vec<(usize, Start)>) -> Sections<'_> {
    let intro = &blocks[..starts.first().map_or(blocks.len(), |(at, _)| *at)];
    let mut sections = Sections { intro, operations: Vec::new(), schemas: Vec::new() };
    let ends: Vec<usize> = starts.iter().skip(1).map(|(at, _)| *at).chain([blocks.len()]).collect();
    for ((at, start), end) in starts.into_iter().zip(ends) {
        let blocks = &blocks[at + 1..end];
        match start {
            Start::Schema(name) => sections.schemas.push(Schema { name, blocks }),
            Start::Operation(endpoint, heading, id, folder) => {
                let Endpoint { style, method, path, line, at } = endpoint;
                let operation =
                    Operation { style, method, path, line, at, heading, id, folder, blocks };
                sections.operations.push(operation);
            }
        }
    }
    sections
}

/// The id in `<a id="opIdname"></a>`.
fn op_id(page: &Page, block: &Block) -> Option<Range<usize>> {
    let text = page.slice(&block.range);
    let mark = "<a id=\"opId";
    let start = block.range.start + text.strip_prefix(mark).map(|_| mark.len())?;
    let length = page.file.text[start..block.range.end].find('"')?;
    Some(start..start + length)
}

struct Endpoint {
    style: Style,
    method: &'static str,
    path: Range<usize>,
    line: Range<usize>,
    at: usize,
}

/// Looks for the endpoint's line between a heading of the second level and the next one.
fn endpoint(page: &Page, heading: &Range<usize>, blocks: &[Block]) -> Option<Endpoint> {
    let announced = page.slice(heading).split_whitespace().next().and_then(method);
    for (at, block) in blocks.iter().enumerate() {
        match block.kind {
            Kind::Heading { level, .. } if level <= 2 => return None,
            Kind::Text => {}
            _ => continue,
        }
        let length = page.slice(&block.range).lines().next().map_or(0, str::len);
        let line = block.range.start..block.range.start + length;
        if let Some((style, method, path)) = endpoint_line(page, &line)
            && (style == Style::Code || announced.is_none_or(|other| other == method))
        {
            return Some(Endpoint { style, method, path, line, at });
        }
    }
    None
}

/// `POST /path`, or with one or both words in backticks.
fn endpoint_line(page: &Page, line: &Range<usize>) -> Option<(Style, &'static str, Range<usize>)> {
    let text = page.slice(line).trim_end();
    let bare = text.trim_start_matches('`');
    let (word, rest) = bare.split_once([' ', '`'])?;
    let method = method(word).filter(|_| word.bytes().all(|byte| byte.is_ascii_uppercase()))?;
    let path = rest.trim_matches([' ', '`']);
    let start = line.start + text.rfind(path)?;
    let plain = !text.contains('`');
    let fits = path.starts_with('/') || path.contains("://");
    (fits && !path.contains('`')).then_some((
        if plain { Style::Plain } else { Style::Code },
        method,
        start..start + path.len(),
    ))
}
