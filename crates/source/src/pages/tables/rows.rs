//! The rows of a parameter or property table, nested by their marks.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use indexmap::IndexMap;

use super::cells::{Cells, Column, plain};
use super::types::{self, Composition, Type};

/// The deepest nesting that is kept.
pub(super) const MAX_DEPTH: usize = 48;

/// What stands before the name of a row, once a level.
const MARKS: [char; 2] = ['»', '↳'];

/// What a row is called that has no name; no name is in emphasis.
const ANONYMOUS: [&str; 4] = ["*anonymous*", "_anonymous_", "*None*", "_None_"];

/// What the row of other properties is called, in bold.
pub(super) const ADDITIONAL: &str = "additionalProperties";

/// What a row is about.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub depth: usize,
    pub name: Name,
    /// Where the parameter stands: `query`, `body`.
    pub place: String,
    pub ty: Type,
    pub required: bool,
    pub read_only: bool,
    pub write_only: bool,
    pub title: Option<String>,
    pub description: Option<String>,
    /// The values of `enum`, where a table lists them.
    pub values: Vec<(String, Range<usize>)>,
    /// Set on the first row of a variant's table.
    pub variant: Option<Composition>,
    pub range: Range<usize>,
    pub type_range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Name {
    /// An item, a variant, or the whole.
    Anonymous,
    /// What other properties are.
    Additional,
    Named(String),
}

/// What stands in bold, if that is all of a name. Names may be in underscores themselves.
fn bold(name: &str) -> Option<&str> {
    let inside = |mark: &str| name.strip_prefix(mark)?.strip_suffix(mark);
    inside("**").or_else(|| inside("__").filter(|name| *name == ADDITIONAL))
}

/// A name without its marks.
pub(super) fn unmarked(name: &str) -> &str {
    name.trim_start_matches(|c| c == ' ' || MARKS.contains(&c))
}

impl Row {
    pub(super) fn new(cells: &Cells, variant: Option<Composition>) -> Row {
        let marked = cells.raw(Column::Name);
        let name = unmarked(marked);
        let marks = &marked[..marked.len() - name.len()];
        let restrictions = cells.raw(Column::Restrictions);
        let title = cells.prose(Column::Title);
        // What begins a variant's table is the variant, whose title may stand for its name.
        let (name, title) = match variant {
            Some(_) if !ANONYMOUS.contains(&name) => {
                (ANONYMOUS[0], title.or_else(|| Some(plain(name)).filter(|t| !t.is_empty())))
            }
            _ => (name, title),
        };
        Row {
            depth: marks.matches(MARKS).count(),
            name: match name {
                name if ANONYMOUS.contains(&name) => Name::Anonymous,
                name if bold(name) == Some(ADDITIONAL) => Name::Additional,
                name => Name::Named(plain(bold(name).unwrap_or(name))),
            },
            place: cells.raw(Column::In).to_ascii_lowercase(),
            ty: types::parse(cells.raw(Column::Type)),
            required: matches!(
                cells.raw(Column::Required).to_ascii_lowercase().as_str(),
                "true" | "yes" | "required" | "mandatory" | "是"
            ),
            read_only: restrictions.contains("read-only"),
            write_only: restrictions.contains("write-only"),
            title,
            description: cells.prose(Column::Description),
            values: Vec::new(),
            variant,
            range: cells.range.clone(),
            type_range: cells.range_of(Column::Type),
        }
    }

    /// The name of a property or parameter.
    pub(super) fn named(&self) -> Option<&str> {
        match &self.name {
            Name::Named(name) => Some(name),
            _ => None,
        }
    }
}

/// A row and those below it.
#[derive(Debug)]
pub(super) struct Nest {
    pub row: Row,
    pub below: Vec<Nest>,
}

/// Nests rows: each belongs to the closest row before it that has fewer marks. Rows deeper than
/// [`MAX_DEPTH`] stay at that depth and are handed back too.
pub(super) fn nest(rows: Vec<Row>) -> (Vec<Nest>, Option<Range<usize>>) {
    let mut roots: Vec<Nest> = Vec::new();
    let mut open: Vec<Nest> = Vec::new();
    let mut too_deep = None;
    for row in rows {
        while open.last().is_some_and(|last| last.row.depth >= row.depth) {
            fold(&mut open, &mut roots);
        }
        if open.len() >= MAX_DEPTH {
            too_deep.get_or_insert(row.range.clone());
            fold(&mut open, &mut roots);
        }
        open.push(Nest { row, below: Vec::new() });
    }
    while !open.is_empty() {
        fold(&mut open, &mut roots);
    }
    (roots, too_deep)
}

/// Closes the innermost open row.
fn fold(open: &mut Vec<Nest>, roots: &mut Vec<Nest>) {
    if let Some(done) = open.pop() {
        match open.last_mut() {
            Some(parent) => parent.below.push(done),
            None => roots.push(done),
        }
    }
}

/// Gives rows the values that tables of enumerations list. Of several rows of a name, each has what is
/// listed once for each of them; other names are left alone, because nothing says which row is meant,
/// and handed back.
pub(super) fn enumerate(rows: &mut [Row], tables: &[Cells]) -> Vec<Range<usize>> {
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, row) in rows.iter().enumerate() {
        let name = row.named().unwrap_or(ANONYMOUS[0]);
        if row.name != Name::Additional {
            by_name.entry(name.to_owned()).or_default().push(index);
        }
    }
    let mut listed: IndexMap<(String, usize), Vec<Listed>> = IndexMap::new();
    for cells in tables {
        let marked = cells.raw(Column::Name);
        let name = match unmarked(marked) {
            name if ANONYMOUS.contains(&name) => ANONYMOUS[0].to_owned(),
            name => plain(bold(name).unwrap_or(name)),
        };
        let value = (plain(cells.raw(Column::Value)), cells.range_of(Column::Value));
        let depth = marked.matches(MARKS).count();
        listed.entry((name, depth)).or_default().push((value, cells.range.clone()));
    }
    let mut unclear = Vec::new();
    for ((name, depth), listed) in listed {
        let mut fitting = by_name.get(&name).map_or(&[][..], Vec::as_slice).to_vec();
        if depth > 0 && fitting.len() > 1 {
            fitting.retain(|index| rows[*index].depth == depth);
        }
        let first = listed[0].1.clone();
        let Some(values) = values(listed, fitting.len()) else {
            unclear.extend((!fitting.is_empty()).then_some(first));
            continue;
        };
        for index in fitting {
            let known = &mut rows[index].values;
            let new =
                values.iter().filter(|(text, _)| known.iter().all(|(other, _)| other != text));
            let new: Vec<(String, Range<usize>)> = new.cloned().collect();
            known.extend(new);
        }
    }
    unclear
}

/// A value with its place, and the row of the table.
type Listed = ((String, Range<usize>), Range<usize>);

/// The values of as many rows, if these are clear.
fn values(listed: Vec<Listed>, rows: usize) -> Option<Vec<(String, Range<usize>)>> {
    let mut values: Vec<(String, Range<usize>)> = listed.into_iter().map(|(v, _)| v).collect();
    if rows > 1 {
        let length = values.len() / rows;
        let texts: Vec<&String> = values.iter().map(|(text, _)| text).collect();
        let mut parts = texts.chunks(length.max(1));
        let first = parts.next()?;
        if values.len() != length * rows || !parts.all(|part| part == first) {
            return None;
        }
        values.truncate(length);
    }
    let mut seen = HashSet::new();
    values.retain(|(text, _)| seen.insert(text.clone()));
    (rows > 0).then_some(values)
}
