//! Strict reading: what a document does not name is noted while a value is read.
//!
//! What is read is the same as ever; whether the notes are an error is for the caller to say.
//! Reading never waits, so a thread reads one message at a time, and the notes belong to it.

use std::cell::{Cell, RefCell};
use std::fmt::Display;

use super::exact;

/// How many notes are kept. One would do to refuse a message.
const LIMIT: usize = 20;

thread_local! {
    /// Whether there are notes: every property that is read asks, and mostly there are none.
    static ON: Cell<bool> = const { Cell::new(false) };
    static NOTES: RefCell<Option<Notes>> = const { RefCell::new(None) };
}

#[derive(Default)]
struct Notes {
    /// The way to the value that is being read.
    way: Vec<String>,
    found: Vec<String>,
}

/// Reads something, and gives the pointers (RFC 6901) of what the document does not name in it.
#[cfg(feature = "wire")]
pub(crate) fn strictly<T>(read: impl FnOnce() -> T) -> (T, Vec<String>) {
    let before = NOTES.replace(Some(Notes::default()));
    let was_on = ON.replace(true);
    let value = read();
    ON.set(was_on);
    let notes = NOTES.replace(before);
    (value, notes.unwrap_or_default().found)
}

/// What a message says that has these in it.
#[cfg(feature = "wire")]
pub(crate) fn describe(pointers: &[String]) -> String {
    format!("what the document does not name, at {}", pointers.join(", "))
}

/// Whether what is read now is read strictly.
pub(crate) fn is_on() -> bool {
    ON.get()
}

/// Notes that the value being read is none that the document names.
pub fn note() {
    exact::lose();
    NOTES.with_borrow_mut(|notes| {
        if let Some(Notes { way, found }) = notes
            && found.len() < LIMIT
        {
            let steps = way.iter().map(|key| key.replace('~', "~0").replace('/', "~1"));
            found.push(steps.fold(String::new(), |pointer, step| pointer + "/" + &step));
        }
    });
}

/// How much has been noted.
pub(crate) fn mark() -> usize {
    NOTES.with_borrow(|notes| notes.as_ref().map_or(0, |notes| notes.found.len()))
}

/// Forgets what was noted since: it belongs to an alternative that was tried in vain.
pub(crate) fn forget(mark: usize) {
    NOTES.with_borrow_mut(|notes| {
        if let Some(notes) = notes {
            notes.found.truncate(mark);
        }
    });
}

/// Goes a step further into the value, until the step is dropped.
pub(crate) fn step(to: impl Display) -> Step {
    if !is_on() {
        return Step { taken: false };
    }
    NOTES.with_borrow_mut(|notes| match notes {
        Some(notes) => {
            notes.way.push(to.to_string());
            Step { taken: true }
        }
        None => Step { taken: false },
    })
}

pub(crate) struct Step {
    taken: bool,
}

impl Drop for Step {
    fn drop(&mut self) {
        if self.taken {
            NOTES.with_borrow_mut(|notes| notes.as_mut().and_then(|notes| notes.way.pop()));
        }
    }
}
