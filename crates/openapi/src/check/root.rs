//! Which dialect a document is written in.

use specwright_diagnostics::{Diagnostic, Diagnostics, Node, Value};
use specwright_grammar::Dialect;

use crate::codes;

/// The dialect that the root of a document names; `None`, with an error, if it names none.
pub(crate) fn dialect_of(tree: &Node, diagnostics: &mut Diagnostics) -> Option<Dialect> {
    let (version, of_swagger) = match (tree.get("openapi"), tree.get("swagger")) {
        (Some(openapi), Some(swagger)) => {
            let message = "a document is either `openapi` or `swagger`, not both";
            let fault = Diagnostic::new(&codes::NOT_OPENAPI, swagger.origin, message)
                .at_key()
                .related(openapi.origin, "the other one");
            diagnostics.push(fault);
            return None;
        }
        (Some(version), None) => (version, false),
        (None, Some(version)) => (version, true),
        (None, None) => {
            diagnostics.push(missing(tree));
            return None;
        }
    };
    let text = match &version.value {
        Value::String(text) => text.clone(),
        // The check of the whole reports it.
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let dialect = Dialect::of_version(&text);
    if dialect.is_none() {
        let message = format!("`{text}` is not a version of OpenAPI that can be read");
        let fault = Diagnostic::new(&codes::UNKNOWN_VERSION, version.origin, message)
            .help("versions 2.0, 3.0, 3.1 and 3.2 can be read");
        diagnostics.push(fault);
    }
    if dialect.is_some_and(|dialect| (dialect == Dialect::V2_0) != of_swagger) {
        diagnostics.push(crossed(version, &text, of_swagger));
        return None;
    }
    dialect
}

/// A version behind the key of another.
fn crossed(version: &Node, text: &str, of_swagger: bool) -> Diagnostic {
    let (key, other) = if of_swagger { ("swagger", "openapi") } else { ("openapi", "swagger") };
    let message = format!("`{key}` stands before the version {text}, which is one of `{other}`");
    Diagnostic::new(&codes::UNKNOWN_VERSION, version.origin, message)
        .at_key()
        .help(format!("write `{other}: \"{text}\"`, or the version that is meant"))
}

fn missing(tree: &Node) -> Diagnostic {
    let message = "this is not an OpenAPI document: neither `openapi` nor `swagger` is there";
    let fault = Diagnostic::new(&codes::NOT_OPENAPI, tree.origin, message);
    match tree.get("asyncapi") {
        Some(asyncapi) => fault.related(asyncapi.origin, "this is AsyncAPI"),
        None => fault.help("begin the document with `openapi: 3.1.0`"),
    }
}
