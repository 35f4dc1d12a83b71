//! What documents say to no effect: it is left out of the normal form.

mod support;

use specwright_openapi::to_yaml;
use support::normalised;

#[test]
fn a_key_that_says_nothing_is_reported_and_not_in_the_normal_form() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      \
                parameters:\n      - {name: a, in: query, schema: {type: number, exclusiveMinimum: true}}\n      \
                responses:\n        '200':\n          description: ok\n          content:\n            \
                application/json:\n              example: 1\n              examples: {one: {value: 2}}\n\
                components:\n  securitySchemes:\n    A: {type: http, scheme: basic, bearerFormat: JWT}\n    \
                B: {type: http, scheme: Bearer, bearerFormat: JWT}\n";
    let (mut run, normal) = normalised(&[text]);
    let report = run.report();
    assert_eq!(report.matches("warning[idle-key]").count(), 3, "{report}");
    let printed = to_yaml(&normal.unwrap());
    assert!(!printed.contains("exclusiveMinimum") && !printed.contains("example: 1"), "{printed}");
    assert_eq!(printed.matches("bearerFormat").count(), 1, "{printed}");
}

#[test]
fn a_style_of_a_part_is_passed_over_with_a_warning() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    post:\n      \
                requestBody:\n        content:\n          multipart/form-data:\n            \
                schema: {type: object, properties: {o: {type: object}}}\n            \
                encoding: {o: {style: pipeDelimited, contentType: text/plain}}\n      \
                responses: {'200': {description: d}}\n";
    let (mut run, normal) = normalised(&[text]);
    let api = normal.unwrap().api;
    let operation = api.paths.paths["/a"].as_item().unwrap().post.clone().unwrap();
    let body = operation.request_body.unwrap().as_item().unwrap().clone();
    let encoding = body.content["multipart/form-data"].encoding["o"].clone();
    assert_eq!(encoding.style, None);
    assert_eq!(encoding.content_type.as_deref(), Some("text/plain"));
    assert!(run.report().contains("warning[parameter-style] "));
}

#[test]
fn header_parameters_that_are_to_be_ignored_are_not_printed() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    \
         parameters: [{$ref: '#/components/parameters/Type'}]\n    get:\n      parameters:\n      \
         - {name: accept, in: header, required: true, schema: {type: string}}\n      \
         - {name: accept, in: query, schema: {type: string}}\n      \
         responses: {'200': {description: fine}}\n\
         components:\n  parameters:\n    \
         Type: {name: Content-Type, in: header, required: true, schema: {type: string}}\n";
    let (_, normal) = normalised(&[text]);
    let printed = to_yaml(&normal.expect("the document is sound"));
    let operations = printed.split("components:").next().unwrap_or_default();
    assert!(!operations.contains("in: header") && !operations.contains("$ref"), "{printed}");
    assert!(operations.contains("in: query"), "{printed}");
}
