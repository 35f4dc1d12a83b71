//! What pages of tables leave out, or say elsewhere than readers look: it is found, or reported.

mod common;

use common::text;
use serde_json::json;

/// A page with one operation, which answers as the table says.
fn page(above: &str, row: &str, below: &str) -> String {
    format!(
        "# T\n\n# Pets\n\n## getPets\n\n`GET /pets`\n\n{above}\n\n### Responses\n\n\
         |Status|Meaning|Description|Schema|\n|---|---|---|---|\n{row}\n\n{below}\n"
    )
}

#[test]
fn columns_are_known_by_what_editors_call_them_too() {
    let above = "### Parameters\n\n|名称|位置|类型|必填|描述|Default|\n|---|---|---|---|---|---|\n\
        |**limit**|query|**integer**|是|how many|10|";
    let read = text("a.md", &page(above, "|200|OK|fine|None|", ""));
    let limit = &read.tree()["paths"]["/pets"]["get"]["parameters"][0];
    assert_eq!(limit["name"], "limit");
    assert_eq!(limit["required"], true);
    assert_eq!(limit["description"], "how many");
    assert_eq!(limit["schema"]["type"], "integer");
    assert!(read.messages().contains("nothing is known about a column of this name"));
    assert_eq!((read.codes(), read.place()), (vec!["table-loss"], (11, 17)));
}

#[test]
fn names_may_be_bold() {
    let below = "### Response Schema\n\nStatus Code **200**\n\n|Name|Type|Required|\n|---|---|---|\n\
        |**id**|object|true|\n|» **deep**|string|false|\n|**additionalProperties**|string|false|";
    let read = text("a.md", &page("", "|200|OK|fine|Inline|", below));
    let schema = &read.tree()["paths"]["/pets"]["get"]["responses"]["200"]["content"]["application/json"]
        ["schema"];
    assert_eq!(schema["properties"]["id"]["properties"]["deep"]["type"], "string");
    assert_eq!(schema["additionalProperties"]["type"], "string");
    assert_eq!(schema["required"], json!(["id"]));
}

#[test]
fn a_callback_is_no_operation_and_what_stands_behind_it_is_of_its_owner() {
    let callback = |name: &str| {
        format!(
            "#### {name}\n\n**{{$request.body#/url}}**\n\n## {name}\n\n`GET /pets`\n\n\
             ### Responses\n\n|Status|Meaning|Description|Schema|\n|---|---|---|---|\n\
             |200|OK|got it|None|\n\n<aside class=\"success\">\n\
             This operation does not require authentication\n</aside>\n\n"
        )
    };
    let closed = "<aside class=\"warning\">\nTo perform this operation, you must be authenticated \
        by means of one of the following methods:\nkey\n</aside>\n";
    let scheme = "# Authentication\n\n* API Key (key)\n    - Parameter Name: **k**, in: query. \n";
    let below = format!("### Callbacks\n\n{}{}{closed}", callback("added"), callback("gone"));
    let page =
        page("", "|200|OK|fine|None|", &below).replacen("# T\n", &format!("# T\n\n{scheme}"), 1);
    let read = text("a.md", &page);
    let operation = &read.tree()["paths"]["/pets"]["get"];
    assert_eq!(operation["responses"]["200"]["description"], "fine");
    assert_eq!(operation["security"], json!([{"key": []}]));
    assert_eq!(read.codes(), ["table-loss"], "{}", read.messages());
    let said = read.messages();
    assert!(said.contains("a callback is described here") && said.contains("one more place"));
}

/// The section of a schema with this example, and with a row for each of these names.
fn schema(name: &str, example: &str, names: &[&str]) -> String {
    let rows: String =
        names.iter().map(|name| format!("|{name}|string|true|none|none|\n")).collect();
    let table = match names {
        [] => "*None*\n".to_owned(),
        _ => {
            format!("|Name|Type|Required|Restrictions|Description|\n|---|---|---|---|---|\n{rows}")
        }
    };
    format!(
        "<h2 id=\"tocS_{name}\">{name}</h2>\n\n```json\n{example}\n```\n\nA {name}\n\n\
         ### Properties\n\n{table}\n"
    )
}

#[test]
fn a_schema_without_a_table_is_the_one_with_its_example() {
    let fault = "{\n  \"why\": \"string\"\n}";
    let schemas = [
        schema("Gone", fault, &[]),
        schema("Fault", fault, &["why"]),
        schema("One", "{\"a\": \"string\"}", &["a"]),
        schema("Other", "{\"a\": \"string\"}", &["a"]),
        schema("Either", "{\"a\": \"string\"}", &[]),
        schema("Empty", "{}", &[]),
    ];
    let below = format!("# Schemas\n\n{}", schemas.concat());
    let read = text("a.md", &page("", "|404|No|gone|[Gone](#schemagone)|", &below));
    let schemas = &read.tree()["components"]["schemas"];
    let alias = json!({"allOf": [{"$ref": "#/components/schemas/Fault"}], "description": "A Gone"});
    assert_eq!(schemas["Gone"], alias);
    assert_eq!(schemas["Either"], json!({"type": "object", "description": "A Either"}));
    let said = read.messages();
    assert!(
        said.contains("the schema is read as the one whose example is the same here\n"),
        "{said}"
    );
    assert!(said.contains("any properties are accepted here\n"), "{said}");
}

#[test]
fn properties_that_only_an_example_shows_are_missed_aloud() {
    let above = "> Body parameter\n\n```json\n{\"name\": \"string\"}\n```\n\n### Parameters\n\n\
        |Name|In|Type|Required|Description|\n|---|---|---|---|---|\n|body|body|object|true|none|\n\n\
        > Example responses\n\n> 200 Response\n\n```json\n[{\"id\": 1}]\n```";
    let read = text("a.md", &page(above, "|200|OK|fine|Inline|", ""));
    assert_eq!(read.codes(), ["table-loss"]);
    assert!(read.messages().contains("and in one more place"), "{}", read.messages());
    let empty = above.replace("{\"name\": \"string\"}", "{}").replace("{\"id\": 1}", "1");
    assert!(text("a.md", &page(&empty, "|200|OK|fine|Inline|", "")).codes().is_empty());
}

#[test]
fn a_body_that_is_shown_is_one_whatever_its_cell_says() {
    let above = "> Example responses\n\n> 400 Response\n\n```json\n[1]\n```\n\n\
        > 204 Response\n\n```json\n{}\n```";
    let rows = "|400|Bad|wrong|None|\n|204|No|fine|None|\n|404|No|gone|None|";
    let tree = text("a.md", &page(above, rows, "")).tree();
    let responses = &tree["paths"]["/pets"]["get"]["responses"];
    assert_eq!(responses["400"]["content"]["application/json"]["schema"]["type"], "array");
    assert!(responses["204"].get("content").is_none());
    assert!(responses["404"].get("content").is_none());
}

#[test]
fn tables_without_an_endpoint_say_what_is_missing() {
    let page = page("", "|200|OK|fine|None|", "").replace("`GET /pets`", "Pets");
    let read = text("a.md", &page);
    assert_eq!((read.codes(), read.place().0), (vec!["no-api"], 13));
    assert!(read.messages().contains("no line says of which"));
    let alone = format!("# Schemas\n\n{}", schema("Pet", "{}", &["id"]));
    let read = text("a.md", &alone);
    assert_eq!(read.codes(), ["no-api"]);
    assert!(read.messages().contains("sections of schemas, and none of an operation"));
}

#[test]
fn an_endpoint_may_stand_in_a_fence_with_its_headers() {
    for fence in ["GET /pets", "GET /pets HTTP/1.1\nAccept: application/json\n"] {
        let below = "#### Code samples\n\n<div>\n\n```shell\ncurl\n```\n\n</div>";
        let page = page("", "|200|OK|fine|None|", below)
            .replace("`GET /pets`", &format!("```\n{fence}\n```\n\nAll."));
        let read = text("a.md", &page);
        let operation = &read.tree()["paths"]["/pets"]["get"];
        assert_eq!(operation["responses"]["200"]["description"], "fine");
        assert_eq!(operation["description"], "All.");
        assert_eq!(operation["x-specwright-name"], "getPets");
    }
    let sample = "```\nGET /pets HTTP/1.1\n\n{}\n```";
    let page = page("", "|200|OK|fine|None|", "").replace("`GET /pets`", sample);
    assert_eq!(text("a.md", &page).codes(), ["no-api"]);
}

#[test]
fn headings_may_be_translated_in_other_words() {
    let page = "# Pets\n\n## GET All pets\n\nGET /pets\n\n### Request Parameters\n\n\
        |Name|Type|Required|Description|\n|---|---|---|---|\n|size|string|Yes|how many|\n\n\
        > Response Example\n\n> 200 Response\n\n```json\n[1]\n```\n\n### Response\n\n\
        |Status Code|Status Code Description|Description|Data Model|\n|---|---|---|---|\n\
        |200|[OK](https://a.test)|fine|Inline|\n|404|No|gone|[Pet](#schemapet)|\n\n\
        ### Response Data Structure\n\n## Data Models\n\n<a id=\"schemapet\"></a>\n### PetRecord\n\n|Name|Type|Description|\n|---|---|---|\n|id|string(int64)|which|\n";
    let tree = text("a.md", page).tree();
    let get = &tree["paths"]["/pets"]["get"];
    assert_eq!(get["parameters"][0]["name"], "size");
    assert_eq!(get["parameters"][0]["in"], "query");
    assert_eq!(get["parameters"][0]["required"], true);
    let response = &get["responses"]["200"];
    assert_eq!(response["description"], "fine");
    assert_eq!(response["content"]["application/json"]["example"], json!([1]));
    let pet = &get["responses"]["404"]["content"]["application/json"]["schema"];
    assert_eq!(*pet, json!({"$ref": "#/components/schemas/PetRecord"}));
    assert_eq!(tree["components"]["schemas"]["PetRecord"]["properties"]["id"]["type"], "string");
}
