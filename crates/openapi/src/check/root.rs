//! Which dialect a document is written in.

use specwright_diagnostics::{Diagnostic, Diagnostics, Node, Value};
use specwright_grammar::Dialect;

use crate::codes;

/// The dialect that the root of a document names; `None`, with an error, if it names none.
pub(crate) fn dialect_of(tree: &Node, diagnostics: &mut Diagnostics) -> Option<Dialect> {
    let version = match (tree.get("openapi"), tree.get("swagger")) {
        (Some(openapi), Some(swagger)) => {
            let message = "a document is either `openapi` or `swagger`, not both";
            let fault = Diagnostic::new(&codes::NOT_OPENAPI, swagger.origin, message)
                .at_key()
                .related(openapi.origin, "the other one");
            diagnostics.push(fault);
            return None;
        }
        (Some(version), None) | (None, Some(version)) => version,
        (None, None) => {
            diagnostics.push(missing(tree));
            return None;
        }
    };
    let text = match &version.value {
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            let message = format!("the version is written as a number: {number}");
            let fault =
                Diagnostic::new(&codes::COERCED, version.origin, message).help("put it in quotes");
            diagnostics.push(fault);
            number.to_string()
        }
        _ => String::new(),
    };
    let dialect = Dialect::of_version(&text);
    if dialect.is_none() {
        let message = format!("`{text}` is not a version of OpenAPI that can be read");
        let fault = Diagnostic::new(&codes::UNKNOWN_VERSION, version.origin, message)
            .help("versions 2.0, 3.0, 3.1 and 3.2 can be read");
        diagnostics.push(fault);
    }
    dialect
}

fn missing(tree: &Node) -> Diagnostic {
    let message = "this is not an OpenAPI document: neither `openapi` nor `swagger` is there";
    let fault = Diagnostic::new(&codes::NOT_OPENAPI, tree.origin, message);
    match tree.get("asyncapi") {
        Some(asyncapi) => fault.related(asyncapi.origin, "this is AsyncAPI"),
        None => fault.help("begin the document with `openapi: 3.1.0`"),
    }
}
