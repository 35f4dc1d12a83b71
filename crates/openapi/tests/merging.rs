//! What several documents say together.

mod support;

use openapiv3::{SchemaKind, Type};
use serde_json::{Value, json};
use support::{document, normalised};

/// A page about one model; `more` is what it says of the operation beside.
fn page(model: &str, more: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{title: T, version: '1'}}
paths:
  /run:
    post:
      summary: Runs {model}
      operationId: run_{model}
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [model]
              properties:
                model: {{type: string, enum: [{model}]}}
                of_{model}: {{type: string}}
            example: {{model: {model}}}
      {more}
"
    )
}

const ANSWER: &str = "responses: {'200': {description: d}}";

fn operation(api: &openapiv3::OpenAPI) -> Value {
    serde_json::to_value(api).expect("it is JSON")["paths"]["/run"]["post"].clone()
}

#[test]
fn an_operation_of_several_pages_takes_the_body_of_each() {
    let pages = ["a", "b", "c", "b", "a"].map(|model| page(model, ANSWER));
    let (mut run, normal) = normalised(&pages.each_ref().map(String::as_str));
    let operation = operation(&normal.expect("they are one API").api);
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let models: Vec<&Value> =
        (0..4).map(|at| &schema["oneOf"][at]["properties"]["model"]["enum"][0]).collect();
    assert_eq!(models, [&json!("a"), &json!("b"), &json!("c"), &Value::Null]);
    assert_eq!(operation["operationId"], "run_a");
    assert_eq!(schema["oneOf"][1]["example"], json!({"model": "b"}));
    let report = run.report();
    assert_eq!(report.matches("joined-operations").count(), 1, "{report}");
    assert!(report.contains("is described for several values of `model`"), "{report}");
    assert!(!report.contains("conflicting"), "{report}");
}

#[test]
fn what_they_say_differently_beside_is_a_conflict() {
    let other = "responses: {'200': {description: e}, '400': {description: f}}";
    let (mut run, normal) = normalised(&[&page("a", ANSWER), &page("b", other)]);
    let operation = operation(&normal.expect("the first is taken").api);
    assert!(operation["responses"].get("400").is_none());
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(schema["oneOf"].as_array().map(Vec::len), Some(2));
    let report = run.report();
    assert!(report.contains("joined-operations"), "{report}");
    assert!(report.contains("conflicting-operations] 18:44"), "the status: {report}");
}

#[test]
fn bodies_that_no_constant_tells_apart_are_a_conflict() {
    let schema = |text: &str| page("a", ANSWER).replace("[model]", text);
    for other in [
        page("a", ANSWER).replace("of_a", "of_b"),
        page("b", ANSWER).replace("required: [model]", "required: []"),
        page("b", ANSWER).replace("enum: [b]", "enum: [b, c]"),
        page("b", ANSWER).replace("application/json", "application/xml"),
        page("b", ANSWER).replace("version: '1'", "version: '2'"),
    ] {
        let (mut run, normal) = normalised(&[&schema("[model]"), &other]);
        assert!(normal.is_some());
        let report = run.report();
        assert!(report.contains("conflicting-operations"), "{report}");
        assert!(!report.contains("joined-operations"), "{report}");
    }
}

#[test]
fn what_differs_in_more_than_words_is_shown() {
    let one = page("a", ANSWER);
    let other =
        one.replace("Runs a", "Runs it").replace("of_a: {type: string}", "of_a: {type: integer}");
    let (mut run, _) = normalised(&[&one, &other]);
    assert!(run.report().contains("conflicting-operations] 16:30"), "{}", run.report());
    let worded = one.replace("Runs a", "Runs it");
    let (mut run, _) = normalised(&[&one, &worded]);
    assert!(run.report().contains("conflicting-operations] 6:16"), "{}", run.report());
}

#[test]
fn no_list_of_requirements_and_an_empty_one_are_the_same() {
    let page = |path: &str, security: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{security}paths:\n  {path}:\n    get: \
             {{responses: {{'200': {{description: d}}}}}}\n"
        )
    };
    for securities in [["security: []\n", ""], ["", "security: []\n"]] {
        let (mut run, normal) =
            normalised(&[&page("/a", securities[0]), &page("/b", securities[1])]);
        assert_eq!(run.report(), "");
        let api = serde_json::to_value(normal.expect("one API").api).expect("it is JSON");
        for path in ["/a", "/b"] {
            assert_eq!(api["paths"][path]["get"].get("security"), None);
        }
    }
}

#[test]
fn equal_parts_of_pages_are_one_and_unequal_ones_are_reported() {
    let page = |version: &str, path: &str, kind: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '{version}'}}\n\
             paths:\n  {path}:\n    get: {{operationId: a, responses: {{'200': {{description: d}}}}}}\n\
             components: {{schemas: {{Same: {{type: string}}, Other: {{type: {kind}}}}}}}\n"
        )
    };
    let pages =
        [page("1.9", "/a", "string"), page("1.10", "/b", "integer"), page("1.10", "/b", "integer")];
    let (mut run, normal) = normalised(&[&pages[0], &pages[1], &pages[2]]);
    let api = normal.unwrap().api;
    assert_eq!(api.info.version, "1.10");
    assert_eq!(api.paths.paths.len(), 2);
    let other = api.components.unwrap().schemas["Other"].as_item().unwrap().clone();
    assert!(matches!(other.schema_kind, SchemaKind::Type(Type::Integer(_))), "of the newest");
    let report = run.report();
    assert_eq!(report.matches("conflicting-components").count(), 1, "{report}");
}

#[test]
fn a_document_of_schemas_alone_changes_no_operation() {
    let operations = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\nservers: [{url: https://a.test}]\n\
         security: [{K: []}]\npaths:\n  /a:\n    get: {responses: {'200': {description: d}}}\n\
         components: {securitySchemes: {K: {type: http, scheme: bearer}}}\n";
    for version in ["'0'", "'2'"] {
        let schemas = document("3.0.3", "    A: {type: string}\n").replace("'1'", version);
        let (mut run, normal) = normalised(&[&schemas, operations]);
        assert_eq!(run.report(), "");
        let api = serde_json::to_value(normal.unwrap().api).unwrap();
        assert_eq!(api["servers"][0]["url"], "https://a.test");
        assert_eq!(api["security"], json!([{"K": []}]));
        assert_eq!(api["components"]["schemas"]["A"]["type"], "string");
        let operation = &api["paths"]["/a"]["get"];
        assert_eq!((operation.get("servers"), operation.get("security")), (None, None));
    }
}

#[test]
fn what_a_document_says_of_its_webhooks_stays_theirs() {
    let text = |paths: &str, requirement: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\nsecurity: [{requirement}]\n{paths}\n\
             components: {{securitySchemes: {{K: {{type: http, scheme: bearer}}}}}}\n"
        )
    };
    let operation = "{responses: {'200': {description: d}}}";
    let hooks = text(&format!("webhooks: {{made: {{post: {operation}}}}}"), "{K: []}");
    let paths = text(&format!("paths: {{/a: {{get: {operation}}}}}"), "{}");
    let (mut run, normal) = normalised(&[&hooks, &paths]);
    assert_eq!(run.report(), "");
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let hook = &api["x-specwright-webhooks"]["made"]["post"];
    assert_eq!(hook["security"], json!([{"K": []}]));
    assert_eq!(api["paths"]["/a"]["get"]["security"], json!([]));
}
