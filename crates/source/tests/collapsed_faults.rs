//! Faults of authors that a collapsed text has in every reading.

mod common;

use common::{document, restored};

const HEAD: &str = "openapi: 3.0.3\ninfo:\n  title: T\n  version: '1'\npaths:\n";

/// A document with one operation for each part.
fn operations(parts: &[&str]) -> String {
    let path = |(index, part): (usize, &&str)| format!("  /p{index}:\n    get:\n{part}");
    HEAD.to_owned() + &parts.iter().enumerate().map(path).collect::<String>()
}

#[test]
fn nobody_described_a_response() {
    let part = "      responses:
        '200':
          content:
            application/json:
              schema:
                type: string
      summary: Get it
";
    assert!(restored(&operations(&[part; 4])));
}

#[test]
fn an_example_between_keywords_that_contradict_each_other_takes_neither() {
    let property = |name: &str| {
        format!(
            "        {name}:
          default: 0
          examples:
          - 4.5cm
          type: string
"
        )
    };
    let properties = ["a", "b", "c"].map(property).concat();
    let schema = format!("    Pet:\n      properties:\n{properties}      type: object\n");
    assert!(restored(&document(&schema, &["Pet"])));
}

#[test]
fn a_type_behind_what_has_one_is_of_the_object_around_it_whatever_that_says() {
    let part = "      parameters:
      - in: query
        name: any
        schema:
          additionalProperties:
            type: string
          type: string
        style: form
      responses:
        '200':
          description: Good
";
    assert!(restored(&operations(&[part; 3])));
}

#[test]
fn a_name_of_several_words_may_follow_a_type_or_a_reference() {
    let schemas = "    Pet:
      properties:
        age:
          type: number
        Name of owner:
          $ref: '#/components/schemas/Owner'
        Place of birth:
          type: string
      type: object
    Owner:
      type: string
";
    assert!(restored(&document(schemas, &["Pet", "Owner"])));
}

#[test]
fn a_long_key_stands_behind_a_question_mark() {
    let text = "openapi: 3.0.3
info:
  title: T
  version: '1'
paths:
  ? /a/very/long/path
  : get:
      responses:
        '204':
          description: None
";
    assert!(restored(text));
}

#[test]
fn what_an_object_requires_and_stands_far_from_it_is_not_its_own() {
    let lacking = |name: &str| {
        format!(
            "    {name}:
      type: object
      required:
        - gone
      properties:
        id:
          type: string
"
        )
    };
    let last = |text: &str| {
        format!(
            "    Last:
      description: {text}
      type: object
      properties:
        gone:
          type: object
        a:
          $ref: '#/components/schemas/A'
        b:
          $ref: '#/components/schemas/B'
        c:
          $ref: '#/components/schemas/C'
"
        )
    };
    let lacking = ["A", "B", "C"].map(lacking).concat();
    let names = ["A", "B", "C", "Last"];
    assert!(restored(&document(&(lacking.clone() + &last(&"word ".repeat(200))), &names)));
    // What stands close by may be.
    assert!(!restored(&document(&(lacking + &last("word")), &names)));
}

#[test]
fn parameters_behind_the_responses_are_of_the_path_where_operations_have_them_before() {
    let parameters = "      parameters:
      - in: query
        name: a
        schema:
          type: string
";
    let responses = "      responses:
        '204':
          description: None
";
    let own = format!("{parameters}{responses}");
    let of_path = format!(
        "{responses}    parameters:
    - in: query
      name: a
      schema:
        type: string
"
    );
    assert!(restored(&operations(&[&own, &own, &own, &of_path])));
}

#[test]
fn one_operation_more_is_secured_where_all_others_are() {
    let part = "      responses:
        '204':
          description: None
      security:
      - key: []
";
    let schemes = "components:
  securitySchemes:
    key:
      type: apiKey
      in: header
      name: key
";
    assert!(restored(&(operations(&[part; 3]) + schemes)));
}

#[test]
fn a_variant_of_which_nothing_is_said_is_so_before_another() {
    let schema = |name: &str| {
        format!("    {name}:\n      oneOf:\n      - type: object\n      - type: string\n")
    };
    let schemas = ["A", "B", "C"].map(schema).concat();
    assert!(restored(&document(&schemas, &["A", "B", "C"])));
}

#[test]
fn a_reference_may_lead_to_a_component_that_is_not_there() {
    let schema = "    Pet:
      type: object
      properties:
        owner:
          $ref: '#/components/schemas/Owner'
        names:
          type: array
          items:
            $ref: '#/components/schemas/Name'
";
    assert!(restored(&document(schema, &["Pet"])));
}

#[test]
fn what_modifies_a_reference_may_stand_before_it() {
    let property = |name: &str| {
        format!(
            "        {name}:
          description: When.
          readOnly: true
          $ref: '#/components/schemas/Time'
"
        )
    };
    let properties = ["created", "updated", "deleted"].map(property).concat();
    let schemas = format!(
        "    Pet:\n      type: object\n      properties:\n{properties}    Time:\n      type: string\n"
    );
    assert!(restored(&document(&schemas, &["Pet"])));
}
