//! Loading for tests: YAML and JSON to trees, and the files that they refer to.

#![allow(dead_code, unreachable_pub)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use specwright_diagnostics::{Diagnostic, Diagnostics, DocumentId, Place, Severity, Sources};
use specwright_openapi::{Normal, Resolve, codes, normalise};
use specwright_source::{Input, read, read_data};

/// A run over documents on the disk or in memory.
#[derive(Default)]
pub struct Run {
    pub sources: Sources,
    pub diagnostics: Diagnostics,
    files: Files,
}

/// The files that were read. A test's documents are not confined to a folder.
#[derive(Default)]
pub struct Files {
    loaded: HashMap<PathBuf, Option<DocumentId>>,
    paths: HashMap<DocumentId, PathBuf>,
}

impl Run {
    /// Adds a document that stands in a test.
    pub fn add(&mut self, name: &str, text: &str) -> DocumentId {
        let input = Input { path: name.into(), bytes: text.into() };
        let document = read_data(&mut self.sources, input, &mut self.diagnostics);
        document.expect("the test's YAML parses")
    }

    /// Adds the documents of a file.
    pub fn read(&mut self, path: &Path) -> Vec<DocumentId> {
        let Ok(bytes) = std::fs::read(path) else { return Vec::new() };
        let input = Input { path: path.display().to_string(), bytes };
        let entries = read(&mut self.sources, input, &mut self.diagnostics);
        let documents: Vec<DocumentId> = entries.iter().map(|entry| entry.document).collect();
        if let ([document], Ok(path)) = (documents.as_slice(), path.canonicalize()) {
            self.files.loaded.insert(path.clone(), Some(*document));
            self.files.paths.insert(*document, path);
        }
        documents
    }

    pub fn normalise(&mut self, roots: &[DocumentId]) -> Option<Normal> {
        normalise(&mut self.sources, roots, &mut self.files, &mut self.diagnostics)
    }

    /// One line a diagnostic: `error[code] 3:5: message; help`.
    pub fn report(&mut self) -> String {
        self.diagnostics.sort();
        let places: Vec<Place> = self.diagnostics.iter().map(|d| d.place.clone()).collect();
        let places = self.sources.locate_all(&places);
        let lines = self.diagnostics.iter().zip(places).map(|(diagnostic, place)| {
            let severity = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            let place = place.map(|p| format!("{}:{}: ", p.line, p.column)).unwrap_or_default();
            let more = diagnostic.help.as_ref().or(diagnostic.note.as_ref());
            let more = more.map(|more| format!("; {more}")).unwrap_or_default();
            let name = diagnostic.code.name;
            format!("{severity}[{name}] {place}{}{more}\n", diagnostic.message)
        });
        lines.collect()
    }
}

impl Resolve for Files {
    fn document(
        &mut self,
        sources: &mut Sources,
        from: DocumentId,
        reference: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<DocumentId> {
        let fault = |message: String| Diagnostic::new(&codes::UNREADABLE, Place::Nowhere, message);
        if reference.contains("://") {
            diagnostics.push(fault(format!("`{reference}` is on another host")));
            return None;
        }
        let base = self.paths.get(&from).and_then(|path| path.parent());
        let path = base.unwrap_or(Path::new("")).join(reference);
        let Ok(path) = path.canonicalize() else {
            diagnostics.push(fault(format!("`{reference}` cannot be read")));
            return None;
        };
        if let Some(known) = self.loaded.get(&path) {
            return *known;
        }
        let bytes = std::fs::read(&path).unwrap_or_default();
        let input = Input { path: reference.into(), bytes };
        let document = read_data(sources, input, diagnostics);
        self.loaded.insert(path.clone(), document);
        if let Some(document) = document {
            self.paths.insert(document, path);
        }
        document
    }
}

/// A document of 3.0 with these components, as text.
pub fn document(version: &str, schemas: &str) -> String {
    format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n\
         components:\n  schemas:\n{schemas}"
    )
}

/// The normal form of documents that stand in a test, and the run that made it.
pub fn normalised(documents: &[&str]) -> (Run, Option<Normal>) {
    let mut run = Run::default();
    let roots: Vec<_> = documents
        .iter()
        .enumerate()
        .map(|(index, text)| run.add(&format!("{index}.yaml"), text))
        .collect();
    let normal = run.normalise(&roots);
    (run, normal)
}
