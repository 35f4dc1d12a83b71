//! What authors let slip: what is read in its place, or what is said of it.

mod support;

use serde_json::json;
use support::{document, normalised};

#[test]
fn tags_in_a_list_of_their_own_are_tags() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      \
                tags:\n        - - pets\n          - pets/cats\n        - zoo\n      \
                responses: {'200': {description: ok}}\n";
    let (mut run, normal) = normalised(&[text]);
    assert_eq!(
        run.report(),
        "warning[coerced-value] 7:11: a list stands where a string is meant; \
         what it holds is read as if it stood in the list around it\n"
    );
    let api = normal.unwrap().api;
    let operation = api.paths.paths["/a"].as_item().unwrap().get.as_ref().unwrap();
    assert_eq!(operation.tags, ["pets", "pets/cats", "zoo"]);
}

#[test]
fn an_object_in_an_enum_of_scalars_stands_for_its_value() {
    let text = document(
        "3.1.0",
        "    A:\n      type: string\n      enum:\n        - value: up\n        \
         - {value: down, description: Lower}\n        - left\n      default: up\n    \
         B: {type: [integer, 'null'], enum: [{value: 1}, null]}\n    \
         C: {enum: [{value: up}]}\n    \
         D: {type: object, enum: [{value: up}]}\n    \
         E: {type: string, enum: [{name: up}]}\n    \
         F: {type: integer, enum: [{value: up}]}\n",
    );
    let (mut run, normal) = normalised(&[&text]);
    let report = run.report();
    assert_eq!(report.matches("warning[coerced-value]").count(), 2, "{report}");
    assert!(
        report.starts_with(
            "warning[coerced-value] 9:11: an object stands where its `value` is meant; \
             the `value` is read, as that of each object in this list\n"
        ),
        "{report}"
    );
    assert_eq!(report.matches("warning[mistyped-value]").count(), 2, "{report}");
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let values = |name: &str| api["components"]["schemas"][name]["enum"].clone();
    assert_eq!(values("A"), json!(["up", "down", "left"]));
    assert_eq!(values("B"), json!([1, null]));
    for kept in ["C", "D"] {
        assert_eq!(values(kept), json!([{"value": "up"}]));
    }
}

#[test]
fn values_are_of_the_type_beside_them() {
    let text = document(
        "3.0.3",
        "    A: {type: integer, enum: ['6', '12'], default: '6'}\n    \
         B: {type: string, enum: [1, 1.5, true, up], default: 1}\n    \
         C: {type: number, nullable: true, enum: ['1.5', 2, null]}\n    \
         D: {type: boolean, default: 'true'}\n    \
         E: {type: integer, enum: [many, 1], default: '1.5'}\n    \
         F: {enum: ['1', 2]}\n",
    );
    let (mut run, normal) = normalised(&[&text]);
    let report = run.report();
    assert_eq!(report.matches("warning[coerced-value]").count(), 9, "{report}");
    assert!(
        report.starts_with(
            "warning[coerced-value] 6:31: a string stands where a number is meant; \
             it is read as `6`\n"
        ),
        "{report}"
    );
    assert_eq!(report.matches("warning[mistyped-value]").count(), 2, "{report}");
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let of = |name: &str, key: &str| api["components"]["schemas"][name][key].clone();
    assert_eq!((of("A", "enum"), of("A", "default")), (json!([6, 12]), json!(6)));
    assert_eq!(
        (of("B", "enum"), of("B", "default")),
        (json!(["1", "1.5", "true", "up"]), json!("1"))
    );
    assert_eq!(of("C", "enum"), json!([1.5, 2.0, null]));
    assert_eq!(of("D", "default"), json!(true));
    assert_eq!(of("F", "enum"), json!(["1", 2]));
}

#[test]
fn what_a_parameter_lacks_is_said() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a/:id:\n    get:\n      \
         parameters:\n        - {name: id, in: path, required: true, schema: {type: string}}\n        \
         - {name: q, in: query, type: integer}\n      responses: {}\n";
    let report = normalised(&[text]).0.report();
    for said in ["no parameter `id`; write `{id}` for `:id`\n", "into `schema`\n"] {
        assert!(report.contains(said), "{report}");
    }
}

#[test]
fn a_reference_that_fails_says_what_may_be_meant() {
    let text = document(
        "3.0.3",
        "    A: {$ref: '#components/schemas/D'}\n    \
         B: {$ref: D}\n    \
         C: {$ref: ./models/D.yaml}\n    \
         D: {type: object}\n",
    );
    let (mut run, _) = normalised(&[&text]);
    let report = run.report();
    let said = [
        "warning[reference-syntax] 6:15: a `/` is missing behind the `#` of `#components/schemas/D`; \
         it is read as if it were there\n",
        "error[unreadable-reference] 7:15: `D` cannot be read; did you mean `#/components/schemas/D`?\n",
        "error[unreadable-reference] 8:15: `./models/D.yaml` cannot be read; \
         did you mean `#/components/schemas/D`?\n",
    ];
    assert_eq!(report, said.concat());
}

#[test]
fn a_misspelt_section_is_not_what_a_reference_means() {
    let good = document("3.0.3", "    A: {$ref: '#/components/schemas/B'}\n    B: {}\n");
    for (from, to, help) in [
        (
            "components:",
            "component:",
            "the document has `component`; did you mean `components` there?",
        ),
        ("schemas:", "schema:", "`components` has `schema`; did you mean `schemas` there?"),
    ] {
        let text = good.replace(from, to).replace("paths: {}", &paths_to("B"));
        let report = normalised(&[&text]).0.report();
        assert!(
            report.contains(&format!("`#/components/schemas/B` leads nowhere; {help}")),
            "{report}"
        );
    }
}

/// An operation whose answer is a component.
fn paths_to(name: &str) -> String {
    let schema = format!("{{$ref: '#/components/schemas/{name}'}}");
    let content = format!("{{application/json: {{schema: {schema}}}}}");
    format!(
        "paths: {{/a: {{get: {{responses: {{'200': {{description: '', content: {content}}}}}}}}}}}"
    )
}
