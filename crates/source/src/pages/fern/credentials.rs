//! Credentials, which are a header parameter on these pages, beside the scheme that they are of or
//! without any, and in OpenAPI a requirement.

use std::collections::BTreeMap;

use specwright_diagnostics::{Layout, Node, Pointer};

use super::super::fenced::Fence;
use super::super::{authorization, only_operation, operations};
use crate::load::Loaded;

/// How the site describes a header of any name that it has made of a scheme.
const OF_SCHEME: &str = "Header authentication of the form";

/// Makes the header a requirement, where the document has none.
pub(super) fn require(fence: &Fence, loaded: &mut Loaded) {
    let is_said = |holder: &Node| holder.get("security").is_some();
    let root = is_said(&loaded.tree);
    let Some(operation) = only_operation(&mut loaded.tree).filter(|it| !root && !is_said(it))
    else {
        return;
    };
    let parameters = operation.get("parameters").and_then(Node::as_array).unwrap_or_default();
    let found = parameters.iter().position(is_authorization);
    let Some(at) = found.or_else(|| parameters.iter().position(is_of_scheme)) else { return };
    let header = parameters[at].clone();
    let Some(name) = scheme(fence, &mut loaded.tree, &header) else { return };
    let mut requirement = Node::object();
    requirement.insert(name, Vec::<Node>::new());
    let is_optional = header.get("required").and_then(Node::as_bool) == Some(false);
    let free = is_optional.then(Node::object);
    if let Some(operation) = only_operation(&mut loaded.tree) {
        operation.insert("security", std::iter::once(requirement).chain(free).collect::<Vec<_>>());
    }
    // OpenAPI passes over a parameter `Authorization`, and over none else.
    if found.is_none() {
        remove(loaded, at);
    }
}

/// The name of the only scheme that a header is of; one is declared where there is none at all.
fn scheme(fence: &Fence, tree: &mut Node, header: &Node) -> Option<String> {
    let schemes = tree.get("components").and_then(|components| components.get("securitySchemes"));
    if let Some(schemes) = schemes.and_then(Node::as_object).filter(|all| !all.is_empty()) {
        let mut fitting = schemes.iter().filter(|(_, scheme)| sends(scheme, header));
        return fitting.next().filter(|_| fitting.next().is_none()).map(|(name, _)| name.clone());
    }
    let description = says(header, "description");
    let (name, declared) = match says(header, "name") {
        _ if is_authorization(header) => authorization::scheme(description, fence.after),
        name => (name, authorization::key(name, description)),
    };
    declare(tree, name, declared);
    Some(name.to_owned())
}

/// Whether a security scheme is one of a header.
fn sends(scheme: &Node, header: &Node) -> bool {
    if is_authorization(header) {
        let kind = says(scheme, "type");
        return matches!(kind, "http" | "oauth2" | "openIdConnect") || is_authorization(scheme);
    }
    says(scheme, "in") == "header"
        && says(scheme, "name").eq_ignore_ascii_case(says(header, "name"))
}

fn says<'a>(object: &'a Node, key: &str) -> &'a str {
    object.get(key).and_then(Node::as_str).unwrap_or_default()
}

fn is_authorization(holder: &Node) -> bool {
    authorization::is_header(says(holder, "name"), says(holder, "in"))
}

fn is_of_scheme(parameter: &Node) -> bool {
    let is_header = says(parameter, "in") == "header" && !says(parameter, "name").is_empty();
    is_header && says(parameter, "description").starts_with(OF_SCHEME)
}

fn declare(tree: &mut Node, name: &str, scheme: Node) {
    let mut schemes = Node::object();
    schemes.insert(name, scheme);
    if tree.get("components").is_none() {
        tree.insert("components", Node::object());
    }
    if let Some(components) = tree.get_mut("components") {
        components.insert("securitySchemes", schemes);
    }
}

/// Takes a parameter out. Those behind it stand where they stood.
fn remove(loaded: &mut Loaded, at: usize) {
    let operation = operations(&loaded.tree).next();
    let Some((path, method)) = operation.map(|(path, method, _)| (path, method)) else { return };
    let list = ["paths", path, method, "parameters"].map(str::to_owned);
    let list = Pointer(list.to_vec());
    let operation = only_operation(&mut loaded.tree);
    let parameters = operation.and_then(|operation| operation.get_mut("parameters"));
    let Some(parameters) = parameters.and_then(Node::as_array_mut) else { return };
    parameters.remove(at);
    let mut from = BTreeMap::from([(Pointer::default(), Pointer::default())]);
    let behind = at..parameters.len();
    from.extend(behind.map(|at| (list.join(at.to_string()), list.join((at + 1).to_string()))));
    let layout = Box::new(loaded.layout.clone());
    loaded.layout = Layout::Moved { layout, from };
}
