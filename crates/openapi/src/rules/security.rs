//! Security: schemes that are required must be there, and say what can be used.

use specwright_diagnostics::{Diagnostic, Node, closest};

use super::{Rules, component, operations};
use crate::codes;

/// The schemes of HTTP that are registered and that can be expected to be known.
const HTTP_SCHEMES: [&str; 12] = [
    "basic",
    "bearer",
    "concealed",
    "digest",
    "dpop",
    "gnap",
    "hoba",
    "mutual",
    "negotiate",
    "privatetoken",
    "oauth",
    "vapid",
];

impl<'a> Rules<'a> {
    /// Every requirement names a scheme that is there.
    pub(super) fn security(&mut self) {
        self.requirements(self.tree);
        for section in ["paths", "x-specwright-webhooks"] {
            let items = self.tree.get(section).and_then(Node::as_object);
            for (_, operation) in items.into_iter().flat_map(|m| m.values()).flat_map(operations) {
                self.requirements(operation);
            }
        }
    }

    fn requirements(&mut self, holder: &'a Node) {
        let schemes = self.tree.get("components").and_then(|c| c.get("securitySchemes"));
        let schemes = schemes.and_then(Node::as_object);
        let requirements = holder.get("security").and_then(Node::as_array).unwrap_or_default();
        let named = requirements.iter().filter_map(Node::as_object).flatten();
        for (name, scopes) in named {
            if schemes.is_some_and(|schemes| schemes.contains_key(name)) {
                continue;
            }
            let message = format!("there is no security scheme `{name}`");
            let fault = Diagnostic::new(&codes::UNKNOWN_SCHEME, scopes.origin, message)
                .at_key()
                .note("a bearer token is asked for");
            let known = schemes.into_iter().flat_map(|schemes| schemes.keys());
            self.report(match closest(name, known.map(String::as_str)) {
                Some(close) => fault.help(format!("did you mean `{close}`?")),
                None => fault,
            });
        }
    }

    /// The security schemes that an operation requires, all of them or some, and their names.
    fn schemes(&self, operation: &'a Node) -> impl Iterator<Item = (&'a str, &'a Node)> {
        let requirements = operation.get("security").or_else(|| self.tree.get("security"));
        let requirements = requirements.and_then(Node::as_array).unwrap_or_default();
        let names = requirements.iter().filter_map(Node::as_object).flat_map(|map| map.keys());
        names.filter_map(|name| {
            let reference = format!("#/components/securitySchemes/{name}");
            Some((&name[..], self.resolved(component(self.tree, &reference)?)))
        })
    }

    /// The scheme of a key that an operation, or each of a path, sends in a place under a name.
    pub(super) fn key_scheme(&self, of: &'a Node, place: &str, name: &str) -> Option<&'a str> {
        let sends = |(_, scheme): &(&str, &Node)| {
            let says = |key: &str| scheme.get(key).and_then(Node::as_str).unwrap_or_default();
            let called = match place {
                "header" => says("name").eq_ignore_ascii_case(name),
                _ => says("name") == name,
            };
            says("type") == "apiKey" && says("in") == place && called
        };
        let scheme = |operation| Some(self.schemes(operation).find(sends)?.0);
        let all: Option<Vec<&str>> =
            operations(of).map(|(_, operation)| scheme(operation)).collect();
        match all?.first() {
            Some(first) => Some(first),
            None => scheme(of),
        }
    }

    /// Whether what an operation requires is sent in the header `Authorization`.
    pub(super) fn is_authorized(&self, operation: &'a Node) -> bool {
        self.schemes(operation).any(|(_, scheme)| {
            let says = |key: &str| scheme.get(key).and_then(Node::as_str).unwrap_or_default();
            match says("type") {
                "apiKey" => {
                    says("in") == "header" && says("name").eq_ignore_ascii_case("Authorization")
                }
                "http" => says("scheme") != "mutual",
                kind => !kind.is_empty(),
            }
        })
    }

    pub(super) fn scheme(&mut self, scheme: &Node) {
        if let Some(node) = scheme.get("scheme")
            && let Some(name) = node.as_str()
            && scheme.get("type").and_then(Node::as_str) == Some("http")
            && !HTTP_SCHEMES.contains(&name.to_ascii_lowercase().as_str())
            && !name.to_ascii_lowercase().starts_with("scram-")
        {
            let message = format!("`{name}` is not a registered scheme of HTTP");
            let fault = Diagnostic::new(&codes::HTTP_SCHEME, node.origin, message);
            self.report(fault.note("its credentials are sent as they are given"));
        }
        if let Some(node) = scheme.get("openIdConnectUrl") {
            self.url(node);
        }
    }

    pub(super) fn flow(&mut self, flow: &Node) {
        for key in ["authorizationUrl", "tokenUrl", "refreshUrl"] {
            if let Some(node) = flow.get(key) {
                self.url(node);
            }
        }
    }

    /// URLs of authorisation servers. Relative ones are legal.
    fn url(&mut self, node: &Node) {
        let Some(url) = node.as_str() else { return };
        let host = url.split_once("://").map_or("host", |(_, rest)| rest);
        let is_broken = url.contains(char::is_whitespace)
            || url == "-"
            || url.starts_with(':')
            || host.is_empty()
            || host.starts_with(':');
        if is_broken {
            let message = format!("`{url}` is not a URL");
            self.report(Diagnostic::new(&codes::INVALID_URL, node.origin, message));
        }
    }
}
