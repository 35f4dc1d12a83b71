//! Sets and lists that many readings share, and of which each gets a copy when it adds to them.

use std::ops::Deref;
use std::rc::Rc;

use super::hash::HashSet;
use super::words::Symbol;

/// A set to which each reading adds: what is older is in sets that double in size, so that a copy
/// costs little and a look little more.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// The one that was added last.
    pub latest: Option<Symbol>,
    recent: [Symbol; Names::RECENT],
    /// How many are recent.
    count: usize,
    older: Vec<Rc<HashSet<Symbol>>>,
}

impl Names {
    /// How many names are looked through one by one.
    const RECENT: usize = 16;

    pub(super) fn contains(&self, name: Symbol) -> bool {
        self.recent().contains(&name) || self.older.iter().any(|set| set.contains(&name))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Symbol> {
        self.older.iter().flat_map(|set| set.iter()).chain(self.recent()).copied()
    }

    fn recent(&self) -> &[Symbol] {
        &self.recent[..self.count]
    }

    pub(super) fn insert(&mut self, name: Symbol) {
        self.latest = Some(name);
        self.recent[self.count] = name;
        self.count += 1;
        if self.count < Names::RECENT {
            return;
        }
        let mut set: HashSet<Symbol> = self.recent.into_iter().collect();
        self.count = 0;
        while let Some(smaller) = self.older.pop_if(|last| last.len() <= set.len()) {
            set.extend(smaller.iter());
        }
        self.older.push(Rc::new(set));
    }
}

/// A list that costs nothing while it is empty.
#[derive(Clone, Debug)]
pub(super) struct SharedList<T>(Option<Rc<Vec<T>>>);

impl<T> Default for SharedList<T> {
    fn default() -> SharedList<T> {
        SharedList(None)
    }
}

impl<T> Deref for SharedList<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl<T> FromIterator<T> for SharedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> SharedList<T> {
        SharedList(Some(Rc::new(items.into_iter().collect())))
    }
}

impl<T: Clone> Extend<T> for SharedList<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        Rc::make_mut(self.0.get_or_insert_default()).extend(items);
    }
}
