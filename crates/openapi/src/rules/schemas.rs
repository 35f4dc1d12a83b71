//! Schemas that contradict themselves.

use specwright_diagnostics::{Diagnostic, Node, closest};

use super::Rules;
use crate::codes;

/// What real documents do, a warning each.
impl<'a> Rules<'a> {
    pub(super) fn schema(&mut self, schema: &'a Node) {
        let kind = schema.get("type").and_then(Node::as_str);
        if kind == Some("array")
            && schema.get("items").is_none()
            && schema.get("x-specwright-prefixItems").is_none()
        {
            let message = "the schema of a list does not say what it lists";
            let fault = Diagnostic::new(&codes::NO_ITEMS, schema.origin, message);
            self.report(fault.note("items of any kind are admitted"));
        }
        let parts = schema.get("allOf").and_then(Node::as_array).unwrap_or_default();
        self.parts.extend(parts.iter().map(|part| part.origin));
        if !self.parts.contains(&schema.origin) {
            self.required(schema);
        }
        if let Some(kind) = kind {
            self.values(schema, kind);
        }
        self.range(schema);
    }

    /// Names in `required` are properties, where the properties are all there is.
    fn required(&mut self, schema: &'a Node) {
        let Some(properties) = schema.get("properties").and_then(Node::as_object) else { return };
        const ELSEWHERE: [&str; 5] =
            ["allOf", "anyOf", "oneOf", "additionalProperties", "x-specwright-patternProperties"];
        if ELSEWHERE.iter().any(|key| schema.get(key).is_some()) {
            return;
        }
        for node in schema.get("required").and_then(Node::as_array).unwrap_or_default() {
            let Some(name) = node.as_str().filter(|name| !properties.contains_key(*name)) else {
                continue;
            };
            let message = format!("`{name}` is required, but no property");
            let fault = Diagnostic::new(&codes::REQUIRED_UNKNOWN, node.origin, message);
            let known = properties.keys().map(String::as_str);
            self.report(match closest(name, known) {
                Some(close) => fault.help(format!("did you mean `{close}`?")),
                None => fault.note("any value is admitted for it"),
            });
        }
    }

    /// Defaults and enumerated values are of the type.
    fn values(&mut self, schema: &'a Node, kind: &str) {
        let nullable = schema.get("nullable").and_then(Node::as_bool) == Some(true);
        let default = schema.get("default").map(|node| ("the default", node));
        let listed = schema.get("enum").and_then(Node::as_array).unwrap_or_default();
        let listed = listed.iter().map(|node| ("this value", node));
        for (what, node) in default.into_iter().chain(listed) {
            if is_of_type(node, kind) || node.is_null() && nullable {
                continue;
            }
            let message = format!("{what} is not of the type `{kind}`");
            self.report(Diagnostic::new(&codes::MISTYPED_VALUE, node.origin, message));
        }
        if let (Some(default), Some("uuid")) =
            (schema.get("default"), schema.get("format").and_then(Node::as_str))
            && !default.as_str().is_some_and(is_uuid)
        {
            let message = "the default is not a UUID";
            self.report(Diagnostic::new(&codes::MISTYPED_VALUE, default.origin, message));
        }
    }

    /// Limits that leave nothing between them.
    fn range(&mut self, schema: &'a Node) {
        for (low, high) in [
            ("minimum", "maximum"),
            ("minLength", "maxLength"),
            ("minItems", "maxItems"),
            ("minProperties", "maxProperties"),
        ] {
            let limit = |key| schema.get(key).and_then(Node::as_number).map(|n| n.as_f64());
            if let (Some(least), Some(most), Some(node)) =
                (limit(low), limit(high), schema.get(low))
                && least > most
            {
                let message = format!("`{low}` is greater than `{high}`");
                let fault = Diagnostic::new(&codes::EMPTY_RANGE, node.origin, message);
                self.report(fault.note("no value is in the range"));
            }
        }
    }
}

fn is_of_type(node: &Node, kind: &str) -> bool {
    match kind {
        "string" => node.as_str().is_some(),
        "number" => node.as_number().is_some(),
        "integer" => node.as_number().is_some_and(|number| number.as_integer().is_some()),
        "boolean" => node.as_bool().is_some(),
        "array" => node.as_array().is_some(),
        "object" => node.as_object().is_some(),
        _ => true,
    }
}

fn is_uuid(text: &str) -> bool {
    let mut groups = text.split('-');
    let lengths = [8, 4, 4, 4, 12];
    let fit = lengths.iter().all(|length| {
        groups.next().is_some_and(|group| {
            group.len() == *length && group.bytes().all(|b| b.is_ascii_hexdigit())
        })
    });
    fit && groups.next().is_none()
}
