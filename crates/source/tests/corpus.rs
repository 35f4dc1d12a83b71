//! The real pages and documents beside the workspace, where they are there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use specwright_diagnostics::{Diagnostics, Severity, Sources, Style, human};
use specwright_source::{Input, read};

/// The corpus, or `None` with a word about it.
fn corpus(part: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus").join(part);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: there is no ../shared/corpus/{part} beside the workspace");
    None
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// How many files gave what, by folder and format.
fn table(folder: &Path, depth: usize) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    for path in files(folder) {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.strip_prefix(folder).unwrap();
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let input = Input { path: name.display().to_string(), bytes };
        let entries = read(&mut sources, input, &mut diagnostics);
        let family: PathBuf = name.iter().take(depth).collect();
        let result = match entries.first() {
            Some(entry) => entry.format.to_string(),
            None => {
                assert!(diagnostics.has_errors(), "{}: neither API nor reason", name.display());
                let first = diagnostics.iter().find(|d| d.severity == Severity::Error).unwrap();
                format!("- {}: {}", first.code.name, first.message)
            }
        };
        if std::env::var_os("SHOW").is_some() {
            eprintln!(
                "{}: {result}\n{}",
                name.display(),
                human(&sources, &diagnostics, Style::Plain)
            );
        }
        *counts.entry((family.display().to_string(), result)).or_default() += 1;
    }
    for ((family, result), count) in &counts {
        eprintln!("{count:5}  {family:20} {result}");
    }
    counts
}

#[test]
fn every_page_holds_an_api_or_says_why_not() {
    let Some(folder) = corpus("pages") else { return };
    table(&folder, 1);
}

#[test]
fn a_vendors_folder_is_told_apart() {
    let Some(folder) = corpus("vendors/kalshi") else { return };
    table(&folder, 0);
}

#[test]
fn every_document_is_read() {
    let Some(folder) = corpus("openapi") else { return };
    table(&folder, 0);
}
