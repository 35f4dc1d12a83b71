//! Schemas that have an example and no table, as the generator leaves those that only wrap another.

use std::collections::HashMap;
use std::ops::Range;

use specwright_diagnostics::Node;

use super::examples;
use super::notes::Note;
use super::operation::Context;
use super::scan::Contents;
use super::schema::pointer;
use super::sections::Schema;
use crate::draft::Draft;
use crate::pages::Page;

/// The schema of a section without a table: that with the same example, if there is one.
pub(super) fn schema(
    context: &mut Context,
    same: &Same,
    shown: Option<Range<usize>>,
    example: Option<&Node>,
    range: &Range<usize>,
) -> Draft {
    let Some(shown) = shown.filter(|_| example.is_some_and(examples::has_properties)) else {
        return examples::shape(example, range);
    };
    let Some(name) = same.name(context.page, &shown) else {
        context.notes.count(Note::Unlisted, shown);
        return examples::shape(example, range);
    };
    context.notes.count(Note::Alias, shown);
    let mut all = Draft::array(range.clone());
    all.push(Draft::object(range.clone()).with("$ref", pointer(name)));
    let mut schema = Draft::object(range.clone());
    schema.set("allOf", all);
    schema
}

/// Schemas with a table by their examples, which the generator makes of their properties; `None`
/// where several have the same.
pub(super) struct Same<'a>(HashMap<&'a str, Option<&'a str>>);

impl<'a> Same<'a> {
    pub(super) fn new(page: &Page<'a>, sections: &[Schema], scanned: &[Contents]) -> Same<'a> {
        let mut same = HashMap::new();
        for (section, contents) in sections.iter().zip(scanned) {
            let Some(shown) = contents.sample.as_ref() else { continue };
            if contents.schemas.values().any(|rows| !rows.rows.is_empty()) {
                let name = Some(page.slice(&section.name));
                same.entry(page.slice(shown).trim()).and_modify(|it| *it = None).or_insert(name);
            }
        }
        Same(same)
    }

    fn name(&self, page: &Page, shown: &Range<usize>) -> Option<&'a str> {
        self.0.get(page.slice(shown).trim()).copied().flatten()
    }
}
