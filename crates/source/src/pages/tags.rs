//! The tags of GitBook's Markdown: `{% name key="value" %}`.

use std::ops::Range;

use super::Page;
use crate::outline::Kind;

/// A tag outside of code fences.
pub(super) struct Tag<'a> {
    pub name: &'a str,
    pub attributes: Vec<(&'a str, &'a str)>,
    /// All of its bytes.
    pub range: Range<usize>,
}

impl<'a> Tag<'a> {
    /// What an attribute says, if that is anything.
    pub(super) fn get(&self, key: &str) -> Option<&'a str> {
        let found = self.attributes.iter().find(|(name, _)| *name == key);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
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
        let Some(end) = text[start..].find("%}").map(|found| start + found) else { break };
        at = end + "%}".len();
        let (name, attributes) = parts(text[start + "{%".len()..end].trim());
        tags.push(Tag { name, attributes, range: start..at });
    }
    tags
}

/// The name and the attributes. A value without quotes is one word.
fn parts(tag: &str) -> (&str, Vec<(&str, &str)>) {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while let Some((key, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quoted = after.strip_prefix('"').and_then(|after| after.split_once('"'));
        let plain = || after.split_once(char::is_whitespace).unwrap_or((after, ""));
        let (value, next) = quoted.unwrap_or_else(plain);
        // Words before the key have no value.
        let key = key.split_whitespace().next_back().unwrap_or_default();
        attributes.push((key, value));
        rest = next;
    }
    (name, attributes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_have_quotes_or_not() {
        let (name, attributes) = parts("a-b x=\"1 = 2\" required=false  flag y=\"\"");
        assert_eq!(name, "a-b");
        assert_eq!(attributes, [("x", "1 = 2"), ("required", "false"), ("y", "")]);
        for broken in ["", "a", "a =", "a x=\"1", "a ==\"\" =", "a x= \"1\"y=2"] {
            parts(broken);
        }
    }
}
