//! Regular expressions as JSON Schema means them, which is as ECMA-262 does (Draft 2020-12, 6.4).

#[cfg(feature = "server")]
use std::collections::HashMap;
#[cfg(feature = "server")]
use std::sync::{LazyLock, PoisonError, RwLock};

use fancy_regex::{CompileError, Error, Regex};

/// Why no text is held to a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The engine does not know what it means, as with `\cA`, `[^]` and `\uD83D`.
    Unknown,
    /// Compiled, it takes more memory than a server allows.
    TooLarge,
}

/// A pattern as servers match it: somewhere in a text, `\d` and `\w` taking ASCII alone, and `$`
/// at the end and not before a line break there.
///
/// # Errors
///
/// The [`Fault`] of a pattern that servers do not check.
pub fn compile(pattern: &str) -> Result<Regex, Fault> {
    Regex::new(&translate(pattern)).map_err(|error| match error {
        Error::CompileError(error) => match *error {
            CompileError::InnerError(error) if error.size_limit().is_some() => Fault::TooLarge,
            CompileError::PatternTooComplex => Fault::TooLarge,
            _ => Fault::Unknown,
        },
        _ => Fault::Unknown,
    })
}

/// Whether a pattern matches somewhere in a text. One that cannot be compiled matches everything:
/// the generator has warned of it.
#[cfg(feature = "server")]
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    static COMPILED: LazyLock<RwLock<HashMap<&'static str, Option<Regex>>>> =
        LazyLock::new(RwLock::default);
    if let Some(regex) = COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
        return is_match(regex.as_ref(), text);
    }
    let regex = compile(pattern).ok();
    let result = is_match(regex.as_ref(), text);
    COMPILED.write().unwrap_or_else(PoisonError::into_inner).insert(pattern, regex);
    result
}

#[cfg(feature = "server")]
fn is_match(regex: Option<&Regex>, text: &str) -> bool {
    // An expression that would take too long is given up and counts as broken.
    regex.is_none_or(|regex| regex.is_match(text).unwrap_or(false))
}

/// The pattern in the words of the engine.
fn translate(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    let mut in_class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('d') if in_class => out.push_str("0-9"),
                Some('d') => out.push_str("[0-9]"),
                Some('w') if in_class => out.push_str("A-Za-z0-9_"),
                Some('w') => out.push_str("[A-Za-z0-9_]"),
                Some('/') => out.push('/'),
                Some(c) => out.extend(['\\', c]),
                None => out.push('\\'),
            },
            '[' if in_class => out.push_str("\\["),
            '[' => {
                in_class = true;
                out.push('[');
            }
            ']' => {
                in_class = false;
                out.push(']');
            }
            '$' if !in_class => out.push_str("\\z"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use super::matches;

    #[test]
    fn patterns_are_those_of_ecma_262() {
        assert!(matches(r"^password$", "password"));
        assert!(!matches(r"^password$", "password\n"));
        assert!(matches(r"^\/v\d+[\w.-]*$", "/v1beta"));
        assert!(!matches(r"^\d$", "٣"));
        assert!(matches(r"^(?!x).*", "y"));
    }
}
