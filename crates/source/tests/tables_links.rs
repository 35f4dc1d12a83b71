//! What names and links in the cells of pages of tables lead to.

mod common;

use common::tables::{FINE, HEAD, page, responses};
use common::text;
use serde_json::json;
use specwright_diagnostics::{Diagnostics, Sources};
use specwright_source::{Beside, Input, read_beside};

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
