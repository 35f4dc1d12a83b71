//! Older pages of Mintlify, whose fence holds an excerpt of the site's own and not OpenAPI, and what
//! excerpts lack.

mod common;

use common::text;
use serde_json::{Value, json};
use specwright_source::{Format, Group};

/// A page with these keys of an operation.
fn page(keys: &str) -> String {
    let keys: String = keys.lines().map(|line| format!("  {line}\n")).collect();
    format!(
        "# Add a pet\n\n> Adds it.\n\n## OpenAPI\n\n````yaml post /pets/{{id}}\npaths:\n  path: /pets/{{id}}\n  \
         method: post\n{keys}\n````\n"
    )
}

fn operation(keys: &str) -> Value {
    let read = text("add.md", &page(keys));
    assert!(read.diagnostics.is_empty(), "{}", read.messages());
    read.tree()["paths"]["/pets/{id}"]["post"].clone()
}

const WHOLE: &str = "servers:
  - url: https://{zone}.pets.test
    variables:
      zone:
        type: enum<string>
        enum: [eu, us]
        default: eu
request:
  security:
    - title: key id & key secret
      parameters:
        query: {}
        header:
          X-Key-Id: {type: apiKey, description: Who}
          X-Key-Secret: {type: apiKey}
        cookie: {}
    - title: bearer
      parameters:
        query: {}
        header:
          Authorization: {type: http, scheme: bearer}
        cookie: {}
  parameters:
    path:
      id:
        schema:
          - {type: string, required: true, description: Which}
    query:
      kind:
        schema:
          - type: enum<string>
            enum: [cat, dog]
            required: false
        style: form
        explode: false
    header: {}
    cookie: {}
  body:
    application/json:
      schemaArray:
        - type: object
          properties:
            name:
              allOf:
                - {type: string, minLength: 1}
            owner:
              allOf:
                - $ref: '#/components/schemas/Owner'
            tags:
              allOf:
                - type: array
                  items: {type: string}
          required: true
          refIdentifier: '#/components/schemas/Pet'
          requiredProperties: [name]
      examples:
        example:
          value: {name: <string>}
      description: What to add
response:
  '201':
    application/json:
      schemaArray:
        - type: array
          items:
            allOf:
              - $ref: '#/components/schemas/Owner'
      examples:
        some:
          value: []
      description: Added
  '404':
    _mintlify/placeholder:
      schemaArray:
        - {type: any, description: Not found}
      examples: {}
      description: Not found
deprecated: true
type: path
";

const COMPONENTS: &str = "components:\n  schemas:\n    Owner:\n      type: object\n";

fn whole() -> String {
    page(WHOLE).replace("\n````\n", &format!("{COMPONENTS}\n````\n"))
}

#[test]
fn an_excerpt_becomes_a_document() {
    let read = text("add.md", &whole());
    assert!(read.diagnostics.is_empty(), "{}", read.messages());
    let group =
        Group::Title { title: String::new(), servers: vec!["https://{zone}.pets.test".into()] };
    assert_eq!((read.entries[0].format, &read.entries[0].group), (Format::Mintlify, &group));
    let owner = json!({"$ref": "#/components/schemas/Owner"});
    let operation = json!({
        "summary": "Add a pet",
        "description": "Adds it.",
        "deprecated": true,
        "parameters": [
            {"name": "id", "in": "path", "description": "Which", "required": true,
             "schema": {"type": "string"}},
            {"name": "kind", "in": "query", "required": false, "style": "form", "explode": false,
             "schema": {"type": "string", "enum": ["cat", "dog"]}},
        ],
        "requestBody": {
            "description": "What to add",
            "content": {"application/json": {"schema": {
                "type": "object",
                "properties": {
                    "name": {"type": "string", "minLength": 1},
                    "owner": owner,
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["name"],
            }}},
            "required": true,
        },
        "security": [{"key_id": [], "key_secret": []}, {"bearer": []}],
        "responses": {
            "201": {"description": "Added", "content": {"application/json": {
                "schema": {"type": "array", "items": owner},
                "examples": {"some": {"value": []}},
            }}},
            "404": {"description": "Not found"},
        },
    });
    let expected = json!({
        "openapi": "3.1.0",
        "info": {"title": "", "version": "0.0.0"},
        "servers": [{
            "url": "https://{zone}.pets.test",
            "variables": {"zone": {"enum": ["eu", "us"], "default": "eu"}},
        }],
        "paths": {"/pets/{id}": {"post": operation}},
        "components": {
            "schemas": {"Owner": {"type": "object"}},
            "securitySchemes": {
                "key_id": {"type": "apiKey", "description": "Who", "in": "header", "name": "X-Key-Id"},
                "key_secret": {"type": "apiKey", "in": "header", "name": "X-Key-Secret"},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
    });
    assert_eq!(read.tree(), expected);
}

#[test]
fn its_nodes_stand_where_they_are_on_the_page() {
    let text_of_page = whole();
    let read = text("add.md", &text_of_page);
    let tree = read.sources.tree(read.entries[0].document);
    for (pointer, line) in [
        ("/servers/0/url", "- url: https"),
        ("/paths/~1pets~1{id}/post/parameters/1/schema/enum/1", "enum: [cat, dog]"),
        ("/paths/~1pets~1{id}/post/parameters/1/schema", "- type: enum<string>"),
        (
            "/paths/~1pets~1{id}/post/requestBody/content/application~1json/schema/properties/name/minLength",
            "- {type: string, minLength: 1}",
        ),
        (
            "/paths/~1pets~1{id}/post/responses/201/content/application~1json/schema/items/$ref",
            "- $ref: '#/components/schemas/Owner'",
        ),
        ("/components/schemas/Owner/type", "type: object"),
        ("/components/securitySchemes/key_secret/type", "X-Key-Secret: {type"),
    ] {
        let pointer = specwright_diagnostics::Pointer::parse(pointer).expect("a pointer");
        let node = pointer.0.iter().fold(tree, |node, segment| match node.as_array() {
            Some(items) => &items[segment.parse::<usize>().expect("an index")],
            None => node.get(segment).unwrap_or_else(|| panic!("no {segment}")),
        });
        let location = read.sources.locate(&node.origin.into()).expect("a place");
        let shown = text_of_page.lines().nth(location.line - 1).unwrap_or_default();
        assert!(shown.contains(line), "{pointer}: {shown}");
    }
}

#[test]
fn types_of_the_site_are_those_of_openapi() {
    let schema = |schema: &str| {
        let keys = format!(
            "request:\n  body:\n    multipart/form-data:\n      schemaArray:\n{}",
            schema.lines().map(|line| format!("        {line}\n")).collect::<String>()
        );
        operation(&keys)["requestBody"]["content"]["multipart/form-data"]["schema"].clone()
    };
    for (own, expected) in [
        ("- {type: file}", json!({"type": "string", "format": "binary"})),
        ("- {type: file, contentEncoding: base64}", json!({"type": "string", "format": "byte"})),
        ("- {type: any, title: What}", json!({"title": "What"})),
        ("- {type: enum<integer>, enum: [1, 2]}", json!({"type": "integer", "enum": [1, 2]})),
        (
            "- {type: string}\n- {type: 'null'}",
            json!({"anyOf": [{"type": "string"}, {"type": "null"}]}),
        ),
        (
            "- {type: string, isOneOf: '#/components/schemas/A'}\n\
             - {type: number, isOneOf: '#/components/schemas/A'}",
            json!({"oneOf": [{"type": "string"}, {"type": "number"}]}),
        ),
        (
            "- {type: object, properties: {a: {allOf: [{type: string}, {maxLength: 3}]}}, \
             additionalProperties: {allOf: [{type: number}]}}",
            json!({
                "type": "object",
                "properties": {"a": {"allOf": [{"type": "string"}, {"maxLength": 3}]}},
                "additionalProperties": {"type": "number"},
            }),
        ),
        (
            "- {type: array, items: [{type: object, properties: {a: [{type: enum<string>, enum: [x]}]}}]}",
            json!({"type": "array", "items": {
                "type": "object",
                "properties": {"a": {"type": "string", "enum": ["x"]}},
            }}),
        ),
    ] {
        assert_eq!(schema(own), expected, "{own}");
    }
}

#[test]
fn a_file_of_which_only_the_media_type_is_known_has_no_schema() {
    let keys = "response:
  '200':
    text/event-stream:
      schemaArray:
        - {type: file, contentMediaType: text/event-stream}
      examples:
        example: {}
      description: Events
    audio/mpeg:
      schemaArray:
        - {type: file, contentEncoding: binary}
      examples:
        example: {}
      description: Sound
";
    let expected = json!({
        "text/event-stream": {},
        "audio/mpeg": {"schema": {"type": "string", "format": "binary"}},
    });
    assert_eq!(operation(keys)["responses"]["200"]["content"], expected);
}

#[test]
fn fences_that_do_not_end_are_pages_side_by_side() {
    let page =
        |name: &str| page("type: path\n").replace("/pets/{id}", name).replace("\n````\n", "\n");
    let read = text("all.md", &format!("{}\n{}\n{}", page("/a"), page("/b"), page("/c")));
    assert_eq!(read.codes(), ["page-cut"; 3], "{}", read.messages());
    let paths = read.entries.iter().map(|entry| {
        let tree = read.sources.tree(entry.document).to_json();
        assert_eq!(tree["paths"].as_object().map(|paths| paths.len()), Some(1));
        let (path, item) =
            tree["paths"].as_object().and_then(|paths| paths.iter().next()).expect("one");
        assert_eq!(item["post"]["summary"], "Add a pet");
        path.clone()
    });
    assert_eq!(paths.collect::<Vec<_>>(), ["/a", "/b", "/c"]);
    assert_eq!(read.place(), (11, 13), "{}", read.messages());
}

#[test]
fn the_version_is_that_of_the_keywords() {
    let version = |keyword: &str| {
        let keys = format!(
            "response:\n  '200':\n    application/json:\n      schemaArray:\n        - {{type: number, {keyword}}}\n"
        );
        text("add.md", &page(&keys)).tree()["openapi"].clone()
    };
    assert_eq!(version("nullable: true"), "3.0.3");
    assert_eq!(version("minimum: 1, exclusiveMinimum: true"), "3.0.3");
    assert_eq!(version("exclusiveMinimum: 1"), "3.1.0");
}

#[test]
fn nobody_need_say_who_they_are_where_the_page_says_so() {
    let security = |options: &str| operation(&format!("request:\n  security: {options}\n"));
    assert_eq!(security("[]")["security"], json!([]));
    let free = "[{title: '', parameters: {query: {}, header: {}, cookie: {}}}]";
    assert_eq!(security(free)["security"], json!([{}]));
    assert_eq!(operation("deprecated: false\n").get("security"), None);
}

#[test]
fn what_an_excerpt_leaves_open_is_reported() {
    let keys = "request:
  security:
    - title: oauth
      parameters:
        header:
          Authorization: {type: oauth2}
    - title: openId
      parameters: {query: {}, header: {}, cookie: {}}
";
    let read = text("add.md", &page(keys));
    let tree = read.tree();
    assert_eq!(read.codes(), ["excerpt-loss", "excerpt-loss"], "{}", read.messages());
    assert_eq!(tree["components"]["securitySchemes"]["oauth"]["scheme"], "bearer");
    let security = &tree["paths"]["/pets/{id}"]["post"]["security"];
    assert_eq!(*security, json!([{"oauth": []}, {"openId": []}]));
}

#[test]
fn a_parameter_is_called_after_itself_where_names_are_not_in_order() {
    let keys = "request:
  security:
    - title: key & session
      parameters:
        query:
          session_id: {type: apiKey}
        header:
          X-Key: {type: apiKey}
";
    let operation = operation(keys);
    assert_eq!(operation["security"], json!([{"session_id": [], "X-Key": []}]));
}

#[test]
fn a_webhook_is_no_path() {
    let page = page("type: webhook\n");
    let page = page.replace("yaml post /pets/{id}", "yaml api.json webhook pet-added");
    let read = text("added.md", &page.replace("path: /pets/{id}", "path: pet-added"));
    assert!(read.diagnostics.is_empty(), "{}", read.messages());
    let group = Group::File { host: None, file: "api.json".into() };
    assert_eq!((read.entries[0].format, &read.entries[0].group), (Format::Mintlify, &group));
    let tree = read.tree();
    assert!(tree.get("paths").is_none());
    assert_eq!(tree["webhooks"]["pet-added"]["post"]["summary"], "Add a pet");
}

#[test]
fn an_excerpt_without_its_line_breaks_is_told_apart() {
    let page = "# Add\n\n````yaml post /pets\npaths: path: /pets method: post request: security: []\n````\n";
    let read = text("add.md", page);
    assert!(read.entries.is_empty());
    assert_eq!(read.codes(), ["unsupported-format"], "{}", read.messages());
    assert!(
        read.messages().contains("whose line breaks or method are lost"),
        "{}",
        read.messages()
    );
}

#[test]
fn what_is_no_operation_is_no_excerpt() {
    for body in ["paths:\n  /pets:\n    get: {}", "paths:\n  path: /pets", "paths:\n"] {
        let read = text("add.md", &format!("# Add\n\n````yaml post /pets\n{body}\n````\n"));
        assert!(read.diagnostics.has_errors(), "{}", read.messages());
    }
}

#[test]
fn a_schema_that_an_older_excerpt_lacks_may_be_anything() {
    let keys = "request:
  body:
    application/json:
      schemaArray:
        - type: object
          properties:
            owner: {allOf: [{$ref: '#/components/schemas/Owner'}]}
            name: {allOf: [{$ref: '#/components/schemas/Owner/properties/name'}]}
            home: {allOf: [{$ref: '#/components/schemas/Home', description: Where}]}
          example: {$ref: '#/components/schemas/Shown'}
";
    let page = page(keys).replace("\n````\n", &format!("{COMPONENTS}\n````\n"));
    let read = text("add.md", &page);
    assert_eq!(read.codes(), ["excerpt-loss"], "{}", read.messages());
    assert_eq!(read.place(), (18, 38), "{}", read.messages());
    assert!(read.messages().contains("and to 1 more"), "{}", read.messages());
    let tree = read.tree();
    let operation = &tree["paths"]["/pets/{id}"]["post"];
    let properties =
        &operation["requestBody"]["content"]["application/json"]["schema"]["properties"];
    let owner = json!({"$ref": "#/components/schemas/Owner"});
    assert_eq!(*properties, json!({"owner": owner, "name": {}, "home": {"description": "Where"}}));
}

#[test]
fn a_discriminator_may_lead_to_what_a_page_lacks() {
    let page = "# Add\n\n````yaml post /pets
openapi: 3.0.3
info: {title: A Dog, version: '1'}
paths:
  /pets: {post: {responses: {}}}
components:
  schemas:
    Pet:
      type: object
      discriminator:
        propertyName: kind
        mapping:
          cat: '#/components/schemas/Cat'
          dog: Dog
          fish: Fish
          bird: birds.yaml#/Bird
    Cat: {type: object}
    mapping:
      type: object
      properties:
        discriminator: {type: object, example: {mapping: {a: Lost}}}
````
";
    let read = text("add.md", page);
    assert_eq!(read.codes(), ["excerpt-loss"], "{}", read.messages());
    assert_eq!(read.place(), (16, 16), "{}", read.messages());
    let discriminator = &read.tree()["components"]["schemas"]["Pet"]["discriminator"];
    let kept = json!({"cat": "#/components/schemas/Cat", "bird": "birds.yaml#/Bird"});
    assert_eq!(discriminator["mapping"], kept);
    let whole =
        page.replace("    Cat:", "    Dog: {type: object}\n    Fish: {type: object}\n    Cat:");
    assert!(text("add.md", &whole).diagnostics.is_empty());
}

#[test]
fn a_description_goes_on_behind_the_line_that_is_quoted() {
    let described = |text: &str| {
        let page = page("type: path\n").replace("> Adds it.", text);
        text_of(&page)["description"].clone()
    };
    assert_eq!(described("> One.\n\n**Two**: `x`"), "One.\n\n**Two**: `x`");
    assert_eq!(described("> One.\n> Two.\n\n<Note>Three</Note>"), "One.\nTwo.");
    assert_eq!(described("Source: https://docs.pets.test/add\n\n> One."), "One.");
    assert_eq!(described("What somebody wrote."), Value::Null);
}

#[test]
fn a_page_without_a_title_names_nothing() {
    let page = page("type: path\n");
    assert_eq!(text_of(&page.replace("# Add a pet", "# null")).get("summary"), None);
    let named = text_of(&page.replace("# Add a pet", "# null"));
    assert_eq!(named.get("x-specwright-name"), None);
}

fn text_of(page: &str) -> Value {
    text("add.md", page).tree()["paths"]["/pets/{id}"]["post"].clone()
}
