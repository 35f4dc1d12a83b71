//! Values of enumerations that tools write as objects.
//!
//! ```text
//! enum: - value: on - value: off description: Whether ...
//! x-apidog-enum: - value: on name: '' description: ''
//! ```

use super::frames::{Frame, Shell};
use super::place::Rules;
use super::words::{Symbol, Token};

/// The lists in which Apidog describes the values of an enumeration, by the two names of the tool.
const DESCRIBED: [&str; 2] = ["x-apidog-enum", "x-apifox-enum"];

impl Rules<'_> {
    /// Whether what stands behind a dash is none of the values that a list describes.
    pub(super) fn is_no_value(&self, list: &Frame, at: usize) -> bool {
        self.is_described(list) && !self.is_key(at, "value")
    }

    /// Whether an object that stands for a value can not have a key.
    pub(super) fn is_no_key_of_value(&self, item: &Frame, at: usize, key: Symbol) -> bool {
        let Some(list) = item.parent.as_ref() else { return false };
        let name = self.words.name(key);
        if self.is_described(list) {
            return !matches!(name, "value" | "name" | "description");
        }
        self.stands_for_value(item) && name != "value" && !self.is_said_of_all(list, item, at, key)
    }

    /// Whether an object is an item of an enumeration.
    pub(super) fn stands_for_value(&self, item: &Frame) -> bool {
        let listed = item.parent.as_ref().is_some_and(|list| self.is_key(list.opened, "enum"));
        listed && item.shell == Shell::Free && !item.documentation
    }

    /// Whether another value has a key too: what only the last has is said of the enumeration.
    fn is_said_of_all(&self, list: &Frame, item: &Frame, at: usize, key: Symbol) -> bool {
        let words = self.words;
        let first = words.after_key(list.opened);
        if item.opened == first {
            return self.is_key(words.next_dash(at) + 1, "value");
        }
        (first..words.next_dash(first + 1)).any(|at| words.token(at) == Token::Key(key))
    }

    fn is_described(&self, list: &Frame) -> bool {
        list.key.is_some_and(|key| DESCRIBED.contains(&self.words.name(key)))
    }

    /// Whether a key stands at a word that is called so.
    pub(super) fn is_key(&self, at: usize, name: &str) -> bool {
        matches!(self.words.token(at), Token::Key(key) if self.words.name(key) == name)
    }
}
