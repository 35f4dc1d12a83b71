//! Where texts and comments may end.

use specwright_grammar::Keys;

use super::frames::{Frame, Shell};
use super::place::{Rules, is_documentation};
use super::words::{Shape, Symbol, Token};

/// How often a text may go on past something legal.
const SWALLOWED: u32 = 2;
/// How much of what closed objects have a place for is counted.
const PASSED: u32 = 3;
/// How many dashes between brackets are told from those of lists.
const BRACKETED: usize = 8;

impl Rules<'_> {
    /// Where a scalar can end, with the faults of ending there.
    pub(super) fn ends(&self, frame: &Frame, shape: Shape, value: usize) -> Vec<(usize, u32)> {
        let words = self.words;
        match shape {
            Shape::Quoted { end } | Shape::Flow { end, .. } => vec![(end, 0)],
            Shape::Plain => self.stops(frame, value + 1, words.plain_end(value), false),
            Shape::Block => self.stops(frame, value + 2, words.len(), true),
            Shape::Mapping | Shape::List | Shape::None => Vec::new(),
        }
    }

    /// Where words that can be anything end: before what some open object takes, each time at the
    /// price of a fault more, or at the last. Keys are among them, or only dashes.
    pub(super) fn stops(
        &self,
        frame: &Frame,
        first: usize,
        last: usize,
        keys: bool,
    ) -> Vec<(usize, u32)> {
        let words = self.words;
        let mut ends = Vec::new();
        let mut swallowed = 0;
        let mut at = first;
        while at < last && swallowed <= SWALLOWED {
            let key = if keys { words.next_key(at) } else { last };
            at = key.min(words.next_dash(at)).min(last);
            if at < last && self.takes(frame, at) {
                // Inside of brackets a dash is one of the text.
                let inside = !keys && ends.len() < BRACKETED && opens(words.slice(first - 1..at));
                ends.push((at, swallowed + 2 * inside as u32));
                swallowed += !inside as u32 + self.is_structure(at) as u32;
            }
            at += 1;
        }
        if swallowed <= SWALLOWED {
            // No text ends in a dash, and what follows would be an item's key.
            let dashed = !keys && last > first && words.token(last - 1) == Token::Dash;
            ends.push((last, swallowed + dashed as u32));
        }
        ends
    }

    /// How often a text of an object has gone on, where it comes to each of its ends, past what
    /// has a place in one that was closed for it.
    pub(super) fn past_closed(
        &self,
        shut: &Frame,
        own: &Frame,
        first: usize,
        ends: &[(usize, u32)],
    ) -> Vec<u32> {
        let mut passed = 0;
        let mut at = self.words.next_key(first);
        let mut counts = Vec::with_capacity(ends.len());
        for (end, _) in ends {
            while at < *end && passed < PASSED {
                passed += self.took(shut, own, at) as u32;
                at = self.words.next_key(at + 1);
            }
            counts.push(passed);
        }
        counts
    }

    /// Whether the key at a word has a place in an object that was closed inside another.
    fn took(&self, shut: &Frame, own: &Frame, at: usize) -> bool {
        let Token::Key(key) = self.words.token(at) else { return false };
        let closed = std::iter::successors(Some(shut), |frame| frame.parent.as_deref());
        closed.take_while(|frame| frame.opened != own.opened).any(|frame| {
            let named = match frame.shell {
                Shell::Object { .. } => !is_documentation(self.words.name(key)),
                // Any name is as good in these.
                Shell::Map(Keys::Any, _) | Shell::Free | Shell::List(_) => false,
                Shell::Map(..) => true,
            };
            named && self.accept_anywhere(frame, at, key).is_some()
        })
    }

    /// Whether an object has a place for a key whose value a comment hides.
    fn is_before_comment(&self, frame: &Frame, at: usize, key: Symbol) -> bool {
        let hidden = self.words.token(self.words.after_key(at)) == Token::Comment;
        let Shell::Object { kind, .. } = frame.shell else { return false };
        hidden && !frame.seen.contains(key) && self.has_entry(kind, key)
    }

    /// Whether a key stands before another, as it hardly does in prose.
    fn is_structure(&self, at: usize) -> bool {
        matches!(self.words.token(at), Token::Key(_))
            && self.words.shape(self.words.after_key(at)) == Shape::Mapping
    }

    /// Whether any open object or list takes what stands at a word.
    pub(super) fn takes(&self, frame: &Frame, at: usize) -> bool {
        let mut level = Some(frame);
        while let Some(frame) = level {
            let taken = match self.words.token(at) {
                Token::Key(key) => {
                    self.accept_anywhere(frame, at, key).is_some()
                        || self.is_before_comment(frame, at, key)
                }
                Token::Dash => self.accept_item(frame, at + 1).is_some(),
                Token::Plain | Token::Comment => false,
            };
            if taken {
                return true;
            }
            level = frame.parent.as_deref();
        }
        false
    }
}

/// Whether a text ends before a bracket that it opens is closed.
fn opens(text: &str) -> bool {
    let count = |bracket: char| text.matches(bracket).count();
    count('(') > count(')')
}
