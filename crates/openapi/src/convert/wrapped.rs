//! Values of an `enum` that stand in objects of their own, `value: up` among what is said of them.

use specwright_diagnostics::{Map, Node, Value};

use super::types::alias;

/// The value in an entry of `enum`, where the types beside it say that no object is meant.
pub(crate) fn value<'a>(entry: &'a Node, schema: &Map) -> Option<&'a Node> {
    let value = entry.get("value")?;
    let types = schema.get("type")?;
    let words = match &types.value {
        Value::Array(words) => words,
        _ => std::slice::from_ref(types),
    };
    let names = words.iter().map(|word| alias(word.as_str()?)?.name);
    let names: Vec<&str> = names.collect::<Option<_>>()?;
    let is_scalar = names.iter().all(|name| !matches!(*name, "object" | "array"));
    let is_meant = match &value.value {
        Value::String(_) => names.contains(&"string"),
        Value::Number(_) => names.contains(&"number") || names.contains(&"integer"),
        Value::Bool(_) => names.contains(&"boolean"),
        _ => false,
    };
    (is_scalar && is_meant).then_some(value)
}

/// Puts the values in the place of the objects.
pub(super) fn unwrap(schema: &mut Map) {
    let entries = schema.get("enum").and_then(Node::as_array).unwrap_or_default();
    if entries.iter().all(|entry| value(entry, schema).is_none()) {
        return;
    }
    let entries = entries.iter().map(|entry| value(entry, schema).unwrap_or(entry).clone());
    let entries = Node::from(entries.collect::<Vec<_>>()).at(schema["enum"].origin);
    schema.insert("enum".into(), entries);
}
