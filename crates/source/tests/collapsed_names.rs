//! What the names in a collapsed text, and the references to them, decide of its readings.

mod common;

use common::{document, restored};

const NAMES: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];

/// Schemas with these properties, all referred to, and one behind them.
fn schemas(properties: impl Fn(&str) -> String, last: &str) -> String {
    let schema = |name: &str| {
        format!("    {name}:\n      type: object\n      properties:\n{}", properties(name))
    };
    document(&(NAMES.map(schema).concat() + last), &NAMES).replace("b.yaml#", "#")
}

fn text(name: &str) -> String {
    format!("        {name}:\n          type: string\n")
}

#[test]
fn a_component_is_referred_to_where_all_are() {
    let list = "        Teams:
          type: array
          items:
            $ref: '#/components/schemas/Zoo'
";
    assert!(restored(&schemas(|_| text("Id") + list, "")));
}

const LAST: &str = "    TeamList:
      type: object
      properties:
        name:
          type: string
";

#[test]
fn a_name_that_is_written_like_no_property_is_one_of_a_component() {
    assert!(restored(&schemas(|_| text("id"), LAST)));
    // Though nothing refers to it, as to all others.
    let zoo = "        zoo:\n          $ref: '#/components/schemas/Zoo'\n";
    assert!(restored(&schemas(|_| zoo.to_owned() + &text("id"), LAST)));
}

#[test]
fn a_few_names_in_another_style_do_not_make_it_the_authors() {
    let many = |name: &str| match name {
        "G" => {
            let usual = (0..60).map(|index| text(&format!("name{index}"))).collect::<String>();
            usual + &text("TeamName") + "      required: [TeamName]\n"
        }
        _ => text("id"),
    };
    let last = "    TeamList:\n      type: array\n      items:\n        type: integer\n";
    assert!(restored(&schemas(many, last)));
}

#[test]
fn a_component_that_only_describes_another_is_referred_to() {
    let property = "        qos:\n          allOf:\n            \
                    - $ref: '#/components/schemas/Quality'\n            \
                    - description: How sure it is\n";
    let message = "    Message:\n      type: object\n      properties:\n        \
                   topic:\n          type: string\n";
    let last = "    Quality:\n      type: integer\n";
    assert!(restored(&document(&format!("{message}{property}{last}"), &["Message", "other"])));
}

#[test]
fn headers_that_nothing_refers_to_are_a_responses() {
    let text = "openapi: 3.0.3
info:
  title: T
  version: '1'
paths:
  /a:
    get:
      responses:
        '200':
          $ref: '#/components/responses/Saved'
components:
  responses:
    Saved:
      description: It is saved
      headers:
        Last-Modified:
          schema:
            type: string
  schemas:
    A:
      type: string
";
    assert!(restored(text));
}

#[test]
fn two_names_of_each_kind_tell_properties_from_components_by_their_case() {
    let schemas = |first: &str| {
        format!(
            "    Rule:
      type: object
      properties:
        {first}:
          type: string
    Client:
      type: object
      properties:
        name:
          type: string
"
        )
    };
    assert!(restored(&document(&schemas("period"), &["Other", "Zone"])));
    assert!(!restored(&document(&schemas("Period"), &["Other", "Zone"])), "properties are either");
}

#[test]
fn a_list_that_nothing_refers_to_is_a_property() {
    let text = "openapi: 3.0.3
info:
  title: T
  version: '1'
paths:
  /a:
    get:
      responses:
        '200':
          description: Good
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Page'
components:
  schemas:
    Page:
      type: object
      properties:
        Items:
          type: array
          items:
            type: string
        Others:
          type: array
          items:
            type: string
";
    assert!(restored(text));
}

#[test]
fn the_keys_of_a_document_may_be_sorted() {
    let text = "components:
  schemas:
    Pet:
      properties:
        id:
          type: string
      type: object
info:
  title: T
  version: '1'
openapi: 3.0.3
paths: {}
";
    assert!(restored(text));
}

#[test]
fn a_name_of_several_words_may_be_the_last_of_a_text() {
    let text = "openapi: 3.0.3
info:
  title: T
  version: '1'
components:
  schemas:
    Name:
      type: string
      maxLength: 5
    Pet List:
      type: object
      properties:
        name:
          $ref: '#/components/schemas/Name'
paths:
  /pets:
    get:
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Pet List'
";
    assert!(restored(text));
}
