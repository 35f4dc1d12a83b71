//! What the README of a crate shows of its client and server.

use serde_json::{Value, json};
use specwright::Settings;

use crate::{files, run};

fn document(security: &Value) -> Value {
    let responses = json!({"204": {"description": "Done."}});
    json!({
        "openapi": "3.0.3", "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://things.example.dev/v1"}],
        "paths": {
            "/open": {"get": {"operationId": "open", "responses": responses}},
            "/a": {"get": {"operationId": "getA", "responses": responses, "security": security}},
        },
        "components": {"securitySchemes": {
            "token": {"type": "http", "scheme": "bearer"},
            "login": {"type": "http", "scheme": "basic"},
        }},
    })
}

fn readme(security: &Value) -> String {
    files(&run(&document(security), Settings::default()))["README.md"].clone()
}

#[test]
fn it_shows_credentials_where_an_operation_asks_for_them() {
    let readme = readme(&json!([{"token": []}]));
    for part in [
        "async fn call(\n    request: things::operations::get_a::Request,",
        "Client::builder()",
        ".credential(things::client::credentials::token(\"secret\"))",
        "`things::client::DEFAULT_SERVER`",
        "type Caller = String;",
        "async fn authenticate_token(",
        "async fn get_a(\n        &self,\n        cx: things::Context<Self::Caller>,",
    ] {
        assert!(readme.contains(part), "{part} in {readme}");
    }
    assert!(!readme.contains("authenticate_login"), "{readme}");
}

#[test]
fn a_handler_that_may_be_called_by_nobody_in_particular_is_shown_so() {
    let readme = readme(&json!([{"token": []}, {}]));
    assert!(readme.contains("cx: things::Context<Option<Self::Caller>>,"), "{readme}");
}

#[test]
fn an_open_api_has_no_callers() {
    let readme = readme(&json!([]));
    assert!(readme.contains("Client::new(\"http://127.0.0.1:4010\")"), "{readme}");
    assert!(
        readme.contains("async fn open(\n        &self,\n        cx: things::Context<()>,"),
        "{readme}"
    );
    assert!(!readme.contains("Caller"), "{readme}");
}
