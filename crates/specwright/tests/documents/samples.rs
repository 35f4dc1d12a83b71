//! The examples of a mock stay small, whatever schemas reach.

use serde_json::{Value, json};
use specwright::Settings;

use crate::{files, run};

/// The mock of a document whose operation answers with the schema `Thing`.
fn mock(schemas: Value) -> String {
    let schema = json!({"$ref": "#/components/schemas/Thing"});
    let answer = json!({"description": "It.", "content": {"application/json": {"schema": schema}}});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Things", "version": "1"},
        "paths": {"/": {"get": {"responses": {"200": answer}}}},
        "components": {"schemas": schemas},
    });
    files(&run(&document, Settings::default())).remove("src/mock.rs").unwrap()
}

#[test]
fn what_may_be_left_out_is_left_out_in_time() {
    // Every schema holds all the others: each level would multiply the sample by forty.
    let names: Vec<String> = (0..40).map(|n| format!("Part{n}")).collect();
    let to = |name: &String| json!({"$ref": format!("#/components/schemas/{name}")});
    let properties: Value = names.iter().map(|name| (name.clone(), to(name))).collect();
    let mut schemas: Value = names
        .iter()
        .map(|name| (name.clone(), json!({"type": "object", "properties": properties})))
        .collect();
    schemas["Thing"] = json!({"type": "object", "properties": properties});
    let mock = mock(schemas);
    assert!(mock.len() < 10_000, "{} bytes", mock.len());
}

#[test]
fn values_without_end_are_cut() {
    let list =
        json!({"type": "array", "items": {"$ref": "#/components/schemas/Thing"}, "minItems": 2});
    let thing = json!({"type": "object", "required": ["twice"], "properties": {"twice": list}});
    mock(json!({"Thing": thing}));
}

#[test]
fn what_tells_an_object_apart_stays_however_deep_it_is() {
    let kind = json!({"type": "string", "enum": ["point"]});
    let mut schema =
        json!({"type": "object", "properties": {"kind": kind, "x": {"type": "number"}}});
    for _ in 0..8 {
        schema = json!({"type": "object", "required": ["in"], "properties": {"in": schema}});
    }
    let mock = mock(json!({"Thing": schema}));
    assert!(mock.contains(r#"{"kind":"point"}"#), "{mock}");
}

#[test]
fn texts_fit_patterns_and_lists_and_maps_have_their_length() {
    let text = json!({"type": "string", "pattern": "^\\d{3}-[A-Z]+$", "minLength": 6});
    let list = json!({"type": "array", "items": {"type": "boolean"}, "minItems": 100});
    let map =
        json!({"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2});
    let thing = json!({
        "type": "object", "required": ["text", "list", "map"],
        "properties": {"text": text, "list": list, "map": map},
    });
    let mock = mock(json!({"Thing": thing}));
    assert!(mock.contains(r#""text":"000-AA""#), "{mock}");
    assert_eq!(mock.matches("true").count(), 100, "{mock}");
    assert!(mock.contains(r#""map":{"key":1,"key2":1}"#), "{mock}");
}

#[test]
fn an_example_that_is_the_text_of_a_structure_is_the_structure() {
    let schema = json!({"type": "object", "properties": {"name": {"type": "string"}}});
    let answer = |schema: Value| {
        let media = json!({"schema": schema, "example": "{\n  \"name\": \"Rex\"\n}"});
        json!({"description": "It.", "content": {"application/json": media}})
    };
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Things", "version": "1"},
        "paths": {
            "/a": {"get": {"responses": {"200": answer(schema)}}},
            "/b": {"get": {"responses": {"200": answer(json!({"type": "string"}))}}},
        },
    });
    let run = run(&document, Settings::default());
    let operations = run.api.unwrap().operations;
    let examples = operations.iter().map(|it| it.responses[0].media[0].examples[0].clone());
    let expected = [json!({"name": "Rex"}), json!("{\n  \"name\": \"Rex\"\n}")];
    assert_eq!(examples.collect::<Vec<_>>(), expected);
}
