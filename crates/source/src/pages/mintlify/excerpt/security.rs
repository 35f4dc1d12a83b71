//! Security of an excerpt: the ways to call an operation, each with the names of its schemes as one
//! title and with what these send.
//!
//! ```text
//! - title: key id & key secret
//!   parameters:
//!     header: {X-Key-Id: {type: apiKey}, X-Key-Secret: {type: apiKey}}
//! ```

use specwright_diagnostics::{Node, Pointer};

use super::Builder;
use super::part::Part;
use crate::draft::Draft;

pub(super) fn requirements(builder: &mut Builder, options: &Part) -> Draft<Pointer> {
    let mut all = Draft::array(options.at.clone());
    for option in options.items() {
        all.push(requirement(builder, &option));
    }
    all
}

fn requirement(builder: &mut Builder, option: &Part) -> Draft<Pointer> {
    let title = option.node.get("title").and_then(Node::as_str).unwrap_or_default();
    let names: Vec<&str> = title.split(" & ").filter(|name| !name.is_empty()).collect();
    let sections = option.get("parameters");
    let sent: Vec<(&str, &str, Part)> = sections
        .iter()
        .flat_map(Part::entries)
        .flat_map(|(place, section)| {
            section.entries().map(move |(name, part)| (place, name, part)).collect::<Vec<_>>()
        })
        .collect();
    let mut requirement = Draft::object(option.at.clone());
    for (index, (place, parameter, part)) in sent.iter().enumerate() {
        // The names stand in the order of the schemes, the parameters in that of their places.
        let is_in_order = sent.iter().all(|(other, ..)| other == place);
        let named = names.get(index).filter(|_| is_in_order && names.len() == sent.len());
        let name = plain(named.copied().unwrap_or(parameter));
        let scheme = scheme(builder, (place, parameter, part), &name);
        builder.schemes.set(name.clone(), scheme);
        requirement.set(name, Draft::array(part.at.clone()));
    }
    if sent.is_empty() {
        for name in names {
            unknown(builder, &mut requirement, name, option);
        }
    }
    requirement
}

fn scheme(
    builder: &mut Builder,
    (place, parameter, part): (&str, &str, &Part),
    name: &str,
) -> Draft<Pointer> {
    let mut scheme = part.without(&["scheme"]);
    match part.node.get("type").and_then(Node::as_str) {
        Some("apiKey") => {
            scheme.put("in", place);
            scheme.put("name", parameter);
        }
        Some("http") => {
            if let Some(kind) = part.get("scheme") {
                scheme.set("scheme", kind.copy());
            }
        }
        _ => {
            builder.unclear.push(format!(
                "the page does not say where the token of `{name}` comes from; it is read as a bearer \
                 token"
            ));
            bearer(&mut scheme);
        }
    }
    scheme
}

/// A scheme of which the page has the name alone.
fn unknown(builder: &mut Builder, requirement: &mut Draft<Pointer>, name: &str, option: &Part) {
    builder.unclear.push(format!(
        "the page does not say how the credentials of `{name}` are sent; they are read as a bearer \
         token"
    ));
    let mut scheme = Draft::object(option.at.clone());
    bearer(&mut scheme);
    let name = plain(name);
    builder.schemes.set(name.clone(), scheme);
    requirement.set(name, Draft::array(option.at.clone()));
}

fn bearer(scheme: &mut Draft<Pointer>) {
    scheme.put("type", "http");
    scheme.put("scheme", "bearer");
}

/// The name of a component: the title has spaces for `_` and `-`.
fn plain(name: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    name.chars().map(|c| if fits(c) { c } else { '_' }).collect()
}
