//! Documents in, files out, without a disk in between that anybody would have to look at.

mod interim;
mod samples;
mod select;
mod stability;

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};
use specwright::{Run, Settings, Target, generate};

/// Takes a document through the stages.
fn run(document: &Value, settings: Settings) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.json");
    fs::write(&path, document.to_string()).unwrap();
    Run::new(&Settings { sources: vec![path], ..settings })
}

/// The files of the crate, by path.
fn files(run: &Run) -> BTreeMap<String, String> {
    let target = Target {
        name: "things".to_owned(),
        runtime_path: None,
        member: false,
        command: "test".to_owned(),
        choices: specwright::Choices::default(),
    };
    let files = generate(run.api.as_ref().unwrap(), &target);
    files.into_iter().map(|file| (file.path, file.text)).collect()
}

#[test]
fn alternatives_that_nothing_tells_apart_are_shown_where_they_stand() {
    let object = |name: &str| json!({"type": "object", "properties": {name: {"type": "string"}}});
    let either = json!({"oneOf": [object("a"), object("b")]});
    let media = json!({"application/json": {"schema": {
        "type": "object", "properties": {"first": either, "second": either},
    }}});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "", "content": media}}}}},
    });
    let run = run(&document, Settings::default());
    let places: Vec<bool> =
        run.diagnostics.iter().map(|d| run.sources.locate(&d.place).is_some()).collect();
    assert_eq!(places, [true, true]);
}
