//! Statuses that are a word on the way to an answer, and those that have no body.

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

#[test]
fn what_a_response_without_a_body_holds_is_passed_over() {
    let content = json!({"application/json": {"schema": {"type": "object"}}});
    let response = json!({"description": "It.", "content": content});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Things", "version": "1"},
        "paths": {"/": {
            "get": {"responses": {
                "200": response, "204": response, "205": {"description": "Again."}, "304": response,
            }},
            "head": {"responses": {"200": response, "404": {"description": "None."}}},
        }},
    });
    let run = run(&document, Settings::default());
    let bodiless = run.diagnostics.iter().filter(|d| d.code.name == "bodiless-response");
    let messages: Vec<&str> = bodiless.map(|d| d.message.as_str()).collect();
    let expected = [
        "a response with the status 204 has no body",
        "a response with the status 304 has no body",
        "a response to HEAD has no body",
    ];
    assert_eq!(messages, expected);
}
