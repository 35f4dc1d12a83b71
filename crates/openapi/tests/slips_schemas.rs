//! What authors let slip in schemas: what is read in its place, or what is said of it.

mod support;

use serde_json::json;
use support::{document, normalised};

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
fn a_part_that_is_there_to_admit_null_says_it_of_the_whole() {
    let text = document(
        "3.0.3",
        "    A: {type: object}\n    \
         B: {allOf: [{$ref: '#/components/schemas/A'}, {nullable: true, description: d}]}\n    \
         C: {allOf: [{$ref: '#/components/schemas/A'}, {nullable: true, type: object}]}\n    \
         D: {nullable: false, allOf: [{$ref: '#/components/schemas/A'}, {nullable: true}]}\n",
    );
    let (mut run, normal) = normalised(&[&text]);
    let schemas = normal.unwrap().api.components.unwrap().schemas;
    let nullable = |name: &str| schemas[name].as_item().unwrap().schema_data.nullable;
    assert_eq!(["B", "C", "D"].map(nullable), [true, false, false]);
    assert_eq!(
        run.report(),
        "warning[nullable-part] 7:52: `nullable` in a part of `allOf`, where the other parts do not \
         admit null; it is read as if it stood beside `allOf`\n"
    );
}

#[test]
fn a_schema_may_stand_where_the_name_of_its_type_belongs() {
    let text = document(
        "3.0.3",
        "    Word: {description: One., type: {type: string, maxLength: 3}, nullable: true}\n    \
         Same: {type: {$ref: '#/components/schemas/Word'}, allOf: [{minLength: 1}]}\n    \
         Whole:\n      type: object\n      properties:\n        \
         type: {type: string}\n        deep: {type: {type: {properties: {a: {type: long}}}}}\n",
    );
    let (mut run, normal) = normalised(&[&text]);
    let report = run.report();
    assert_eq!(report.matches("warning[coerced-value]").count(), 4, "{report}");
    assert!(
        report.starts_with(
            "warning[coerced-value] 6:37: a schema stands where the name of a type is meant; \
             put what it says in the place of this `type`\n"
        ),
        "{report}"
    );
    assert_eq!(report.matches("warning[type-alias]").count(), 1, "{report}");
    assert_eq!(report.lines().count(), 5, "{report}");
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let schemas = &api["components"]["schemas"];
    assert_eq!(schemas["Word"]["allOf"], json!([{"type": "string", "maxLength": 3}]));
    assert_eq!(
        schemas["Same"],
        json!({"allOf": [{"$ref": "#/components/schemas/Word"}, {"minLength": 1}]})
    );
    let whole = &schemas["Whole"]["properties"];
    assert_eq!(whole["type"], json!({"type": "string"}));
    assert_eq!(
        whole["deep"]["allOf"][0]["allOf"][0]["properties"]["a"],
        json!({"type": "integer", "format": "int64"})
    );
}

#[test]
fn a_property_called_type_outside_of_properties_is_refused() {
    for schema in [
        "{type: {type: string}, name: {type: string}}",
        "{type: {type: string}, description: {type: string}}",
        "{properties: {a: {type: string}}, type: {type: string}}",
        "{type: {type: string}, required: [type]}",
        "{type: {id: {type: string}}}",
        "{type: {}}",
    ] {
        let (mut run, normal) = normalised(&[&document("3.1.0", &format!("    A: {schema}\n"))]);
        let report = run.report();
        assert!(normal.is_none() && report.contains("error[wrong-kind]"), "{schema}: {report}");
    }
}

#[test]
fn what_says_nothing_or_another_type_is_reported() {
    let text = document(
        "3.1.0",
        "    A: {type: number, multipleOf: 0}\n    B: {type: string, const: 3}\n",
    );
    let (mut run, normal) = normalised(&[&text]);
    assert_eq!(
        run.report(),
        "warning[idle-key] 6:23: `multipleOf` must be greater than 0; it is passed over\n\
         warning[coerced-value] 7:30: a number stands where a string is meant; it is read as `\"3\"`\n"
    );
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let schemas = &api["components"]["schemas"];
    assert_eq!(schemas["A"], json!({"type": "number"}));
    assert_eq!(schemas["B"], json!({"type": "string", "enum": ["3"]}));
}

#[test]
fn a_default_is_among_the_values_of_its_enum() {
    let text = document(
        "3.0.3",
        "    A: {type: string, enum: [a, b], default: none}\n    \
         B: {type: array, items: {type: string, enum: [a]}, default: [a, c]}\n    \
         C: {type: number, enum: [1.0], default: 1}\n    \
         D: {type: string, enum: [a], nullable: true, default: null}\n",
    );
    let (mut run, _) = normalised(&[&text]);
    let report = run.report();
    let places: Vec<&str> = report.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(
        places,
        ["warning[mistyped-value] 6:46", "warning[mistyped-value] 7:69"],
        "{report}"
    );
}

#[test]
fn a_default_is_within_the_limits() {
    let text = document(
        "3.0.3",
        "    A: {type: integer, minimum: 1, default: 0}\n    \
         B: {type: number, maximum: 1, exclusiveMaximum: true, default: 1}\n    \
         C: {type: string, maxLength: 2, default: abc}\n    \
         D: {type: array, items: {type: string, minLength: 1}, minItems: 1, default: ['']}\n    \
         E: {type: integer, minimum: 0, maximum: 1, default: 1}\n    \
         F: {type: string, maxLength: 2, default: éé}\n",
    );
    let (mut run, _) = normalised(&[&text]);
    let report = run.report();
    let limits: Vec<&str> =
        report.lines().filter_map(|line| line.split("outside of ").nth(1)).collect();
    assert_eq!(limits, ["`minimum`", "`maximum`", "`maxLength`", "`minLength`"], "{report}");
}

#[test]
fn what_is_required_is_described_by_some_part() {
    let text = document(
        "3.0.3",
        "    A: {type: object, properties: {name: {type: string}}}\n    \
         B: {allOf: [{$ref: '#/components/schemas/A'}, {required: [name, naem]}]}\n    \
         C: {required: [name], allOf: [{$ref: '#/components/schemas/A'}]}\n    \
         D: {allOf: [{$ref: '#/components/schemas/A'}, {required: [x], additionalProperties: true}]}\n    \
         E: {allOf: [{$ref: '#/components/schemas/E'}, {required: [x]}]}\n",
    );
    let (mut run, _) = normalised(&[&text]);
    let report = run.report();
    assert_eq!(report.matches("required-unknown").count(), 1, "{report}");
    assert!(
        report.contains("`naem` is required, but no property; did you mean `name`?"),
        "{report}"
    );
}

#[test]
fn what_a_branch_requires_is_described_by_the_whole() {
    let text = document(
        "3.1.0",
        "    Base: {type: object, properties: {name: {type: string}}}\n    \
         Either: {properties: {a: {type: string}}, anyOf: [{required: [a]}, {required: [one]}]}\n    \
         If: {properties: {a: {}}, if: {required: [a]}, then: {required: [two]}, else: {required: [a]}}\n    \
         Card: {properties: {a: {}}, dependentRequired: {a: [three]}}\n    \
         Part: {allOf: [{$ref: '#/components/schemas/Base'}, {oneOf: [{required: [name]}, {required: [naem]}]}]}\n    \
         Told: {properties: {a: {}}, oneOf: [{properties: {b: {}}, required: [a, b]}, {required: [b]}]}\n    \
         Open: {properties: {a: {}}, additionalProperties: true, dependentRequired: {a: [b]}}\n    \
         Bare: {oneOf: [{properties: {b: {}}, required: [b]}, {properties: {c: {}}, required: [c, four]}]}\n    \
         Not: {properties: {a: {}}, not: {required: [b]}}\n    \
         Any: {if: {properties: {a: {}}}, then: {required: [b]}}\n    \
         Types: {properties: {a: {}}, anyOf: [{type: object, required: [five]}, {type: object, required: [a]}]}\n",
    );
    let (mut run, _) = normalised(&[&text]);
    let report = run.report();
    let found: Vec<&str> =
        report.lines().filter(|line| line.contains("required-unknown")).collect();
    assert_eq!(found.len(), 6, "{report}");
    let no_field = "a server asks for it, and no type has a field for it";
    let anything = "any value is admitted for it";
    let expected = [
        ("one", no_field),
        ("two", no_field),
        ("three", no_field),
        ("naem", "did you mean `name`?"),
        ("four", anything),
        ("five", anything),
    ];
    for (line, (name, end)) in found.iter().zip(expected) {
        assert!(line.contains(&format!("`{name}` is required")) && line.ends_with(end), "{line}");
    }
}
