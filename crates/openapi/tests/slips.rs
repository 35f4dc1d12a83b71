//! What authors let slip: what is read in its place, or what is said of it.

mod support;

use std::path::Path;

use openapiv3::ReferenceOr;
use serde_json::json;
use support::{Run, document, normalised};

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
fn what_a_parameter_lacks_is_said() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      \
         parameters: [{name: q, in: query}]\n      responses: {}\n";
    let report = normalised(&[text]).0.report();
    assert!(report.contains("neither `schema` nor `content`"), "{report}");
}

#[test]
fn templates_of_other_kinds_are_those_of_openapi() {
    let text = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a/:id/:run/<int:n>/{+rest}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      parameters:
        - {name: n, in: path, required: true, schema: {type: integer}}
        - {name: rest, in: path, required: true, schema: {type: string}}
      responses: {'204': {description: Done.}}
  /b?tag={tag}&all=1:
    get:
      parameters: [{$ref: '#/components/parameters/Tag'}]
      responses: {'204': {description: Done.}}
  /c: {get: {responses: {'204': {description: Done.}}}}
  /d/{id}{?tag,limit*}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: tag, in: query, schema: {type: string}}
        - {name: limit, in: path, required: true, schema: {type: integer}}
      responses: {'204': {description: Done.}}
  /c?page={n}&size={m}:
    parameters: [{name: page, in: query, schema: {type: integer}}]
    get:
      parameters: [{name: n, in: path, required: true, schema: {type: integer}}]
      responses: {'204': {description: Done.}}
  /c?page={p}&size={q}: {get: {responses: {'204': {description: Done.}}}}
components:
  parameters:
    Tag: {name: tag, in: path, required: true, style: simple, schema: {type: string, maxLength: 3}}
";
    let (mut run, normal) = normalised(&[text]);
    assert_eq!(
        run.report(),
        "warning[path-characters] 4:3: `/a/:id/:run/<int:n>/{+rest}` is a template of another kind; \
         it is read as `/a/{id}/:run/{n}/{rest}`\n\
         warning[path-characters] 11:3: `/b?tag={tag}&all=1` is more than a path; \
         `tag` is read as a parameter in the query\n\
         warning[path-characters] 16:3: `/d/{id}{?tag,limit*}` is more than a path; \
         `tag`, `limit` are read as parameters in the query\n\
         warning[path-characters] 23:3: `/c?page={n}&size={m}` is more than a path; \
         `page`, `size` are read as parameters in the query\n\
         warning[path-characters] 28:3: `/c?page={p}&size={q}` is more than a path; \
         `page`, `size` are read as parameters in the query\n"
    );
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let paths = &api["paths"];
    assert!(paths["/a/{id}/:run/{n}/{rest}"].is_object());
    assert_eq!(
        paths["/b?all=1"]["get"]["parameters"],
        json!([{"name": "tag", "in": "query", "required": true, "style": "form",
                "schema": {"type": "string", "maxLength": 3}}])
    );
    let places = [0, 1, 2].map(|at| &paths["/d/{id}"]["get"]["parameters"][at]["in"]);
    assert_eq!(places, ["path", "query", "query"]);
    let pages = &paths["/c#page&size"];
    assert!(paths["/c#page&size#page&size"].is_object());
    assert_eq!(pages["parameters"][0]["name"], "page");
    assert_eq!(pages["parameters"][1]["name"], "size");
    assert_eq!(pages["get"]["parameters"][0]["in"], "query");
}

#[test]
fn a_type_beside_the_name_of_a_parameter_is_that_of_its_schema() {
    let text = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters:
        - {name: p, in: query, type: integer, minimum: 1, default: '7', description: Page.}
        - {name: sort, in: query, enum: [up, down], example: up}
        - name: ids
          in: query
          collectionFormat: pipes
          type: array
          items: {$ref: '#/components/schemas/Id'}
      responses:
        '200':
          description: It.
          headers: {X-Rate: {type: integer, nullable: true}}
components:
  schemas:
    Id: {type: string, maxLength: 3}
";
    let (mut run, normal) = normalised(&[text]);
    let report = run.report();
    assert_eq!(report.matches("warning[no-schema]").count(), 4, "{report}");
    assert_eq!(report.matches("warning[coerced-value]").count(), 1, "{report}");
    assert_eq!(report.lines().count(), 5, "{report}");
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let operation = &api["paths"]["/a"]["get"];
    let schemas = [0, 1, 2].map(|at| &operation["parameters"][at]["schema"]);
    assert_eq!(schemas[0], &json!({"type": "integer", "minimum": 1, "default": 7}));
    assert_eq!(schemas[1]["enum"], json!(["up", "down"]));
    assert_eq!(schemas[2], &json!({"type": "array", "items": {"$ref": "#/components/schemas/Id"}}));
    assert_eq!(operation["parameters"][1]["example"], "up");
    assert_eq!(operation["parameters"][2]["style"], "pipeDelimited");
    let header = &operation["responses"]["200"]["headers"]["X-Rate"]["schema"];
    assert_eq!(header, &json!({"type": "integer", "nullable": true}));
}

#[test]
fn what_stands_as_in_2_0_or_a_level_too_high_is_the_schema_of_a_body() {
    let text = "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    post:
      requestBody:
        content:
          application/json: {type: object, properties: {a: {type: [string, 'null']}}, example: {}}
      responses:
        '200': {description: It., schema: {$ref: '#/components/schemas/Id'}}
components:
  schemas:
    Id: {type: string, maxLength: 3}
";
    let (mut run, normal) = normalised(&[text]);
    assert_eq!(
        run.report(),
        "warning[no-schema] 8:29: the media type has no `schema`; \
         move what belongs to its type into `schema`\n\
         warning[other-dialect] 10:35: `schema` is a key of Swagger 2.0, and this is OpenAPI 3.1; \
         it is read as that of a body in JSON\n"
    );
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let operation = &api["paths"]["/a"]["post"];
    assert_eq!(
        operation["requestBody"]["content"]["application/json"],
        json!({
            "schema": {
                "type": "object", "properties": {"a": {"type": "string", "nullable": true}},
            },
            "example": {},
        })
    );
    let body = &operation["responses"]["200"]["content"]["application/json"];
    assert_eq!(body["schema"], json!({"$ref": "#/components/schemas/Id"}));
}

#[test]
fn a_schema_that_stands_for_a_response_or_body_is_what_it_holds() {
    for (head, section) in
        [("openapi: 3.0.3", "components/schemas"), ("swagger: '2.0'", "definitions")]
    {
        let (open, indent) = if section == "definitions" {
            ("definitions:\n", "  ")
        } else {
            ("components:\n  schemas:\n", "    ")
        };
        let text = format!(
            "{head}\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      responses:\n        \
             '200': {{description: ok}}\n        '400': {{$ref: '#/{section}/Fault'}}\n{open}{indent}Fault: \
             {{type: object, properties: {{code: {{type: string}}}}}}\n"
        );
        let (mut run, normal) = normalised(&[&text]);
        let report = run.report();
        assert!(
            report.contains(
                "warning[reference-kind] 8:23: this leads to a schema, not to a response"
            ),
            "{report}"
        );
        let api = serde_json::to_value(normal.unwrap().api).unwrap();
        let response = &api["paths"]["/a"]["get"]["responses"]["400"];
        let schema = json!({"$ref": "#/components/schemas/Fault"});
        assert_eq!(response["content"], json!({"application/json": {"schema": schema}}), "{head}");
    }
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    post:\n      requestBody: \
                {$ref: '#/components/schemas/A'}\n      responses: {'200': {description: ok}}\ncomponents:\n  \
                schemas:\n    A: {type: object}\n";
    let (_, normal) = normalised(&[text]);
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let body = &api["paths"]["/a"]["post"]["requestBody"]["content"]["application/json"];
    assert_eq!(body["schema"], json!({"$ref": "#/components/schemas/A"}));
}

#[test]
fn a_response_may_lead_to_a_schema_in_another_file() {
    let mut run = Run::default();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/files/leads.yaml");
    let roots = run.read(&fixture);
    let normal = run.normalise(&roots);
    assert_eq!(
        run.report(),
        "warning[reference-kind] 8:17: this leads to a schema, not to a response; \
         it is read as one in JSON with this schema\n\
         warning[reference-kind] 11:17: this leads to a schema, not to a response; \
         it is read as one in JSON with this schema\n\
         warning[reference-kind] 16:15: this leads to a schema, not to a request body; \
         it is read as one in JSON with this schema\n"
    );
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let path = &api["paths"]["/a"];
    let json = |body: &serde_json::Value| body["content"]["application/json"]["schema"].clone();
    let pet = json!({"$ref": "#/components/schemas/Pet"});
    assert_eq!(json(&path["get"]["responses"]["200"]), pet);
    assert_eq!(json(&path["put"]["requestBody"]), pet);
    let fault = json(&path["get"]["responses"]["400"]);
    assert!(fault.to_string().contains("#/components/schemas/Fault"), "{fault}");
    let schemas = api["components"]["schemas"].as_object().unwrap();
    assert_eq!(schemas.keys().collect::<Vec<_>>(), ["Fault", "Pet", "Name"]);
    // One that is a response is none, whatever else it says.
    assert_eq!(path["put"]["responses"]["200"]["$ref"], "#/components/responses/Real");
}

#[test]
fn faults_of_a_type_beside_the_name_are_found() {
    let text = "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters:
        - {name: p, in: query, type: string, pattern: '['}
        - {name: q, in: query, type: array, items: {$ref: '#/components/schemas/None'}}
      responses: {}
";
    let report = normalised(&[text]).0.report();
    for said in ["invalid-pattern] 7:", "dangling-reference] 8:"] {
        assert!(report.contains(said), "{report}");
    }
}

#[test]
fn what_is_faulty_beside_a_reference_is_passed_over_where_it_does_not_count() {
    let siblings = |version: &str| {
        let text = document(
            version,
            "    A: {type: object}\n    \
             B: {$ref: '#/components/schemas/A', description: d, type: application/json, allOf: {a: {}}}\n",
        );
        let (mut run, normal) = normalised(&[&text]);
        let b = normal.map(|normal| normal.api.components.unwrap().schemas["B"].clone());
        (b, run.report())
    };
    let (b, report) = siblings("3.0.3");
    assert!(matches!(b, Some(ReferenceOr::Reference { .. })), "{b:?}");
    assert_eq!(
        report,
        "warning[reference-siblings] 7:41: `description` stands beside `$ref`, where nothing may stand; \
         it is read as if the reference stood in `allOf`\n\
         warning[unknown-type] 7:63: `application/json` is not a type; \
         the types are `string`, `number`, `integer`, `boolean`, `array` and `object`\n\
         warning[wrong-kind] 7:88: expected a list, found an object; \
         all that stands beside `$ref` is passed over\n"
    );
    assert!(siblings("3.1.0").0.is_none());
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

#[test]
fn a_security_scheme_may_be_of_a_type_that_later_versions_have() {
    let schemes = "certificate: {type: mutualTLS, description: Ours.}";
    let documents = [
        format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n\
             components:\n  securitySchemes:\n    {schemes}\n"
        ),
        format!(
            "swagger: '2.0'\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n\
             securityDefinitions:\n  {schemes}\n"
        ),
    ];
    let dialects = [
        "6:25: `mutualTLS` is a type of OpenAPI 3.1, and this is OpenAPI 3.0",
        "5:23: `mutualTLS` is a type of OpenAPI 3.1, and this is Swagger 2.0",
    ];
    for (text, place) in documents.iter().zip(dialects) {
        let (mut run, normal) = normalised(&[text]);
        let report = run.report();
        let line = format!("warning[other-dialect] {place}; it is read as in OpenAPI 3.1\n");
        assert!(report.contains(&line), "{report}");
        assert!(!report.contains("error"), "{report}");
        let api = serde_json::to_value(normal.unwrap().api).unwrap();
        assert_eq!(
            api["components"]["securitySchemes"]["certificate"],
            json!({"type": "http", "scheme": "mutual", "description": "Ours.", "x-specwright-type": "mutualTLS"})
        );
    }
}

#[test]
fn a_parameter_with_an_empty_name_has_none() {
    let text = "openapi: 3.2.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      parameters: [{name: '', in: query, schema: {type: string}}]
      responses: {}
    put:
      parameters: [{name: '', in: querystring, content: {text/plain: {schema: {type: string}}}}]
      responses: {}
";
    let (mut run, normal) = normalised(&[text]);
    assert_eq!(
        run.report(),
        "warning[nameless-parameter] 6:27: the name of the parameter is empty; \
         the parameter is passed over\n"
    );
    let api = serde_json::to_value(normal.unwrap().api).unwrap();
    let count =
        |method: &str| api["paths"]["/a"][method]["parameters"].as_array().map_or(0, Vec::len);
    assert_eq!((count("get"), count("put")), (0, 1));
}
