//! Reading a text as a file, for all tests.
#![allow(dead_code, reason = "not every test file uses every helper")]

use serde_json::Value;
use specwright_diagnostics::{Diagnostics, Sources, Style, human};
use specwright_source::{Entry, Input, read};

/// What reading a file gave.
pub(crate) struct Reading {
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) entries: Vec<Entry>,
}

pub(crate) fn bytes(path: &str, bytes: &[u8]) -> Reading {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let input = Input { path: path.to_owned(), bytes: bytes.to_owned() };
    let entries = read(&mut sources, input, &mut diagnostics);
    Reading { sources, diagnostics, entries }
}

pub(crate) fn text(path: &str, text: &str) -> Reading {
    bytes(path, text.as_bytes())
}

impl Reading {
    /// The only document; panics with what was reported where there is none.
    pub(crate) fn tree(&self) -> Value {
        match &self.entries[..] {
            [entry] => self.sources.tree(entry.document).to_json(),
            other => panic!("{} documents\n{}", other.len(), self.messages()),
        }
    }

    pub(crate) fn messages(&self) -> String {
        human(&self.sources, &self.diagnostics, Style::Plain)
    }

    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.code.name).collect()
    }

    /// Line and column of the first diagnostic.
    pub(crate) fn place(&self) -> (usize, usize) {
        let first = self.diagnostics.iter().next().expect("something is reported");
        let location = self.sources.locate(&first.place).expect("it has a place");
        (location.line, location.column)
    }
}
