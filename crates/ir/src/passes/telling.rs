//! What tells the alternatives of a union apart: the kind of JSON value, a discriminator (which
//! lowering has seen), a property that only one of them requires, or constants.

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
        if let Some(((first, second), missing)) = indistinct(&tells)
            && reported.insert(origin)
        {
            let name = |at: usize| called(&union.alternatives[at].name);
            let mut message = format!("nothing tells {} from {}", name(first), name(second));
            if let Some(property) = missing {
                message += &format!(" where `{property}` is missing");
            }
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

/// Two alternatives of which the first may take the values of the second, and the property without
/// which alone it does.
fn indistinct(tells: &[Tell]) -> Option<((usize, usize), Option<&str>)> {
    let pairs = tells.iter().enumerate().filter(|(_, first)| first.has.is_empty());
    let mut pairs = pairs.flat_map(|(at, first)| {
        let later = tells.iter().enumerate().skip(at + 1);
        later.filter_map(move |(other, second)| {
            let missing = takes(first, second)?;
            Some(((at, other), missing))
        })
    });
    pairs.next()
}

/// Whether an alternative may take the values of another: `None` if not, else with the property
/// without which alone it does.
fn takes<'a>(first: &'a Tell, second: &Tell) -> Option<Option<&'a str>> {
    let kinds = |kind: &&str| second.kinds.contains(kind);
    let overlap =
        first.kinds.is_empty() || second.kinds.is_empty() || first.kinds.iter().any(kinds);
    let differs = |(property, own): &(String, Vec<Value>), of: &[(String, Vec<Value>)]| {
        let theirs = of.iter().find(|(other, _)| other == property);
        theirs.map(|(_, theirs)| !own.iter().any(|constant| theirs.contains(constant)))
    };
    let told = first
        .equals
        .iter()
        .any(|own| differs(own, &second.equals).or(differs(own, &second.like)).unwrap_or(true));
    let told = told || first.like.iter().any(|own| differs(own, &second.equals) == Some(true));
    if !overlap || told {
        return None;
    }
    let sometimes = first.like.iter().find(|own| differs(own, &second.like) == Some(true));
    Some(sometimes.map(|(property, _)| &property[..]))
}

fn tells(api: &Api, union: &Union) -> Vec<Tell> {
    let members: Vec<Members<'_>> =
        union.alternatives.iter().map(|a| Members::of(api, &a.used)).collect();
    let tell = |(index, alternative): (usize, &crate::Alternative)| {
        let mut kinds = Vec::new();
        kinds_of(api, &alternative.used, &mut kinds, 0);
        let mut tell = Tell { kinds, ..alternative.tell.clone() };
        if tell.equals.is_empty() {
            let others = || members.iter().enumerate().filter(|(at, _)| *at != index);
            members[index].tell(others().map(|(_, members)| members), &mut tell);
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
    enumerated: Vec<Enumerated<'a>>,
}

/// A property that is one of a few constants.
struct Enumerated<'a> {
    name: &'a str,
    required: bool,
    constants: Vec<Value>,
}

impl<'a> Members<'a> {
    fn of(api: &'a Api, used: &'a Use) -> Members<'a> {
        let mut members = Members::default();
        let Kind::Type(id) = api.resolve(used).kind else { return members };
        let Shape::Object(object) = &api.get(id).shape else { return members };
        for field in &object.fields {
            members.all.insert(&field.name);
            if field.required {
                members.required.push(&field.name);
            }
            if let Kind::Type(id) = api.resolve(&field.used).kind
                && let Shape::Enumeration(enumeration) = &api.get(id).shape
                && !enumeration.free
            {
                let constants = enumeration.constants.iter().map(|c| c.value.clone());
                let null = field.used.nullable.then_some(Value::Null);
                members.enumerated.push(Enumerated {
                    name: &field.name,
                    required: field.required,
                    constants: constants.chain(null).collect(),
                });
            }
        }
        members
    }

    /// Finds what tells these properties from those of the others: constants, where these do not
    /// suffice a property that no other has, and where none is required those that differ if they are there.
    fn tell<'b>(&self, others: impl Iterator<Item = &'b Members<'b>> + Clone, tell: &mut Tell) {
        let constant = |own: &&Enumerated<'_>| own.required && own.constants.len() == 1;
        tell.equals = self.enumerated.iter().filter(constant).map(Enumerated::told).collect();
        let told_from = |other: &Members<'_>| {
            let mut constants = self.enumerated.iter().filter(constant);
            constants.any(|own| !other.may_equal(own.name, &own.constants[0]))
        };
        if others.clone().all(told_from) && !tell.equals.is_empty() {
            return;
        }
        let unique = |name: &&&str| others.clone().all(|other| !other.all.contains(**name));
        if let Some(own) = self.required.iter().find(unique) {
            tell.has.push((*own).to_owned());
            return;
        }
        let differs = |own: &&Enumerated<'_>| others.clone().any(|other| other.differs_from(own));
        for own in self.enumerated.iter().filter(|own| !constant(own)).filter(differs) {
            if own.required { &mut tell.equals } else { &mut tell.like }.push(own.told());
        }
    }

    fn enumerated(&self, name: &str) -> Option<&Enumerated<'a>> {
        self.enumerated.iter().find(|own| own.name == name)
    }

    /// Whether a property is known to be a constant among others.
    fn may_equal(&self, name: &str, constant: &Value) -> bool {
        self.enumerated(name).is_some_and(|own| own.constants.contains(constant))
    }

    /// Whether a property is one of other constants too, or instead.
    fn differs_from(&self, other: &Enumerated<'_>) -> bool {
        let own = self.enumerated(other.name).map_or(&[][..], |own| &own.constants);
        own.iter().any(|constant| !other.constants.contains(constant))
    }
}

impl Enumerated<'_> {
    fn told(&self) -> (String, Vec<Value>) {
        (self.name.to_owned(), self.constants.clone())
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
