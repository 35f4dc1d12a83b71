//! Where on a page of tables its servers, operations and schemas stand.

mod common;

use common::tables::{FINE, HEAD};
use common::text;
use serde_json::json;
use specwright_diagnostics::{Diagnostics, Sources};
use specwright_source::{Input, read_schemas};

#[test]
fn operations_may_stand_below_headings_of_any_level() {
    let page = format!(
        "# T\n\n## store\n\nSells.\n\n### a\n\n> Code samples\n\n`GET /a`\n\n#### Responses\n\n{FINE}|200|OK|Fine|[Pet](#schemapet)|\n\n\
         This operation does not require authentication\n\n\
         ### b\n\n`GET /b`\n\nA line such as this is prose:\n\n`GET /b?x=1`\n\n#### Responses\n\n{FINE}|204|None|Done|None|\n\n\
         ## users\n\n### c\n\n`GET /c`\n\n{FINE}|204|None|Done|None|\n\n\
         ## Schemas\n\n### Pet\n\n```json\n{{}}\n```\n\n#### Properties\n\n{HEAD}|id|string|true|none|none|\n"
    );
    let tree = text("pets.md", &page).tree();
    let paths: Vec<&String> = tree["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths, ["/a", "/b", "/c"]);
    assert_eq!(tree["info"], json!({"title": "T", "version": "1.0.0"}));
    let get = &tree["paths"]["/a"]["get"];
    assert_eq!((&get["tags"], &get["security"]), (&json!(["store"]), &json!([])));
    assert_eq!(tree["paths"]["/c"]["get"]["tags"], json!(["users"]));
    assert_eq!(tree["components"]["schemas"]["Pet"]["required"], json!(["id"]));
    let page = format!("# Add a pet\n\n`POST /pets`\n\n{FINE}|204|None|Done|None|\n");
    assert_eq!(text("pets.md", &page).tree()["paths"]["/pets"]["post"]["summary"], "Add a pet");
}

#[test]
fn the_heading_of_an_operation_is_the_one_nearest_to_its_endpoint() {
    let page = |title: &str, tag: &str, name: &str, rest: &str| {
        let page = format!(
            "{title}\n\n> Scroll down.\n\nAll of it.\n\nBase URLs:\n\n* https://t.test\n\n{tag}\n\n{name}\n\n\
             <a id=\"opIdprobe\"></a>\n\n> Code samples\n\n`GET /probe`\n\n{rest} Responses\n\n{FINE}|200|OK|Fine|None|\n"
        );
        text("pets.md", &page).tree()
    };
    let info = json!({"title": "T", "version": "1.2", "description": "All of it."});
    for (title, tag, name, rest) in [
        ("<h1 id=\"t\">T v1.2</h1>", "## Health", "### Probe", "####"),
        ("<h2 id=\"t\">T v1.2</h2>", "<h3 id=\"t-health\">Health</h3>", "#### Probe", "####"),
        ("<!-- Made -->\n\n# Guide\n## T v1.2", "## Health", "### Probe", "####"),
    ] {
        let tree = page(title, tag, name, rest);
        let get = &tree["paths"]["/probe"]["get"];
        assert_eq!((&get["operationId"], &get["summary"]), (&json!("probe"), &json!("Probe")));
        assert_eq!((&get["tags"], &tree["info"]), (&json!(["Health"]), &info), "{title}");
        assert_eq!(tree["servers"], json!([{"url": "https://t.test"}]));
    }
}

#[test]
fn the_front_matter_has_the_title_where_the_generator_calls_all_headings_folders() {
    let page = |front: &str| {
        let folder = |name: &str| {
            format!(
                "<h1 id=\"the-api-{name}\">{name}</h1>\n\nProse.\n\n## {name}\n\n`GET /{name}`\n\n{FINE}|204|None|Done|None|\n\n"
            )
        };
        let page = format!("{front}> Made by us.\n\n{}{}", folder("cats"), folder("dogs"));
        text("pets.md", &page).tree()
    };
    let tree = page("---\ntitle: The API\nid: api\n---\n\n");
    assert_eq!(tree["info"], json!({"title": "The API", "version": "1.0.0"}));
    assert_eq!(page("")["info"]["title"], "cats");
    for tree in [tree, page("")] {
        assert_eq!(tree["paths"]["/cats"]["get"]["tags"], json!(["cats"]));
        assert_eq!(tree["paths"]["/dogs"]["get"]["tags"], json!(["dogs"]));
    }
}

#[test]
fn a_heading_in_the_description_of_an_operation_is_no_folder() {
    let response = format!("### Responses\n\n{FINE}|204|None|Done|None|\n\n");
    let page = format!(
        "# T\n\n# Pets\n\n## GET One\n\nGET /one\n\n# About\n\nWords.\n\n# More\n\n{response}\
         ## GET Two\n\nGET /two\n\n{response}# Others\n\n## GET Three\n\nGET /three\n\n"
    );
    let paths = &text("pets.md", &page).tree()["paths"];
    let tags = ["/one", "/two", "/three"].map(|path| paths[path]["get"]["tags"][0].clone());
    assert_eq!(tags, ["Pets", "Pets", "Others"]);
    assert_eq!(paths["/one"]["get"]["description"], "# About\n\nWords.\n\n# More");
}

#[test]
fn parts_of_an_operation_are_no_folders() {
    let page = format!(
        "### Pets\n\n#### One\n\n`GET /one`\n\n<h3 id=\"one-responses\">Responses</h3>\n\n{FINE}|204|None|Done|None|\n\n\
         #### Two\n\n`GET /two`\n\n<h3 id=\"two-responses\">Responses</h3>\n\n{FINE}|204|None|Done|None|\n"
    );
    let paths = &text("pets.md", &page).tree()["paths"];
    for path in ["/one", "/two"] {
        assert_eq!(paths[path]["get"]["tags"], json!(["Pets"]));
    }
    let page = format!("# T\n\n# Params\n\n## One\n\n`GET /one`\n\n{FINE}|204|None|Done|None|\n");
    let tree = text("pets.md", &page).tree();
    assert_eq!(tree["paths"]["/one"]["get"]["tags"], json!(["Params"]));
}

#[test]
fn a_heading_may_be_the_line_of_the_endpoint() {
    let page = "# T\n\n# Pets\n\n## GET /pets\n\n> Code samples\n\n*All of them*\n\nProse.\n\n### Responses\n\n\
        Status|Meaning|Description|Schema\n---|---|---|---|\n200|OK|Fine|[Pet](#schemapet)\n\n\
        ## POST /pets\n\n### Responses\n\nStatus|Meaning|Description|Schema\n---|---|---|---|\n204|None|Done|None\n\n\
        # Schemas\n\n## Pet\n\n<a name=\"schemapet\"></a>\n\n```json\n{}\n```\n\n### Properties\n\n\
        Name|Type|Required|Description\n---|---|---|---|\nid|string|true|Its id\n";
    let read = text("pets.md", page);
    let tree = read.tree();
    let get = &tree["paths"]["/pets"]["get"];
    assert_eq!((&get["summary"], &get["tags"]), (&json!("All of them"), &json!(["Pets"])));
    let schema = json!({"$ref": "#/components/schemas/Pet"});
    assert_eq!(get["responses"]["200"]["content"]["application/json"]["schema"], schema);
    assert!(tree["paths"]["/pets"]["post"]["responses"].get("204").is_some());
    assert_eq!(tree["components"]["schemas"]["Pet"]["required"], json!(["id"]));
}

#[test]
fn an_endpoint_without_a_heading_is_reported() {
    let page = format!(
        "# T\n\n## a\n\n`GET /a`\n\n{FINE}|204|None|Done|None|\n\n`GET /b`\n\n{FINE}|404|None|Gone|None|\n\n\
         ## c\n\n`GET /c`\n\n{FINE}|204|None|Done|None|\n"
    );
    let read = text("pets.md", &page);
    assert_eq!(read.codes(), ["table-loss"]);
    assert_eq!(read.place().0, 11);
}

#[test]
fn operations_may_stand_beside_folders_of_them_and_below_each_other() {
    let page = format!(
        "# T\n\n## one\n\n`GET /one`\n\n{FINE}|204|None|Done|None|\n\n## pets\n\n### a\n\n`GET /a`\n\n\
         {FINE}|204|None|Done|None|\n\n### b\n\n`GET /b`\n\n{FINE}|204|None|Done|None|\n\n\
         ## two\n\n`GET /two`\n\n{FINE}|404|None|Gone|None|\n\n### three\n\n`GET /three`\n\n{FINE}|204|None|Done|None|\n"
    );
    let read = text("pets.md", &page);
    let tree = read.tree();
    let paths: Vec<&String> = tree["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths, ["/one", "/a", "/b", "/two", "/three"]);
    assert_eq!(tree["paths"]["/b"]["get"]["tags"], json!(["pets"]));
    assert_eq!(tree["paths"]["/two"]["get"].get("tags"), None);
    assert_eq!(read.codes(), [""; 0]);
}

#[test]
fn an_endpoint_in_an_example_cuts_no_operation_in_two() {
    let page = format!(
        "# T\n\n## a\n\n`GET /a`\n\n### Parameters\n\n|Name|In|Type|Required|Description|\n|---|---|---|---|---|\n\
         |x|query|string|false|none|\n\n### Example\n\n`GET /a?x=1`\n\n### Responses\n\n{FINE}|204|None|Done|None|\n"
    );
    let paths = &text("pets.md", &page).tree()["paths"];
    assert_eq!(paths.as_object().unwrap().len(), 1);
    assert_eq!(paths["/a"]["get"]["parameters"][0]["name"], "x");
    assert!(paths["/a"]["get"]["responses"].get("204").is_some());
}

#[test]
fn a_folder_of_operations_may_be_called_schemas() {
    let page = format!(
        "# T\n\n# Schemas\n\n## GET All\n\nGET /schemas\n\n{FINE}|204|None|Done|None|\n\n\
         # Schemas\n\n## Pet\n\n{HEAD}|id|string|true|none|none|\n"
    );
    let tree = text("pets.md", &page).tree();
    assert_eq!(tree["paths"]["/schemas"]["get"]["tags"], json!(["Schemas"]));
    assert_eq!(tree["components"]["schemas"]["Pet"]["required"], json!(["id"]));
}

#[test]
fn a_method_in_small_letters_is_a_word_and_a_segment_with_a_colon_a_parameter() {
    let page = "# T\n\n## Get All Pets\n\nGET /pets/:ID\n\n### Responses\n\n\
        |HTTP Status Code |Meaning|Description|Data schema|\n|---|---|---|---|\n|204|OK|none|None|\n";
    let tree = text("pets.md", page).tree();
    assert_eq!(tree["paths"]["/pets/{ID}"]["get"]["summary"], "Get All Pets");
}

#[test]
fn only_what_is_listed_below_base_urls_is_a_server() {
    let servers = |list: &str| {
        let page = format!(
            "# T\n\n{list}\n\n<a href=\"https://t.test/terms\">Terms of service</a>\n\
             Email: <a href=\"mailto:a@t.test\">Us</a> Web: <a href=\"https://t.test\">Us</a>\n\n# A\n\n## a\n\n`GET /a`\n\n\
             |Status|Meaning|Description|Schema|\n|---|---|---|---|\n|200|OK|Fine|None|\n"
        );
        text("pets.md", &page).tree()["servers"].clone()
    };
    let named = json!([{"url": "https://a.test", "description": "Live"}]);
    let plain = json!([{"url": "https://a.test"}]);
    let link = "<a href=\"https://a.test\">Live: https://a.test</a>";
    assert_eq!(servers(&format!("Base URLs:\n\n* {link}")), named);
    assert_eq!(servers("Base URLs:\n\n* [https://a.test](https://a.test)"), plain);
    assert_eq!(servers("Base URLs: https://a.test"), plain);
    assert_eq!(servers(&format!("Base URL:\n\n* {link}")), named);
    assert_eq!(servers("Base URL: https://a.test"), json!(null));
    // What is indented below a server says what its URL leaves open.
    let open = "https://{region}.a.test:{port}";
    let listed = format!(
        "Base URLs:\n\n* <a href=\"{open}\">{open}</a>\n\n    * **region** - Where it is. Default: eu\n\n\
         \x20       * eu\n\n        * /us\n\n    * **port** -  Default: 443\n\n* {link}\n\n    * {link}"
    );
    let region = json!({"default": "eu", "description": "Where it is.", "enum": ["eu", "/us"]});
    let variables = json!({"region": region, "port": {"default": "443"}});
    let server = json!({"url": open, "variables": variables});
    assert_eq!(servers(&listed), json!([server, named[0], named[0]]));
}

#[test]
fn a_page_of_schemas_alone_has_no_api_and_is_read_for_others() {
    let page =
        format!("# Schemas\n\n## Pet\n\n### Properties\n\n{HEAD}|id|string|true|none|none|\n");
    assert_eq!(text("schemas.md", &page).codes(), ["no-api"]);
    let schemas = |page: &str| {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let input = Input { path: "schemas.md".into(), bytes: page.into() };
        let document = read_schemas(&mut sources, input, &mut diagnostics)?;
        Some(sources.tree(document).to_json()["components"]["schemas"].clone())
    };
    let pet =
        json!({"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]});
    assert_eq!(schemas(&page), Some(json!({"Pet": pet})));
    for other in ["# Guide\n\nWords.\n", "openapi: 3.0.3\npaths: {}\n", ""] {
        assert_eq!(schemas(other), None);
    }
}

#[test]
fn lines_of_frames_around_sections_are_passed_over() {
    let page = format!(
        "<section>\n<h1 id=\"t\">T v2</h1>\n\nAll of it.\n\n</section>\n\n<section>\n<h1 id=\"t-pets\">Pets</h1>\n\n\
         <section>\n\n## a\n\n`GET /a`\n\n<section>\n<h3 id=\"a-responses\">Responses</h3>\n\n\
         {FINE}|200|OK|Fine|[Pet](#schemapet)|\n</section>\n\n</section>\n\n</section>\n\n\
         <section>\n\n# Schemas\n\n<section>\n<h2 id=\"tocS_Pet\">Pet</h2>\n<!-- compatible -->\n<a id=\"schemapet\"></a>\n\n\
         ```json\n{{\"id\": \"x\"}}\n```\n\n<section>\n\n### Properties\n\n{HEAD}|id|string|true|none|none|\n\n</section>\n</section>\n"
    );
    let read = text("pets.md", &page);
    let tree = read.tree();
    let info = json!({"title": "T", "version": "2", "description": "All of it."});
    assert_eq!(tree["info"], info);
    let get = &tree["paths"]["/a"]["get"];
    assert_eq!((&get["tags"], get.get("description")), (&json!(["Pets"]), None));
    let schema = json!({"$ref": "#/components/schemas/Pet"});
    assert_eq!(get["responses"]["200"]["content"]["application/json"]["schema"], schema);
    assert_eq!(tree["components"]["schemas"]["Pet"]["required"], json!(["id"]));
    assert_eq!(read.codes(), ["assumed-media-type"]);
}
