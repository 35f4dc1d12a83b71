//! What stands in one section of a page, sorted by what it is about.

use std::ops::Range;

use indexmap::IndexMap;

use super::bases;
use super::cells::{self, Cells, Column, Purpose};
use super::examples::Shown;
use super::rows::{self, Row};
use super::types::Composition;
use super::{needs, sections, status};
use crate::outline::{Block, Kind};
use crate::pages::Page;

/// The contents of a section.
#[derive(Debug, Default)]
pub(super) struct Contents<'a> {
    /// `*summary*`, on its own line.
    pub summary: Option<Range<usize>>,
    /// Prose, up to the first part that is known.
    pub description: Option<Range<usize>>,
    /// Lines of other endpoints, which have tables of their own.
    pub strays: Vec<Range<usize>>,
    /// Boxes of prose behind the parts that are known.
    pub remarks: Vec<Range<usize>>,
    /// Rows of parameters, and of the tables that list their values.
    pub parameters: Rows<'a>,
    /// Tables of parameters that do not say where these stand.
    pub unplaced: Vec<Range<usize>>,
    /// The headings of columns that nothing is known about.
    pub columns: Vec<Range<usize>>,
    /// Longer descriptions of parameters.
    pub details: Vec<(String, Range<usize>)>,
    /// Rows of schemas by status; a schema's own section has one, without status.
    pub schemas: IndexMap<String, Rows<'a>>,
    pub responses: Vec<Cells<'a>>,
    pub headers: Vec<Cells<'a>>,
    /// Examples of the request body: language and body.
    pub requests: Vec<(&'a str, Range<usize>)>,
    /// The example of a schema's own section.
    pub sample: Option<Range<usize>>,
    /// Examples of responses.
    pub examples: Vec<Shown<'a>>,
    /// Media types that code samples send and accept.
    pub consumes: Option<&'a str>,
    pub produces: Option<&'a str>,
    /// The text of the box about authentication.
    pub security: Option<Range<usize>>,
}

#[derive(Debug, Default)]
pub(super) struct Rows<'a> {
    pub rows: Vec<Row>,
    pub values: Vec<Cells<'a>>,
    /// Where the first of its tables is.
    pub range: Range<usize>,
}

/// Which part of a section is being read.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    Description,
    Samples,
    Request,
    /// An example of the response of this status, once it was named.
    Response(Option<String>),
    Details,
    Parameters,
    Other,
}

/// Headings and lines by which parts are known, in lower case.
const PARTS: [(Part, &[&str]); 6] = [
    (Part::Samples, &["code samples"]),
    (Part::Request, &["body parameters", "body parameter", "payload", "body 请求参数"]),
    (
        Part::Response(None),
        &[
            "response examples",
            "response example",
            "example responses",
            "example response",
            "返回示例",
        ],
    ),
    (Part::Details, &["description", "detailed descriptions", "详细说明"]),
    (Part::Parameters, &["params", "parameters", "request parameters", "请求参数"]),
    (
        Part::Other,
        &[
            "enum",
            "enumerated values",
            "枚举值",
            "responses",
            "返回结果",
            "responses data schema",
            "response schema",
            "response data structure",
            "返回数据结构",
            "response headers",
            "callbacks",
            "attribute",
            "properties",
            "属性",
        ],
    ),
];

fn part(heading: &str) -> Option<Part> {
    let heading = heading.trim().trim_matches(['*', '_', ':', '：']).to_lowercase();
    PARTS.iter().find(|(_, names)| names.contains(&heading.trim())).map(|(part, _)| part.clone())
}

/// Whether a heading is one of the parts of a section.
pub(super) fn is_part(heading: &str) -> bool {
    part(heading).is_some()
}

/// Sorts the blocks of a section.
pub(super) fn scan<'a>(page: &Page<'a>, blocks: &[Block], endpoint: Option<usize>) -> Contents<'a> {
    let first = if endpoint.is_some() { Part::Other } else { Part::Description };
    let mut scan = Scan {
        page,
        contents: Contents::default(),
        part: first,
        status: String::new(),
        variant: None,
        parameters: false,
        schema: endpoint.is_none(),
        opened: false,
        title: "",
        other: None,
    };
    let mut at = 0;
    while let Some(block) = blocks.get(at) {
        let length = needs::length(page, &blocks[at..]);
        if Some(at) == endpoint {
            scan.endpoint(block);
        } else if length > 1 {
            let range = block.range.start..blocks[at + length - 1].range.end;
            scan.block(&Block { kind: Kind::Text, range });
        } else {
            scan.block(block);
        }
        at += length;
    }
    scan.contents
}

struct Scan<'a, 'p> {
    page: &'p Page<'a>,
    contents: Contents<'a>,
    part: Part,
    /// The status whose schema is being read.
    status: String,
    /// How the next table's rows combine with the ones before.
    variant: Option<Composition>,
    /// Whether the last table was one of parameters.
    parameters: bool,
    /// Whether the section is a schema's.
    schema: bool,
    /// Whether the endpoint's line is above.
    opened: bool,
    /// What stands above an example in the place of a status.
    title: &'a str,
    /// A line that may be that of another endpoint.
    other: Option<Range<usize>>,
}

impl<'a> Scan<'a, '_> {
    fn slice(&self, range: &Range<usize>) -> &'a str {
        self.page.slice(range)
    }

    /// The line of the endpoint; prose follows, at once or after an empty line.
    fn endpoint(&mut self, block: &Block) {
        self.part = Part::Description;
        self.opened = true;
        let text = self.slice(&block.range);
        if let Some(end) = text.find('\n').filter(|_| block.kind == Kind::Text) {
            self.describe(block.range.start + end + 1..block.range.end);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            Kind::Heading { text, .. } => match part(self.slice(text)) {
                Some(part) => self.part = part,
                None => self.describe(block.range.clone()),
            },
            Kind::Quote => self.quote(block),
            Kind::Fence { info, body, .. } => self.fence(info, body, block),
            Kind::Table { rows } => self.table(rows, block),
            Kind::Text | Kind::FrontMatter => self.text(block),
        }
    }

    fn describe(&mut self, range: Range<usize>) {
        if self.part != Part::Description || range.is_empty() {
            return;
        }
        let text = self.slice(&range).trim();
        let emphasis = text.strip_prefix(['*', '_']).and_then(|t| t.strip_suffix(['*', '_']));
        let line = emphasis.filter(|text| !text.contains(['\n', '*']) && !text.is_empty());
        if let (Some(line), None, None) = (line, &self.contents.summary, &self.contents.description)
        {
            // The mark is one byte.
            let start = range.start + 1;
            self.contents.summary = Some(start..start + line.len());
            return;
        }
        match &mut self.contents.description {
            Some(all) => all.end = range.end,
            none => *none = Some(range),
        }
    }

    fn quote(&mut self, block: &Block) {
        for (at, line) in self.slice(&block.range).lines().enumerate() {
            let line = line.trim_start_matches('>').trim();
            let status = line.split_whitespace().next().and_then(status::parse);
            match (part(line), status) {
                (Some(part), _) => {
                    self.part = part;
                    self.title = "";
                }
                (None, Some(status)) if matches!(self.part, Part::Response(_)) => {
                    self.part = Part::Response(Some(status));
                    self.title = "";
                }
                _ if matches!(self.part, Part::Response(_)) => self.title = line,
                _ if at == 0 => return self.describe(block.range.clone()),
                _ => {}
            }
        }
    }

    fn fence(&mut self, info: &Range<usize>, body: &Range<usize>, block: &Block) {
        let language = self.slice(info).split_whitespace().next().unwrap_or("");
        match self.part.clone() {
            Part::Samples => self.sample(body),
            Part::Request => {
                let language = self.language(language, body).unwrap_or("yaml");
                self.contents.requests.push((language, body.clone()));
            }
            Part::Response(status) => {
                let (status, title) = (status.unwrap_or_default(), self.title);
                let language = self.language(language, body).unwrap_or_default();
                self.contents.examples.push(Shown { status, title, language, body: body.clone() });
            }
            Part::Description if self.schema && language == "json" => {
                self.contents.sample.get_or_insert(body.clone());
            }
            _ => self.describe(block.range.clone()),
        }
    }

    /// The language of an example; where its fence names none, or that of scripts, it is JSON if it
    /// begins like that.
    fn language(&self, named: &'a str, body: &Range<usize>) -> Option<&'a str> {
        match named {
            "" | "javascript" | "js" if self.slice(body).trim_start().starts_with(['{', '[']) => {
                Some("json")
            }
            "" => None,
            named => Some(named),
        }
    }

    /// Takes media types from the headers of a code sample.
    fn sample(&mut self, body: &Range<usize>) {
        let text = self.slice(body);
        if self.contents.consumes.is_none() {
            self.contents.consumes = header(text, "Content-Type");
        }
        if self.contents.produces.is_none() {
            self.contents.produces = header(text, "Accept").filter(|media| *media != "*/*");
        }
    }

    fn table(&mut self, rows: &[Range<usize>], block: &Block) {
        let Some(table) = cells::table(&self.page.file.text, rows) else {
            self.describe(block.range.clone());
            return;
        };
        if table.purpose != Purpose::Enumeration {
            self.contents.columns.extend(table.unknown);
        }
        let part = std::mem::replace(&mut self.part, Part::Other);
        let range = block.range.clone();
        let purpose = match table.purpose {
            // The heading says what the table does not.
            Purpose::Properties if part == Part::Parameters && !self.schema => {
                self.contents.unplaced.push(range.clone());
                Purpose::Parameters
            }
            purpose => purpose,
        };
        match purpose {
            Purpose::Parameters => {
                self.parameters = true;
                read_rows(&mut self.contents.parameters, &table.rows, range, None);
            }
            Purpose::Properties => {
                self.parameters = false;
                let variant = self.variant.take();
                let rows = self.contents.schemas.entry(self.status.clone()).or_default();
                read_rows(rows, &table.rows, range, variant);
            }
            Purpose::Enumeration if self.parameters => {
                self.contents.parameters.values.extend(table.rows);
            }
            Purpose::Enumeration => {
                let rows = self.contents.schemas.entry(self.status.clone()).or_default();
                rows.values.extend(table.rows);
            }
            Purpose::Responses => {
                self.parameters = false;
                if !self.contents.responses.is_empty() {
                    self.contents.strays.extend(self.other.take());
                }
                self.contents.responses.extend(table.rows);
            }
            Purpose::Headers => self.contents.headers.extend(table.rows),
        }
    }

    fn text(&mut self, block: &Block) {
        let text = self.slice(&block.range);
        let line = text.lines().next().unwrap_or("").trim();
        // What follows samples is prose again, unless these stand behind all else.
        if self.opened && self.part == Part::Samples && self.contents.responses.is_empty() {
            self.part = Part::Description;
        }
        if self.opened && sections::is_endpoint(self.page, &block.range) {
            self.other = Some(block.range.clone());
        }
        if let Some(status) = status::of_table(line) {
            self.status = status;
            self.part = Part::Other;
        } else if let Some(variant) = marker(text.trim()) {
            self.variant = variant;
        } else if let Some((_, stated)) = needs::stated(text) {
            self.credentials(block, stated);
        } else if self.opened
            && line.starts_with(['*', '_'])
            && text.trim() == line
            && let Some(part) = part(line)
        {
            self.part = part;
            self.title = "";
        } else if let (Part::Response(_), Some(status)) = (&self.part, status_alone(text)) {
            self.part = Part::Response(Some(status));
            self.title = "";
        } else if line.starts_with("<aside") && self.part != Part::Description {
            self.contents.remarks.push(block.range.clone());
        } else if self.part == Part::Details {
            self.detail(block);
        } else if !line.starts_with("<a id=") && !line.starts_with("<!--") {
            self.describe(block.range.clone());
        }
    }

    /// A text about credentials. What else its box says is a remark.
    fn credentials(&mut self, block: &Block, stated: Range<usize>) {
        let inside = needs::inside(self.slice(&block.range)).unwrap_or(stated.clone());
        let others = [inside.start..stated.start, stated.end..inside.end];
        let start = block.range.start;
        let others = others.map(|other| start + other.start..start + other.end);
        let page = self.page;
        let said = others.into_iter().filter(|other| !page.slice(other).trim().is_empty());
        self.contents.remarks.extend(said);
        self.contents.security = Some(block.range.clone());
        self.part = Part::Other;
    }

    /// `**name**: text`, which may go on after an empty line.
    fn detail(&mut self, block: &Block) {
        let text = self.slice(&block.range);
        let named = text.strip_prefix("**").and_then(|rest| rest.split_once("**:"));
        match (named, self.contents.details.last_mut()) {
            (Some((name, prose)), _) => {
                let start = block.range.end - prose.len();
                let name = cells::plain(rows::unmarked(name));
                self.contents.details.push((name, start..block.range.end));
            }
            (None, Some((_, range))) => range.end = block.range.end,
            (None, None) => {}
        }
    }
}

/// The status in `200 Response`, which some write without the mark of a quotation.
fn status_alone(text: &str) -> Option<String> {
    let (status, rest) = text.trim().split_once(' ')?;
    rest.eq_ignore_ascii_case("response").then(|| status::parse(status))?
}

fn read_rows<'a>(
    into: &mut Rows<'a>,
    cells: &[Cells<'a>],
    range: Range<usize>,
    mut variant: Option<Composition>,
) {
    if into.rows.is_empty() {
        into.range = range;
    }
    // A row without a name is no property; what lacks only a type may be one.
    let named = cells.iter().filter(|cells| !cells.raw(Column::Name).is_empty());
    into.rows.extend(named.map(|cells| Row::new(cells, variant.take())));
}

/// The words between the tables of variants, which some write without the stars.
fn marker(text: &str) -> Option<Option<Composition>> {
    let words = bases::words(text);
    Some(match words.trim_matches(['*', '_']) {
        "oneOf" | "xor" => Some(Composition::One),
        "anyOf" | "or" => Some(Composition::Any),
        "allOf" | "and" => Some(Composition::All),
        "continued" => None,
        _ => return None,
    })
}

/// The media type that a header of a code sample has, in whatever language.
fn header<'a>(sample: &'a str, name: &str) -> Option<&'a str> {
    let after = &sample[sample.find(name)? + name.len()..];
    let line = after.lines().next()?;
    let legal = |c: char| c.is_ascii_alphanumeric() || "/+-.*_".contains(c);
    line.split(|c| !legal(c)).find(|word| {
        word.split_once('/').is_some_and(|(main, sub)| !main.is_empty() && !sub.is_empty())
    })
}
