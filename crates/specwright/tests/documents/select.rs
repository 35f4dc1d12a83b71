//! What a user picks of a document, and what is called otherwise.

use std::fs;

use serde_json::{Value, json};
use specwright::{Config, Rename, Run, Settings};

use crate::files;

fn document() -> Value {
    let body = |schema: &str| {
        let schema = json!({"$ref": format!("#/components/schemas/{schema}")});
        json!({"200": {"description": "It.", "content": {"application/json": {"schema": schema}}}})
    };
    let key = json!({"type": "apiKey", "in": "header", "name": "X-Key"});
    json!({
        "openapi": "3.0.3", "info": {"title": "Pets", "version": "1"},
        "paths": {
            "/owners": {"get": {"operationId": "owners", "tags": ["people"], "responses": body("Owner"),
                "parameters": [{"name": "sort", "in": "query", "schema": {"enum": ["a", "b"]}}]}},
            "/pets": {
                "get": {"operationId": "pets", "tags": ["pets"], "responses": body("Pet"),
                    "parameters": [{"name": "sort", "in": "query", "schema": {"enum": ["a", "b"]}}]},
                "post": {"security": [{"key": []}], "responses": body("Receipt")},
            },
        },
        "components": {"securitySchemes": {"key": key}, "schemas": {
            "Owner": {"type": "object", "properties": {"pet": {"$ref": "#/components/schemas/Pet"}}},
            "Receipt": {"type": "object", "properties": {"id": {"type": "string"}}},
            "Pet": {"type": "object", "properties": {"kind": {"$ref": "#/components/schemas/Kind"}}},
            "Kind": {"type": "string", "enum": ["cat"]},
            "Unused": {"type": "string", "enum": ["x"]},
        }},
    })
}

fn run(settings: Settings) -> Run {
    crate::run(&document(), settings)
}

/// The names of the types, and those of the operations' files.
fn names(run: &Run) -> (Vec<String>, Vec<String>) {
    let files = files(run);
    let types = &files["src/types.rs"];
    let word = |line: &str| line.split([' ', '(']).nth(2).unwrap_or_default().to_owned();
    let is_type =
        |line: &&str| ["pub struct", "pub enum"].iter().any(|start| line.starts_with(start));
    let types = types.lines().filter(is_type).map(word).collect();
    let operations = files.keys().filter_map(|path| path.strip_prefix("src/operations/"));
    (types, operations.map(str::to_owned).collect())
}

#[test]
fn everything_without_a_selection() {
    let (types, operations) = names(&run(Settings::default()));
    assert_eq!(types, ["Owner", "Receipt", "Pet", "Kind", "Unused"]);
    assert_eq!(operations, ["owners.rs", "pets.rs", "post_pets.rs"]);
}

#[test]
fn operations_bring_the_types_that_they_need() {
    let settings = Settings { tags: vec!["pets".to_owned()], ..Settings::default() };
    let (types, operations) = names(&run(settings));
    assert_eq!(types, ["Pet", "Kind"]);
    assert_eq!(operations, ["pets.rs"]);
    let wanted = vec!["POST /pets".to_owned(), "owners".to_owned()];
    let run = run(Settings { operations: wanted, ..Settings::default() });
    let (types, operations) = names(&run);
    assert_eq!(types, ["Owner", "Receipt", "Pet", "Kind"]);
    assert_eq!(operations, ["owners.rs", "post_pets.rs"]);
    assert_eq!(run.api.unwrap().schemes.len(), 1);
}

#[test]
fn names_are_a_matter_of_taste() {
    let types = [("Pet".to_owned(), "Animal".to_owned())].into();
    let operations = [("POST /pets".to_owned(), "adopt".to_owned())].into();
    let rename = Rename { types, operations };
    let (types, operations) = names(&run(Settings { rename, ..Settings::default() }));
    assert_eq!(types, ["Owner", "Receipt", "Animal", "Kind", "Unused"]);
    assert_eq!(operations, ["adopt.rs", "owners.rs", "pets.rs"]);
}

#[test]
fn what_the_document_does_not_have_is_an_error() {
    let run = run(Settings { tags: vec!["cats".to_owned()], ..Settings::default() });
    assert!(run.api.is_none());
    let messages: Vec<&str> = run.diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(messages, ["no operation has the tag `cats`; there are `people`, `pets`"]);
}

#[test]
fn it_is_all_in_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("specs.toml");
    let text = "[crates.pets]\nsources = [\"pets.json\"]\ntags = [\"pets\"]\n\
        operations = [\"POST /pets\"]\nrename.types = { Pet = \"Animal\" }\n";
    fs::write(&path, text).unwrap();
    let config = Config::read(&path, &mut Default::default(), &mut Default::default()).unwrap();
    let settings = &config.crates["pets"];
    assert_eq!(settings.tags, ["pets"]);
    assert_eq!(settings.operations, ["POST /pets"]);
    assert_eq!(settings.rename.types["Pet"], "Animal");
}
