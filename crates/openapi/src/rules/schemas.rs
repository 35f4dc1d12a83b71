//! Schemas that contradict themselves.

use specwright_diagnostics::{Diagnostic, Node, Value};

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
        self.required(schema);
        self.values(schema);
        self.range(schema);
        self.pattern(schema);
    }

    /// Enumerated values are of the type, and so is a default, which is one of them.
    fn values(&mut self, schema: &'a Node) {
        let listed = schema.get("enum").and_then(Node::as_array).unwrap_or_default();
        let listed = listed.iter().filter_map(|node| {
            let kind = mistyped(node, schema)?;
            Some((node, format!("this value is not of the type `{kind}`")))
        });
        let default = schema.get("default").and_then(|default| misfit(default, schema));
        for (node, message) in default.into_iter().chain(listed) {
            self.report(Diagnostic::new(&codes::MISTYPED_VALUE, node.origin, message));
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

/// The type that a value is not of.
fn mistyped<'s>(value: &Node, schema: &'s Node) -> Option<&'s str> {
    let kind = schema.get("type").and_then(Node::as_str)?;
    (!is_of_type(value, kind) && !is_nothing(value, schema)).then_some(kind)
}

/// Whether a value is the null that its schema admits.
fn is_nothing(value: &Node, schema: &Node) -> bool {
    value.is_null() && schema.get("nullable").and_then(Node::as_bool) == Some(true)
}

/// What of a default is no value of its schema, and why.
fn misfit<'n>(value: &'n Node, schema: &Node) -> Option<(&'n Node, String)> {
    if let Some(kind) = mistyped(value, schema) {
        return Some((value, format!("the default is not of the type `{kind}`")));
    }
    let uuid = schema.get("format").and_then(Node::as_str) == Some("uuid");
    if uuid && value.as_str().is_some_and(|text| !is_uuid(text)) {
        return Some((value, "the default is not a UUID".to_owned()));
    }
    if let Some(limit) = out_of_range(value, schema) {
        return Some((value, format!("the default is outside of `{limit}`")));
    }
    if let Some(listed) = schema.get("enum").and_then(Node::as_array)
        && !is_nothing(value, schema)
        && !listed.iter().any(|one| is_same(one, value))
    {
        return Some((value, "the default is not among the values of `enum`".to_owned()));
    }
    let (items, schema) = (value.as_array()?, schema.get("items")?);
    items.iter().find_map(|item| misfit(item, schema))
}

/// The limit that a value does not keep.
fn out_of_range(value: &Node, schema: &Node) -> Option<&'static str> {
    let (low, high, size) = match &value.value {
        Value::Number(number) => ("minimum", "maximum", number.as_f64()),
        Value::String(text) => ("minLength", "maxLength", text.chars().count() as f64),
        Value::Array(items) => ("minItems", "maxItems", items.len() as f64),
        _ => return None,
    };
    let limit = |key| schema.get(key).and_then(Node::as_number).map(|limit| limit.as_f64());
    let excluded = |key| low == "minimum" && schema.get(key).and_then(Node::as_bool) == Some(true);
    let below = |least| size < least || size == least && excluded("exclusiveMinimum");
    let above = |most| size > most || size == most && excluded("exclusiveMaximum");
    limit(low)
        .filter(|least| below(*least))
        .map(|_| low)
        .or_else(|| limit(high).filter(|most| above(*most)).map(|_| high))
}

/// Whether two values are one in JSON, where `1` is `1.0`.
fn is_same(one: &Node, other: &Node) -> bool {
    match (one.as_number(), other.as_number()) {
        (Some(one), Some(other)) => one.as_f64() == other.as_f64(),
        _ => one.to_json() == other.to_json(),
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
