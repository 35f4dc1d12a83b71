//! Fern: a YAML fence between a line that names the endpoint and examples in many languages.
//!
//! ```text
//! # Create a session
//! POST https://api.example.com/sessions
//! Reference: https://docs.example.com/api-reference/create-session
//! ## OpenAPI Specification
//! ## SDK Code Examples
//! ```

mod endpoint;

use specwright_diagnostics::Node;

use super::fenced::Fence;
use super::{Page, authorization, only_operation, samples};
use crate::load::Loaded;

pub(super) fn claims(fence: &Fence) -> bool {
    fence.before.contains("Reference: http") || fence.after.contains("## SDK Code Examples")
}

pub(super) fn complete(page: &Page, fence: &Fence, loaded: &mut Loaded) {
    example(fence, &mut loaded.tree);
    require(fence, &mut loaded.tree);
    endpoint::complete(page, fence, loaded);
}

/// Gives the request the example that the code below sends.
fn example(fence: &Fence, tree: &mut Node) {
    let Some(operation) = only_operation(tree) else { return };
    let content = operation.get_mut("requestBody").and_then(|body| body.get_mut("content"));
    let json = content.and_then(|content| content.get_mut("application/json"));
    let Some(media) = json.filter(|media| {
        media.as_object().is_some()
            && media.get("example").is_none()
            && media.get("examples").is_none()
    }) else {
        return;
    };
    if let Some(example) = samples::payload(fence.after) {
        media.insert("example", example);
    }
}

/// Credentials are a header parameter on these pages, beside the scheme that they are of or without
/// any, and in OpenAPI a requirement.
fn require(fence: &Fence, tree: &mut Node) {
    let is_said = |holder: &Node| holder.get("security").is_some();
    let root = is_said(tree);
    let Some(operation) = only_operation(tree).filter(|operation| !root && !is_said(operation))
    else {
        return;
    };
    let parameters = operation.get("parameters").and_then(Node::as_array).unwrap_or_default();
    let Some(header) = parameters.iter().find(|parameter| is_authorization(parameter)) else {
        return;
    };
    let is_optional = header.get("required").and_then(Node::as_bool) == Some(false);
    let description = header.get("description").and_then(Node::as_str).unwrap_or_default();
    let (name, declared) = authorization::scheme(description, fence.after);
    let schemes = tree.get("components").and_then(|components| components.get("securitySchemes"));
    let schemes = schemes.and_then(Node::as_object).filter(|schemes| !schemes.is_empty());
    let name = match schemes {
        None => {
            declare(tree, name, declared);
            name.to_owned()
        }
        Some(schemes) => {
            let mut fitting = schemes.iter().filter(|(_, scheme)| is_sent_there(scheme));
            match (fitting.next(), fitting.next()) {
                (Some((name, _)), None) => name.clone(),
                _ => return,
            }
        }
    };
    let mut requirement = Node::object();
    requirement.insert(name, Vec::<Node>::new());
    let free = is_optional.then(Node::object);
    if let Some(operation) = only_operation(tree) {
        operation.insert("security", std::iter::once(requirement).chain(free).collect::<Vec<_>>());
    }
}

fn is_authorization(parameter: &Node) -> bool {
    let says = |key: &str| parameter.get(key).and_then(Node::as_str).unwrap_or_default();
    authorization::is_header(says("name"), says("in"))
}

/// Whether a security scheme is one of the header `Authorization`.
fn is_sent_there(scheme: &Node) -> bool {
    let kind = scheme.get("type").and_then(Node::as_str).unwrap_or_default();
    matches!(kind, "http" | "oauth2" | "openIdConnect") || is_authorization(scheme)
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
