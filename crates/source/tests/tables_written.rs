//! Pages of tables that an editor has written anew: with other marks of emphasis, and backslashes
//! before signs that would be Markdown.

mod common;

use common::text;
use serde_json::json;

const PAGE: &str = r##"# T

## get\_\_pets

> Code samples

`GET /pets`

| Name        | In    | Type   | Required | Description |
| ----------- | ----- | ------ | -------- | ----------- |
| sort\_by    | query | string | false    | By what     |
| \_page      | query | integer | false   | none        |

#### Detailed descriptions

**sort_by**: By what
they are in order

#### Enumerated Values

| Parameter | Value  |
| --------- | ------ |
| sort\_by  | \_name |
| sort\_by  | a.b    |

> Example responses

> 200 Response

```json
[{ "_id": 1, "owner": {} }]
```

| Status | Meaning          | Description | Schema |
| ------ | ---------------- | ----------- | ------ |
| 200    | [OK](https://t.test) | Fine    | Inline |

### Response Schema

Status Code **200**

| Name        | Type                | Required | Restrictions | Description |
| ----------- | ------------------- | -------- | ------------ | ----------- |
| _anonymous_ | [[Pet](#schemapet)] | false    | none         | none        |
| » \_id      | integer             | true     | none         | a \_b       |
| » owner     | object              | false    | none         | none        |

_allOf - discriminator: kind_

| Name           | Type   | Required | Restrictions | Description |
| -------------- | ------ | -------- | ------------ | ----------- |
| »» _anonymous_ | object | false    | none         | none        |
| »»» name       | string | false    | none         | none        |

_and_

| Name           | Type   | Required | Restrictions | Description |
| -------------- | ------ | -------- | ------------ | ----------- |
| »» _anonymous_ | object | false    | none         | none        |
| »»» kind       | string | false    | none         | none        |

_continued_

| Name     | Type   | Required | Restrictions | Description |
| -------- | ------ | -------- | ------------ | ----------- |
| » \*name | string | false    | none         | none        |
"##;

#[test]
fn names_are_read_as_markdown_shows_them() {
    let read = text("pets.md", PAGE);
    let get = &read.tree()["paths"]["/pets"]["get"];
    assert_eq!(get.get("summary").or(get.get("x-specwright-name")), None);
    let parameter = json!({
        "name": "sort_by", "in": "query", "required": false,
        "description": "By what\nthey are in order",
        "schema": {"type": "string", "enum": ["_name", "a.b"]},
    });
    assert_eq!(get["parameters"][0], parameter);
    assert_eq!(get["parameters"][1]["name"], "_page");
    let schema = &get["responses"]["200"]["content"]["application/json"]["schema"]["items"];
    assert_eq!(schema["required"], json!(["_id"]));
    let properties = schema["properties"].as_object().unwrap();
    assert_eq!(properties.keys().collect::<Vec<_>>(), ["_id", "owner", "*name"]);
    let of = |name: &str| json!({"type": "object", "properties": {name: {"type": "string"}}});
    let parts = &properties["owner"]["allOf"];
    assert_eq!(parts, &json!([of("name"), of("kind")]));
    assert_eq!(read.codes(), ["table-reference"]);
}

#[test]
fn parts_may_be_called_so_in_emphasis() {
    let page = "# T\n\n### PUT `/a`\n\nProse.\n\n> Payload\n\n```json\n{\"id\": 1}\n```\n\n*Parameters*\n\n\
        |Name|In|Type|Required|Description|\n|---|---|---|---|---|\n|q|query|string|false|none|\n\n\
        *Enumerated Values*\n\n|Parameter|Value|\n|---|---|\n|q|a|\n\n**Example responses:**\n\n\
        200 Response\n\n```json\n\"string\"\n```\n\n__Responses__\n\n|Status|Meaning|Description|Schema|\n\
        |---|---|---|---|\n|200|OK|Fine|string|\n";
    let read = text("pets.md", page);
    let put = &read.tree()["paths"]["/a"]["put"];
    assert_eq!(put["description"], "Prose.");
    assert_eq!(put["parameters"][0]["schema"]["enum"], json!(["a"]));
    assert_eq!(put["requestBody"]["content"]["application/json"]["example"], json!({"id": 1}));
    let expected = json!({"schema": {"type": "string"}, "example": "string"});
    assert_eq!(put["responses"]["200"]["content"]["application/json"], expected);
    assert_eq!(read.codes(), ["table-loss"]);
}

#[test]
fn a_heading_says_the_method_in_either_style() {
    let page = "# T\n\n# PUT Feeds all\n\n`PUT /a`\n\n|Status|Meaning|Description|Schema|\n\
        |---|---|---|---|\n|204|None|Fine|None|\n";
    assert_eq!(text("pets.md", page).tree()["paths"]["/a"]["put"]["summary"], "Feeds all");
}

#[test]
fn parameters_without_a_place_are_in_the_path_or_the_query() {
    let page = "# T\n\n## a\n\n`GET /pets/{id}/:kind`\n\n### Parameters\n\n|Name|Type|Required|Description|\n\
        |---|---|---|---|\n|id|integer|true|none|\n|kind|string|true|none|\n|page|integer|false|Which|\n\n\
        #### Enumerated Values\n\n|Parameter|Value|\n|---|---|\n|kind|cat|\n\n\
        |Status|Meaning|Description|Schema|\n|---|---|---|---|\n|200|OK|Fine|None|\n";
    let read = text("pets.md", page);
    let get = &read.tree()["paths"]["/pets/{id}/{kind}"]["get"];
    let parameters = json!([
        {"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}},
        {"name": "kind", "in": "path", "required": true, "schema": {"type": "string", "enum": ["cat"]}},
        {"name": "page", "in": "query", "required": false, "description": "Which", "schema": {"type": "integer"}},
    ]);
    assert_eq!(get["parameters"], parameters);
    assert_eq!((read.codes(), read.place().0), (vec!["table-loss"], 9));
}

#[test]
fn the_item_of_a_list_may_be_called_none() {
    for none in ["*None*", "_None_"] {
        let page = format!(
            "# T\n\n## a\n\n`GET /pets`\n\nStatus | Meaning | Description | Schema\n---|---|---|---\n\
             200 | OK | Fine | Inline\n\nStatus Code **200**\n\nName | Type | Description\n---|---|---\n\
             » list | array | none\n»» {none} | object | One\n»»» id | integer | none\n"
        );
        let get = &text("pets.md", &page).tree()["paths"]["/pets"]["get"];
        let schema = &get["responses"]["200"]["content"]["application/json"]["schema"];
        let items = json!({"type": "object", "description": "One", "properties": {"id": {"type": "integer"}}});
        assert_eq!(schema["properties"]["list"], json!({"type": "array", "items": items}));
    }
}
