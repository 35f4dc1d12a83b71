//! What tells the alternatives of a union apart: the kind of JSON value, a discriminator (which
//! lowering has seen), a property that only one of them requires, or a constant.

use std::collections::HashSet;

use serde_json::Value;
use specwright_diagnostics::{Diagnostic, Diagnostics};

use crate::api::{Api, Kind, Shape, Tell, Union, Use};
use crate::codes;

pub(super) fn run(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut reported = HashSet::new();
    for index in 0..api.types.len() {
        let Shape::Union(union) = &api.types[index].shape else { continue };
        let tells = tells(api, union);
        let origin = api.types[index].origin;
        if let Some((first, second)) = indistinct(&tells)
            && reported.insert(origin)
        {
            let name = |at: usize| called(&union.alternatives[at].name);
            let message = format!("nothing tells {} from {}", name(first), name(second));
            let diagnostic = Diagnostic::new(&codes::INDISTINCT_ALTERNATIVES, origin, message)
                .note("the first that fits a value takes it, in this order");
            diagnostics.push(diagnostic);
        }
        if let Shape::Union(union) = &mut api.types[index].shape {
            for (alternative, tell) in union.alternatives.iter_mut().zip(tells) {
                alternative.tell = tell;
            }
        }
    }
}

/// An alternative as people read of it: one without a name has its number.
fn called(name: &str) -> String {
    match name.chars().all(|c| c.is_ascii_digit()) {
        true => format!("alternative {name}"),
        false => format!("`{name}`"),
    }
}

/// Two alternatives of which the first may take the values of the second.
fn indistinct(tells: &[Tell]) -> Option<(usize, usize)> {
    let open = |tell: &Tell| tell.has.is_empty() && tell.equals.is_empty();
    let overlap = |a: &Tell, b: &Tell| {
        let kinds = |kind: &&str| b.kinds.contains(kind);
        a.kinds.is_empty() || b.kinds.is_empty() || a.kinds.iter().any(kinds)
    };
    let pairs = tells.iter().enumerate().filter(|(_, first)| open(first));
    pairs
        .flat_map(|(at, first)| {
            let later = tells.iter().enumerate().skip(at + 1);
            later.filter(|(_, second)| overlap(first, second)).map(move |(other, _)| (at, other))
        })
        .next()
}

fn tells(api: &Api, union: &Union) -> Vec<Tell> {
    let members: Vec<Members<'_>> =
        union.alternatives.iter().map(|a| Members::of(api, &a.used)).collect();
    let tell = |(index, alternative): (usize, &crate::Alternative)| {
        let mut kinds = Vec::new();
        kinds_of(api, &alternative.used, &mut kinds, 0);
        let mut tell = Tell { kinds, ..alternative.tell.clone() };
        if tell.equals.is_empty() {
            tell.equals.clone_from(&members[index].constants);
        }
        let others: HashSet<&str> = members
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .flat_map(|(_, members)| members.all.iter().copied())
            .collect();
        if tell.equals.is_empty() {
            let own = members[index].required.iter().find(|name| !others.contains(*name));
            tell.has.extend(own.map(|name| (*name).to_owned()));
        }
        tell
    };
    union.alternatives.iter().enumerate().map(tell).collect()
}

/// The properties of an alternative that is an object.
#[derive(Default)]
struct Members<'a> {
    all: HashSet<&'a str>,
    required: Vec<&'a str>,
    constants: Vec<(String, Vec<Value>)>,
}

impl<'a> Members<'a> {
    fn of(api: &'a Api, used: &'a Use) -> Members<'a> {
        let mut members = Members::default();
        let Kind::Type(id) = api.resolve(used).kind else { return members };
        let Shape::Object(object) = &api.get(id).shape else { return members };
        for field in &object.fields {
            members.all.insert(&field.name);
            if !field.required {
                continue;
            }
            members.required.push(&field.name);
            if let Kind::Type(id) = api.resolve(&field.used).kind
                && let Shape::Enumeration(enumeration) = &api.get(id).shape
                && let [constant] = &enumeration.constants[..]
            {
                members.constants.push((field.name.clone(), vec![constant.value.clone()]));
            }
        }
        members
    }
}

/// The kinds of JSON value that a use may be; none means any.
fn kinds_of(api: &Api, used: &Use, kinds: &mut Vec<&'static str>, depth: usize) {
    let used = api.resolve(used);
    let kind = match &used.kind {
        Kind::Any => return,
        Kind::Null => "null",
        Kind::Boolean => "boolean",
        Kind::Integer(_) => "integer",
        Kind::Number => "number",
        Kind::String(_) => "string",
        Kind::Array(_) | Kind::Tuple(_) => "array",
        Kind::AnyObject | Kind::Map(_) => "object",
        Kind::Type(id) => match &api.get(*id).shape {
            Shape::Object(_) => "object",
            Shape::Enumeration(enumeration) => {
                for constant in &enumeration.constants {
                    push(kinds, kind_of(&constant.value));
                }
                return;
            }
            Shape::Union(union) if depth < 8 => {
                for alternative in &union.alternatives {
                    let before = kinds.len();
                    kinds_of(api, &alternative.used, kinds, depth + 1);
                    if kinds.len() == before
                        && matches!(api.resolve(&alternative.used).kind, Kind::Any)
                    {
                        kinds.clear();
                        return;
                    }
                }
                return;
            }
            Shape::Wrapper(inner) if depth < 8 => return kinds_of(api, inner, kinds, depth + 1),
            _ => return,
        },
    };
    push(kinds, kind);
    if used.nullable {
        push(kinds, "null");
    }
}

fn push(kinds: &mut Vec<&'static str>, kind: &'static str) {
    if !kinds.contains(&kind) {
        kinds.push(kind);
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
