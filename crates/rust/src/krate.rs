//! Names of crates.

use crate::names::is_keyword;

/// Crates that every crate has or that generated ones depend on: under their names another cannot be built
/// or used.
const TAKEN: &[&str] =
    &["alloc", "axum", "core", "proc_macro", "specwright_runtime", "std", "test", "tokio"];

/// Why a name cannot be that of a crate, and what can; `None` where it can.
///
/// ```
/// assert_eq!(specwright_rust::crate_name_fault("pet-store"), None);
/// let why = specwright_rust::crate_name_fault("loop");
/// assert_eq!(why.as_deref(), Some("`loop` is no name for a crate: it is a keyword of Rust; `loop-api` is one"));
/// ```
pub fn crate_name_fault(name: &str) -> Option<String> {
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && name.len() <= 64;
    let ident = name.replace('-', "_");
    if !plain {
        let why = "letters, digits, - and _, a letter first";
        return Some(format!("`{name}` is no name for a crate: {why}"));
    }
    let why = if is_keyword(&ident) {
        "it is a keyword of Rust"
    } else if TAKEN.contains(&&ident[..]) {
        "there is another that is needed"
    } else {
        return None;
    };
    Some(format!("`{name}` is no name for a crate: {why}; `{name}-api` is one"))
}
