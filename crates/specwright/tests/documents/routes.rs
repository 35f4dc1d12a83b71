//! Operations that one request may be for.

use serde_json::{Map, Value, json};
use specwright::Settings;

use crate::run;

/// The codes of what is said of a document with these paths, each with one operation.
fn said(paths: &[&str]) -> Vec<&'static str> {
    let item = |(index, path): (usize, &&str)| {
        let names = path.split('{').skip(1).filter_map(|part| part.split_once('}'));
        let parameter = |(name, _): (&str, &str)| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}});
        let parameters: Vec<Value> = names.map(parameter).collect();
        let operation = json!({
            "operationId": format!("get{index}"), "parameters": parameters,
            "responses": {"204": {"description": "It."}},
        });
        ((*path).to_owned(), json!({"get": operation}))
    };
    let paths: Map<String, Value> = paths.iter().enumerate().map(item).collect();
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths,
    });
    run(&document, Settings::default()).diagnostics.iter().map(|d| d.code.name).collect()
}

#[test]
fn two_paths_for_the_same_requests_are_one_fault() {
    assert_eq!(said(&["/files/{id}", "/files/{name}"]), ["ambiguous-path"]);
    let twice = said(&["/files/{id}", "/files/{id}#again"]);
    assert_eq!(twice.iter().filter(|code| **code == "same-route").count(), 1, "{twice:?}");
    assert!(!twice.contains(&"ambiguous-path"), "{twice:?}");
}
