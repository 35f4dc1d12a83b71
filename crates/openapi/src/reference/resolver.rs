//! From pending references to the [`Graph`]: finds the document, then the node in it.

use std::collections::HashMap;

use specwright_diagnostics::{
    Diagnostic, Diagnostics, DocumentId, Node, Origin, Place, Pointer, Severity, Sources, closest,
};
use specwright_grammar::{Dialect, Holds, Kind, object};

use super::anchors::Anchors;
use super::uri::{self, Fragment, Uri};
use super::{Graph, Target, step};
use crate::check::{Task, depth_is_fine};
use crate::{Resolve, codes};

/// How many references may lie on the way of one JSON pointer.
const MAX_HOPS: usize = 32;

/// A reference that was found and waits to be resolved.
pub(crate) struct Pending {
    /// The document that it stands in.
    pub document: DocumentId,
    /// The dialect that it is read in.
    pub dialect: Dialect,
    /// The object that has the `$ref`, by which the graph knows the reference.
    pub holder: Origin,
    /// The text, for messages.
    pub place: Origin,
    /// The text.
    pub text: String,
    /// What the place holds.
    pub holds: Holds,
    /// Whether it stands in a discriminator's mapping, where the text may be the mere name of a schema.
    pub mapping: bool,
}

impl Pending {
    /// Tools that make one document of several files leave mappings as they were: one that leads out of
    /// this document's components, to where nothing is any more, says nothing, but nothing wrong. A mere
    /// name is one of these components.
    fn may_be_left_over(&self) -> bool {
        let is_name = !self.text.contains(['/', '.', '#']);
        self.mapping && !is_name && !self.text.starts_with("#/components/")
    }
}

/// Resolves references, loading documents as needed.
pub(crate) struct Resolver<'r> {
    resolve: &'r mut dyn Resolve,
    graph: Graph,
    anchors: HashMap<DocumentId, Anchors>,
    loaded: HashMap<(DocumentId, String), Option<DocumentId>>,
}

/// Why a reference leads nowhere.
enum Fault {
    /// The document cannot be had, which has been reported.
    Reported,
    /// Nothing is there; what may help.
    Dangling(Option<String>),
}

impl<'r> Resolver<'r> {
    pub(crate) fn new(resolve: &'r mut dyn Resolve) -> Self {
        let (graph, anchors, loaded) = Default::default();
        Resolver { resolve, graph, anchors, loaded }
    }

    /// Resolves what was found and gives what is to be checked next. `None` if a document is
    /// too deep to be walked.
    pub(crate) fn resolve(
        &mut self,
        sources: &mut Sources,
        found: Vec<Pending>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Vec<Task>> {
        let mut tasks = Vec::new();
        for pending in found {
            match self.target(sources, &pending, diagnostics) {
                Ok(target) => {
                    if target.document != pending.document
                        && !depth_is_fine(sources.tree(target.document), diagnostics)
                    {
                        return None;
                    }
                    tasks.push(Task {
                        document: target.document,
                        dialect: dialect_there(sources, &pending, target.document),
                        node: target.node,
                        holds: pending.holds,
                        via: Some((pending.holder, pending.place)),
                    });
                    self.graph.insert(pending.holder, target);
                }
                Err(Fault::Reported) => {
                    self.graph.dangling.insert(pending.holder);
                }
                Err(Fault::Dangling(help)) => {
                    self.graph.dangling.insert(pending.holder);
                    let message = format!("`{}` leads nowhere", pending.text);
                    let fault = Diagnostic::new(&codes::DANGLING, pending.place, message);
                    let fault = match help {
                        Some(help) => fault.help(help),
                        None => fault,
                    };
                    let is_prose = pending.holds == Holds::Referable(Kind::Example);
                    diagnostics.push(match is_prose || pending.may_be_left_over() {
                        true => fault.warn().note("it is passed over"),
                        false => fault,
                    });
                }
            }
        }
        Some(tasks)
    }

    /// Cuts references that lead to something of the wrong kind.
    pub(crate) fn cut(&mut self, holders: &[Origin]) {
        holders.iter().for_each(|holder| self.graph.cut(*holder));
    }

    /// Notes that references in the place of something else lead to schemas.
    pub(crate) fn lead_to_schemas(&mut self, holders: &[Origin]) {
        holders.iter().for_each(|holder| self.graph.lead_to_schema(*holder));
    }

    /// Leaves references without what stands beside them.
    pub(crate) fn leave_alone(&mut self, holders: &[Origin]) {
        holders.iter().for_each(|holder| self.graph.leave_alone(*holder));
    }

    /// The graph, once nothing new is found. Reports references that only lead to each other.
    pub(crate) fn into_graph(self, diagnostics: &mut Diagnostics) -> Graph {
        super::cycles::report(&self.graph, diagnostics);
        self.graph
    }

    fn target(
        &mut self,
        sources: &mut Sources,
        pending: &Pending,
        diagnostics: &mut Diagnostics,
    ) -> Result<Target, Fault> {
        if pending.mapping
            && let Some(pointer) = component(sources.tree(pending.document), &pending.text)
        {
            return self.at(sources, pending.document, pointer, pending.holds);
        }
        let reference = Uri::parse(&pending.text);
        if reference.slipped {
            let message = format!("a `/` is missing behind the `#` of `{}`", pending.text);
            let fault = Diagnostic::new(&codes::REFERENCE_SYNTAX, pending.place, message);
            diagnostics.push(fault.note("it is read as if it were there"));
        }
        if !reference.document.is_empty()
            && let Some((document, base)) = self.identified(sources, pending, reference.document)
        {
            return self.within(sources, document, &base, reference.fragment, pending.holds);
        }
        let document = match reference.document {
            "" => pending.document,
            name => self.load(sources, pending, name, diagnostics).ok_or(Fault::Reported)?,
        };
        let fragment = reference.fragment;
        if let (true, Fragment::Pointer(pointer)) = (reference.document.is_empty(), &fragment)
            && let Some(base) = enclosing(sources, pending, pointer)
        {
            let message = format!("`{}` is not at the root of the document", pending.text);
            let fault = Diagnostic::new(&codes::MISPLACED_REFERENCE, pending.place, message);
            diagnostics.push(fault.note("the one in the schema around it is taken"));
            return self.within(sources, document, &base, fragment, pending.holds);
        }
        self.within(sources, document, &Pointer::default(), fragment, pending.holds)
    }

    /// The target of a fragment, seen from the schema with an `$id`, or from the root.
    fn within(
        &mut self,
        sources: &Sources,
        document: DocumentId,
        base: &Pointer,
        fragment: Fragment,
        holds: Holds,
    ) -> Result<Target, Fault> {
        let pointer = match fragment {
            Fragment::Pointer(pointer) => {
                Pointer(base.0.iter().cloned().chain(pointer.0).collect())
            }
            Fragment::Anchor(name) => {
                let anchors = self.anchors(sources, document);
                anchors.name(&name).cloned().ok_or(Fault::Dangling(None))?
            }
        };
        self.at(sources, document, pointer, holds)
    }

    fn at(
        &self,
        sources: &Sources,
        document: DocumentId,
        pointer: Pointer,
        holds: Holds,
    ) -> Result<Target, Fault> {
        let (document, pointer, node) = self.walk(sources, document, &pointer.0, MAX_HOPS)?;
        Ok(Target { document, pointer, node, holds })
    }

    /// Walks a pointer, through references where they lie on the way.
    fn walk(
        &self,
        sources: &Sources,
        document: DocumentId,
        segments: &[String],
        hops: usize,
    ) -> Result<(DocumentId, Pointer, Origin), Fault> {
        let mut node = sources.tree(document);
        for (index, segment) in segments.iter().enumerate() {
            if let Some(next) = step(node, segment) {
                node = next;
                continue;
            }
            let through = node.get("$ref").and_then(Node::as_str).filter(|_| hops > 0);
            let Some(text) = through else {
                return Err(Fault::Dangling(near(node, segments, index)));
            };
            let reference = Uri::parse(text);
            let Fragment::Pointer(pointer) = reference.fragment else {
                return Err(Fault::Dangling(None));
            };
            let next = match reference.document {
                "" => Some(document),
                name => self.loaded.get(&(document, name.to_owned())).copied().flatten(),
            };
            let next = next.ok_or(Fault::Dangling(None))?;
            let segments: Vec<String> =
                pointer.0.into_iter().chain(segments[index..].iter().cloned()).collect();
            return self.walk(sources, next, &segments, hops - 1);
        }
        Ok((document, Pointer(segments.to_vec()), node.origin))
    }

    /// The schema whose `$id` this is, in any document that was read so far.
    fn identified(
        &mut self,
        sources: &Sources,
        pending: &Pending,
        name: &str,
    ) -> Option<(DocumentId, Pointer)> {
        let base = self.base(sources, pending);
        let absolute = base.map(|base| uri::join(&base, name));
        let anchors = self.anchors(sources, pending.document);
        let pointer = anchors.id(name).or_else(|| anchors.id(absolute.as_deref()?))?;
        Some((pending.document, pointer.clone()))
    }

    /// The `$id` in force where a reference stands.
    fn base(&mut self, sources: &Sources, pending: &Pending) -> Option<String> {
        if self.anchors(sources, pending.document).has_no_id() {
            return None;
        }
        let address = sources.address(pending.holder)?;
        let mut node = sources.tree(pending.document);
        let mut base: Option<String> = None;
        for segment in &address.pointer.0 {
            node = step(node, segment)?;
            if let Some(id) = node.get("$id").and_then(Node::as_str) {
                base = Some(uri::join(base.as_deref().unwrap_or_default(), id));
            }
        }
        base
    }

    fn anchors(&mut self, sources: &Sources, document: DocumentId) -> &Anchors {
        self.anchors.entry(document).or_insert_with(|| Anchors::of(sources.tree(document)))
    }

    /// Another document; asked for once, and placed at the reference if it cannot be had.
    fn load(
        &mut self,
        sources: &mut Sources,
        pending: &Pending,
        name: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<DocumentId> {
        let key = (pending.document, name.to_owned());
        if let Some(known) = self.loaded.get(&key) {
            return *known;
        }
        let mut reported = Diagnostics::default();
        let file = uri::decode(name);
        let document = self.resolve.document(sources, pending.document, &file, &mut reported);
        if document.is_none() && reported.is_empty() {
            let message = format!("`{name}` cannot be read");
            reported.push(Diagnostic::new(&codes::UNREADABLE, pending.place, message));
        }
        for diagnostic in reported.iter_mut() {
            if matches!(diagnostic.place, Place::Nowhere) {
                diagnostic.place = pending.place.into();
            }
            if let Some(pointer) = namesake(sources.tree(pending.document), &file) {
                let help = format!("did you mean `#{pointer}`?");
                diagnostic.help.get_or_insert(help);
            }
            if pending.may_be_left_over() {
                diagnostic.severity = Severity::Warning;
                diagnostic.note.get_or_insert_with(|| "it is passed over".into());
            }
        }
        diagnostics.extend(reported);
        // What a mapping cannot have is an error where a reference needs it.
        if document.is_some() || !pending.may_be_left_over() {
            self.loaded.insert(key, document);
        }
        document
    }
}

/// The schema around a reference whose `$defs` has what the root has not: one that was put into
/// a document as it was made, with references to its own root.
fn enclosing(sources: &Sources, pending: &Pending, pointer: &Pointer) -> Option<Pointer> {
    let root = sources.tree(pending.document);
    let is_definition = matches!(pointer.0.first()?.as_str(), "$defs" | "definitions");
    if !is_definition || super::follow(root, pointer).is_some() {
        return None;
    }
    let address = sources.address(pending.holder)?;
    let mut node = root;
    let mut found = None;
    for (depth, segment) in address.pointer.0.iter().enumerate() {
        node = step(node, segment)?;
        if super::follow(node, pointer).is_some() {
            found = Some(depth + 1);
        }
    }
    Some(Pointer(address.pointer.0[..found?].to_vec()))
}

/// Where the schema of this name stands among a document's components.
fn component(tree: &Node, name: &str) -> Option<Pointer> {
    let homes: [&[&str]; 2] = [&["components", "schemas"], &["definitions"]];
    homes.into_iter().find_map(|home| {
        let found = home.iter().try_fold(tree, |node, key| node.get(key))?.get(name).is_some();
        let segments = home.iter().copied().chain([name]).map(str::to_owned);
        found.then(|| Pointer(segments.collect()))
    })
}

/// Where the schema stands that is called as a file is, or as what was taken for one.
fn namesake(tree: &Node, file: &str) -> Option<Pointer> {
    let name = file.rsplit('/').next().unwrap_or(file);
    component(tree, name.split('.').next().unwrap_or(name))
}

/// The dialect that the target is read in: its document's own, or the reference's.
fn dialect_there(sources: &Sources, pending: &Pending, document: DocumentId) -> Dialect {
    if document == pending.document {
        return pending.dialect;
    }
    let tree = sources.tree(document);
    let version = tree.get("openapi").or_else(|| tree.get("swagger")).and_then(Node::as_str);
    version.and_then(Dialect::of_version).unwrap_or(pending.dialect)
}

/// What may help where a pointer fails at a segment: another key was probably meant, unless it is the key
/// that is misspelt.
fn near(node: &Node, segments: &[String], index: usize) -> Option<String> {
    let keys = node.as_object()?.keys().map(String::as_str);
    let close = closest(&segments[index], keys)?;
    if is_section(&segments[..=index]) {
        let there = if index == 0 { "the document" } else { "`components`" };
        let meant = &segments[index];
        return Some(format!("{there} has `{close}`; did you mean `{meant}` there?"));
    }
    let mut meant = segments.to_vec();
    meant[index] = close.to_owned();
    Some(format!("did you mean `#{}`?", Pointer(meant)))
}

/// Whether OpenAPI itself has a key there, of the document or among its components.
fn is_section(segments: &[String]) -> bool {
    let (kind, key) = match segments {
        [key] => (Kind::Document, key),
        [first, key] if first == "components" => (Kind::Components, key),
        _ => return false,
    };
    Dialect::ALL.iter().any(|dialect| object(*dialect, kind).field(key).is_some())
}
