//! A run that finds everything as it was says what was said before, and does no more.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::support::{Done, Folder};

const PETS: &str = "\
openapi: 3.0.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: pets
      responses:
        '200':
          description: all
          content: {application/json: {schema: {$ref: 'pet.yaml#/Pet'}}}
";
const PET: &str = "Pet: {type: object, properties: {name: {type: string, unheard: true}}}\n";
const ARGUMENTS: [&str; 8] = ["gen", "pets", "--config", "c.toml", "--out", "out", "--cache", "c"];

fn folder() -> Folder {
    let config = "[crates.out]\nsources = []\n";
    // What is small is done again.
    let pets = PETS.to_owned() + &"# a herd of pets\n".repeat(1000);
    let files = [("pets/api.yaml", &pets[..]), ("pets/pet.yaml", PET), ("c.toml", config)];
    Folder::with(&files)
}

/// Marks what the last run noted, so that it can be seen whether the next one speaks from it.
fn mark(folder: &Folder) {
    let receipts = fs::read_dir(folder.path().join("c/receipts")).expect("there is a receipt");
    let paths: Vec<PathBuf> = receipts.map(|entry| entry.expect("it is there").path()).collect();
    let [path] = &paths[..] else { panic!("{paths:?}") };
    let text = fs::read_to_string(path).expect("it is text");
    fs::write(path, text.replace("\"notes\":[", "\"notes\":[\"from the receipt\",")).unwrap();
}

fn is_new(done: &Done) -> bool {
    assert_eq!(done.code, 0, "{done:?}");
    !done.out.contains("from the receipt")
}

#[test]
fn what_was_said_is_said_again() {
    let folder = folder();
    let done = folder.specwright(&ARGUMENTS);
    assert!(is_new(&done) && done.err.contains("[unknown-key]"), "{done:?}");
    mark(&folder);
    let again = folder.specwright(&ARGUMENTS);
    assert!(!is_new(&again), "{again:?}");
    assert_eq!(again.err, done.err);
    assert!(again.out.starts_with("out: 1 operation, 1 type, 0 of "), "{again:?}");
}

#[test]
fn all_that_a_run_depends_on_makes_it_new() {
    let changes: [(&str, &str); 7] = [
        ("pets/api.yaml", "# another source"),
        ("pets/pet.yaml", "# a file that a reference names"),
        ("pets/more.md", "# one more file"),
        ("c.toml", "secrets = ['name']"),
        ("out/src/types.rs", "// an edited file"),
        ("out/src/mine.rs", "// a file that was never written"),
        ("out/README.md", ""),
    ];
    for (file, more) in changes {
        let folder = folder();
        assert!(is_new(&folder.specwright(&ARGUMENTS)));
        mark(&folder);
        let path = folder.path().join(file);
        if more.is_empty() {
            fs::remove_file(&path).unwrap();
        } else {
            let text = fs::read_to_string(&path).unwrap_or_default();
            folder.write(file, &format!("{text}{more}\n"));
        }
        assert!(is_new(&folder.specwright(&ARGUMENTS)), "{file}");
    }
}

#[test]
fn a_document_that_pages_name_makes_it_new_when_it_comes_or_changes() {
    let folder = folder();
    folder
        .write("pets/page.md", "{% openapi src=\".a/owners.yaml\" path=\"/o\" method=\"get\" %}\n");
    let done = folder.specwright(&ARGUMENTS);
    assert!(is_new(&done) && done.err.contains("[undescribed]"), "{done:?}");
    fs::create_dir(folder.path().join("pets/.a")).unwrap();
    let hidden = PETS.replace("pet.yaml", "../pet.yaml");
    for path in ["/owners", "/people"] {
        folder
            .write("pets/.a/owners.yaml", &hidden.replace("/pets", path).replace(": pets", ": o"));
        let done = folder.specwright(&ARGUMENTS);
        assert!(is_new(&done) && done.out.starts_with("out: 2 operations"), "{done:?}");
        let client = fs::read_to_string(folder.path().join("out/src/operations/o.rs")).unwrap();
        assert!(client.contains(path), "{client}");
        mark(&folder);
        assert!(!is_new(&folder.specwright(&ARGUMENTS)));
    }
}

#[test]
fn another_generator_makes_it_new() {
    let folder = folder();
    let program = folder.path().join("specwright");
    let mut bytes = fs::read(env!("CARGO_BIN_EXE_specwright")).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_specwright"), &program).unwrap();
    let run = || folder.run(Command::new(&program).args(ARGUMENTS));
    assert!(is_new(&run()));
    mark(&folder);
    assert!(!is_new(&run()));
    // What follows the end of a program is not run.
    bytes.push(0);
    fs::write(&program, bytes).unwrap();
    assert!(is_new(&run()));
}
