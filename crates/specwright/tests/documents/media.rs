//! Bodies, and what their media types make of schemas.

use serde_json::{Value, json};
use specwright::{Run, Settings};

use crate::{files, run};

/// A document whose only answer has this content, and whose operations share it as a component.
fn answered(content: &Value) -> Run {
    let response = json!({"$ref": "#/components/responses/Answer"});
    let get = |id: &str| json!({"get": {"operationId": id, "responses": {"200": response}}});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"},
        "paths": {
            "/a": {"get": {"operationId": "get", "responses": {
                "200": {"description": "It.", "content": content},
            }}},
            "/b": get("first"), "/c": get("second"),
        },
        "components": {"responses": {"Answer": {"description": "It.", "content": content}}},
    });
    run(&document, Settings::default())
}

fn structure() -> Value {
    let tag = json!({"type": "object", "properties": {"name": {"type": "string"}}});
    json!({"type": "object", "required": ["id"], "properties": {
        "id": {"type": "string"}, "tags": {"type": "array", "items": tag},
    }})
}

#[test]
fn a_structure_that_travels_as_text_is_no_type_and_is_spoken_of_once() {
    for range in ["text/plain", "application/octet-stream"] {
        let run = answered(&json!({range: {"schema": structure()}}));
        let found: Vec<&str> = run.diagnostics.iter().map(|d| d.code.name).collect();
        assert_eq!(found, ["unchecked-keyword", "unchecked-keyword"], "{range}");
        for diagnostic in run.diagnostics.iter() {
            assert!(run.sources.locate(&diagnostic.place).is_some(), "{}", diagnostic.message);
        }
        let files = files(&run);
        assert!(!files["src/operations/get.rs"].contains("tags"), "{range}");
        assert!(!files["src/types.rs"].contains("tags"), "{range}");
    }
}

#[test]
fn a_structure_that_travels_as_json_too_is_used() {
    let media = json!({"schema": structure()});
    let run = answered(&json!({"application/json": media, "text/plain": media}));
    assert_eq!(run.diagnostics.iter().count(), 0);
    assert!(files(&run)["src/operations/get.rs"].contains("tags"));
}

#[test]
fn of_media_types_with_one_schema_json_is_the_first() {
    let media = json!({"schema": structure()});
    let run =
        answered(&json!({"text/plain": media, "application/json": media, "text/json": media}));
    let operation = &files(&run)["src/operations/get.rs"];
    let at = |text: &str| operation.find(text).unwrap_or_else(|| panic!("{text}: {operation}"));
    assert!(at("\"application/json\"") < at("\"text/plain\""), "{operation}");
    assert!(at("Json(") < at("Plain("), "{operation}");
    // A text that is no more than that stays where it stands.
    let text = json!({"schema": {"type": "string"}});
    let run = answered(&json!({"text/plain": text, "application/json": media}));
    let operation = &files(&run)["src/operations/get.rs"];
    assert!(operation.find("Plain(") < operation.find("Json("), "{operation}");
}

#[test]
fn what_several_media_types_hold_alike_is_one_type_wherever_it_is_used() {
    for schema in [structure(), json!({"type": "array", "items": structure()})] {
        let media = json!({"schema": schema});
        let run = answered(&json!({"application/json": media, "application/problem+json": media}));
        let types = &files(&run)["src/types.rs"];
        assert_eq!(types.matches("pub struct ").count(), 2, "{types}");
    }
}

#[test]
fn the_media_type_that_is_wanted_names_nothing() {
    let holds = |name: &str| json!({"schema": {"type": "object", "properties": {name: {"type": "string"}}}});
    let content = json!({"application/xml": holds("x"), "application/json": holds("j")});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "get", "responses": {"200": {
            "description": "It.", "content": content,
        }}}}},
    });
    let media = vec!["Application/JSON".to_owned()];
    let files = files(&run(&document, Settings { media, ..Settings::default() }));
    let operation = &files["src/operations/get.rs"];
    assert!(operation.contains("pub struct Success {\n    pub j: Option<String>,"), "{operation}");
    assert!(!operation.contains("xml"), "{operation}");
}

#[test]
fn what_is_asked_of_parts_and_not_done_is_reported_where_it_is_asked() {
    let text = || json!({"type": "string"});
    let properties = json!({
        "label": text(), "table": text(), "photo": {"type": "string", "format": "binary"},
        "pet": {"type": "object"}, "note": {"type": "object"}, "count": {"type": "integer"},
        "size": {"type": "integer"}, "rows": {"type": "array", "items": text()}, "any": text(),
        "kind": {"type": "string", "enum": ["a", "b"]},
    });
    let encoding = json!({
        "label": {"contentType": "application/json"},
        "table": {"contentType": "text/csv"},
        "photo": {"contentType": "image/png", "headers": {"X-Hash": {"schema": text()}}},
        "pet": {"contentType": "application/xml"},
        "note": {"contentType": "application/merge-patch+json"},
        "count": {"contentType": "text/plain", "headers": {"Content-Type": {"schema": text()}}},
        "size": {"contentType": "application/cbor"},
        "rows": {"contentType": "text/csv"},
        "kind": {"contentType": "text/csv"},
        "any": {"contentType": "text/csv, text/markdown"},
    });
    let media =
        json!({"schema": {"type": "object", "properties": properties}, "encoding": encoding});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"post": {
            "requestBody": {"content": {"multipart/form-data": media}},
            "responses": {"204": {"description": "None."}},
        }}},
    });
    let (text, run) = (document.to_string(), run(&document, Settings::default()));
    let place = |place| run.sources.locate(place).map_or(0..0, |found| found.span);
    let all = run.diagnostics.iter().filter(|found| found.code.name == "unheeded-encoding");
    let mut found: Vec<_> =
        all.map(|found| (&text[place(&found.place)], &found.message[..])).collect();
    found.sort_unstable();
    let expected = [
        ("\"application/cbor\"", "the part is sent as text"),
        ("\"application/json\"", "the part is sent as text"),
        ("\"application/xml\"", "the part is sent as JSON"),
        ("\"text/csv, text/markdown\"", "the part is sent as text"),
        ("{", "the headers of a part are not sent, and not read"),
    ];
    assert_eq!(found, expected);
    let written = files(&run).into_values().collect::<String>();
    for labelled in ["table", "rows", "kind"] {
        let field = format!("\"{labelled}\" =>");
        let line = written.lines().find(|line| line.contains(&field) && line.contains("text/csv"));
        assert!(line.is_some(), "{labelled}");
    }
}
