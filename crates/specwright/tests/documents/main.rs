//! Documents in, files out, without a disk in between that anybody would have to look at.

mod interim;
mod samples;
mod select;
mod stability;

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use specwright::{Run, Settings, Target, generate};

/// Takes a document through the stages.
fn run(document: &Value, settings: Settings) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.json");
    fs::write(&path, document.to_string()).unwrap();
    Run::new(&Settings { sources: vec![path], ..settings })
}

/// The files of the crate, by path.
fn files(run: &Run) -> BTreeMap<String, String> {
    let target = Target {
        name: "things".to_owned(),
        runtime_path: None,
        member: false,
        command: "test".to_owned(),
        choices: specwright::Choices::default(),
    };
    let files = generate(run.api.as_ref().unwrap(), &target);
    files.into_iter().map(|file| (file.path, file.text)).collect()
}
