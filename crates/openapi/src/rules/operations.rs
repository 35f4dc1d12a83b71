//! Operations: their names, what there is to generate, headers and encodings.

use std::collections::HashMap;

use specwright_diagnostics::{Diagnostic, Node, Origin};

use super::{Rules, operations};
use crate::codes;

impl<'a> Rules<'a> {
    pub(super) fn operations(&mut self) {
        let mut ids: HashMap<&str, &Node> = HashMap::new();
        let mut any = false;
        for section in ["paths", "x-specwright-webhooks"] {
            let items = self.tree.get(section).and_then(Node::as_object);
            for (method, operation) in
                items.into_iter().flat_map(|m| m.values()).flat_map(operations)
            {
                any = true;
                self.body(method, operation);
                let Some(id) = operation.get("operationId") else { continue };
                let Some(text) = id.as_str() else { continue };
                if let Some(first) = ids.insert(text, id) {
                    ids.insert(text, first);
                    let message = format!("`{text}` is the `operationId` of another operation");
                    let fault = Diagnostic::new(&codes::DUPLICATE_OPERATION, id.origin, message)
                        .related(first.origin, "the first")
                        .note("the later one gets another name");
                    self.report(fault);
                }
            }
        }
        let has_schemas = self.tree.get("components").and_then(|c| c.get("schemas")).is_some();
        if !any && !has_schemas {
            let message = "the document has no operation and no schema";
            self.report(Diagnostic::new(&codes::NOTHING_THERE, self.tree.origin, message));
        }
    }

    fn body(&mut self, method: &str, operation: &Node) {
        let Some(body) = operation.get("requestBody") else { return };
        if matches!(method, "get" | "head" | "delete" | "options" | "trace") {
            let message = format!("HTTP gives the body of a {} no meaning", method.to_uppercase());
            let fault = Diagnostic::new(&codes::UNUSUAL_BODY, body.origin, message).at_key();
            self.report(fault.note("it is sent and read all the same"));
        }
    }

    /// Names of headers do not differ by case alone.
    pub(super) fn headers(&mut self, response: &'a Node) {
        let mut seen: HashMap<String, &Node> = HashMap::new();
        let headers = response.get("headers").and_then(Node::as_object);
        for (name, header) in headers.into_iter().flatten() {
            if let Some(first) = seen.insert(name.to_ascii_lowercase(), header) {
                let message = format!("the header `{name}` is there twice, in other letters");
                let fault = Diagnostic::new(&codes::DUPLICATE_HEADER, header.origin, message);
                self.report(fault.at_key().related(first.origin, "the first"));
            }
        }
    }

    /// Encodings are of properties that are there, and forms alone have styles.
    pub(super) fn encodings(&mut self, body: &'a Node) {
        let content = body.get("content").and_then(Node::as_object);
        for media_type in content.into_iter().flat_map(|content| content.values()) {
            self.no_styles(media_type);
            let Some(schema) = media_type.get("schema") else { continue };
            let schema = self.resolved(schema);
            let Some(properties) = schema.get("properties").and_then(Node::as_object) else {
                continue;
            };
            let is_open = ["allOf", "anyOf", "oneOf", "additionalProperties"];
            if is_open.iter().any(|key| schema.get(key).is_some()) {
                continue;
            }
            let encodings = media_type.get("encoding").and_then(Node::as_object);
            for (name, encoding) in encodings.into_iter().flatten() {
                if !properties.contains_key(name) && !name.starts_with("x-") {
                    let message = format!("the schema has no property `{name}`");
                    let fault = Diagnostic::new(&codes::IDLE_KEY, encoding.origin, message);
                    self.report(fault.at_key().note("the encoding is passed over"));
                }
            }
        }
    }
    /// Says that styles that no 3.0 has are passed over, unless they are what parts are like anyway, or
    /// nobody gave them: lists of 2.0 have one by default.
    fn no_styles(&mut self, media_type: &'a Node) {
        let encodings = media_type.get("encoding").and_then(Node::as_object);
        for encoding in encodings.into_iter().flat_map(|map| map.values()) {
            let get = |key: &str| encoding.get(&format!("x-specwright-{key}"));
            let style = get("style").and_then(Node::as_str).unwrap_or("form");
            let explode = get("explode").and_then(Node::as_bool).unwrap_or(style == "form");
            let reserved = get("allowReserved").and_then(Node::as_bool).unwrap_or(false);
            let plain = style == "form" && explode && !reserved;
            if !plain && encoding.origin != Origin::default() {
                let message = "a style in a body that is no form";
                let fault = Diagnostic::new(&codes::STYLE, encoding.origin, message);
                let note = "it is passed over: a list is a part for each item, an object is JSON";
                self.report(fault.note(note));
            }
        }
    }
}
