//! A tree under construction whose nodes know where they were read: in which bytes of a page, or, of
//! a document that is moved about, at which pointer.

use std::collections::BTreeMap;
use std::ops::Range;

use indexmap::IndexMap;
use specwright_diagnostics::{Layout, Map, Node, Pointer};

/// A node and the place it was made from.
#[derive(Clone, Debug)]
pub(crate) struct Draft<P = Range<usize>> {
    shape: Shape<P>,
    range: P,
}

#[derive(Clone, Debug)]
enum Shape<P> {
    /// A value that is recorded as one.
    Leaf(Node),
    Object(IndexMap<String, Draft<P>>),
    Array(Vec<Draft<P>>),
}

impl<P: Clone + PartialEq> Draft<P> {
    pub(crate) fn object(range: P) -> Draft<P> {
        Draft { shape: Shape::Object(IndexMap::new()), range }
    }

    pub(crate) fn array(range: P) -> Draft<P> {
        Draft { shape: Shape::Array(Vec::new()), range }
    }

    pub(crate) fn leaf(value: impl Into<Node>, range: P) -> Draft<P> {
        Draft { shape: Shape::Leaf(value.into()), range }
    }

    /// Where it was read.
    pub(crate) fn range(&self) -> P {
        self.range.clone()
    }

    /// Sets a key of an object; nothing on other nodes.
    pub(crate) fn set(&mut self, key: impl Into<String>, value: Draft<P>) {
        if let Shape::Object(entries) = &mut self.shape {
            entries.insert(key.into(), value);
        }
    }

    /// Sets a key to a value that was read where this node was.
    pub(crate) fn put(&mut self, key: impl Into<String>, value: impl Into<Node>) {
        let value = Draft::leaf(value, self.range());
        self.set(key, value);
    }

    /// This object with one more key, read where it was.
    #[must_use]
    pub(crate) fn with(mut self, key: &str, value: impl Into<Node>) -> Draft<P> {
        self.put(key, value);
        self
    }

    /// Appends to a list; nothing on other nodes.
    pub(crate) fn push(&mut self, value: Draft<P>) {
        if let Shape::Array(items) = &mut self.shape {
            items.push(value);
        }
    }

    /// How many nodes it is made of.
    pub(crate) fn count(&self) -> usize {
        1 + match &self.shape {
            Shape::Leaf(_) => 0,
            Shape::Object(entries) => entries.values().map(Draft::count).sum(),
            Shape::Array(items) => items.iter().map(Draft::count).sum(),
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Draft<P>> {
        match &self.shape {
            Shape::Object(entries) => entries.get(key),
            _ => None,
        }
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Draft<P>> {
        match &mut self.shape {
            Shape::Object(entries) => entries.get_mut(key),
            _ => None,
        }
    }

    /// The object below `key` of an object, made where there is none.
    pub(crate) fn child(&mut self, key: &str, range: P) -> &mut Draft<P> {
        if !matches!(self.shape, Shape::Object(_)) {
            self.shape = Shape::Object(IndexMap::new());
        }
        match &mut self.shape {
            Shape::Object(entries) => {
                entries.entry(key.to_owned()).or_insert_with(|| Draft::object(range))
            }
            // It was made one above.
            Shape::Leaf(_) | Shape::Array(_) => unreachable!(),
        }
    }

    /// Whether it is an object or list without entries.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.shape {
            Shape::Leaf(_) => false,
            Shape::Object(entries) => entries.is_empty(),
            Shape::Array(items) => items.is_empty(),
        }
    }

    /// The value of a leaf that is a string.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match &self.shape {
            Shape::Leaf(node) => node.as_str(),
            _ => None,
        }
    }

    /// The tree, and the places of its nodes.
    fn record(self) -> (Node, BTreeMap<Pointer, P>) {
        let mut record = BTreeMap::new();
        let tree = self.build(&mut Pointer::default(), None, &mut record);
        (tree, record)
    }

    /// A node that stands where its parent does needs no record of its own.
    fn build(
        self,
        pointer: &mut Pointer,
        parent: Option<&P>,
        record: &mut BTreeMap<Pointer, P>,
    ) -> Node {
        if parent != Some(&self.range) {
            record.insert(pointer.clone(), self.range.clone());
        }
        let range = self.range;
        let mut below = |segment: String, child: Draft<P>| {
            pointer.0.push(segment);
            let node = child.build(pointer, Some(&range), record);
            pointer.0.pop();
            node
        };
        match self.shape {
            Shape::Leaf(node) => node,
            Shape::Array(items) => {
                let items = items.into_iter().enumerate();
                Node::from(items.map(|(at, item)| below(at.to_string(), item)).collect::<Vec<_>>())
            }
            Shape::Object(entries) => {
                let entries = entries.into_iter();
                let map: Map = entries
                    .map(|(key, child)| {
                        let node = below(key.clone(), child);
                        (key, node)
                    })
                    .collect();
                Node::from(map)
            }
        }
    }
}

impl Draft {
    /// The tree, and where its nodes are.
    pub(crate) fn finish(self) -> (Node, Layout) {
        let (tree, record) = self.record();
        (tree, Layout::Recorded(record))
    }
}

impl Draft<Pointer> {
    /// The tree, and where its nodes stand in the document whose layout is `layout`.
    pub(crate) fn moved(self, layout: Layout) -> (Node, Layout) {
        let (tree, from) = self.record();
        (tree, Layout::Moved { layout: Box::new(layout), from })
    }
}
