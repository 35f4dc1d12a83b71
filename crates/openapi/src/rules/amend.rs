//! What a document forgot and cannot do without is put in, and what cannot be used is taken
//! out, so that later stages find a consistent whole. Each change is reported by its rule.

use std::collections::HashSet;

use specwright_diagnostics::{Map, Node, Origin, Value};

use super::{METHODS, component};

/// Declares the security schemes that are required and missing, as bearer tokens marked with
/// `x-specwright-undeclared`.
pub(super) fn declare_schemes(tree: &mut Node) {
    let mut missing: Vec<(String, Node)> = Vec::new();
    let mut look = |holder: &Node| {
        for requirement in holder.get("security").and_then(Node::as_array).unwrap_or_default() {
            for (name, scopes) in requirement.as_object().into_iter().flatten() {
                let reference = format!("#/components/securitySchemes/{name}");
                if component(tree, &reference).is_none() {
                    missing.push((name.clone(), scopes.clone()));
                }
            }
        }
    };
    look(tree);
    for section in ["paths", "x-specwright-webhooks"] {
        let items = tree.get(section).and_then(Node::as_object);
        items
            .into_iter()
            .flat_map(|map| map.values())
            .flat_map(super::operations)
            .for_each(|(_, operation)| look(operation));
    }
    for (name, scopes) in missing {
        let mut scheme = Node::object().at(scopes.origin);
        scheme.insert("type", "http");
        scheme.insert("scheme", "bearer");
        scheme.insert("x-specwright-undeclared", true);
        if let Some(schemes) = section(tree, "securitySchemes") {
            schemes.entry(name).or_insert(scheme);
        }
    }
}

fn section<'a>(tree: &'a mut Node, name: &str) -> Option<&'a mut Map> {
    if tree.get("components").is_none() {
        tree.insert("components", Node::object());
    }
    let components = tree.get_mut("components")?;
    if components.get(name).is_none() {
        components.insert(name, Node::object());
    }
    components.get_mut(name)?.as_object_mut()
}

/// Takes out parameters that cannot be sent: those without a name, and those of a path that
/// the path does not have; and those that are sent as something else.
pub(super) fn drop_parameters(tree: &mut Node, unsent: &HashSet<(Origin, Option<String>)>) {
    let unsendable: HashSet<String> = {
        let components = tree.get("components").and_then(|c| c.get("parameters"));
        let entries = components.and_then(Node::as_object).into_iter().flatten();
        entries
            .filter(|(_, parameter)| is_nameless(parameter))
            .map(|(name, _)| format!("#/components/parameters/{name}"))
            .collect()
    };
    let in_path = path_parameters(tree);
    let is_kept = |path: &str, parameter: &Node| {
        if unsent.contains(&entry(parameter)) {
            return false;
        }
        let reference = parameter.get("$ref").and_then(Node::as_str);
        let name = match reference {
            Some(reference) if unsendable.contains(reference) => return false,
            Some(reference) => in_path.get(reference).map(String::as_str),
            None if is_nameless(parameter) => return false,
            None => path_parameter(parameter),
        };
        let has = |name: &str| super::paths::placeholders(path).contains(&name);
        !path.starts_with('/') || name.is_none_or(has)
    };
    for section in ["paths", "x-specwright-webhooks"] {
        if let Some(items) = tree.get_mut(section).and_then(Node::as_object_mut) {
            prune(items, &is_kept);
        }
    }
}

/// Leaves the parameters that are kept in path items, in their operations and in the callbacks of these.
fn prune(items: &mut Map, is_kept: &dyn Fn(&str, &Node) -> bool) {
    for (path, item) in items {
        let is_kept_here = |parameter: &Node| is_kept(path, parameter);
        retain(item, &is_kept_here);
        for operation in operations(item) {
            retain(operation, &is_kept_here);
            let callbacks = operation.get_mut("callbacks").and_then(Node::as_object_mut);
            let callbacks = callbacks.into_iter().flat_map(|map| map.values_mut());
            callbacks.filter_map(Node::as_object_mut).for_each(|items| prune(items, is_kept));
        }
    }
}

fn operations(item: &mut Node) -> impl Iterator<Item = &mut Node> {
    let entries = item.as_object_mut().into_iter().flatten();
    entries.flat_map(|(key, node)| -> Vec<&mut Node> {
        match key.as_str() {
            method if METHODS.contains(&method) => vec![node],
            "x-specwright-operations" => {
                node.as_object_mut().into_iter().flat_map(|map| map.values_mut()).collect()
            }
            _ => Vec::new(),
        }
    })
}

/// What tells an entry of a list of parameters from the others.
pub(super) fn entry(parameter: &Node) -> (Origin, Option<String>) {
    let name = parameter.get("name").and_then(Node::as_str);
    (parameter.origin, name.map(str::to_owned))
}

fn retain(holder: &mut Node, is_kept: &dyn Fn(&Node) -> bool) {
    let Some(parameters) = holder.get_mut("parameters").and_then(Node::as_array_mut) else {
        return;
    };
    let count = parameters.len();
    parameters.retain(is_kept);
    if parameters.is_empty() && count > 0 {
        holder.remove("parameters");
    }
}

/// Whether a parameter is without the name by which it is sent. One that is the whole query needs none.
fn is_nameless(parameter: &Node) -> bool {
    let is_whole = parameter.get("x-specwright-in").is_some();
    let name = parameter.get("name");
    matches!(&parameter.value, Value::Object(map) if !map.contains_key("$ref"))
        && (name.is_none() || !is_whole && name.and_then(Node::as_str) == Some(""))
}

/// The name of a parameter in `path`.
fn path_parameter(parameter: &Node) -> Option<&str> {
    let in_path = parameter.get("in").and_then(Node::as_str) == Some("path");
    parameter.get("name").and_then(Node::as_str).filter(|_| in_path)
}

/// The names of the components that are parameters in `path`, by their reference.
fn path_parameters(tree: &Node) -> std::collections::HashMap<String, String> {
    let components = tree.get("components").and_then(|c| c.get("parameters"));
    let entries = components.and_then(Node::as_object).into_iter().flatten();
    entries
        .filter_map(|(name, parameter)| {
            let reference = format!("#/components/parameters/{name}");
            Some((reference, path_parameter(parameter)?.to_owned()))
        })
        .collect()
}
