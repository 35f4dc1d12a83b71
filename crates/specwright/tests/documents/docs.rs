//! What a document says, beside what it says it of.

use serde_json::{Value, json};
use specwright::Settings;

use crate::{files, run};

#[test]
fn a_parameter_that_its_schema_describes_is_described() {
    let query = |name: &str, schema: Value| json!({"name": name, "in": "query", "schema": schema});
    let mut own = query("own", json!({"type": "string", "description": "Of the schema."}));
    own["description"] = json!("Of the parameter.");
    let parameters = json!([
        query("q", json!({"type": "string", "description": "Words to look for."})),
        query("order", json!({"$ref": "#/components/schemas/Order"})),
        own,
    ]);
    let header = json!({"schema": {"type": "integer", "description": "How many there are."}});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {
            "operationId": "get", "parameters": parameters,
            "responses": {"204": {"description": "It.", "headers": {"x-total": header}}},
        }}},
        "components": {"schemas": {"Order": {"type": "string", "description": "How they stand."}}},
    });
    let files = files(&run(&document, Settings::default()));
    let operation = &files["src/operations/get.rs"];
    for part in [
        "/// Words to look for.\n    pub q: ",
        "/// How they stand.\n    pub order: ",
        "/// Of the parameter.\n    pub own: ",
        "/// How many there are.\n    pub x_total: ",
    ] {
        assert!(operation.contains(part), "{part} in {operation}");
    }
    assert!(!operation.contains("Of the schema."), "{operation}");
}

#[test]
fn an_example_shows_what_a_value_of_the_type_is_like() {
    let property = |ty: &str, example: Value| json!({"type": ty, "example": example});
    let properties = json!({
        "code": property("string", json!(27)),
        "count": property("integer", json!(3)),
        "late": property("boolean", json!("late")),
        "none": property("string", json!("")),
        "empty": {"type": "array", "items": {"type": "string"}, "example": []},
    });
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {},
        "components": {"schemas": {"Thing": {"type": "object", "properties": properties}}},
    });
    let types = &files(&run(&document, Settings::default()))["src/types.rs"];
    for part in ["/// Example: `\"27\"`\n    pub code: ", "/// Example: `3`\n    pub count: "] {
        assert!(types.contains(part), "{part} in {types}");
    }
    assert_eq!(types.matches("Example:").count(), 2, "{types}");
}

#[test]
fn links_are_documented_with_the_operation_that_they_lead_on_from() {
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"post": {
            "operationId": "add",
            "responses": {"201": {"description": "Made.", "links": {
                "it": {
                    "operationId": "get",
                    "parameters": {"id": "$response.body#/id", "page": 1},
                    "description": "Reads it",
                },
                "all": {"$ref": "#/components/links/All"},
            }}},
        }, "get": {"operationId": "get", "responses": {"204": {"description": "None."}}}}},
        "components": {"links": {"All": {"operationId": "get"}}},
    });
    let run = run(&document, Settings::default());
    assert!(run.diagnostics.is_empty());
    let client = &files(&run)["src/client.rs"];
    let said = "    /// What comes back leads on to:\n    ///\n    \
                /// - `get`, where `id` is `$response.body#/id`, `page` is `1`: Reads it\n    \
                /// - `get`\n    pub fn add(";
    assert!(client.contains(said), "{client}");
}
