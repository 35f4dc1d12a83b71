//! Swagger 2.0: the shape of a document. What concerns schemas alone is left to the conversion
//! of all dialects.

mod bodies;
mod parameters;
mod responses;
mod security;
mod servers;

use specwright_diagnostics::{Diagnostics, Map, Node, Value};
use specwright_grammar::{Dialect, Kind, object};

pub(super) use self::parameters::collection;
use crate::rules::METHODS;

/// The media types of requests and responses where none are named.
pub(super) const DEFAULT_MEDIA_TYPE: &str = "application/json";

/// What operations take from the document around them.
struct Context<'a> {
    /// The named parameters, of which those of bodies are copied to where they are used.
    parameters: Map,
    consumes: Vec<Node>,
    produces: Vec<Node>,
    diagnostics: &'a mut Diagnostics,
}

/// Gives a bundled 2.0 document the shape of 3.0.
pub(super) fn convert(tree: &mut Node, diagnostics: &mut Diagnostics) {
    let Value::Object(root) = &mut tree.value else { return };
    let version = root.get("swagger").map(|node| node.origin).unwrap_or_default();
    let mut document = Map::from_iter([("openapi".into(), Node::from("3.0.3").at(version))]);
    let mut context = Context {
        parameters: Map::default(),
        consumes: items(root.shift_remove("consumes")),
        produces: items(root.shift_remove("produces")),
        diagnostics,
    };
    let mut components = root.shift_remove("components");
    if let Some(components) = &mut components {
        context.components(components);
    }
    let servers = servers::of_document(root);
    for (key, mut value) in std::mem::take(root) {
        match key.as_str() {
            "swagger" | "host" | "basePath" | "schemes" => continue,
            "paths" => context.paths(&mut value, &servers),
            _ => {}
        }
        document.insert(key, value);
        if let (true, Some(servers)) = (document.contains_key("info"), &servers)
            && !document.contains_key("servers")
        {
            document.insert("servers".into(), servers.clone());
        }
    }
    if let Some(components) = components {
        document.insert("components".into(), components);
    }
    *root = document;
}

fn items(list: Option<Node>) -> Vec<Node> {
    match list.map(|node| node.value) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

/// Takes out the list of parameters if all of it has become a body.
fn drop_empty(holder: &mut Map) {
    if holder.get("parameters").and_then(Node::as_array).is_some_and(<[Node]>::is_empty) {
        holder.shift_remove("parameters");
    }
}

impl Context<'_> {
    fn components(&mut self, components: &mut Node) {
        if let Some(parameters) = components.get_mut("parameters").and_then(Node::as_object_mut) {
            self.parameters = parameters.clone();
            parameters.retain(|_, parameter| !bodies::is_part_of_body(parameter));
            for parameter in parameters.values_mut() {
                parameters::convert(parameter, self.diagnostics);
            }
        }
        let responses = components.get_mut("responses").and_then(Node::as_object_mut);
        for response in responses.into_iter().flat_map(|map| map.values_mut()) {
            responses::convert(response, &self.produces);
        }
        let schemes = components.get_mut("securitySchemes").and_then(Node::as_object_mut);
        schemes.into_iter().flat_map(|map| map.values_mut()).for_each(security::convert);
    }

    fn paths(&mut self, paths: &mut Node, servers: &Option<Node>) {
        for item in paths.as_object_mut().into_iter().flat_map(|map| map.values_mut()) {
            let Value::Object(map) = &mut item.value else { continue };
            let shared = self.shared(map);
            for method in METHODS {
                if let Some(Value::Object(operation)) = map.get_mut(method).map(|o| &mut o.value) {
                    self.operation(operation, &shared, servers);
                }
            }
        }
    }

    /// The parameters of a path that are parts of bodies: each operation gets its copy.
    fn shared(&mut self, item: &mut Map) -> Vec<Node> {
        let mut shared = Vec::new();
        if let Some(parameters) = item.get_mut("parameters").and_then(Node::as_array_mut) {
            for parameter in std::mem::take(parameters) {
                let mut parameter = parameter;
                if bodies::is_part_of_body(self.resolved(&parameter)) {
                    shared.push(self.resolved(&parameter).clone());
                } else {
                    parameters::convert(&mut parameter, self.diagnostics);
                    parameters.push(parameter);
                }
            }
        }
        drop_empty(item);
        shared
    }

    /// A parameter, or the component that it refers to.
    fn resolved<'a>(&'a self, parameter: &'a Node) -> &'a Node {
        let name = parameter
            .get("$ref")
            .and_then(Node::as_str)
            .and_then(|reference| reference.strip_prefix("#/components/parameters/"));
        name.and_then(|name| self.parameters.get(name)).unwrap_or(parameter)
    }

    fn operation(&mut self, operation: &mut Map, shared: &[Node], servers: &Option<Node>) {
        let consumes = match operation.shift_remove("consumes") {
            Some(own) => items(Some(own)),
            None => self.consumes.clone(),
        };
        let produces = match operation.shift_remove("produces") {
            Some(own) => items(Some(own)),
            None => self.produces.clone(),
        };
        if let Some(schemes) = operation.shift_remove("schemes")
            && let Some(own) = servers::with_schemes(servers, &schemes)
        {
            operation.insert("servers".into(), own);
        }
        let mut parts: Vec<Node> = shared.to_vec();
        if let Some(parameters) = operation.get_mut("parameters").and_then(Node::as_array_mut) {
            for mut parameter in std::mem::take(parameters) {
                if bodies::is_part_of_body(self.resolved(&parameter)) {
                    let part = self.resolved(&parameter).clone();
                    parts.retain(|other| !shared.contains(other) || !bodies::is_same(other, &part));
                    parts.push(part);
                } else {
                    parameters::convert(&mut parameter, self.diagnostics);
                    parameters.push(parameter);
                }
            }
        }
        drop_empty(operation);
        if let Some(body) = bodies::body(parts, &consumes, self.diagnostics) {
            operation.insert("requestBody".into(), body);
        }
        let responses = operation.get_mut("responses").and_then(Node::as_object_mut);
        let grammar = object(Dialect::V2_0, Kind::Responses);
        for (key, response) in responses.into_iter().flatten() {
            if !grammar.is_extension(key) {
                responses::convert(response, &produces);
            }
        }
    }
}
