//! Components, and whether references lead to them.

use specwright_grammar::{Dialect, Keys, Kind};

use super::frames::{Frame, Shell};
use super::place::{METHODS, Rules};
use super::targets;
use super::words::{Symbol, Token};

impl Rules<'_> {
    /// Whether the frame is a map of components.
    pub(super) fn is_component(&self, frame: &Frame) -> bool {
        let map = matches!(frame.shell, Shell::Map(keys, _) if keys != Keys::Path);
        frame.parent.as_ref().is_some_and(|parent| match parent.shell {
            Shell::Object { kind: Kind::Components, .. } => true,
            Shell::Object { kind: Kind::Document, .. } => map && self.dialect == Dialect::V2_0,
            _ => false,
        })
    }

    /// Whether any reference leads to a component of a section, or none needs to: schemes are
    /// named, and a document without operations is for others to refer to.
    pub(super) fn is_referred_to(&self, section: &str) -> bool {
        let operations = METHODS.iter().any(|method| self.words.symbol(method).is_some());
        section == "securitySchemes" || !operations || self.sections.contains_key(section)
    }

    /// Whether a reference leads to the component of a section that is called so.
    pub(super) fn is_referred(&self, section: &str, name: &str) -> bool {
        self.targets.contains(&(section.to_owned(), name.to_owned()))
            || matches!(section, "schemas" | "definitions") && self.names.contains(name)
    }

    /// Whether the value at a word is a reference to the component of this name, or begins with
    /// one to which it adds something.
    pub(super) fn refers_to(&self, at: usize, name: &str) -> bool {
        if let Token::Key(key) = self.words.token(at)
            && self.words.name(key) == "allOf"
            && self.words.token(self.words.after_key(at)) == Token::Dash
        {
            return self.refers_to(self.words.after_key(at) + 1, name);
        }
        let target = || targets::reference(self.words, self.words.after_key(at));
        matches!(self.words.token(at), Token::Key(key) if self.words.name(key) == "$ref")
            && target().starts_with('#')
            && targets::last(target()) == name
    }

    /// Whether a key that could name a property is the component that some reference leads to. Of
    /// several it may be any.
    pub(super) fn is_target(&self, components: &Frame, at: usize, key: Symbol) -> bool {
        let name = self.words.name(key);
        self.is_component(components)
            && self.described(name).len() <= 1
            && !self.required.contains(name)
            && !self.refers_to(self.words.after_key(at), name)
            && components.key.is_some_and(|section| {
                self.targets.contains(&(self.words.name(section).to_owned(), name.to_owned()))
            })
    }

    /// How many components that references lead to a map of them lacks.
    pub(super) fn missing(&self, section: &str, frame: &Frame) -> usize {
        let names = self.sections.get(section).map_or(&[][..], Vec::as_slice);
        names.iter().flatten().filter(|key| !frame.seen.contains(**key)).count()
    }

    /// Whether a document has no components though the text has some that references lead to.
    pub(super) fn lacks_components(&self, frame: &Frame) -> bool {
        let found = |keys: &Vec<Option<Symbol>>| keys.iter().any(Option::is_some);
        matches!(frame.shell, Shell::Object { kind: Kind::Document, .. })
            && self.dialect != Dialect::V2_0
            && self.words.symbol("components").is_some()
            && !self.has(frame, "components")
            && (self.producer.is_excerpt() || self.sections.values().any(found))
    }
}
