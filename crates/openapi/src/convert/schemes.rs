//! Types of security schemes that OpenAPI does not have, and what is meant by them.

use specwright_diagnostics::{Map, Node};

const TYPES: [&str; 5] = ["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"];

/// What the other types have beside them.
const OF_OTHERS: [&str; 3] = ["in", "flows", "openIdConnectUrl"];

/// The scheme of HTTP that an unknown type is, or has beside it.
pub(crate) fn http(scheme: &Map) -> Option<&'static str> {
    let kind = scheme.get("type")?.as_str()?;
    if TYPES.contains(&kind) || OF_OTHERS.iter().any(|key| scheme.contains_key(*key)) {
        return None;
    }
    let word = scheme.get("scheme").map_or(Some(kind), Node::as_str)?;
    ["basic", "bearer"].into_iter().find(|known| word.eq_ignore_ascii_case(known))
}
