//! The tags of GitBook's Markdown: `{% name key="value" %}`.

use std::ops::Range;

use super::Page;
use crate::outline::{Kind, trimmed};

/// A tag outside of code fences.
pub(super) struct Tag<'a> {
    pub name: &'a str,
    attributes: Vec<Attribute<'a>>,
    /// All of its bytes.
    pub range: Range<usize>,
}

#[derive(Debug, PartialEq)]
struct Attribute<'a> {
    key: &'a str,
    value: &'a str,
    /// Where the value stands.
    at: usize,
}

impl<'a> Tag<'a> {
    /// What an attribute says, if that is anything.
    pub(super) fn get(&self, key: &str) -> Option<&'a str> {
        self.attribute(key).map(|attribute| attribute.value)
    }

    /// Where it says that.
    pub(super) fn range_of(&self, key: &str) -> Option<Range<usize>> {
        self.attribute(key).map(|attribute| attribute.at..attribute.at + attribute.value.len())
    }

    fn attribute(&self, key: &str) -> Option<&Attribute<'a>> {
        let found = self.attributes.iter().find(|attribute| attribute.key == key);
        found.filter(|attribute| !attribute.value.is_empty())
    }
}

/// The tags of a page in their order.
pub(super) fn find<'a>(page: &Page<'a>) -> Vec<Tag<'a>> {
    let text: &'a str = &page.file.text;
    let mut fences = page.blocks.iter().filter(|block| matches!(block.kind, Kind::Fence { .. }));
    let mut fence = fences.next();
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("{%").map(|found| at + found) {
        while fence.is_some_and(|fence| fence.range.end <= start) {
            fence = fences.next();
        }
        if let Some(fence) = fence.filter(|fence| fence.range.contains(&start)) {
            at = fence.range.end;
            continue;
        }
        let opened = start + "{%".len();
        let Some(end) = text[opened..].find("%}").map(|found| opened + found) else { break };
        at = end + "%}".len();
        let inside = trimmed(text, opened..end);
        let (name, attributes) = parts(&text[inside.clone()], inside.start);
        tags.push(Tag { name, attributes, range: start..at });
    }
    tags
}

/// The name and the attributes of a tag whose inside begins at `at`. A value without quotes is one
/// word, and one in quotes that ends in a key lacks its last quote.
fn parts(tag: &str, at: usize) -> (&str, Vec<Attribute<'_>>) {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some((key, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quoted = after.strip_prefix('"').and_then(|after| after.split_once('"'));
        let quoted = quoted.map(|(value, next)| match unclosed(value) {
            Some(end) => (&value[..end], &after[1 + end..]),
            None => (value, next),
        });
        let plain = || after.split_once(char::is_whitespace).unwrap_or((after, ""));
        let (value, next) = quoted.unwrap_or_else(plain);
        let start = tag.len() - after.len() + usize::from(quoted.is_some());
        let value = value.strip_suffix('"').filter(|_| quoted.is_none()).unwrap_or(value);
        let value = trimmed(tag, start..start + value.len());
        // Words before the key have no value.
        let key = key.split_whitespace().next_back().unwrap_or_default();
        attributes.push(Attribute { key, value: &tag[value.clone()], at: at + value.start });
        rest = next;
    }
    (name, attributes)
}

/// Where a value ends that goes on to the key of the next one.
fn unclosed(value: &str) -> Option<usize> {
    let (own, key) = value.strip_suffix('=')?.rsplit_once(char::is_whitespace)?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    is_key.then_some(own.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_have_quotes_or_not() {
        let tag = "a-b x=\" 1 = 2\" required=false  flag y=\"\"";
        let (name, attributes) = parts(tag, 10);
        let shown = attributes.iter().map(|attribute| (attribute.key, attribute.value));
        assert_eq!(name, "a-b");
        assert_eq!(shown.collect::<Vec<_>>(), [("x", "1 = 2"), ("required", "false"), ("y", "")]);
        for Attribute { value, at, .. } in attributes {
            assert!(tag[at - 10..].starts_with(value));
        }
        let (_, attributes) =
            parts("a path=\"/pets/{id} base=\"https://a.test\" sum=\" ok=\"1\"", 0);
        let shown = attributes.iter().map(|attribute| (attribute.key, attribute.value));
        let expected =
            [("path", "/pets/{id}"), ("base", "https://a.test"), ("sum", ""), ("ok", "1")];
        assert_eq!(shown.collect::<Vec<_>>(), expected);
        for broken in ["", "a", "a =", "a x=\"1", "a ==\"\" =", "a x= \"1\"y=2"] {
            parts(broken, 0);
        }
    }
}
