//! The lists in which Apidog names all properties of an object, behind them and in their order.
//!
//! An object inside ends before the one around it, so its list comes first, and each list names
//! the nearest properties that no list before it has named. That tells which keys are of one
//! object long before its end is read.

use super::frames::Frame;
use super::hash::HashMap;
use super::words::{Shape, Token, Words};

/// The keys of such lists, by the two names of the tool.
pub(super) const ORDERS: [&str; 2] = ["x-apidog-orders", "x-apifox-orders"];

/// The keys of the schemas that an object takes in, which are among its orders.
pub(super) const REFS: [&str; 2] = ["x-apidog-refs", "x-apifox-refs"];

/// Which list names a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Named {
    /// The word at which the list begins.
    list: usize,
    /// Whether it is the first of its names.
    first: bool,
}

/// The keys that lists name, by their words.
#[derive(Debug, Default)]
pub(super) struct Orders(HashMap<usize, Named>);

impl Orders {
    pub(super) fn new(words: &Words) -> Orders {
        let mut orders = Orders::default();
        if ORDERS.iter().all(|key| words.symbol(key).is_none()) {
            return orders;
        }
        let mut places: HashMap<&str, Vec<usize>> = HashMap::default();
        for at in 0..words.len() {
            let Token::Key(key) = words.token(at) else { continue };
            if ORDERS.contains(&words.name(key)) {
                orders.take(words, at, &mut places);
            } else if words.shape(words.after_key(at)) == Shape::Mapping {
                places.entry(words.name(key)).or_default().push(at);
            }
        }
        orders
    }

    /// Gives the names of the list at a key to the nearest keys before it that are free, last to
    /// first, or to none.
    fn take(&mut self, words: &Words, list: usize, places: &mut HashMap<&str, Vec<usize>>) {
        let mut keys = Vec::new();
        let mut end = list;
        for name in names(words, list).iter().rev() {
            let all = places.get(name).map_or(&[][..], Vec::as_slice);
            let Some(at) = all[..all.partition_point(|at| *at < end)].last() else { return };
            end = *at;
            keys.push((*name, *at));
        }
        for (name, at) in keys {
            if let Some(all) = places.get_mut(name)
                && let Ok(index) = all.binary_search(&at)
            {
                all.remove(index);
            }
            self.0.insert(at, Named { list, first: at == end });
        }
    }

    /// The list that names the key at a word.
    pub(super) fn list(&self, at: usize) -> Option<usize> {
        self.0.get(&at).map(|named| named.list)
    }

    /// Whether some list names a key with others than those that are with it in a frame.
    pub(super) fn part(&self, properties: &Frame, at: usize) -> bool {
        self.0.get(&at).is_some_and(|named| match properties.facts.listed {
            Some(list) => list != named.list,
            None => !named.first,
        })
    }
}

/// The items of the list below a key, each of one word.
fn names<'a>(words: &Words<'a>, key: usize) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut at = words.after_key(key);
    while words.token(at) == Token::Dash && words.token(at + 1) == Token::Plain {
        names.push(words.word(at + 1).trim_matches(['\'', '"']));
        at += 2;
    }
    names
}
