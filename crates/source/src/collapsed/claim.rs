//! Which keys are no mere names: an object around has a place for them.

use std::rc::Rc;

use specwright_grammar::{Holds, Keys, Kind};

use super::evidence::is_expression;
use super::frames::{Facts, Frame, Shell, Type};
use super::place::{METHODS, Rules, is_documentation};
use super::producer::Producer;
use super::words::{Shape, Symbol, Token};

impl<'a> Rules<'a> {
    /// Whether an object of OpenAPI around an example or map has a place for a key: not for any
    /// name, but for this one.
    pub(super) fn claimed(&self, inner: &Frame, at: usize, key: Symbol) -> bool {
        // Nobody writes nothing, and a reference behind it.
        if inner.count == 0 && self.words.name(key) == "$ref" {
            return false;
        }
        if inner.shell == Shell::Free && self.is_path(at, key) {
            return true;
        }
        let mut outside = outside(inner);
        outside.any(|frame| self.would_take(frame, inner, at, key))
    }

    /// Whether components around an example, open or closed for it, have a section of this name.
    /// An extension may have parts of its own that are called so.
    pub(super) fn is_of_components(&self, inner: &Frame, at: usize, key: Symbol) -> bool {
        let takes = |frame: &Frame| {
            matches!(frame.shell, Shell::Object { kind: Kind::Components, .. })
                && self.accept(frame, at, key).is_some()
        };
        let extends =
            |frame: &Frame| frame.key.is_some_and(|key| self.words.name(key).starts_with("x-"));
        inner.count > 0 && !inner.around().any(extends) && outside(inner).any(takes)
    }

    /// Whether an object of OpenAPI has a place for a key that is not for any name.
    fn would_take(&self, frame: &Frame, inner: &Frame, at: usize, key: Symbol) -> bool {
        let own = match frame.shell {
            Shell::Object { kind, .. } => match inner.shell {
                // Among properties any name is as good as a keyword, but for statuses.
                Shell::Map(_, Holds::Object(Kind::Schema)) => kind == Kind::Responses,
                // In a requirement any name is as good as another.
                _ if kind == Kind::SecurityRequirement => false,
                _ if kind == Kind::Callback => is_expression(self.words.name(key)),
                _ if kind == Kind::Components => self.is_referred_to(self.words.name(key)),
                _ => !is_documentation(self.words.name(key)),
            },
            Shell::Map(..) if self.is_component(frame) => self.is_target(frame, at, key),
            Shell::Map(Keys::Any, _) => false,
            Shell::Map(..) => true,
            Shell::List(_) | Shell::Free => false,
        };
        own && !frame.documentation && self.accept(frame, at, key).is_some()
    }

    /// Whether what would be the `default` of a schema is the response for all other statuses.
    pub(super) fn is_default_response(&self, schema: &Frame, at: usize, key: Symbol) -> bool {
        let first = self.words.after_key(at);
        let response = matches!(self.words.token(first), Token::Key(key)
            if matches!(self.words.name(key), "description" | "$ref" | "content"));
        let mut around = schema.around().skip(1);
        let takes = |frame: &Frame| {
            matches!(frame.shell, Shell::Object { kind: Kind::Responses, .. })
                && !frame.seen.contains(key)
        };
        self.words.name(key) == "default" && response && around.any(takes)
    }

    /// Whether a path with an operation stands here.
    fn is_path(&self, at: usize, key: Symbol) -> bool {
        let method = |key| METHODS.contains(&self.words.name(key));
        self.words.name(key).starts_with('/')
            && matches!(self.words.token(self.words.after_key(at)), Token::Key(key) if method(key))
    }

    /// Whether what would be the name of a property is a keyword that a schema inside the map
    /// waits for.
    pub(super) fn is_keyword(&self, top: &Rc<Frame>, map: &Frame, at: usize, key: Symbol) -> bool {
        let fitting = match self.words.name(key) {
            "items" => |facts: &Facts| facts.ty == Some(Type::Array),
            "additionalProperties" | "properties" => |facts: &Facts| match facts.ty {
                Some(ty) => ty == Type::Object,
                None => facts.unfit & Type::Object as u8 == 0,
            },
            _ => return false,
        };
        let mut level = Some(top);
        while let Some(frame) = level.filter(|frame| frame.opened != map.opened) {
            let schema = matches!(frame.shell, Shell::Object { kind: Kind::Schema, .. });
            let waits = self.accept(frame, at, key).is_some_and(|(_, faults)| faults == 0);
            if schema && fitting(&frame.facts) && waits {
                return true;
            }
            level = frame.parent.as_ref();
        }
        false
    }

    /// The text of the title whose key is at a word.
    pub(super) fn title(&self, at: usize) -> &'a str {
        let words = self.words;
        let value = words.after_key(at);
        let end = match words.shape(value) {
            Shape::Quoted { end } => end,
            _ => words.plain_end(value).min(words.next_dash(value)),
        };
        words.slice(value..end)
    }

    /// Whether a title, which is no component's name, would be one's of a tool that writes names
    /// there.
    pub(super) fn is_titled_otherwise(&self, frame: &Frame, key: Symbol) -> bool {
        let component = frame.parent.as_ref().is_some_and(|map| self.is_component(map));
        self.producer == Producer::Fern && self.words.name(key) == "title" && component
    }

    /// The schema that is called what the title at `at` says, if there is one among those that
    /// could have it.
    pub(super) fn titled(&self, top: &Rc<Frame>, at: usize, key: Symbol) -> Option<usize> {
        let words = self.words;
        if words.name(key) != "title" {
            return None;
        }
        let title = self.title(at);
        let mut level = Some(top);
        while let Some(frame) = level {
            let named = frame.key.is_some_and(|key| is_called(words.name(key), title));
            let schema = matches!(frame.shell, Shell::Object { kind: Kind::Schema, .. });
            if named && schema && self.accept(frame, at, key).is_some() {
                return Some(frame.opened);
            }
            level = frame.parent.as_ref();
        }
        None
    }
}

/// Whether a title is a name, or what some tools write behind its module (`type_module:Name`).
pub(super) fn is_called(name: &str, title: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let title = plain(title);
    plain(name) == title || name.rsplit_once(':').is_some_and(|(_, name)| plain(name) == title)
}

/// What is open around a frame, and what was where it, or one around it, began and closed it: that
/// for keys behind its first alone, which has no other place.
fn outside(inner: &Frame) -> impl Iterator<Item = &Frame> {
    inner.around().flat_map(move |frame| {
        let behind = frame.behind.as_deref().filter(|_| inner.count > 0);
        behind.into_iter().flat_map(Frame::around).chain(frame.parent.as_deref())
    })
}
