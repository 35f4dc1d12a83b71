//! Schemas on pages of tables: what their rows, parts and examples make of them.

mod common;

use common::tables::{FINE, HEAD, page};
use common::text;
use serde_json::{Value, json};

fn schema(example: &str, tables: &str) -> Value {
    let mut schema =
        text("pets.md", &page(example, tables)).tree()["components"]["schemas"]["Pet"].clone();
    assert_eq!(schema["description"], "A pet.", "without its example");
    schema.as_object_mut().unwrap().remove("description");
    schema
}

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
fn schemas_have_ids_without_an_underscore_in_older_pages() {
    let rows = format!("{HEAD}|id|string|mandatory|none|none|\n");
    let page = page("{}", &rows).replace("<h2 id=\"tocS_Pet\">", "<h2 class=\"x\" id=\"tocSpet\">");
    let pet = &text("pets.md", &page).tree()["components"]["schemas"]["Pet"];
    assert_eq!(pet["required"], json!(["id"]));
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
