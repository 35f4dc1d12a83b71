//! Collapsed pages of Fern: what only it writes.

mod common;

use common::producers::{NONE, fern, fern_schemas, restored_page};

#[test]
fn a_component_is_called_by_its_module_and_its_title() {
    assert!(restored_page(&fern_schemas(
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
    assert!(restored_page(&fern_schemas(
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
    assert!(restored_page(&fern(&format!("{tags}{responses}"), schemas)));
}

#[test]
fn values_may_each_be_described() {
    assert!(restored_page(&fern_schemas(
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
    assert!(restored_page(&fern_schemas(
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
    assert!(restored_page(&fern_schemas(
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
fn a_fence_in_a_description_does_not_end_the_documents() {
    let description = "      description: |
        Lists pets.

        ```sh
        curl https://api.test/pets
        ```

        ### More

        There is more.
";
    assert!(restored_page(&fern(&format!("{description}{NONE}"), "")));
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
    assert!(restored_page(&fern_schemas("Pets", &schemas)));
}

#[test]
fn prose_that_quotes_and_gives_examples_names_nothing() {
    assert!(restored_page(&fern_schemas(
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
fn a_description_ends_with_the_title_of_its_component() {
    assert!(restored_page(&fern_schemas(
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
