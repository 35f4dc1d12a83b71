//! Which properties of an object have been read.

use std::collections::HashSet;

use super::shape::{Property, Table};

/// The properties of an object that have been read. Those of its table are known by their places,
/// so that no key need be kept.
#[derive(Default)]
pub(super) struct Seen {
    count: u64,
    /// Where the next property is looked for first: they mostly come in the table's order.
    next: usize,
    first: u64,
    /// From the 64th on.
    later: Vec<bool>,
    others: HashSet<String>,
}

impl Seen {
    /// How many there were.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// The place of a property in its table.
    pub(super) fn position(&mut self, table: &Table, key: &str) -> Option<usize> {
        let (before, after) = table.properties.split_at(self.next.min(table.properties.len()));
        let is = |property: &Property| property.name == key;
        let found = after.iter().position(is).map(|at| at + before.len());
        let found = found.or_else(|| before.iter().position(is))?;
        self.next = found + 1;
        Some(found)
    }

    pub(super) fn has(&self, at: usize) -> bool {
        match at.checked_sub(64) {
            None => self.first & (1 << at) != 0,
            Some(at) => self.later.get(at).copied().unwrap_or(false),
        }
    }

    /// Notes a property; `false` when it has been noted before.
    pub(super) fn take(&mut self, named: Option<usize>, key: &str) -> bool {
        self.count += 1;
        match named {
            None => self.others.insert(key.to_owned()),
            Some(at) if self.has(at) => false,
            Some(at) => {
                match at.checked_sub(64) {
                    None => self.first |= 1 << at,
                    Some(at) => {
                        self.later.resize(self.later.len().max(at + 1), false);
                        self.later[at] = true;
                    }
                }
                true
            }
        }
    }
}
