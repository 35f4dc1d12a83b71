//! What is said of a property and not of what stands inside it, and the other way round.

mod common;

use common::{document, restored};

#[test]
fn what_a_list_is_of_is_named_and_no_more() {
    let schemas = "    Page:
      properties:
        items:
          items:
            $ref: '#/components/schemas/Item'
          nullable: true
          type: array
        next:
          type: string
      type: object
    Item:
      type: string
      enum: [a]
";
    assert!(restored(&document(schemas, &["Page", "Item"])));
}

#[test]
fn a_format_is_of_a_text_and_not_of_the_object_around_it() {
    let schemas = "    Link:
      type: object
      properties:
        url:
          description: Link
          type: string
          format: url
      required:
        - url
";
    assert!(restored(&document(schemas, &["Link"])));
}

#[test]
fn what_is_made_of_an_object_is_no_text() {
    let schemas = "    Upload:
      allOf:
      - $ref: '#/components/schemas/Options'
      - properties:
          file:
            format: binary
            type: string
    Options:
      type: object
";
    assert!(restored(&document(schemas, &["Upload", "Options"])));
}

#[test]
fn no_header_is_called_like_a_status() {
    let text = "openapi: 3.0.3
info:
  title: T
  version: '1'
paths:
  /a:
    get:
      responses:
        '200':
          $ref: '#/components/responses/200'
        '400':
          $ref: '#/components/responses/400'
        '500':
          $ref: '#/components/responses/500'
components:
  responses:
    '200':
      description: Good
      headers:
        Limit:
          schema:
            type: integer
    '400':
      content:
        application/json:
          schema:
            type: string
    '500':
      content:
        application/json:
          schema:
            type: string
";
    assert!(restored(text));
}

/// Schemas in which all properties have a type, and `last`.
fn typed(last: &str) -> String {
    let schema = |index: usize| {
        format!(
            "    S{index}:
      properties:
        one:
          type: string
        two:
          type: string
      type: object
"
        )
    };
    (0..8).map(schema).collect::<String>() + last
}

#[test]
fn an_object_or_property_lacks_its_type_where_all_others_have_one() {
    let last = "    Last:
      items:
        properties:
          one:
            type: string
          two:
            description: Second
            type: object
      type: array
";
    // Either does, so that neither is taken.
    assert!(!restored(&document(&typed(last), &["S1", "Last"])));
}

#[test]
fn what_a_tool_sorted_stays_sorted_whatever_is_at_fault() {
    let schema = |index: usize| {
        format!(
            "    S{index}:
      description: Something
      properties:
        one:
          type: string
      required:
      - one
      type: object
"
        )
    };
    // The first says that there are customs to learn.
    let last = "    Names:
      properties:
        names:
          items:
            type: string
          nullable: true
          type: array
      type: object
    T:
      items:
        properties:
          one:
            type: string
        type: object
      required:
      - one
      type: array
";
    let schemas = (10..60).map(schema).collect::<String>() + last;
    assert!(!restored(&document(&schemas, &["S10", "Names", "T"])));
}

const OBJECTS: [&str; 5] = ["Video", "Image", "Sound", "Text", "Voice"];

/// A schema behind others, all of which are referred to.
fn behind(schema: &str) -> String {
    let object = |name: &str| {
        format!(
            "    {name}:\n      type: object\n      properties:\n        \
             id:\n          type: string\n"
        )
    };
    let schemas = OBJECTS.map(object).concat() + "    Film:\n" + schema;
    document(&schemas, &[&OBJECTS[..], &["Film", "Last"]].concat()).replace("b.yaml#", "#")
}

#[test]
fn one_bound_is_of_the_object_that_has_the_other() {
    let map = "      type: object
      required: [tags]
      properties:
        tags:
          type: object
          minProperties: 1
          maxProperties: 50
          additionalProperties:
            type: string
    Last:
      type: string
";
    assert!(restored(&behind(map)));
}

#[test]
fn what_tells_variants_apart_is_of_what_has_them() {
    let list = |name: &str, items: &str| {
        format!("        {name}:\n          items:\n{items}          type: array\n")
    };
    let variants = "            oneOf:
              - $ref: '#/components/schemas/Video'
              - $ref: '#/components/schemas/Image'
";
    let apart = "            discriminator:\n              propertyName: kind\n";
    let lists =
        list("a", &format!("{variants}{apart}")) + &list("b", &format!("{apart}{variants}"));
    let last = "    Last:\n      type: string\n";
    assert!(restored(&behind(&format!("      properties:\n{lists}      type: object\n{last}"))));
}

#[test]
fn what_is_made_of_objects_that_are_referred_to_is_no_text() {
    let film = "      type: object
      properties:
        title:
          type: string
      oneOf:
        - $ref: '#/components/schemas/Video'
        - $ref: '#/components/schemas/Image'
    Last:
      type: string
";
    assert!(restored(&behind(film)));
}

#[test]
fn components_without_types_say_nothing_of_who_has_one() {
    let component = |name: &str| {
        format!("    {name}:\n      properties:\n        id:\n          type: string\n")
    };
    let names = ["A", "B", "C", "D", "E", "F"];
    let last = "    Operation:
      properties:
        display:
          properties:
            operation:
              type: string
        name:
          type: string
      type: object
";
    let schemas = names.map(component).concat();
    assert!(!restored(&document(&(schemas + last), &names)), "the inner object may have it");
}

#[test]
fn components_may_be_read_only_where_the_order_of_keys_says_so() {
    let property =
        |name: &str| format!("        {name}:\n          readOnly: true\n          type: string\n");
    let properties = ["a", "b", "c", "d", "e", "f"].map(property).concat();
    let last = "        last:
          type: string
      readOnly: true
      type: object
";
    let schemas = format!("    Page:\n      properties:\n{properties}{last}");
    assert!(!restored(&document(&schemas, &["Page"])), "components are hardly read-only");
}
