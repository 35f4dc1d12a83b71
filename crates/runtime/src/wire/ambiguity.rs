//! A bound on trying: alternatives that nothing tells apart are read one after the other, and where
//! such unions stand in each other the attempts multiply. Once they would come to more than
//! [`LIMIT`], the first alternative that may take a value is the only one that is tried, as if it
//! were told apart. Reading and checking follow the same rule, so that they agree.

use std::cell::Cell;

/// How many ways a value may be read in, in all. Eight unions of two fit in each other.
const LIMIT: usize = 256;

thread_local! {
    /// In how many ways what stands around the value may be read. Reading never waits, so a thread
    /// reads one message at a time.
    static WAYS: Cell<usize> = const { Cell::new(1) };
}

/// A union while it is being read or checked.
#[derive(Debug)]
pub struct Attempts {
    around: usize,
    several: bool,
    tried: bool,
}

impl Attempts {
    /// For a union of which this many alternatives may take the value.
    pub fn new(candidates: usize) -> Attempts {
        let around = WAYS.get();
        let ways = around.saturating_mul(candidates.max(1));
        let several = ways <= LIMIT;
        if several {
            WAYS.set(ways);
        }
        Attempts { around, several, tried: false }
    }

    /// Whether an alternative that may take the value is to be tried.
    pub fn try_another(&mut self) -> bool {
        !std::mem::replace(&mut self.tried, true) || self.several
    }
}

impl Drop for Attempts {
    fn drop(&mut self) {
        WAYS.set(self.around);
    }
}
