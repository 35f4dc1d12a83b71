//! What a generated server answers before any handler is asked, as part of the document: for
//! tools that hold a server against its document.

use serde_json::json;
use specwright_diagnostics::{Node, Number};
use specwright_grammar::{Dialect, Holds, Kind};

use crate::convert::visit;

const PROBLEM: &str = "application/problem+json";
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Adds the refusals and the bounds of integers to a tree in the normal form.
pub(super) fn serve(tree: &mut Node) {
    visit(tree, Holds::Object(Kind::Document), Dialect::V3_0, &mut |kind, node| {
        if kind == Kind::Schema {
            bound(node);
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
    ]
    .into_iter()
    .filter_map(|(applies, status, title)| applies.then_some((status, title)))
    .collect()
}

/// Adds a problem document to what an operation may answer with a status. What the operation
/// itself answers stays, also where a range or the default says it.
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
    if response.get("content").is_none() {
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
