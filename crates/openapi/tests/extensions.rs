//! What tools say in extensions because OpenAPI has no key for it, and what it means.

mod support;

use serde_json::json;
use support::normalised;

/// A document whose one operation has these responses.
fn responses(text: &str) -> String {
    let indented: String = text.lines().map(|line| format!("        {line}\n")).collect();
    format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      \
         responses:\n{indented}"
    )
}

#[test]
fn further_responses_of_a_status_are_alternatives() {
    let text = responses(
        "'422':\n  description: ''\n  headers: {X-A: {required: true, schema: {type: string}}}\n  \
         content: {application/json: {schema: {type: string}}}\n\
         'x-422:Not enough left':\n  description: Sold out\n  content:\n    \
         application/json: {schema: {type: object, required: [left]}}\n    text/plain: {}\n\
         'x-422:The same':\n  description: ''\n  content: {application/json: {schema: {type: string}}}\n\
         'x-404:Gone': {description: It was there}\n\
         x-order: [422]\n",
    );
    let (mut run, normal) = normalised(&[&text]);
    let report = run.report();
    assert_eq!(report.matches("warning[further-response]").count(), 3, "{report}");
    assert!(
        report.starts_with(
            "warning[further-response] 11:9: `x-422:Not enough left` is another response of `422`; \
             a body may be of either\n"
        ),
        "{report}"
    );
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let responses = &api["paths"]["/a"]["get"]["responses"];
    assert_eq!(responses["404"], json!({"description": "It was there"}));
    let taken = &responses["422"];
    assert_eq!(taken["description"], "Sold out");
    // It may be missing, which is the default.
    assert_eq!(taken["headers"]["X-A"]["required"], json!(null));
    assert_eq!(
        taken["content"]["application/json"]["schema"],
        json!({"anyOf": [
            {"type": "string"},
            {"title": "Not enough left", "type": "object", "required": ["left"]},
        ]})
    );
    assert!(taken["content"].get("text/plain").is_some());
}

#[test]
fn further_responses_may_be_references() {
    let text = responses(
        "'422': {$ref: '#/components/responses/Short'}\n\
         'x-422:Taken': {$ref: '#/components/responses/Alias'}\n\
         'x-409:Gone': {$ref: '#/components/schemas/Gone'}\n\
         '400': {description: No}\n\
         'x-400:Here': {$ref: '#/paths/~1a/get/responses/400'}\n",
    ) + "components:
  responses:
    Short: {description: Too short, content: {application/json: {schema: {type: string}}}}
    Alias: {$ref: '#/components/responses/Taken'}
    Taken: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Gone'}}}}
  schemas: {Gone: {type: object}}
";
    let (mut run, normal) = normalised(&[&text]);
    assert!(run.report().contains("a body may be of either"), "{}", run.report());
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let responses = &api["paths"]["/a"]["get"]["responses"];
    let gone = json!({"$ref": "#/components/schemas/Gone"});
    assert_eq!(responses["422"]["description"], "Too short");
    let schema = |status: &str| &responses[status]["content"]["application/json"]["schema"];
    assert_eq!(schema("422"), &json!({"anyOf": [{"type": "string"}, gone]}));
    assert_eq!(schema("409"), &gone);
    assert_eq!(responses["400"], json!({"description": "No"}));
    // What others may refer to is as it was.
    let short = &api["components"]["responses"]["Short"]["content"]["application/json"]["schema"];
    assert_eq!(short, &json!({"type": "string"}));
}

#[test]
fn what_is_no_response_is_no_further_one() {
    let text = responses("'422': {description: ''}\n'x-422:Taken': Taken\n");
    let (mut run, normal) = normalised(&[&text]);
    let report = run.report();
    assert!(report.contains("it is passed over: both must be responses"), "{report}");
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    assert_eq!(api["paths"]["/a"]["get"]["responses"]["422"], json!({"description": ""}));
}

#[test]
fn an_heir_may_say_what_tells_it_apart() {
    let text = "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\ndefinitions:\n  \
                Fish: {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string}}}\n  \
                Shark: {x-ms-discriminator-value: shark, allOf: [{$ref: '#/definitions/Fish'}]}\n  \
                Hammerhead: {x-ms-discriminator-value: '#hammer', allOf: [{$ref: '#/definitions/Shark'}]}\n  \
                Carp: {allOf: [{$ref: '#/definitions/Fish'}]}\n";
    let (_, normal) = normalised(&[text]);
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    assert_eq!(
        api["components"]["schemas"]["Fish"]["discriminator"]["mapping"],
        json!({
            "shark": "#/components/schemas/Shark",
            "#hammer": "#/components/schemas/Hammerhead",
        })
    );
}

#[test]
fn a_further_response_of_2_0_is_one_too() {
    let text = "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      \
                produces: [application/json]\n      responses:\n        \
                '200': {description: One, schema: {type: string}}\n        \
                'x-200:Other': {description: Two, schema: {$ref: '#/definitions/B'}}\n\
                definitions: {B: {type: object}}\n";
    let (mut run, normal) = normalised(&[text]);
    let report = run.report();
    assert_eq!(report.matches("warning[further-response]").count(), 1, "{report}");
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    assert_eq!(
        api["paths"]["/a"]["get"]["responses"]["200"]["content"]["application/json"]["schema"],
        json!({"anyOf": [{"type": "string"}, {"$ref": "#/components/schemas/B"}]})
    );
}
