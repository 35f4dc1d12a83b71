//! What the rest of a collapsed text, and what authors do in all texts, decide of its readings.

mod common;

use common::{document, restored};

const HEAD: &str = "openapi: 3.0.3\ninfo:\n  title: T\n  version: '1'\npaths:\n";

#[test]
fn an_extension_does_not_take_what_was_open_where_it_began() {
    let method = |name: &str| {
        format!(
            "    {name}:
      responses:
        '204':
          description: None
      x-answers:
        '200':
          description: Good
"
        )
    };
    let path = |name: &str| format!("  /{name}:\n{}{}", method("get"), method("post"));
    let paths: String = ["a", "b", "c", "d", "e", "f"].map(path).concat();
    assert!(restored(&format!("{HEAD}{paths}")));
}

#[test]
fn what_is_required_and_described_nowhere_is_so_in_every_reading() {
    let schema = |name: &str| {
        format!(
            "    {name}:
      type: object
      required:
        - id
        - gone{name}
      properties:
        id:
          type: string
"
        )
    };
    assert!(restored(&document(&["A", "B", "C"].map(schema).concat(), &["A", "B", "C"])));
}

#[test]
fn contradictions_before_another_object_are_the_authors() {
    let property = |name: &str| {
        format!(
            "        {name}:
          minLength: 1
          type: integer
          xml:
            attribute: true
"
        )
    };
    let properties = ["a", "b", "c"].map(property).concat();
    let schemas = format!("    Pet:\n      type: object\n      properties:\n{properties}");
    let last = "        d:\n          type: string\n      required: [a, b, c, d]\n";
    assert!(restored(&document(&(schemas + last), &["Pet"])));
}

#[test]
fn all_objects_say_their_type_where_most_do() {
    let schema = |name: &str| {
        format!(
            "    {name}:\n      properties:\n        id:\n          type: string\n      type: object\n"
        )
    };
    let last = "    Last:
      properties:
        any:
          description: Any
        more:
          items:
            additionalProperties:
              description: Any
            type: object
          type: array
      type: object
";
    let names: Vec<String> = (0..12).map(|index| format!("S{index}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let schemas = |count: usize| names[..count].iter().map(|name| schema(name)).collect::<String>();
    assert!(restored(&document(&(schemas(12) + last), &names)));
    assert!(!restored(&document(&(schemas(2) + last), &names)), "too few to tell");
}

#[test]
fn whoever_names_servers_once_names_those_of_the_document() {
    let paths = "  /a:
    get:
      responses:
        '204':
          description: None
";
    let servers = "servers:\n  - url: https://a.test\n";
    assert!(restored(&format!("{HEAD}{paths}{servers}")));
    let twice = HEAD.replace("paths:", &format!("{servers}paths:"));
    assert!(!restored(&format!("{twice}{paths}      {}", servers.replace("\n", "\n      "))));
}

#[test]
fn operations_of_callbacks_are_not_like_those_of_paths() {
    let path = |name: &str, callback: &str| {
        format!(
            "  /{name}:
    post:
      operationId: {name}
      responses:
        '204':
          description: None
{callback}"
        )
    };
    let callback = "      callbacks:
        done:
          '{$request.body#/url}':
            post:
              responses:
                '204':
                  description: None
            put:
              responses:
                '204':
                  description: None
";
    let others = ["a", "b", "c", "d", "e", "f"].map(|name| path(name, "")).concat();
    assert!(restored(&format!("{HEAD}{others}{}", path("g", callback))));
    assert!(!restored(&format!("{HEAD}{}", path("g", callback))), "too few to tell");
}

#[test]
fn variants_have_the_properties_that_all_before_them_have() {
    let variant = |name: &str| {
        format!(
            "            - type: object
              properties:
                kind:
                  type: string
                  enum: [{name}]
                at:
                  type: string
"
        )
    };
    let shape = |names: &[&str]| {
        let variants: String = names.iter().map(|name| variant(name)).collect();
        let head = "    Shape:\n      type: object\n      properties:\n        of:\n";
        document(&format!("{head}          oneOf:\n{variants}"), &["Shape"])
    };
    assert!(restored(&shape(&["a", "b", "c"])));
    assert!(!restored(&shape(&["a", "b"])), "one is no rule");
}

#[test]
fn a_dash_in_brackets_is_one_of_the_text() {
    let paths = "  /a:
    get:
      tags:
        - Meters (power - status)
      responses:
        '204':
          description: None
";
    assert!(restored(&format!("{HEAD}{paths}")));
}

#[test]
fn a_colon_may_stand_apart_from_a_key_in_quotes() {
    let schemas = "    Pet:
      type: object
      properties:
        \"name\" :
          type: string
      required: [name]
";
    assert!(restored(&document(schemas, &["Pet"])));
}

#[test]
fn the_name_of_a_property_or_example_may_have_several_words() {
    let schemas = "    Pet:
      type: object
      properties:
        Full name of it:
          type: string
";
    assert!(restored(&document(schemas, &["Pet"])));
}

#[test]
fn a_component_does_not_begin_with_a_reference_to_itself() {
    let schemas = "    Page:
      type: object
      properties:
        Token:
          allOf:
            - $ref: '#/components/schemas/Token'
            - description: Where to go on
    Token:
      type: string
";
    assert!(restored(&document(schemas, &["Page"])));
}

#[test]
fn formats_of_ones_own_are_of_any_type() {
    let schemas = "    Pet:
      type: object
      properties:
        links:
          type: object
          format: uri-map
        name:
          type: string
      required: [links, name]
";
    assert!(restored(&document(schemas, &["Pet"])));
}

#[test]
fn nobody_secures_the_last_of_several_operations_alone() {
    let path = |name: &str| {
        format!(
            "  /{name}:
    get:
      responses:
        '204':
          description: None
"
        )
    };
    let paths: String = ["a", "b"].map(path).concat();
    let security = "security:\n  - key: []\n";
    assert!(restored(&format!("{HEAD}{paths}{security}")));
    assert!(!restored(&format!("{HEAD}{}{security}", path("a"))), "it is the same for one");
}

#[test]
fn what_stands_behind_all_that_it_is_written_before_is_of_another_object() {
    let operation = |name: &str, parameters: &str| {
        format!(
            "  /{name}/{{id}}:
    get:
{parameters}      responses:
        '204':
          description: None
      summary: Gives it
      tags:
        - A
"
        )
    };
    let parameters = "    parameters:
      - in: path
        name: id
        required: true
        schema:
          type: string
";
    let inner: String = parameters.lines().map(|line| format!("  {line}\n")).collect();
    let first = operation("a", &inner);
    assert!(restored(&format!("{HEAD}{first}{}{parameters}", operation("b", ""))));
    assert!(!restored(&format!("{HEAD}{}{parameters}", operation("b", ""))), "it may be either");
}

#[test]
fn an_operation_is_deprecated_and_not_what_it_answers_with() {
    let text = "  /a:
    get:
      responses:
        '200':
          description: Good
          content:
            application/json:
              schema:
                type: string
      deprecated: false
";
    assert!(restored(&format!("{HEAD}{text}")));
}

#[test]
fn a_description_behind_scopes_is_that_of_the_scheme() {
    let text = document("", &[])
        + "  securitySchemes:
    O:
      type: oauth2
      flows:
        implicit:
          authorizationUrl: https://a.test
          scopes:
            read: Reads
      description: Who may do what
";
    assert!(restored(&text));
}

#[test]
fn what_the_description_of_a_component_says_of_it_is_not_taken_for_said_of_a_property() {
    let page = "# Get

## OpenAPI

````yaml get /a
openapi: 3.0.3
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
                $ref: '#/components/schemas/Time'
components:
  schemas:
    Time:
      description: The same as another, but nullable
      type: object
      properties:
        from:
          type: string
          nullable: true
        to:
          type: string
      nullable: true
````
";
    assert!(!restored(page));
    let property = page.replace("      nullable: true\n````", "          nullable: true\n````");
    assert!(restored(&property.replace(", but nullable", "")));
}
