//! References: from the text of a `$ref` to the node that it means.

mod anchors;
mod cycles;
mod resolver;
mod uri;

pub(crate) use resolver::{Pending, Resolver};
pub(crate) use uri::decode;

use std::collections::{HashMap, HashSet};

use specwright_diagnostics::{DocumentId, Node, Origin, Pointer, Sources};
use specwright_grammar::{Holds, Kind};

/// What a reference leads to.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    /// The document it is in.
    pub document: DocumentId,
    /// Its place there.
    pub pointer: Pointer,
    /// The node.
    pub node: Origin,
    /// What the place of the reference holds.
    pub holds: Holds,
}

/// All references, by the object that holds the `$ref` (or the string that is a reference
/// itself, in a discriminator's mapping).
#[derive(Debug, Default)]
pub(crate) struct Graph {
    targets: HashMap<Origin, Target>,
    /// The holders in the order in which they were found.
    order: Vec<Origin>,
    /// The holders of references that lead nowhere, which has been reported.
    dangling: HashSet<Origin>,
    /// The holders of which nothing but the reference counts.
    alone: HashSet<Origin>,
}

impl Graph {
    /// What the reference in this node leads to.
    pub(crate) fn target(&self, holder: Origin) -> Option<&Target> {
        self.targets.get(&holder)
    }

    /// All references in the order in which they were found.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Origin, &Target)> {
        self.order.iter().filter_map(|holder| Some((*holder, self.targets.get(holder)?)))
    }

    /// Whether the reference in this node leads nowhere.
    pub(crate) fn is_dangling(&self, holder: Origin) -> bool {
        self.dangling.contains(&holder)
    }

    /// Whether nothing counts that stands beside the reference in this node.
    pub(crate) fn is_alone(&self, holder: Origin) -> bool {
        self.alone.contains(&holder)
    }

    /// Leaves a reference without what stands beside it.
    pub(crate) fn leave_alone(&mut self, holder: Origin) {
        self.alone.insert(holder);
    }

    /// Notes that a reference in the place of something else leads to a schema.
    pub(crate) fn lead_to_schema(&mut self, holder: Origin) {
        if let Some(target) = self.targets.get_mut(&holder) {
            target.holds = Holds::Referable(Kind::Schema);
        }
    }

    /// Cuts a reference that leads to something of the wrong kind.
    pub(crate) fn cut(&mut self, holder: Origin) {
        self.targets.remove(&holder);
        self.dangling.insert(holder);
    }

    fn insert(&mut self, holder: Origin, target: Target) {
        if self.targets.insert(holder, target).is_none() {
            self.order.push(holder);
        }
    }
}

/// The node of a document that has this origin.
pub(crate) fn node_at(sources: &Sources, document: DocumentId, origin: Origin) -> Option<&Node> {
    let tree = sources.tree(document);
    if tree.origin == origin {
        return Some(tree);
    }
    follow(tree, &sources.address(origin)?.pointer)
}

/// The node at a pointer.
pub(crate) fn follow<'a>(tree: &'a Node, pointer: &Pointer) -> Option<&'a Node> {
    pointer.0.iter().try_fold(tree, |node, segment| step(node, segment))
}

/// One step of a pointer.
pub(crate) fn step<'a>(node: &'a Node, segment: &str) -> Option<&'a Node> {
    match node.as_array() {
        Some(items) => items.get(segment.parse::<usize>().ok()?),
        None => node.get(segment),
    }
}
