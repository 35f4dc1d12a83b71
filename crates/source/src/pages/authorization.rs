//! The header `Authorization`, which pages have among the parameters and OpenAPI as a security scheme.

use specwright_diagnostics::Node;

pub(super) fn is_header(name: &str, place: &str) -> bool {
    place == "header" && name.eq_ignore_ascii_case("Authorization")
}

/// The scheme that the header is of, and a name for it: what is said of it, or the samples beside it,
/// show what stands before the credentials. Where nothing does, they are all of it.
pub(super) fn scheme(description: &str, samples: &str) -> (&'static str, Node) {
    let sent = samples.split_once("Authorization").map_or("", |(_, sent)| sent);
    let sent = sent.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let begins =
        |word: &str| is_described(description, word) || sent.starts_with(&format!("{word} "));
    let (name, kind) = if begins("Bearer") {
        ("BearerAuth", "bearer")
    } else if begins("Basic") {
        ("BasicAuth", "basic")
    } else {
        return ("HeaderAuth", key("Authorization", description));
    };
    let mut scheme = Node::object();
    scheme.insert("type", "http");
    scheme.insert("scheme", kind);
    (name, described(scheme, description))
}

/// The scheme of a key in a header.
pub(super) fn key(header: &str, description: &str) -> Node {
    let mut scheme = Node::object();
    scheme.insert("type", "apiKey");
    scheme.insert("in", "header");
    scheme.insert("name", header);
    described(scheme, description)
}

fn described(mut scheme: Node, description: &str) -> Node {
    if !description.is_empty() {
        scheme.insert("description", description);
    }
    scheme
}

/// Whether a description begins with a word and goes on, or has it before a placeholder.
fn is_described(description: &str, word: &str) -> bool {
    let quoted = |c: char| c.is_whitespace() || "`'\"*".contains(c);
    let start = description.trim_start_matches(quoted);
    let begins = start.get(..word.len()).is_some_and(|first| first.eq_ignore_ascii_case(word));
    let shown = description.match_indices(word).any(|(at, _)| {
        let rest = &description[at + word.len()..];
        rest.starts_with(' ') && rest.trim_start().starts_with(['<', '{', '[', '$'])
    });
    shown || begins && start[word.len()..].starts_with(' ')
}
