//! What a user picks and renames: some of the operations, with the types that they need, and other
//! names for operations and schemas.

use std::collections::{BTreeMap, BTreeSet};

use specwright_diagnostics::{Diagnostic, Diagnostics, Place as Where, closest};

use super::reach::{reached, returned_mut, sent_mut};
use crate::api::{Api, Kind, Owner, Place, Type, TypeId, Use};
use crate::{Name, Operation, Options, codes};

pub(super) fn run(api: &mut Api, options: &Options, diagnostics: &mut Diagnostics) {
    report(api, options, diagnostics);
    if !options.operations.is_empty() || !options.tags.is_empty() {
        pick(api, options);
    }
    rename(api, options);
}

/// The name that the document gives an operation.
fn given(name: &Name) -> Option<&String> {
    match name {
        Name::Given(name) => Some(name),
        Name::Route => None,
    }
}

/// Whether this is what a user calls an operation: its name, or its method and path.
fn is_called(operation: &Operation, name: &str) -> bool {
    given(&operation.name).is_some_and(|given| given == name)
        || name.split_once(' ').is_some_and(|(method, path)| {
            operation.method.eq_ignore_ascii_case(method) && operation.path == path.trim()
        })
}

/// Reports names of the configuration that the document does not have.
fn report(api: &Api, options: &Options, diagnostics: &mut Diagnostics) {
    let operations = options.operations.iter().chain(options.rename_operations.keys());
    diagnostics.extend(operations.filter_map(|name| unknown_operation(api, name)));
    diagnostics.extend(options.tags.iter().filter_map(|name| unknown_tag(api, name)));
    diagnostics.extend(options.rename_types.keys().filter_map(|name| unknown_schema(api, name)));
}

fn unknown_operation(api: &Api, name: &str) -> Option<Diagnostic> {
    if api.operations.iter().any(|operation| is_called(operation, name)) {
        return None;
    }
    let names: Vec<String> = match name.contains(' ') {
        true => api.operations.iter().map(|o| format!("{} {}", o.method, o.path)).collect(),
        false => api.operations.iter().filter_map(|o| given(&o.name).cloned()).collect(),
    };
    unknown(format!("no operation is called `{name}`"), name, names.iter().map(String::as_str))
}

fn unknown_tag(api: &Api, name: &str) -> Option<Diagnostic> {
    let tags = api.operations.iter().flat_map(|o| &o.tags).map(String::as_str);
    let tags: BTreeSet<&str> = tags.collect();
    if tags.contains(name) {
        return None;
    }
    let all = tags.iter().copied().collect::<Vec<_>>().join("`, `");
    unknown(format!("no operation has the tag `{name}`; there are `{all}`"), name, tags)
}

/// What there is to say of the name of a schema that the document does not have; `None` where it
/// has one.
pub fn unknown_schema(api: &Api, name: &str) -> Option<Diagnostic> {
    let names: Vec<&str> = api.types.iter().filter_map(schema_of).collect();
    if names.contains(&name) {
        return None;
    }
    unknown(format!("no schema is called `{name}`"), name, names)
}

fn unknown<'a>(
    message: String,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<Diagnostic> {
    let diagnostic = Diagnostic::new(&codes::UNKNOWN_NAME, Where::Nowhere, message);
    Some(match closest(name, known) {
        Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
        None => diagnostic,
    })
}

fn schema_of(ty: &Type) -> Option<&str> {
    match &ty.place.owner {
        Owner::Schema(name) if ty.place.steps.is_empty() => Some(name),
        _ => None,
    }
}

/// Leaves the operations that are picked, and the types that they reach.
fn pick(api: &mut Api, options: &Options) {
    let picked = |operation: &Operation| {
        options.operations.iter().any(|name| is_called(operation, name))
            || operation.tags.iter().any(|tag| options.tags.contains(tag))
    };
    let mut moved = Vec::new();
    let mut kept = 0;
    for operation in &api.operations {
        moved.push(picked(operation).then_some(kept));
        kept += usize::from(picked(operation));
    }
    api.operations.retain(picked);
    api.webhooks.clear();
    let (requests, responses) = reached(api);
    let mut ids = Vec::new();
    let mut next = 0;
    for index in 0..api.types.len() {
        let needed = requests[index] || responses[index];
        ids.push(TypeId(next));
        next += usize::from(needed);
    }
    let mut index = 0;
    api.types.retain_mut(|ty| {
        let needed = requests[index] || responses[index];
        index += 1;
        if needed {
            renumber(&mut ty.place, &moved);
            ty.shape.uses_mut().into_iter().for_each(|used| redirect(used, &ids));
        }
        needed
    });
    for operation in &mut api.operations {
        sent_mut(operation).into_iter().for_each(|used| redirect(used, &ids));
        returned_mut(operation).into_iter().for_each(|used| redirect(used, &ids));
    }
    let asked = |name: &str| {
        let sets = api.operations.iter().flat_map(|o| &o.security);
        sets.flatten().any(|requirement| requirement.scheme == name)
    };
    let schemes: Vec<bool> = api.schemes.iter().map(|scheme| asked(&scheme.name)).collect();
    let mut schemes = schemes.into_iter();
    api.schemes.retain(|_| schemes.next().unwrap_or(true));
}

/// The number of the operation that a type belongs to, after others have gone.
fn renumber(place: &mut Place, moved: &[Option<usize>]) {
    if let Owner::Operation(at) = &mut place.owner
        && let Some(Some(now)) = moved.get(*at)
    {
        *at = *now;
    }
}

fn redirect(used: &mut Use, ids: &[TypeId]) {
    if let Kind::Type(id) = &mut used.kind {
        *id = ids[id.0];
    }
    used.parts_mut().into_iter().for_each(|part| redirect(part, ids));
}

fn rename(api: &mut Api, options: &Options) {
    let new = |names: &BTreeMap<String, String>, is: &dyn Fn(&str) -> bool| {
        names.iter().find(|(name, _)| is(name)).map(|(_, new)| new.clone())
    };
    for ty in &mut api.types {
        if let Owner::Schema(name) = &mut ty.place.owner
            && let Some(new) = options.rename_types.get(name)
        {
            name.clone_from(new);
        }
    }
    for operation in &mut api.operations {
        let found = new(&options.rename_operations, &|name| is_called(operation, name));
        if let Some(found) = found {
            operation.name = Name::Given(found);
        }
    }
}
