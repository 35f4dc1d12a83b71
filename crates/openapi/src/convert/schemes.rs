//! Types of security schemes that OpenAPI does not have, and what is meant by them.

use specwright_diagnostics::{Map, Node};
use specwright_grammar::{Dialect, Holds, Kind, object};

/// What the other types have beside them.
const OF_OTHERS: [&str; 3] = ["in", "flows", "openIdConnectUrl"];

/// The scheme of HTTP that an unknown type is, or has beside it.
pub(crate) fn http(scheme: &Map) -> Option<&'static str> {
    let kind = scheme.get("type")?.as_str()?;
    // A type of a newer dialect is that.
    let known = match object(Dialect::V3_2, Kind::SecurityScheme).entry("type") {
        Some(Holds::Word(types)) => types.contains(&kind),
        _ => false,
    };
    if known || OF_OTHERS.iter().any(|key| scheme.contains_key(*key)) {
        return None;
    }
    let word = scheme.get("scheme").map_or(Some(kind), Node::as_str)?;
    ["basic", "bearer"].into_iter().find(|known| word.eq_ignore_ascii_case(known))
}
