//! Values that are written as another type than the one beside them: `enum: ["1", "2"]` of an `integer`,
//! `enum: [1, 2]` of a `string`. It is the type that says how they travel.

use specwright_diagnostics::{Map, Node, Number, Value};

use super::types::alias;

/// The keys that hold values of a schema.
const HOLDERS: [&str; 3] = ["enum", "default", "const"];

/// The values of a schema that are read as its type, each with what it is read as.
pub(crate) fn values(schema: &Map) -> impl Iterator<Item = (&Node, Node)> {
    let meant = HOLDERS.iter().any(|key| schema.contains_key(*key)).then(|| only_type(schema));
    let held =
        HOLDERS.iter().filter_map(|key| schema.get(*key)).flat_map(|node| match &node.value {
            Value::Array(items) => items,
            _ => std::slice::from_ref(node),
        });
    held.filter_map(move |node| {
        let value = retyped(&node.value, meant.flatten()?)?;
        Some((node, Node { value, origin: node.origin }))
    })
}

/// Puts what values are read as in their place.
pub(super) fn retype(schema: &mut Map) {
    let Some(meant) = only_type(schema) else { return };
    for key in HOLDERS {
        let Some(node) = schema.get_mut(key) else { continue };
        let held = match &mut node.value {
            Value::Array(items) => items.as_mut_slice(),
            _ => std::slice::from_mut(node),
        };
        for node in held {
            if let Some(value) = retyped(&node.value, meant) {
                node.value = value;
            }
        }
    }
}

/// The one type that a schema has, beside `null`.
fn only_type(schema: &Map) -> Option<&'static str> {
    let types = schema.get("type")?;
    let words = match &types.value {
        Value::Array(words) => words.as_slice(),
        _ => std::slice::from_ref(types),
    };
    let names = words.iter().map(|word| alias(word.as_str()?)?.name);
    let names: Vec<&str> = names.collect::<Option<_>>()?;
    let mut names = names.into_iter().filter(|name| *name != "null");
    names.next().filter(|_| names.next().is_none())
}

/// A scalar as a value of another type, where there is one way of reading it so.
fn retyped(value: &Value, meant: &str) -> Option<Value> {
    match (value, meant) {
        (Value::Number(Number::Integer(n)), "string") => Some(Value::String(n.to_string())),
        (Value::Number(Number::Float(n)), "string") => Some(Value::String(format!("{n:?}"))),
        (Value::Bool(flag), "string") => Some(Value::String(flag.to_string())),
        (Value::String(text), "boolean") => Some(Value::Bool(text.parse().ok()?)),
        (Value::String(text), "integer" | "number") => {
            let whole = text.parse().map(Number::Integer);
            let float = || text.parse().map(Number::Float).ok().filter(|_| meant == "number");
            let number = whole.ok().or_else(float)?;
            number.as_f64().is_finite().then_some(Value::Number(number))
        }
        _ => None,
    }
}
