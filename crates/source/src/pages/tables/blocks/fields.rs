//! The fields of a body, whose names may be paths: `owner.name`, `tags[].id`.

use std::ops::Range;

use indexmap::IndexMap;
use specwright_diagnostics::Node;

use super::super::notes::Note;
use super::super::types::{self, Base};
use super::Reader;
use super::scan::Parameter;
use crate::draft::Draft;

/// How many names a path may have; a longer one is a name.
const MAX_PATH: usize = 16;

/// A field, and those that are in it.
#[derive(Default)]
struct Field<'a> {
    row: Option<&'a Parameter<'a>>,
    /// Whether its name is marked as that of a list.
    list: bool,
    below: IndexMap<&'a str, Field<'a>>,
}

impl Field<'_> {
    /// Whether it must be there. One that has no row of its own must where anything in it must, which
    /// can be nowhere else.
    fn required(&self) -> bool {
        match self.row {
            Some(row) => row.required,
            None => self.below.values().any(Field::required),
        }
    }

    fn is_list(&self) -> bool {
        let is_list = |row: &Parameter| match types::parse(row.ty).base {
            Base::List(_) => true,
            base => base == Base::Simple("array"),
        };
        self.list || !self.below.is_empty() && self.row.is_some_and(is_list)
    }
}

/// The schema of all fields, and whether any of them is required. In a form a name is no path.
pub(super) fn schema(
    reader: &mut Reader,
    rows: &[&Parameter],
    is_form: bool,
    range: &Range<usize>,
) -> (Draft, bool) {
    let mut whole = Field::default();
    for row in rows {
        let path = path(&row.name).filter(|path| !is_form && (path.len() > 1 || path[0].1));
        if path.is_some() {
            reader.notes.count(Note::Dots, row.range.clone());
        }
        let mut field = &mut whole;
        for (name, list) in path.unwrap_or_else(|| vec![(row.name.as_str(), false)]) {
            field = field.below.entry(name).or_default();
            field.list |= list;
        }
        if field.row.is_some() {
            let message = format!("the field `{}` is listed twice", row.name);
            reader.left_out(&row.range, message, "the first is taken");
        } else {
            field.row = Some(row);
        }
    }
    (object(reader, &whole, range), whole.required())
}

/// The names of a path, and which are those of lists; `None` for what is none.
fn path(name: &str) -> Option<Vec<(&str, bool)>> {
    let part = |part: &str| {
        let name = part.split_once('[').filter(|(_, index)| {
            let index = index.strip_suffix(']');
            index
                .is_some_and(|index| index.chars().all(|c| c.is_ascii_digit() || "inx".contains(c)))
        });
        (part.len(), name.map(|(name, _)| name.len()))
    };
    let mut names = Vec::new();
    for piece in name.split('.') {
        let (length, listed) = part(piece);
        let name = &piece[..listed.unwrap_or(length)];
        let is_name = !name.is_empty()
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'));
        names.push((name, listed.is_some()));
        if !is_name || names.len() > MAX_PATH {
            return None;
        }
    }
    Some(names)
}

fn object(reader: &mut Reader, field: &Field, range: &Range<usize>) -> Draft {
    let mut object = Draft::object(range.clone()).with("type", "object");
    for (name, below) in &field.below {
        let property = property(reader, below, range);
        object.child("properties", range.clone()).set(*name, property);
    }
    let required = field.below.iter().filter(|(_, below)| below.required());
    let required: Vec<Node> = required.map(|(name, _)| Node::from(*name)).collect();
    if !required.is_empty() {
        object.put("required", required);
    }
    object
}

fn property(reader: &mut Reader, field: &Field, range: &Range<usize>) -> Draft {
    let place = field.row.map_or(range, |row| &row.range);
    let mut schema = match field.row {
        Some(row) if field.below.is_empty() => reader.schema(row),
        _ => object(reader, field, place),
    };
    if field.is_list() && schema.get("items").is_none() {
        let items = schema;
        schema = Draft::object(place.clone()).with("type", "array");
        schema.set("items", items);
    }
    if let Some(text) = field.row.and_then(|row| row.description.as_ref()) {
        schema.set("description", Draft::leaf(reader.page.slice(text), text.clone()));
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_name_is_a_path_if_all_its_parts_are_names() {
        assert_eq!(path("a.b_c"), Some(vec![("a", false), ("b_c", false)]));
        assert_eq!(path("a[].b[0]"), Some(vec![("a", true), ("b", true)]));
        for name in ["a..b", ".a", "a b.c", "a[x y].b", "v1.0 (old)", "", "[]"] {
            assert_eq!(path(name), None, "{name}");
        }
        assert_eq!(path(&["a"; 20].join(".")), None);
    }
}
