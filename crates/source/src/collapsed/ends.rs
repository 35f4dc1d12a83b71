//! Where texts and comments may end.

use std::ops::Range;

use specwright_grammar::{Keys, Kind};

use super::claim::is_called;
use super::frames::{Frame, Shell};
use super::orders::ORDERS;
use super::place::{Rules, is_documentation};
use super::producer::Producer;
use super::words::{Shape, Symbol, Token};

/// How often a text may go on past something legal.
const SWALLOWED: u32 = 2;
/// How much of what closed objects have a place for is counted.
const PASSED: u32 = 3;
/// Before how many keys a text may end that it has gone on past before.
const AGAIN: usize = 12;
/// How many dashes between brackets are told from those of lists.
const BRACKETED: usize = 8;

/// Where a text may end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct End {
    /// The word behind it.
    pub at: usize,
    /// The faults of ending there and not before.
    pub faults: u32,
    /// How many of them are no faults of the reading: what the text went on past is prose.
    pub excused: u32,
}

impl Rules<'_> {
    /// Where a scalar can end.
    pub(super) fn ends(&self, frame: &Frame, shape: Shape, value: usize) -> Vec<End> {
        let words = self.words;
        let text = value + (shape == Shape::Block) as usize;
        match shape {
            Shape::Quoted { end } | Shape::Flow { end, .. } => {
                vec![End { at: end, ..End::default() }]
            }
            Shape::Alias { .. } => vec![End { at: value + 1, ..End::default() }],
            Shape::Plain | Shape::Block if self.is_address(frame, text) => {
                vec![End { at: text + 1, ..End::default() }]
            }
            Shape::Plain => self.stops(frame, value + 1, words.plain_end(value), false),
            Shape::Block => match self.own_title(frame, text) {
                Some(end) => {
                    let faults = SWALLOWED * self.holds_schema(text..end) as u32;
                    vec![End { at: end, faults, ..End::default() }]
                }
                None => self.stops(frame, self.past_brackets(text), words.len(), true),
            },
            Shape::Mapping | Shape::List | Shape::None => Vec::new(),
        }
    }

    /// Whether a word is the whole of a reference or address, in which there is no white space
    /// (RFC 3986); a reference without a fragment may be the beginning of a file's name, in which
    /// there is some.
    fn is_address(&self, frame: &Frame, at: usize) -> bool {
        let Some(Token::Key(key)) = frame.latest.map(|key| self.words.token(key)) else {
            return false;
        };
        let mark = match self.words.name(key) {
            "$ref" => "#/",
            "url" | "authorizationUrl" | "tokenUrl" | "refreshUrl" => "://",
            _ => return false,
        };
        let typed = matches!(frame.shell, Shell::Object { .. });
        typed && at < self.words.len() && self.words.word(at).contains(mark)
    }

    /// The title behind the description that begins at a word, where a tool writes the name of the
    /// component there: the text may hold other titles.
    fn own_title(&self, frame: &Frame, text: usize) -> Option<usize> {
        let words = self.words;
        let component = frame.parent.as_ref().is_some_and(|map| self.is_component(map));
        let described = frame.latest.is_some_and(|key| self.is_key(key, "description"));
        if self.producer != Producer::Fern || !component || !described {
            return None;
        }
        let (name, title) = (words.name(frame.key?), words.symbol("title")?);
        let mut titles = (text..words.len()).filter(|at| words.token(*at) == Token::Key(title));
        titles.find(|at| is_called(name, self.title(*at)))
    }

    /// Whether something in a text looks like a property and its schema.
    fn holds_schema(&self, mut text: Range<usize>) -> bool {
        text.any(|at| match self.words.token(at) {
            Token::Key(_) => {
                let first = self.words.after_key(at);
                self.is_key(first, "type") || self.is_key(first, "$ref")
            }
            _ => false,
        })
    }

    /// The first word at which a block of text may end that begins at one: JSON is one of it up to
    /// the bracket that closes it.
    pub(super) fn past_brackets(&self, text: usize) -> usize {
        match self.words.shape(text) {
            Shape::Flow { end, .. } if is_json(self.words.slice(text..end)) => end,
            _ => text + 1,
        }
    }

    /// Where words that can be anything end: before what some open object takes, each time at the
    /// price of a fault more, or at the last. Keys are among them, or only dashes.
    pub(super) fn stops(&self, frame: &Frame, first: usize, last: usize, keys: bool) -> Vec<End> {
        let words = self.words;
        let mut ends = Vec::new();
        let mut swallowed = 0;
        let mut names: Vec<Symbol> = Vec::new();
        let mut prose = keys;
        let sample = keys && self.is_sample(frame);
        let mut at = first;
        while at < last && swallowed <= SWALLOWED {
            let key = if keys { words.next_key(at) } else { last };
            at = key.min(words.next_dash(at)).min(last);
            let ordered = self.is_order(at);
            let taken = |at| match sample {
                true => self.is_next_item(frame, at) || self.is_taken_outside(frame, at),
                false => self.takes(frame, at),
            };
            if at < last && taken(at) {
                // Inside of brackets a dash is one of the text, and so is one of a known tag.
                let text = first - 1..at;
                let inside = !keys
                    && ends.len() < BRACKETED
                    && (opens(words.slice(text.clone())) || self.is_in_tag(frame, text));
                let excused = if prose { swallowed } else { 0 };
                ends.push(End { at, faults: swallowed + 2 * inside as u32, excused });
                // What comes again and again is a word of the text.
                let again = matches!(words.token(at), Token::Key(key) if names.contains(&key));
                if !again || ends.len() >= AGAIN {
                    swallowed += !inside as u32 + self.is_structure(at) as u32;
                }
                if let Token::Key(key) = words.token(at) {
                    names.push(key);
                    prose &= !self.is_part(frame, at, key);
                }
            }
            // Only a tool writes that, and not in a text.
            if ordered && at < last {
                return ends;
            }
            at += 1;
        }
        if swallowed <= SWALLOWED {
            // No text ends in a dash, and what follows would be an item's key.
            let dashed = !keys && last > first && words.token(last - 1) == Token::Dash;
            let excused = if prose { swallowed } else { 0 };
            ends.push(End { at: last, faults: swallowed + dashed as u32, excused });
        }
        ends
    }

    /// Whether the dash behind words of a tag of an operation is part of one that the document
    /// names.
    fn is_in_tag(&self, list: &Frame, text: Range<usize>) -> bool {
        let words = self.words;
        let operation = list.parent.as_ref().is_some_and(|around| {
            matches!(around.shell, Shell::Object { kind: Kind::Operation, .. })
        });
        let tags = list.key.is_some_and(|key| words.name(key) == "tags");
        // Behind the dash is a word at least, or it would end the text.
        let more = text.start..(text.end + 2).min(words.len());
        let begins = |name: &String| {
            let rest = name.strip_prefix(words.slice(more.clone()));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        operation && tags && self.dashed.iter().any(begins)
    }

    /// How often a text of an object has gone on, where it comes to each of its ends, past what
    /// has a place in one that was closed for it.
    pub(super) fn past_closed(
        &self,
        shut: &Frame,
        own: &Frame,
        first: usize,
        ends: &[End],
    ) -> Vec<u32> {
        let mut passed = 0;
        let mut at = self.words.next_key(first);
        let mut counts = Vec::with_capacity(ends.len());
        for end in ends {
            while at < end.at && passed < PASSED {
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
        shut.around().take_while(|frame| frame.opened != own.opened).any(|frame| {
            let named = match frame.shell {
                Shell::Object { .. } => !is_documentation(self.words.name(key)),
                // Any name is as good in these, but for one of what is an object.
                Shell::Map(Keys::Any, _) => {
                    self.is_structure(at) && !self.words.name(key).contains(['(', ')'])
                }
                Shell::Free | Shell::List(_) => false,
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

    /// Whether a key holds more than words where an open object has a place for it, and not only
    /// one for any name.
    fn is_part(&self, frame: &Frame, at: usize, key: Symbol) -> bool {
        let value = self.words.shape(self.words.after_key(at));
        let holds = matches!(value, Shape::Mapping | Shape::List | Shape::Flow { .. });
        holds
            && frame.around().any(|frame| {
                let name = self.words.name(key);
                let referred = |section| self.is_referred(self.words.name(section), name);
                (!self.is_component(frame) || frame.key.is_some_and(referred))
                    && self.accept_anywhere(frame, at, key).is_some()
            })
    }

    /// Whether a key stands before another, or there is a colon in it, as it hardly is in prose.
    fn is_structure(&self, at: usize) -> bool {
        let Token::Key(key) = self.words.token(at) else { return false };
        self.words.shape(self.words.after_key(at)) == Shape::Mapping
            || self.words.name(key).contains(':')
    }

    /// Whether the list of an object's properties stands at a word.
    fn is_order(&self, at: usize) -> bool {
        matches!(self.words.token(at), Token::Key(key) if ORDERS.contains(&self.words.name(key)))
    }

    /// Whether any open object or list takes what stands at a word.
    pub(super) fn takes(&self, frame: &Frame, at: usize) -> bool {
        frame.around().any(|frame| self.is_taken(frame, at))
    }

    /// Whether one does that is no part of an extension or example.
    fn is_taken_outside(&self, frame: &Frame, at: usize) -> bool {
        frame.around().filter(|frame| !frame.documentation).any(|frame| self.is_taken(frame, at))
    }

    fn is_taken(&self, frame: &Frame, at: usize) -> bool {
        match self.words.token(at) {
            Token::Key(key) => {
                self.accept_anywhere(frame, at, key).is_some()
                    || self.is_before_comment(frame, at, key)
            }
            Token::Dash => self.accept_item(frame, at + 1).is_some(),
            Token::Plain | Token::Comment => false,
        }
    }

    /// Whether an object is one of a list that extends an operation, as samples of code do. Nobody
    /// reads these, and any word of a program may look like a key: what is behind the second key is
    /// its text.
    fn is_sample(&self, frame: &Frame) -> bool {
        let Some(list) = frame.parent.as_ref().filter(|_| frame.shell == Shell::Free) else {
            return false;
        };
        let operation = list.parent.as_ref().is_some_and(|around| {
            matches!(around.shell, Shell::Object { kind: Kind::Operation, .. })
        });
        let extends = list.key.is_some_and(|key| self.words.name(key).starts_with("x-"));
        operation && extends && matches!(list.shell, Shell::List(_)) && frame.count > 1
    }

    /// Whether another item of a list begins as this one does.
    fn is_next_item(&self, item: &Frame, at: usize) -> bool {
        let first = |dash: usize| match self.words.token(dash + 1) {
            Token::Key(key) => Some(key),
            _ => None,
        };
        let begins = self.words.token(at) == Token::Dash;
        begins && first(at).is_some() && first(at) == first(item.opened)
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// Whether a text ends before a bracket that it opens is closed.
fn opens(text: &str) -> bool {
    let count = |bracket: char| text.matches(bracket).count();
    count('(') > count(')')
}
