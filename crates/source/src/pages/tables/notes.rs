//! What a page of tables leaves open. Said once a page, where it is met first.

use std::ops::Range;

use indexmap::IndexMap;
use specwright_diagnostics::Code;

use crate::codes;
use crate::load::Refusal;

/// A kind of thing left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Note {
    MediaType,
    Untyped,
    Unshown,
    NoText,
    Variants,
    Lists,
    UnclearValues,
    Columns,
    Statuses,
    Schemas,
    Credentials,
    Depth,
    Levels,
    Places,
    Kinds,
    Unknown,
    Unlisted,
    Alias,
    Callbacks,
    Dots,
}

impl Note {
    fn describe(self) -> (&'static Code, &'static str, &'static str) {
        match self {
            Note::MediaType => (
                &codes::ASSUMED_MEDIA_TYPE,
                "the page does not say of what media type this body is",
                "`application/json` is assumed",
            ),
            Note::Untyped => (
                &codes::TABLE_LOSS,
                "a body is announced here, and no table says what is in it",
                "any value is accepted",
            ),
            Note::Unshown => (
                &codes::TABLE_LOSS,
                "a body is announced here, and no example shows what is in it",
                "any value is accepted",
            ),
            Note::NoText => (
                &codes::TABLE_LOSS,
                "a body is called a text here, and its example is none",
                "it is read as what its example is",
            ),
            Note::Variants => (
                &codes::TABLE_LOSS,
                "variants are listed here without saying whether one or several of them apply",
                "they are read as `anyOf`",
            ),
            Note::Lists => (
                &codes::TABLE_LOSS,
                "a list is announced here, and no row says what is in it",
                "any item is accepted",
            ),
            Note::UnclearValues => (
                &codes::TABLE_LOSS,
                "several rows have the name whose values are listed here",
                "the values are left out",
            ),
            Note::Columns => (
                &codes::TABLE_LOSS,
                "the table of a schema is to have a column of names and one of types",
                "it is not read",
            ),
            Note::Statuses => (
                &codes::TABLE_LOSS,
                "this example of a response names no status, and not every response has one",
                "it is left out",
            ),
            Note::Schemas => (
                &codes::PAGE_EXAMPLE,
                "what stands here in the place of an example is a schema",
                "it is left out",
            ),
            Note::Credentials => (
                &codes::TABLE_LOSS,
                "authentication is demanded here, and the page does not say by which scheme",
                "a bearer token is asked for",
            ),
            Note::Depth => (
                &codes::LIMIT,
                "the rows nest deeper than 48 levels",
                "deeper rows are kept at that level",
            ),
            Note::Levels => (
                &codes::TABLE_ROW,
                "the example has this row further out than its marks say",
                "the example is followed",
            ),
            Note::Places => (
                &codes::TABLE_LOSS,
                "this table of parameters does not say where they stand",
                "those that the path does not name are taken for ones of the query",
            ),
            Note::Unknown => (
                &codes::TABLE_LOSS,
                "nothing is known about a column of this name",
                "what stands below it is left out",
            ),
            Note::Unlisted => (
                &codes::TABLE_LOSS,
                "this example has properties, and no table lists them",
                "any properties are accepted",
            ),
            Note::Alias => (
                &codes::TABLE_LOSS,
                "this example has properties, and no table lists them",
                "the schema is read as the one whose example is the same",
            ),
            Note::Callbacks => (
                &codes::TABLE_LOSS,
                "a callback is described here under the endpoint of the operation that it belongs to",
                "its own method is unknown, and it is left out",
            ),
            Note::Dots => (
                &codes::TABLE_LOSS,
                "the name of this field is a path",
                "it is read as that of a field in another",
            ),
            Note::Kinds => (
                &codes::TABLE_LOSS,
                "the examples of this body are of several kinds, and no table says what it is",
                "any value is accepted",
            ),
        }
    }
}

/// The notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    counted: IndexMap<Note, (Range<usize>, usize)>,
    said: Vec<Refusal>,
}

impl Notes {
    /// Notes one more of a kind.
    pub(super) fn count(&mut self, note: Note, range: Range<usize>) {
        self.counted.entry(note).or_insert((range, 0)).1 += 1;
    }

    /// Says something of its own.
    pub(super) fn say(&mut self, refusal: Refusal) {
        self.said.push(refusal);
    }

    pub(super) fn into_notices(self) -> Vec<Refusal> {
        let counted = self.counted.into_iter().map(|(note, (range, count))| {
            let (code, message, fallback) = note.describe();
            let others = match count - 1 {
                0 => String::new(),
                1 => ", and in one more place of this page".to_owned(),
                others => format!(", and in {others} more places of this page"),
            };
            Refusal::new(code, range, message).note(format!("{fallback} here{others}"))
        });
        counted.chain(self.said).collect()
    }
}
