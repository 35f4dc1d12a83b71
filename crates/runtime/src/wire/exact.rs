//! Whether a value that was read says all that stood there. What it does not say is noted while it
//! is read: a property that was passed over or stood twice, a number or text that is written in
//! another way. A server judges a value that says all by itself, and the text of any other.
//!
//! Reading never waits, so a thread reads one message at a time, and the note belongs to it.

use std::cell::Cell;
use std::fmt::{self, Display, Write};

thread_local! {
    /// `None` where nobody asks.
    static EXACT: Cell<Option<bool>> = const { Cell::new(None) };
}

/// Reads something, and tells whether the value says all that stood there.
#[cfg(feature = "server")]
pub(crate) fn exactly<T>(read: impl FnOnce() -> T) -> (T, bool) {
    let before = EXACT.replace(Some(true));
    let value = read();
    (value, EXACT.replace(before) == Some(true))
}

/// Notes that the value being read does not say all that stands there.
pub(crate) fn lose() {
    EXACT.set(EXACT.get().and(Some(false)));
}

/// Notes it unless a value that was read from a text is written as the same text.
#[doc(hidden)]
pub fn same(text: &str, value: &impl Display) {
    if EXACT.get() == Some(true) {
        let mut rest = Rest(text);
        if write!(rest, "{value}").is_err() || !rest.0.is_empty() {
            lose();
        }
    }
}

/// What is left of a text when what is written has been taken off its front.
struct Rest<'a>(&'a str);

impl Write for Rest<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(part).ok_or(fmt::Error)?;
        Ok(())
    }
}
