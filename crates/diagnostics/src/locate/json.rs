//! The same in a text that is JSON, which needs no marks: what is not asked for is passed over, and
//! the parts are slices of the text. A hundred times faster than YAML, on documents that are large.

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

use serde_json::value::RawValue;

use super::{Entry, Spans};
use crate::Pointer;

/// Finds pointers in JSON that stands in `text`, whose first byte counts as `offset`; `None` where it
/// is no JSON.
pub(super) fn find(text: &str, offset: usize, wanted: &HashSet<Pointer>) -> Option<Spans> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let root: &RawValue = serde_json::from_str(text).ok()?;
    let mut search = Search { text, offset, wanted, found: Spans::default() };
    search.enter(root, None, &mut Pointer::default());
    Some(search.found)
}

struct Search<'a> {
    text: &'a str,
    offset: usize,
    wanted: &'a HashSet<Pointer>,
    found: Spans,
}

impl Search<'_> {
    fn enter(&mut self, value: &RawValue, key: Option<&RawValue>, pointer: &mut Pointer) {
        if !self.wanted.contains(pointer) {
            return;
        }
        let entry = Entry { key: key.map(|key| self.range(key)), value: Some(self.range(value)) };
        self.found.0.insert(pointer.clone(), entry);
        match value.get().as_bytes().first() {
            Some(b'{') => {
                let Ok(Members(members)) = serde_json::from_str(value.get()) else { return };
                for (key, value) in members {
                    let Ok(name) = serde_json::from_str(key.get()) else { continue };
                    pointer.0.push(name);
                    self.enter(value, Some(key), pointer);
                    pointer.0.pop();
                }
            }
            Some(b'[') => {
                let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(value.get()) else { return };
                for (index, value) in items.into_iter().enumerate() {
                    pointer.0.push(index.to_string());
                    self.enter(value, None, pointer);
                    pointer.0.pop();
                }
            }
            _ => {}
        }
    }

    /// Where a part of the text stands in it.
    fn range(&self, part: &RawValue) -> Range<usize> {
        let start = part.get().as_ptr() as usize - self.text.as_ptr() as usize + self.offset;
        // Of an object or a list its beginning is shown.
        let length = if part.get().starts_with(['{', '[']) { 1 } else { part.get().len() };
        start..start + length
    }
}

/// The members of an object, as they stand there.
struct Members<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> serde::Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> serde::de::Visitor<'de> for All {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: serde::de::MapAccess<'de>>(
                self,
                mut map: M,
            ) -> Result<Members<'de>, M::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        from.deserialize_map(All)
    }
}

#[cfg(test)]
mod tests {
    use super::super::in_text;
    use crate::Pointer;

    #[test]
    fn values_and_keys_are_where_the_marked_parser_finds_them() {
        let json = "\u{feff} {\"a\": [1, {\"b\\u0020c\": \"ä\"}], \"d\": {}}";
        let json = json.trim_start_matches('\u{feff}');
        // As YAML, with a comment that makes it no JSON.
        let yaml = format!("{json} # yaml");
        let pointers: Vec<Pointer> = [&["a"][..], &["a", "0"], &["a", "1", "b c"], &["d"], &[]]
            .iter()
            .map(|path| Pointer(path.iter().map(|s| (*s).to_owned()).collect()))
            .collect();
        let wanted: Vec<&Pointer> = pointers.iter().collect();
        let (a, b) = (
            in_text(json, 0..json.len(), false, &wanted),
            in_text(&yaml, 0..yaml.len(), false, &wanted),
        );
        for pointer in &pointers {
            let (a, b) = (a.closest(pointer), b.closest(pointer));
            assert_eq!(a.key, b.key, "{pointer:?}");
            assert_eq!(a.value, b.value, "{pointer:?}");
        }
    }
}
