//! What a normal form says, as facts that two of them can be compared by.

use std::collections::BTreeMap;

use specwright::diagnostics::Node;

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Operation,
    Status,
    Parameter,
    Property,
    Type,
    Required,
    Enum,
}

/// Facts by what they are about and where it stands.
pub type Facts = BTreeMap<(Kind, String), String>;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
/// How deep schemas are looked into.
const DEPTH: usize = 24;

/// The facts of a normal form.
pub fn facts(tree: &Node) -> Facts {
    let mut found = Found { tree, facts: Facts::new() };
    for (path, item) in entries(tree.get("paths")) {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let at = format!("{} {path}", method.to_uppercase());
                found.operation(&at, item, operation);
            }
        }
    }
    let schemas = tree.get("components").and_then(|components| components.get("schemas"));
    for (name, schema) in entries(schemas) {
        found.schema(&format!("#{name}"), schema, 0);
    }
    found.facts
}

fn entries(node: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    let map = node.and_then(Node::as_object).into_iter().flatten();
    map.map(|(key, value)| (key.as_str(), value))
}

fn items(node: Option<&Node>) -> &[Node] {
    node.and_then(Node::as_array).unwrap_or_default()
}

fn text<'n>(node: &'n Node, key: &str) -> &'n str {
    node.get(key).and_then(Node::as_str).unwrap_or_default()
}

struct Found<'a> {
    tree: &'a Node,
    facts: Facts,
}

impl<'a> Found<'a> {
    fn add(&mut self, kind: Kind, at: &str, what: impl Into<String>) {
        self.facts.insert((kind, at.to_owned()), what.into());
    }

    /// The component that a reference leads to, or the node itself.
    fn target(&self, node: &'a Node) -> &'a Node {
        let Some(reference) = node.get("$ref").and_then(Node::as_str) else { return node };
        let mut segments = reference.trim_start_matches("#/").split('/');
        let unescaped = |segment: &str| segment.replace("~1", "/").replace("~0", "~");
        segments.try_fold(self.tree, |node, segment| node.get(&unescaped(segment))).unwrap_or(node)
    }

    fn operation(&mut self, at: &str, item: &'a Node, operation: &'a Node) {
        self.add(Kind::Operation, at, "");
        for parameter in
            items(item.get("parameters")).iter().chain(items(operation.get("parameters")))
        {
            self.parameter(at, self.target(parameter));
        }
        if let Some(body) = operation.get("requestBody").map(|body| self.target(body)) {
            let mut media = entries(body.get("content")).filter_map(|(_, m)| m.get("schema"));
            if let Some(schema) = media.next() {
                self.schema(&format!("{at} body"), schema, 0);
            }
        }
        for (status, response) in entries(operation.get("responses")) {
            let at = format!("{at} {status}");
            self.add(Kind::Status, &at, "");
            // Of several media types the tables show the last.
            let media = entries(self.target(response).get("content"));
            if let Some(schema) = media.filter_map(|(_, media)| media.get("schema")).last() {
                self.schema(&at, schema, 0);
            }
        }
    }

    fn parameter(&mut self, at: &str, parameter: &'a Node) {
        // A document's is to be ignored (OpenAPI 3.0.3, Parameter Object), a page's is a requirement.
        let name = text(parameter, "name");
        if text(parameter, "in") == "header" && name.eq_ignore_ascii_case("Authorization") {
            return;
        }
        let at = format!("{at} {} {name}", text(parameter, "in"));
        self.add(Kind::Parameter, &at, "");
        let required = parameter.get("required").and_then(Node::as_bool) == Some(true);
        self.add(Kind::Required, &at, required.to_string());
        let content = entries(parameter.get("content")).next().and_then(|(_, c)| c.get("schema"));
        if let Some(schema) = parameter.get("schema").or(content) {
            self.schema(&at, schema, 0);
        }
    }

    fn schema(&mut self, at: &str, schema: &'a Node, depth: usize) {
        if depth == DEPTH {
            return;
        }
        if let Some(reference) = schema.get("$ref").and_then(Node::as_str) {
            let name = reference.rsplit('/').next().unwrap_or_default();
            return self.add(Kind::Type, at, format!("#{name}"));
        }
        // What stands beside a reference is said of it.
        if let ([only], None) = (items(schema.get("allOf")), schema.get("properties")) {
            return self.schema(at, only, depth + 1);
        }
        let composed =
            ["oneOf", "anyOf", "allOf"].into_iter().find(|key| schema.get(key).is_some());
        let format = schema.get("format").and_then(Node::as_str);
        let ty = match (schema.get("type").and_then(Node::as_str), composed) {
            (_, Some(composed)) => composed.to_owned(),
            (Some(ty), None) => format.map_or(ty.to_owned(), |format| format!("{ty}({format})")),
            (None, None) if schema.get("properties").is_some() => "object".to_owned(),
            (None, None) => "any".to_owned(),
        };
        self.add(Kind::Type, at, ty);
        let values = items(schema.get("enum")).iter().filter(|value| !value.is_null());
        let mut values: Vec<String> = values
            .map(|value| match value.as_str() {
                Some(text) => text.to_owned(),
                None => value.to_json().to_string(),
            })
            .collect();
        if !values.is_empty() {
            values.sort();
            values.dedup();
            self.add(Kind::Enum, at, values.join(" | "));
        }
        if let Some(items) = schema.get("items") {
            self.schema(&format!("{at}[]"), items, depth + 1);
        }
        if let Some(value) = schema.get("additionalProperties").filter(|v| v.as_object().is_some())
        {
            self.schema(&format!("{at}{{}}"), value, depth + 1);
        }
        if let Some(composed) = composed {
            for (index, one) in items(schema.get(composed)).iter().enumerate() {
                self.schema(&format!("{at}/{index}"), one, depth + 1);
            }
        }
        let required: Vec<&str> =
            items(schema.get("required")).iter().filter_map(Node::as_str).collect();
        for (name, property) in entries(schema.get("properties")) {
            let at = format!("{at}.{name}");
            self.add(Kind::Property, &at, "");
            self.add(Kind::Required, &at, required.contains(&name).to_string());
            self.schema(&at, property, depth + 1);
        }
    }
}
