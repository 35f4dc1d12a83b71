//! What references lead to, by their texts.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::hash::HashMap;
use super::words::{Shape, Word, Words, closing_quote};
use crate::text::head;

/// How many bytes a reference may have in which there is white space.
const LONG: usize = 400;

/// The reference that begins at a word, without its quotes.
pub(super) fn reference<'a>(words: &Words<'a>, at: usize) -> &'a str {
    let text = match words.shape(at) {
        Shape::Quoted { end } => words.slice(at..end),
        Shape::Block => words.word(at + 1),
        _ => words.word(at),
    };
    text.trim_matches(['\'', '"'])
}

/// The section and the name of the component that a reference leads to or into.
pub(super) fn component(reference: &str) -> Option<(&str, Cow<'_, str>)> {
    let rest = reference.strip_prefix("#/components/").or(reference.strip_prefix("#/"))?;
    let (section, name) = rest.split_once('/')?;
    Some((section, unescaped(name)))
}

/// The name of the schema that one leads to or into, here or in another document.
pub(super) fn schema(reference: &str) -> Option<Cow<'_, str>> {
    let sections = ["#/components/schemas/", "#/definitions/"];
    let name = sections.iter().find_map(|section| Some(reference.split_once(section)?.1))?;
    Some(unescaped(name))
}

/// The last part of a reference.
pub(super) fn last(reference: &str) -> Cow<'_, str> {
    unescaped(reference.rsplit('/').next().unwrap_or(reference))
}

/// The first part of a pointer without its escapes: RFC 3986, 2.1, and RFC 6901, 3.
fn unescaped(pointer: &str) -> Cow<'_, str> {
    let part = pointer.split('/').next().unwrap_or(pointer);
    let part = percent_decode_str(part).decode_utf8().unwrap_or(Cow::Borrowed(part));
    if part.contains('~') { part.replace("~1", "/").replace("~0", "~").into() } else { part }
}

/// Names of several words that references lead to, by their first words.
pub(super) struct Spaced(HashMap<String, Vec<String>>);

impl Spaced {
    pub(super) fn new(text: &str, words: &[Word]) -> Spaced {
        let mut names: HashMap<String, Vec<String>> = HashMap::default();
        for word in words {
            let reference = &text[word.range.clone()];
            if !reference.contains("#/") {
                continue;
            }
            let Some(name) = component(quoted(text, word).unwrap_or(reference)) else { continue };
            let name = name.1.into_owned();
            let Some((first, _)) = name.split_once(' ') else { continue };
            let known = names.entry(first.to_owned()).or_default();
            if !known.contains(&name) {
                known.push(name);
            }
        }
        Spaced(names)
    }

    /// The name that is the key at a word, and the word after it.
    pub(super) fn key(&self, text: &str, words: &[Word], at: usize) -> Option<(String, usize)> {
        let start = words[at].range.start;
        let known = self.0.get(&text[words[at].range.clone()])?;
        let is_key = |name: &&String| {
            let rest = text[start..].strip_prefix(name.as_str()).and_then(|t| t.strip_prefix(':'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
        };
        let name = known.iter().find(is_key)?;
        let end = start + name.len();
        Some((name.clone(), at + words[at..].partition_point(|word| word.range.start < end)))
    }
}

/// The text in quotes that begins at a word and ends behind it.
fn quoted<'a>(text: &'a str, word: &Word) -> Option<&'a str> {
    let part = &text[word.range.start..];
    let quote = part.bytes().next().filter(|byte| matches!(byte, b'\'' | b'"'))?;
    let length = closing_quote(head(part, LONG), quote)?;
    Some(&part[1..length - 1])
}

#[cfg(test)]
mod tests {
    use super::{component, schema};

    #[test]
    fn escapes_are_undone_and_what_is_inside_of_a_component_is_left_out() {
        let name = |text| component(text).map(|(section, name)| (section, name.into_owned()));
        let of = |section, name: &str| Some((section, name.to_owned()));
        assert_eq!(name("#/components/schemas/A%C2%ABB%C2%BB"), of("schemas", "A«B»"));
        assert_eq!(name("#/components/schemas/A~1B/properties/c"), of("schemas", "A/B"));
        assert_eq!(name("#/parameters/p"), of("parameters", "p"));
        assert_eq!(name("a.yaml#/components/schemas/A"), None);
        assert_eq!(schema("a.yaml#/components/schemas/100%").as_deref(), Some("100%"));
    }
}
