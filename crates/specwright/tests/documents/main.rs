//! Documents in, files out, without a disk in between that anybody would have to look at.

mod constructors;
mod docs;
mod interim;
mod media;
mod names;
mod pages;
mod patterns;
mod readme;
mod routes;
mod samples;
mod select;
mod servers;
mod stability;
mod unions;
mod webhooks;

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
    named("things", run)
}

/// The files of the crate under a name.
fn named(name: &str, run: &Run) -> BTreeMap<String, String> {
    let target = Target {
        name: name.to_owned(),
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

#[test]
fn schemas_keep_their_names_in_any_script() {
    let schema = |own: &str| {
        json!({"type": "object", "required": ["类型", own], "properties": {
            "类型": {"type": "string"}, own: {"type": "string"},
        }})
    };
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let media = json!({"application/json": {"schema": reference("消息")}});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "", "content": media}}}}},
        "components": {"schemas": {
            "消息": {
                "oneOf": [reference("文本消息"), reference("图片消息")],
                "discriminator": {"propertyName": "类型", "mapping": {"图": "图片消息"}},
            },
            "文本消息": schema("文本"),
            "图片消息": schema("链接"),
        }},
    });
    let files = files(&run(&document, Settings::default()));
    let types = &files["src/types.rs"];
    for part in
        ["pub enum 消息 {", "文本消息(文本消息)", "pub struct 图片消息 {", "\"文本消息\"", "\"图\""]
    {
        assert!(types.contains(part), "{part} in {types}");
    }
    assert!(!types.contains("____"), "{types}");
}

#[test]
fn tests_of_examples_use_no_module_that_they_do_not_name() {
    let media = json!({"application/json": {
        "schema": {"type": "object"}, "example": {"path": "types::Pet"},
    }});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "", "content": media}}}}},
    });
    let files = files(&run(&document, Settings::default()));
    let tests = &files["tests/examples.rs"];
    assert!(tests.contains("types::Pet") && !tests.contains("::{"), "{tests}");
}

#[test]
fn a_crate_may_be_called_like_what_is_in_it() {
    let media = json!({"application/json": {
        "schema": {"$ref": "#/components/schemas/Thing"}, "example": {"id": "1"},
    }});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "things", "responses": {
            "200": {"description": "", "content": media},
        }}}},
        "components": {"schemas": {"Thing": {
            "type": "object", "required": ["id"], "properties": {"id": {"type": "string"}},
        }}},
    });
    let run = run(&document, Settings::default());
    let call = &files(&run)["examples/call.rs"];
    assert!(call.contains("things::operations::things::Request {}"), "{call}");
    assert!(!call.contains("use things::operations"), "{call}");
    let tests = &named("types", &run)["tests/examples.rs"];
    assert!(tests.contains("use ::types::{types};") && !tests.contains("use types::"), "{tests}");
}
