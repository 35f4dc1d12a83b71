//! Snapshots of the five documents: normal form, IR, and what is emitted.
//!
//! A changed stage shows here as a diff; `cargo insta review` shows it change by change.

use std::path::{Path, PathBuf};

use specwright::diagnostics::{Style, human};
use specwright::{Run, Settings, Target, generate, to_yaml};

/// The emitted files that are looked at here; `cargo xtask gen --check` looks at all.
const EMITTED: &[&str] = &["src/types.rs", "src/client.rs", "src/server.rs", "src/mock.rs"];

fn source(name: &str) -> PathBuf {
    Path::new("../specs").join(format!("{name}-login.md"))
}

fn run(name: &str) -> Run {
    let settings = Settings { sources: vec![source(name)], ..Settings::default() };
    Run::new(&settings)
}

fn snapshot(name: &str, stage: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("{name}.{stage}"), text));
}

fn document(name: &str) {
    let run = run(name);
    snapshot(name, "messages", &human(&run.sources, &run.diagnostics, Style::Plain));
    let normal = run.normal.as_ref().expect("the document has no errors");
    snapshot(name, "normal.yaml", &to_yaml(normal));
    let api = run.api.as_ref().expect("the document has no errors");
    let ir = serde_json::to_string_pretty(api).expect("the IR is plain data");
    snapshot(name, "ir.json", &ir);
    let target = Target {
        name: name.to_owned(),
        runtime_path: Some("../../crates/runtime".into()),
        member: true,
        command: "cargo xtask gen".to_owned(),
        choices: specwright::Choices::default(),
    };
    for file in generate(api, &target) {
        if EMITTED.contains(&file.path.as_str()) || file.path.starts_with("src/operations/") {
            let stage = file.path.trim_start_matches("src/").replace('/', "-");
            snapshot(name, &stage, &file.text);
        }
    }
}

#[test]
fn apex_becomes() {
    document("apex");
}

#[test]
fn px0_becomes() {
    document("px0");
}

#[test]
fn galileo_becomes() {
    document("galileo");
}

#[test]
fn auth_becomes() {
    document("auth");
}

#[test]
fn aisquare_becomes() {
    document("aisquare");
}
