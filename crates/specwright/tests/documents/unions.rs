//! Alternatives, and what is said of them.

use serde_json::{Value, json};
use specwright::{Run, Settings};

use crate::{files, run};

/// A document that answers with an object whose property `last` is this.
fn answered(last: &Value) -> Run {
    let content = json!({"application/json": {"schema": {
        "type": "object", "properties": {"last": last},
    }}});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {
            "operationId": "get",
            "responses": {"200": {"description": "It.", "content": content}},
        }}},
        "components": {"schemas": {
            "Item": {"type": "object", "properties": {"id": {"type": "string"}}},
            "Word": {"type": "string"},
        }},
    });
    run(&document, Settings::default())
}

fn schema(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

#[test]
fn an_alternative_that_says_no_more_than_that_it_may_be_null_is_null() {
    let nothing = json!({"nullable": true, "description": "Nothing yet."});
    for (last, ty) in [
        (json!({"anyOf": [schema("Item"), nothing]}), "Option<types::Item>"),
        (json!({"oneOf": [nothing, {"type": "integer"}]}), "Option<i64>"),
        (json!({"oneOf": [schema("Item"), nothing, schema("Word")]}), "Option<SuccessLast>"),
    ] {
        let run = answered(&last);
        assert_eq!(run.diagnostics.iter().count(), 0, "{last}");
        let operation = &files(&run)["src/operations/get.rs"];
        assert!(operation.contains(&format!("pub last: Option<{ty}>")), "{ty} in {operation}");
    }
    // By itself it may be anything, as OpenAPI 3.0 has it.
    let operation =
        &files(&answered(&json!({"anyOf": [nothing, nothing]})))["src/operations/get.rs"];
    assert!(operation.contains("rt::Json"), "{operation}");
}

#[test]
fn alternatives_without_a_name_are_spoken_of_by_their_number() {
    let object = |name: &str| json!({"type": "object", "properties": {name: {"type": "string"}}});
    let run = answered(&json!({"oneOf": [object("a"), schema("Item")]}));
    let messages: Vec<&str> = run.diagnostics.iter().map(|d| &d.message[..]).collect();
    assert_eq!(messages, ["nothing tells alternative 1 from `Item`"]);
}
