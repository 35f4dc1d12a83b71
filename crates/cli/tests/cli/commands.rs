//! What the commands do with sound input, and with wrong command lines.

use std::fs;

use crate::support::{Folder, PETSTORE, page};

#[test]
fn gen_writes_a_crate_and_leaves_one_that_is_up_to_date_alone() {
    let (folder, names) = Folder::with_all();
    folder.write("runtime/Cargo.toml", "[package]\nname = \"specwright-runtime\"\n");
    for name in names {
        let out = name.split('.').next().expect("a name has a stem");
        let arguments = ["gen", &name, "--out", out, "--runtime-path", "runtime"];
        let done = folder.specwright(&arguments);
        assert_eq!(done.code, 0, "{done:?}");
        assert!(done.out.starts_with(&format!("{out}: ")), "{done:?}");
        for file in ["Cargo.toml", "README.md", "src/lib.rs", "src/types.rs", "examples/mock.rs"] {
            assert!(folder.path().join(out).join(file).is_file(), "{out}/{file}");
        }
        let manifest = fs::read_to_string(folder.path().join(out).join("Cargo.toml"))
            .expect("the manifest is there");
        assert!(manifest.contains("[workspace]"), "{manifest}");
        assert!(manifest.contains("\"../runtime\""), "relative to the crate: {manifest}");

        let before = folder.files();
        let again = folder.specwright(&arguments);
        assert_eq!(again.code, 0, "{again:?}");
        assert!(again.out.contains(" 0 of "), "{again:?}");
        assert_eq!(folder.files(), before);
    }
}

#[test]
fn the_runtime_is_where_it_is_said_to_be_or_expected_from_a_registry() {
    let folder = Folder::with(&[("petstore.yaml", PETSTORE), ("other/Cargo.toml", "[package]\n")]);
    for place in ["nowhere", "other"] {
        let arguments = ["gen", "petstore.yaml", "--out", "out", "--runtime-path", place];
        let done = folder.specwright(&arguments);
        assert_eq!(done.code, 2, "{done:?}");
        assert!(done.err.contains("`specwright-runtime`"), "{done:?}");
        assert!(done.err.contains(&format!("{place}/Cargo.toml")), "{done:?}");
        assert!(!folder.path().join("out").exists());
    }
    let done = folder.specwright(&["gen", "petstore.yaml", "--out", "out"]);
    assert!(done.out.contains("expected from a registry"), "{done:?}");
    let help = folder.specwright(&["gen", "--help"]).out;
    let examples = help.lines().filter(|line| line.contains("  specwright gen "));
    assert!(examples.clone().count() > 3, "{help}");
    examples.for_each(|line| assert!(line.contains("--runtime-path"), "{line}"));
}

#[test]
fn gen_takes_several_sources_as_one_api() {
    let (folder, _) = Folder::with_all();
    let done = folder.specwright(&["gen", "px0.md", "petstore.yaml", "--out", "both"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.out.contains("6 operations"), "{done:?}");
}

#[test]
fn gen_does_not_replace_what_it_did_not_write() {
    let folder = Folder::with(&[("petstore.yaml", PETSTORE), ("mine/notes.txt", "dear to me")]);
    let before = folder.files();
    let done = folder.specwright(&["gen", "petstore.yaml", "--out", "mine"]);
    assert_eq!(done.code, 2, "{done:?}");
    assert!(done.err.contains("mine"), "{done:?}");
    assert_eq!(folder.files(), before);
}

#[test]
fn strict_takes_warnings_as_errors_and_a_configuration_accepts_them() {
    let (folder, _) = Folder::with_all();
    let strict = ["gen", "aisquare.md", "--out", "aisquare", "--strict"];
    let done = folder.specwright(&strict);
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("error[optional-body]"), "{done:?}");
    assert!(!folder.path().join("aisquare").exists());

    let config = "[crates.aisquare]\nsources = []\naccept = [\"optional-body\"]\n";
    folder.write("specs.toml", config);
    let done = folder.specwright(&[&strict[..], &["--config", "specs.toml"]].concat());
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
}

#[test]
fn check_tells_what_is_wrong_and_writes_nothing() {
    let (folder, names) = Folder::with_all();
    let before = folder.files();
    for name in names {
        let done = folder.specwright(&["check", &name]);
        assert_eq!(done.code, 0, "{done:?}");
        assert!(done.out.starts_with("0 errors, "), "{done:?}");
    }
    assert_eq!(folder.files(), before);
}

#[test]
fn check_speaks_the_formats_of_machines() {
    let (folder, _) = Folder::with_all();
    folder.write("bad.yaml", &PETSTORE.replace("type: integer", "type: integre"));
    for (source, code) in [("auth.md", 0), ("bad.yaml", 1)] {
        let done = folder.specwright(&["check", source, "--format", "json"]);
        assert_eq!(done.code, code, "{done:?}");
        for line in done.out.lines() {
            let message: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
            assert_eq!(message["path"], source);
            assert!(message["line"].is_u64() && message["column"].is_u64(), "{line}");
            assert!(message["code"].is_string(), "{line}");
        }
        assert!(done.out.lines().count() >= 3, "{done:?}");

        let done = folder.specwright(&["check", source, "--format", "github"]);
        assert_eq!(done.code, code);
        let word = if code == 0 { "::warning file=" } else { "::error file=" };
        assert!(done.out.contains(&format!("{word}{source},line=")), "{done:?}");

        let done = folder.specwright(&["check", source, "--format", "sarif"]);
        assert_eq!(done.code, code);
        let sarif: serde_json::Value = serde_json::from_str(&done.out).expect("SARIF is JSON");
        assert_eq!(sarif["version"], "2.1.0");
        assert!(sarif["runs"][0]["results"].as_array().is_some_and(|results| results.len() >= 3));
    }
}

#[test]
fn openapi_prints_a_document_that_is_its_own_normal_form() {
    let (folder, names) = Folder::with_all();
    for name in names {
        let done = folder.specwright(&["openapi", &name]);
        assert_eq!(done.code, 0, "{done:?}");
        assert!(done.out.starts_with("openapi: 3.0.3\n"), "{name}: {}", done.out);
        folder.write("normal.yaml", &done.out);
        let again = folder.specwright(&["openapi", "normal.yaml"]);
        assert_eq!(again.code, 0, "{name}: {again:?}");
        assert_eq!(again.out, done.out, "{name}");
    }
}

#[test]
fn openapi_as_served_adds_what_the_door_answers() {
    let (folder, names) = Folder::with_all();
    for name in names {
        let done = folder.specwright(&["openapi", &name, "--as-served"]);
        assert_eq!(done.code, 0, "{done:?}");
        folder.write("served.yaml", &done.out);
        let checked = folder.specwright(&["check", "served.yaml"]);
        assert_eq!(checked.code, 0, "{name}: {checked:?}");
        let plain = folder.specwright(&["openapi", &name]);
        assert_ne!(plain.out, done.out, "{name}");
        if name == "petstore.yaml" || name == "galileo.md" {
            insta::assert_snapshot!(format!("{name}.served"), done.out);
        }
    }
}

#[test]
fn ir_prints_json() {
    let (folder, names) = Folder::with_all();
    for name in names {
        let done = folder.specwright(&["ir", &name]);
        assert_eq!(done.code, 0, "{done:?}");
        let ir: serde_json::Value = serde_json::from_str(&done.out).expect("the IR is JSON");
        let operations = if name == "petstore.yaml" { 5 } else { 1 };
        assert_eq!(ir["operations"].as_array().map(Vec::len), Some(operations), "{name}");
    }
}

#[test]
fn explain_knows_every_code_that_it_lists() {
    let folder = Folder::with(&[]);
    let all = folder.specwright(&["explain"]);
    assert_eq!(all.code, 0);
    let codes: Vec<&str> = all.out.lines().collect();
    assert!(codes.len() > 20 && codes.is_sorted_by(|one, next| one < next), "{codes:?}");
    for code in codes {
        let done = folder.specwright(&["explain", code]);
        assert_eq!(done.code, 0, "{code}");
        assert!(done.out.contains(&format!("[{code}]\n\n")), "{done:?}");
        assert!(done.out.len() > code.len() + 40, "{done:?}");
    }
    let unknown = folder.specwright(&["explain", "no-such-code"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("no-such-code"), "{unknown:?}");
    let slip = folder.specwright(&["explain", "unknwon-type"]);
    assert!(slip.err.contains("did you mean `unknown-type`?"), "{slip:?}");
}

#[test]
fn that_nobody_reads_what_is_printed_is_no_fault() {
    let folder = Folder::with(&[("petstore.yaml", PETSTORE), ("auth.md", &page("auth"))]);
    for arguments in [
        &["explain"][..],
        &["explain", "unknown-type"],
        &["check", "auth.md"],
        &["check", "auth.md", "--format", "json"],
        &["check", "auth.md", "--format", "sarif"],
        &["openapi", "petstore.yaml"],
        &["ir", "petstore.yaml"],
        &["gen", "petstore.yaml", "--out", "out"],
        &["update", "petstore.yaml"],
        &["--help"],
    ] {
        assert_eq!(folder.unread(arguments), 0, "{arguments:?}");
    }
    assert!(folder.path().join("out/src/lib.rs").is_file());
    assert_eq!(folder.unread(&["check", "nowhere.yaml"]), 1);
    assert_eq!(folder.unread(&["explain", "no-such-code"]), 2);
}

#[test]
fn a_wrong_command_line_is_2_and_says_how_to_go_on() {
    let folder = Folder::with(&[("petstore.yaml", PETSTORE)]);
    for arguments in [
        &["gen"][..],
        &["gen", "petstore.yaml"],
        &["gen", "petstore.yaml", "--out", "out", "--name", "1st"],
        &["gen", "petstore.yaml", "--out", "out", "--nme", "x"],
        &["check"],
        &["check", "petstore.yaml", "--format", "xml"],
        &["generate", "petstore.yaml"],
        &[],
    ] {
        let done = folder.specwright(arguments);
        assert_eq!(done.code, 2, "{arguments:?}: {done:?}");
        assert!(done.err.len() > 30, "{arguments:?}: {done:?}");
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn help_tells_what_a_source_is_and_how_commands_exit() {
    let folder = Folder::with(&[]);
    let done = folder.specwright(&["--help"]);
    assert_eq!(done.code, 0);
    for word in ["gen", "check", "openapi", "ir", "explain", "OpenAPI", "Markdown"] {
        assert!(done.out.contains(word), "{word}: {}", done.out);
    }
    let done = folder.specwright(&["gen", "--help"]);
    for word in ["Exits with 0", "--runtime-path", "--strict", "Examples:"] {
        assert!(done.out.contains(word), "{word}: {}", done.out);
    }
}

#[test]
fn names_that_collide_are_shown_where_they_stand() {
    let document = r"
openapi: 3.0.3
info: {title: Twins, version: '1'}
paths:
  /a: {get: {operationId: list, responses: {'204': {description: Done.}}}}
  /b: {get: {operationId: list, responses: {'204': {description: Done.}}}}
  /c:
    get: {operationId: List, responses: {'204': {description: Done.}}}
  /d: {get: {operationId: list_d_get, responses: {'204': {description: Done.}}}}
components:
  schemas:
    pet_name: {type: object}
    PetName: {type: object}
";
    let folder = Folder::with(&[("twins.yaml", document.trim_start())]);
    let done = folder.specwright(&["check", "twins.yaml"]);
    let said: Vec<&str> = done
        .err
        .lines()
        .filter_map(|line| line.strip_prefix("warning[").or(line.trim_start().strip_prefix("--> ")))
        .collect();
    assert_eq!(
        said,
        [
            "name-collision]: another operation is called `list` already; this one is `list_2`",
            "twins.yaml:5:8",
            "duplicate-operation-id]: `list` is the `operationId` of another operation",
            "twins.yaml:5:27",
            "name-collision]: another operation is called `list` already; this one is `list_3`",
            "twins.yaml:7:5",
            "name-collision]: another operation is called `list` already; this one is `list_4`",
            "twins.yaml:8:8",
            "name-collision]: another type is called `PetName` already; this one is `PetName2`",
            "twins.yaml:12:5",
        ]
    );
}
