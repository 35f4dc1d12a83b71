//! What a configuration settles: which warnings are accepted, and the Rust that is written.

use std::fs;

use crate::support::Folder;

const PETS: &str = "\
openapi: 3.0.0
info: {title: Pets, version: '1', unheard: true}
paths: {}
components:
  schemas:
    Pet: {type: object, properties: {born: {type: string, format: date-time, unheard: true}}}
    Petty: {type: object, unheard: true}
    Money: {type: string}
    Mod: {type: object, properties: {a: {type: string}}}
";

fn with(config: &str) -> Folder {
    Folder::with(&[
        ("pets.yaml", PETS),
        ("c.toml", &format!("[crates.out]\nsources = []\n{config}")),
    ])
}

fn run(folder: &Folder, command: &str) -> crate::support::Done {
    match command {
        "gen" => folder.specwright(&["gen", "pets.yaml", "--config", "c.toml", "--out", "out"]),
        _ => folder.specwright(&["check", "pets.yaml", "--config", "c.toml"]),
    }
}

#[test]
fn warnings_are_accepted_by_code_and_by_place() {
    let unheard = |config: &str| run(&with(config), "check").err.matches("[unknown-key]").count();
    assert_eq!(unheard(""), 3);
    assert_eq!(unheard("accept = ['unknown-key']"), 0);
    let at =
        |place: &str| unheard(&format!("accept = [{{ code = 'unknown-key', at = '{place}' }}]"));
    assert_eq!(at("/components/schemas"), 1);
    // A name that begins alike is another place.
    assert_eq!(at("/components/schemas/Pet"), 2);
    assert_eq!(at("pets.yaml#/info"), 2);
    assert_eq!(at("others.yaml#/info"), 3);
}

#[test]
fn of_several_tables_the_one_with_these_sources_applies() {
    let tables = |sources: &str| {
        format!(
            "[crates.pets]\nsources = ['{sources}']\naccept = ['unknown-key']\n\
             [crates.others]\nsources = ['others.yaml']\n"
        )
    };
    let folder = Folder::with(&[("pets.yaml", PETS), ("c.toml", &tables("pets.yaml"))]);
    let check = ["check", "pets.yaml", "--config", "c.toml"];
    assert_eq!(folder.specwright(&check).err, "");
    folder.write("c.toml", &tables("more.yaml"));
    let done = folder.specwright(&check);
    let said = "c.toml: none of its tables (others, pets) has these sources; none applies\n";
    assert!(done.err.starts_with(said), "{done:?}");
    assert_eq!(done.err.matches("[unknown-key]").count(), 3);
    let done = folder.specwright(&[&check[..], &["--api", "pets"]].concat());
    assert_eq!(done.err, "", "{done:?}");
}

#[test]
fn an_acceptance_that_is_not_needed_is_a_warning() {
    let config = "accept = [{ code = 'unknown-key', at = '/paths' }]";
    let done = run(&with(config), "check");
    assert!(done.err.contains("`unknown-key` at `/paths` is accepted and does not occur"));
    assert!(done.err.contains("--> c.toml:3:11"), "{}", done.err);
}

#[test]
fn types_of_ones_own_are_written_with_what_they_depend_on() {
    let folder = with(
        "derives = ['Eq']\n\
         [crates.out.replace]\n\
         types = { Money = 'money::Amount' }\n\
         formats = { date-time = 'rt::jiff::Timestamp' }\n\
         [crates.out.dependencies]\n\
         money = { path = '../money' }\n",
    );
    let done = run(&folder, "gen");
    assert_eq!(done.code, 0, "{done:?}");
    let read = |path: &str| fs::read_to_string(folder.path().join("out").join(path)).unwrap();
    let types = read("src/types.rs");
    assert!(types.contains("pub type Money = money::Amount;"), "{types}");
    assert!(types.contains("pub born: Option<rt::jiff::Timestamp>,"), "{types}");
    assert!(types.contains("#[derive(Clone, Debug, Default, PartialEq, Eq)]"), "{types}");
    let manifest = read("Cargo.toml");
    assert!(manifest.contains("features = [\"jiff\"] }\n\"money\" = { path = \"../money\" }\n"));
}

#[test]
fn each_schema_may_have_a_file_of_its_own() {
    let folder = with("layout = 'file-per-schema'\n");
    let done = run(&folder, "gen");
    assert_eq!(done.code, 0, "{done:?}");
    let read = |path: &str| fs::read_to_string(folder.path().join("out").join(path)).unwrap();
    let index = read("src/types.rs");
    // `mod.rs` would be a second file of `types`.
    assert!(index.contains("pub mod mod_schema;"), "{index}");
    assert!(index.contains("pub mod pet;") && index.contains("pub use self::pet::*;"), "{index}");
    let pet = read("src/types/pet.rs");
    assert!(pet.contains("pub struct Pet {") && !pet.contains("pub type Money"), "{pet}");
    // Files that no schema has any more go.
    let config = folder.path().join("c.toml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, text.replace("file-per-schema", "one-file")).unwrap();
    let done = run(&folder, "gen");
    assert_eq!(done.code, 0, "{done:?}");
    assert!(read("src/types.rs").contains("pub struct Pet {"));
    assert!(!folder.path().join("out/src/types").exists());
}

#[test]
fn a_value_of_a_path_may_hold_slashes() {
    let folder = with("slashes = ['parent']");
    let path = "paths:\n  /v1/{parent}/keys:\n    get:\n      operationId: keys\n      parameters:\n        \
                - {name: parent, in: path, required: true, schema: {type: string}}\n      \
                responses: {'204': {description: None}}\n";
    folder.write("pets.yaml", &PETS.replace("paths: {}\n", path));
    let done = run(&folder, "gen");
    assert_eq!(done.code, 0, "{done:?}");
    let keys = fs::read_to_string(folder.path().join("out/src/operations/keys.rs")).unwrap();
    assert!(keys.contains("\"/v1/{+parent}/keys\""), "{keys}");
    assert!(keys.contains("path(\"parent\").reserved()"), "{keys}");
}

#[test]
fn what_is_no_rust_is_shown_where_it_stands() {
    let config = "derives = ['Eq Ord']\n[crates.out.replace]\ntypes = { Money = 'money::' }\n";
    let done = run(&with(config), "gen");
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("`Eq Ord` is no path of Rust"), "{}", done.err);
    assert!(done.err.contains("--> c.toml:3:"), "{}", done.err);
    let done = run(&with("derives = ['Eq', 'hash']\n"), "gen");
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("did you mean `Hash`?"), "{}", done.err);
}

/// The same document with two operations, one a tag.
fn with_tags(config: &str) -> Folder {
    let operation = |tag: &str, schema: &str| {
        format!(
            "  /{tag}:\n    get:\n      operationId: {tag}\n      tags: [{tag}]\n      responses:\n        \
             '200': {{description: Done, content: {{application/json: {{schema: \
             {{$ref: '#/components/schemas/{schema}'}}}}}}}}\n"
        )
    };
    let paths = format!("paths:\n{}{}", operation("pets", "Pet"), operation("cash", "Money"));
    let folder = with(config);
    folder.write("pets.yaml", &PETS.replace("paths: {}\n", &paths).replace(", unheard: true", ""));
    folder
}

#[test]
fn names_that_the_document_does_not_have_stop_everything_where_they_stand() {
    for (config, place, message) in [
        ("rename.types = { Assset = 'X' }", "c.toml:3:18", "no schema is called `Assset`"),
        ("replace.types = { Assset = 'X' }", "c.toml:3:19", "no schema is called `Assset`"),
        ("replace.types = { Mony = 'u64' }", "c.toml:3:19", "did you mean `Money`?"),
        ("tags = ['pets', 'csah']", "c.toml:3:17", "did you mean `cash`?"),
        (
            "media = ['application/json', 'text/jsno']",
            "c.toml:3:30",
            "there are `application/json`",
        ),
        ("slashes = ['parent']", "c.toml:3:12", "no parameter of a path is called `parent`"),
        ("operations = ['pet']", "c.toml:3:15", "did you mean `pets`?"),
        ("rename.operations = { pest = 'x' }", "c.toml:3:23", "did you mean `pets`?"),
        (
            "tags = ['pets']\nreplace.types = { Money = 'u64' }",
            "c.toml:4:19",
            "`Money` is a schema",
        ),
    ] {
        let folder = with_tags(config);
        let done = run(&folder, "gen");
        assert_eq!(done.code, 1, "{config}: {done:?}");
        assert!(!folder.path().join("out").exists(), "{config}: {done:?}");
        assert!(done.err.contains("error[unknown-name]"), "{config}: {}", done.err);
        assert!(done.err.contains(&format!("--> {place}")), "{config}: {}", done.err);
        assert!(done.err.contains(message), "{config}: {}", done.err);
    }
}

#[test]
fn a_name_that_is_taken_is_a_warning_like_any_other() {
    let renamed = "rename.operations = { cash = 'pets' }";
    let shown = run(&with_tags(renamed), "check");
    assert!(shown.err.contains("warning[name-collision]"), "{}", shown.err);
    assert!(shown.err.contains("--> c.toml:3:23"), "{}", shown.err);
    let accepted = run(&with_tags(&format!("accept = ['name-collision']\n{renamed}")), "gen");
    assert_eq!((accepted.code, &accepted.err[..]), (0, ""), "{accepted:?}");
    let folder = with_tags(&format!("strict = true\n{renamed}"));
    assert_eq!(run(&folder, "gen").code, 1);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn what_is_no_code_is_not_accepted() {
    let done = run(&with("accept = ['unheard', 'optinal-body']"), "gen");
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("there is no code `unheard`"), "{}", done.err);
    assert!(done.err.contains("did you mean `optional-body`?"), "{}", done.err);
    assert!(done.err.contains("--> c.toml:3:22"), "{}", done.err);
}

#[test]
fn a_name_that_is_no_crates_is_refused_with_what_to_do() {
    let folder = with("");
    for name in ["loop", "match", "self", "Self", "async", "test", "std", "core", "tokio"] {
        let out = folder.specwright(&["gen", "pets.yaml", "--out", name]);
        let named = folder.specwright(&["gen", "pets.yaml", "--out", "out", "--name", name]);
        for done in [out, named] {
            assert_eq!(done.code, 2, "{name}: {done:?}");
            let why = format!("`{name}` is no name for a crate");
            assert!(done.err.contains(&why) && done.err.contains("--name"), "{}", done.err);
            assert!(done.err.contains(&format!("`{name}-api` is one")), "{}", done.err);
        }
        folder.write("c.toml", &format!("[crates.{name}]\n"));
        let done = run(&folder, "check");
        assert_eq!(done.code, 1, "{done:?}");
        assert!(done.err.contains("--> c.toml:1:9"), "{}", done.err);
    }
    assert!(!folder.path().join("out").exists() && !folder.path().join("loop").exists());
}

#[test]
fn files_that_go_are_not_counted_among_those_that_are_there() {
    let folder = with_tags("");
    assert!(run(&folder, "gen").out.contains(" files changed, 0 warnings"));
    folder.write("c.toml", "[crates.out]\ntags = ['cash']\n");
    let done = run(&folder, "gen");
    assert!(done.out.contains(" files changed, 1 removed, 0 warnings"), "{}", done.out);
}

#[test]
fn settings_that_mean_nothing_of_the_document_are_warnings() {
    let config = "secrets = ['bron', 'A', 'pin']\n\
                  replace.formats = { date-tiem = 'u64', date-time = 'String', uuid = 'u8' }";
    let done = run(&with(config), "check");
    let shown = |text: &str| assert!(done.err.contains(text), "{text}: {}", done.err);
    assert_eq!(done.err.matches("warning[unused-setting]").count(), 4, "{}", done.err);
    shown("nothing is called `bron` that could be a secret\n --> c.toml:3:12");
    shown("did you mean `born`?");
    shown("nothing is called `pin`");
    shown("no string has the format `date-tiem`\n --> c.toml:4:21");
    shown("did you mean `date-time`?");
    shown("no string has the format `uuid`");
}

#[test]
fn a_table_that_is_meant_for_nothing_is_reported() {
    let folder = with("[crates.mediaa]\n");
    let arguments = ["gen", "pets.yaml", "--config", "c.toml", "--out", "media"];
    let done = folder.specwright(&arguments);
    assert_eq!(done.code, 2, "{done:?}");
    assert!(
        done.err.contains("c.toml has no `[crates.media]`; did you mean `mediaa`?"),
        "{done:?}"
    );
    assert!(!folder.path().join("media").exists());

    let folder = with("[crates.pest]\n");
    folder.write("docs/pets.yaml", PETS);
    folder.write("docs/owners.yaml", &PETS.replace("Pets", "Owners"));
    let done = folder.specwright(&["gen", "docs", "--config", "c.toml", "--out", "all"]);
    assert_eq!(done.code, 0, "{done:?}");
    let note = "c.toml: `[crates.pest]` is of no API here; did you mean `pets`?";
    assert!(done.out.contains(note), "{done:?}");
}
