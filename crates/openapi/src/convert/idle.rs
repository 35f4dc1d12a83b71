//! Keys that are legal and say nothing beside what stands there. The check reports them, and the
//! normal form goes without them: other tools take offence.

use specwright_diagnostics::{Map, Node};
use specwright_grammar::Kind;

/// The keys of an object that say nothing.
pub(crate) fn idle(kind: Kind, map: &Map) -> Vec<&'static str> {
    match kind {
        Kind::Schema => flags(map).into_iter().chain(step(map)).collect(),
        Kind::Parameter | Kind::Header | Kind::MediaType => examples(map),
        Kind::SecurityScheme => security_scheme(map),
        _ => Vec::new(),
    }
}

/// Takes them out.
pub(super) fn drop_idle(kind: Kind, node: &mut Node) {
    let Some(map) = node.as_object_mut() else { return };
    for key in idle(kind, map) {
        map.shift_remove(key);
    }
}

/// A limit is exclusive where there is one.
fn flags(map: &Map) -> Vec<&'static str> {
    let limits = [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")];
    let alone = limits.into_iter().filter(|(limit, flag)| {
        !map.contains_key(*limit) && map.get(*flag).is_some_and(|flag| flag.as_bool().is_some())
    });
    alone.map(|(_, flag)| flag).collect()
}

/// Nothing is a multiple of nought, or of less.
fn step(map: &Map) -> Option<&'static str> {
    let step = map.get("multipleOf")?.as_number()?;
    (step.as_f64() <= 0.0).then_some("multipleOf")
}

/// `example` and `examples` exclude each other; the latter says more if it says anything.
fn examples(map: &Map) -> Vec<&'static str> {
    match map.get("examples").filter(|_| map.contains_key("example")).map(Node::as_object) {
        None => Vec::new(),
        Some(Some(examples)) if !examples.is_empty() => vec!["example"],
        Some(_) => vec!["examples"],
    }
}

fn security_scheme(map: &Map) -> Vec<&'static str> {
    let foreign: &[&str] = match map.get("type").and_then(Node::as_str) {
        Some("apiKey") => &["scheme", "bearerFormat", "flows", "openIdConnectUrl"],
        Some("http") => match map.get("scheme").and_then(Node::as_str) {
            Some(scheme) if !scheme.eq_ignore_ascii_case("bearer") => {
                &["bearerFormat", "name", "in", "flows", "openIdConnectUrl"]
            }
            _ => &["name", "in", "flows", "openIdConnectUrl"],
        },
        Some("oauth2") => &["name", "in", "scheme", "bearerFormat", "openIdConnectUrl"],
        Some("openIdConnect") => &["name", "in", "scheme", "bearerFormat", "flows"],
        _ => &[],
    };
    foreign.iter().copied().filter(|key| map.contains_key(*key)).collect()
}
