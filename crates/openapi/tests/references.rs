//! Where references lead, and what counts beside them.

mod support;

use openapiv3::SchemaKind;
use specwright_openapi::to_yaml;
use support::{document, normalised};

#[test]
fn siblings_of_a_reference_count_in_3_0_with_a_warning() {
    let text = document(
        "3.0.3",
        "    A: {type: string}\n    B: {$ref: '#/components/schemas/A', nullable: true}\n",
    );
    let (mut run, normal) = normalised(&[&text]);
    let components = normal.unwrap().api.components.unwrap();
    let schema = components.schemas["B"].as_item().unwrap();
    assert!(schema.schema_data.nullable);
    assert!(matches!(&schema.schema_kind, SchemaKind::AllOf { all_of } if all_of.len() == 1));
    assert!(run.report().contains("warning[reference-siblings] "));
}

#[test]
fn beside_a_reference_to_a_parameter_only_its_description_counts() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      \
                parameters:\n      - {$ref: '#/components/parameters/P', required: true, description: own}\n      \
                responses: {'200': {description: d}}\ncomponents:\n  parameters:\n    \
                P: {name: p, in: query, schema: {type: string}}\n";
    let (mut run, normal) = normalised(&[text]);
    let api = normal.unwrap().api;
    let operation = api.paths.paths["/a"].as_item().unwrap().get.clone().unwrap();
    let parameter = operation.parameters[0].as_item().unwrap().parameter_data_ref().clone();
    assert!(!parameter.required);
    assert_eq!(parameter.description.as_deref(), Some("own"));
    assert!(run.report().contains("warning[reference-siblings] "));
}

#[test]
fn path_items_that_refer_to_each_other_do_not_multiply() {
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a: {$ref: '#/components/pathItems/P0'}\n\
         components:\n  pathItems:\n",
    );
    for index in 0..60 {
        let next = format!("{{$ref: '#/components/pathItems/P{}'}}", index + 1);
        text += &format!(
            "    P{index}: {{get: {{responses: {{}}, callbacks: {{one: {{u: {next}}}, two: {{u: {next}}}}}}}}}\n"
        );
    }
    text += "    P60: {}\n";
    let (mut run, normal) = normalised(&[&text]);
    assert!(normal.is_none());
    assert!(run.report().contains("too-large"));
}

#[test]
fn a_mapping_that_leads_nowhere_is_passed_over() {
    let pet = "    Cat: {type: object}
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}]
      discriminator:
        propertyName: kind
        mapping: {cat: Cat, dog: '#/dog', fish: 'fish.yaml#/Fish'}
";
    let (mut run, normal) = normalised(&[&document("3.0.3", pet)]);
    let report = run.report();
    assert!(report.contains("warning[dangling-reference]"), "{report}");
    assert!(report.contains("warning[unreadable-reference]"), "{report}");
    let printed = to_yaml(&normal.expect("it is a document all the same"));
    assert!(printed.contains("cat: '#/components/schemas/Cat'"), "{printed}");
    assert!(!printed.contains("dog") && !printed.contains("fish"), "{printed}");

    let needed = format!("{pet}    Fish: {{$ref: 'fish.yaml#/Fish'}}\n");
    let (mut run, normal) = normalised(&[&document("3.0.3", &needed)]);
    let report = run.report();
    assert!(normal.is_none() && report.contains("error[unreadable-reference]"), "{report}");

    let misspelt = pet.replace("cat: Cat", "cat: Catt");
    let (mut run, normal) = normalised(&[&document("3.0.3", &misspelt)]);
    assert!(normal.is_none() && run.report().contains("error["), "{}", run.report());
}

#[test]
fn a_schema_may_have_definitions_of_its_own_under_either_name() {
    for name in ["$defs", "definitions"] {
        let page = format!(
            "    Page:
      type: object
      properties: {{kind: {{$ref: '#/components/schemas/Page/{name}/kind'}}}}
      {name}: {{kind: {{type: string, enum: [a]}}}}
"
        );
        let (mut run, normal) = normalised(&[&document("3.1.0", &page)]);
        assert_eq!(run.report(), "");
        assert!(to_yaml(&normal.expect("it is sound")).contains("enum:"));

        let (mut run, normal) = normalised(&[&document("3.0.3", &page)]);
        assert!(run.report().contains("warning[other-dialect]") && normal.is_some());
    }
}
