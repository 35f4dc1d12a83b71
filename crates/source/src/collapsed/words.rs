//! The words of a collapsed text, and what can begin at each of them.

use std::cell::{Cell, RefCell};
use std::ops::Range;

use super::anchors::{anchors, named};
use super::hash::HashMap;
use super::keys::key;
use super::targets::Spaced;

/// A key's text by number, so that comparing two costs nothing.
pub(super) type Symbol = u32;

/// How many words that could be keys or dashes a comment is taken to hold.
const COMMENT: usize = 3;

/// How many comments in a row are looked through for a value.
const COMMENTS: usize = 6;

/// How many words the heading between two rules is taken to have.
const HEADING: usize = 16;

/// What a word is where a key or an item may stand. In running text it may be none of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// `name:`, or several quoted words and a colon.
    Key(Symbol),
    /// `-`
    Dash,
    /// `#...`, where a comment begins. Its end is lost with its line.
    Comment,
    /// Anything else.
    Plain,
}

#[derive(Clone, Debug)]
pub(super) struct Word {
    pub range: Range<usize>,
    pub token: Token,
    /// The word after the key.
    pub next: usize,
}

/// How a value that begins at a word is written. Ends are the index of the word behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A mapping: a key stands here.
    Mapping,
    /// A list: a dash stands here.
    List,
    Quoted {
        end: usize,
    },
    /// `[...]` or `{...}`.
    Flow {
        end: usize,
        mapping: bool,
    },
    /// `|` or `>`, and text from the next word on.
    Block,
    /// The same as the value of the key at another word.
    Alias {
        of: usize,
    },
    /// Words without quotes. They end before the next key, or before a dash.
    Plain,
    /// Nothing that YAML allows, or the end of the text.
    None,
}

/// A collapsed text.
pub(super) struct Words<'a> {
    text: &'a str,
    words: Vec<Word>,
    symbols: Vec<String>,
    numbers: HashMap<String, Symbol>,
    /// The keys whose values aliases repeat, by name.
    anchors: HashMap<String, usize>,
    /// The first word from each on that is a key, a dash, or a comment's first.
    next_key: Vec<usize>,
    next_dash: Vec<usize>,
    next_comment: Vec<usize>,
    shapes: RefCell<Vec<Option<Shape>>>,
    /// How many more bytes may be looked at in search of closing brackets.
    patience: Cell<usize>,
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str, range: Range<usize>) -> Words<'a> {
        let mut numbers: HashMap<String, Symbol> = HashMap::default();
        let mut symbols = Vec::new();
        let mut words: Vec<Word> = Vec::new();
        for range in split(text, range) {
            let next = words.len() + 1;
            words.push(Word { range, token: Token::Plain, next });
        }
        let spaced = Spaced::new(text, &words);
        for at in 0..words.len() {
            let found = spaced.key(text, &words, at).or_else(|| key(text, &words, at));
            let Some((name, next)) = found else {
                match &text[words[at].range.clone()] {
                    "-" => words[at].token = Token::Dash,
                    word if word.starts_with('#') => words[at].token = Token::Comment,
                    _ => {}
                }
                continue;
            };
            let symbol = *numbers.entry(name).or_insert_with_key(|name| {
                symbols.push(name.clone());
                symbols.len() as Symbol - 1
            });
            words[at].token = Token::Key(symbol);
            words[at].next = next;
        }
        let anchors = anchors(text, &words);
        for at in anchors.values() {
            words[*at].next += 1;
        }
        let is_key = |word: &Word| matches!(word.token, Token::Key(_));
        let next_key = nexts(&words, is_key);
        let next_dash = nexts(&words, |word| word.token == Token::Dash);
        let next_comment = nexts(&words, |word| word.token == Token::Comment);
        let shapes = RefCell::new(vec![None; words.len() + 1]);
        let patience = Cell::new(text.len() * 8 + 1_000_000);
        Words {
            text,
            words,
            symbols,
            numbers,
            anchors,
            next_key,
            next_dash,
            next_comment,
            shapes,
            patience,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn token(&self, at: usize) -> Token {
        self.words.get(at).map_or(Token::Plain, |word| word.token)
    }

    /// The word after the key that stands at a word.
    pub(super) fn after_key(&self, at: usize) -> usize {
        self.words[at].next
    }

    pub(super) fn name(&self, symbol: Symbol) -> &str {
        &self.symbols[symbol as usize]
    }

    /// Whether some alias repeats the value of the key at a word.
    pub(super) fn is_anchor(&self, at: usize) -> bool {
        self.anchors.values().any(|anchor| *anchor == at)
    }

    /// The number of a name, if any key has it.
    pub(super) fn symbol(&self, name: &str) -> Option<Symbol> {
        self.numbers.get(name).copied()
    }

    /// The word at which the value of the key at a word begins, if it is one that `fits`: the first
    /// of [`values`](Words::values).
    pub(super) fn value(&self, key: usize, marks: bool, fits: impl Fn(usize) -> bool) -> usize {
        let first = self.past_ruled(self.after_key(key));
        if self.token(first) != Token::Comment {
            return first;
        }
        self.values(key, marks, fits).first().copied().unwrap_or(first)
    }

    /// All words at which it may begin. Behind a comment that begins with words it is the first
    /// key or dash that fits. A mark before one is an empty line, or YAML stands behind it that no
    /// longer counts: where the value may be below `marks` it is any of the next.
    pub(super) fn values(
        &self,
        key: usize,
        marks: bool,
        fits: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let mut at = self.past_ruled(self.after_key(key));
        let mut found = Vec::new();
        if self.token(at) != Token::Comment {
            return vec![at];
        }
        for _ in 0..COMMENTS {
            if self.token(at) != Token::Comment {
                found.extend((at < self.len() && fits(at)).then_some(at));
                return found;
            }
            let mark = self.token(at + 1) != Token::Plain;
            if mark && !marks {
                return found;
            }
            let next = self.next_comment[at + 1];
            let mut ends = self.comment_tokens(at).take_while(|end| *end < next);
            if !mark && found.is_empty() {
                if let Some(end) = ends.find(|end| fits(*end)) {
                    return vec![end];
                }
            } else {
                let ends: Vec<usize> = ends.collect();
                found.extend(ends.iter().copied().filter(|end| fits(*end)));
                if ends.len() == COMMENT {
                    return found;
                }
            }
            at = self.past_ruled(next);
        }
        // In so many comments nothing is certain.
        Vec::new()
    }

    /// The first word from one on at which no comment begins that shows its own end.
    pub(super) fn past_ruled(&self, mut at: usize) -> usize {
        while let Some(end) = self.ruled(at) {
            at = end;
        }
        at
    }

    /// The end of a comment that shows it: an empty one before another, a line of one sign, words
    /// between two such, or a heading in capitals before an empty comment.
    fn ruled(&self, at: usize) -> Option<usize> {
        if self.token(at) != Token::Comment {
            return None;
        }
        let line = |word: &str, sign: u8| word.len() > 2 && word.bytes().all(|b| b == sign);
        let word = self.word(at);
        let next = at + 1;
        if word == "#" && self.token(next) == Token::Comment || line(word, b'#') {
            return (next < self.len()).then_some(next);
        }
        let mut words = next..self.len().min(next + HEADING);
        if word.strip_prefix('#').is_some_and(|rest| line(rest, b'-')) {
            return words.find(|at| line(self.word(*at), b'-')).map(|at| at + 1);
        }
        let end = words.clone().find(|at| self.word(*at) == "#")?;
        let heading = |at: usize| !self.word(at).bytes().any(|b| b.is_ascii_lowercase());
        let behind = match self.token(end + 1) {
            // The mark before another heading is that one's.
            Token::Key(_) if heading(end + 1) => end,
            Token::Key(_) | Token::Comment => end + 1,
            Token::Dash | Token::Plain => return None,
        };
        (word == "#" && end > next && (next..end).all(heading)).then_some(behind)
    }

    /// Where the comment that begins at a word may end: before the next keys and dashes. One that
    /// a comment follows may be the end of this one, as in `# TYPES:`, or a key; nothing tells.
    pub(super) fn comment_ends(&self, start: usize) -> impl Iterator<Item = usize> {
        self.comment_tokens(start).take_while(move |at| self.behind(*at).is_none())
    }

    /// The first keys and dashes behind a word.
    fn comment_tokens(&self, start: usize) -> impl Iterator<Item = usize> {
        let next = |at: &usize| Some(self.next_key(at + 1).min(self.next_dash(at + 1)));
        std::iter::successors(Some(start), next).skip(1).take(COMMENT)
    }

    /// Where such a comment ends if it ends with a key or dash before another comment.
    pub(super) fn comment_before(&self, start: usize) -> Option<usize> {
        let last = self.comment_ends(start).last().unwrap_or(start);
        let next = self.next_key(last + 1).min(self.next_dash(last + 1));
        self.behind(next)
    }

    /// The comment that follows a key or dash.
    fn behind(&self, at: usize) -> Option<usize> {
        let next = match self.token(at) {
            Token::Key(_) => self.after_key(at),
            _ => at + 1,
        };
        (self.token(next) == Token::Comment).then_some(next)
    }

    pub(super) fn next_key(&self, at: usize) -> usize {
        self.next_key[at.min(self.len())]
    }

    pub(super) fn next_dash(&self, at: usize) -> usize {
        self.next_dash[at.min(self.len())]
    }

    /// Where plain words from one on end at the latest.
    pub(super) fn plain_end(&self, at: usize) -> usize {
        self.next_key(at).min(self.next_comment[at.min(self.len())])
    }

    /// The bytes from one word to before another; of the last word where that is the first.
    pub(super) fn range(&self, words: Range<usize>) -> Range<usize> {
        let Some(last) = self.words.last() else { return 0..0 };
        let start = self.words.get(words.start).map_or(last.range.end, |word| word.range.start);
        let end = words.end.checked_sub(1).and_then(|at| self.words.get(at));
        start..end.map_or(start, |word| word.range.end).max(start)
    }

    pub(super) fn slice(&self, words: Range<usize>) -> &'a str {
        &self.text[self.range(words)]
    }

    pub(super) fn word(&self, at: usize) -> &'a str {
        self.slice(at..at + 1)
    }

    /// How a value is written that begins at this word.
    pub(super) fn shape(&self, at: usize) -> Shape {
        if at >= self.len() {
            return Shape::None;
        }
        if let Some(shape) = self.shapes.borrow()[at] {
            return shape;
        }
        let shape = self.find_shape(at);
        self.shapes.borrow_mut()[at] = Some(shape);
        shape
    }

    fn find_shape(&self, at: usize) -> Shape {
        match self.token(at) {
            Token::Key(_) => return Shape::Mapping,
            Token::Dash => return Shape::List,
            Token::Comment => return Shape::None,
            Token::Plain => {}
        }
        let word = self.word(at);
        let start = self.words[at].range.start;
        match word.as_bytes()[0] {
            quote @ (b'\'' | b'"') => match closing_quote(&self.text[start..], quote) {
                Some(length) => self.ending(at, start + length, |end| Shape::Quoted { end }),
                None => Shape::None,
            },
            open @ (b'[' | b'{') => match self.closing_bracket(start) {
                Some(close) => {
                    self.ending(at, close, |end| Shape::Flow { end, mapping: open == b'{' })
                }
                None => Shape::None,
            },
            b'|' | b'>' if is_block_header(word) => Shape::Block,
            b'*' => match named(word, '*').and_then(|name| self.anchors.get(name)) {
                // It repeats what stands before it.
                Some(of) if self.after_key(*of) < at => Shape::Alias { of: *of },
                _ => Shape::None,
            },
            b'&' | b'!' | b'%' | b'@' | b'`' | b'|' | b'>' | b',' | b']' | b'}' => Shape::None,
            _ => Shape::Plain,
        }
    }

    /// The shape of a value that ends at a byte, which must be the end of a word.
    fn ending(&self, at: usize, byte: usize, shape: impl Fn(usize) -> Shape) -> Shape {
        let words = &self.words[at..];
        let index = words.partition_point(|word| word.range.end < byte);
        match words.get(index) {
            Some(word) if word.range.end == byte => shape(at + index + 1),
            _ => Shape::None,
        }
    }

    /// The byte behind the bracket that closes the one at `start`.
    fn closing_bracket(&self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let end = self.words.last()?.range.end;
        let mut depth = 0usize;
        let mut at = start;
        while at < end {
            let patience = self.patience.get().checked_sub(1)?;
            self.patience.set(patience);
            match bytes[at] {
                b'[' | b'{' => depth += 1,
                b']' | b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(at + 1);
                    }
                }
                quote @ (b'\'' | b'"') if opens_quote(bytes, at) => {
                    at += closing_quote(&self.text[at..end], quote)? - 1;
                }
                _ => {}
            }
            at += 1;
        }
        None
    }
}

/// Whether a quote stands where a value or key of a flow collection begins.
fn opens_quote(bytes: &[u8], at: usize) -> bool {
    at > 0 && matches!(bytes[at - 1], b' ' | b'[' | b'{' | b',' | b':' | b'\n' | b'\t')
}

fn split(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    text[range.clone()].split_whitespace().map(move |word| {
        // Only white space stands between `at` and the word.
        let start = at + text[at..range.end].find(word).unwrap_or(0);
        at = start + word.len();
        start..at
    })
}

fn nexts(words: &[Word], is: impl Fn(&Word) -> bool) -> Vec<usize> {
    let mut next = words.len();
    let mut nexts = vec![next; words.len() + 1];
    for (at, word) in words.iter().enumerate().rev() {
        if is(word) {
            next = at;
        }
        nexts[at] = next;
    }
    nexts
}

/// The length of the quoted text that `text` begins with.
pub(super) fn closing_quote(text: &str, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            byte if byte == quote => {
                if quote == b'\'' && bytes.get(at + 1) == Some(&quote) {
                    at += 1;
                } else {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// `|`, `>-`, `|2+` and the like.
fn is_block_header(word: &str) -> bool {
    word.len() <= 3 && word[1..].bytes().all(|byte| matches!(byte, b'+' | b'-' | b'1'..=b'9'))
}
