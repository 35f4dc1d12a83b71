//! The walk through a tree by the grammar.

use specwright_diagnostics::{Node, Value};
use specwright_grammar::{Dialect, Holds, Keys, Kind, object};

use super::{bare, nested};

/// Calls `convert` for every object of a tree, for what it contains first.
pub(crate) fn visit(
    node: &mut Node,
    holds: Holds,
    dialect: Dialect,
    convert: &mut dyn FnMut(Kind, &mut Node),
) {
    match holds {
        Holds::Object(kind) | Holds::Referable(kind) => {
            if let (Kind::Schema, Value::Array(items)) = (kind, &mut node.value)
                && !items.is_empty()
            {
                // The `items` of a tuple, before it became `prefixItems`.
                return items.iter_mut().for_each(|item| visit(item, holds, dialect, convert));
            }
            if node.as_array().is_some_and(<[Node]>::is_empty) {
                node.value = Value::Object(Default::default());
            }
            if let (Kind::Schema, Value::Object(map)) = (kind, &mut node.value) {
                nested::move_out(map);
            }
            let is_reference = kind != Kind::Schema
                && node.get("$ref").is_some()
                && !bare::refers_to_schema(kind, node);
            if let (Value::Object(map), false) = (&mut node.value, is_reference) {
                for (key, child) in map.iter_mut() {
                    if let Some(held) = entry(dialect, kind, key) {
                        visit(child, held, dialect, convert);
                    }
                }
            }
            if !is_reference {
                convert(kind, node);
            }
        }
        Holds::List(inner) => {
            let items = node.as_array_mut().into_iter().flatten();
            items.for_each(|item| visit(item, *inner, dialect, convert));
        }
        Holds::Map(_, inner) => {
            let entries = node.as_object_mut().into_iter().flat_map(|map| map.values_mut());
            entries.for_each(|value| visit(value, *inner, dialect, convert));
        }
        // `additionalProperties`: a boolean stays one.
        Holds::Either(options) if node.as_bool().is_none() => {
            if let Some(inner) = options.iter().find(|held| matches!(held, Holds::Object(_))) {
                visit(node, *inner, dialect, convert);
            }
        }
        _ => {}
    }
}

/// Calls `look` for every object of a tree in the normal form, for it before what it contains.
/// References are not followed.
pub(crate) fn walk<'a>(node: &'a Node, holds: Holds, look: &mut dyn FnMut(Kind, &'a Node)) {
    match holds {
        Holds::Object(kind) | Holds::Referable(kind) => {
            if kind != Kind::Schema && node.get("$ref").is_some() {
                return;
            }
            look(kind, node);
            for (key, child) in node.as_object().into_iter().flatten() {
                if let Some(held) = extension(kind, key).or_else(|| nested(kind, key)) {
                    walk(child, held, look);
                }
            }
        }
        Holds::List(inner) => {
            node.as_array().into_iter().flatten().for_each(|item| walk(item, *inner, look));
        }
        Holds::Map(_, inner) => {
            let entries = node.as_object().into_iter().flat_map(|map| map.values());
            entries.for_each(|value| walk(value, *inner, look));
        }
        Holds::Either(options) if node.as_object().is_some() => {
            if let Some(inner) = options.iter().find(|held| matches!(held, Holds::Object(_))) {
                walk(node, *inner, look);
            }
        }
        _ => {}
    }
}

fn nested(kind: Kind, key: &str) -> Option<Holds> {
    let grammar = object(Dialect::V3_0, kind);
    grammar
        .field(key)
        .map(|field| field.holds)
        .or_else(|| grammar.rest().filter(|_| !key.starts_with("x-")).map(|rest| rest.holds))
}

/// What a key holds. The keywords of schemas are those of all dialects.
fn entry(dialect: Dialect, kind: Kind, key: &str) -> Option<Holds> {
    if kind == Kind::Schema {
        return match key {
            "definitions" => None,
            key => object(Dialect::V3_2, kind).field(key).map(|field| field.holds),
        };
    }
    let grammar = object(dialect, kind);
    let rest = || grammar.rest().filter(|_| !grammar.is_extension(key)).map(|rest| rest.holds);
    grammar.field(key).map(|field| field.holds).or_else(rest)
}

const SCHEMA: Holds = Holds::Object(Kind::Schema);

/// What the keys hold in which the normal form says what 3.0 cannot.
fn extension(kind: Kind, key: &str) -> Option<Holds> {
    let key = key.strip_prefix("x-specwright-")?;
    Some(match (kind, key) {
        (Kind::Document, "webhooks") => Holds::Map(Keys::Any, &Holds::Object(Kind::PathItem)),
        (Kind::PathItem, "operations") => Holds::Map(Keys::Method, &Holds::Object(Kind::Operation)),
        (Kind::MediaType, "itemSchema") => SCHEMA,
        (Kind::Schema, "prefixItems") => Holds::List(&SCHEMA),
        (Kind::Schema, "patternProperties" | "dependentSchemas") => Holds::Map(Keys::Any, &SCHEMA),
        (
            Kind::Schema,
            "propertyNames"
            | "if"
            | "then"
            | "else"
            | "contains"
            | "unevaluatedItems"
            | "unevaluatedProperties"
            | "contentSchema",
        ) => SCHEMA,
        _ => return None,
    })
}
