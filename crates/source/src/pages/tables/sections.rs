//! A page of tables, cut into its operations and schemas.

use std::collections::HashSet;
use std::ops::Range;

use super::cells::{self, Purpose};
use super::scan;
use crate::outline::{Block, Kind};
use crate::pages::{Page, method};

/// How the endpoint's line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) enum Style {
    /// `GET /pets` below `## GET name`.
    Plain,
    /// `` `GET /pets` `` somewhere below `## name`, or as the heading.
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
    /// The text of its heading, which is empty where the heading is the endpoint's line.
    pub heading: Range<usize>,
    /// The id that an anchor names.
    pub id: Option<Range<usize>>,
    /// The folder it is in.
    pub folder: Option<Range<usize>>,
    /// Its blocks, from the endpoint's line or from below the heading.
    pub blocks: &'p [Block],
    /// The sections of its callbacks.
    pub callbacks: Vec<Callback<'p>>,
}

/// A callback, which the generator prints as an operation with the endpoint of its owner, before
/// the end of the owner's section.
#[derive(Debug)]
pub(in crate::pages) struct Callback<'p> {
    pub line: Range<usize>,
    pub blocks: &'p [Block],
}

/// The part of a page about one schema.
#[derive(Debug)]
pub(in crate::pages) struct Schema<'p> {
    pub name: Range<usize>,
    /// What links call it, where an anchor above its heading says that.
    pub anchor: Option<Range<usize>>,
    pub blocks: &'p [Block],
}

#[derive(Debug, Default)]
pub(in crate::pages) struct Sections<'p> {
    /// What stands above the first operation.
    pub intro: &'p [Block],
    pub operations: Vec<Operation<'p>>,
    pub schemas: Vec<Schema<'p>>,
}

/// The levels of the deepest headings that may open an operation, the likeliest last.
const LEVELS: [usize; 4] = [4, 1, 3, 2];

/// Cuts a page at the headings that open an operation or a schema. The deepest that open one are
/// of the level on which most operations have a table of responses, and then most have nothing
/// between their heading and the endpoint's line.
pub(in crate::pages) fn cut<'p>(page: &'p Page) -> Sections<'p> {
    let tables = Tables::of(page);
    let schemas = schemas(page, &tables);
    let cuts = LEVELS.map(|level| Cut::new(page, level, &tables, &schemas));
    let best = cuts.into_iter().max_by_key(|cut| (cut.complete, cut.near));
    best.map_or_else(Sections::default, |cut| cut.sections(page))
}

/// Where the tables of endpoints are.
struct Tables {
    all: Vec<usize>,
    /// Those of responses, of which an operation has one; of a page without any, all.
    last: Vec<usize>,
}

impl Tables {
    fn of(page: &Page) -> Tables {
        let purpose = |at: usize| match &page.blocks[at].kind {
            Kind::Table { rows } => cells::of_endpoint(&page.file.text, rows),
            _ => None,
        };
        let found: Vec<(usize, Purpose)> =
            (0..page.blocks.len()).filter_map(|at| Some((at, purpose(at)?))).collect();
        let all: Vec<usize> = found.iter().map(|(at, _)| *at).collect();
        let last = found.into_iter().filter(|(_, purpose)| *purpose == Purpose::Responses);
        let last: Vec<usize> = last.map(|(at, _)| at).collect();
        Tables { last: if last.is_empty() { all.clone() } else { last }, all }
    }
}

/// Whether one of these stands in a range of blocks.
fn has(tables: &[usize], range: Range<usize>) -> bool {
    let next = tables.partition_point(|table| *table < range.start);
    tables.get(next).is_some_and(|table| *table < range.end)
}

/// Where the sections begin, if headings of a level and of those above open operations.
struct Cut {
    starts: Vec<(usize, Start)>,
    /// Where the folder of the first operation begins.
    folder: Option<usize>,
    /// How many operations have the last of their tables.
    complete: usize,
    /// Of how many of these no other heading is nearer to the endpoint's line.
    near: usize,
}

impl Cut {
    fn new(page: &Page, level: usize, tables: &Tables, schemas: &HashSet<usize>) -> Cut {
        let blocks = &page.blocks[..];
        let mut cut = Cut { starts: Vec::new(), folder: None, complete: 0, near: 0 };
        let of_level = |(at, block): (usize, &Block)| match &block.kind {
            Kind::Heading { level: found, .. } => (*found == level).then_some(at),
            _ => None,
        };
        let opening: Vec<usize> = blocks.iter().enumerate().filter_map(of_level).collect();
        let (mut folder, mut anchor) = (None, None);
        let mut titles = 0;
        for (at, block) in blocks.iter().enumerate() {
            let Kind::Heading { level: found, text, id } = &block.kind else {
                anchor = Some(block).filter(|b| b.kind == Kind::Text).and_then(|b| op_id(page, b));
                continue;
            };
            titles += usize::from(*found == 1);
            if schemas.contains(&at) {
                cut.starts.push((at, Start::Schema(text.clone())));
            } else if *found <= level
                && let Some((endpoint, heading)) = endpoint(page, at, level, &tables.all)
            {
                let id = anchor.take().or_else(|| op_id(page, blocks.get(at + 1)?));
                let folder = folder.clone().filter(|_| *found == level);
                cut.starts.push((at, Start::Operation(endpoint, heading, id, folder)));
            } else if *found + 1 == level
                // Parts are below operations, which are below folders; these may be called so too.
                && (*found == 1 || !scan::is_part(page.slice(text)))
                && !cut.is_in_operation(at, &opening, tables)
            {
                let marked = |id: &Range<usize>| is_of_folder(page.slice(id), page.slice(text));
                let is_folder = level > 2 || titles > 1 || id.as_ref().is_some_and(marked);
                folder = is_folder.then(|| text.clone());
                if level > 2 && !cut.has_operation() {
                    cut.folder = Some(at);
                }
            }
        }
        let complete = cut.complete(&tables.last);
        let is_near = |(at, endpoint): &&(usize, Option<usize>)| {
            let between = &blocks[at + 1..at + 1 + endpoint.unwrap_or(0)];
            between.iter().all(|block| part_or_none(page, block))
        };
        cut.near = complete.iter().filter(is_near).count();
        cut.complete = complete.len();
        cut
    }

    fn has_operation(&self) -> bool {
        self.starts.iter().any(|(_, start)| matches!(start, Start::Operation(..)))
    }

    /// Whether a heading stands in the last operation, whose tables are still to come before the
    /// next that may open one.
    fn is_in_operation(&self, at: usize, opening: &[usize], tables: &Tables) -> bool {
        let Some((start, Start::Operation(..))) = self.starts.last() else { return false };
        let next = opening.partition_point(|other| *other <= at);
        let end = opening.get(next).map_or(usize::MAX, |next| *next);
        !has(&tables.last, *start..at) && has(&tables.last, at..end)
    }

    /// The headings of the operations that have the last of their tables, and which block below
    /// the endpoint's line is in.
    fn complete(&self, tables: &[usize]) -> Vec<(usize, Option<usize>)> {
        let ends = self.starts.iter().skip(1).map(|(at, _)| *at).chain([usize::MAX]);
        let operations =
            self.starts.iter().zip(ends).filter_map(|((at, start), end)| match start {
                Start::Operation(endpoint, ..) => {
                    has(tables, *at..end).then_some((*at, endpoint.at))
                }
                Start::Schema(_) => None,
            });
        operations.collect()
    }

    fn sections<'p>(self, page: &'p Page) -> Sections<'p> {
        let mut sections = sections(page, self.starts);
        let intro = self.folder.unwrap_or(usize::MAX).min(sections.intro.len());
        sections.intro = &sections.intro[..intro];
        sections
    }
}

/// Whether a block is no heading, or that of a part.
fn part_or_none(page: &Page, block: &Block) -> bool {
    match &block.kind {
        Kind::Heading { text, .. } => scan::is_part(page.slice(text)),
        _ => true,
    }
}

/// Whether the id of a heading ends in its text, as the generator calls folders: `api-pets` of
/// `Pets`.
pub(super) fn is_of_folder(id: &str, text: &str) -> bool {
    let is_sign = |c: char| !c.is_alphanumeric();
    let mut rest = id;
    for letter in text.chars().rev().filter(|c| c.is_alphanumeric()) {
        rest = rest.trim_end_matches(is_sign);
        let same = rest.chars().next_back().filter(|c| c.to_lowercase().eq(letter.to_lowercase()));
        let Some(last) = same else { return false };
        rest = &rest[..rest.len() - last.len_utf8()];
    }
    rest.len() < id.len() && rest.ends_with(is_sign) && rest.starts_with(char::is_alphanumeric)
}

/// Headings below which schemas stand, in lower case.
const APPENDIX: [&str; 4] = ["schemas", "data schema", "data models", "数据模型"];

/// The headings of schemas: those that have the generator's id, else those below `# Schemas` that
/// open no operation.
fn schemas(page: &Page, tables: &Tables) -> HashSet<usize> {
    let mut marked = HashSet::new();
    let mut listed = HashSet::new();
    let mut appendix = None;
    for (at, block) in page.blocks.iter().enumerate() {
        let Kind::Heading { level, text, id } = &block.kind else { continue };
        let name = page.slice(text);
        if id.as_ref().is_some_and(|id| is_schema_id(page.slice(id), name)) {
            marked.insert(at);
        } else if APPENDIX.contains(&name.to_lowercase().as_str()) {
            appendix = Some(*level);
        } else if appendix.is_some_and(|appendix| *level <= appendix) {
            appendix = None;
        } else if appendix.is_some_and(|appendix| *level == appendix + 1)
            && !scan::is_part(name)
            && shows(&page.blocks[at + 1..], *level)
            && endpoint(page, at, *level, &tables.all).is_none()
        {
            listed.insert(at);
        }
    }
    if marked.is_empty() { listed } else { marked }
}

/// Whether `tocS_Pet`, or `tocSpet` in older pages, is the id of `Pet`.
fn is_schema_id(id: &str, name: &str) -> bool {
    let mark = id.get(..4).filter(|mark| mark.eq_ignore_ascii_case("tocs"));
    mark.is_some_and(|_| id[4..].starts_with('_') || id[4..].eq_ignore_ascii_case(name))
}

/// Whether an example or a table stands before the next heading of this level.
fn shows(blocks: &[Block], level: usize) -> bool {
    let inside = |block: &&Block| match block.kind {
        Kind::Heading { level: other, .. } => other > level,
        _ => true,
    };
    let shown = |block: &Block| matches!(block.kind, Kind::Fence { .. } | Kind::Table { .. });
    blocks.iter().take_while(inside).any(shown)
}

/// The heading that a section begins with.
enum Start {
    Schema(Range<usize>),
    Operation(Endpoint, Range<usize>, Option<Range<usize>>, Option<Range<usize>>),
}

fn sections<'p>(page: &'p Page, starts: Vec<(usize, Start)>) -> Sections<'p> {
    let blocks = &page.blocks[..];
    let intro = &blocks[..starts.first().map_or(blocks.len(), |(at, _)| *at)];
    let mut sections = Sections { intro, operations: Vec::new(), schemas: Vec::new() };
    let ends: Vec<usize> = starts.iter().skip(1).map(|(at, _)| *at).chain([blocks.len()]).collect();
    for ((at, start), end) in starts.into_iter().zip(ends) {
        match start {
            Start::Schema(name) => {
                let above = at.checked_sub(1).map(|above| &blocks[above]);
                let anchor = above.and_then(|block| anchor(page, block, "schema"));
                sections.schemas.push(Schema { name, anchor, blocks: &blocks[at + 1..end] });
            }
            Start::Operation(endpoint, heading, id, folder) => {
                let Endpoint { style, method, path, line, at: below } = endpoint;
                let blocks = &blocks[at + usize::from(below.is_some())..end];
                let at = below.unwrap_or(0);
                let callbacks = Vec::new();
                let operation = Operation {
                    style,
                    method,
                    path,
                    line,
                    at,
                    heading,
                    id,
                    folder,
                    blocks,
                    callbacks,
                };
                match sections.operations.last_mut() {
                    Some(owner) if is_callback(page, owner, &operation) => {
                        owner.callbacks.push(Callback { line: operation.line, blocks });
                    }
                    _ => sections.operations.push(operation),
                }
            }
        }
    }
    sections
}

/// Whether a section is of a callback of the operation before it, which announces some.
fn is_callback(page: &Page, owner: &Operation, section: &Operation) -> bool {
    let announces = |block: &Block| match &block.kind {
        Kind::Heading { text, .. } => page.slice(text).trim().eq_ignore_ascii_case("callbacks"),
        _ => false,
    };
    owner.method == section.method
        && page.slice(&owner.path) == page.slice(&section.path)
        && owner.blocks.iter().any(announces)
}

/// The id in `<a id="opIdname"></a>`.
fn op_id(page: &Page, block: &Block) -> Option<Range<usize>> {
    anchor(page, block, "opId")
}

/// What follows a mark in the id of an anchor.
fn anchor(page: &Page, block: &Block, mark: &str) -> Option<Range<usize>> {
    let text = page.slice(&block.range);
    let rest = text.strip_prefix("<a id=\"")?.strip_prefix(mark)?;
    let start = block.range.end - rest.len();
    let length = page.file.text[start..block.range.end].find('"')?;
    Some(start..start + length)
}

struct Endpoint {
    style: Style,
    method: &'static str,
    path: Range<usize>,
    line: Range<usize>,
    /// Which of the blocks below the heading the line is in; `None` for the heading itself.
    at: Option<usize>,
}

/// Looks for the endpoint's line between a heading and the next one that may open an operation,
/// of which the deepest are of a level. One of a higher level opens an operation only if tables
/// follow. Older pages have the line as the heading, which is no name then.
fn endpoint(
    page: &Page,
    at: usize,
    level: usize,
    tables: &[usize],
) -> Option<(Endpoint, Range<usize>)> {
    let Kind::Heading { level: own, text, .. } = &page.blocks[at].kind else { return None };
    if scan::is_part(page.slice(text)) {
        return None;
    }
    let announced = page.slice(text).split_whitespace().next().and_then(capital_method);
    let blocks = &page.blocks[at + 1..];
    let next = |block: &Block| match &block.kind {
        Kind::Heading { level: other, text, .. } => {
            *other <= 2.max(level) && !(*other > 2 && scan::is_part(page.slice(text)))
        }
        _ => false,
    };
    let end = blocks.iter().position(next).unwrap_or(blocks.len());
    let whole = has(tables, at..at + 1 + end);
    if !whole && *own < level {
        return None;
    }
    for (at, block) in blocks[..end].iter().enumerate().filter(|(_, b)| b.kind == Kind::Text) {
        let length = page.slice(&block.range).lines().next().map_or(0, str::len);
        let line = block.range.start..block.range.start + length;
        if let Some((style, method, path)) = endpoint_line(page, &line)
            && (style == Style::Code || announced.is_none_or(|other| other == method))
        {
            return Some((Endpoint { style, method, path, line, at: Some(at) }, text.clone()));
        }
    }
    if let Some(endpoint) = in_fence(page, blocks[..end].iter()).filter(|_| whole) {
        return Some((endpoint, text.clone()));
    }
    let (_, method, path) = endpoint_line(page, text)?;
    let is_path = !page.slice(&path).contains(char::is_whitespace);
    let endpoint = Endpoint { style: Style::Code, method, path, line: text.clone(), at: None };
    (whole && is_path).then_some((endpoint, text.start..text.start))
}

/// The endpoint of a request whose line and headers stand in a fence, as some templates of the
/// generator have it. It is the first of the fences, and stands before any table.
fn in_fence<'p>(page: &Page, blocks: impl Iterator<Item = &'p Block>) -> Option<Endpoint> {
    let mut blocks = blocks.enumerate();
    let (at, body) = blocks.find_map(|(at, block)| match &block.kind {
        Kind::Fence { body, .. } => Some((at, Some(body))),
        Kind::Table { .. } => Some((at, None)),
        _ => None,
    })?;
    let body = body?;
    let text = page.slice(body);
    let mut lines = text.lines();
    let first = lines.next()?.trim_end();
    let length = first.strip_suffix(" HTTP/1.1").unwrap_or(first).len();
    let line = body.start..body.start + length;
    let (_, method, path) = endpoint_line(page, &line)?;
    let is_header = |line: &str| line.trim().is_empty() || line.contains(": ");
    let is_request = !page.slice(&path).contains(char::is_whitespace) && lines.all(is_header);
    is_request.then_some(Endpoint { style: Style::Code, method, path, line, at: Some(at) })
}

/// A method in capital letters; in others it is a word of a sentence.
fn capital_method(word: &str) -> Option<&'static str> {
    method(word).filter(|_| word.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// Whether a text is the line of an endpoint in backticks and nothing else.
pub(super) fn is_endpoint(page: &Page, range: &Range<usize>) -> bool {
    let alone = !page.slice(range).trim().contains('\n');
    alone && endpoint_line(page, range).is_some_and(|(style, ..)| style == Style::Code)
}

/// `POST /path`, or with one or both words in backticks.
fn endpoint_line(page: &Page, line: &Range<usize>) -> Option<(Style, &'static str, Range<usize>)> {
    let text = page.slice(line).trim_end();
    let bare = text.trim_start_matches('`');
    let (word, rest) = bare.split_once([' ', '`'])?;
    let method = capital_method(word)?;
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
