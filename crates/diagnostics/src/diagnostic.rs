//! The one kind of message: a [`Code`] says what rule is concerned, a [`Diagnostic`] where and
//! how it was broken.

use std::ops::Range;

use crate::{DocumentId, Origin};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Tolerated, with the consequence that the message names.
    Warning,
    /// Nothing is generated.
    Error,
}

/// A rule that a diagnostic is about. Each stage keeps its own in a table, so that the command
/// line can explain any of them.
#[derive(Debug)]
pub struct Code {
    /// The name users see and accept by: `dangling-reference`.
    pub name: &'static str,
    /// How much a breach matters unless the diagnostic says otherwise.
    pub severity: Severity,
    /// What the rule is, where it comes from, what happens and what to do: Markdown, a few
    /// sentences.
    pub explanation: &'static str,
}

/// Which part of an object's entry is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The key, as for one that should not be there.
    Key,
    /// The value.
    Value,
}

/// What a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A range of bytes of a document, as for one that does not parse.
    Text(DocumentId, Range<usize>),
    /// A node of a document.
    Node(Origin, Part),
    /// A file as a whole, by the name the user gave.
    File(String),
    /// No place: the command line, or the whole input.
    Nowhere,
}

impl Place {
    /// Its rank in document order; whole files come before what stands in documents.
    fn rank(&self) -> (u8, u32, usize) {
        match self {
            Place::Nowhere => (0, 0, 0),
            Place::File(_) => (1, 0, 0),
            Place::Text(document, range) => (2, document.0, range.start),
            Place::Node(origin, _) => (3, origin.0, 0),
        }
    }
}

impl From<Origin> for Place {
    fn from(origin: Origin) -> Place {
        match origin {
            Origin::NONE => Place::Nowhere,
            origin => Place::Node(origin, Part::Value),
        }
    }
}

/// A second place that a diagnostic shows, as the first of two equal names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What it points at.
    pub place: Place,
    /// What stands there.
    pub label: String,
}

/// A message about a document: what is wrong, where, and what to do.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule.
    pub code: &'static Code,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence without a full stop, in lower case: "`strnig` is not a type".
    pub message: String,
    /// Where.
    pub place: Place,
    /// A few words under the excerpt.
    pub label: Option<String>,
    /// Other places.
    pub related: Vec<Related>,
    /// What happens instead, as a note.
    pub note: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic with its code's severity.
    pub fn new(code: &'static Code, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.severity,
            message: message.into(),
            place: place.into(),
            label: None,
            related: Vec::new(),
            note: None,
            help: None,
        }
    }

    /// Points at the key instead of the value.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        if let Place::Node(_, part) = &mut self.place {
            *part = Part::Key;
        }
        self
    }

    /// Words under the excerpt.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Another place.
    #[must_use]
    pub fn related(mut self, place: impl Into<Place>, label: impl Into<String>) -> Self {
        self.related.push(Related { place: place.into(), label: label.into() });
        self
    }

    /// What happens instead.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same message as a warning, for a stage that has a fallback.
    #[must_use]
    pub fn warn(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}

/// The diagnostics of a run. A stage appends to it and goes on; the fences between stages ask
/// [`Diagnostics::has_errors`].
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// How many are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }

    /// All of them, in the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// All of them, to change.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.0.iter_mut()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Drops those for which `keep` is false.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// Puts them into document order; those of one place stay as they were found.
    pub fn sort(&mut self) {
        self.0.sort_by_key(|diagnostic| diagnostic.place.rank());
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, iter: I) {
        self.0.extend(iter);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
