//! Folders of pages: what belongs together, what is passed over, and what is chosen.

use std::fs;

use crate::support::{Done, Folder};

/// A page of a file, as Mintlify has it.
pub(crate) fn page(file: &str, path: &str, version: &str, schema: &str) -> String {
    let id = path.trim_matches('/').replace('/', "-");
    format!(
        "---\nurl: https://docs.pets.test/{id}\n---\n# Get\n\n## OpenAPI\n\n\
         ````yaml {file} get {path}\nopenapi: 3.0.3\n\
         info: {{title: Pets, version: '{version}'}}\n\
         servers: [{{url: https://api.pets.test}}]\n\
         paths:\n  {path}:\n    get:\n      operationId: get-{id}\n      responses:\n        '200':\n          \
         description: Fine\n          content:\n            application/json:\n              \
         schema: {{$ref: '#/components/schemas/Pet'}}\n\
         components:\n  schemas:\n    Pet:\n{schema}````\n"
    )
}

pub(crate) const PET: &str = "      type: object\n      properties: {name: {type: string}}\n";
pub(crate) const TAGGED: &str =
    "      type: object\n      properties: {name: {type: string}, tag: {type: string}}\n";
const GUIDE: &str = "# Start here\n\nInstall the thing, and read on.\n";

fn gen_to(folder: &Folder, more: &[&str]) -> Done {
    folder.specwright(&[&["gen", "docs", "--out", "out"], more].concat())
}

#[test]
fn pages_of_one_file_are_one_api_and_guides_are_passed_over() {
    let folder = Folder::with(&[
        ("docs/a.md", &page("openapi.yaml", "/a", "1", PET)),
        ("docs/deep/b.md", &page("/openapi.yaml", "/b", "1", PET)),
        ("docs/again.md", &page("openapi.yaml", "/a", "1", PET)),
        ("docs/start.md", GUIDE),
    ]);
    let done = gen_to(&folder, &[]);
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
    assert!(done.out.starts_with("out: 2 operations"), "{done:?}");
    assert!(done.out.contains("\n1 page without an API passed over: 1 no-api\n"), "{done:?}");

    let done = folder.specwright(&["check", "docs", "--passed-over"]);
    assert!(done.err.contains("error[no-api]") && done.err.contains("docs/start.md"), "{done:?}");
    assert_eq!(done.code, 0, "{done:?}");
}

#[test]
fn several_apis_become_a_crate_each_or_the_one_that_is_named() {
    let folder = Folder::with(&[
        ("docs/a.md", &page("pets.yaml", "/a", "1", PET)),
        ("docs/b.md", &page("v2/owners.json", "/b", "1", TAGGED)),
    ]);
    let done = gen_to(&folder, &[]);
    assert_eq!(done.code, 0, "{done:?}");
    for name in ["pets", "owners"] {
        let manifest = fs::read_to_string(folder.path().join("out").join(name).join("Cargo.toml"));
        assert!(manifest.is_ok_and(|text| text.contains(&format!("name = \"{name}\""))));
    }
    assert_eq!(gen_to(&folder, &[]).code, 0, "what is there is ours");

    for name in ["owners", "v2/owners.json"] {
        let done = folder.specwright(&["gen", "docs", "--api", name, "--out", "one"]);
        assert_eq!(done.code, 0, "{done:?}");
        let types = fs::read_to_string(folder.path().join("one/src/types.rs")).unwrap_or_default();
        assert!(types.contains("pub tag:"), "{types}");
    }
    for command in ["check", "openapi", "ir"] {
        let done = folder.specwright(&[command, "docs"]);
        assert_eq!(done.code, 1, "{done:?}");
        for word in ["error[several-apis]", "pets", "owners", "--api"] {
            assert!(done.err.contains(word), "{done:?}");
        }
        let done = folder.specwright(&[command, "docs", "--api", "pets"]);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
        let done = folder.specwright(&[command, "docs", "--api", "cats"]);
        assert!(done.code == 1 && done.err.contains("owners"), "{done:?}");
    }
    let done = gen_to(&folder, &["--name", "both"]);
    assert!(done.code == 2 && done.err.contains("--api"), "{done:?}");
}

#[test]
fn a_folder_of_several_apis_is_not_written_over_a_crate() {
    let folder = Folder::with(&[("docs/a.md", &page("pets.yaml", "/a", "1", PET))]);
    assert_eq!(gen_to(&folder, &[]).code, 0);
    folder.write("docs/b.md", &page("owners.yaml", "/b", "1", PET));
    let before = folder.files();
    let done = gen_to(&folder, &[]);
    assert!(done.code == 2 && done.err.contains("is a crate"), "{done:?}");
    assert_eq!(folder.files(), before);
}

#[test]
fn pages_of_endpoints_of_one_server_are_one_api() {
    let endpoint = |line: &str, name: &str, path: &str| {
        format!(
            "# Get {name}\n\nGET {line}\n\nReference: https://docs.pets.test/get\n\n```yaml\n\
             openapi: 3.1.1\ninfo: {{title: Get {name}, version: endpoint_{name}.get}}\npaths:\n  \
             {path}:\n    get:\n      operationId: get\n      \
             responses: {{'200': {{description: Fine}}}}\n```\n"
        )
    };
    let folder = Folder::with(&[
        ("docs/pets.md", &endpoint("https://api.pets.test/v1/pets", "pets", "/pets")),
        ("docs/food.md", &endpoint("https://api.pets.test/v1/food", "food", "/food")),
    ]);
    let done = gen_to(&folder, &[]);
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
    assert!(done.out.starts_with("out: 2 operations"), "{done:?}");
    let text = folder.specwright(&["openapi", "docs"]).out;
    assert!(text.contains("title: api.pets.test/v1\n"), "{text}");
    assert!(text.contains("\nservers:\n- url: https://api.pets.test/v1\n"), "{text}");
    for id in ["pets.get", "food.get"] {
        assert!(text.contains(&format!("operationId: {id}\n")), "{text}");
    }

    folder.write("docs/v2.md", &endpoint("https://api.pets.test/v2/food", "food", "/food"));
    let done = folder.specwright(&["check", "docs"]);
    assert!(done.code == 1 && done.err.contains("error[several-apis]"), "{done:?}");
}

#[test]
fn pages_of_tables_share_the_schemas_of_a_page_beside_them() {
    let operation = |tag: &str, path: &str, ty: &str| {
        format!(
            "# {tag}\n\n## List {tag}\n\n`GET {path}`\n\n### Responses\n\n\
             |Status|Meaning|Description|Schema|\n|---|---|---|---|\n|200|OK|Fine|{ty}|\n"
        )
    };
    let section = |name: &str, row: &str| {
        format!(
            "## {name}\n\n```json\n{{}}\n```\n\n### Properties\n\n\
             |Name|Type|Required|Restrictions|Description|\n|---|---|---|---|---|\n{row}\n\n"
        )
    };
    let schemas = "# Schemas\n\n".to_owned()
        + &section("sdk.Pet", "|food|[sdk.Food](#sdkfood)|true|none|none|")
        + &section("sdk.Food", "|name|string|true|none|none|");
    let folder = Folder::with(&[
        ("docs/pets.md", &operation("Pets", "/pets", "array of [sdk.Pet](schemas.md#sdkpet)")),
        ("docs/food.md", &operation("Food", "/food", "[sdk.Food](./schemas.md#sdkfood)")),
        ("docs/ping.md", &operation("Ping", "/ping", "string")),
        ("docs/schemas.md", &schemas),
        ("docs/start.md", GUIDE),
    ]);
    let done = gen_to(&folder, &[]);
    assert_eq!((done.code, done.err.matches("table-reference").count()), (0, 0), "{done:?}");
    assert!(done.out.starts_with("out: 3 operations, 2 types"), "{done:?}");
    assert!(done.out.contains("\n1 page without an API passed over: 1 no-api\n"), "{done:?}");
    let types = fs::read_to_string(folder.path().join("out/src/types.rs")).unwrap_or_default();
    assert!(types.contains("pub food: SdkFood"), "{types}");

    // A section that is not there, and a page that is not read.
    folder.write("docs/more.md", &operation("More", "/more", "[sdk.More](schemas.md#sdkmore)"));
    let done = folder.specwright(&["check", "docs"]);
    assert_eq!((done.code, done.err.matches("table-reference").count()), (0, 1), "{done:?}");
    let done = folder.specwright(&["check", "docs/food.md"]);
    assert!(done.code == 0 && done.err.contains("`./schemas.md` has counts where"), "{done:?}");
    let done = folder.specwright(&["check", "docs/food.md", "docs/schemas.md"]);
    assert_eq!((done.code, done.err.matches("table-reference").count()), (0, 0), "{done:?}");
    assert_eq!(folder.specwright(&["check", "docs/schemas.md"]).code, 1);
}

#[test]
fn schemas_alone_are_of_the_api_that_has_their_title() {
    let head = r#"{"openapi":"3.0.3","info":{"title":"Pets","version":"1"}"#;
    let models = format!(
        "# Models\n\n## The Food object\n\n```json\n{head},\"components\":{{\"schemas\":\
         {{\"Food\":{{\"type\":\"string\",\"enum\":[\"fish\"]}}}}}}}}\n```\n"
    );
    let operation = |path: &str, server: &str| {
        format!(
            "# All pets\n\n## List them\n\n```json\n{head},\"servers\":[{{\"url\":\"{server}\"}}],\
             \"paths\":{{\"{path}\":{{\"get\":{{\"responses\":{{\"200\":{{\"description\":\"Fine\"}}}}}}}}}}}}\n```\n"
        )
    };
    let folder = Folder::with(&[
        ("docs/a-models.md", &models),
        ("docs/b.md", &operation("/a", "https://api.pets.test")),
        ("docs/c.md", &operation("/b", "https://api.pets.test")),
    ]);
    let done = gen_to(&folder, &[]);
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
    assert!(done.out.starts_with("out: 2 operations"), "{done:?}");
    let types = fs::read_to_string(folder.path().join("out/src/types.rs")).unwrap_or_default();
    assert!(types.contains("pub enum Food"), "{types}");
    assert!(folder.specwright(&["openapi", "docs"]).out.contains("\n- url: https://api.pets.test"));

    // On one page, whatever the folder.
    let both = models + &operation("/a", "https://api.pets.test");
    folder.write("both.md", &both);
    let done = folder.specwright(&["check", "both.md"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
}

#[test]
fn a_page_without_a_title_is_of_the_api_at_the_same_servers() {
    let older = "# Add\n\n````yaml post /a\npaths:\n  path: /a\n  method: post\n  servers:\n    - url: https://api.pets.test\n  \
         response:\n    '204': {}\n````\n";
    let page = |path: &str| page("", path, "1", PET);
    let folder = Folder::with(&[
        ("docs/a.md", older),
        ("docs/b.md", &page("/b")),
        ("docs/c.md", &page("/a")),
    ]);
    let done = gen_to(&folder, &[]);
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
    assert!(done.out.starts_with("out: 3 operations"), "{done:?}");

    // Of two, nobody knows which.
    let other = page("/d").replace("title: Pets", "title: Owners");
    let folder =
        Folder::with(&[("docs/a.md", older), ("docs/b.md", &page("/b")), ("docs/d.md", &other)]);
    let done = gen_to(&folder, &[]);
    assert!(done.out.contains("out/api-pets-test: 1 operation"), "{done:?}");
}

#[test]
fn a_configuration_speaks_of_each_by_its_name() {
    let bare = PET.replace(
        "      properties: {name: {type: string}}\n",
        "      properties: {pin: {type: string}}\n",
    );
    let folder = Folder::with(&[
        ("docs/a.md", &page("pets.yaml", "/a", "1", &bare)),
        ("docs/b.md", &page("owners.yaml", "/b", "1", &bare)),
        ("specs.toml", "[crates.pets]\nsecrets = ['pin']\n[crates.owners]\n"),
    ]);
    assert_eq!(gen_to(&folder, &["--config", "specs.toml"]).code, 0);
    let secret = |name: &str| {
        let path = folder.path().join("out").join(name).join("src/types.rs");
        fs::read_to_string(path).is_ok_and(|types| types.contains("Secret"))
    };
    assert!(secret("pets") && !secret("owners"));
}

#[test]
fn of_unequal_components_that_of_the_newest_version_is_taken_in_any_order() {
    let old = page("openapi.yaml", "/a", "1.9", PET);
    let new = page("openapi.yaml", "/b", "1.10", TAGGED);
    let folders =
        [[("docs/a.md", &old), ("docs/b.md", &new)], [("docs/a.md", &new), ("docs/b.md", &old)]];
    for files in folders {
        let folder = Folder::with(&files.map(|(name, text)| (name, text.as_str())));
        let done = gen_to(&folder, &[]);
        assert_eq!(done.code, 0, "{done:?}");
        for word in ["warning[conflicting-components]", "docs/a.md", "docs/b.md", "newer version"] {
            assert!(done.err.contains(word), "{done:?}");
        }
        let types = fs::read_to_string(folder.path().join("out/src/types.rs")).unwrap_or_default();
        assert!(types.contains("pub tag:"), "{types}");

        let strict = folder.specwright(&["gen", "docs", "--out", "strict", "--strict"]);
        assert!(strict.code == 1 && strict.err.contains("error[conflicting-components]"));
    }
}

#[test]
fn a_page_whose_document_does_not_read_is_no_page_without_an_api() {
    let broken = page("openapi.yaml", "/b", "1", PET).replace("      responses:", "     responses");
    let folder = Folder::with(&[
        ("docs/a.md", &page("openapi.yaml", "/a", "1", PET)),
        ("docs/b.md", &broken),
    ]);
    let done = gen_to(&folder, &[]);
    assert!(done.code == 1 && done.err.contains("docs/b.md"), "{done:?}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn one_page_of_a_new_version_moves_nothing() {
    let folder = Folder::with(&[
        ("docs/a.md", &page("openapi.yaml", "/a", "1", PET)),
        ("docs/b.md", &page("openapi.yaml", "/b", "1", PET)),
    ]);
    let paths = |folder: &Folder| {
        let printed = folder.specwright(&["openapi", "docs"]).out;
        let paths = printed.lines().filter(|line| line.starts_with("  /")).map(str::to_owned);
        paths.collect::<Vec<String>>()
    };
    let before = paths(&folder);
    assert_eq!(before.len(), 2);
    folder.write("docs/b.md", &page("openapi.yaml", "/b", "2", PET));
    assert_eq!(paths(&folder), before);
}

#[test]
fn a_document_that_pages_name_is_read_where_a_folder_hides_it() {
    let document = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    get:\n      \
        responses: {'200': {description: Fine}}\n";
    let tag = "{% openapi src=\"../.assets/pets.yaml\" path=\"/pets\" method=\"get\" %}\n";
    let settings = "{\"name\": \"Pets\", \"api\": {\"openapi\": \".assets/pets.yaml\"}}";
    let folder = Folder::with(&[
        ("docs/.assets/pets.yaml", document),
        ("docs/.assets/older.yaml", "openapi: 3.0.3\n"),
        ("docs/api/pets.md", &format!("# Pets\n\n{tag}")),
        ("docs/api/all.mdx", "---\nopenapi: .assets/pets.yaml GET /pets\n---\n"),
        ("docs/docs.json", settings),
        ("docs/start.md", GUIDE),
    ]);
    let done = gen_to(&folder, &[]);
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
    assert!(done.out.starts_with("out: 1 operation"), "{done:?}");
    assert!(done.out.contains("\n4 pages without an API passed over: 4 no-api\n"), "{done:?}");
}

#[test]
fn a_document_that_pages_name_and_nobody_has_is_missed() {
    let folder = Folder::with(&[
        ("docs/a.md", &page("openapi.yaml", "/a", "1", PET)),
        ("docs/b.mdx", "---\nopenapi: owners.json GET /b\n---\n"),
        ("docs/c.mdx", "---\nopenapi: owners.json GET /c\n---\n"),
        ("docs/d.mdx", "---\nopenapi: GET /d\n---\n"),
        (
            "docs/e.md",
            "{% openapi src=\"https://a.test/x.json?v=1\" path=\"/e\" method=\"get\" %}\n",
        ),
    ]);
    let done = gen_to(&folder, &[]);
    assert_eq!(done.code, 0, "{done:?}");
    for words in [
        "docs/b.mdx",
        "this page and one more name operations of `owners.json`, which is not among the sources",
        "this page names operations, and no document is among the sources",
        "this page names operations of `https://a.test/x.json?v=1`",
    ] {
        assert!(done.err.contains(words), "{words}\n{done:?}");
    }
    assert_eq!(done.err.matches("warning[undescribed]").count(), 3, "{done:?}");
}
