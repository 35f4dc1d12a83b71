//! What decides between readings of a collapsed text that break no rule.

mod common;

use common::text;
use serde_json::Value;

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A document with these schemas, and with references to as many others.
fn document(schemas: &str, referred: &[&str]) -> String {
    let parts =
        referred.iter().map(|name| format!("      - $ref: 'b.yaml#/components/schemas/{name}'\n"));
    let parts: String = parts.collect();
    format!(
        "openapi: 3.0.3\ninfo:\n  title: T\n  version: '1'\npaths: {{}}\ncomponents:\n  schemas:\n\
         \x20   Zoo:\n      allOf:\n{}{schemas}",
        if parts.is_empty() { "      - type: string\n".to_owned() } else { parts }
    )
}

/// Whether a document is read as what it was before it was collapsed; otherwise it is refused.
fn restored(document: &str) -> bool {
    let (whole, collapsed) = (text("a.yaml", document), text("a.yaml", &flat(document)));
    if collapsed.entries.is_empty() {
        eprintln!("{}", collapsed.messages());
        assert!(collapsed.codes()[0].starts_with("collapsed-"));
        return false;
    }
    assert_eq!(collapsed.tree(), whole.tree(), "{}", flat(document));
    true
}

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
        #   $ref: '#/components/schemas/Zoo'
        name:
          type: string
";
    assert!(!restored(&document(schemas, &[])));
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
    let listed = called + "          enum: [a]\n";
    assert!(!restored(&listed), "somebody may name a list of words");
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
