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
