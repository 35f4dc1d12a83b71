//! A table's columns, found by their names and never by their position, and its cells.

use std::ops::Range;

use super::{rows, status};
use crate::outline::{self, trimmed};

/// What a column is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    In,
    Type,
    Required,
    Restrictions,
    Title,
    Description,
    Status,
    Meaning,
    Schema,
    Value,
    Header,
    Format,
}

impl Column {
    /// Whether its cells are text for people.
    fn is_prose(self) -> bool {
        matches!(self, Column::Title | Column::Description | Column::Meaning)
    }
}

/// The names a column has, in lower case.
const NAMES: [(Column, &[&str]); 13] = [
    (Column::Name, &["name", "parameter", "property", "名称", "属性"]),
    (Column::In, &["in", "location", "位置"]),
    (Column::Type, &["type", "类型"]),
    (Column::Required, &["required", "mandatory", "必选", "必填", "是否必选", "是否必填", "必须"]),
    (Column::Restrictions, &["restrictions", "约束"]),
    (Column::Title, &["title", "中文名"]),
    (Column::Description, &["description", "说明", "描述"]),
    (Column::Status, &["status", "status code", "http status code", "状态码"]),
    (Column::Meaning, &["meaning", "status code description", "状态码含义"]),
    (Column::Schema, &["schema", "data schema", "data model", "数据模型"]),
    (Column::Value, &["value", "值"]),
    (Column::Header, &["header"]),
    (Column::Format, &["format"]),
];

/// What a table lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Parameters,
    Responses,
    Headers,
    Properties,
    Enumeration,
}

/// A table whose purpose is known.
pub(super) struct Table<'a> {
    pub purpose: Purpose,
    pub rows: Vec<Cells<'a>>,
    /// The headings of columns about which nothing is known.
    pub unknown: Vec<Range<usize>>,
}

/// A row.
#[derive(Clone, Debug)]
pub(super) struct Cells<'a> {
    text: &'a str,
    /// The whole row.
    pub range: Range<usize>,
    cells: Vec<(Column, Range<usize>)>,
}

impl<'a> Cells<'a> {
    /// The cell's bytes without the spaces around; where there is none, the row's.
    pub(super) fn range_of(&self, column: Column) -> Range<usize> {
        let found = self.cells.iter().find(|(other, _)| *other == column);
        found.map_or(self.range.clone(), |(_, range)| range.clone())
    }

    /// Whether the table has the column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.cells.iter().any(|(other, _)| *other == column)
    }

    /// The cell's text as written; empty where there is none.
    pub(super) fn raw(&self, column: Column) -> &'a str {
        let found = self.cells.iter().find(|(other, _)| *other == column);
        found.map_or("", |(_, range)| &self.text[range.clone()])
    }

    /// The cell's text without Markdown's escapes; `none`, with which these tables fill empty
    /// cells of prose, is empty.
    pub(super) fn prose(&self, column: Column) -> Option<String> {
        let raw = self.raw(column);
        (!raw.is_empty() && raw != "none").then(|| unescaped(raw))
    }
}

/// Takes off the backslash by which a bar stands in a cell.
pub(super) fn unescaped(text: &str) -> String {
    text.replace("\\|", "|")
}

/// A text without the backslashes that keep its signs from being Markdown.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let escapes = sign == '\\' && signs.peek().is_some_and(char::is_ascii_punctuation);
        if !escapes {
            plain.push(sign);
        } else if let Some(escaped) = signs.next() {
            plain.push(escaped);
        }
    }
    plain
}

/// What a table of an endpoint lists, parameters or responses; `None` for any other.
pub(super) fn of_endpoint(text: &str, rows: &[Range<usize>]) -> Option<Purpose> {
    let purpose = purpose(text, rows, &columns(text, rows.first()?))?;
    matches!(purpose, Purpose::Parameters | Purpose::Responses).then_some(purpose)
}

fn columns(text: &str, header: &Range<usize>) -> Vec<Option<Column>> {
    split(text, header).into_iter().map(|cell| column(&text[cell])).collect()
}

/// Reads a table; `None` for one of another purpose.
pub(super) fn table<'a>(text: &'a str, rows: &[Range<usize>]) -> Option<Table<'a>> {
    let columns = columns(text, rows.first()?);
    let purpose = purpose(text, rows, &columns)?;
    let (header, rows) = rows.split_first()?;
    let mut whole: Vec<Range<usize>> = Vec::new();
    for line in rows {
        match whole.last_mut() {
            Some(row) if outline::continues_row(text, header, row, line) => row.end = line.end,
            _ => whole.push(line.clone()),
        }
    }
    let mut read: Vec<Cells> = Vec::new();
    for row in &whole {
        let cells = split(text, row);
        match read.last_mut() {
            // A line break inside the last cell.
            Some(last) if cells.len() == 1 && columns.len() > 1 => last.extend(row),
            _ => read.push(assign(text, row, cells, &columns)),
        }
    }
    let headings = split(text, header).into_iter().zip(&columns);
    let unknown = headings.filter(|(cell, column)| column.is_none() && !cell.is_empty());
    let unknown = unknown.map(|(cell, _)| cell).collect();
    Some(Table { purpose, rows: read, unknown })
}

impl Cells<'_> {
    fn extend(&mut self, line: &Range<usize>) {
        self.range.end = line.end;
        if let Some((Column::Description, range)) = self.cells.last_mut() {
            range.end = trimmed(self.text, line.clone()).end;
        }
    }
}

fn column(name: &str) -> Option<Column> {
    let name = name.to_lowercase();
    // A heading may have run into the first cell.
    let name =
        ["parameters", "properties", "responses"].iter().fold(name.trim(), |name, heading| {
            name.strip_prefix(heading).filter(|rest| !rest.is_empty()).unwrap_or(name)
        });
    NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(column, _)| *column)
}

fn purpose(text: &str, rows: &[Range<usize>], columns: &[Option<Column>]) -> Option<Purpose> {
    let has = |column| columns.contains(&Some(column));
    if has(Column::Name) && has(Column::In) && has(Column::Type) {
        Some(Purpose::Parameters)
    } else if has(Column::Status) && has(Column::Header) {
        Some(Purpose::Headers)
    } else if has(Column::Status)
        && (has(Column::Schema) || has(Column::Meaning) && begins_with_status(text, rows, columns))
    {
        Some(Purpose::Responses)
    } else if has(Column::Name) && has(Column::Type) {
        Some(Purpose::Properties)
    } else if has(Column::Name) && has(Column::Value) {
        Some(Purpose::Enumeration)
    } else {
        None
    }
}

/// Whether the first row is of a status code: a table of meanings may be of anything.
fn begins_with_status(text: &str, rows: &[Range<usize>], columns: &[Option<Column>]) -> bool {
    let at = columns.iter().position(|column| *column == Some(Column::Status));
    let cell = rows.get(1).and_then(|row| split(text, row).into_iter().nth(at?));
    cell.is_some_and(|cell| status::parse(&text[cell]).is_some())
}

/// Gives each cell its column. A description with a bare `|` in it is several cells.
fn assign<'a>(
    text: &'a str,
    row: &Range<usize>,
    mut cells: Vec<Range<usize>>,
    columns: &[Option<Column>],
) -> Cells<'a> {
    let prose = columns.iter().position(|column| *column == Some(Column::Description));
    if let (Some(at), true) = (prose, cells.len() > columns.len()) {
        let surplus = cells.len() - columns.len();
        let end = cells[at + surplus].end;
        cells.drain(at + 1..=at + surplus);
        cells[at] = trimmed(text, cells[at].start..end.max(cells[at].start));
    }
    let cells = columns.iter().zip(cells).filter_map(|(column, cell)| {
        let column = (*column)?;
        Some((column, if column.is_prose() { cell } else { bare(text, cell) }))
    });
    Cells { text, range: row.clone(), cells: cells.collect() }
}

/// A cell without the backticks or the stars of bold text around all of it.
fn bare(text: &str, cell: Range<usize>) -> Range<usize> {
    for mark in ["`", "**"] {
        let inner = text[cell.clone()].strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        // The generator has a word of its own in bold.
        if inner.is_some_and(|inner| !inner.contains(mark) && inner != rows::ADDITIONAL) {
            return trimmed(text, cell.start + mark.len()..cell.end - mark.len());
        }
    }
    cell
}

/// The cells between the bars that no backslash escapes.
fn split(text: &str, row: &Range<usize>) -> Vec<Range<usize>> {
    let row = trimmed(text, row.clone());
    let mut cells = Vec::new();
    let mut start = row.start;
    let mut escaped = false;
    for (at, byte) in text[row.clone()].bytes().enumerate() {
        let at = row.start + at;
        if byte == b'|' && !escaped {
            // The outer bar at the start closes nothing.
            if at > row.start {
                cells.push(trimmed(text, start..at));
            }
            start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    if start < row.end {
        cells.push(trimmed(text, start..row.end));
    }
    cells
}
