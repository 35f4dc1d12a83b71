//! What is called as a part of OpenAPI is in a collapsed text, and is another, or none.

mod common;

use common::{document, restored};

#[test]
fn texts_in_an_example_are_no_tags_of_the_document() {
    let text = "openapi: 3.0.3
info:
  title: T
  version: '1'
paths: {}
components:
  examples:
    One:
      value:
        secret: true
        tags:
          - foo
          - bar
        weight: 1
";
    assert!(restored(text));
}

#[test]
fn what_is_described_elsewhere_is_a_property_that_is_called_properties() {
    let schemas = "    Feature:
      type: object
      properties:
        geometry:
          $ref: '#/components/schemas/Geometry'
        properties:
          $ref: '#/components/schemas/Geometry'
        kind:
          type: string
    Geometry:
      type: string
";
    assert!(restored(&document(schemas, &["Feature", "Geometry"]).replace("b.yaml#", "#")));
}

#[test]
fn a_reference_waits_for_no_properties() {
    let text = |name: &str| format!("        {name}:\n          type: string\n");
    let schemas = format!(
        "    Event:
      type: object
      properties:
{}        operation:
          $ref: '#/components/schemas/Kind'
        properties:
          additionalProperties:
            type: string
          type: object
{}    Kind:
      type: string
",
        ["a", "b", "c", "d"].map(text).concat(),
        text("resource") + &text("tenant"),
    );
    assert!(restored(&document(&schemas, &["Event", "Kind"]).replace("b.yaml#", "#")));
}

#[test]
fn the_first_property_may_be_called_as_an_extension() {
    let schemas = "    Account:
      description: An account
      properties:
        x-ms-client-id:
          description: The client
          type: string
    Other:
      type: string
";
    assert!(restored(&document(schemas, &["Account", "Other"]).replace("b.yaml#", "#")));
}

#[test]
fn references_lead_into_components() {
    let schemas = "    Page:
      allOf:
      - $ref: '#/components/schemas/Push/definitions/kind'
      - properties:
          id:
            $ref: '#/components/parameters/id/schema'
          name:
            type: string
        type: object
      definitions:
        kind:
          type: object
    Push:
      definitions:
        kind:
          type: object
      type: string
  parameters:
    id:
      name: id
      in: query
      schema:
        type: string
";
    assert!(restored(&document(schemas, &["Page"])));
}

#[test]
fn a_section_of_components_ends_an_example() {
    let parameter = |name: char| {
        format!(
            "        - in: query\n          name: {name}\n          schema:\n            type: string\n"
        )
    };
    let text = format!(
        "openapi: 3.0.3
info:
  title: T
  version: '1'
paths:
  /a:
    get:
      x-place: client
      parameters:
{}      responses:
        '204':
          description: Done
components:
  examples:
    One:
      value:
        errors: []
  parameters:
    Endpoint:
      in: path
      name: endpoint
      required: true
      x-place: client
      schema:
        type: string
",
        ('a'..='g').map(parameter).collect::<String>()
    );
    assert!(restored(&text));
}

#[test]
fn what_is_one_of_some_texts_waits_for_no_properties() {
    let schemas = "    Request:
      properties:
        kind:
          enum:
            - link
            - create
        properties:
          additionalProperties:
            type: string
          type: object
          x-flat: true
        tags:
          type: string
      type: object
";
    assert!(restored(&document(schemas, &["Request"])));
}

#[test]
fn what_extends_an_operation_is_no_requirement() {
    let text = "openapi: 3.0.3
info:
  title: T
  version: '1'
security: []
paths:
  /a:
    get:
      responses:
        '204':
          description: None
      security:
        - key: []
        - auth:
            - read
      x-permission:
        operator: OR
        permissions:
          - read
components:
  securitySchemes:
    key:
      type: http
      scheme: bearer
";
    assert!(restored(text));
}
