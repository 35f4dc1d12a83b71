//! What a generated server answers before any handler is asked, as part of the document: for
//! tools that hold a server against its document.

use serde_json::json;
use specwright_diagnostics::{Node, Number};
use specwright_grammar::{Dialect, Holds, Kind};

use crate::convert::visit;

const PROBLEM: &str = "application/problem+json";
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Adds the refusals, the bounds of numbers and the types that are implied to a tree in the normal form,
/// and takes away what is settled before a request is there.
pub(super) fn serve(tree: &mut Node) {
    let connections = connections(tree);
    let document = Holds::Object(Kind::Document);
    visit(tree, document, Dialect::V3_0, &mut |kind, node| {
        if kind == Kind::Schema {
            imply(node);
            bound(node);
            bound_float(node);
        }
    });
    let name = problem_name(tree);
    let whole = tree.clone();
    let paths = tree.get_mut("paths").and_then(Node::as_object_mut).into_iter().flatten();
    for (path, item) in paths {
        let shared = item.get("parameters").and_then(Node::as_array).is_some_and(|p| !p.is_empty());
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                let statuses = statuses(&whole, path, operation, shared);
                statuses.into_iter().for_each(|(status, title)| {
                    refuse(&whole, operation, (status, title), &name);
                });
            }
        }
    }
    visit(tree, document, Dialect::V3_0, &mut |kind, node| {
        if matches!(kind, Kind::Document | Kind::Operation) {
            drop_connections(node, &connections);
        }
    });
    if tree.get("components").is_none() {
        tree.insert("components", Node::object());
    }
    let components = tree.get_mut("components");
    if let Some(components) = components {
        if components.get("schemas").is_none() {
            components.insert("schemas", Node::object());
        }
        if let Some(schemas) = components.get_mut("schemas") {
            schemas.insert(name, Node::from(problem()));
        }
    }
}

/// Which refusals an operation can meet. A path without parameters leads to its operation or
/// does not; with parameters it may become another one, or none.
fn statuses(
    tree: &Node,
    path: &str,
    operation: &Node,
    shared: bool,
) -> Vec<(&'static str, &'static str)> {
    let body = operation.get("requestBody").is_some();
    let parameters = operation.get("parameters").and_then(Node::as_array);
    let parameters = shared || parameters.is_some_and(|parameters| !parameters.is_empty());
    let security = operation.get("security").or_else(|| tree.get("security"));
    let security = security.and_then(Node::as_array).unwrap_or_default();
    let secured = security.iter().filter_map(Node::as_object).any(|set| !set.is_empty());
    let template = path.contains('{');
    let produces = operation.get("responses").and_then(Node::as_object).is_some_and(|responses| {
        let has_content = |response: &Node| resolved(tree, response).get("content").is_some();
        responses.values().any(has_content)
    });
    let answers = |digits: &[char]| {
        let responses = operation.get("responses").and_then(Node::as_object);
        responses.is_some_and(|all| all.keys().any(|status| status.starts_with(digits)))
    };
    // A mock speaks no protocol but HTTP.
    let switches = answers(&['1']) && !answers(&['2', '3', 'd']);
    [
        (body, "400", "Bad Request"),
        (secured, "401", "Unauthorized"),
        (secured, "403", "Forbidden"),
        (template, "404", "Not Found"),
        (template, "405", "Method Not Allowed"),
        (produces, "406", "Not Acceptable"),
        (body, "413", "Payload Too Large"),
        (body, "415", "Unsupported Media Type"),
        (body || parameters, "422", "Unprocessable Entity"),
        (switches, "426", "Upgrade Required"),
    ]
    .into_iter()
    .filter_map(|(applies, status, title)| applies.then_some((status, title)))
    .collect()
}

/// Adds a problem document to what an operation may answer with a status. What the operation
/// itself answers stays, also where a range or the default says it; so does an answer without content,
/// since OpenAPI has no word for a body that may be missing.
fn refuse(tree: &Node, operation: &mut Node, (status, title): (&str, &str), problem: &str) {
    let Some(responses) = operation.get_mut("responses") else { return };
    let documented = [status, "4XX", "4xx", "default"];
    let documented = documented.iter().find_map(|key| responses.get(key));
    let mut response = documented.map_or_else(
        || {
            let mut response = Node::object();
            response.insert("description", title);
            response
        },
        |response| resolved(tree, response).clone(),
    );
    if documented.is_none() {
        response.insert("content", Node::object());
    }
    if let Some(content) = response.get_mut("content")
        && content.get(PROBLEM).is_none()
    {
        let schema = json!({"schema": {"$ref": format!("#/components/schemas/{problem}")}});
        content.insert(PROBLEM, Node::from(schema));
    }
    responses.insert(status, response);
}

/// The response that a reference leads to.
fn resolved<'a>(tree: &'a Node, response: &'a Node) -> &'a Node {
    let mut response = response;
    // References may lead to references; a chain is no longer than this.
    for _ in 0..16 {
        let name = response.get("$ref").and_then(Node::as_str);
        let Some(name) = name.and_then(|r| r.strip_prefix("#/components/responses/")) else {
            break;
        };
        let name = name.replace("~1", "/").replace("~0", "~");
        let components = tree.get("components").and_then(|c| c.get("responses"));
        let Some(next) = components.and_then(|responses| responses.get(&name)) else { break };
        response = next;
    }
    response
}

/// A name for the schema of problems that the document does not use.
fn problem_name(tree: &Node) -> String {
    let schemas = tree.get("components").and_then(|components| components.get("schemas"));
    let taken = |name: &str| schemas.is_some_and(|schemas| schemas.get(name).is_some());
    let mut name = "Problem".to_owned();
    while taken(&name) {
        name.insert_str(0, "Served");
    }
    name
}

/// A problem document (RFC 9457) as the generated server writes it.
fn problem() -> serde_json::Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string"},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["pointer", "detail"],
                    "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
                },
            },
        },
    })
}

/// The security schemes that a connection settles before there is a request.
fn connections(tree: &Node) -> Vec<String> {
    let schemes = tree.get("components").and_then(|c| c.get("securitySchemes"));
    let schemes = schemes.and_then(Node::as_object).into_iter().flatten();
    let settled =
        |scheme: &Node| scheme.get("x-specwright-type").and_then(Node::as_str) == Some("mutualTLS");
    schemes.filter(|(_, scheme)| settled(scheme)).map(|(name, _)| name.clone()).collect()
}

/// Drops these schemes from what is required of a request.
fn drop_connections(node: &mut Node, connections: &[String]) {
    let requirements = node.get_mut("security").and_then(Node::as_array_mut);
    for requirement in requirements.into_iter().flatten() {
        for name in connections {
            requirement.remove(name);
        }
    }
}

/// Says which types a schema has that names none, or several, which 3.0 has no word for.
fn imply(schema: &mut Node) {
    if ["type", "$ref", "oneOf", "anyOf", "allOf", "enum"]
        .iter()
        .any(|key| schema.get(key).is_some())
    {
        return;
    }
    let types = schema.get("x-specwright-types").and_then(Node::as_array);
    if let Some(types) = types {
        let alternatives = types.iter().filter_map(Node::as_str).map(|word| json!({"type": word}));
        let alternatives: serde_json::Value = alternatives.collect();
        schema.insert("anyOf", Node::from(alternatives));
        return;
    }
    // Where there are no properties anything is meant.
    let is_said = |key: &str| match schema.get(key) {
        Some(node) => key != "properties" || node.as_object().is_none_or(|map| !map.is_empty()),
        None => false,
    };
    let says = |keys: &[&str]| keys.iter().any(|key| is_said(key));
    if says(&["properties", "additionalProperties", "x-specwright-patternProperties"]) {
        schema.insert("type", "object");
    } else if says(&["items", "x-specwright-prefixItems"]) {
        schema.insert("type", "array");
    }
}

/// Says of an integer without bounds which values its type in Rust takes.
fn bound(schema: &mut Node) {
    if schema.get("type").and_then(Node::as_str) != Some("integer") {
        return;
    }
    let limit = |key: &str| schema.get(key).and_then(Node::as_number).map(Number::as_f64);
    let own = |key: &str| limit(key).or_else(|| limit(&format!("x-specwright-{key}")));
    let (minimum, maximum) = (own("minimum"), own("maximum"));
    let beyond_32 = maximum.is_some_and(|maximum| maximum >= 2_147_483_648.0);
    let format = schema.get("format").and_then(Node::as_str);
    let (first, last) = match format {
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("int32") if !beyond_32 => (i32::MIN.into(), i32::MAX.into()),
        Some("uint8") => (0, u8::MAX.into()),
        Some("uint16") => (0, u16::MAX.into()),
        Some("uint32" | "uint") => (0, u32::MAX.into()),
        Some("uint64") => (0, u64::MAX.into()),
        _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
    };
    let mut say = |key: &str, own: Option<f64>, number: i128| {
        if own.is_none() {
            let value = specwright_diagnostics::Value::Number(Number::Integer(number));
            schema.insert(key, Node::new(value));
        }
    };
    say("minimum", minimum, first);
    say("maximum", maximum, last);
}

/// Says of a number of single precision what it can be.
fn bound_float(schema: &mut Node) {
    let says = |key: &str, word: &str| schema.get(key).and_then(Node::as_str) == Some(word);
    if !says("type", "number") || !says("format", "float") {
        return;
    }
    for (key, number) in [("minimum", f32::MIN), ("maximum", f32::MAX)] {
        if schema.get(key).is_none() {
            let number = Number::Float(number.into());
            schema.insert(key, Node::new(specwright_diagnostics::Value::Number(number)));
        }
    }
}
