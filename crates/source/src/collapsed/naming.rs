//! How an author writes names: in which style, and sorted or not.

use super::hash::{HashMap, HashSet};
use super::words::{Symbol, Token, Words};

/// How many names must show a style, and how many pairs that they are sorted.
const STYLE: u32 = 5;
pub(super) const SORTED: u32 = 8;
/// One of how many names at most is written in a case that is rare, and of how many in one that
/// the author does not write but for so many exceptions.
const RARE: u32 = 8;
const FOREIGN: u32 = 25;
const EXCEPTIONS: u32 = 2;
/// How many names of each kind must begin in one case for the two to be told apart by it.
const CONTRAST: u32 = 2;

/// How the names in maps look, and whether they are sorted.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Naming {
    styles: HashMap<Style, u32>,
    pub rising: u32,
    pub falling: u32,
}

/// How a name is written: with a capital first or not, and with what between its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Style {
    capital: bool,
    joint: Option<char>,
}

impl Style {
    /// The style of a name that begins with a letter.
    fn of(name: &str) -> Option<Style> {
        let first = name.chars().next().filter(|c| c.is_alphabetic())?;
        Some(Style {
            capital: first.is_uppercase(),
            joint: name.chars().find(|c| !c.is_alphanumeric()),
        })
    }
}

impl Naming {
    pub(super) fn take_style(&mut self, name: &str) {
        if let Some(style) = Style::of(name) {
            *self.styles.entry(style).or_default() += 1;
        }
    }

    pub(super) fn take(&mut self, words: &Words, keys: &[Symbol]) {
        keys.iter().for_each(|key| self.take_style(words.name(*key)));
        self.take_order(words, keys);
    }

    pub(super) fn take_order(&mut self, words: &Words, keys: &[Symbol]) {
        for pair in keys.windows(2) {
            let rising = words.name(pair[0]) < words.name(pair[1]);
            self.rising += rising as u32;
            self.falling += !rising as u32;
        }
    }

    pub(super) fn doubts(&self, words: &Words, latest: Option<Symbol>, key: Symbol) -> u32 {
        self.is_unsorted(words, latest, key) as u32 + self.strangeness(words.name(key))
    }

    /// Whether a name would be the first that is not sorted.
    pub(super) fn is_unsorted(&self, words: &Words, latest: Option<Symbol>, key: Symbol) -> bool {
        let sorted = self.rising >= SORTED && self.falling == 0;
        sorted && latest.is_some_and(|latest| words.name(latest) > words.name(key))
    }

    /// How strange it is to write a name so: no other is, and more so if none begins in its case.
    /// A single word is in any style of its case, unless that is a rare one.
    fn strangeness(&self, name: &str) -> u32 {
        let Some(own) = Style::of(name) else { return 0 };
        let count = |like: &dyn Fn(&Style) -> bool| -> u32 {
            self.styles.iter().filter(|(style, _)| like(style)).map(|(_, count)| count).sum()
        };
        let all = count(&|_| true);
        let cased = count(&|style| style.capital == own.capital);
        let alike = self.styles.get(&own).copied().unwrap_or(0);
        let word = own.joint.is_none() && !name.chars().skip(1).any(|c| c.is_uppercase());
        let common = word && cased * RARE >= all;
        let exception = cased * FOREIGN < all && alike <= EXCEPTIONS;
        let strange = all >= STYLE && !common && (alike == 0 || exception);
        strange as u32 * (1 + (cased == 0) as u32)
    }
}

/// In which case names begin that are those of properties without a doubt, and those of
/// components: how many in the lower one, and how many with a capital.
#[derive(Debug, Default)]
pub(super) struct Cases {
    properties: [u32; 2],
    components: [u32; 2],
}

impl Cases {
    /// Looks at the properties that are the first of an object or required, and at the components
    /// that references lead to.
    pub(super) fn new(
        words: &Words,
        required: &HashSet<String>,
        referred: &HashSet<String>,
    ) -> Cases {
        let first = |at: usize| match (words.token(at), words.token(words.after_key(at))) {
            (Token::Key(key), Token::Key(first)) if words.name(key) == "properties" => {
                Some(words.name(first))
            }
            _ => None,
        };
        let firsts: HashSet<&str> = (0..words.len()).filter_map(first).collect();
        let properties = firsts.into_iter().chain(required.iter().map(String::as_str));
        Cases {
            properties: count(properties),
            components: count(referred.iter().map(String::as_str)),
        }
    }

    /// Whether a name would be the first property that is written as all components are, and no
    /// property.
    pub(super) fn is_no_property(&self, name: &str) -> bool {
        is_foreign(name, self.properties, self.components)
    }

    /// Whether a name would be the first component that is written as all properties are.
    pub(super) fn is_no_component(&self, name: &str) -> bool {
        is_foreign(name, self.components, self.properties)
    }
}

fn count<'n>(names: impl Iterator<Item = &'n str>) -> [u32; 2] {
    let mut cases = [0; 2];
    names.filter_map(case).for_each(|case| cases[case] += 1);
    cases
}

/// Whether a name begins in the case of others, and none of its own kind does.
fn is_foreign(name: &str, own: [u32; 2], others: [u32; 2]) -> bool {
    case(name).is_some_and(|case| {
        let alone = |cases: [u32; 2], case: usize| cases[case] >= CONTRAST && cases[1 - case] == 0;
        alone(own, 1 - case) && alone(others, case)
    })
}

fn case(name: &str) -> Option<usize> {
    Style::of(name).map(|style| style.capital as usize)
}
