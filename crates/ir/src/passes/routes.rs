//! What tells requests apart that go to one method and path: parameters that can have but one value,
//! and the media type of the body. Documents write such operations with a query or a fragment in
//! their path, so that the paths differ.
//!
//! ```text
//! GET /files/{name}#op=READ   query op: "READ", required      told by op = READ
//! GET /files/{name}#op=STAT   query op: "STAT", required      told by op = STAT
//! ```

use std::collections::HashMap;

use serde_json::Value;
use specwright_diagnostics::{Diagnostic, Diagnostics};

use crate::api::{Api, Kind, Shape};
use crate::{Body, Location, Operation, Parameter, Told, codes};

pub(super) fn run(api: &mut Api, diagnostics: &mut Diagnostics) {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, operation) in api.operations.iter().enumerate() {
        places.entry(place(operation)).or_default().push(at);
    }
    let mut shared: Vec<Vec<usize>> = places.into_values().filter(|all| all.len() > 1).collect();
    shared.sort();
    for all in shared {
        for at in &all {
            let told_by = told_by(api, &api.operations[*at]);
            api.operations[*at].told_by = told_by;
        }
        report(api, &all, diagnostics);
    }
}

/// Method and path as far as a request has them, without the names of the parameters.
fn place(operation: &Operation) -> String {
    let path = operation.path.split(['?', '#']).next().unwrap_or_default();
    format!("{} {}", operation.method, without_names(path))
}

/// A path without the names of its parameters.
fn without_names(path: &str) -> String {
    let mut bare = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => inside = true,
            '}' => {
                inside = false;
                bare.push_str("{}");
            }
            c if !inside => bare.push(c),
            _ => {}
        }
    }
    bare
}

fn told_by(api: &Api, operation: &Operation) -> Vec<Told> {
    let told = operation.parameters.iter().filter_map(|parameter| {
        let Parameter { name, location, required: true, .. } = parameter else { return None };
        let seen = matches!(location, Location::Query | Location::Header);
        let value = only_value(api, parameter).filter(|_| seen)?;
        Some(Told { location: *location, name: name.clone(), value })
    });
    told.collect()
}

/// The only value of a parameter, as it is written.
fn only_value(api: &Api, parameter: &Parameter) -> Option<String> {
    if parameter.used.nullable {
        return None;
    }
    let Kind::Type(id) = api.resolve(&parameter.used).kind else { return None };
    let Shape::Enumeration(enumeration) = &api.get(id).shape else { return None };
    match &enumeration.constants[..] {
        [only] if !enumeration.free => match &only.value {
            Value::String(text) => Some(text.clone()),
            value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// Reports the operations that nothing tells from one before them, unless it has been said of their
/// paths, which differ in names alone (`ambiguous-path`).
fn report(api: &Api, all: &[usize], diagnostics: &mut Diagnostics) {
    for (nth, at) in all.iter().enumerate() {
        let operation = &api.operations[*at];
        let same = |other: &&usize| {
            let other = &api.operations[**other];
            other.told_by == operation.told_by
                && query(other) == query(operation)
                && share_a_body(other, operation)
        };
        let Some(first) = all[..nth].iter().find(same) else { continue };
        if without_names(&api.operations[*first].path) == without_names(&operation.path) {
            continue;
        }
        let message =
            format!("{} {} is the route of another operation", operation.method, operation.path);
        let fault = Diagnostic::new(&codes::SAME_ROUTE, operation.origin, message)
            .at_key()
            .related(api.operations[*first].origin, "the server answers with this one");
        diagnostics.push(fault);
    }
}

/// Whether a request of the one may have the body of the other.
fn share_a_body(one: &Operation, other: &Operation) -> bool {
    match (&one.body, &other.body) {
        (None, None) => true,
        (Some(body), None) | (None, Some(body)) => !body.required,
        (Some(one), Some(other)) => {
            // As far as a server compares them.
            let bare = |range: &String| {
                range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
            };
            let ranges = |body: &Body| -> Vec<String> {
                body.media.iter().flat_map(|media| media.ranges.iter().map(bare)).collect()
            };
            let (one, other) = (ranges(one), ranges(other));
            one.iter().chain(&other).any(|range| range.contains('*'))
                || one.iter().any(|range| other.contains(range))
        }
    }
}

/// The query that a path itself has.
fn query(operation: &Operation) -> Option<&str> {
    let path = operation.path.split('#').next().unwrap_or_default();
    path.split_once('?').map(|(_, query)| query)
}
