//! What is printed. Where nobody reads to the end, as `head` does not, the rest is not written, and that
//! is no fault.

use std::io::{self, ErrorKind, Write};
use std::process;

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};

/// Writes to the standard output.
pub(crate) fn print(text: &str) {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    if let Err(error) = written.or_else(unread) {
        fault(&format!("cannot write the output: {error}"));
        process::exit(1);
    }
}

/// Writes a line to the standard output.
pub(crate) fn line(text: &str) {
    print(&format!("{text}\n"));
}

/// Shows text as the terminal can. A file takes it in one piece, and not one from escape to escape.
pub(crate) fn say(text: &str) {
    // There is nowhere to say that messages cannot be written.
    let _ = match AutoStream::choice(&io::stderr()) {
        ColorChoice::Never => io::stderr().write_all(strip_str(text).to_string().as_bytes()),
        _ => anstream::stderr().write_all(text.as_bytes()),
    };
}

/// Says why it goes no further.
pub(crate) fn fault(why: &str) {
    say(&format!("error: {why}\n"));
}

fn unread(error: io::Error) -> io::Result<()> {
    match error.kind() {
        ErrorKind::BrokenPipe => Ok(()),
        _ => Err(error),
    }
}
