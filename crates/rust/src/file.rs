//! A file of Rust: items as tokens, printed by prettyplease, and tables and what is the same in all crates
//! as text, printed by us.

use proc_macro2::TokenStream;

/// The parts of a file, each printed apart and joined with blank lines.
#[derive(Debug, Default)]
pub(crate) struct Source {
    head: String,
    parts: Vec<String>,
}

impl Source {
    /// A file whose head says what it is and how to make it again.
    pub(crate) fn new(head: &str) -> Source {
        Source { head: head.to_owned(), parts: Vec::new() }
    }

    /// Adds items.
    pub(crate) fn items(&mut self, tokens: TokenStream) {
        if tokens.is_empty() {
            return;
        }
        // Emitters write only Rust. Tokens that do not parse would be a fault of theirs, which the
        // compiler then tells. A clone to show them would be paid for by every file: streams that
        // are shared are copied when they are read.
        let text = match syn::parse2::<syn::File>(tokens) {
            Ok(file) => prettyplease::unparse(&file),
            Err(fault) => fault.to_compile_error().to_string(),
        };
        self.parts.push(text.trim_end().to_owned());
    }

    /// Adds a table, or what is the same in all crates.
    pub(crate) fn text(&mut self, text: String) {
        if text.is_empty() {
            return;
        }
        debug_assert!(text.parse::<TokenStream>().is_ok(), "a table is no Rust: {text}");
        self.parts.push(text.trim_end().to_owned());
    }

    /// Adds what another made, after its own.
    pub(crate) fn append(&mut self, other: Source) {
        self.parts.extend(other.parts);
    }

    /// The file's text.
    pub(crate) fn finish(self) -> String {
        let mut text = self.head;
        for part in self.parts {
            if !text.is_empty() && !text.ends_with("\n\n") {
                text.push('\n');
            }
            text.push_str(&part);
            text.push('\n');
        }
        text
    }
}
