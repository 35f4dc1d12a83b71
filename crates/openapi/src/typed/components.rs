//! The components, each typed for itself.

use openapiv3::Components;
use specwright_diagnostics::Node;

use super::Typing;
use super::fields::{Fields, reference_or};

impl Typing<'_> {
    pub(super) fn components(&mut self, node: &Node) -> Components {
        let fields = Fields::of(node);
        Components {
            schemas: fields.map_of("schemas", |node| self.schema_or_reference(node)),
            responses: fields.map_of("responses", |n| reference_or(n, |n| self.response(n))),
            parameters: fields.map_of("parameters", |n| reference_or(n, |n| self.parameter(n))),
            examples: fields.map_of("examples", |n| reference_or(n, |n| self.example(n))),
            request_bodies: fields
                .map_of("requestBodies", |n| reference_or(n, |n| self.request_body(n))),
            headers: fields.map_of("headers", |n| reference_or(n, |n| self.header(n))),
            security_schemes: fields
                .entries("securitySchemes")
                .filter_map(|(name, node)| Some((name.clone(), self.scheme_or_reference(node)?)))
                .collect(),
            links: fields.map_of("links", |n| reference_or(n, |n| self.link(n))),
            callbacks: fields.map_of("callbacks", |n| reference_or(n, |n| self.callback(n))),
            extensions: fields.extensions(),
        }
    }
}
