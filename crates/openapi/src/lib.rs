//! From OpenAPI documents of any version, in any number of files, to one normal form: an
//! OpenAPI 3.0 document in the types of [`openapiv3`].
//!
//! ```text
//! check    every key by the grammar, every reference to its target    all faults at once
//! bundle   one tree a root document; only references to components
//! convert  2.0, 3.1 and 3.2 to 3.0, on the tree: nodes keep their origins
//! merge    several root documents, as the pages of one API, to one
//! rules    what concerns meaning: parameters of paths, values without end ...
//! typed    the tree in the types of openapiv3
//! ```
//!
//! ```
//! use specwright_diagnostics::{Diagnostics, Layout, Node, Sources};
//! use specwright_openapi::{NoFiles, normalise};
//!
//! let text = r#"{
//!     "openapi": "3.1.0",
//!     "info": {"title": "Pets", "version": "1"},
//!     "paths": {},
//!     "components": {"schemas": {"Name": {"type": ["string", "null"]}}}
//! }"#;
//! let tree = Node::from(serde_json::from_str::<serde_json::Value>(text).unwrap());
//! let mut sources = Sources::default();
//! let root = sources.add("pets.json", text, Layout::whole(text), tree);
//!
//! let mut diagnostics = Diagnostics::default();
//! let normal = normalise(&mut sources, &[root], &mut NoFiles, &mut diagnostics).unwrap();
//! let components = normal.api.components.unwrap();
//! let name = components.schemas["Name"].as_item().unwrap();
//! assert!(name.schema_data.nullable);
//! ```

mod bundle;
mod check;
pub mod codes;
mod convert;
mod merge;
mod normal;
mod print;
mod reference;
mod rules;
mod typed;

pub use normal::Normal;
pub use print::{to_yaml, to_yaml_as_served};

use specwright_diagnostics::{Diagnostics, DocumentId, Sources};
use specwright_grammar::Dialect;

/// Where the files are that documents refer to.
pub trait Resolve {
    /// The document that `reference`, the part of a `$ref` before `#`, means where it stands in
    /// the document `from`. A document that is asked for again keeps its id. A diagnostic
    /// without a place is shown at the `$ref`; where there is none, a general one is made.
    fn document(
        &mut self,
        sources: &mut Sources,
        from: DocumentId,
        reference: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<DocumentId>;
}

/// For documents that stand alone: no other file can be had.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Resolve for NoFiles {
    fn document(
        &mut self,
        _: &mut Sources,
        _: DocumentId,
        _: &str,
        _: &mut Diagnostics,
    ) -> Option<DocumentId> {
        None
    }
}

/// Makes one normal form of one API's root documents. `None` if and only if there are errors
/// among the diagnostics.
pub fn normalise(
    sources: &mut Sources,
    roots: &[DocumentId],
    resolve: &mut dyn Resolve,
    diagnostics: &mut Diagnostics,
) -> Option<Normal> {
    let roots: Vec<(DocumentId, Dialect)> = roots
        .iter()
        .filter_map(|root| Some((*root, check::dialect_of(sources.tree(*root), diagnostics)?)))
        .collect();
    let graph = check::survey(sources, &roots, resolve, diagnostics)?;
    let trees = roots.iter().map(|(root, dialect)| {
        let mut tree = bundle::bundle(sources, *root, *dialect, &graph, diagnostics);
        convert::convert(&mut tree, *dialect, diagnostics);
        tree
    });
    let trees = trees.collect();
    let mut tree = merge::merge(trees, diagnostics)?;
    rules::check(&mut tree, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let api = typed::document(&tree, diagnostics);
    Some(Normal { api, tree })
}
