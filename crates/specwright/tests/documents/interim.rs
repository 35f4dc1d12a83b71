//! Statuses that are a word on the way to an answer.

use serde_json::json;
use specwright::Settings;

use crate::run;

#[test]
fn a_status_that_no_handler_can_answer_with_is_a_warning() {
    let upgrade = json!({"Upgrade": {"schema": {"type": "string"}}});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Things", "version": "1"},
        "paths": {"/": {"get": {"responses": {
            "101": {"description": "Another protocol.", "headers": upgrade},
            "102": {"description": "It takes its time."},
        }}, "put": {"responses": {"101": {"description": "Nobody says which."}}}}},
    });
    let run = run(&document, Settings::default());
    let interim = run.diagnostics.iter().filter(|d| d.code.name == "interim-response");
    let messages: Vec<&str> = interim.map(|d| d.message.as_str()).collect();
    let expected = [102, 101].map(|code| format!("a handler cannot answer with {code}"));
    assert_eq!(messages, expected);
}
