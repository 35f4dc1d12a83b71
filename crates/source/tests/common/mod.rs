//! Reading a text as a file, for all tests.
#![allow(dead_code, reason = "not every test file uses every helper")]

pub(crate) mod producers;
pub(crate) mod tables;

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

/// A text on one line.
pub(crate) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A document with these schemas, and with references to as many others.
pub(crate) fn document(schemas: &str, referred: &[&str]) -> String {
    let parts =
        referred.iter().map(|name| format!("      - $ref: 'b.yaml#/components/schemas/{name}'\n"));
    let parts: String = parts.collect();
    format!(
        "openapi: 3.0.3\ninfo:\n  title: T\n  version: '1'\npaths: {{}}\ncomponents:\n  schemas:\n\
         \x20   Zoo:\n      allOf:\n{}{schemas}",
        if parts.is_empty() { "      - type: string\n".to_owned() } else { parts }
    )
}

/// Whether a document is read as what it was before it was collapsed; otherwise it is refused.
pub(crate) fn restored(document: &str) -> bool {
    let (whole, collapsed) = (text("a.yaml", document), text("a.yaml", &flat(document)));
    if collapsed.entries.is_empty() {
        eprintln!("{}", collapsed.messages());
        assert!(collapsed.codes()[0].starts_with("collapsed-"));
        return false;
    }
    assert_eq!(collapsed.tree(), whole.tree(), "{}", flat(document));
    true
}
