//! Where sources come from: files, folders, what was fetched, and the files that references name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Component, Path, PathBuf};

use specwright_diagnostics::{Diagnostic, Diagnostics, DocumentId, Place, Sources};
use specwright_openapi::Resolve;
use specwright_source::Input;

use crate::codes;

/// What sources on the network consist of.
#[derive(Clone, Debug, Default)]
pub struct Fetched {
    pub(crate) pages: BTreeMap<PathBuf, Vec<Source>>,
    pub(crate) diagnostics: Diagnostics,
}

impl Fetched {
    /// Whether a source is several pages, as one is that names the index that lists it.
    pub(crate) fn are_several(&self) -> bool {
        self.pages.values().any(|pages| pages.len() > 1)
    }

    /// What was said when they were fetched. A run says it too.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }
}

/// A file to read.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// What messages call it: its path, or its URL.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
}

/// Whether a source is a URL.
pub(crate) fn is_url(source: &Path) -> bool {
    let text = source.to_string_lossy();
    ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// Whether a source is a list of pages: <https://llmstxt.org>.
pub(crate) fn is_index(source: &Path) -> bool {
    is_called(source, "llms.txt")
}

/// Whether a source may hold several APIs, as one that is a single document does not.
pub(crate) fn is_collection(source: &Path) -> bool {
    source.is_dir() || is_index(source) || is_called(source, "llms-full.txt")
}

fn is_called(source: &Path, name: &str) -> bool {
    let text = source.to_string_lossy();
    let text = if is_url(source) { text.split(['?', '#']).next().unwrap_or("") } else { &text };
    Path::new(text).file_name().is_some_and(|file| file.eq_ignore_ascii_case(name))
}

/// The files that sources stand for: a file itself, of a folder all that may hold a document,
/// in the order of their names, of a source on the network its pages.
pub(crate) fn expand(
    paths: &[PathBuf],
    fetched: &Fetched,
    diagnostics: &mut Diagnostics,
) -> Vec<Source> {
    let mut files = Vec::new();
    for path in paths {
        if let Some(pages) = fetched.pages.get(path) {
            files.extend(pages.iter().cloned());
        } else if is_url(path) || is_index(path) {
            let place = Place::File(path.display().to_string());
            let message = "the source is on the network, and has not been fetched";
            diagnostics.push(
                Diagnostic::new(&codes::NOT_FETCHED, place, message)
                    .help("`specwright` fetches; in a build script, name files"),
            );
        } else if path.is_dir() {
            let mut found = Vec::new();
            walk(path, &mut found, diagnostics);
            files.extend(found.into_iter().map(Source::local));
        } else {
            files.push(Source::local(path.clone()));
        }
    }
    files
}

impl Source {
    pub(crate) fn local(path: PathBuf) -> Source {
        Source { name: path.display().to_string(), path }
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>, diagnostics: &mut Diagnostics) {
    let entries = fs::read_dir(folder).and_then(|entries| {
        let mut paths = entries.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
        paths.sort();
        Ok(paths)
    });
    match entries {
        Err(error) => diagnostics.push(unreadable(folder, &error)),
        Ok(paths) => {
            for path in paths {
                let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
                let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
                let may_hold = matches!(
                    extension.as_deref(),
                    Some("md" | "mdx" | "markdown" | "yaml" | "yml" | "json")
                );
                // A link may lead anywhere; a folder's own files are enough.
                if hidden || path.is_symlink() {
                    continue;
                }
                if path.is_dir() {
                    walk(&path, files, diagnostics);
                } else if may_hold {
                    files.push(path);
                }
            }
        }
    }
}

/// Reads a file; one that cannot be read is an error with its name.
pub(crate) fn input(source: &Source, diagnostics: &mut Diagnostics) -> Option<Input> {
    match fs::read(&source.path) {
        Ok(bytes) => Some(Input { path: source.name.clone(), bytes }),
        Err(error) => {
            diagnostics.push(unreadable(Path::new(&source.name), &error));
            None
        }
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let why = match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    };
    let place = Place::File(path.display().to_string());
    Diagnostic::new(&codes::UNREADABLE_FILE, place, format!("cannot read the source: {why}"))
}

/// The files that the references of documents name. They must lie under the folder of a source.
#[derive(Debug)]
pub(crate) struct Files {
    /// The folders that references stay under, without links.
    roots: Vec<PathBuf>,
    /// Whether the user has said which they are.
    fixed: bool,
    paths: HashMap<DocumentId, PathBuf>,
    documents: HashMap<PathBuf, Option<DocumentId>>,
    /// Further files that decide what comes of a run, also those that are not there.
    more: BTreeSet<PathBuf>,
}

impl Files {
    /// References stay under `root`, else under the folders of the sources.
    pub(crate) fn new(root: Option<&Path>) -> Files {
        let roots = root.and_then(|root| root.canonicalize().ok()).into_iter().collect();
        Files {
            fixed: root.is_some(),
            roots,
            paths: HashMap::new(),
            documents: HashMap::new(),
            more: BTreeSet::new(),
        }
    }

    /// The files that were read or asked for, in the order of their paths.
    pub(crate) fn read(&self) -> Vec<PathBuf> {
        let read = self.documents.iter().filter(|(_, document)| document.is_some());
        let read = read.map(|(path, _)| path).chain(&self.more);
        read.cloned().collect::<BTreeSet<PathBuf>>().into_iter().collect()
    }

    /// Notes files of which it counts whether they are there and what they hold.
    pub(crate) fn depend_on(&mut self, files: BTreeSet<PathBuf>) {
        self.more.extend(files);
    }

    /// Notes which file a source's documents came from.
    pub(crate) fn note(&mut self, source: &Source, documents: &[DocumentId]) {
        let Some(path) = local(source) else { return };
        if let (Some(folder), false) = (path.parent(), self.fixed) {
            self.roots.push(folder.to_owned());
        }
        for document in documents {
            self.paths.insert(*document, path.clone());
            self.documents.insert(path.clone(), Some(*document));
        }
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
        let outside = |why: &str| Diagnostic::new(&codes::OUTSIDE_REFERENCE, Place::Nowhere, why);
        if reference.contains("://") || reference.starts_with("//") {
            let why = format!("`{reference}` is on the network, where references are not followed");
            diagnostics.push(outside(&why));
            return None;
        }
        let path = linked(self.paths.get(&from)?, reference)?;
        if let Some(known) = self.documents.get(&path) {
            return *known;
        }
        // Both by its name and by where links lead.
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        let inside = |path: &Path| self.roots.iter().any(|root| path.starts_with(root));
        if !inside(&path) || !inside(&real) {
            diagnostics.push(outside(&format!("`{reference}` leads out of the source's folder")));
            return None;
        }
        let shown = shown(&sources.document(from).path, reference);
        let found = match fs::read(&path) {
            Ok(bytes) => {
                specwright_source::read_data(sources, Input { path: shown, bytes }, diagnostics)
            }
            Err(error) => {
                let why = match error.kind() {
                    std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                    _ => error.to_string(),
                };
                let message = format!("cannot read `{reference}`: {why}");
                diagnostics.push(Diagnostic::new(&codes::UNREADABLE_FILE, Place::Nowhere, message));
                None
            }
        };
        self.documents.insert(path.clone(), found);
        if let Some(document) = found {
            self.paths.insert(document, path);
        }
        found
    }
}

/// Where a source lies. Nothing of ours lies beside what was fetched.
pub(crate) fn local(source: &Source) -> Option<PathBuf> {
    let is_fetched = is_url(Path::new(&source.name));
    source.path.canonicalize().ok().filter(|_| !is_fetched)
}

/// The file that a reference or a link in a file leads to.
pub(crate) fn linked(from: &Path, reference: &str) -> Option<PathBuf> {
    Some(clean(&from.parent()?.join(unescape(reference))))
}

/// A reference's file as messages name it: beside the file that refers to it.
fn shown(from: &str, reference: &str) -> String {
    let folder = Path::new(from).parent().unwrap_or(Path::new(""));
    clean(&folder.join(reference)).display().to_string()
}

/// A path without `.` and `..`.
fn clean(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => drop(out.pop()),
            part => out.push(part),
        }
    }
    out
}

/// A reference is a URI: `%20` is a space.
fn unescape(reference: &str) -> String {
    let mut bytes = Vec::with_capacity(reference.len());
    let mut rest = reference.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = |at: usize| after.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| reference.to_owned())
}
