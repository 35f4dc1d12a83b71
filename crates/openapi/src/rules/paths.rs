//! Paths and their parameters.

use std::collections::{HashMap, HashSet};

use specwright_diagnostics::{Diagnostic, Diagnostics, Node, Value, closest};

use super::reserved::is_reserved;
use super::{Rules, amend, operations, resolved};
use crate::codes;

/// The names in braces of a path, in order.
pub(super) fn placeholders(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

/// Declares the parameters that a path names and an operation does not, as strings.
pub(super) fn declare(tree: &mut Node, diagnostics: &mut Diagnostics) {
    let mut missing: Vec<(String, String)> = Vec::new();
    for (path, item) in tree.get("paths").and_then(Node::as_object).into_iter().flatten() {
        if !path.starts_with('/') {
            continue;
        }
        let shared = declared(tree, item);
        let mut reported = HashSet::new();
        for (method, operation) in operations(item) {
            let own = declared(tree, operation);
            for name in placeholders(path) {
                if shared.contains(name) || own.contains(name) || !reported.insert(name) {
                    continue;
                }
                let message = format!("the parameter `{name}` of the path is not declared");
                let mut candidates: Vec<&str> = own.iter().chain(&shared).copied().collect();
                candidates.sort_unstable();
                let fault =
                    Diagnostic::new(&codes::UNDECLARED_PARAMETER, operation.origin, message)
                        .at_key()
                        .label(format!("`{method}` takes it"))
                        .note("it is read as a string");
                diagnostics.push(match closest(name, candidates) {
                    Some(close) => fault.help(format!("did you mean `{close}`, which is?")),
                    None => fault,
                });
                missing.push((path.clone(), name.to_owned()));
            }
        }
    }
    for (path, name) in missing {
        let item = tree.get_mut("paths").and_then(|paths| paths.get_mut(&path));
        if let Some(item) = item {
            declare_string(item, "path", &name);
        }
    }
}

/// Declares a required string as a parameter of all operations of a path.
pub(super) fn declare_string(item: &mut Node, place: &str, name: &str) {
    let origin = item.origin;
    let mut schema = Node::object().at(origin);
    schema.insert("type", Node::from("string").at(origin));
    let mut parameter = Node::object().at(origin);
    parameter.insert("name", name);
    parameter.insert("in", place);
    parameter.insert("required", true);
    parameter.insert("schema", schema);
    match item.get_mut("parameters").map(|node| &mut node.value) {
        Some(Value::Array(parameters)) => parameters.push(parameter),
        _ => item.insert("parameters", vec![parameter]),
    }
}

/// The path parameters that an item or operation declares.
pub(super) fn declared<'a>(tree: &'a Node, holder: &'a Node) -> HashSet<&'a str> {
    let parameters = holder.get("parameters").and_then(Node::as_array).unwrap_or_default();
    let resolved = parameters.iter().map(|parameter| resolved(tree, parameter));
    let of_path = resolved.filter(|p| p.get("in").and_then(Node::as_str) == Some("path"));
    of_path.filter_map(|parameter| parameter.get("name")?.as_str()).collect()
}

impl<'a> Rules<'a> {
    pub(super) fn paths(&mut self) {
        let mut shapes: HashMap<String, (&str, &Node)> = HashMap::new();
        let mut decoded: HashMap<String, &Node> = HashMap::new();
        let paths = self.tree.get("paths").and_then(Node::as_object);
        for (path, item) in paths.into_iter().flatten().filter(|(key, _)| key.starts_with('/')) {
            self.template(path, item);
            if let Some(first) = decoded.insert(crate::reference::decode(path), item) {
                let message = format!("`{path}` is there twice, in other escapes");
                let fault = Diagnostic::new(&codes::INVALID_PATH, item.origin, message).at_key();
                self.report(fault.related(first.origin, "the first"));
            }
            if let Some((other, first)) = shapes.get(shape(path).as_str()).copied() {
                let message = format!("`{path}` admits the same requests as `{other}`");
                let fault = Diagnostic::new(&codes::AMBIGUOUS_PATH, item.origin, message)
                    .at_key()
                    .related(first.origin, "the other path")
                    .note("a request goes to the first of them that has its method");
                self.report(fault);
            } else {
                shapes.insert(shape(path), (path, item));
            }
            self.parameters(path, item);
        }
        let webhooks = self.tree.get("x-specwright-webhooks").and_then(Node::as_object);
        for (name, item) in webhooks.into_iter().flatten() {
            self.parameters(name, item);
        }
    }

    fn template(&mut self, path: &str, item: &Node) {
        let opened = path.matches('{').count();
        if opened != path.matches('}').count() || opened != placeholders(path).len() {
            let message = format!("the braces of `{path}` do not match");
            self.report(Diagnostic::new(&codes::INVALID_PATH, item.origin, message).at_key());
        }
        let mut seen = HashSet::new();
        for name in placeholders(path).into_iter().filter(|name| !seen.insert(*name)) {
            let message = format!("`{{{name}}}` stands twice in one path");
            self.report(
                Diagnostic::new(&codes::REPEATED_PLACEHOLDER, item.origin, message).at_key(),
            );
        }
    }

    /// The parameters of a path and of its operations.
    fn parameters(&mut self, path: &str, item: &'a Node) {
        let names = placeholders(path);
        self.list(&names, item, path);
        for (_, operation) in operations(item) {
            self.list(&names, operation, path);
        }
    }

    fn list(&mut self, names: &[&str], holder: &'a Node, path: &str) {
        let mut seen: HashMap<(&str, String), &Node> = HashMap::new();
        for entry in holder.get("parameters").and_then(Node::as_array).unwrap_or_default() {
            let parameter = self.resolved(entry);
            let text = |key| parameter.get(key).and_then(Node::as_str);
            let (Some(name), Some(place)) = (text("name"), text("in")) else { continue };
            let folded = match place {
                "header" => name.to_ascii_lowercase(),
                _ => name.to_owned(),
            };
            if let Some(first) = seen.insert((place, folded), entry) {
                let message = format!("the parameter `{name}` in `{place}` is there twice");
                let fault = Diagnostic::new(&codes::DUPLICATE_PARAMETER, entry.origin, message);
                self.report(fault.related(first.origin, "the first"));
            }
            let reserved = place == "header" && is_reserved(name);
            if !reserved && let Some(scheme) = self.key_scheme(holder, place, name) {
                let message =
                    format!("`{name}` in `{place}` is what the security scheme `{scheme}` sends");
                let fault = Diagnostic::new(&codes::CREDENTIAL_PARAMETER, entry.origin, message);
                self.report(fault.note("it is no parameter besides"));
                self.unsent.insert(amend::entry(entry));
            }
            match place {
                "path" if path.starts_with('/') && !names.contains(&name) => {
                    let message = format!("`{path}` has no parameter `{name}`");
                    let fault =
                        Diagnostic::new(&codes::UNUSED_PATH_PARAMETER, entry.origin, message)
                            .note("it is passed over");
                    self.report(match closest(name, names.iter().copied()) {
                        Some(close) => fault.help(format!("did you mean `{close}`?")),
                        None => fault,
                    });
                }
                "header" if reserved => {}
                "header" | "cookie" if !is_token(name) => {
                    let message = format!("`{name}` cannot be the name of a {place}");
                    self.report(Diagnostic::new(&codes::FIELD_NAME, parameter.origin, message));
                }
                _ => {}
            }
        }
    }
}

/// A path with its parameters unnamed and its escapes undone: equal for paths that admit the
/// same requests.
fn shape(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    let shape = parts.fold(first, |shape, part| {
        let rest = part.split_once('}').map_or(part, |(_, rest)| rest);
        shape + "{}" + rest
    });
    crate::reference::decode(&shape)
}

/// Whether HTTP admits a name for a header or cookie.
fn is_token(name: &str) -> bool {
    let legal = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~[]".contains(&b);
    !name.is_empty() && name.bytes().all(legal)
}
