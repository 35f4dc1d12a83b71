//! Where texts and comments may end.

use super::frames::{Frame, Shell};
use super::place::Rules;
use super::words::{Shape, Symbol, Token};

/// How often a text may go on past something legal.
const SWALLOWED: u32 = 2;
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
                swallowed += !inside as u32;
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

    /// Whether an object has a place for a key whose value a comment hides.
    fn is_before_comment(&self, frame: &Frame, at: usize, key: Symbol) -> bool {
        let hidden = self.words.token(self.words.after_key(at)) == Token::Comment;
        let Shell::Object { kind, .. } = frame.shell else { return false };
        hidden && !frame.seen.contains(key) && self.has_entry(kind, key)
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
