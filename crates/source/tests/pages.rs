//! Pages that hold a document in a code fence.

mod common;

use common::text;
use serde_json::json;
use specwright_diagnostics::{Part, Place};
use specwright_source::{Format, Group};

const DOCUMENT: &str = "openapi: 3.0.3
info:
  title: Pets
  version: 1.0.0
servers:
  - url: https://api.pets.test
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
      responses:
        '200':
          description: OK
";

fn page(head: &str, info: &str, tail: &str) -> String {
    format!("{head}\n````{info}\n{DOCUMENT}\n````\n{tail}")
}

#[test]
fn mintlify_names_the_file_of_its_excerpt() {
    let head = "# Source: https://docs.pets.test/add.md\n\n# Add\n\n> Adds a pet.\n\n## OpenAPI\n";
    for (info, file) in [
        ("yaml /openapi.yaml post /pets", "openapi.yaml"),
        ("yaml api/v2.json POST /pets", "api/v2.json"),
    ] {
        let read = text("add.md", &page(head, info, ""));
        let group = Group::File { host: Some("docs.pets.test".into()), file: file.into() };
        assert_eq!((read.entries[0].format, &read.entries[0].group), (Format::Mintlify, &group));
        assert!(read.diagnostics.is_empty(), "{}", read.messages());
    }
    let url = text("add.md", &page(head, "yaml https://api.test/o.json post /pets", ""));
    let group = Group::File { host: None, file: "https://api.test/o.json".into() };
    assert_eq!(url.entries[0].group, group);
}

#[test]
fn without_a_file_title_and_servers_tell_what_belongs_together() {
    let read = text("add.md", &page("# Add\n", "yaml POST /pets", ""));
    let servers = vec!["https://api.pets.test".into()];
    assert_eq!(read.entries[0].format, Format::Mintlify);
    assert_eq!(read.entries[0].group, Group::Title { title: "Pets".into(), servers });
}

#[test]
fn a_heading_of_one_word_names_an_operation_without_id() {
    let operation = |head| {
        text("a.md", &page(head, "yaml post /pets", "")).tree()["paths"]["/pets"]["post"].clone()
    };
    assert_eq!(operation("# add-pet")["x-specwright-name"], "add-pet");
    assert_eq!(operation("# Add a pet").get("x-specwright-name"), None);
}

#[test]
fn a_block_of_gitbook_has_its_name_from_the_heading_above_it() {
    let document = |path: &str| {
        format!(
            "```json\n{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"Pets\", \"version\": \"1\"}}, \
             \"paths\": {{\"{path}\": {{\"get\": {{\"responses\": {{}}}}}}}}}}\n```\n"
        )
    };
    let (a, b) = (document("/a"), document("/b"));
    for (page, expected) in [
        (format!("# Pets\n\n## all\n\n{a}\n## one\n\n{b}"), ["all", "one"]),
        (format!("# Pets\n\n## All pets\n\n{a}\n## GET /b\n\n{b}"), ["", ""]),
        (format!("# all\n\n{a}\n# one\n\n{b}"), ["all", "one"]),
    ] {
        let read = text("pets.md", &page);
        let names = read.entries.iter().zip(["/a", "/b"]).map(|(entry, path)| {
            let tree = read.sources.tree(entry.document).to_json();
            let name = tree["paths"][path]["get"]["x-specwright-name"].as_str();
            name.unwrap_or_default().to_owned()
        });
        assert_eq!(names.collect::<Vec<_>>(), expected);
    }
}

#[test]
fn an_announced_operation_that_is_missing_is_a_warning() {
    let read = text("add.md", &page("# Add", "yaml openapi.yaml get /cats", ""));
    assert_eq!((read.codes(), read.place()), (vec!["page-mismatch"], (2, 5)));
}

#[test]
fn a_page_that_ends_in_its_fence_is_a_warning() {
    let page = page("# Add", "yaml post /pets", "");
    let cut = &page[..page.rfind("````").unwrap()];
    assert_eq!(text("add.md", cut).codes(), ["page-cut"]);
}

#[test]
fn other_dialects_of_mintlify_are_named() {
    let channel = "# Ticks\n\n## AsyncAPI\n\n````yaml asyncapi.yaml ticks\nid: ticks\n````\n";
    let older =
        "# Ping\n\n## OpenAPI\n\n````yaml openapi.yaml get /ping\npaths:\n  path: /ping\n````\n";
    for (page, word) in [(channel, "AsyncAPI"), (older, "older")] {
        let read = text("page.md", page);
        assert_eq!(read.codes(), ["unsupported-format"]);
        assert!(read.messages().contains(word));
    }
}

#[test]
fn a_channel_among_the_pages_of_a_file_is_named() {
    let channel = "# Ticks\nSource: https://docs.pets.test/ticks\n\n## AsyncAPI\n\n\
                   ````yaml asyncapi.yaml ticks\nid: ticks\n````\n\n";
    let all = [channel, &page("# Add", "yaml post /pets", ""), channel].concat();
    let read = text("llms-full.txt", &all);
    assert_eq!(read.entries.len(), 1);
    assert_eq!(read.codes(), ["unsupported-format", "unsupported-format"]);
    assert!(read.messages().contains("an AsyncAPI channel"), "{}", read.messages());
}

#[test]
fn fern_examples_give_the_request_its_example() {
    let head =
        "# Add\n\nPOST https://api.pets.test/pets\n\nReference: https://docs.pets.test/add\n";
    let python =
        "## SDK Code Examples\n\n```python\npayload = {\"name\": \"Rex\", \"old\": True}\n```\n";
    let curl = "## SDK Code Examples\n\n```js\nconst o = {body: '{\"name\":\"Rex\",\"old\":true}'};\n```\n";
    for tail in [python, curl] {
        let read = text("add.md", &page(head, "yaml", tail));
        assert_eq!(read.entries[0].format, Format::Fern);
        let body = &read.tree()["paths"]["/pets"]["post"]["requestBody"];
        assert_eq!(
            body["content"]["application/json"]["example"],
            json!({"name": "Rex", "old": true})
        );
    }
}

#[test]
fn fern_has_the_requirement_as_a_header() {
    let read = |parameter: &str, components: &str, tail: &str| {
        let document = format!(
            "openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\npaths:\n  /pets:\n    get:\n      \
             parameters:\n        - {{in: header, schema: {{type: string}}, {parameter}}}\n{components}"
        );
        let page = format!(
            "# Pets\n\nReference: https://docs.pets.test/pets\n\n```yaml\n{document}\n```\n\n\
             ## SDK Code Examples\n\n{tail}"
        );
        let read = text("pets.md", &page);
        assert!(read.diagnostics.is_empty(), "{}", read.messages());
        let tree = read.tree();
        let operation = &tree["paths"]["/pets"]["get"];
        // A header that is no parameter in OpenAPI may stand where it is one.
        let left = operation["parameters"].as_array().map_or(0, Vec::len);
        assert_eq!(left, usize::from(!parameter.contains("X-Token")));
        (operation["security"].clone(), tree["components"]["securitySchemes"].clone())
    };
    let scheme = |text: &str| format!("components:\n  securitySchemes:\n{text}");
    let required = "name: Authorization, required: true";

    let bearer = scheme("    Token: {type: http, scheme: bearer}\n");
    assert_eq!(read(required, &bearer, "").0, json!([{"Token": []}]));
    let optional = "name: authorization, required: false";
    assert_eq!(read(optional, &bearer, "").0, json!([{"Token": []}, {}]));
    let both = scheme("    A: {type: http, scheme: bearer}\n    B: {type: oauth2, flows: {}}\n");
    assert_eq!(read(required, &both, "").0, json!(null));
    assert_eq!(read("name: X-Key", &bearer, "").0, json!(null));

    let python = "```python\nheaders = {\"Authorization\": \"Bearer <token>\"}\n```\n";
    let (security, schemes) = read(required, "", python);
    assert_eq!(security, json!([{"BearerAuth": []}]));
    assert_eq!(schemes["BearerAuth"], json!({"type": "http", "scheme": "bearer"}));
    let described = format!("{required}, description: 'Of the form `Basic <username:password>`.'");
    let (security, schemes) = read(&described, "", "");
    assert_eq!(
        (security, schemes["BasicAuth"]["scheme"].clone()),
        (json!([{"BasicAuth": []}]), json!("basic"))
    );
    let (security, schemes) = read(required, "", "");
    assert_eq!(security, json!([{"HeaderAuth": []}]));
    assert_eq!(
        schemes["HeaderAuth"],
        json!({"type": "apiKey", "in": "header", "name": "Authorization"})
    );

    let form = "Header authentication of the form `undefined <token>`";
    let token = format!("name: X-Token, required: true, description: '{form}'");
    let (security, schemes) = read(&token, "", "");
    assert_eq!(security, json!([{"X-Token": []}]));
    assert_eq!(
        schemes["X-Token"],
        json!({"type": "apiKey", "in": "header", "name": "X-Token", "description": form})
    );
    let both = scheme(
        "    A: {type: http, scheme: bearer}\n    B: {type: apiKey, in: header, name: X-Token}\n",
    );
    assert_eq!(read(&token, &both, "").0, json!([{"B": []}]));
}

#[test]
fn what_stands_behind_a_header_that_is_no_parameter_is_still_where_it_stood() {
    let document = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    get:\n      \
        parameters:\n        - name: X-Token\n          in: header\n          \
        description: Header authentication of the form x\n        - name: page\n          in: query\n";
    let page =
        format!("# Pets\n\nReference: https://docs.pets.test/pets\n\n```yaml\n{document}```\n");
    let read = text("pets.md", &page);
    let tree = read.sources.tree(read.entries[0].document);
    let get = tree.get("paths").and_then(|paths| paths.get("/pets")?.get("get"));
    let parameter = &get.and_then(|get| get.get("parameters")?.as_array()).unwrap()[0];
    let place = Place::Node(parameter.origin, Part::Value);
    let line = page[..page.find("name: page").unwrap()].lines().count();
    assert_eq!(read.tree()["paths"]["/pets"]["get"]["parameters"][0]["name"], "page");
    assert_eq!(read.sources.locate(&place).map(|at| at.line), Some(line));
}

/// A page of Fern whose document has no servers.
fn of_endpoint(line: &str, info: &str, path: &str) -> String {
    format!(
        "# Get\n\n{line}\n\nReference: https://docs.pets.test/get\n\n```yaml\nopenapi: 3.1.1\n\
         info: {info}\npaths:\n  {path}:\n    get:\n      operationId: get\n      \
         responses: {{'200': {{description: Fine}}}}\n```\n"
    )
}

#[test]
fn the_line_above_a_document_of_fern_gives_its_server() {
    let info = "{title: Pets, version: '2'}";
    for (line, path, server) in [
        ("GET https://api.pets.test/v1/pets/{id}", "/pets/{id}", "https://api.pets.test/v1"),
        ("GET https://api.pets.test/pets?all=1", "/pets", "https://api.pets.test"),
        ("GET http://localhost:80", "/", "http://localhost:80"),
        ("See GET https://x.test/a. GET https://api.pets.test/a", "/a", "https://api.pets.test"),
    ] {
        let read = text("get.md", &of_endpoint(line, info, path));
        assert!(read.diagnostics.is_empty(), "{}", read.messages());
        assert_eq!(read.tree()["servers"], json!([{"url": server}]));
        let group = Group::Title { title: "Pets".into(), servers: vec![server.into()] };
        assert_eq!(read.entries[0].group, group);
        assert_eq!(read.tree()["paths"][path]["get"]["operationId"], "get");
    }
    for line in ["GET https://api.pets.test/cats", "POST https://api.pets.test/pets"] {
        let read = text("get.md", &of_endpoint(line, info, "/pets"));
        assert_eq!(read.codes(), ["page-mismatch"]);
        assert_eq!(
            (read.place(), read.tree().get("servers")),
            ((3, line.find("h").unwrap() + 1), None)
        );
    }
    for line in ["GET /pets", "get https://api.pets.test/pets", "GET wss://api.pets.test/pets"] {
        let read = text("get.md", &of_endpoint(line, info, "/pets"));
        assert!(read.diagnostics.is_empty(), "{}", read.messages());
        assert_eq!(read.tree().get("servers"), None);
    }
}

#[test]
fn endpoints_of_one_server_are_of_one_api_and_have_their_own_names() {
    let read = |line: &str, version: &str, path: &str| {
        let info = format!("{{title: Get it, version: {version}}}");
        let read = text("get.md", &of_endpoint(line, &info, path));
        assert!(read.diagnostics.is_empty(), "{}", read.messages());
        let tree = read.tree();
        let id = tree["paths"][path]["get"]["operationId"].as_str().unwrap_or_default().to_owned();
        (read.entries[0].group.clone(), tree["info"].clone(), id)
    };
    let pets = read("GET https://api.pets.test/v1/pets/{id}", "endpoint_pets.get", "/pets/{id}");
    let food = read("GET https://api.pets.test/v1/food", "endpoint_pets/food.get", "/food");
    let servers = vec!["https://api.pets.test/v1".into()];
    assert_eq!(pets.0, Group::Title { title: "api.pets.test/v1".into(), servers });
    assert_eq!((&pets.0, &pets.1), (&food.0, &food.1));
    assert_eq!(pets.1, json!({"title": "api.pets.test/v1", "version": "1.0.0"}));
    assert_eq!((pets.2.as_str(), food.2.as_str()), ("pets.get", "pets.food.get"));
    assert_eq!(read("GET https://api.pets.test/pets", "endpoint_.root", "/pets").2, "root");
    assert_eq!(read("GET https://api.pets.test/pets", "endpoint_", "/pets").2, "get");
    let alone = read("", "endpoint_pets.get", "/pets");
    assert_eq!(alone.0, Group::Title { title: "Get it".into(), servers: Vec::new() });
}

#[test]
fn json_fences_are_readme_or_gitbook() {
    let document = "{\"_id\": \"x\", \"openapi\": \"3.1.0\", \"info\": {}, \"paths\": {}}";
    let readme = format!("# Add\n\n# OpenAPI definition\n```json\n{document}\n```\n");
    let read = text("add.md", &readme);
    assert_eq!((read.entries[0].format, read.tree().get("_id")), (Format::ReadMe, None));
    let gitbook = format!(
        "# Pets\n\n## Add\n\n```json\n{document}\n```\n\n## Get\n\n```json\n{document}\n```\n"
    );
    let read = text("pets.md", &gitbook);
    assert_eq!(read.entries.iter().map(|e| e.format).collect::<Vec<_>>(), [Format::GitBook; 2]);
}

#[test]
fn a_block_of_schemas_alone_is_a_document_without_operations() {
    let document = r#"{"openapi": "3.0.3", "info": {}, "components": {"schemas": {"A": {}}}}"#;
    let page = format!("# Models\n\n## The A object\n\n```json\n{document}\n```\n");
    let read = text("models.md", &page);
    assert_eq!(read.entries[0].format, Format::GitBook);
    assert_eq!(read.tree()["paths"], json!({}));
    assert!(read.diagnostics.is_empty(), "{}", read.messages());
}

#[test]
fn examples_in_fences_are_no_documents() {
    let page = "# Guide\n\n```json\n{\"kind\": \"openapi\", \"swagger\": [1]}\n```\n\n```yaml\nname: x\n```\n";
    assert_eq!(text("guide.md", &page.replace("swagger", "other")).codes(), ["no-api"]);
}

#[test]
fn a_page_that_names_what_a_file_describes_says_which() {
    let blocks = "# Pets\n\n{% openapi src=\"../assets/pets.yaml\" path=\"/pets\" method=\"get\" %}\n\
         [pets.yaml](../assets/pets.yaml)\n{% endopenapi %}\n\n\
         {% openapi src=\"../assets/pets.yaml\" path=\"/pets\" method=\"post\" %}\n{% endopenapi %}\n";
    let read = text("pets.md", blocks);
    assert_eq!((read.codes(), read.place()), (vec!["no-api"], (3, 1)));
    insta::assert_snapshot!(read.messages());

    let spec = "{% openapi-operation spec=\"pets\" path=\"/pets\" method=\"get\" %}\n\
         [OpenAPI pets](https://api.pets.test/o.json?key=1)\n{% endopenapi-operation %}\n";
    let front = "---\ntitle: Pets\nopenapi: \"api/o.json get /pets\"\n---\n\nWords.\n";
    let bare = "---\nopenapi: GET /pets\n---\n\nWords.\n";
    let line = "---\ntitle: Pets\n---\n\no.json GET /pets\nLists all pets.\n";
    for (page, file) in [
        (spec, "`https://api.pets.test/o.json`"),
        (&spec.replace("https://api.pets.test/o.json?key=1", "broken-reference"), "`pets`"),
        (front, "`api/o.json`"),
        (bare, "the vendor's OpenAPI file"),
        (line, "`o.json`"),
    ] {
        let messages = text("pets.md", page).messages();
        assert!(messages.contains("the page names `GET /pets` and does not describe it"), "{page}");
        assert!(messages.contains(&format!("use {file}")), "{messages}");
    }

    for guide in [
        "# Guide\n\n```markdown\n{% openapi src=\"a.yaml\" path=\"/a\" method=\"get\" %}\n```\n",
        "# Guide\n\nThen GET /pets\n",
        "# Guide\n\nSee o.json for GET /pets\n",
    ] {
        assert!(text("guide.md", guide).messages().contains("a guide or an index"), "{guide}");
    }
}

#[test]
fn a_page_without_api_says_what_was_looked_for() {
    let read = text("guide.md", "# Guide\n\nWords.\n\n```json\n{}\n```\n\n|a|b|\n|-|-|\n|1|2|\n");
    insta::assert_snapshot!(read.messages());
}

#[test]
fn a_page_of_readme_keeps_examples_as_texts() {
    let media = |schema: &str, example: &str| {
        format!("{{\"examples\": {{\"A\": {{\"value\": {example:?}}}}}, \"schema\": {schema}}}")
    };
    let content = format!(
        "{{\"application/json\": {}, \"text/plain\": {}, \"text/json\": {}}}",
        media("{\"type\": \"object\"}", "{\n  \"id\": 1\n}"),
        media("{\"type\": \"string\"}", "{}"),
        media("{\"type\": \"string\"}", "{}"),
    );
    let broken = format!("{{\"application/json\": {}}}", media("{}", "{\"id: 1}"));
    let page = format!(
        "# Add\n\n# OpenAPI definition\n```json\n{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"T\", \"version\": \"1\"}},\n\
         \"paths\": {{\"/a\": {{\"put\": {{\"requestBody\": {{\"content\": {content}}},\n\
         \"responses\": {{\"200\": {{\"description\": \"\", \"content\": {broken}}}}}}}}}}}}}\n```\n"
    );
    let read = text("pets.md", &page);
    let put = &read.tree()["paths"]["/a"]["put"];
    let content = &put["requestBody"]["content"];
    assert_eq!(content["application/json"]["examples"]["A"]["value"], json!({"id": 1}));
    for text in ["text/plain", "text/json"] {
        assert_eq!(content[text]["examples"]["A"]["value"], "{}");
    }
    let broken = &put["responses"]["200"]["content"]["application/json"]["examples"]["A"]["value"];
    assert_eq!(broken, "{\"id: 1}");
}

#[test]
fn a_page_of_a_webhook_is_of_its_file_and_says_if_it_lacks_it() {
    let page = |webhooks: &str| {
        format!(
            "# Pet added\n\n## OpenAPI\n\n````yaml /api.yaml webhook petAdded\nopenapi: 3.1.0\n\
             info: {{title: Pets, version: '1'}}\npaths: {{}}\n{webhooks}````\n"
        )
    };
    let there = "webhooks: {petAdded: {post: {responses: {'200': {description: OK}}}}}\n";
    let group = Group::File { host: None, file: "api.yaml".into() };
    for (webhooks, codes) in [(there, &[][..]), ("", &["page-mismatch"][..])] {
        let read = text("added.md", &page(webhooks));
        assert_eq!((read.entries[0].format, &read.entries[0].group), (Format::Mintlify, &group));
        assert_eq!(read.codes(), codes, "{}", read.messages());
    }
    let message = text("added.md", &page("")).messages();
    assert!(
        message.contains("about the webhook `petAdded`, which its document lacks"),
        "{message}"
    );
}

#[test]
fn a_document_of_something_else_is_named() {
    for body in ["asyncapi: 2.6.0\ninfo: {}", "{\n  \"asyncapi\": \"2.6.0\"\n}"] {
        let page = format!(
            "# Ticks\n\nGET wss://pets.test\n\n## AsyncAPI Specification\n\n```yaml\n{body}\n```\n"
        );
        let read = text("ticks.md", &page);
        assert_eq!(read.codes(), ["unsupported-format"], "{}", read.messages());
        assert_eq!(read.place().0, 8);
        assert!(read.messages().contains("an AsyncAPI document"), "{}", read.messages());
    }
    // What is shown beside an API is not what the page is about.
    let both = format!(
        "# Add\n\n```yaml\nasyncapi: 2.6.0\n```\n\n{}",
        page("# Add", "yaml post /pets", "")
    );
    assert!(text("add.md", &both).diagnostics.is_empty());
}

#[test]
fn an_operation_in_components_is_named() {
    let page = "---\ntitle: \"Add\"\napi: \"POST https://api.pets.test/pets\"\n---\n\n\
                <ParamField body=\"name\" type=\"string\" required>\n  Its name.\n</ParamField>\n\n```json\n{}\n```\n";
    let read = text("add.mdx", page);
    assert_eq!((read.codes(), read.place()), (vec!["unsupported-format"], (3, 1)));
    assert!(read.messages().contains("`POST https://api.pets.test/pets`"), "{}", read.messages());
    // What has no operation there is any other page.
    assert_eq!(text("a.md", "---\napi: soon\n---\n# A\n").codes(), ["no-api"]);
}

#[test]
fn the_site_is_named_in_many_ways() {
    for (head, host) in [
        ("---\nsource: https://docs.pets.test/add.md\n---\n# Add\n", Some("docs.pets.test")),
        ("---\nurl: https://docs.pets.test/add\n---\n# Add\n", Some("docs.pets.test")),
        (
            "# Add\nSource: https://docs.pets.test/add\n\nsee\nSource: https://other.test\n",
            Some("docs.pets.test"),
        ),
        ("# Add\n\nsource: https://other.test\n", None),
    ] {
        let read = text("add.md", &page(head, "yaml api.yaml post /pets", ""));
        let group = Group::File { host: host.map(Into::into), file: "api.yaml".into() };
        assert_eq!(read.entries[0].group, group, "{head}");
    }
}

#[test]
fn front_matter_and_components_say_what_a_page_is_about() {
    let sync =
        "---\ntitle: A pet\napi:\n  file: pets.json\n  operationId: get_pet\nhidden: false\n---\n";
    let read = text("a.md", sync);
    assert_eq!((read.codes(), read.place()), (vec!["no-api"], (4, 1)));
    assert!(read.messages().contains("the page names `get_pet` and does not describe it"));
    assert!(read.messages().contains("use `pets.json`"), "{}", read.messages());
    let schema = text("a.mdx", "---\ntitle: Pet\nopenapi-schema: \"api.json Pet\"\n---\n");
    assert!(schema.messages().contains("the page names the schema `Pet`"), "{}", schema.messages());
    let export = "---\ntitle: A pet\napi:\n  method: get\n  url: /pets/{id}\n---\n[block:code]\n{}\n[/block]\n";
    let read = text("a.md", export);
    assert_eq!((read.codes(), read.place().0), (vec!["unsupported-format"], 5));
    assert!(read.messages().contains("describes `GET /pets/{id}` in components"));
    let fields =
        "# Add a pet\n\nPOST it.\n\n<ParamField body=\"name\" type=\"string\">\n</ParamField>\n";
    let read = text("a.mdx", fields);
    assert_eq!((read.codes(), read.place()), (vec!["unsupported-format"], (5, 1)));
    assert!(read.messages().contains("the page describes an operation in components"));
    assert_eq!(text("a.md", "---\napi:\n  method: get\n---\nWords.\n").codes(), ["no-api"]);
}

#[test]
fn components_of_fern_are_called_without_the_marks_of_the_tool() {
    let page = |other: &str| {
        format!(
            "# Get

GET https://api.pets.test/pets

Reference: https://docs.pets.test/get

```yaml
openapi: 3.1.0
info:
  title: Pets
  version: 1.0.0
paths:
  /pets:
    get:
      operationId: get
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/type_pets/all:Pet'
components:
  schemas:
    type_:Kind:
      type: string
      title: Kind
    type_pets/all:Pet:
      type: object
      properties:
        kind:
          $ref: '#/components/schemas/type_:Kind'
        id:
          type: string
      title: Pet
{other}```
"
        )
    };
    let read = text("get.md", &page(""));
    let components = &read.tree()["components"]["schemas"];
    let names: Vec<&String> = components.as_object().unwrap().keys().collect();
    assert_eq!(names, ["Kind", "pets.all.Pet"]);
    let kind = &components["pets.all.Pet"]["properties"]["kind"];
    assert_eq!(kind, &json!({"$ref": "#/components/schemas/Kind"}));
    let response = &read.tree()["paths"]["/pets"]["get"]["responses"]["200"]["content"];
    assert_eq!(response["application/json"]["schema"]["$ref"], "#/components/schemas/pets.all.Pet");

    let taken = text("get.md", &page("    Kind:\n      type: integer\n"));
    let kinds = taken.tree()["components"]["schemas"].clone();
    assert_eq!(
        (&kinds["type_:Kind"]["type"], &kinds["Kind"]["type"]),
        (&json!("string"), &json!("integer"))
    );
}

#[test]
fn a_schema_that_a_page_lacks_may_be_anything() {
    let page = "# Add\n\n````yaml post /pets
openapi: 3.0.3
info:
  title: A
  version: '1'
paths:
  /pets:
    post:
      requestBody:
        content:
          application/json:
            schema:
              $ref: 31a68629-cdb7
      responses:
        '200':
          description: Fine
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Pet'
````
";
    let read = text("add.md", page);
    assert_eq!(read.codes(), ["excerpt-loss"], "{}", read.messages());
    assert_eq!((read.place(), read.messages().contains("and to 1 more")), ((15, 21), true));
    let operation = &read.tree()["paths"]["/pets"]["post"];
    let any = json!({"application/json": {"schema": {}}});
    assert_eq!(operation["requestBody"]["content"], any);
    assert_eq!(operation["responses"]["200"]["content"], any);
    assert_eq!(text("add.md", &common::flat(page)).tree(), read.tree());
    let cut = text("add.md", page.trim_end().trim_end_matches('`'));
    assert_eq!(cut.codes(), ["page-cut"], "what is missed may be behind its end");
}
