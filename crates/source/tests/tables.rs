//! Pages of tables.

mod common;

use common::tables::{HEAD, page};
use common::text;
use serde_json::{Value, json};
use specwright_source::Format;

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
fn the_title_may_stand_right_below_the_generators_comment() {
    let page = page("{}", HEAD).replace("-->\n\n<h1", "-->\n<h1");
    assert_eq!(text("pets.md", &page).tree()["info"]["title"], "T");
}
