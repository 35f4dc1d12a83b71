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

#[test]
fn headers_that_frame_a_request_are_no_parameters() {
    let header = |name: &str| {
        format!("{{name: {name}, in: header, required: true, schema: {{type: string}}}}")
    };
    let list = ["Host", "content-length", "Transfer-Encoding", "Connection", "X-Own"].map(header);
    let callback = format!("{{post: {{parameters: [{}], responses: {{}}}}}}", list[0]);
    let text = format!(
        "openapi: 3.2.0
info: {{title: T, version: '1'}}
paths:
  /a:
    get:
      parameters: [{}, {{$ref: '#/components/parameters/Length'}}]
      callbacks: {{done: {{'{{$request.query.url}}': {callback}}}}}
      responses: {{}}
    query: {{parameters: [{}], responses: {{}}}}
components:
  parameters: {{Length: {}}}
",
        [&list[0], &list[2], &list[3], &list[4]].map(String::as_str).join(", "),
        list[2],
        list[1],
    );
    let (mut run, normal) = normalised(&[&text]);
    let report = run.report();
    assert_eq!(report.matches("warning[reserved-header]").count(), 5, "{report}");
    assert!(
        report
            .contains("`Host` is no parameter; it is passed over: what sends a request writes it"),
        "{report}"
    );
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let item = &api["paths"]["/a"];
    let names = |operation: &serde_json::Value| -> Vec<String> {
        let list = operation["parameters"].as_array().into_iter().flatten();
        list.map(|parameter| parameter["name"].to_string()).collect()
    };
    assert_eq!(names(&item["get"]), ["\"Connection\"", "\"X-Own\""]);
    let callback = &item["get"]["callbacks"]["done"]["{$request.query.url}"]["post"];
    for operation in [callback, &item["x-specwright-operations"]["QUERY"]] {
        assert!(operation.is_object() && names(operation).is_empty(), "{operation}");
    }
}
