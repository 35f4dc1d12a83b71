//! What documents say of credentials.

mod support;

use serde_json::json;
use support::{document, normalised};

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
