//! APIs that call, and are called by nobody.

use serde_json::json;
use specwright::Settings;

use crate::{files, run};

#[test]
fn a_client_of_no_operation_imports_what_its_credentials_need_alone() {
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "Things", "version": "1"},
        "webhooks": {"made": {"post": {"responses": {"204": {"description": "Seen."}}}}},
        "components": {"securitySchemes": {"basic": {"type": "http", "scheme": "basic"}}},
    });
    let files = files(&run(&document, Settings::default()));
    let lines = files["src/client.rs"].lines();
    let imports: Vec<&str> = lines.filter(|line| line.starts_with("use ")).collect();
    assert_eq!(imports, ["use crate::rt::client::{BuildError, Builder, Connection};"]);
}

#[test]
fn a_callback_and_a_webhook_may_call_back() {
    let done = json!({"description": "Done."});
    let post = |callbacks| json!({"post": {"responses": {"204": done}, "callbacks": callbacks}});
    let once = post(json!({"again": {"{$request.body#/url}": post(json!({}))}}));
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "Things", "version": "1"},
        "paths": {"/a": {"post": {
            "operationId": "ask",
            "responses": {"202": done},
            "callbacks": {"told": {"{$url}": once}},
        }}},
        "webhooks": {"made": once},
    });
    let run = run(&document, Settings::default());
    assert_eq!(run.diagnostics.iter().count(), 0);
    let modules: Vec<String> = files(&run)["src/webhooks.rs"]
        .lines()
        .filter_map(|line| Some(line.strip_prefix("pub mod ")?.trim_end_matches(';').to_owned()))
        .collect();
    let calls = ["made", "ask_told", "made_again", "ask_told_again", "receiver", "sender"];
    assert_eq!(modules, calls);
}
