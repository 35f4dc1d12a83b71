//! What a schema is to the object around it, and what is said of schemas that are the same.

use super::frames::{Frame, Shell};
use super::hash::HashMap;
use super::words::{Symbol, Token, Words};

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Component,
    Property,
    Items,
    Other,
}

impl Role {
    /// The role of an open schema.
    pub(super) fn of(words: &Words, frame: &Frame) -> Role {
        let around = frame.parent.as_deref();
        let map = around.filter(|around| matches!(around.shell, Shell::Map(..)));
        named(
            frame.key.map(|key| words.name(key)),
            map.and_then(|map| map.key).map(|key| words.name(key)),
            map.is_some(),
        )
    }
}

/// The role of the schema that was opened at a word, by the words at which all were opened that
/// have an entry.
pub(super) fn role(words: &Words, owners: &HashMap<usize, usize>, opened: usize) -> Role {
    let key = |at: usize| match words.token(at) {
        Token::Key(key) => Some(words.name(key)),
        _ => None,
    };
    let section = owners.get(&opened).and_then(|map| key(*map));
    let map = section.is_some_and(|name| matches!(name, "properties" | "schemas" | "definitions"));
    named(key(opened), section, map)
}

/// The role of what has a key, or is an item, in an object that has one too.
fn named(key: Option<&str>, around: Option<&str>, map: bool) -> Role {
    match (key, around) {
        (Some(_), Some("schemas" | "definitions")) if map => Role::Component,
        (Some(_), Some("properties")) if map => Role::Property,
        // It may be the name of a component.
        (Some("items"), _) if !map => Role::Items,
        _ => Role::Other,
    }
}

/// How many schemas of a role must be known, and how many with a key in another.
const ENOUGH: u32 = 5;
/// How many of the first would have a key, were it as common among them as in the other role.
const EXPECTED: u64 = 3;

/// The keys that components and properties have for certain, and how many of either have them.
#[derive(Debug, Default, PartialEq)]
pub(super) struct RoleKeys(HashMap<Role, Known>);

#[derive(Debug, Default, PartialEq)]
struct Known {
    schemas: u32,
    having: HashMap<Symbol, u32>,
}

impl RoleKeys {
    pub(super) fn take(&mut self, role: Role, keys: &[Symbol]) {
        if !matches!(role, Role::Component | Role::Property) {
            return;
        }
        let known = self.0.entry(role).or_default();
        known.schemas += 1;
        for key in keys {
            *known.having.entry(*key).or_default() += 1;
        }
    }

    /// Whether a schema would be the first of its role to have a key that is common in the other.
    pub(super) fn is_novel(&self, words: &Words, schema: &Frame, key: Symbol) -> bool {
        // Simple properties have one, and components are hardly simple.
        if words.name(key) == "type" {
            return false;
        }
        let role = Role::of(words, schema);
        let Some(own) = self.0.get(&role).filter(|own| own.schemas >= ENOUGH) else { return false };
        let common = |other: &Known| {
            let having = other.having.get(&key).copied().unwrap_or(0);
            let expected = u64::from(own.schemas) * u64::from(having);
            having >= ENOUGH && expected >= EXPECTED * u64::from(other.schemas)
        };
        !own.having.contains_key(&key)
            && self.0.iter().any(|(other, known)| *other != role && common(known))
    }
}
