//! Collapsed pages of Apidog, and of Mintlify: what only they write.

mod common;

use common::producers::{NONE, apidog, apidog_schema, fern, mintlify, restored_page};

#[test]
fn a_parameters_description_may_say_for_example() {
    let parameters = |example: &str| {
        format!(
            "      parameters:
        - name: range
          in: query
          description: >-
            A part, for example: bytes=1-10.
          required: false
{example}          schema:
            type: string
"
        )
    };
    assert!(restored_page(&fern(&format!("{}{NONE}", parameters("")), "")));
    let security = "      security: []\n";
    let all = format!("{}{NONE}{security}", parameters("          example: ''\n"));
    assert!(restored_page(&apidog(&all, " {}")));
}

#[test]
fn a_requirement_may_be_extended() {
    let operation = "      responses:
        '200':
          description: ''
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Pet'
          headers: {}
          x-apidog-name: OK
      security:
        - bearer: []
          x-apidog:
            schemeGroups:
              - id: a1
                schemeIds:
                  - bearer
            required: true
            use:
              id: a1
            scopes:
              a1:
                bearer: []
";
    let schemas = "
    Pet:
      type: object
      properties:
        name:
          type: string
      x-apidog-orders:
        - name
      x-apidog-ignore-properties: []
      x-apidog-folder: ''";
    assert!(restored_page(&apidog(operation, schemas)));
}

#[test]
fn what_describes_values_has_no_parameters() {
    let operation = "      parameters:
        - name: kind
          in: query
          description: ''
          required: false
          schema:
            type: string
            enum:
              - cat
            x-apidog-enum:
              - value: cat
                name: ''
                description: it purrs
        - name: page
          in: query
          description: ''
          required: false
          schema:
            type: integer
      responses:
        '200':
          description: ''
          content:
            application/json:
              schema:
                type: object
                properties:
                  state:
                    type: string
                    enum:
                      - 'on'
                    x-apidog-enum:
                      - value: 'on'
                        name: ''
                        description: it runs
                  since:
                    type: string
                x-apidog-orders:
                  - state
                  - since
          headers: {}
          x-apidog-name: OK
      security: []
";
    assert!(restored_page(&apidog(operation, " {}")));
}

#[test]
fn the_order_of_properties_is_no_part_of_an_example() {
    assert!(restored_page(&apidog_schema(
        "                type: object
                properties:
                  labels:
                    type: object
                    additionalProperties:
                      type: string
                    x-apidog-orders: []
                    properties: {}
                    x-apidog-ignore-properties: []
                  id:
                    type: string
                    examples:
                      - f7f1469c
                x-apidog-orders:
                  - labels
                  - id
                required:
                  - id
"
    )));
}

#[test]
fn keywords_may_be_written_as_a_newer_version_does() {
    assert!(restored_page(&apidog_schema(
        "                type: object
                properties:
                  size:
                    type: number
                    exclusiveMinimum: 0
                  owner:
                    type:
                      - string
                      - 'null'
                    format: uuid
                x-apidog-orders:
                  - size
                  - owner
"
    )));
}

#[test]
fn an_object_is_no_attribute() {
    assert!(restored_page(&apidog_schema(
        "                type: object
                properties:
                  licence:
                    type: object
                    properties:
                      code:
                        type: string
                      date:
                        type: string
                        xml:
                          attribute: true
                    x-apidog-orders:
                      - code
                      - date
                x-apidog-orders:
                  - licence
"
    )));
}

#[test]
fn no_scheme_is_an_empty_list() {
    let none = apidog(&format!("{NONE}      security: []\n"), " {}");
    let servers = "servers:\n  - url: https://api.test\n    description: Prod\n";
    assert!(restored_page(&none.replace(servers, "servers: []\n")));
}

#[test]
fn references_to_names_that_no_uri_holds_are_escaped() {
    let page = |name: &str, reference: &str| {
        let operation = format!(
            "      responses:
        '200':
          description: ''
          content:
            application/json:
              schema:
                $ref: {reference}
          headers: {{}}
          x-apidog-name: OK
      security: []
"
        );
        let schemas = format!(
            "
    {name}:
      type: object
      properties:
        name:
          type: string
      x-apidog-orders:
        - name
      x-apidog-folder: ''"
        );
        apidog(&operation, &schemas)
    };
    for (name, reference) in [
        ("Page«Pet»", "'#/components/schemas/Page%C2%ABPet%C2%BB'"),
        ("Pet List Response", "'#/components/schemas/Pet%20List%20Response'"),
        ("Pet List", "'#/components/schemas/Pet List'"),
        ("'[Old] Pet'", "'#/components/schemas/%5BOld%5D%20Pet'"),
        ("List<Pet>", "'#/components/schemas/List%3CPet%3E'"),
    ] {
        assert!(restored_page(&page(name, reference)), "{name}");
    }
}

#[test]
fn what_requires_names_has_them() {
    assert!(restored_page(&apidog_schema(
        "                type: object
                properties:
                  place:
                    type: string
                  tags:
                    type: object
                    additionalProperties:
                      type: string
                    x-apidog-orders: []
                    properties: {}
                    x-apidog-ignore-properties: []
                required:
                  - place
                x-apidog-orders:
                  - place
                  - tags
"
    )));
}

#[test]
fn no_text_holds_the_order_of_properties() {
    assert!(restored_page(&apidog(
        "      parameters: []
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                id:
                  type: string
                  description: >-
                    An id for this request. It is used to track it.
                  examples:
                    - f7f1469c
              x-apidog-orders:
                - id
              required:
                - id
              x-apidog-ignore-properties: []
      responses:
        '204':
          description: None
          headers: {}
          x-apidog-name: OK
      security: []
",
        " {}"
    )));
}

#[test]
fn a_value_may_be_that_of_another_key() {
    assert!(restored_page(&apidog_schema(
        "                type: object
                properties:
                  code: &ref_0
                    type: integer
                    description: A code
                  data: &ref_1
                    type: object
                    properties:
                      inner: *ref_0
                      name:
                        type: string
                    x-apidog-orders: &ref_2
                      - inner
                      - name
                  more: *ref_1
                x-apidog-orders:
                  - code
                  - data
                  - more
"
    )));
}

#[test]
fn a_scheme_of_http_may_stand_in_the_place_of_its_type() {
    let page = apidog(&format!("{NONE}      security: []\n"), " {}");
    assert!(restored_page(&page.replace("type: http", "type: bearer")));
}

#[test]
fn a_path_may_be_of_several_words() {
    assert!(restored_page(&mintlify("/login - with another account", NONE)));
}

#[test]
fn components_are_the_documents_where_an_excerpt_has_none_else() {
    assert!(restored_page(&mintlify(
        "/pets",
        "      parameters:
        - name: filter
          in: query
          schema:
            type: object
            properties:
              name:
                type: string
                description: A name
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema:
                type: object
                properties:
                  name:
                    type: string
"
    )));
}

#[test]
fn an_alias_repeats_neither_what_it_stands_in_nor_without_end() {
    let page = apidog_schema(
        "                type: object
                properties:
                  data: &a
                    type: object
                    properties:
                      inner: *a
                    x-apidog-orders:
                      - inner
                x-apidog-orders:
                  - data
",
    );
    assert_refused(&page);
    let level = |depth: usize| {
        let uses: String = (0..12).map(|n| format!("              k{n}: *a{depth}\n")).collect();
        format!("            l{depth}: &a{}\n{uses}", depth + 1)
    };
    let levels: String = (0..8).map(level).collect();
    let example = format!(
        "                type: object
                properties: {{}}
                x-apidog-orders: []
              example:
                start: &a0 one
{}",
        levels
            .replace("            l", "                l")
            .replace("              k", "                  k")
    );
    assert_refused(&apidog_schema(&example));
}

fn assert_refused(page: &str) {
    let read = common::text("a.md", &common::flat(page));
    assert_eq!(read.codes(), ["collapsed-syntax"], "{}", read.messages());
    assert!(read.messages().contains("repeats"), "{}", read.messages());
}
