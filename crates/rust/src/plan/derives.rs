//! Further traits that types derive, as far as what a type holds has them.

use proc_macro2::TokenStream;
use specwright_ir::{Kind, Rest, Shape, Text, TypeId, Use};

use super::Plan;
use crate::ty::tokens;

/// Traits that every type has that can.
const THERE: &[&str] = &["Clone", "Debug", "Default", "PartialEq"];

/// A trait that the user wants derived.
pub(crate) struct Derive {
    path: String,
    /// Whether a type has it, by the type's number.
    holds: Vec<bool>,
}

impl Derive {
    /// What types derive besides what they have in any case.
    pub(super) fn all(plan: &Plan<'_>) -> Vec<Derive> {
        let mut all: Vec<Derive> = Vec::new();
        for path in &plan.config.choices.derives {
            if !THERE.contains(&bare(path)) && all.iter().all(|derive| derive.path != *path) {
                all.push(Derive { path: path.clone(), holds: holds(plan, bare(path)) });
            }
        }
        all
    }
}

impl Plan<'_> {
    /// Further traits that a type derives.
    pub(crate) fn derives(&self, id: TypeId) -> Vec<TokenStream> {
        let all = self.derives.iter().filter(|derive| derive.holds[id.0]);
        all.map(|derive| tokens(&derive.path)).collect()
    }
}

/// The trait's own name.
fn bare(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path).trim()
}

/// Which types have a trait: all, until it is seen that something in one has not.
fn holds(plan: &Plan<'_>, name: &str) -> Vec<bool> {
    let mut holds = vec![true; plan.api.types.len()];
    loop {
        let before = holds.clone();
        for (index, has) in holds.iter_mut().enumerate() {
            *has = *has && type_has(plan, TypeId(index), name, &before);
        }
        if holds == before {
            return holds;
        }
    }
}

fn type_has(plan: &Plan<'_>, id: TypeId, name: &str, types: &[bool]) -> bool {
    if let Some(own) = plan.own_type(id) {
        return own_has(own, name);
    }
    let shape = &plan.api.get(id).shape;
    let more = match shape {
        Shape::Enumeration(enumeration) => !enumeration.open || name != "Copy" && json_has(name),
        Shape::Union(union) => !union.open || json_has(name),
        Shape::Object(object) => {
            !object.holds_files() && (name != "Copy" || !matches!(object.rest, Rest::Keep(_)))
        }
        Shape::Alias(_) | Shape::Wrapper(_) => true,
    };
    more && shape.uses().into_iter().all(|used| use_has(plan, used, name, types))
}

fn use_has(plan: &Plan<'_>, used: &Use, name: &str, types: &[bool]) -> bool {
    if let Some(own) = plan.own_text(used) {
        return own_has(own, name);
    }
    let copied = name == "Copy";
    let itself = match &used.kind {
        Kind::Any | Kind::AnyObject => json_has(name),
        Kind::Null | Kind::Boolean | Kind::Integer(_) => true,
        Kind::Number => !matches!(name, "Eq" | "Hash" | "Ord"),
        Kind::String(text) => text_has(text, name),
        Kind::Array(_) | Kind::Map(_) => !copied,
        Kind::Tuple(_) => true,
        Kind::Type(id) => types[id.0],
    };
    itself
        && !(copied && used.boxed)
        && used.parts().into_iter().all(|part| use_has(plan, part, name, types))
}

fn text_has(text: &Text, name: &str) -> bool {
    match text {
        Text::Plain | Text::Binary => name != "Copy",
        Text::Secret => !matches!(name, "Copy" | "Hash" | "Ord" | "PartialOrd"),
        Text::Base64 => !matches!(name, "Copy" | "Ord" | "PartialOrd"),
        _ => true,
    }
}

fn json_has(name: &str) -> bool {
    !matches!(name, "Copy" | "Ord" | "PartialOrd")
}

/// Of a type of the user's own nothing is known but what it must be; strings, and the times that the runtime
/// has, can be compared. What is no trait of Rust's is the user's to know.
fn own_has(own: &str, name: &str) -> bool {
    let known = own == "String" || own.starts_with("rt::jiff::") || own.starts_with("rt::time::");
    match name {
        "Copy" => false,
        "Eq" | "Hash" | "Ord" | "PartialOrd" => known,
        _ => true,
    }
}
