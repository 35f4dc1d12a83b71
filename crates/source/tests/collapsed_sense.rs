//! What decides between readings of a collapsed text that break no rule.

mod common;

use common::{document, flat, restored, text};
use serde_json::Value;

const NAMES: &str = "    Pet:
      type: object
      required:
        - name
      properties:
        name:
          type: string
        owner:
          type: string
";

#[test]
fn names_are_written_as_those_of_their_kind_are() {
    let small = ["a", "b", "c", "d"].map(|name| format!("        - {name}\n")).concat();
    let names = NAMES.replace("        - name\n", &format!("        - name\n{small}"));
    let more =
        ["a", "b", "c", "d"].map(|name| format!("        {name}:\n          type: string\n"));
    let names = names.replace("        owner:", &format!("{}        owner:", more.concat()));
    assert!(restored(&document(&names, &["A", "B", "C", "D", "E"])));
    assert!(!restored(&document(&names, &["A", "b", "C", "D", "E"])), "not all are capital");
    assert!(!restored(&document(NAMES, &["A"])), "too few to tell");
}

#[test]
fn what_variants_require_is_of_what_they_are_variants_of() {
    let schemas = "    Area:
      type: object
      properties:
        box:
          type: string
        list:
          type: array
          items:
            type: string
          minItems: 1
      anyOf:
      - required: [box]
      - required: [list]
";
    assert!(restored(&document(schemas, &[])));
}

#[test]
fn a_limit_is_of_the_variant_that_has_its_type() {
    let schemas = "    Limit:
      oneOf:
      - type: string
      - type: number
        minimum: 0
";
    assert!(restored(&document(schemas, &[])));
}

#[test]
fn one_alternative_is_none() {
    let schemas = "    Limit:
      type: object
      properties:
        a:
          type: string
        b:
          type: string
        c:
          type: string
      required: [a, b, c]
      anyOf:
      - required: [a]
      - anyOf:
        - required: [b]
        - required: [c]
";
    assert!(restored(&document(schemas, &[])));
}

#[test]
fn the_least_number_of_properties_is_of_a_map() {
    let schemas = "    Map:
      type: object
      required: [a, map]
      properties:
        a:
          type: string
        map:
          type: object
          additionalProperties:
            type: boolean
          minProperties: 1
";
    assert!(restored(&document(schemas, &[])));
}

#[test]
fn only_a_property_is_read_only() {
    let schemas = "    Pet:
      type: object
      properties:
        id:
          type: string
          readOnly: true
";
    assert!(restored(&document(schemas, &[])));
}

#[test]
fn a_parameter_of_a_path_tells_whose_operation_it_is_of() {
    let document = "openapi: 3.0.3
info:
  title: T
  version: '1'
paths:
  /pets/{id}:
    put:
      callbacks:
        done:
          '{$request.body#/url}':
            post:
              responses:
                '204':
                  description: Taken
      responses:
        '204':
          description: Begun
    delete:
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
      responses:
        '204':
          description: Gone
";
    assert!(restored(document));
}

#[test]
fn headings_between_marks_are_comments() {
    let schemas = "#
# SIMPLE TYPES:
#
    Name:
      type: string
#-------- The definition of a pet --------
    Pet:
      type: object
      required: [name]
      properties:
        name:
          $ref: '#/components/schemas/Name'
";
    assert!(restored(&document(schemas, &["Pet"])));
}

#[test]
fn a_property_that_was_commented_out_is_not_taken() {
    let schemas = "    Pet:
      type: object
      required: [name]
      properties:
        kind:
          type: integer
        # path:
        #   type: string
        #   description: Where it is.
        name:
          type: string
";
    assert!(restored(&document(schemas, &[])));
}

#[test]
fn braces_hold_what_a_schema_can_have() {
    let page = flat(&document(
        "    Id:\n      description: |-\n        One of them. Example:\n\
                               \x20       { of: 1 }\n      type: string\n",
        &[],
    ));
    let tree: Value = text("a.yaml", &page).tree();
    assert_eq!(tree["components"]["schemas"].as_object().map(|map| map.len()), Some(2), "{tree:#}");
}

#[test]
fn a_heading_before_another_ends_at_its_mark() {
    let schemas = "    Id:
      type: string
    # SIMPLE TYPES:
    # ENUMS:
    Name:
      type: string
";
    assert!(restored(&document(schemas, &["Id", "Name"])));
}

#[test]
fn empty_comments_stand_around_the_names_of_sections() {
    let document = document("    Name:\n      type: string\n", &["Name"]);
    let set_apart = document.replace("components:\n", "#\n#\ncomponents:\n#\n");
    assert!(restored(&set_apart));
    let noted = document.replace("schemas:\n", "schemas:\n# Note: some are elsewhere.\n");
    assert!(restored(&noted));
}

#[test]
fn what_is_commented_out_below_a_section_may_count() {
    let schemas = "    Pet:
      type: object
      properties:
        # path:
        #   $ref: 'zoo.yaml#/properties'
        name:
          type: string
";
    assert!(!restored(&document(schemas, &[])));
    let one = schemas.replace("zoo.yaml#/properties", "#/components/schemas/Zoo");
    assert!(restored(&document(&one, &[])), "that is no map of properties");
}

#[test]
fn names_of_several_words_are_joined_as_those_of_their_kind_are() {
    let names = "    Place:
      type: object
      properties:
        area:
          type: string
        placeId:
          type: string
";
    let referred = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "a-thing"];
    assert!(restored(&document(names, &referred)));
    assert!(!restored(&document(names, &["A", "B", "C", "D", "aThing", "bThing"])));
}

#[test]
fn a_component_is_another_name_of_one_only_to_be_referred_to() {
    let schemas = "    Pet:
      type: object
      properties:
        name:
          type: string
        Owner:
          $ref: '#/components/schemas/Zoo'
";
    assert!(restored(&document(schemas, &[])));
    assert!(!restored(&document(&schemas.replace("#/components/schemas/Zoo", "./zoo.yaml"), &[])));
}

#[test]
fn a_component_of_a_simple_type_is_referred_to() {
    let schemas = "    Pet:
      type: object
      properties:
        name:
          type: string
        tag:
          type: string
";
    let called = document(schemas, &[]).replace(
        "paths: {}",
        "paths:\n  /a:\n    get:\n      responses:\n        '204':\n          description: None",
    );
    assert!(restored(&called));
    assert!(!restored(&document(schemas, &[])), "of parts for others any may be one");
    assert!(restored(&called.replace("tag:", "Tag:")));
    let listed = called.clone() + "          enum: [a]\n";
    assert!(!restored(&listed), "somebody may name a list of words");
    let named = called + "    Id:\n      type: string\n";
    let refers =
        |to: &str| named.replace("- type: string", &format!("- $ref: '#/components/schemas/{to}'"));
    assert!(!restored(&refers("Id")), "the author names simple types");
}

#[test]
fn what_a_schema_is_made_of_is_of_its_type() {
    let schemas = "    Event:
      properties:
        type:
          type: string
          description: Which it is
          oneOf:
            - enum: [made]
              type: string
            - enum: [sold]
              type: string
      required: [type]
";
    assert!(restored(&document(schemas, &[])));
    let other = schemas.replace("\n              type: string", "");
    assert!(!restored(&document(&other, &[])));
}

#[test]
fn keys_are_sorted_where_all_are() {
    let operation = |path: &str| {
        format!(
            "  /{path}:
    get:
      deprecated: true
      description: One
      operationId: {path}
      responses:
        '204':
          description: None
      summary: Get it
    parameters:
      - in: query
        name: q
        schema:
          type: string
"
        )
    };
    let paths = |count: usize| -> String {
        let paths = (0..count).map(|index| operation(&format!("a{index}"))).collect::<String>();
        format!("openapi: 3.0.3\ninfo:\n  title: T\n  version: '1'\npaths:\n{paths}")
    };
    assert!(restored(&paths(9)));
    assert!(restored(&paths(3)));
    assert!(!restored(&paths(1)));
}

#[test]
fn a_number_in_quotes_is_the_default_of_a_number_or_of_a_text() {
    let schemas = ["string", "number"].map(|ty| {
        format!("    A{ty}:\n      type: {ty}\n      default: '1'\n      description: One\n")
    });
    assert!(restored(&document(&schemas.concat(), &["Astring", "Anumber"])));
}

#[test]
fn variants_that_only_require_are_not_mixed_with_others() {
    let required = |name: &str| format!("        - required: [{name}]\n");
    let names = ["a", "b", "c", "d"];
    let properties = names.map(|name| format!("        {name}:\n          type: string\n"));
    let head = format!(
        "    Pet:\n      properties:\n{}        e:\n          type: array\n          items:\n            \
         type: string\n",
        properties.concat()
    );
    let list = |key: &str, names: &[&str]| {
        format!("      {key}:\n{}", names.iter().map(|name| required(name)).collect::<String>())
    };
    let two = head.clone() + &list("anyOf", &["a", "b"]) + &list("oneOf", &["c", "d", "a"]);
    assert!(restored(&document(&two, &[])));
    let mixed = head.replace("type: array", "type: object").replace("items", "not");
    assert!(!restored(&document(&(mixed + &list("anyOf", &["a", "b"])), &[])));
}

#[test]
fn a_name_in_a_callback_is_no_address() {
    let document = "openapi: 3.0.3
info:
  title: T
  version: '1'
paths:
  /a:
    post:
      x-examples:
        one:
          $ref: ./one.json
      callbacks:
        done:
          '{$request.body#/url}':
            post:
              responses:
                '307':
                  description: Elsewhere
                  headers:
                    Location:
                      description: Where
                      schema:
                        type: string
      responses:
        '204':
          description: None
";
    assert!(restored(document));
}

#[test]
fn what_an_author_contradicts_is_so_in_every_reading() {
    let schema = |name: &str| format!("    {name}:\n      type: string\n      minimum: 1\n");
    let schemas = schema("A") + &schema("B") + &schema("C");
    assert!(restored(&document(&schemas, &["A", "B", "C"])));
    let nested = schemas.replace("type: string", "type: array\n      items:\n        type: string");
    assert!(!restored(&document(&nested, &["A", "B", "C"])));
}

#[test]
fn the_paths_of_a_document_may_be_elsewhere() {
    let document = document("    Pet:\n      type: object\n      readOnly: True\n", &["Pet"]);
    assert!(restored(&document.replace("paths: {}", "paths:\n  $ref: ./paths.yaml")));
}

#[test]
fn a_parameter_says_what_it_can_be() {
    let document = "openapi: 3.0.3
info:
  title: T
  version: '1'
paths:
  /pets/{id}:
    parameters:
      - name: id
        in: path
        description: >-
          One of them.
        required: true
        schema:
          type: string
    get:
      responses:
        '204':
          description: None
";
    assert!(restored(document));
}

#[test]
fn what_looks_like_an_extension_is_not_taken_for_a_property() {
    let schemas = "    Pet:
      type: object
      properties:
        names:
          additionalProperties:
            type: string
          type: object
          x-map-key:
            description: The language
            type: string
";
    assert!(restored(&document(schemas, &[])));
}

#[test]
fn no_extension_holds_the_paths_of_the_document() {
    let path = |name: &str| {
        format!(
            "  /{name}:
    get:
      responses:
        '204':
          description: None
      security:
        - key: []
      x-samples:
        - lang: A
          source: \"one\"
"
        )
    };
    let paths = path("a") + &path("b");
    let head = "openapi: 3.0.3\ninfo:\n  title: T\n  version: '1'\npaths:\n";
    restored(&format!("{head}{paths}"));
}

#[test]
fn no_component_is_called_like_a_keyword_for_schemas() {
    let schemas = "    Pet:
      description: One
      not:
        required:
          - name
          - tag
      properties:
        name:
          type: string
        tag:
          type: string
";
    assert!(restored(&document(schemas, &["Pet"])));
}

#[test]
fn variants_are_of_the_schema_that_only_has_a_description() {
    let schemas = "    Failed:
      type: object
      properties:
        queued:
          description: How long it waited
          allOf:
            - $ref: '#/components/schemas/Zoo'
      required:
        - queued
";
    assert!(restored(&document(schemas, &["Failed"])));
}

#[test]
fn further_properties_are_those_of_the_last_variant() {
    let schemas = "    State:
      oneOf:
        - type: string
          enum:
            - Off
        - type: object
          properties:
            on:
              type: string
          required:
            - on
          additionalProperties: false
";
    assert!(restored(&document(schemas, &["State"])));
}

#[test]
fn no_schema_is_of_a_list_and_has_properties() {
    let schemas = "    Data:
      properties:
        kind:
          $ref: '#/components/schemas/Zoo'
        items:
          description: Not used
          items:
            type: object
          type: array
";
    assert!(restored(&document(schemas, &["Data"])));
}

#[test]
fn a_list_and_what_it_is_of_are_documented_both() {
    let schemas = "    Names:
      type: array
      items:
        type: string
        description: A name
      maxItems: 10
      description: All names
";
    assert!(restored(&document(schemas, &["Names"])));
}

#[test]
fn the_description_that_a_response_has_to_have_is_its_own() {
    let response = |name: &str| {
        format!(
            "    {name}:
      content:
        application/json:
          schema:
            $ref: '#/components/schemas/Zoo'
      description: It went wrong
      headers:
        Retry-After:
          description: When to try again
          schema:
            type: integer
"
        )
    };
    let responses = format!("  responses:\n{}{}", response("Bad"), response("Gone"));
    let paths = "paths:
  /a:
    get:
      responses:
        '400':
          $ref: '#/components/responses/Bad'
        '410':
          $ref: '#/components/responses/Gone'
";
    let text = document("", &[])
        .replace("paths: {}\n", paths)
        .replace("  schemas:\n", &format!("{responses}  schemas:\n"));
    assert!(restored(&text));
}
