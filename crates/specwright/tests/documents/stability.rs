//! What a small change of a large document does to the output.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};
use specwright::Settings;

use crate::{files, run};

/// Fifty schemas that refer to each other, and an operation for each.
fn document() -> Value {
    let mut schemas = serde_json::Map::new();
    let mut paths = serde_json::Map::new();
    for n in 0..50 {
        let mut properties = json!({
            "id": {"type": "string"},
            "state": {"type": "string", "enum": ["on", "off"]},
            "detail": {"type": "object", "properties": {"note": {"type": "string"}}},
        });
        if n > 0 {
            let before = format!("#/components/schemas/Thing{}", n - 1);
            properties["before"] = json!({"$ref": before});
        }
        let schema = json!({"type": "object", "required": ["id"], "properties": properties});
        schemas.insert(format!("Thing{n}"), schema);
        paths.insert(format!("/things/{n}"), operation(&format!("thing{n}"), n));
    }
    json!({
        "openapi": "3.0.3", "info": {"title": "Things", "version": "1"},
        "paths": paths, "components": {"schemas": schemas},
    })
}

fn operation(name: &str, schema: usize) -> Value {
    let schema = json!({"$ref": format!("#/components/schemas/Thing{schema}")});
    let content = json!({"application/json": {"schema": schema}});
    let query = json!({"name": "state", "in": "query", "schema": {"enum": ["a", "b"]}});
    json!({"get": {
        "operationId": name, "parameters": [query],
        "responses": {"200": {"description": "It.", "content": content}},
    }})
}

/// The lines that were removed and those that were added, by file.
fn changes(before: &Value, after: &Value) -> BTreeMap<String, (Vec<String>, Vec<String>)> {
    let output = |document| files(&run(document, Settings::default()));
    let (before, after) = (output(before), output(after));
    let mut changes = BTreeMap::new();
    for (path, text) in &after {
        let old = before.get(path).map_or("", String::as_str);
        let diff = TextDiff::from_lines(old, text);
        let of = |tag| {
            let lines = diff.iter_all_changes().filter(|change| change.tag() == tag);
            lines.map(|change| change.value().trim().to_owned()).collect::<Vec<_>>()
        };
        let (removed, added) = (of(ChangeTag::Delete), of(ChangeTag::Insert));
        if !removed.is_empty() || !added.is_empty() {
            changes.insert(path.clone(), (removed, added));
        }
    }
    assert!(before.keys().all(|path| after.contains_key(path)), "a file is gone");
    changes
}

#[test]
fn a_property_is_two_lines_of_its_type_and_one_of_each_example() {
    let before = document();
    let mut after = before.clone();
    after["components"]["schemas"]["Thing30"]["properties"]["colour"] = json!({"type": "string"});
    let changes = changes(&before, &after);
    let files: Vec<&str> = changes.keys().map(String::as_str).collect();
    assert_eq!(files, ["src/mock.rs", "src/types.rs"]);
    let (removed, added) = &changes["src/types.rs"];
    assert!(removed.is_empty(), "{removed:?}");
    assert_eq!(added[..], ["pub colour: Option<String>,", "\"colour\" => colour: optional,"]);
    // Examples show the thing itself, and those that hold it no deeper than examples go.
    let (removed, added) = &changes["src/mock.rs"];
    assert!(removed.len() == added.len() && added.len() <= 4, "{added:#?}");
}

#[test]
fn an_operation_moves_no_name() {
    let before = document();
    let mut after = before.clone();
    after["paths"]["/things/7b"] = operation("thing7b", 7);
    // In the middle of the document, where the later ones have to make room.
    let paths = after["paths"].as_object_mut().unwrap();
    paths.sort_keys();
    let mut sorted = before.clone();
    sorted["paths"].as_object_mut().unwrap().sort_keys();
    let changes = changes(&sorted, &after);
    let names = |line: &String| line.starts_with("pub ") || line.contains("fn ");
    for (path, (removed, added)) in &changes {
        assert!(!removed.iter().any(names), "{path}: {removed:#?}");
        let strange = added.iter().filter(|line| names(line) && !path.contains("thing7b"));
        let strange: Vec<&String> = strange.filter(|line| !line.contains("thing7b")).collect();
        assert!(strange.is_empty(), "{path}: {strange:#?}");
    }
    assert!(changes.contains_key("src/operations/thing7b.rs"));
    assert!(!changes.contains_key("src/types.rs"));
}
