//! What documents become, a fixture a dialect. Snapshots are reviewed with `cargo insta review`.

mod support;

use std::path::Path;

use openapiv3::{ParameterSchemaOrContent, ReferenceOr, SchemaKind, Type};
use serde_json::json;
use specwright_diagnostics::{Layout, Node, Origin, Pointer};
use specwright_openapi::{Normal, to_yaml, to_yaml_as_served};
use support::{Run, document, normalised};

fn fixture(name: &str) -> (Run, Option<Normal>) {
    let mut run = Run::default();
    let roots = run.read(&Path::new("tests/fixtures").join(name));
    let normal = run.normalise(&roots);
    (run, normal)
}

/// The normal form of a fixture that has no error, and what is to be said about it.
fn printed(name: &str) -> String {
    let (mut run, normal) = fixture(name);
    let report = run.report();
    let normal = normal.unwrap_or_else(|| panic!("{name} has errors:\n{report}"));
    format!("{}---\n{report}", to_yaml(&normal))
}

#[test]
fn swagger_2_0() {
    insta::assert_snapshot!(printed("swagger.yaml"));
}

#[test]
fn schemas_of_3_1() {
    insta::assert_snapshot!(printed("schemas.yaml"));
}

#[test]
fn what_3_2_added() {
    insta::assert_snapshot!(printed("latest.yaml"));
}

#[test]
fn several_files() {
    insta::assert_snapshot!(printed("files/api.yaml"));
}

#[test]
fn all_faults_at_once() {
    let (mut run, normal) = fixture("faults.yaml");
    assert!(normal.is_none());
    insta::assert_snapshot!(run.report());
}

#[test]
fn a_node_knows_where_it_comes_from() {
    let (run, normal) = fixture("swagger.yaml");
    let normal = normal.unwrap();
    let pointer = "/paths/~1pets/get/parameters/0/schema/type";
    let origin = normal.origin(&Pointer::parse(pointer).unwrap());
    let address = run.sources.address(origin).unwrap();
    assert_eq!(address.pointer.to_string(), "/paths/~1pets/get/parameters/0/type");

    let nowhere = normal.origin(&Pointer::parse("/no/such/thing").unwrap());
    assert_ne!(nowhere, Origin::NONE, "the closest thing around it");
}

#[test]
fn the_types_hold_what_the_tree_says() {
    let (_, normal) = fixture("swagger.yaml");
    let api = normal.unwrap().api;
    let item = api.paths.paths["/pets"].as_item().unwrap();
    let tags = item.get.as_ref().unwrap().parameters[0].as_item().unwrap();
    let ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) =
        &tags.parameter_data_ref().format
    else {
        panic!("a schema")
    };
    assert!(matches!(schema.schema_kind, SchemaKind::Type(Type::Array(_))));
    assert_eq!(tags.parameter_data_ref().explode, Some(false));
}

#[test]
fn a_limit_beyond_the_type_is_kept() {
    let (_, normal) = fixture("schemas.yaml");
    let components = normal.unwrap().api.components.unwrap();
    let wide = components.schemas["Wide"].as_item().unwrap();
    let maximum = &wide.schema_data.extensions["x-specwright-maximum"];
    assert_eq!(maximum.as_u64(), Some(u64::MAX));
}

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

/// A document of 3.0 with one operation, which requires this, and these security schemes.
fn secured(requirement: &str, schemes: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      \
         security:\n{requirement}      responses: {{'200': {{description: ok}}}}\n\
         components:\n  securitySchemes:\n{schemes}"
    )
}

#[test]
fn a_type_of_security_scheme_that_is_none_may_say_what_is_meant() {
    let text = secured(
        "        - A: []\n",
        "    A: {type: jwt, scheme: bearer, bearerFormat: JWT}\n    B: {type: Bearer}\n    \
         C: {type: basic}\n",
    );
    let (mut run, normal) = normalised(&[&text]);
    let report = run.report();
    assert!(
        report.starts_with(
            "warning[unknown-word] 11:15: `jwt` is not a type of security scheme; \
             it is read as `http`, with the scheme `bearer`\n"
        ),
        "{report}"
    );
    assert_eq!(report.lines().count(), 3, "{report}");
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let schemes = &api["components"]["securitySchemes"];
    assert_eq!(schemes["A"], json!({"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}));
    assert_eq!(schemes["B"], json!({"type": "http", "scheme": "bearer"}));
    assert_eq!(schemes["C"], json!({"type": "http", "scheme": "basic"}));

    for doubtful in ["{type: jwt}", "{type: bearer, in: header, name: K}", "{type: x, scheme: y}"] {
        let (mut run, _) = normalised(&[&secured("        []\n", &format!("    A: {doubtful}\n"))]);
        assert!(run.report().contains("error[unknown-word]"), "{doubtful}");
    }
}

#[test]
fn what_is_a_type_in_another_dialect_is_said_to_be_none_in_this() {
    let (mut run, normal) = normalised(&[&document("3.0.3", "    A: {type: 'null'}\n")]);
    assert!(normal.is_some());
    assert!(run.report().contains("`null` is not a type in OpenAPI 3.0"), "{}", run.report());
}

#[test]
fn an_extension_in_a_security_requirement_is_no_scheme() {
    let scheme = "    x-key: {type: apiKey, in: header, name: K}\n";
    let text = secured("        - x-key: []\n          x-tool: {use: {id: k}}\n", scheme);
    let (mut run, normal) = normalised(&[&text]);
    assert_eq!(
        run.report(),
        "warning[idle-key] 8:11: `x-tool` would be a name here, and cannot be one; it is passed over\n"
    );
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    assert_eq!(api["paths"]["/a"]["get"]["security"], json!([{"x-key": []}]));

    // Without it nothing would be required.
    let (mut run, _) = normalised(&[&secured("        - x-tool: {use: {id: k}}\n", scheme)]);
    assert!(run.report().contains("error[wrong-kind]"));
}

#[test]
fn a_header_that_a_required_scheme_describes_is_not_missed() {
    let operation = |security: &str| {
        secured(security, "    A: {type: http, scheme: bearer}\n    B: {type: apiKey, in: query, name: b}\n")
            .replace(
                "      responses:",
                "      parameters: [{name: authorization, in: header, schema: {type: string}}]\n      responses:",
            )
    };
    for (security, is_reported) in [("        - A: []\n", false), ("        - B: []\n", true)] {
        let (mut run, _) = normalised(&[&operation(security)]);
        assert_eq!(run.report().contains("warning[reserved-header]"), is_reported, "{security}");
    }
}

#[test]
fn a_parameter_that_a_required_scheme_sends_is_its_credential() {
    let schemes =
        "    A: {type: http, scheme: bearer}\n    B: {type: apiKey, in: header, name: X-Key}\n";
    let parameters = "      parameters: [{name: x-key, in: header, schema: {type: string}}, {name: x-key, in: query, schema: {type: string}}]\n      responses:";
    for (security, left) in [("        - A: []\n        - B: []\n", 1), ("        - A: []\n", 2)] {
        let text = secured(security, schemes).replace("      responses:", parameters);
        let (mut run, normal) = normalised(&[&text]);
        let reported = run.report().contains("warning[credential-parameter]");
        let api = serde_json::to_value(normal.unwrap().api).unwrap();
        let parameters = api["paths"]["/a"]["get"]["parameters"].as_array().unwrap();
        assert_eq!((parameters.len(), reported), (left, left == 1), "{parameters:?}");
    }
}

#[test]
fn of_the_templates_of_a_path_the_credential_alone_is_no_parameter() {
    let text = secured("        - A: []\n", "    A: {type: apiKey, in: query, name: key}\n")
        .replace("  /a:", "  /a/{id}?key={key}&tag={tag}:");
    let (_, normal) = normalised(&[&text]);
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let item = &api["paths"]["/a/{id}"];
    let lists = [&item["parameters"], &item["get"]["parameters"]];
    let all = lists.into_iter().filter_map(|list| list.as_array()).flatten();
    let names: Vec<&str> = all.filter_map(|parameter| parameter["name"].as_str()).collect();
    assert_eq!(names, ["tag", "id"]);
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

/// A document with a schema that is nested so deep.
fn nested(levels: usize) -> Node {
    let mut schema = Node::object();
    for _ in 0..levels {
        let mut outer = Node::object();
        outer.insert("not", schema);
        schema = outer;
    }
    let mut schemas = Node::object();
    schemas.insert("A", schema);
    let mut components = Node::object();
    components.insert("schemas", schemas);
    let mut info = Node::object();
    info.insert("title", "T");
    info.insert("version", "1");
    let mut root = Node::object();
    root.insert("openapi", "3.1.0");
    root.insert("info", info);
    root.insert("components", components);
    root
}

#[test]
fn no_nesting_overflows_the_stack() {
    for (levels, is_admitted) in [(250, true), (3_000, false)] {
        let mut run = Run::default();
        let document = run.sources.add("deep.yaml", "", Layout::whole(""), nested(levels));
        let normal = run.normalise(&[document]);
        assert_eq!(normal.is_some(), is_admitted, "{levels} levels: {}", run.report());
        if let Some(normal) = normal {
            assert!(to_yaml(&normal).len() > levels);
        }
    }
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
fn a_base_is_served_as_the_union_of_its_heirs() {
    let schemas = "    Pet:
      type: object
      nullable: true
      required: [petType]
      properties: {petType: {type: string}}
      discriminator: {propertyName: petType, mapping: {cat: '#/components/schemas/Cat'}}
    Cat:
      allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, required: [hunts]}]
    Owner:
      type: object
      properties:
        pet: {$ref: '#/components/schemas/Pet'}
        favourite: {allOf: [{$ref: '#/components/schemas/Pet'}], description: The best.}
        first: {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {since: {type: string}}}]}
        fish: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {petType: {enum: [fish]}}}
";
    let (_, normal) = normalised(&[&document("3.0.3", schemas)]);
    let yaml = to_yaml_as_served(&normal.expect("no errors"));
    let document: serde_json::Value = serde_yaml::from_str(&yaml).expect("it is YAML");
    let schemas = &document["components"]["schemas"];
    let named = |key: &str| json!({"type": "object", "required": ["petType"], "properties": {"petType": {"enum": key.split(' ').collect::<Vec<_>>()}}});
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    assert_eq!(
        schemas["Pet"],
        json!({
            "oneOf": [
                {"allOf": [reference("Cat"), named("cat Cat")]},
                {"allOf": [reference("PetBase"), {"not": named("cat Cat")}]},
            ],
            "nullable": true,
        })
    );
    assert_eq!(schemas["Cat"]["allOf"][0], reference("PetBase"));
    assert_eq!(schemas["PetBase"]["properties"], json!({"petType": {"type": "string"}}));
    assert_eq!(schemas["Owner"]["properties"]["pet"], reference("Pet"));
    for (property, name) in [("favourite", "Pet"), ("first", "Pet"), ("fish", "PetBase")] {
        assert_eq!(schemas["Owner"]["properties"][property]["allOf"][0], reference(name));
    }
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
fn what_a_server_holds_is_said_where_the_document_leaves_it_open() {
    let schemas = "    Open:
      type: object
      properties:
        either: {type: [string, integer]}
        list: {items: {type: string}}
        object: {properties: {a: {type: string}}}
        any: {description: Anything.}
";
    let (_, normal) = normalised(&[&document("3.1.0", schemas)]);
    let yaml = to_yaml_as_served(&normal.expect("no errors"));
    let document: serde_json::Value = serde_yaml::from_str(&yaml).expect("it is YAML");
    let properties = &document["components"]["schemas"]["Open"]["properties"];
    assert_eq!(properties["either"]["anyOf"], json!([{"type": "string"}, {"type": "integer"}]));
    assert_eq!(properties["list"]["type"], "array");
    assert_eq!(properties["object"]["type"], "object");
    assert_eq!(properties["any"], json!({"description": "Anything."}));
}

#[test]
fn a_certificate_of_the_connection_is_asked_of_no_request_as_served() {
    let text = "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /:
    get:
      security: [{certificate: [], key: []}]
      responses: {'401': {description: No.}}
components:
  securitySchemes:
    certificate: {type: mutualTLS}
    key: {type: apiKey, in: header, name: key}
";
    let (_, normal) = normalised(&[text]);
    let yaml = to_yaml_as_served(&normal.expect("no errors"));
    let document: serde_json::Value = serde_yaml::from_str(&yaml).expect("it is YAML");
    let operation = &document["paths"]["/"]["get"];
    assert_eq!(operation["security"], json!([{"key": []}]));
    // An answer without content stays one.
    assert!(operation["responses"]["401"].get("content").is_none());
    assert!(operation["responses"]["403"].get("content").is_some());
}

#[test]
fn where_only_another_protocol_answers_an_upgrade_is_asked_for_as_served() {
    let text = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /socket: {get: {responses: {'101': {description: Sockets.}, 4XX: {description: No.}}}}
  /look: {get: {responses: {'101': {description: Sockets.}, '200': {description: Words.}}}}
";
    let (_, normal) = normalised(&[text]);
    let yaml = to_yaml_as_served(&normal.expect("no errors"));
    let document: serde_json::Value = serde_yaml::from_str(&yaml).expect("it is YAML");
    let answers = |path: &str| &document["paths"][path]["get"]["responses"]["426"];
    assert_eq!(answers("/socket"), &json!({"description": "No."}));
    assert!(answers("/look").is_null());
}

#[test]
fn a_number_of_single_precision_has_its_bounds_as_served() {
    let schemas = "    Single: {type: number, format: float, minimum: 0}\n";
    let (_, normal) = normalised(&[&document("3.0.3", schemas)]);
    let yaml = to_yaml_as_served(&normal.expect("no errors"));
    assert!(yaml.contains("minimum: 0\n"), "{yaml}");
    assert!(yaml.contains("maximum: 340282346638528860000000000000000000000.0"), "{yaml}");
}

#[test]
fn an_object_without_properties_is_anything_as_served() {
    let schemas = "    None: {properties: {}}\n    Some: {properties: {a: {type: string}}}\n";
    let (_, normal) = normalised(&[&document("3.0.3", schemas)]);
    let yaml = to_yaml_as_served(&normal.expect("no errors"));
    let document: serde_json::Value = serde_yaml::from_str(&yaml).expect("it is YAML");
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        (&schemas["None"]["type"], &schemas["Some"]["type"]),
        (&json!(null), &json!("object"))
    );
}

#[test]
fn what_requires_nothing_at_all_is_the_empty_list() {
    let text = "openapi: 3.1.0
info: {title: T, version: '1'}
security: [{}]
paths:
  /:
    get: {security: [{}, {}], responses: {'204': {description: Done.}}}
    put: {security: [{}, {key: []}], responses: {'204': {description: Done.}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: key}}
";
    let (_, normal) = normalised(&[text]);
    let api = serde_json::to_value(normal.expect("no errors").api).unwrap();
    let operation = |method: &str| &api["paths"]["/"][method]["security"];
    assert_eq!((operation("get"), operation("put")), (&json!([]), &json!([{}, {"key": []}])));
    assert!(api.get("security").is_none_or(|security| *security == json!([])));
}
