//! `cargo xtask validate DIR`: whether every printed normal form is valid OpenAPI, by the word of
//! `openapi-spec-validator`, which nobody here wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use serde_json::Value;
use specwright::{Run, to_yaml};

use crate::corpus::{self, Document};
use crate::{root, tools};

#[derive(clap::Args)]
pub struct Arguments {
    /// Folders of documents or pages; a table of the same name beside one names their roots
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// Take each folder as one source, as `specwright openapi` does
    #[arg(long)]
    together: bool,
    /// Where the normal forms go
    #[arg(long, default_value = "target/validate")]
    out: PathBuf,
}

const VALIDATOR: &str = "openapi-spec-validator==0.9.0";
const SCRIPT: &str = include_str!("validate.py");

pub fn run(arguments: &Arguments) -> ExitCode {
    let mut documents = Vec::new();
    for folder in &arguments.folders {
        if !folder.is_dir() {
            println!("skipped: there is no folder {}", folder.display());
            return ExitCode::SUCCESS;
        }
        documents.extend(corpus::documents(folder, arguments.together));
    }
    let Some(python) = tools::python("openapi-spec-validator", &[VALIDATOR]) else {
        println!("skipped: Python or {VALIDATOR} cannot be had here");
        return ExitCode::SUCCESS;
    };
    let printed = match print(&documents, &arguments.out) {
        Ok(printed) => printed,
        Err(error) => {
            eprintln!("error: cannot write to {}: {error}", arguments.out.display());
            return ExitCode::FAILURE;
        }
    };
    match validate(&python, &printed, &arguments.out) {
        Ok(faults) => report(&printed, &faults),
        Err(error) => {
            eprintln!("error: the validator does not run: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints the normal forms of all documents that have one, by their names.
fn print(documents: &[Document], out: &Path) -> std::io::Result<BTreeMap<String, PathBuf>> {
    fs::create_dir_all(out)?;
    let mut printed = BTreeMap::new();
    for document in documents {
        let settings = document.settings();
        for run in Run::each(&settings, |_| settings.clone()) {
            let Some(normal) = run.normal.filter(|_| !run.diagnostics.has_errors()) else {
                continue;
            };
            let name = if document.name.is_empty() { run.name } else { document.name.clone() };
            let file = out.join(format!("{}.yaml", corpus::crate_name(&name)));
            fs::write(&file, to_yaml(&normal))?;
            printed.insert(name, file);
        }
    }
    Ok(printed)
}

/// The first faults of each file that has any.
fn validate(
    python: &Path,
    printed: &BTreeMap<String, PathBuf>,
    out: &Path,
) -> std::io::Result<BTreeMap<String, Vec<String>>> {
    let (script, list) = (out.join("validate.py"), out.join("files.txt"));
    let files: Vec<String> = printed.values().map(|file| file.display().to_string()).collect();
    fs::write(&script, SCRIPT)?;
    fs::write(&list, files.join("\n"))?;
    let output = Command::new(python).args([&script, &list]).stderr(Stdio::inherit()).output()?;
    let mut faults: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let text = String::from_utf8_lossy(&output.stdout);
    let results = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut seen = 0;
    for result in results {
        seen += 1;
        let file = result["file"].as_str().unwrap_or_default();
        let found = result["faults"].as_array().into_iter().flatten().map(|fault| {
            let text = |key: &str| fault[key].as_str().unwrap_or_default();
            format!("{}: {}", text("pointer"), text("message"))
        });
        let found: Vec<String> = found.collect();
        let name = printed.iter().find(|(_, path)| path.as_os_str() == file);
        if let (Some((name, _)), false) = (name, found.is_empty()) {
            faults.insert(name.clone(), found);
        }
    }
    if seen != printed.len() {
        let message = format!("it judged {seen} of {} documents", printed.len());
        return Err(std::io::Error::other(message));
    }
    Ok(faults)
}

/// The documents whose normal form is at fault because the source is, with the reasons.
fn expected() -> BTreeMap<String, String> {
    let text = fs::read_to_string(root().join("crates/openapi/tests/invalid-at-source.tsv"));
    let text = text.unwrap_or_default();
    let rows = text.lines().skip(1).filter_map(|line| line.split_once('\t'));
    rows.map(|(name, reason)| (name.to_owned(), reason.to_owned())).collect()
}

fn report(printed: &BTreeMap<String, PathBuf>, faults: &BTreeMap<String, Vec<String>>) -> ExitCode {
    let expected = expected();
    let (mut unexpected, mut excused) = (0, 0);
    for (name, found) in faults {
        match expected.get(name) {
            Some(reason) => {
                excused += 1;
                println!("at fault at the source: {name}: {reason}");
            }
            None => {
                unexpected += 1;
                println!("invalid: {name}");
                found.iter().for_each(|fault| println!("    {fault}"));
            }
        }
    }
    let mended = expected.keys().filter(|name| printed.contains_key(*name));
    for name in mended.filter(|name| !faults.contains_key(*name)) {
        unexpected += 1;
        println!("unexpected: {name} is expected to be invalid and is not");
    }
    println!(
        "valid {}/{}, at fault at the source {excused}, unexpected {unexpected}",
        printed.len() - faults.len(),
        printed.len()
    );
    if unexpected == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
