//! What a schema is to the object around it.

use std::collections::HashMap;

use super::frames::{Frame, Shell};
use super::words::{Token, Words};

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
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
        (Some(_), Some("properties")) if map => Role::Property,
        // It may be the name of a component.
        (Some("items"), _) if !map => Role::Items,
        _ => Role::Other,
    }
}
