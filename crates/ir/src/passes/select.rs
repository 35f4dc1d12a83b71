//! What a user picks and renames: some of the operations, with the types that they need, and other
//! names for operations and schemas.

use std::collections::BTreeMap;

use specwright_diagnostics::{Code, Diagnostic, Diagnostics, Place as Where};

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

/// Whether this is what a user calls an operation: its name, or its method and path.
fn is_called(operation: &Operation, name: &str) -> bool {
    matches!(&operation.name, Name::Given(given) if given == name)
        || name.split_once(' ').is_some_and(|(method, path)| {
            operation.method.eq_ignore_ascii_case(method) && operation.path == path.trim()
        })
}

/// Names of the configuration that the document does not have.
fn report(api: &Api, options: &Options, diagnostics: &mut Diagnostics) {
    let operation = |name: &str| api.operations.iter().any(|o| is_called(o, name));
    let tag = |name: &str| api.operations.iter().any(|o| o.tags.iter().any(|tag| tag == name));
    let schema = |name: &str| api.types.iter().any(|ty| schema_of(ty) == Some(name));
    let operations = options.operations.iter().chain(options.rename_operations.keys());
    let unknown = operations
        .filter(|name| !operation(name))
        .map(|name| format!("no operation is called `{name}`"))
        .chain(options.tags.iter().filter(|name| !tag(name)).map(|name| {
            let mut tags: Vec<&str> =
                api.operations.iter().flat_map(|o| &o.tags).map(String::as_str).collect();
            tags.sort_unstable();
            tags.dedup();
            format!("no operation has the tag `{name}`; there are `{}`", tags.join("`, `"))
        }))
        .chain(
            options
                .rename_types
                .keys()
                .filter(|name| !schema(name))
                .map(|name| format!("no schema is called `{name}`")),
        );
    let code: &'static Code = &codes::UNKNOWN_NAME;
    unknown.for_each(|message| diagnostics.push(Diagnostic::new(code, Where::Nowhere, message)));
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
