//! The last step for every object: nothing is left that 3.0 does not have. Scalars of another
//! kind are read as what is meant, `null` goes, keys of later dialects get the name of an
//! extension, and other unknown keys go, which the check has reported.

use specwright_diagnostics::{Map, Node, Number, Value};
use specwright_grammar::{Dialect, Holds, Kind, object};

/// Tidies the keys of one object.
pub(super) fn tidy(kind: Kind, node: &mut Node) {
    let Value::Object(map) = &mut node.value else { return };
    if kind == Kind::Schema && map.len() == 1 && map.contains_key("$ref") {
        return;
    }
    let grammar = object(Dialect::V3_0, kind);
    let is_clean = |key: &String, value: &Node| {
        grammar.entry(key).is_some_and(|holds| matches!(holds, Holds::Any) || fits(holds, value))
    };
    if map.iter().all(|(key, value)| is_clean(key, value)) {
        return;
    }
    let entries = std::mem::take(map);
    for (key, mut value) in entries {
        match grammar.entry(&key) {
            Some(holds) if coerce(holds, &mut value) => {
                map.insert(key, value);
            }
            Some(_) => {}
            None if is_of_later_dialect(kind, &key) => {
                map.insert(format!("x-specwright-{key}"), value);
            }
            None => {}
        }
    }
}

/// Whether a value is of the kind that is held, as far as one look tells.
fn fits(holds: Holds, value: &Node) -> bool {
    match (holds, &value.value) {
        (Holds::Any, _) => true,
        (Holds::String | Holds::Text | Holds::Reference, Value::String(_)) => true,
        (Holds::Word(words), Value::String(word)) => words.contains(&word.as_str()),
        (Holds::Bool, Value::Bool(_)) => true,
        (Holds::Number, Value::Number(_)) => true,
        (Holds::Count, Value::Number(Number::Integer(n))) => *n >= 0,
        (Holds::Object(_) | Holds::Referable(_), Value::Object(_)) => true,
        (Holds::Map(_, inner), Value::Object(map)) => map.values().all(|value| fits(*inner, value)),
        (Holds::List(inner), Value::Array(items)) => items.iter().all(|item| fits(*inner, item)),
        (Holds::Either(options), _) => options.iter().any(|option| fits(*option, value)),
        _ => false,
    }
}

/// Makes a value what is held; `false` where it cannot be.
fn coerce(holds: Holds, node: &mut Node) -> bool {
    if fits(holds, node) {
        return true;
    }
    let meant = match (holds, &mut node.value) {
        (Holds::String | Holds::Text, Value::Number(number)) => Value::String(number.to_string()),
        (Holds::String | Holds::Text, Value::Bool(value)) => Value::String(value.to_string()),
        (Holds::Bool, Value::String(word)) => match word.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => return false,
        },
        (Holds::Number, Value::String(text)) => match number(text) {
            Some(number) => Value::Number(number),
            None => return false,
        },
        (Holds::Count, Value::String(text)) => match text.parse::<u64>() {
            Ok(count) => Value::Number(Number::Integer(count.into())),
            Err(_) => return false,
        },
        (Holds::Count, Value::Number(number)) => match number.as_integer() {
            Some(count) if count >= 0 => Value::Number(Number::Integer(count)),
            _ => return false,
        },
        (Holds::Map(..), Value::Array(items)) if items.is_empty() => Value::Object(Map::default()),
        (Holds::List(_), Value::Object(map)) if map.is_empty() => Value::Array(Vec::new()),
        (Holds::List(inner), Value::Array(items)) => {
            items.retain_mut(|item| coerce(*inner, item));
            return true;
        }
        (Holds::Map(_, inner), Value::Object(map)) => {
            map.retain(|_, value| coerce(*inner, value));
            return true;
        }
        _ => return false,
    };
    node.value = meant;
    true
}

fn number(text: &str) -> Option<Number> {
    match text.parse::<i128>() {
        Ok(integer) => Some(Number::Integer(integer)),
        Err(_) => text.parse().ok().filter(|n: &f64| n.is_finite()).map(Number::Float),
    }
}

fn is_of_later_dialect(kind: Kind, key: &str) -> bool {
    object(Dialect::V3_2, kind).field(key).is_some()
        && !matches!((kind, key), (Kind::Document, "jsonSchemaDialect" | "$self"))
}
