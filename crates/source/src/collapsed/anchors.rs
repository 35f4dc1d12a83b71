//! Nodes that YAML gives a name to, and those that repeat them: YAML 1.2.2, 6.9.2 and 7.1.
//!
//! ```text
//! code: &ref_0 type: integer ... status: *ref_0
//! ```

use super::hash::HashMap;
use super::words::{Token, Word};
use crate::draft::Draft;

/// How many nodes aliases may add to a document.
const NODES: usize = 200_000;

/// Which keys' values have names.
pub(super) fn anchors(text: &str, words: &[Word]) -> HashMap<String, usize> {
    let anchor = |at: usize| {
        let Token::Key(_) = words[at].token else { return None };
        let value = words.get(words[at].next)?;
        Some((named(&text[value.range.clone()], '&')?.to_owned(), at))
    };
    (0..words.len()).filter_map(anchor).collect()
}

/// The name in a word behind a mark.
pub(super) fn named(word: &str, mark: char) -> Option<&str> {
    let name = word.strip_prefix(mark)?;
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    (!name.is_empty() && name.bytes().all(letter)).then_some(name)
}

/// The nodes that have names, by the words of their keys.
#[derive(Default)]
pub(super) struct Named {
    drafts: HashMap<usize, Draft>,
    copied: usize,
}

impl Named {
    pub(super) fn keep(&mut self, key: usize, draft: &Draft) {
        self.drafts.insert(key, draft.clone());
    }

    /// The node to repeat, unless it is not whole yet or too much is repeated already.
    pub(super) fn copy(&mut self, key: usize) -> Option<Draft> {
        let draft = self.drafts.get(&key)?;
        self.copied += draft.count();
        (self.copied <= NODES).then(|| draft.clone())
    }
}
