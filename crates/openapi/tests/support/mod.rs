//! Loading for tests: YAML and JSON to trees, and the files that they refer to.

#![allow(dead_code)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use specwright_diagnostics::{
    Diagnostic, Diagnostics, DocumentId, Layout, Map, Node, Number, Place, Severity, Sources, Value,
};
use specwright_openapi::{Normal, Resolve, codes, normalise};

/// A run over documents on the disk or in memory.
#[derive(Default)]
pub struct Run {
    pub sources: Sources,
    pub diagnostics: Diagnostics,
    files: Files,
}

/// The files that were read.
#[derive(Default)]
pub struct Files {
    folder: PathBuf,
    loaded: HashMap<PathBuf, Option<DocumentId>>,
    paths: HashMap<DocumentId, PathBuf>,
}

impl Run {
    /// Adds a document that stands in a test.
    pub fn add(&mut self, name: &str, text: &str) -> DocumentId {
        let tree = parse(text).expect("the test's YAML parses");
        self.sources.add(name, text, Layout::Text(0..text.len()), tree)
    }

    /// Adds a file; `None` if it is not YAML or JSON.
    pub fn read(&mut self, path: &Path) -> Option<DocumentId> {
        self.files.folder = path.parent().map(Path::to_owned).unwrap_or_default();
        self.files.read(&mut self.sources, path)
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
        let found = self.read(sources, &path);
        if found.is_none() {
            diagnostics.push(fault(format!("`{reference}` cannot be read")));
        }
        found
    }
}

impl Files {
    fn read(&mut self, sources: &mut Sources, path: &Path) -> Option<DocumentId> {
        let path = path.canonicalize().ok()?;
        if let Some(known) = self.loaded.get(&path) {
            return *known;
        }
        let text = std::fs::read_to_string(&path).ok()?;
        let text = text.trim_start_matches('\u{feff}').to_owned();
        let document = parse(&text).map(|tree| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            sources.add(name, text.clone(), Layout::Text(0..text.len()), tree)
        });
        self.loaded.insert(path.clone(), document);
        if let Some(document) = document {
            self.paths.insert(document, path);
        }
        document
    }
}

/// A tree without origins.
pub fn parse(text: &str) -> Option<Node> {
    if text.trim_start().starts_with('{')
        && let Ok(json) = serde_json::from_str::<serde_json::Value>(text)
    {
        return Some(Node::from(json));
    }
    Some(node(serde_yaml::from_str(text).ok()?))
}

fn node(yaml: serde_yaml::Value) -> Node {
    use serde_yaml::Value as Yaml;
    Node::new(match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(value) => Value::Bool(value),
        Yaml::Number(number) => Value::Number(match (number.as_i64(), number.as_u64()) {
            (Some(n), _) => Number::Integer(n.into()),
            (_, Some(n)) => Number::Integer(n.into()),
            _ => Number::Float(number.as_f64().unwrap_or(f64::NAN)),
        }),
        Yaml::String(text) => Value::String(text),
        Yaml::Sequence(items) => Value::Array(items.into_iter().map(node).collect()),
        Yaml::Mapping(entries) => Value::Object(
            entries.into_iter().map(|(key, value)| (scalar(key), node(value))).collect::<Map>(),
        ),
        Yaml::Tagged(tagged) => return node(tagged.value),
    })
}

fn scalar(key: serde_yaml::Value) -> String {
    match key {
        serde_yaml::Value::String(text) => text,
        other => serde_yaml::to_string(&other).unwrap_or_default().trim().to_owned(),
    }
}
