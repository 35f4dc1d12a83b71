//! Which operations answer in pages.

use serde_json::{Value, json};
use specwright::Settings;

use crate::{files, run};

/// How the pages of an operation follow one another, if they do.
fn paging(parameters: &[(&str, &str)], answer: &Value) -> Option<String> {
    let query = |(name, kind): &(&str, &str)| json!({"name": name, "in": "query", "schema": {"type": kind}});
    let content = json!({"application/json": {"schema": answer}});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "T", "version": "1"},
        "paths": {"/list": {"get": {
            "operationId": "list",
            "parameters": parameters.iter().map(query).collect::<Vec<Value>>(),
            "responses": {"200": {"description": "A page.", "content": content}},
        }}},
    });
    let files = files(&run(&document, Settings::default()));
    let table = files["src/operations/list.rs"].split_once("rt::paged!(")?.1;
    Some(table.split_once(");")?.0.to_owned())
}

fn page(more: (&str, &str)) -> Value {
    json!({"type": "object", "properties": {
        "items": {"type": "array", "items": {"type": "string"}}, more.0: {"type": more.1},
    }})
}

#[test]
fn a_page_in_the_only_property_of_an_answer_is_the_answer() {
    let wrapped = json!({"type": "object", "properties": {"albums": page(("total", "integer"))}});
    let found = paging(&[("limit", "integer"), ("offset", "integer")], &wrapped);
    let expected = "String: offset(\"offset\").items(\"/albums/items\").total(\"/albums/total\")";
    assert_eq!(found.as_deref(), Some(expected));
    // Beside others, it may be anything.
    let mut several = wrapped;
    several["properties"]["artists"] = page(("total", "integer"));
    assert_eq!(paging(&[("limit", "integer"), ("cursor", "string")], &several), None);
}

#[test]
fn a_cursor_may_be_a_number_in_one_place_and_text_in_the_other() {
    for (parameter, field) in [("string", "integer"), ("integer", "string")] {
        let found = paging(&[("marker", parameter)], &page(("next_marker", field)));
        let expected = "String: cursor(\"marker\", \"/next_marker\").items(\"/items\")";
        assert_eq!(found.as_deref(), Some(expected), "{parameter} {field}");
    }
    assert_eq!(paging(&[("marker", "string")], &page(("next_marker", "boolean"))), None);
}
