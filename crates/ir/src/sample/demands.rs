//! What constraints ask of a value that is composed.

use crate::api::{Constraint, Kind, Use};

/// A use with the first of each of its alternatives chosen.
pub(super) fn chosen(used: &Use) -> Use {
    let mut used = used.clone();
    let mut more = Vec::new();
    for constraint in &used.constraints {
        match constraint {
            Constraint::AnyOf(lists) | Constraint::OneOf(lists) => {
                more.extend(lists.first().into_iter().flatten().cloned());
            }
            Constraint::Contains { least, .. } => more.push(Constraint::MinItems(*least)),
            _ => {}
        }
    }
    used.constraints.extend(more);
    if let Kind::Array(item) = &mut used.kind {
        for constraint in &used.constraints {
            if let Constraint::Contains { item: held, .. } = constraint {
                item.constraints.extend(held.iter().cloned());
            }
        }
    }
    used
}

/// Which properties constraints ask for, and which they bar since another alternative asks for them.
#[derive(Default)]
pub(super) struct Demands<'a> {
    pub needed: Vec<&'a str>,
    pub barred: Vec<&'a str>,
}

pub(super) fn demands(constraints: &[Constraint]) -> Demands<'_> {
    let mut demands = Demands::default();
    demands.needed.extend(names(constraints));
    for constraint in constraints {
        match constraint {
            Constraint::AnyOf(lists) => {
                demands.needed.extend(lists.first().into_iter().flat_map(|list| names(list)));
            }
            Constraint::OneOf(lists) => {
                demands.needed.extend(lists.first().into_iter().flat_map(|list| names(list)));
                demands.barred.extend(lists.iter().skip(1).flat_map(|list| names(list)));
            }
            Constraint::DependentRequired(_, others) => {
                demands.needed.extend(others.iter().map(String::as_str));
            }
            _ => {}
        }
    }
    demands
}

/// The properties that constraints require.
fn names(list: &[Constraint]) -> impl Iterator<Item = &str> {
    let required = list.iter().filter_map(|constraint| match constraint {
        Constraint::Required(names) => Some(names.iter().map(String::as_str)),
        _ => None,
    });
    required.flatten()
}
