//! From the tree in OpenAPI 3.0 to the types of `openapiv3`, object by object.
//!
//! The types are filled by hand and not by deserialising: every value goes to its field or is
//! reported where it stands, nothing else is lost with it, and nothing is buffered to try
//! several variants. What the types have no room for becomes an extension (see
//! [`Normal`](crate::Normal)).

mod bodies;
mod components;
mod fields;
mod info;
mod operations;
mod parameters;
mod schema;
mod security;

use openapiv3::OpenAPI;
use specwright_diagnostics::{Diagnostics, Node};

use fields::Fields;

/// Types a document. What does not fit is reported as a warning and left out.
pub(crate) fn document(tree: &Node, diagnostics: &mut Diagnostics) -> OpenAPI {
    Typing { diagnostics }.document(tree)
}

/// What all of typing shares.
struct Typing<'a> {
    diagnostics: &'a mut Diagnostics,
}

impl Typing<'_> {
    fn document(&mut self, node: &Node) -> OpenAPI {
        let fields = Fields::of(node);
        OpenAPI {
            openapi: fields.text("openapi"),
            info: fields.get("info").map(|info| self.info(info)).unwrap_or_default(),
            servers: self.servers(&fields),
            paths: fields.get("paths").map(|paths| self.paths(paths)).unwrap_or_default(),
            components: fields.get("components").map(|components| self.components(components)),
            security: self.requirements(&fields),
            tags: fields.items("tags").map(|tag| self.tag(tag)).collect(),
            external_docs: self.external_docs(&fields),
            extensions: fields.extensions(),
        }
    }
}
