//! What pages of widdershins cannot say, by which a difference is explained.

use super::How;
use super::facts::{Facts, Kind};

/// A document and its page, and what differs between them.
pub struct Pair<'a> {
    pub document: &'a Facts,
    pub page: &'a Facts,
    /// The page as it is written.
    pub text: &'a str,
}

impl Pair<'_> {
    /// Why a fact differs, where it is the page that cannot say it.
    pub fn limit(&self, kind: Kind, how: How, at: &str) -> Option<&'static str> {
        self.operation(at)
            .or_else(|| self.component(at))
            .or_else(|| ancestors(at).find_map(|place| self.place(place)))
            .or_else(|| self.own(kind, how, at))
    }

    /// What stands in a component that has no section.
    fn component(&self, at: &str) -> Option<&'static str> {
        let shown = |name: &str| self.text.contains(&format!("\"tocS_{name}\""));
        let name = at.strip_prefix('#')?;
        (!ancestors(name).any(shown)).then_some("what a reference into a path leads to has no name")
    }

    /// What stands in an operation or a status that the page lacks.
    fn operation(&self, at: &str) -> Option<&'static str> {
        let mut words = at.splitn(3, ' ');
        let (method, path) = (words.next()?, words.next()?);
        let operation = format!("{method} {path}");
        if !self.text.contains(&format!("`{operation}`")) {
            return Some("widdershins leaves the operation out");
        }
        let rest = words.next()?;
        let status = rest.split(['.', '[', '{', '/']).next()?;
        let known = (Kind::Status, format!("{operation} {status}"));
        let lost = self.document.contains_key(&known) != self.page.contains_key(&known);
        lost.then_some("a line break within a cell breaks its row")
    }

    /// What the page makes of the type at a place, if that is another.
    fn place(&self, at: &str) -> Option<&'static str> {
        let key = (Kind::Type, at.to_owned());
        let (document, page) = (self.document.get(&key), self.page.get(&key));
        let (document, page) = (document?.as_str(), page.map_or("any", String::as_str));
        if document == page {
            let untold = has(self.document, at) && !has(self.page, at);
            return match document {
                _ if untold && is_message(at) => Some("of a body only an example is shown"),
                _ if untold && is_parameter(at) => Some("of a parameter no properties are shown"),
                "array" if untold => Some("of a list no properties are shown"),
                _ => self.variants(at, document),
            };
        }
        let (plain, format) = document.split_once('(').unwrap_or((document, ""));
        Some(match (document, page) {
            (_, "object" | "any") if is_message(at) => "of a body only an example is shown",
            (_, "any") if at.ends_with("[]") => "items of a list within a list have no row",
            _ if document.starts_with('#') => "what a reference leads to is shown in its place",
            ("oneOf" | "anyOf" | "allOf", _) => "variants of one kind are shown as one",
            ("any", _) => "a schema without a type is shown by its example",
            _ if page == plain && !format.is_empty() => "a format is not shown",
            ("array", _) | (_, "array") => "a list and its items are shown alike",
            _ if page.starts_with('#') => "a schema is shown by the name of its like",
            _ => return None,
        })
    }

    /// Variants are told apart where all of them are, and by the order of their tables.
    fn variants(&self, at: &str, composed: &str) -> Option<&'static str> {
        let count = |facts: &Facts| {
            (0..).take_while(|i| facts.contains_key(&(Kind::Type, format!("{at}/{i}")))).count()
        };
        let composed = matches!(composed, "oneOf" | "anyOf" | "allOf");
        (composed && count(self.document) != count(self.page))
            .then_some("variants that are alike are shown once")
    }

    fn own(&self, kind: Kind, how: How, at: &str) -> Option<&'static str> {
        let variant = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
        let nested = at.contains("[]") || at.split('/').skip(1).any(variant);
        match (kind, how) {
            (_, How::Lost) if is_cut(at) => Some("a name is shown up to its slash"),
            _ if at.ends_with(' ') => Some("the spaces around a name are not shown"),
            (Kind::Enum, How::Lost) if is_message(at) => {
                Some("of a body that is one value no values are shown")
            }
            (Kind::Enum, How::Lost) if self.page.contains_key(&(kind, format!("{at}[]"))) => {
                Some("values beside a list are shown as its items'")
            }
            (Kind::Enum, How::Changed) => Some("null is among the values"),
            (Kind::Enum, _) if nested || how == How::Invented || self.is_repeated(at) => {
                Some("values stand by a name that has several places")
            }
            _ => None,
        }
    }

    /// Whether a schema has several properties of a name.
    fn is_repeated(&self, at: &str) -> bool {
        let Some((root, name)) = at.split_once('.').zip(at.rsplit_once('.')) else { return false };
        let (root, name) = (root.0, format!(".{}", name.1));
        let places = below(self.document, root).filter(|place| place.ends_with(&name));
        places.take(2).count() == 2
    }
}

/// Whether a place is a body or a response as a whole, or each item of one.
fn is_message(at: &str) -> bool {
    at.trim_end_matches("[]").rsplit_once(' ').is_some_and(|(operation, last)| {
        let status = last.len() == 3 && last.starts_with(|c: char| c.is_ascii_digit());
        operation.contains(' ') && (last == "body" || last == "default" || status)
    })
}

/// Whether a place is a parameter as a whole, or each item of one.
fn is_parameter(at: &str) -> bool {
    let place = at.split(' ').nth(2);
    place.is_some_and(|place| matches!(place, "query" | "header" | "path" | "cookie"))
}

/// Whether a property has a slash in its name.
fn is_cut(at: &str) -> bool {
    let name = at.rsplit_once('.').and_then(|(_, name)| name.split_once('/'));
    name.is_some_and(|(_, rest)| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether there are properties at a place.
fn has(facts: &Facts, at: &str) -> bool {
    below(facts, at).next().is_some()
}

/// The properties below a place.
fn below<'a>(facts: &'a Facts, at: &str) -> impl Iterator<Item = &'a str> {
    let prefix = format!("{at}.");
    let places = facts.range((Kind::Property, prefix.clone())..).map(|((kind, at), _)| (kind, at));
    let inside =
        move |(kind, at): &(&Kind, &'a String)| **kind == Kind::Property && at.starts_with(&prefix);
    places.take_while(inside).map(|(_, at)| at.as_str())
}

/// A place and those around it, the outermost first.
fn ancestors(at: &str) -> impl Iterator<Item = &str> {
    let ends = at.char_indices().filter(|(_, c)| matches!(c, '.' | '[' | '{' | '/'));
    ends.map(|(end, _)| end).chain([at.len()]).map(|end| &at[..end])
}
