//! Pages of tables.

mod common;

use common::text;
use serde_json::{Value, json};
use specwright_diagnostics::{Diagnostics, Sources};
use specwright_source::{Beside, Format, Input, read_beside};

const ENGLISH: &str = "---
title: Pets
generator: \"x\"
---

# Pets

Base URLs:

* <a href=\"https://api.pets.test\">Live: https://api.pets.test</a>

# Authentication

- HTTP Authentication, scheme: bearer

# Store

<a id=\"opIdaddPet\"></a>

## POST Add a pet

POST /stores/:store/pets

Adds one.

> Body Parameters

```json
{\"name\": \"Rex\"}
```

### Params

|Name|Location|Type|Required|Description|
|---|---|---|---|---|
|store|path|integer(int64)| yes |none|
|dry|query|boolean| no |a \\| b|
|body|body|object| yes |none|
|» name|body|string| yes |what | it is called|
|» kind|body|[Kind](#schemakind)| no |none|
|» tags|body|[string]¦null| no |none|

#### Enum

|Name|Value|
|---|---|
|» name|Rex|
|» name|Tom|

> Response Examples

> 200 Response

```json
[{\"id\": 1}]
```

### Responses

|HTTP Status Code |Meaning|Description|Data schema|
|---|---|---|---|
|200|[OK](https://x.test)|none|Inline|
|404|[Not Found](https://x.test)|There is none|[Problem](#schemaproblem)|

### Responses Data Schema

HTTP Status Code **200**

|Name|Type|Required|Restrictions|Title|description|
|---|---|---|---|---|---|
|» id|integer|true|none|The id|none|
|» owner|any|false|none||none|

*oneOf*

|Name|Type|Required|Restrictions|Title|description|
|---|---|---|---|---|---|
|»» *anonymous*|object|false|none||none|
|»»» name|string|true|none||none|

*xor*

|Name|Type|Required|Restrictions|Title|description|
|---|---|---|---|---|---|
|»» *anonymous*|null|false|none||none|

*continued*

|Name|Type|Required|Restrictions|Title|description|
|---|---|---|---|---|---|
|» seen|string(date-time)|false|read-only||none|

# Data Schema

<h2 id=\"tocS_Kind\">Kind</h2>

<a id=\"schemakind\"></a>

### Attribute

|Name|Type|Required|Restrictions|Title|Description|
|---|---|---|---|---|---|
|*anonymous*|integer|false|none||none|

#### Enum

|Name|Value|
|---|---|
|*anonymous*|1|
|*anonymous*|2|
";

fn operation(tree: &Value) -> &Value {
    &tree["paths"]["/stores/{store}/pets"]["post"]
}

#[test]
fn an_apifox_page_becomes_a_document() {
    let read = text("pets.md", ENGLISH);
    assert_eq!(read.entries[0].format, Format::Apifox);
    let tree = read.tree();
    assert_eq!(tree["info"], json!({"title": "Pets", "version": "1.0.0"}));
    assert_eq!(tree["servers"], json!([{"url": "https://api.pets.test", "description": "Live"}]));
    assert_eq!(tree["components"]["schemas"], json!({"Kind": {"type": "integer", "enum": [1, 2]}}));
    // Which operations need the scheme is not said.
    assert_eq!(tree["security"], json!([{"bearerAuth": []}, {}]));
    let operation = operation(&tree);
    assert_eq!(operation["operationId"], "addPet");
    assert_eq!(operation["summary"], "Add a pet");
    assert_eq!(operation["description"], "Adds one.");
    assert_eq!(operation["tags"], json!(["Store"]));
}

#[test]
fn parameters_and_bodies_come_from_one_table() {
    let tree = text("pets.md", ENGLISH).tree();
    let store = json!({"name": "store", "in": "path", "required": true,
        "schema": {"type": "integer", "format": "int64"}});
    let dry = json!({"name": "dry", "in": "query", "required": false, "description": "a | b",
        "schema": {"type": "boolean"}});
    assert_eq!(operation(&tree)["parameters"], json!([store, dry]));
    let body = json!({"required": true, "content": {"application/json": {
        "example": {"name": "Rex"},
        "schema": {"type": "object", "required": ["name"], "properties": {
            "name": {"type": "string", "description": "what | it is called", "enum": ["Rex", "Tom"]},
            "kind": {"$ref": "#/components/schemas/Kind"},
            "tags": {"type": "array", "nullable": true, "items": {"type": "string"}},
        }},
    }}});
    assert_eq!(operation(&tree)["requestBody"], body);
}

#[test]
fn variants_and_what_continues_behind_them_nest_by_their_marks() {
    let tree = text("pets.md", ENGLISH).tree();
    let content = &operation(&tree)["responses"]["200"]["content"]["application/json"];
    // The rows name an object; the example shows a list of them.
    let expected = json!({"type": "array", "items": {"type": "object", "required": ["id"],
    "properties": {
        "id": {"type": "integer", "title": "The id"},
        "owner": {"nullable": true, "oneOf": [
            {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
        ]},
        "seen": {"type": "string", "format": "date-time", "readOnly": true},
    }}});
    assert_eq!(content["schema"], expected);
    assert_eq!(content["example"], json!([{"id": 1}]));
}

#[test]
fn what_tables_leave_open_is_reported_at_its_row() {
    let read = text("pets.md", ENGLISH);
    assert_eq!(read.codes(), ["assumed-media-type", "table-reference"]);
    insta::assert_snapshot!(read.messages());
}

#[test]
fn a_property_is_shown_at_its_row() {
    let read = text("pets.md", ENGLISH);
    let tree = read.sources.tree(read.entries[0].document);
    let path =
        ["paths", "/stores/{store}/pets", "post", "requestBody", "content", "application/json"];
    let node = path.iter().chain(&["schema", "properties", "name", "type"]);
    let node = node.fold(tree, |node, key| node.get(key).unwrap());
    let place = read.sources.locate(&node.origin.into()).unwrap();
    assert_eq!((&ENGLISH[place.span.clone()], place.line), ("string", 39));
}

#[test]
fn columns_are_found_by_name_in_chinese_too() {
    let page = "# 项目\n\n## GET 查询\n\nGET /pets\n\n### 请求参数\n\n\
        |名称|位置|类型|必选|中文名|说明|\n|---|---|---|---|---|---|\n|id|query|string| 是 |编号|none|\n\n\
        ### 返回结果\n\n|状态码|状态码含义|说明|数据模型|\n|---|---|---|---|\n|200|[OK](x)|none|string|\n";
    let read = text("pets.md", page);
    let operation = read.tree()["paths"]["/pets"]["get"].clone();
    assert_eq!(operation["x-specwright-name"], "查询");
    assert_eq!(operation["parameters"][0]["required"], true);
    let content = &operation["responses"]["200"]["content"]["application/json"];
    assert_eq!(content["schema"], json!({"type": "string"}));
}

#[test]
fn widdershins_names_security_headers_and_media_types() {
    let page = "<h1 id=\"pets\">Pets v2.1</h1>\n\n# Authentication\n\n* API Key (key)\n    - Parameter Name: **X-Key**, in: header. \n\n\
        <h1 id=\"pets-store\">store</h1>\n\n## addPhoto\n\n<a id=\"opIdaddPhoto\"></a>\n\n> Code samples\n\n\
        ```shell\ncurl -X POST /photos -H 'Content-Type: multipart/form-data' -H 'Accept: text/plain'\n```\n\n\
        `POST /photos`\n\n*Add a photo*\n\nAny photo.\n\n<h3 id=\"p\">Parameters</h3>\n\n\
        |Name|In|Type|Required|Description|\n|---|---|---|---|---|\n|body|body|object|true|none|\n|» file|body|string(binary)|true|none|\n\n\
        <h3 id=\"r\">Responses</h3>\n\n|Status|Meaning|Description|Schema|\n|---|---|---|---|---|\n|200|[OK](x)|Done|string|\n|204|[No Content](x)|None|None|\n\n\
        ### Response Headers\n\n|Status|Header|Type|Format|Description|\n|---|---|---|---|---|\n|200|X-Rate|integer|int32|How often|\n\n\
        <aside class=\"warning\">\nTo perform this operation, you must be authenticated by means of one of the following methods:\nkey\n</aside>\n";
    let read = text("pets.md", page);
    assert_eq!(read.entries[0].format, Format::Widdershins);
    let tree = read.tree();
    assert_eq!((&tree["info"]["title"], &tree["info"]["version"]), (&json!("Pets"), &json!("2.1")));
    let operation = &tree["paths"]["/photos"]["post"];
    assert_eq!(
        (&operation["summary"], &operation["description"]),
        (&json!("Add a photo"), &json!("Any photo."))
    );
    assert_eq!(operation["security"], json!([{"key": []}]));
    assert!(operation["requestBody"]["content"].get("multipart/form-data").is_some());
    assert!(operation["responses"]["200"]["content"].get("text/plain").is_some());
    let rate = &operation["responses"]["200"]["headers"]["X-Rate"];
    assert_eq!(rate["schema"], json!({"type": "integer", "format": "int32"}));
    assert!(operation["responses"]["204"].get("content").is_none());
    let scheme = json!({"type": "apiKey", "name": "X-Key", "in": "header"});
    assert_eq!(tree["components"]["securitySchemes"]["key"], scheme);
}

#[test]
fn examples_that_are_none_are_reported_and_left_out() {
    let page = ENGLISH.replace("{\"name\": \"Rex\"}", "{\"name\": }");
    let read = text("pets.md", &page);
    assert!(read.codes().contains(&"page-example"));
    assert_eq!(
        operation(&read.tree())["requestBody"]["content"]["application/json"].get("example"),
        None
    );
}

/// A page of widdershins with one schema, by the rows of its tables and its example.
fn page(example: &str, tables: &str) -> String {
    format!(
        "<!-- Generator: Widdershins v4.0.1 -->\n\n<h1 id=\"t\">T v1</h1>\n\n## a\n\n`GET /a`\n\n\
         <h3 id=\"a-responses\">Responses</h3>\n\n|Status|Meaning|Description|Schema|\n\
         |---|---|---|---|\n|200|OK|Fine|[Pet](#schemapet)|\n\n# Schemas\n\n\
         <h2 id=\"tocS_Pet\">Pet</h2>\n\n```json\n{example}\n```\n\nA pet.\n\n### Properties\n\n{tables}"
    )
}

fn schema(example: &str, tables: &str) -> Value {
    let mut schema =
        text("pets.md", &page(example, tables)).tree()["components"]["schemas"]["Pet"].clone();
    assert_eq!(schema["description"], "A pet.", "without its example");
    schema.as_object_mut().unwrap().remove("description");
    schema
}

const HEAD: &str = "|Name|Type|Required|Restrictions|Description|\n|---|---|---|---|---|\n";

#[test]
fn a_row_with_the_title_of_an_item_is_no_property() {
    let rows = format!(
        "{HEAD}|tags|[object]|true|none|none|\n|» Tag|object|false|none|none|\n|»» id|string|true|none|none|\n"
    );
    let items = |example: &str| schema(example, &rows)["properties"]["tags"]["items"].clone();
    let titled = items(r#"{"tags": [{"id": "x"}]}"#);
    assert_eq!(titled["properties"], json!({"id": {"type": "string"}}));
    let named = items(r#"{"tags": [{"Tag": {"id": "x"}}]}"#);
    assert_eq!(named["properties"]["Tag"]["type"], "object");
}

#[test]
fn a_row_with_the_title_of_the_whole_is_the_whole() {
    let rows = format!("{HEAD}|Names|[string]|false|none|none|\n");
    assert_eq!(schema(r#"["x"]"#, &rows)["items"]["type"], "string");
    assert_eq!(schema(r#"{"Names": ["x"]}"#, &rows)["properties"]["Names"]["type"], "array");
    let rows = format!("{HEAD}|An address|string|false|none|none|\n");
    assert_eq!(schema(r#""x""#, &rows)["type"], "string");
}

#[test]
fn an_example_without_items_shows_no_list() {
    let rows = format!("{HEAD}|id|string|false|none|none|\n|name|string|false|none|none|\n");
    assert_eq!(schema("[]", &rows)["type"], "object");
    assert_eq!(schema(r#"[{"id": "x"}]"#, &rows)["items"]["type"], "object");
}

#[test]
fn the_parts_of_what_is_listed_are_those_of_its_items() {
    let parts = format!(
        "allOf\n\n{HEAD}|*anonymous*|object|false|none|none|\n|» tags|[object]|true|none|none|\n\
         |»» Tag|object|false|none|none|\n|»»» id|string|true|none|none|\n\nand\n\n\
         {HEAD}|*anonymous*|object|false|none|none|\n|» b|string|true|none|none|\n"
    );
    let listed = schema(r#"[{"tags": [{"id": "x"}], "b": "x"}]"#, &parts);
    assert_eq!(listed["type"], "array", "{listed:#}");
    let tags = &listed["items"]["allOf"][0]["properties"]["tags"];
    assert_eq!(tags["items"]["properties"], json!({"id": {"type": "string"}}), "{listed:#}");
    assert!(schema(r#"{"tags": [], "b": "x"}"#, &parts)["allOf"].is_array());
}

#[test]
fn a_base_has_the_discriminator_that_its_heirs_name() {
    let rows = format!(
        "{HEAD}|kind|string|true|none|none|\n\n<h2 id=\"tocS_Cat\">Cat</h2>\n\n### Properties\n\n\
         allOf - discriminator: Pet.kind\n\n\
         {HEAD}|*anonymous*|[Pet](#schemapet)|false|none|none|\n\nand\n\n\
         {HEAD}|*anonymous*|object|false|none|none|\n|» lives|integer|false|none|none|\n"
    );
    let page = page("{}", &rows);
    let schemas = &text("pets.md", &page).tree()["components"]["schemas"];
    assert_eq!(schemas["Pet"]["discriminator"], json!({"propertyName": "kind"}), "{schemas:#}");
    assert_eq!(schemas["Cat"]["allOf"][0], json!({"$ref": "#/components/schemas/Pet"}));
}

#[test]
fn an_example_shows_that_a_body_or_a_schema_is_a_list() {
    let page = page(r#"{"id": 1}"#, &format!("{HEAD}|id|integer|true|none|none|\n"));
    let body = |example: &str| {
        let parameters = format!(
            "> Body parameter\n\n```json\n{example}\n```\n\n<h3 id=\"a-parameters\">Parameters</h3>\n\n\
             |Name|In|Type|Required|Description|\n|---|---|---|---|---|\n\
             |body|body|[Pet](#schemapet)|true|none|\n\n<h3 id=\"a-responses\">"
        );
        let page = page.replace("`GET /a`", "`POST /a`");
        let tree = text("pets.md", &page.replace("<h3 id=\"a-responses\">", &parameters)).tree();
        let body = &tree["paths"]["/a"]["post"]["requestBody"];
        body["content"]["application/json"]["schema"].clone()
    };
    let pet = json!({"$ref": "#/components/schemas/Pet"});
    assert_eq!(body(r#"{"id": 1}"#), pet);
    assert_eq!(body(r#"[{"id": 1}]"#), json!({"type": "array", "items": pet}));
    assert_eq!(schema("[0]", "*None*\n")["type"], "array");
}

#[test]
fn of_a_schema_without_rows_an_example_shows_that_it_is_an_object() {
    assert_eq!(schema("{}", "*None*\n"), json!({"type": "object"}));
    assert_eq!(schema("null", "*None*\n"), json!({}));
}

#[test]
fn variants_may_be_marked_without_stars_and_have_titles() {
    let variants = format!(
        "oneOf\n\n{HEAD}|*anonymous*|object|false|none|none|\n|» a|string|true|none|none|\n\nxor\n\n\
         {HEAD}|Other|object|false|none|none|\n|» b|string(hex (32 bytes))|true|none|none|\n"
    );
    let found = schema("{}", &variants);
    assert_eq!(found["oneOf"][0]["required"], json!(["a"]), "{found:#}");
    assert_eq!(found["oneOf"][1]["properties"]["b"]["format"], "hex (32 bytes)");
    assert_eq!(found["oneOf"][1]["title"], "Other");
}

#[test]
fn a_row_with_the_title_of_all_variants_is_no_property() {
    let variants = format!(
        "{HEAD}|Woof|any|false|none|A dog.|\n\nallOf\n\n{HEAD}|*anonymous*|object|false|none|none|\n\
         |» bark|string|true|none|none|\n\nand\n\n{HEAD}|*anonymous*|object|false|none|none|\n\
         |» breed|string|true|none|none|\n"
    );
    let read = |example: &str| {
        let tree = text("pets.md", &page(example, &variants)).tree();
        tree["components"]["schemas"]["Pet"].clone()
    };
    let titled = read(r#"{"bark": "x", "breed": "y"}"#);
    assert_eq!((&titled["properties"], &titled["description"]), (&Value::Null, &json!("A dog.")));
    assert_eq!(titled["allOf"][1]["required"], json!(["breed"]), "{titled:#}");
    let named = read(r#"{"Woof": 1, "bark": "x", "breed": "y"}"#);
    assert_eq!(named["properties"]["Woof"]["description"], "A dog.", "{named:#}");
}

#[test]
fn a_path_that_a_document_has_with_a_query_keeps_it() {
    let page = |path: &str| {
        format!(
            "## a\n\n`GET {path}`\n\n<h3 id=\"a-responses\">Responses</h3>\n\n\
             |Status|Meaning|Description|Schema|\n|---|---|---|---|\n|200|OK|Fine|None|\n\n"
        )
    };
    let pages = format!("{}{}", page("/a?comp=list"), page("/a?comp=acl"));
    let tree = text("a.md", &pages).tree();
    assert_eq!(tree["paths"].as_object().unwrap().len(), 2, "{tree:#}");
}

#[test]
fn a_document_that_an_operation_answers_is_not_the_document_of_the_page() {
    let answer = r#"{"openapi": "3.0.0", "info": {"title": "Other", "version": "1"}, "paths": {}}"#;
    let page = page("{}", "*None*\n");
    for title in ["200 Response", "What was found"] {
        let shown =
            format!("> Example responses\n\n> {title}\n\n```json\n{answer}\n```\n\n<h3 id=\"a-");
        let tree = text("a.md", &page.replacen("<h3 id=\"a-", &shown, 1)).tree();
        assert_eq!(tree["info"]["title"], "T", "{tree:#}");
    }
    let described = page.replace("`GET /a`", &format!("`GET /a`\n\n```json\n{answer}\n```"));
    assert_eq!(text("a.md", &described).tree()["info"]["title"], "Other");
}

#[test]
fn names_types_and_values_may_stand_in_backticks() {
    let page = "# T\n\n## a\n\n`POST /a`\n\n|Name|In|Type|Required|Description|\n|---|---|---|---|---|\n\
        |`kind`|query|`string`|false|A `kind`|\n|`body`|body|object|true|none|\n|`» file`|body|string|true|none|\n\n\
        #### Enumerated Values\n\n|Parameter|Value|\n|---|---|\n|`kind`|`one`|\n\n\
        |Status|Meaning|Description|Schema|\n|---|---|---|---|\n|`200`|OK|Fine|None|\n";
    let operation = &text("pets.md", page).tree()["paths"]["/a"]["post"];
    let kind = json!({"name": "kind", "in": "query", "required": false, "description": "A `kind`",
        "schema": {"type": "string", "enum": ["one"]}});
    assert_eq!(operation["parameters"], json!([kind]));
    let content = operation["requestBody"]["content"].as_object().unwrap().values().next().unwrap();
    assert_eq!(content["schema"]["properties"], json!({"file": {"type": "string"}}));
}

/// The responses of a page with this table of them.
fn responses(table: &str) -> Value {
    let page = format!("# T\n\n## a\n\n`GET /a`\n\n{table}");
    text("pets.md", &page).tree()["paths"]["/a"]["get"]["responses"].clone()
}

#[test]
fn a_row_goes_on_until_it_has_its_last_bar() {
    let head = "|Status|Meaning|Description|Schema|\n|---|---|---|---|\n";
    let rows = "|200|OK|It went\nwell.\n\nNot always.|string|\n|404|Not Found|Gone\naway|integer|\n|500|Bad|No|None|\n";
    let read = responses(&format!("{head}{rows}\nProse.\n"));
    assert_eq!(read["200"]["description"], "It went\nwell.\n\nNot always.");
    assert_eq!(read["200"]["content"]["application/json"]["schema"]["type"], "string");
    assert_eq!(read["404"]["description"], "Gone\naway");
    assert_eq!(read["404"]["content"]["application/json"]["schema"]["type"], "integer");
    assert_eq!(read["500"].get("content"), None);
    // A row that never ends goes no further than its paragraph.
    let read = responses(&format!("{head}|200|OK|Fine|None\n\n<aside>a|b|</aside>\n\n|x|\n"));
    assert_eq!(read, json!({"200": {"description": "Fine"}}));
}

#[test]
fn responses_without_a_column_of_schemas_have_no_bodies() {
    let read =
        responses("Status|Meaning|Description\n---|---|---|\n200|OK|Fine\ndefault|Default|Bad\n");
    assert_eq!(read, json!({"200": {"description": "Fine"}, "default": {"description": "Bad"}}));
}

#[test]
fn a_row_without_a_mark_is_a_property_where_the_example_has_it() {
    let schema = |example: &str| {
        let read = responses(&format!(
            "> Example responses\n\n> 200 Response\n\n```json\n{example}\n```\n\n\
             |Status|Meaning|Description|Schema|\n|---|---|---|---|\n|200|OK|Fine|Inline|\n\n\
             Status Code **200**\n\n{HEAD}|data|string|true|none|none|\n"
        ));
        read["200"]["content"]["application/json"]["schema"].clone()
    };
    assert_eq!(schema("\"x\"")["type"], "string");
    assert_eq!(schema("")["type"], "object", "what is required is a part");
    assert_eq!(schema(r#"{"page": 1}"#)["type"], "object", "no string is an object");
    let object = schema(r#"{"data": "x"}"#);
    assert_eq!(object["properties"], json!({"data": {"type": "string"}}));
    assert_eq!(object["required"], json!(["data"]));
}

const FINE: &str = "|Status|Meaning|Description|Schema|\n|---|---|---|---|\n";

#[test]
fn schemas_have_ids_without_an_underscore_in_older_pages() {
    let rows = format!("{HEAD}|id|string|mandatory|none|none|\n");
    let page = page("{}", &rows).replace("<h2 id=\"tocS_Pet\">", "<h2 class=\"x\" id=\"tocSpet\">");
    let pet = &text("pets.md", &page).tree()["components"]["schemas"]["Pet"];
    assert_eq!(pet["required"], json!(["id"]));
}

#[test]
fn a_list_may_be_escaped_or_said_in_words() {
    let types =
        ["\\[[Pet](#schemapet)\\]", "array of [Pet](#schemapet)", "[[Pet](x.md#schemapet)]"];
    for cell in types {
        let read = responses(&format!(
            "{FINE}|200|OK|Fine|{cell}|\n\n# Schemas\n\n<h2 id=\"tocS_Pet\">Pet</h2>\n\n{HEAD}|id|string|true|none|none|\n"
        ));
        let expected = json!({"type": "array", "items": {"$ref": "#/components/schemas/Pet"}});
        assert_eq!(read["200"]["content"]["application/json"]["schema"], expected, "{cell}");
    }
    let read = responses(&format!("{FINE}|200|OK|Fine|array(uuid)|\n"));
    let expected = json!({"type": "array", "items": {"type": "string", "format": "uuid"}});
    assert_eq!(read["200"]["content"]["application/json"]["schema"], expected);
}

#[test]
fn a_link_may_name_a_schema_with_a_space() {
    let page = page("{}", &format!("{HEAD}|id|string|true|none|none|\n"))
        .replace("[Pet](#schemapet)", "[A Pet](#schemaa pet)")
        .replace("tocS_Pet\">Pet", "tocS_A Pet\">A Pet");
    let read = text("pets.md", &page);
    let content = &read.tree()["paths"]["/a"]["get"]["responses"]["200"]["content"];
    assert_eq!(content["application/json"]["schema"]["$ref"], "#/components/schemas/A Pet");
}

#[test]
fn a_link_may_name_a_schema_with_brackets() {
    let section = page("{}", &format!("{HEAD}|id|string|true|none|none|\n"))
        .replace("tocS_Pet\">Pet", "tocS_T.List[T.Pet]\">T.List[T.Pet]");
    let link = "[T.List[T.Pet]](#schemat.list[t.pet])";
    let reference = json!({"$ref": "#/components/schemas/T.List[T.Pet]"});
    let list = json!({"type": "array", "items": reference});
    for (cell, schema) in [(link, reference), (&*format!("[{link}]"), list)] {
        let read = text("pets.md", &section.replace("[Pet](#schemapet)", cell));
        let content = &read.tree()["paths"]["/a"]["get"]["responses"]["200"]["content"];
        assert_eq!(content["application/json"]["schema"], schema);
    }
}

#[test]
fn a_link_may_lead_to_the_schemas_of_another_page() {
    struct Others;
    impl Beside for Others {
        fn has_schema(&self, link: &str, name: &str) -> bool {
            (link, name) == ("schemas.md", "Pet")
        }
    }
    let page = page("{}", "");
    let (page, _) = page.split_once("# Schemas").unwrap();
    let read = |link: &str| {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let bytes = page.replace("[Pet](#schemapet)", link).into();
        let input = Input { path: "pets.md".into(), bytes };
        let entries = read_beside(&mut sources, input, &Others, &mut diagnostics);
        let tree = sources.tree(entries[0].document).to_json();
        let content = &tree["paths"]["/a"]["get"]["responses"]["200"]["content"];
        let missing = diagnostics.iter().filter(|d| d.code.name == "table-reference").count();
        (content["application/json"]["schema"].clone(), missing)
    };
    let there = json!({"$ref": "schemas.md#/components/schemas/Pet"});
    assert_eq!(read("[Pet](schemas.md#schemapet)"), (there.clone(), 0));
    assert_eq!(
        read("[[Pet](schemas.md#schemapet)]"),
        (json!({"type": "array", "items": there}), 0)
    );
    assert_eq!(read("[Cat](schemas.md#schemacat)"), (json!({}), 1));
    assert_eq!(read("[Pet](other.md#schemapet)"), (json!({}), 1));
}

#[test]
fn rows_say_more_than_the_name_of_a_schema_that_is_not_there() {
    let read = responses(&format!(
        "{FINE}|200|OK|Fine|array of [Pet](schemas.md#pet)|\n\nStatus code 200\n{HEAD}\
         |`[array item]`|array|false|||\n|`» id`|string|true|||\n"
    ));
    let schema = &read["200"]["content"]["application/json"]["schema"];
    assert_eq!(schema["items"]["properties"], json!({"id": {"type": "string"}}));
}

#[test]
fn the_title_may_stand_right_below_the_generators_comment() {
    let page = page("{}", HEAD).replace("-->\n\n<h1", "-->\n<h1");
    assert_eq!(text("pets.md", &page).tree()["info"]["title"], "T");
}

#[test]
fn headings_run_into_tables_and_arrows_mark_levels() {
    let page = format!(
        "# T\n\n## a\n\n`GET /a`\n\n{FINE}|200|OK|Fine|[Pet](#schemapet)|\n\n# Schemas\n\n## Pet\n\n### Properties\n\n\
         PropertiesName | Type | Required | Restrictions | Description\n---|---|---|---|---\n\
         owner | object | Required | none | none\n↳ id | string | Optional | none | none\n\n\
         ## Vet\n\n### Properties\n\n|Key|Kind|\n|---|---|\n|id|string|\n"
    );
    let read = text("pets.md", &page);
    let schemas = &read.tree()["components"]["schemas"];
    assert_eq!(schemas["Pet"]["required"], json!(["owner"]));
    let owner = json!({"type": "object", "properties": {"id": {"type": "string"}}});
    assert_eq!(schemas["Pet"]["properties"]["owner"], owner);
    assert_eq!(schemas["Vet"], json!({}));
    assert_eq!(read.codes(), ["assumed-media-type", "table-loss"]);
}

#[test]
fn a_table_of_meanings_is_one_of_responses_if_it_begins_with_a_status() {
    let table = "|Status|Meaning|\n|---|---|\n|active|Runs|";
    let page =
        format!("# T\n\n## a\n\n`GET /a`\n\n{table}\n\nMore.\n\n{FINE}|204|None|Done|None|\n");
    let read = text("pets.md", &page);
    assert_eq!(read.tree()["paths"]["/a"]["get"]["description"], format!("{table}\n\nMore."));
    assert_eq!(read.codes(), [""; 0]);
}

#[test]
fn a_format_that_is_written_twice_is_one() {
    let format = |cell: &str| {
        let read = responses(&format!("{FINE}|200|OK|Fine|{cell}|\n"));
        read["200"]["content"]["application/json"]["schema"]["format"].clone()
    };
    assert_eq!(format("string(iso-639-1)(iso-639-1)"), "iso-639-1");
    assert_eq!(format("string(([0-9]).([0-9])([a-f]))"), "([0-9]).([0-9])([a-f])");
}
