//! The normal form as a generated server holds to it.

mod support;

use serde_json::json;
use specwright_openapi::to_yaml_as_served;
use support::{document, normalised};

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
