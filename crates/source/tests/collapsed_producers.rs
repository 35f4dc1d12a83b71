//! Collapsed pages of the tools that write excerpts: what only these write.

mod common;

use common::{flat, text};
use serde_json::Value;

/// Whether a page means what it did before it was collapsed; otherwise it is refused.
fn restored(page: &str) -> bool {
    let (whole, collapsed) = (text("a.md", page), text("a.md", &flat(page)));
    if collapsed.entries.is_empty() {
        eprintln!("{}", collapsed.messages());
        assert!(collapsed.codes()[0].starts_with("collapsed-"));
        return false;
    }
    assert_eq!(meant(collapsed.tree()), meant(whole.tree()), "{}", flat(page));
    true
}

/// What a document says besides its documentation.
fn meant(tree: Value) -> Value {
    match tree {
        Value::Array(items) => items.into_iter().map(meant).collect(),
        Value::Object(map) => {
            let means = |key: &str| !key.starts_with("x-") && key != "description";
            let kept = map.into_iter().filter(|(key, _)| means(key));
            kept.map(|(key, value)| (key, meant(value))).collect()
        }
        other => other,
    }
}

/// A page of Fern with an operation's keys behind its summary, and the document's behind its paths.
fn fern(operation: &str, document: &str) -> String {
    format!(
        "# List

GET https://api.test/pets

Lists pets.

Reference: https://docs.test/pets

## OpenAPI Specification

```yaml
openapi: 3.1.0
info:
  title: api
  version: 1.0.0
paths:
  /pets:
    get:
      operationId: list
      summary: List
{operation}{document}
```

## SDK Code Examples

```python
import requests
```
"
    )
}

/// The same, with these schemas, to the last of which its response refers.
fn fern_schemas(last: &str, schemas: &str) -> String {
    let responses = format!(
        "      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/{last}'
"
    );
    fern(&responses, &format!("components:\n  schemas:\n{schemas}"))
}

const NONE: &str = "      responses:\n        '204':\n          description: None\n";

/// A page of Apidog, with an operation's keys behind its tags, and components.
fn apidog(operation: &str, schemas: &str) -> String {
    format!(
        "# Add

## OpenAPI Specification

```yaml
openapi: 3.0.1
info:
  title: ''
  description: ''
  version: 1.0.0
paths:
  /pets:
    post:
      summary: Add
      deprecated: false
      description: ''
      tags:
        - Pets
{operation}      x-apidog-folder: Pets
      x-apidog-status: released
components:
  schemas:{schemas}
  securitySchemes:
    bearer:
      type: http
      scheme: bearer
servers:
  - url: https://api.test
    description: Prod
security: []
```
"
    )
}

/// The same, with a response of this schema.
fn apidog_schema(schema: &str) -> String {
    let responses = format!(
        "      responses:
        '200':
          description: ''
          content:
            application/json:
              schema:
{schema}          headers: {{}}
          x-apidog-name: OK
      security: []
"
    );
    apidog(&responses, " {}")
}

#[test]
fn a_component_is_called_by_its_module_and_its_title() {
    assert!(restored(&fern_schemas(
        "type_pets:Pets",
        "    type_:Kind:
      type: string
      enum:
        - cat
        - dog
      title: Kind
    type_pets:Pet:
      type: object
      properties:
        kind:
          $ref: '#/components/schemas/type_:Kind'
        tag:
          type: string
      title: Pet
    type_pets:Pets:
      type: array
      items:
        $ref: '#/components/schemas/type_pets:Pet'
      title: Pets
"
    )));
}

#[test]
fn a_text_may_end_in_a_word_with_a_colon_before_a_title() {
    assert!(restored(&fern_schemas(
        "Pets",
        "    Kind:
      type: string
      enum:
        - cat
      description: >-
        The kind of a pet. Valid values are:
      title: Kind
    Pets:
      type: object
      properties:
        kind:
          $ref: '#/components/schemas/Kind'
      title: Pets
"
    )));
}

#[test]
fn tags_may_be_a_list_in_a_list_and_values_objects() {
    let tags = "      tags:
        - - subpackage_pets
          - subpackage_pets/all
";
    let schemas = "components:
  schemas:
    Kind:
      type: string
      enum:
        - value: cat
        - value: dog
      description: What a pet is.
    Pets:
      type: array
      items:
        $ref: '#/components/schemas/Kind'
";
    let responses = "      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Pets'
        '422':
          description: Refused
          content: {}
";
    assert!(restored(&fern(&format!("{tags}{responses}"), schemas)));
}

#[test]
fn values_may_each_be_described() {
    assert!(restored(&fern_schemas(
        "Pets",
        "    Pets:
      type: string
      enum:
        - value: cat
          description: It purrs.
        - value: dog
          description: It barks.
"
    )));
}

#[test]
fn what_tells_variants_apart_is_said_of_what_has_them() {
    assert!(restored(&fern_schemas(
        "Pets",
        "    Pets:
      oneOf:
        - type: object
          properties:
            type:
              type: string
          required:
            - type
        - type: object
          properties:
            type:
              type: string
            name:
              type: string
          required:
            - type
      discriminator:
        propertyName: type
      title: Pets
"
    )));
}

#[test]
fn no_map_of_properties_is_one_schema() {
    assert!(restored(&fern_schemas(
        "Pets",
        "    Shape:
      type: object
      properties:
        a:
          type: string
      title: Shape
    Pets:
      type: object
      properties:
        shape:
          $ref: '#/components/schemas/Shape'
        properties:
          $ref: '#/components/schemas/Shape'
      title: Pets
"
    )));
}

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
    assert!(restored(&fern(&format!("{}{NONE}", parameters("")), "")));
    let security = "      security: []\n";
    let all = format!("{}{NONE}{security}", parameters("          example: ''\n"));
    assert!(restored(&apidog(&all, " {}")));
}

#[test]
fn a_fence_in_a_description_does_not_end_the_documents() {
    let description = "      description: |
        Lists pets.

        ```sh
        curl https://api.test/pets
        ```

        ### More

        There is more.
";
    assert!(restored(&fern(&format!("{description}{NONE}"), "")));
}

#[test]
fn no_text_goes_on_past_a_property_that_its_object_has_a_place_for() {
    let property = |name: &str| {
        format!(
            "        {name}:
          type:
            - string
            - 'null'
          description: >-
            (v1.0) The {name} property for the picture entity
"
        )
    };
    let names = ["id", "width", "height", "contentType", "content@odata.editLink"];
    let properties: String = names.iter().map(|name| property(name)).collect();
    let schemas = format!(
        "    Pets:\n      type: object\n      properties:\n{properties}      title: Pets\n"
    );
    assert!(restored(&fern_schemas("Pets", &schemas)));
}

#[test]
fn prose_that_quotes_and_gives_examples_names_nothing() {
    assert!(restored(&fern_schemas(
        "Pets",
        "    Pets:
      type: object
      properties:
        code:
          type: string
          description: >-
            A code. Examples - \"1\" for US, \"371\" for Latvia.
        device:
          type: string
          description: >-
            Some examples: Is it light? or Is it easy? <p style=\"color:
            red\">Deprecated.</p>
        name:
          type: string
      title: Pets
"
    )));
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
    assert!(restored(&apidog(operation, schemas)));
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
    assert!(restored(&apidog(operation, " {}")));
}

#[test]
fn the_order_of_properties_is_no_part_of_an_example() {
    assert!(restored(&apidog_schema(
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
    assert!(restored(&apidog_schema(
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
    assert!(restored(&apidog_schema(
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
    assert!(restored(&none.replace(servers, "servers: []\n")));
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
        assert!(restored(&page(name, reference)), "{name}");
    }
}

#[test]
fn what_requires_names_has_them() {
    assert!(restored(&apidog_schema(
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
    assert!(restored(&apidog(
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

/// A page of Mintlify of an operation at a path, with these keys.
fn mintlify(path: &str, operation: &str) -> String {
    format!(
        "# Get

## OpenAPI

````yaml /openapi.json get {path}
openapi: 3.0.3
info:
  title: T
  version: '1'
servers:
  - url: https://api.test
security: []
paths:
  {path}:
    get:
      summary: Get
{operation}components: {{}}

````
"
    )
}

#[test]
fn a_path_may_be_of_several_words() {
    assert!(restored(&mintlify("/login - with another account", NONE)));
}

#[test]
fn components_are_the_documents_where_an_excerpt_has_none_else() {
    assert!(restored(&mintlify(
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
fn a_value_may_be_that_of_another_key() {
    assert!(restored(&apidog_schema(
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
    assert!(restored(&page.replace("type: http", "type: bearer")));
}

#[test]
fn a_description_ends_with_the_title_of_its_component() {
    assert!(restored(&fern_schemas(
        "Pets",
        "    Rule:
      type: object
      properties:
        description:
          type: string
          description: What it is for.
        title:
          type: string
          description: A short text.
      description: >-
        A rule. Example (Comparison): title: \"Size limit\" description: \"Is it
        short?\" Example (Logic): title: \"Public\" description: \"Is it public?\"
        What it may refer to is said elsewhere.
      title: Rule
    Pets:
      type: object
      properties:
        rule:
          $ref: '#/components/schemas/Rule'
      title: Pets
"
    )));
}
