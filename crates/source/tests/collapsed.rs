//! Documents whose line breaks were lost.

mod common;

use common::{flat, text};
use serde_json::Value;

const PAGE: &str = "# Add a pet

POST https://api.pets.test/pets

Reference: https://docs.pets.test/add

## OpenAPI Specification

```yaml
openapi: 3.1.0
info:
  title: Pets
  version: 1.0.0
paths:
  /pets:
    post:
      operationId: add
      summary: Add a pet
      description: >-
        Adds one. The type: any. Note: names that are taken, e.g. `name: Rex`,
        are refused.
      tags:
        - pets
      parameters:
        - name: dry_run
          in: query
          required: false
          schema:
            type: boolean
            default: false
      responses:
        '200':
          description: The pet
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Pet'
      requestBody:
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Pet'
servers:
  - url: https://api.pets.test
components:
  schemas:
    Kind:
      type: string
      enum:
        - cat
        - 'on'
      title: Kind
    Pet:
      type: object
      properties:
        type:
          $ref: '#/components/schemas/Kind'
        description:
          type: string
          description: What is said of it
        required:
          type: array
          items:
            type: string
      required:
        - type
      title: Pet
```

## SDK Code Examples
";

fn normal(value: &Value) -> Value {
    match value {
        Value::String(text) => flat(text).into(),
        Value::Array(items) => items.iter().map(normal).collect(),
        Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), normal(v))).collect(),
        other => other.clone(),
    }
}

#[test]
fn the_grammar_restores_what_the_line_breaks_said() {
    let (whole, collapsed) = (text("pet.md", PAGE), text("pet.md", &flat(PAGE)));
    assert_eq!(normal(&collapsed.tree()), normal(&whole.tree()));
}

#[test]
fn every_node_of_a_collapsed_page_has_its_place() {
    let page = flat(PAGE);
    let read = text("pet.md", &page);
    let tree = read.sources.tree(read.entries[0].document);
    let pet = tree.get("components").unwrap().get("schemas").unwrap().get("Pet").unwrap();
    let items = pet.get("properties").unwrap().get("required").unwrap().get("items").unwrap();
    let place = read.sources.locate(&items.get("type").unwrap().origin.into()).unwrap();
    assert_eq!(&page[place.span.clone()], "string");
    assert_eq!(place.column, page[..place.span.start].chars().count() + 1);
}

#[test]
fn a_page_cut_off_in_the_middle_is_an_error_at_its_end() {
    let page = flat(PAGE);
    for cut in ["components: schemas:", "responses: '200':", "parameters: - name:"] {
        let end = page.find(cut).unwrap() + cut.len();
        let read = text("pet.md", &page[..end]);
        assert!(read.entries.is_empty(), "{cut}");
        assert!(read.diagnostics.has_errors(), "{cut}");
    }
    let end = page.find("schemas: Kind:").unwrap() + "schemas: Kind:".len();
    insta::assert_snapshot!(text("pet.md", &page[..end]).messages());
}

const AMBIGUOUS: &str = "openapi: 3.0.3 info: title: T version: '1' paths: {} components: schemas: \
    A: type: object properties: inner: type: object properties: a: type: string b: type: string";

#[test]
fn two_readings_are_shown_and_neither_is_taken() {
    let read = text("a.yaml", AMBIGUOUS);
    assert!(read.entries.is_empty());
    insta::assert_snapshot!(read.messages());
}

#[test]
fn braces_say_what_is_meant() {
    let head = AMBIGUOUS.split_once("properties:").unwrap().0;
    let inner =
        "properties: inner: type: object properties: {a: {type: string}, b: {type: string}}";
    let outer =
        "properties: {inner: {type: object, properties: {a: {type: string}}}, b: {type: string}}";
    for (settled, is_inner) in [(inner, true), (outer, false)] {
        let tree = text("a.yaml", &format!("{head}{settled}")).tree();
        let outer = &tree["components"]["schemas"]["A"]["properties"];
        assert_eq!(outer["inner"]["properties"].get("b").is_some(), is_inner);
        assert_eq!(outer.get("b").is_some(), !is_inner);
    }
}

#[test]
fn required_names_decide() {
    for (required, inner) in [("required: - a - b", true), ("required: - inner - b", false)] {
        let tree = text("a.yaml", &format!("{AMBIGUOUS} {required}")).tree();
        let outer = &tree["components"]["schemas"]["A"]["properties"];
        assert_eq!(outer["inner"]["properties"].get("b").is_some(), inner);
        assert_eq!(outer.get("b").is_some(), !inner);
    }
}

#[test]
fn payloads_on_the_page_decide() {
    let page = |payload: &str| {
        let page =
            PAGE.replace("## SDK Code Examples", &format!("## SDK Code Examples\n{payload}"));
        let end = page.find("servers:\n").unwrap();
        let fence = page.find("```\n\n## SDK").unwrap();
        let schemas = &AMBIGUOUS[AMBIGUOUS.find("components:").unwrap()..];
        flat(&page.replace(&page[end..fence], &format!("{schemas}\n")).replace("/Pet'", "/A'"))
    };
    assert!(text("a.md", &page("")).entries.is_empty());
    for (payload, inner) in [
        (r#"```json {"inner": {"a": "x", "b": "y"}} ```"#, true),
        (r#"curl -d '{"inner": {"a": "x"}, "b": "y"}'"#, false),
    ] {
        let read = text("a.md", &page(payload));
        assert_eq!(read.entries.len(), 1, "{}", read.messages());
        let tree = read.tree();
        let outer = &tree["components"]["schemas"]["A"]["properties"];
        assert_eq!(outer["inner"]["properties"].get("b").is_some(), inner, "{payload}");
        assert_eq!(outer.get("b").is_some(), !inner, "{payload}");
    }
}

const OBJECT: &str = "openapi: 3.0.3 info: title: T version: '1' paths: {} components: schemas: \
    A: type: object properties: free: type: object description: Any of them";

#[test]
fn an_object_of_which_nothing_is_said_has_the_other_properties() {
    for (value, inner) in [("type: string", true), ("true", true), ("false", false)] {
        let tree = text("a.yaml", &format!("{OBJECT} additionalProperties: {value}")).tree();
        let schema = &tree["components"]["schemas"]["A"];
        let has = |schema: &Value| schema.get("additionalProperties").is_some();
        assert_eq!(has(&schema["properties"]["free"]), inner, "{tree:#}");
        assert_eq!(has(schema), !inner);
    }
}

#[test]
fn a_list_is_deprecated_and_not_what_it_lists() {
    let list =
        OBJECT.replace("type: object description: Any of them", "type: array items: type: string");
    let tree =
        text("a.yaml", &format!("{list} deprecated: true next: type: string required: - next"))
            .tree();
    let schema = &tree["components"]["schemas"]["A"]["properties"]["free"];
    assert_eq!(schema["deprecated"], true);
}

#[test]
fn the_properties_that_apidog_lists_end_an_object() {
    for (orders, inner) in [("- a - b", true), ("- a", false)] {
        let further = if inner { "" } else { " x-apidog-orders: - inner - b" };
        let document = AMBIGUOUS.replace(
            " b: type: string",
            &match inner {
                true => format!(" b: type: string x-apidog-orders: {orders}"),
                false => format!(" x-apidog-orders: {orders} b: type: string"),
            },
        );
        let tree = text("a.yaml", &format!("{document}{further}")).tree();
        let outer = &tree["components"]["schemas"]["A"]["properties"];
        assert_eq!(outer["inner"]["properties"].get("b").is_some(), inner, "{tree:#}");
    }
}

#[test]
fn the_lists_of_apidog_tell_what_is_of_one_object_and_that_null_comes_last() {
    let document = "openapi: 3.0.3 info: title: T version: '1' paths: {} components: schemas: \
        A: type: object properties: one: type: object properties: a: type: string b: type: string \
        x-apidog-orders: - a - b c: type: string nullable: true x-apidog-orders: - one - c";
    let read = text("a.yaml", document);
    assert_eq!(read.entries.len(), 1, "{}", read.messages());
    let tree = read.tree();
    let properties = &tree["components"]["schemas"]["A"]["properties"];
    assert_eq!(properties["one"]["properties"].as_object().unwrap().len(), 2, "{tree:#}");
    assert_eq!(properties["c"]["nullable"], true);
}

#[test]
fn comments_end_before_what_goes_on() {
    let document = "\
# The pets: all of them
openapi: 3.0.3 # of 2017
info:
  title: T
  version: '1'
paths:
  # Nothing is called yet.
  {}
components:
  schemas:
    # SIMPLE TYPES:
    Name:
      type: string # any
      maxLength: 9
    Pet: # with a name
      type: object
      required:
        - name
      properties:
        name:
          $ref: '#/components/schemas/Name'
";
    let document = document.replace("paths:\n  # Nothing is called yet.\n  {}", "paths: {}");
    let (whole, collapsed) = (text("a.yaml", &document), text("a.yaml", &flat(&document)));
    assert_eq!(collapsed.entries.len(), 1, "{}", collapsed.messages());
    assert_eq!(collapsed.tree(), whole.tree());
}

#[test]
fn yaml_that_was_commented_out_is_not_taken_for_granted() {
    let commented = OBJECT.replace(" description: Any of them", " # deprecated: true");
    let read = text("a.yaml", &commented);
    assert!(read.entries.is_empty());
    assert_eq!(read.codes(), ["collapsed-ambiguous"]);
}

#[test]
fn what_goes_to_a_callback_is_no_status_and_no_path() {
    let document = "\
openapi: 3.0.3
info:
  title: T
  version: '1'
paths:
  /a:
    post:
      callbacks:
        done:
          '{$request.body#/url}':
            post:
              responses:
                '204':
                  description: Taken
                default:
                  description: Not taken
      responses:
        '204':
          description: Begun
  /b:
    get:
      responses:
        '204':
          description: Nothing
";
    let (whole, collapsed) = (text("a.yaml", document), text("a.yaml", &flat(document)));
    assert_eq!(collapsed.entries.len(), 1, "{}", collapsed.messages());
    assert_eq!(collapsed.tree(), whole.tree());
}

#[test]
fn what_only_documents_is_a_warning() {
    let text = text(
        "a.yaml",
        "openapi: 3.0.3 info: title: T version: '1' paths: {} components: \
        schemas: A: type: array items: type: array items: type: string description: Words",
    );
    assert_eq!(text.codes(), ["collapsed-documentation"]);
}

/// A collapsed page of more than 100 kB.
fn long(schema: impl Fn(usize) -> String) -> String {
    let mut page =
        "openapi: 3.0.3 info: title: T version: '1' paths: {} components: schemas:".to_owned();
    let mut number = 0;
    while page.len() < 100_000 {
        page += &schema(number);
        number += 1;
    }
    page
}

#[test]
fn a_long_page_is_read_and_a_hopeless_one_is_given_up() {
    let sound = long(|number| {
        format!(
            " Schema{number}: type: object required: - id - kind - next properties: id: type: string \
             description: The id. kind: type: string next: $ref: '#/components/schemas/Schema{number}'"
        )
    });
    let hopeless = long(|number| format!(" a{number}: type: object properties: b: type: string"));
    for (page, found) in [(sound, 1), (hopeless, 0)] {
        let read = text("a.yaml", &page);
        assert_eq!(read.entries.len(), found, "{}", read.messages());
    }
}

#[test]
fn a_long_list_among_many_readings_is_read_once() {
    let doubtful = " a: type: object properties: b: type: object properties: c: type: string";
    let values: String = (0..10_000).map(|number| format!(" - v{number}")).collect();
    let page = format!(
        "openapi: 3.0.3 info: title: T version: '1' paths: {{}} components: schemas:{doubtful} d: \
         type: string enum:{values} e: type: string"
    );
    assert_eq!(text("a.yaml", &page).codes(), ["collapsed-ambiguous"]);
}

#[test]
fn lists_in_lists_that_could_go_on_anywhere_are_given_up() {
    let head = "openapi: 3.0.3 info: title: T version: '1' paths: {} components: schemas: A: type: \
        object allOf:";
    let page = format!("{head}{} - required: [b]", " - required: [a] - oneOf:".repeat(200));
    let read = text("a.yaml", &page);
    assert!(read.entries.is_empty() && read.diagnostics.has_errors());
}
