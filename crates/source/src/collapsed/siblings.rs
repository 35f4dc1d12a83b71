//! Which names stand together: what belongs to one object is described alike, and what is beside
//! a name once is beside it again.

use super::frames::{Frame, Shell};
use super::hash::{HashMap, HashSet};
use super::words::{Symbol, Token, Words};

/// The least and the most keys that an entry has which comes again, with the name it has.
const PERIOD: std::ops::RangeInclusive<usize> = 3..=6;
/// How often one key must stand directly behind another, and how much more often than the other
/// way round, for this to be the order in which their author writes them.
const USUAL: u32 = 10;
const RARE: u32 = 4;
/// How many properties of an object are compared with each other.
const PROPERTIES: usize = 32;

/// The keys whose values are, word for word, those of the two entries before them, each with the
/// one directly before it.
///
/// `first: type: string format: uri last: type: string format: uri next: type: string format: uri`
/// are the properties of one object.
#[derive(Debug, Default)]
pub(super) struct Echoes(HashMap<usize, usize>);

impl Echoes {
    pub(super) fn new(words: &Words) -> Echoes {
        let keys: Vec<usize> =
            (0..words.len()).filter(|at| matches!(words.token(*at), Token::Key(_))).collect();
        let found = keys.iter().enumerate().filter_map(|(index, at)| {
            let before = |period| index.checked_sub(period).map(|index| keys[index]);
            let echoed = PERIOD.map_while(before).find(|before| is_echo(words, *before, *at))?;
            Some((*at, echoed))
        });
        Echoes(found.collect())
    }

    /// Whether the entry that a key echoes is not the last of this map.
    pub(super) fn part(&self, map: &Frame, at: usize) -> bool {
        matches!(map.shell, Shell::Map(..))
            && self.0.get(&at).is_some_and(|before| map.latest != Some(*before))
    }
}

/// Whether what stands from one word to another is written again behind it, as it was before it,
/// but for its first word: a name.
fn is_echo(words: &Words, before: usize, at: usize) -> bool {
    let length = at - before;
    let Some(first) = before.checked_sub(length) else { return false };
    let named =
        |at: usize| matches!(words.token(at), Token::Key(_)) && words.after_key(at) == at + 1;
    let same = |one: usize, two: usize| {
        (1..length).all(|next| words.word(one + next) == words.word(two + next))
    };
    at + length <= words.len()
        && [first, before, at].into_iter().all(named)
        && words.word(before) != words.word(at)
        && same(first, before)
        && same(before, at)
}

/// The names that properties are beside, in objects of which it is certain what they have.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Companions(HashMap<Symbol, HashSet<Symbol>>);

impl Companions {
    pub(super) fn take(&mut self, properties: &[Symbol]) {
        if properties.len() > PROPERTIES {
            return;
        }
        for key in properties {
            let others = properties.iter().copied().filter(|other| other != key);
            self.0.entry(*key).or_default().extend(others);
        }
    }

    /// Whether a property would leave an open object in which are some that it stands beside
    /// elsewhere, for one in which is none.
    pub(super) fn part(&self, words: &Words, top: &Frame, map: &Frame, key: Symbol) -> bool {
        let Some(companions) = self.0.get(&key) else { return false };
        let known = |map: &Frame| map.seen.iter().any(|seen| companions.contains(&seen));
        let is_properties = |map: &Frame| {
            let named = map.key.is_some_and(|section| words.name(section) == "properties");
            named && matches!(map.shell, Shell::Map(..))
        };
        let mut closed = top.around().take_while(|inner| inner.opened != map.opened);
        is_properties(map)
            && map.count > 0
            && !known(map)
            && closed.any(|inner| is_properties(inner) && !inner.seen.contains(key) && known(inner))
    }
}

/// How often one key stands directly behind another, a value of one word between them.
#[derive(Debug, Default)]
pub(super) struct Neighbours(HashMap<(Symbol, Symbol), u32>);

impl Neighbours {
    pub(super) fn new(words: &Words) -> Neighbours {
        let mut found = Neighbours::default();
        for at in 0..words.len() {
            if let Token::Key(one) = words.token(at)
                && words.token(at + 1) == Token::Plain
                && let Token::Key(two) = words.token(at + 2)
            {
                *found.0.entry((one, two)).or_default() += 1;
            }
        }
        found
    }

    /// Whether a key stands behind one in an object that its author writes behind it: then each
    /// is of an object of its own.
    pub(super) fn part(&self, words: &Words, object: &Frame, at: usize) -> bool {
        let before = object.latest.filter(|before| before + 2 == at).map(|at| words.token(at));
        let (Some(Token::Key(before)), Token::Key(key)) = (before, words.token(at)) else {
            return false;
        };
        let count = |one, two| self.0.get(&(one, two)).copied().unwrap_or(0);
        let usual = count(key, before);
        usual >= USUAL && count(before, key) * RARE <= usual
    }
}
