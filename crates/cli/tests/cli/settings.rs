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
fn an_acceptance_that_is_not_needed_is_a_warning() {
    let config = "accept = [{ code = 'unknown-key', at = '/paths' }]";
    let done = run(&with(config), "check");
    assert!(done.err.contains("`unknown-key` at `/paths` is accepted and does not occur"));
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
fn what_is_no_rust_is_shown_where_it_stands() {
    let config = "derives = ['Eq Ord']\n[crates.out.replace]\ntypes = { Money = 'money::' }\n";
    let done = run(&with(config), "gen");
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("`Eq Ord` is no path of Rust"), "{}", done.err);
    assert!(done.err.contains("--> c.toml:3:"), "{}", done.err);
    let done = run(&with("[crates.out.replace]\ntypes = { Cash = 'Cash' }\n"), "gen");
    assert!(done.err.contains("no schema is called `Cash`"), "{}", done.err);
    let done = run(&with("[crates.out.replace]\ntypes = { Mony = 'u64' }\n"), "gen");
    assert!(done.err.contains("did you mean `Money`?"), "{}", done.err);
}
