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
