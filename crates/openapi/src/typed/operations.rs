//! Paths, operations, what they answer and call back.

use openapiv3::{
    Callback, Link, LinkOperation, Operation, PathItem, Paths, ReferenceOr, Response, Responses,
    StatusCode,
};
use specwright_diagnostics::Node;

use super::Typing;
use super::fields::{Fields, reference_or};
use super::info::server;

impl Typing<'_> {
    pub(super) fn paths(&mut self, node: &Node) -> Paths {
        let fields = Fields::of(node);
        let paths = fields
            .rest()
            .map(|(path, item)| (path.clone(), ReferenceOr::Item(self.path_item(item))));
        Paths { paths: paths.collect(), extensions: fields.extensions() }
    }

    pub(super) fn path_item(&mut self, node: &Node) -> PathItem {
        let fields = Fields::of(node);
        let mut operation = |method| fields.get(method).map(|node| self.operation(node));
        PathItem {
            get: operation("get"),
            put: operation("put"),
            post: operation("post"),
            delete: operation("delete"),
            options: operation("options"),
            head: operation("head"),
            patch: operation("patch"),
            trace: operation("trace"),
            summary: fields.string("summary"),
            description: fields.string("description"),
            servers: self.servers(&fields),
            parameters: self.parameters(&fields),
            extensions: fields.extensions(),
        }
    }

    fn operation(&mut self, node: &Node) -> Operation {
        let fields = Fields::of(node);
        let callbacks = fields.entries("callbacks");
        Operation {
            tags: fields.strings("tags"),
            summary: fields.string("summary"),
            description: fields.string("description"),
            external_docs: self.external_docs(&fields),
            operation_id: fields.string("operationId"),
            parameters: self.parameters(&fields),
            request_body: fields
                .get("requestBody")
                .map(|node| reference_or(node, |node| self.request_body(node))),
            responses: fields.get("responses").map(|n| self.responses(n)).unwrap_or_default(),
            callbacks: callbacks.map(|(name, node)| (name.clone(), self.callback(node))).collect(),
            deprecated: fields.flag("deprecated"),
            security: self.requirements(&fields),
            servers: self.servers(&fields),
            extensions: fields.extensions(),
        }
    }

    fn responses(&mut self, node: &Node) -> Responses {
        let fields = Fields::of(node);
        let mut responses = Responses {
            default: fields.get("default").map(|n| reference_or(n, |n| self.response(n))),
            extensions: fields.extensions(),
            ..Responses::default()
        };
        for (key, node) in fields.rest().filter(|(key, _)| *key != "default") {
            if let Some(status) = status(key) {
                let response = reference_or(node, |node| self.response(node));
                responses.responses.insert(status, response);
            }
        }
        responses
    }

    pub(super) fn response(&mut self, node: &Node) -> Response {
        let fields = Fields::of(node);
        Response {
            description: fields.text("description"),
            headers: fields.map_of("headers", |n| reference_or(n, |n| self.header(n))),
            content: self.content(&fields),
            links: fields.map_of("links", |n| reference_or(n, |n| self.link(n))),
            extensions: fields.extensions(),
        }
    }

    pub(super) fn callback(&mut self, node: &Node) -> Callback {
        let fields = Fields::of(node);
        fields.rest().map(|(url, item)| (url.clone(), self.path_item(item))).collect()
    }

    pub(super) fn link(&mut self, node: &Node) -> Link {
        let fields = Fields::of(node);
        let operation = match fields.string("operationRef") {
            Some(reference) => LinkOperation::OperationRef(reference),
            None => LinkOperation::OperationId(fields.text("operationId")),
        };
        let parameters = fields.entries("parameters");
        Link {
            description: fields.string("description"),
            operation,
            request_body: fields.json("requestBody"),
            parameters: parameters.map(|(name, node)| (name.clone(), node.to_json())).collect(),
            server: fields.get("server").map(server),
            extensions: fields.extensions(),
        }
    }
}

/// A status code or a range of them. The check has seen to it that there is nothing else.
fn status(key: &str) -> Option<StatusCode> {
    match key.as_bytes() {
        [digit @ b'1'..=b'5', b'X', b'X'] => Some(StatusCode::Range(u16::from(digit - b'0'))),
        _ => key.parse().ok().filter(|code| (100..1000).contains(code)).map(StatusCode::Code),
    }
}
