//! The check of a document against the grammar, and the search for all that it refers to.
//!
//! One walk does both: only the grammar knows whether a `$ref` is a reference or a word in an
//! example. What a reference leads to is checked as what the place of the reference holds, be
//! it in the same document or another; the walk ends when nothing new is reached. The result is
//! the [`Graph`] of references.
//!
//! Rules that concern meaning rather than form are in [`rules`](crate::rules); they are checked
//! on the normal form, where there is one dialect.

mod depth;
mod keys;
mod object;
mod root;
mod schema;
mod value;

pub(crate) use depth::{MAX_DEPTH, check as depth_is_fine};
pub(crate) use root::dialect_of;

use std::collections::{HashMap, HashSet};

use specwright_diagnostics::{Diagnostics, DocumentId, Node, Origin, Sources};
use specwright_grammar::{Dialect, Holds, Kind};

use crate::Resolve;
use crate::convert::{is_schema, may_be_schema};
use crate::reference::{Graph, Pending, Resolver};

/// A part of a document that waits to be checked as what it should be.
pub(crate) struct Task {
    pub document: DocumentId,
    pub dialect: Dialect,
    pub node: Origin,
    pub holds: Holds,
    /// The reference that leads there, its object and its text, for a part of the wrong kind.
    pub via: Option<(Origin, Origin)>,
}

/// What was checked, and as what.
#[derive(Default)]
pub(crate) struct Seen {
    objects: HashMap<Origin, Kind>,
    others: HashSet<Origin>,
}

/// Checks documents and all that they refer to. `None` if a document is too deep to be walked.
pub(crate) fn survey(
    sources: &mut Sources,
    roots: &[(DocumentId, Dialect)],
    resolve: &mut dyn Resolve,
    diagnostics: &mut Diagnostics,
) -> Option<Graph> {
    let mut seen = Seen::default();
    let mut resolver = Resolver::new(resolve);
    let mut tasks = Vec::new();
    for (document, dialect) in roots.iter().rev() {
        depth_is_fine(sources.tree(*document), diagnostics).then_some(())?;
        let node = sources.tree(*document).origin;
        let holds = Holds::Object(Kind::Document);
        tasks.push(Task { document: *document, dialect: *dialect, node, holds, via: None });
    }
    while !tasks.is_empty() {
        let (mut found, mut cut, mut alone) = (Vec::new(), Vec::new(), Vec::new());
        let mut schemas = Vec::new();
        while let Some(task) = tasks.pop() {
            let Some(node) = crate::reference::node_at(sources, task.document, task.node) else {
                continue;
            };
            let mut check = Check {
                document: task.document,
                dialect: task.dialect,
                seen: &mut seen,
                found: &mut found,
                cut: &mut cut,
                alone: &mut alone,
                schemas: &mut schemas,
                diagnostics,
            };
            check.reached(&task, node);
        }
        resolver.cut(&cut);
        resolver.leave_alone(&alone);
        resolver.lead_to_schemas(&schemas);
        tasks = resolver.resolve(sources, found, diagnostics)?;
        tasks.reverse();
    }
    Some(resolver.into_graph(diagnostics))
}

/// The walk through one part of a document.
pub(crate) struct Check<'a> {
    document: DocumentId,
    dialect: Dialect,
    seen: &'a mut Seen,
    found: &'a mut Vec<Pending>,
    /// The holders of references that lead to something else than what is wanted.
    cut: &'a mut Vec<Origin>,
    /// The holders of references beside which nothing counts, as it is faulty.
    alone: &'a mut Vec<Origin>,
    /// The holders of references in the place of a response or body that lead to a schema.
    schemas: &'a mut Vec<Origin>,
    diagnostics: &'a mut Diagnostics,
}

impl Check<'_> {
    /// Checks what a task names, unless it was checked before.
    fn reached(&mut self, task: &Task, node: &Node) {
        match task.holds {
            Holds::Object(kind) | Holds::Referable(kind) => {
                let seen = self.seen.objects.get(&task.node).copied();
                let told =
                    || (may_be_schema(kind) && is_schema(kind, node)).then_some(Kind::Schema);
                match seen.or_else(told) {
                    None => self.object(kind, matches!(task.holds, Holds::Referable(_)), node),
                    Some(other) if other == kind => {}
                    Some(other) => {
                        let (holder, place) = task.via.unwrap_or((task.node, task.node));
                        self.wrong_target(place, kind, other, node.origin);
                        match may_be_schema(kind) && other == Kind::Schema {
                            true => self.schemas.push(holder),
                            false => self.cut.push(holder),
                        }
                        if seen.is_none() {
                            self.object(other, true, node);
                        }
                    }
                }
            }
            holds => {
                if self.seen.others.insert(task.node) {
                    self.value(holds, node);
                }
            }
        }
    }
}
