//! What a user picks and renames: some of the operations, with the types that they need, and other
//! names for operations and schemas.

use std::collections::{BTreeMap, BTreeSet};

use specwright_diagnostics::{Diagnostic, Diagnostics, Place as Where, closest};

use super::reach::{keep, reached};
use crate::api::{Api, Owner, Place, Type};
use crate::{Name, Operation, Options, codes};

pub(super) fn run(api: &mut Api, options: &Options, diagnostics: &mut Diagnostics) {
    report(api, options, diagnostics);
    let all = schemas(api);
    if !options.operations.is_empty() || !options.tags.is_empty() {
        pick(api, options);
    }
    let rest = schemas(api);
    for name in options.rename_types.keys() {
        let place = options.place(&["rename", "types", name]);
        diagnostics.extend(unknown_schema(name, place, &all, &rest));
    }
    rename(api, options);
    let rest = schemas(api);
    for name in &options.replace_types {
        let place = options.place(&["replace", "types", name]);
        diagnostics.extend(unknown_schema(name, place, &all, &rest));
    }
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
    for (at, name) in options.operations.iter().enumerate() {
        let place = options.place(&["operations", &at.to_string()]);
        diagnostics.extend(unknown_operation(api, name, place));
    }
    for name in options.rename_operations.keys() {
        let place = options.place(&["rename", "operations", name]);
        diagnostics.extend(unknown_operation(api, name, place));
    }
    for (at, name) in options.tags.iter().enumerate() {
        let place = options.place(&["tags", &at.to_string()]);
        diagnostics.extend(unknown_tag(api, name, place));
    }
}

fn unknown_operation(api: &Api, name: &str, place: Where) -> Option<Diagnostic> {
    if api.operations.iter().any(|operation| is_called(operation, name)) {
        return None;
    }
    let names: Vec<String> = match name.contains(' ') {
        true => api.operations.iter().map(|o| format!("{} {}", o.method, o.path)).collect(),
        false => api.operations.iter().filter_map(|o| given(&o.name).cloned()).collect(),
    };
    let names = names.iter().map(String::as_str);
    Some(unknown(format!("no operation is called `{name}`"), place, name, names))
}

fn unknown_tag(api: &Api, name: &str, place: Where) -> Option<Diagnostic> {
    let tags = api.operations.iter().flat_map(|o| &o.tags).map(String::as_str);
    let tags: BTreeSet<&str> = tags.collect();
    if tags.contains(name) {
        return None;
    }
    let all = tags.iter().copied().collect::<Vec<_>>().join("`, `");
    let message = format!("no operation has the tag `{name}`; there are `{all}`");
    Some(unknown(message, place, name, tags))
}

/// What there is to say of the name of a schema that is not among the `rest`; `all` are those of the
/// document.
fn unknown_schema(
    name: &str,
    place: Where,
    all: &BTreeSet<String>,
    rest: &BTreeSet<String>,
) -> Option<Diagnostic> {
    if rest.contains(name) {
        return None;
    }
    if all.contains(name) {
        let message = format!("`{name}` is a schema that no operation needs of those picked");
        return Some(Diagnostic::new(&codes::UNKNOWN_NAME, place, message));
    }
    let names = rest.iter().map(String::as_str);
    Some(unknown(format!("no schema is called `{name}`"), place, name, names))
}

/// An error of a name that is not among the known ones.
pub(super) fn unknown<'a>(
    message: String,
    place: Where,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(&codes::UNKNOWN_NAME, place, message);
    match closest(name, known) {
        Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
        None => diagnostic,
    }
}

fn schemas(api: &Api) -> BTreeSet<String> {
    api.types.iter().filter_map(Type::schema).map(str::to_owned).collect()
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
    let needed = requests.iter().zip(&responses).map(|(sent, returned)| *sent || *returned);
    keep(api, &needed.collect::<Vec<bool>>());
    for ty in &mut api.types {
        renumber(&mut ty.place, &moved);
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
