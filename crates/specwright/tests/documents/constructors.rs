//! What the constructors of structs take.

use serde_json::json;
use specwright::Settings;

use crate::{files, run};

#[test]
fn another_name_for_a_string_is_taken_as_a_string_is() {
    let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"},
        "paths": {"/notes": {"post": {
            "operationId": "send",
            "parameters": [
                {"name": "via", "in": "query", "required": true, "schema": schema("Number")},
            ],
            "requestBody": {
                "required": true, "content": {"application/json": {"schema": schema("Note")}},
            },
            "responses": {"204": {"description": "Sent."}},
        }}},
        "components": {"schemas": {
            "Number": {"type": "string"},
            "Line": schema("Number"),
            "Count": {"type": "integer"},
            "Perhaps": {"type": "string", "nullable": true},
            "Note": {
                "type": "object",
                "required": ["to", "line", "count", "perhaps"],
                "properties": {
                    "to": schema("Number"), "line": schema("Line"),
                    "count": schema("Count"), "perhaps": schema("Perhaps"),
                },
            },
        }},
    });
    let files = files(&run(&document, Settings::default()));
    let types = &files["src/types.rs"];
    for part in [
        "to: required(impl Into<Number>)",
        "line: required(impl Into<Line>)",
        "count: required(Count)",
        "perhaps: required(Option<Perhaps>)",
    ] {
        assert!(types.contains(part), "{part} in {types}");
    }
    let operation = &files["src/operations/send.rs"];
    assert!(operation.contains("via: required(impl Into<types::Number>)"), "{operation}");
}
