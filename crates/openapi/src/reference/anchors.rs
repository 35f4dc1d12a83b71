//! The names that schemas give themselves: `$anchor`, `$dynamicAnchor` and `$id`.

use std::collections::HashMap;

use specwright_diagnostics::{Node, Pointer, Value};

use super::uri;

/// The names in one document.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// By the anchor's name, the `$id` it is under being passed over.
    names: HashMap<String, Pointer>,
    /// By `$id`, as written and as resolved against the `$id` around it.
    ids: HashMap<String, Pointer>,
}

impl Anchors {
    /// Collects the names of a document. The tree's depth must have been checked.
    pub(super) fn of(tree: &Node) -> Anchors {
        let mut anchors = Anchors::default();
        anchors.collect(tree, &mut Pointer::default(), "");
        anchors
    }

    /// Where the schema of this anchor stands.
    pub(super) fn name(&self, name: &str) -> Option<&Pointer> {
        self.names.get(name)
    }

    /// Where the schema of this `$id` stands.
    pub(super) fn id(&self, id: &str) -> Option<&Pointer> {
        self.ids.get(id)
    }

    /// Whether no schema has an `$id`.
    pub(super) fn has_no_id(&self) -> bool {
        self.ids.is_empty()
    }

    fn collect(&mut self, node: &Node, pointer: &mut Pointer, base: &str) {
        let mut base = base.to_owned();
        match &node.value {
            Value::Object(map) => {
                if let Some(id) = map.get("$id").and_then(Node::as_str) {
                    let absolute = uri::join(&base, id);
                    for name in [id.to_owned(), absolute.clone()] {
                        self.ids.entry(name).or_insert_with(|| pointer.clone());
                    }
                    base = absolute;
                }
                for key in ["$anchor", "$dynamicAnchor"] {
                    if let Some(name) = map.get(key).and_then(Node::as_str) {
                        self.names.entry(name.to_owned()).or_insert_with(|| pointer.clone());
                    }
                }
                for (key, child) in map {
                    pointer.0.push(key.clone());
                    self.collect(child, pointer, &base);
                    pointer.0.pop();
                }
            }
            Value::Array(items) => {
                for (index, child) in items.iter().enumerate() {
                    pointer.0.push(index.to_string());
                    self.collect(child, pointer, &base);
                    pointer.0.pop();
                }
            }
            _ => {}
        }
    }
}
