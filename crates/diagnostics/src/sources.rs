//! The documents of a run, and the way from a node back to its place in one of them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::locate::{self, Spans};
use crate::{Node, Origin, Part, Place, Pointer, Value};

/// One of the documents of [`Sources`], in the order they were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub(crate) u32);

/// How the nodes of a document lie in its text.
#[derive(Clone, Debug)]
pub enum Layout {
    /// The document is YAML or JSON as it stands in the text. Places are found by reading it
    /// again, once something is to be shown.
    Text {
        /// The bytes it stands in.
        range: Range<usize>,
        /// Whether a key stands twice in one mapping: the last counts, and may come anywhere, so
        /// that places are looked for to the end.
        repeats: bool,
    },
    /// The reader of the page recorded the bytes of each node it made. A node that is missing
    /// is shown at its closest recorded ancestor.
    Recorded(BTreeMap<Pointer, Range<usize>>),
    /// The tree was made of the nodes of another, which lies so. A node that is missing is where
    /// its closest ancestor that is there says.
    Moved {
        /// That of the other tree.
        layout: Box<Layout>,
        /// Where in the other tree nodes stand.
        from: BTreeMap<Pointer, Pointer>,
    },
}

/// A node's address: which document, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The document.
    pub document: DocumentId,
    /// The way from its root.
    pub pointer: Pointer,
}

/// A place in a file, for people and tools. Lines and columns count from 1, columns in
/// characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file, as it was named to [`Sources::add`].
    pub path: String,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// The bytes of the file's text.
    pub span: Range<usize>,
    /// The document.
    pub document: Option<DocumentId>,
}

/// A document: its name, its text and the tree it became.
#[derive(Debug)]
pub struct Document {
    /// The name of the file, as the user gave it.
    pub path: String,
    /// The file's text; the documents of one page share it.
    pub text: Arc<str>,
    layout: Layout,
    tree: Node,
    end: u32,
    /// Where the lines begin, once it is asked for.
    lines: OnceLock<Vec<usize>>,
}

/// All documents of a run.
#[derive(Debug, Default)]
pub struct Sources {
    documents: Vec<Document>,
}

impl Layout {
    /// That of a file that is all one document, in which no key stands twice.
    pub fn whole(text: &str) -> Layout {
        Layout::Text { range: 0..text.len(), repeats: false }
    }

    fn spans(&self, text: &str, wanted: &[&Pointer]) -> Spans {
        match self {
            Layout::Text { range, repeats } => {
                locate::in_text(text, range.clone(), *repeats, wanted)
            }
            Layout::Recorded(spans) => locate::in_record(spans, wanted),
            Layout::Moved { layout, from } => {
                let before: Vec<Pointer> =
                    wanted.iter().map(|pointer| locate::before(from, pointer)).collect();
                let spans = layout.spans(text, &before.iter().collect::<Vec<_>>());
                spans.moved(wanted.iter().copied().zip(&before))
            }
        }
    }
}

impl Sources {
    /// Adds a document and gives every node of `tree` its origin.
    pub fn add(
        &mut self,
        path: impl Into<String>,
        text: impl Into<Arc<str>>,
        layout: Layout,
        mut tree: Node,
    ) -> DocumentId {
        let mut end = self.documents.last().map_or(0, |last| last.end);
        tree.number(&mut end);
        self.documents.push(Document {
            path: path.into(),
            text: text.into(),
            layout,
            tree,
            end,
            lines: OnceLock::new(),
        });
        DocumentId(self.documents.len() as u32 - 1)
    }

    /// The documents with their ids.
    pub fn documents(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        self.documents
            .iter()
            .enumerate()
            .map(|(index, document)| (DocumentId(index as u32), document))
    }

    /// A document; the id must be of this `Sources`.
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.documents[id.0 as usize]
    }

    /// A document's tree; the id must be of this `Sources`.
    pub fn tree(&self, id: DocumentId) -> &Node {
        &self.document(id).tree
    }

    /// Where a node stands; `None` for one that is of no document.
    pub fn address(&self, origin: Origin) -> Option<Address> {
        let index = self.documents.partition_point(|document| document.end <= origin.0);
        let document = self.documents.get(index)?;
        let mut pointer = Pointer::default();
        let mut node = &document.tree;
        while node.origin != origin {
            let (segment, child) = child_towards(node, origin)?;
            pointer.0.push(segment);
            node = child;
        }
        Some(Address { document: DocumentId(index as u32), pointer })
    }

    /// The line and column of a place; `None` for [`Place::Nowhere`].
    pub fn locate(&self, place: &Place) -> Option<Location> {
        self.locate_all(std::slice::from_ref(place)).pop().flatten()
    }

    /// The lines and columns of many places, each document being read again at most once.
    pub fn locate_all(&self, places: &[Place]) -> Vec<Option<Location>> {
        let addresses: Vec<Option<Address>> = places
            .iter()
            .map(|place| match place {
                Place::Node(origin, _) => self.address(*origin),
                _ => None,
            })
            .collect();
        let mut spans: BTreeMap<DocumentId, Spans> = BTreeMap::new();
        for (id, document) in self.documents() {
            let wanted: Vec<&Pointer> = addresses
                .iter()
                .flatten()
                .filter(|a| a.document == id)
                .map(|a| &a.pointer)
                .collect();
            if !wanted.is_empty() {
                spans.insert(id, document.spans(&wanted));
            }
        }
        let located =
            places.iter().zip(&addresses).map(|(place, address)| match (place, address) {
                (Place::Node(_, part), Some(address)) => {
                    let found = spans.get(&address.document)?.closest(&address.pointer);
                    let span = match part {
                        Part::Key => found.key.or(found.value),
                        Part::Value => found.value,
                    };
                    Some(self.location(address.document, span.unwrap_or(0..0)))
                }
                (Place::Text(document, span), _) => Some(self.location(*document, span.clone())),
                (Place::File(path), _) => Some(Location {
                    path: path.clone(),
                    line: 1,
                    column: 1,
                    span: 0..0,
                    document: None,
                }),
                _ => None,
            });
        located.collect()
    }

    fn location(&self, id: DocumentId, span: Range<usize>) -> Location {
        let document = self.document(id);
        let start = floor_char_boundary(&document.text, span.start);
        let end = floor_char_boundary(&document.text, span.end).max(start);
        let lines = document.lines();
        let line = lines.partition_point(|begin| *begin <= start);
        let begin = lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        Location {
            path: document.path.clone(),
            line,
            column: document.text[begin..start].chars().count() + 1,
            span: start..end,
            document: Some(id),
        }
    }
}

impl Document {
    /// Where each line begins; there is always one.
    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
        })
    }

    fn spans(&self, wanted: &[&Pointer]) -> Spans {
        self.layout.spans(&self.text, wanted)
    }
}

fn child_towards(node: &Node, origin: Origin) -> Option<(String, &Node)> {
    match &node.value {
        Value::Array(items) => {
            let index = items.partition_point(|item| item.origin <= origin).checked_sub(1)?;
            Some((index.to_string(), &items[index]))
        }
        Value::Object(map) => {
            let index = map.partition_point(|_, child| child.origin <= origin).checked_sub(1)?;
            map.get_index(index).map(|(key, child)| (key.clone(), child))
        }
        _ => None,
    }
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
