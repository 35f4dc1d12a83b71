//! Servers, of which a client calls one.

use serde_json::{Value, json};
use specwright::Settings;

use crate::run;

/// The codes and messages about a document whose only operation and path have these servers.
fn said(operation: &Value, item: &Value) -> Vec<String> {
    let done = json!({"204": {"description": "Done."}});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://a.test"}, {"url": "https://b.test"}],
        "paths": {"/a": {
            "servers": item,
            "get": {"servers": operation, "responses": done},
            "put": {"responses": done},
        }},
    });
    let run = run(&document, Settings::default());
    assert!(run.diagnostics.iter().all(|d| run.sources.locate(&d.place).is_some()));
    run.diagnostics.iter().map(|d| format!("{}: {}", d.code.name, d.message)).collect()
}

#[test]
fn what_is_served_elsewhere_is_reported_once() {
    let (none, first) = (json!([]), json!([{"url": "https://a.test"}]));
    let other = json!([{"url": "https://b.test/v2"}]);
    let warning = "other-server: this is served at `https://b.test/v2`";
    assert_eq!(said(&none, &none), [""; 0]);
    assert_eq!(said(&first, &first), [""; 0]);
    assert_eq!(said(&other, &none), [warning]);
    assert_eq!(said(&none, &other), [warning]);
    assert_eq!(said(&first, &other), [warning]);
}
