//! From a stretch of YAML or JSON to a document of [`Sources`].

use std::ops::Range;
use std::sync::Arc;

use specwright_diagnostics::{
    Code, Diagnostic, Diagnostics, DocumentId, Layout, Node, Origin, Place, Pointer, Sources, Value,
};

use crate::collapsed::Producer;
use crate::syntax::{Fault, FaultKind, Parsed};
use crate::tree::{Oddity, OddityKind};
use crate::{codes, collapsed, json, yaml};

/// A file whose bytes have become text.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub path: String,
    pub text: Arc<str>,
}

/// A message about a file before it is a document.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub code: &'static Code,
    pub range: Range<usize>,
    pub message: String,
    pub label: Option<String>,
    pub related: Vec<(Range<usize>, String)>,
    pub note: Option<String>,
    pub help: Option<String>,
}

impl Refusal {
    pub(crate) fn new(
        code: &'static Code,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> Refusal {
        let message = message.into();
        Refusal { code, range, message, label: None, related: Vec::new(), note: None, help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Refusal {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn note(mut self, note: impl Into<String>) -> Refusal {
        self.note = Some(note.into());
        self
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Refusal {
        self.label = Some(label.into());
        self
    }

    pub(crate) fn related(mut self, range: Range<usize>, label: impl Into<String>) -> Refusal {
        self.related.push((range, label.into()));
        self
    }

    fn into_diagnostic(self, document: DocumentId) -> Diagnostic {
        let place = Place::Text(document, self.range);
        let mut diagnostic = Diagnostic::new(self.code, place, self.message);
        diagnostic.label = self.label;
        diagnostic.note = self.note;
        diagnostic.help = self.help;
        self.related.into_iter().fold(diagnostic, |diagnostic, (range, label)| {
            diagnostic.related(Place::Text(document, range), label)
        })
    }
}

/// A tree, how it lies in the text, and what was noticed on the way.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub tree: Node,
    pub layout: Layout,
    pub oddities: Vec<Oddity>,
    /// Messages that are about the text rather than about a node.
    pub notices: Vec<Refusal>,
    /// Why it is no JSON, if it looks like it.
    pub no_json: Option<Refusal>,
}

impl Loaded {
    /// Makes it a document and reports what was noticed.
    pub(crate) fn add(
        self,
        sources: &mut Sources,
        file: &File,
        diagnostics: &mut Diagnostics,
    ) -> DocumentId {
        let document = sources.add(file.path.clone(), file.text.clone(), self.layout, self.tree);
        diagnostics.extend(self.notices.into_iter().map(|n| n.into_diagnostic(document)));
        let tree = sources.tree(document);
        diagnostics.extend(self.oddities.iter().map(|oddity| describe(tree, oddity)));
        document
    }
}

/// Makes the whole file a document.
pub(crate) fn document(
    sources: &mut Sources,
    file: &File,
    diagnostics: &mut Diagnostics,
) -> Option<DocumentId> {
    match load(&file.text, 0..file.text.len(), Part::File) {
        Ok(mut loaded) => {
            let named = loaded.no_json.take().filter(|_| file.path.ends_with(".json"));
            loaded.notices.extend(named);
            Some(loaded.add(sources, file, diagnostics))
        }
        Err(refusal) => {
            report(sources, file, *refusal, diagnostics);
            None
        }
    }
}

/// Reports why a file gave no document, with its text for the excerpt.
pub(crate) fn report(
    sources: &mut Sources,
    file: &File,
    refusal: Refusal,
    diagnostics: &mut Diagnostics,
) {
    let layout = Layout::Recorded(Default::default());
    let document = sources.add(file.path.clone(), file.text.clone(), layout, Node::object());
    diagnostics.push(refusal.into_diagnostic(document));
}

/// What a stretch of text is a part of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Part {
    /// A file of its own.
    File,
    /// A page, which holds of a document what one operation needs.
    Page {
        /// Who makes such pages.
        producer: Producer,
        /// Whether the page says where the document ends.
        closed: bool,
    },
}

impl Part {
    /// Who wrote the document.
    pub(crate) fn producer(self) -> Producer {
        match self {
            Part::File => Producer::Author,
            Part::Page { producer, .. } => producer,
        }
    }

    /// Whether the text may lack its end.
    pub(crate) fn cut_off(self) -> bool {
        matches!(self, Part::Page { closed: false, .. })
    }
}

/// Reads the YAML or JSON in a part of a text.
pub(crate) fn load(text: &str, range: Range<usize>, of: Part) -> Result<Loaded, Box<Refusal>> {
    let part = &text[range.clone()];
    if collapsed::is_commented_out(part) {
        return collapsed::recover(text, range, of);
    }
    match parse(part) {
        Ok((parsed, no_json)) => {
            let no_json = no_json.map(|fault| loose(text, range.clone(), fault));
            let mut notices = Vec::new();
            if parsed.more {
                // `more` is only set where this stands.
                let at = range.start + part.rfind("\n---").map_or(0, |at| at + 1);
                let message = "the file holds several YAML documents; the first is read";
                notices.push(Refusal::new(&codes::SEVERAL_DOCUMENTS, at..at + 3, message));
            }
            let (tree, oddities) = (parsed.tree, parsed.oddities);
            let repeats = oddities.iter().any(|o| matches!(o.kind, OddityKind::DuplicateKey));
            Ok(Loaded { tree, layout: Layout::Text { range, repeats }, oddities, notices, no_json })
        }
        Err((fault, _)) if fault.kind == FaultKind::Syntax && collapsed::is_collapsed(part) => {
            collapsed::recover(text, range, of)
        }
        Err((fault, code)) => Err(Box::new(refusal(text, range, fault, code))),
    }
}

/// What looks like JSON is read as such, and as YAML, of which JSON with comments or a comma too
/// many is a part, where that fails; why it does comes back too.
fn parse(part: &str) -> Result<(Parsed, Option<Fault>), (Fault, &'static Code)> {
    if !part.trim_start().starts_with(['{', '[']) {
        let parsed = yaml::parse(part).map_err(|fault| (fault, &codes::YAML_SYNTAX))?;
        return Ok((parsed, None));
    }
    let fault = match json::parse(part) {
        Ok(parsed) => return Ok((parsed, None)),
        Err(fault) => fault,
    };
    // What is too deep or too large is so in YAML too.
    let read = (fault.kind == FaultKind::Syntax).then(|| yaml::parse(part).ok()).flatten();
    match read {
        Some(parsed) => Ok((parsed, Some(fault))),
        None => Err((fault, &codes::JSON_SYNTAX)),
    }
}

/// A text that is read though it is no JSON.
fn loose(text: &str, range: Range<usize>, fault: Fault) -> Refusal {
    let refusal = refusal(text, range, fault, &codes::JSON_SYNTAX);
    Refusal { code: &codes::LOOSE_JSON, ..refusal }
        .note("it is read as YAML, of which it is a part")
}

fn refusal(text: &str, range: Range<usize>, fault: Fault, code: &'static Code) -> Refusal {
    let at = (range.start + fault.at).min(range.end);
    let end = text[at..range.end].find(char::is_whitespace).map_or(range.end, |end| at + end);
    let code = if fault.kind == FaultKind::Syntax { code } else { &codes::LIMIT };
    let language = if code.name == codes::JSON_SYNTAX.name { "JSON" } else { "YAML" };
    let message = match fault.kind {
        FaultKind::Syntax => format!("this is not {language}: {}", fault.message),
        _ => fault.message,
    };
    let mut refusal = Refusal::new(code, at..end.max(at), message);
    refusal.help = fault.help.map(str::to_owned);
    if let Some((at, what)) = fault.context {
        let at = (range.start + at).min(range.end);
        refusal.related.push((at..at, what));
    }
    refusal
}

fn describe(tree: &Node, oddity: &Oddity) -> Diagnostic {
    let origin = find(tree, &oddity.pointer);
    match &oddity.kind {
        OddityKind::DuplicateKey => {
            let key = oddity.pointer.0.last().map_or("", String::as_str);
            let message = format!("the key `{key}` stands here twice; the last value is taken");
            Diagnostic::new(&codes::DUPLICATE_KEY, origin, message).at_key()
        }
        OddityKind::Tag(tag) => {
            let message = format!("the tag `!{tag}` says nothing here and is passed over");
            Diagnostic::new(&codes::UNKNOWN_TAG, origin, message)
        }
        OddityKind::Merge => {
            let message = "`<<` merges a mapping or a list of mappings, and this is neither";
            Diagnostic::new(&codes::INVALID_MERGE, origin, message)
        }
    }
}

/// The origin of the node at `pointer`, or of its closest ancestor that is there.
fn find(tree: &Node, pointer: &Pointer) -> Origin {
    let mut node = tree;
    for segment in &pointer.0 {
        let child = match &node.value {
            Value::Object(map) => map.get(segment),
            Value::Array(items) => segment.parse().ok().and_then(|at: usize| items.get(at)),
            _ => None,
        };
        match child {
            Some(child) => node = child,
            None => break,
        }
    }
    node.origin
}
