//! What variants are called.

use serde_json::{Value, json};
use specwright::Settings;

use crate::{files, run};

/// The types of a document in which requests have one schema and responses the other.
fn types(sent: &Value, returned: &Value) -> String {
    let content = |name: &str| json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"post": {
            "requestBody": {"required": true, "content": content("Sent")},
            "responses": {"200": {"description": "It.", "content": content("Returned")}},
        }}},
        "components": {"schemas": {"Sent": sent, "Returned": returned}},
    });
    files(&run(&document, Settings::default()))["src/types.rs"].clone()
}

#[test]
fn a_value_of_the_document_that_is_called_unknown_keeps_its_name() {
    let state = json!({"type": "string", "enum": ["on", "unknown"]});
    let types = types(&state, &state);
    for part in
        ["pub enum Sent { On, Unknown }", "pub enum Returned { On, Unknown, Other(String) }"]
    {
        let flat = types.split_whitespace().collect::<Vec<_>>().join(" ");
        let flat =
            flat.replace("/// A value that the document does not know. ", "").replace(", }", " }");
        assert!(flat.contains(part), "{part} in {types}");
    }
    assert!(types.contains("\"unknown\" => Unknown,\n    ..Other"), "{types}");
}

#[test]
fn an_alternative_that_is_called_unknown_keeps_its_name() {
    let object = |title: &str| json!({"title": title, "type": "object", "required": [title], "properties": {title: {"type": "string"}}});
    let either = json!({"oneOf": [object("Other"), object("Unknown")]});
    let types = types(&either, &either);
    for part in ["Unknown(ReturnedUnknown)", "..UnknownValue", "Unknown(SentUnknown)"] {
        assert!(types.contains(part), "{part} in {types}");
    }
    assert!(!types.contains("Unknown2"), "{types}");
}

fn of_kind(kind: &str) -> Value {
    json!({"type": "object", "required": ["kind", "url"], "properties": {
        "url": {"type": "string"}, "kind": {"type": "string", "enum": [kind]},
    }})
}

#[test]
fn alternatives_without_a_name_are_called_after_the_constant_that_tells_them_apart() {
    let either = json!({"oneOf": [of_kind("image"), of_kind("moving-image")]});
    let types = types(&either, &either);
    for part in ["Image(SentImage)", "MovingImage(SentMovingImage)"] {
        assert!(types.contains(part), "{part} in {types}");
    }
    assert!(!types.contains("Variant"), "{types}");
}

#[test]
fn alternatives_are_numbered_where_their_constants_are_no_names() {
    let image =
        json!({"type": "object", "title": "Image", "properties": {"a": {"type": "string"}}});
    let no_constant = json!({"type": "object", "properties": {"kind": {"type": "string"}}});
    for other in [image, no_constant, of_kind("IMAGE"), of_kind("2")] {
        let either = json!({"anyOf": [of_kind("image"), other]});
        let types = types(&either, &either);
        assert!(types.contains("Variant1(SentVariant1)"), "{types}");
    }
}

#[test]
fn a_constant_of_any_numbers_is_called_as_it_is_written() {
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Things", "version": "1"},
        "paths": {"/a": {"get": {
            "operationId": "get",
            "parameters": [{"name": "n", "in": "query", "schema": {"type": "number", "enum": [1, -1, 2.5, 25]}}],
            "responses": {"204": {"description": "Done."}},
        }}},
    });
    let operation = &files(&run(&document, Settings::default()))["src/operations/get.rs"];
    assert!(operation.contains("    N1,\n    Minus1,\n    N2_5,\n    N25,\n"), "{operation}");
}
