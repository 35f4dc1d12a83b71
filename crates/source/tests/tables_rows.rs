//! How rows and cells are written on pages of tables.

mod common;

use common::tables::{FINE, HEAD, responses};
use common::text;
use serde_json::json;

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
