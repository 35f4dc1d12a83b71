//! Bad input: every fault at its place, exit code 1, and nothing written.

use crate::support::{Folder, page};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Faults, version: '1'}\n";

/// Generates from files that have faults; what is shown is the same for `check`.
fn refuse(name: &str, files: &[(&str, &str)], source: &str) -> String {
    let folder = Folder::with(files);
    let before = folder.files();
    let done = folder.specwright(&["gen", source, "--out", "out"]);
    assert_eq!(done.code, 1, "{done:?}");
    assert_eq!(done.out, "");
    assert_eq!(folder.files(), before, "nothing is written");
    assert!(done.err.contains(&format!("--> {source}")), "{}", done.err);
    insta::assert_snapshot!(name, done.err);

    let checked = folder.specwright(&["check", source]);
    assert_eq!(checked.code, 1);
    assert!(done.err.starts_with(&checked.err), "{}\n{}", done.err, checked.err);
    for command in ["openapi", "ir"] {
        let done = folder.specwright(&[command, source]);
        assert_eq!((done.code, done.out.as_str()), (1, ""));
        assert!(done.err.starts_with(&checked.err), "{command}: {}", done.err);
    }
    done.err
}

#[test]
fn a_missing_file() {
    refuse("a_missing_file", &[], "nowhere.yaml");
}

#[test]
fn an_empty_page() {
    refuse("an_empty_page", &[("empty.md", "")], "empty.md");
    refuse("a_blank_page", &[("blank.md", "\n \n\t\n")], "blank.md");
}

#[test]
fn a_page_with_no_api_on_it() {
    let text =
        "# Getting started\n\nInstall the thing, and read on.\n\n```bash\nnpm install\n```\n";
    refuse("a_page_with_no_api", &[("start.md", text)], "start.md");
}

#[test]
fn yaml_that_does_not_parse() {
    let text = format!("{HEAD}paths:\n  /pets:\n    get:\n      responses: {{'200': [}}\n");
    refuse("yaml_that_does_not_parse", &[("broken.yaml", &text)], "broken.yaml");
}

#[test]
fn yaml_in_a_page_that_does_not_parse() {
    let yaml = format!("{HEAD}paths:\n  /pets:\n   get: {{}}\n  - post\n");
    let text = format!("# Pets\n\n````yaml GET /pets\n{yaml}````\n");
    refuse("yaml_in_a_page_that_does_not_parse", &[("pets.md", &text)], "pets.md");
}

#[test]
fn json_that_does_not_parse() {
    let text = "{\n  \"openapi\": \"3.0.3\",\n  \"info\": {\"title\": \"Cut\",\n";
    refuse("json_that_does_not_parse", &[("cut.json", text)], "cut.json");
}

/// A document of one operation whose body has this schema, from its line 10 on.
fn with_schema(schema: &str) -> String {
    format!(
        "{HEAD}paths:\n  /pets:\n    post:\n      operationId: add\n      requestBody:\n        \
         content:\n          application/json:\n            schema:\n{schema}      \
         responses: {{'204': {{description: Done}}}}\n"
    )
}

#[test]
fn a_dangling_reference() {
    let text = with_schema("              $ref: '#/components/schemas/Pte'\n")
        + "components:\n  schemas:\n    Pet: {type: string}\n";
    let shown = refuse("a_dangling_reference", &[("pets.yaml", &text)], "pets.yaml");
    assert!(shown.contains("pets.yaml:11:"), "{shown}");
}

#[test]
fn an_unknown_type_with_the_one_that_was_meant() {
    let text = with_schema("              type: strnig\n");
    let shown = refuse("an_unknown_type", &[("pets.yaml", &text)], "pets.yaml");
    assert!(shown.contains("pets.yaml:11:21"), "{shown}");
    assert!(shown.contains("did you mean `string`"), "{shown}");
}

#[test]
fn two_problems_at_once_each_at_its_own_line() {
    let text = with_schema(
        "              type: object\n              properties:\n                name: {type: \
         strnig}\n                home: {$ref: '#/components/schemas/Home'}\n",
    );
    let shown = refuse("two_problems_at_once", &[("pets.yaml", &text)], "pets.yaml");
    assert!(shown.contains("pets.yaml:13:"), "{shown}");
    assert!(shown.contains("pets.yaml:14:"), "{shown}");
    assert!(shown.contains("2 errors"), "{shown}");
}

#[test]
fn problems_of_several_sources_are_told_together() {
    let (one, two) = (with_schema("              type: strnig\n"), "openapi: 3.0.3\npaths: [\n");
    let folder = Folder::with(&[("one.yaml", &one), ("two.yaml", two)]);
    let done = folder.specwright(&["gen", "one.yaml", "two.yaml", "--out", "out"]);
    assert_eq!(done.code, 1);
    assert!(done.err.contains("--> two.yaml"), "{}", done.err);
}

#[test]
fn a_collapsed_page_cut_off_in_the_middle() {
    let whole = page("aisquare");
    let middle = whole.find("properties: login: type").expect("the page has it") + 20;
    let shown = refuse("a_collapsed_page_cut_off", &[("cut.md", &whole[..middle])], "cut.md");
    assert!(shown.contains("cut.md:1:"), "{shown}");
}

#[test]
fn a_page_cut_off_anywhere_is_read_or_refused_at_a_place() {
    for name in ["aisquare", "px0"] {
        let whole = page(name);
        let cuts = (0..whole.len()).step_by(whole.len() / 12);
        for cut in cuts.filter(|cut| whole.is_char_boundary(*cut)) {
            let folder = Folder::with(&[("cut.md", &whole[..cut])]);
            let done = folder.specwright(&["check", "cut.md"]);
            let placed = done.code == 1 && done.err.contains("--> cut.md");
            assert!(done.code == 0 || placed, "{name}, cut at {cut}: {done:?}");
        }
    }
}

#[test]
fn a_configuration_that_does_not_parse() {
    let folder = Folder::with(&[
        ("pets.yaml", &with_schema("              type: string\n")),
        ("specs.toml", "[crates.pets]\nsources = [\"pets.yaml\"]\nstrikt = true\n"),
    ]);
    let arguments = ["gen", "pets.yaml", "--config", "specs.toml", "--out", "out"];
    let done = folder.specwright(&arguments);
    assert_eq!(done.code, 1);
    assert!(!folder.path().join("out").exists());
    insta::assert_snapshot!("a_configuration_that_does_not_parse", done.err);
}

#[test]
fn each_union_is_told_where_it_stands() {
    let one = |name: &str| format!("{{type: object, properties: {{{name}: {{type: string}}}}}}");
    let answer = |at: &str, key: &str| {
        let schema = format!("{{{key}: [{}, {}]}}", one("a"), one("b"));
        let content = format!("content: {{application/json: {{schema: {schema}}}}}");
        format!(
            "  /{at}:\n    get:\n      responses:\n        '200':\n          description: ''\n          {content}\n"
        )
    };
    let paths = answer("one", "anyOf") + &answer("two", "oneOf");
    let text = format!("openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\npaths:\n{paths}");
    let done = Folder::with(&[("a.yaml", &text)]).specwright(&["check", "a.yaml"]);
    assert_eq!(done.err.matches("warning[indistinct-alternatives]").count(), 2, "{}", done.err);
    for line in [9, 15] {
        assert!(done.err.contains(&format!("--> a.yaml:{line}:")), "{}", done.err);
    }
}

#[test]
fn common_slips_are_told_once_with_what_to_do() {
    let document =
        |head: &str, rest: &str| format!("{head}\ninfo: {{title: A, version: '1'}}\n{rest}");
    let parameter = "paths:\n  /a/{id}:\n    get:\n      parameters:\n      - {name: id, in: path, \
                     schema: {type: string}}\n      responses: {'204': {description: Done}}\n";
    let schemas = "paths: {}\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties:\n        \
                   n: {type: integer, default: abc}\n        b: {$ref: '#/components/schemas/B', nullable: true}\n    \
                   B: {type: string}\n";
    let with_schemas = document("openapi: 3.0.3", schemas);
    for (name, text, shown, count) in [
        (
            "tab.yaml",
            "openapi: 3.0.3\ninfo:\n\ttitle: A\n",
            "a tab stands where the text is indented",
            1,
        ),
        ("tab.yaml", "openapi: 3.0.3\ninfo:\n\ttitle: A\n", "indent with spaces", 1),
        ("colon.yaml", "openapi: 3.0.3\ninfo:\n  title: Pets: all\n", "put the value in quotes", 1),
        ("at.yaml", "openapi: 3.0.3\ninfo:\n  title: @pets\n", "needs quotes", 1),
        (
            "deep.yaml",
            "openapi: 3.0.3\ninfo:\n  title: Pets\n   version: '1'\n",
            "indent this line like the one above",
            1,
        ),
        ("path.yaml", &document("openapi: 3.0.3", parameter), "would go to another path", 1),
        ("path.yaml", &document("openapi: 3.0.3", parameter), "it is read as required", 0),
        ("schemas.yaml", &with_schemas, "the default", 1),
        ("schemas.yaml", &with_schemas, "no effect", 0),
        ("schemas.yaml", &with_schemas, "it is read as if the reference stood in `allOf`", 1),
        ("crossed.yaml", &document("swagger: '3.0'", schemas), "error[", 1),
        ("crossed.yaml", &document("swagger: '3.0'", schemas), "write `openapi: \"3.0\"`", 1),
        ("crossed.yaml", &document("openapi: 2.0.0", schemas), "write `swagger: \"2.0.0\"`", 1),
        ("number.yaml", &document("openapi: 3.0", schemas), "coerced-value", 1),
        ("page.md", "# Guide\n", "in a code fence (there is none)", 1),
    ] {
        let done = Folder::with(&[(name, text)]).specwright(&["check", name]);
        assert_eq!(done.err.matches(shown).count(), count, "{shown}: {}", done.err);
    }
}
