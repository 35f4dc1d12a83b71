//! The real pages and documents beside the workspace, where they are there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use specwright_diagnostics::{Diagnostics, Severity, Sources, Style, human};
use specwright_grammar::further_response;
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

/// What became of a text whose line breaks were taken.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Exact,
    Documentation,
    Refused,
    Wrong,
}

/// Documents whose own indentation makes a part of them text, which is read as what it was to be.
const MISINDENTED: [&str; 2] = [
    "3gpp-ampolicy/TS29520_Nnwdaf_DataManagement.yaml",
    "3gpp-ampolicy/TS29574_Ndccf_DataManagement.yaml",
];

/// The tree of the only document in a file.
fn tree(name: &str, text: &str) -> Result<serde_json::Value, String> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let input = Input { path: name.to_owned(), bytes: text.into() };
    let entries = read(&mut sources, input, &mut diagnostics);
    match &entries[..] {
        [entry] => Ok(sources.tree(entry.document).to_json()),
        _ => Err(human(&sources, &diagnostics, Style::Plain)),
    }
}

/// A tree as far as a collapsed text can tell it: white space is one space, and without
/// documentation if that is not to count. Numbers that were written as texts are texts.
fn bare(value: &serde_json::Value, names: bool, documentation: bool) -> serde_json::Value {
    use serde_json::Value::{Array, Object, String};
    match value {
        String(text) => text.split_whitespace().collect::<Vec<_>>().join(" ").into(),
        Array(items) => Array(items.iter().map(|item| bare(item, false, documentation)).collect()),
        Object(map) => {
            let prose = ["description", "summary", "title", "example", "examples", "externalDocs"];
            let kept = map.iter().filter(|(key, _)| {
                let extends = key.starts_with("x-") && further_response(key).is_none();
                documentation || names || !(prose.contains(&&key[..]) || extends)
            });
            let below = |key: &str| key == "properties" && !names;
            Object(kept.map(|(k, v)| (k.clone(), bare(v, below(k), documentation))).collect())
        }
        other => other.clone(),
    }
}

/// What became of a text, and why it is refused if it is.
fn outcome(name: &str, text: &str) -> Option<(Outcome, String)> {
    // What is not OpenAPI has no grammar to be restored by, and is told apart.
    if text.lines().any(|line| line.starts_with("  path: /")) {
        return None;
    }
    let whole = tree(name, text).ok()?;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut refusal = String::new();
    let outcome = match tree(name, &flat) {
        Err(why) => {
            if std::env::var_os("SHOW").is_some() {
                eprintln!("{name}: refused\n{why}");
            }
            refusal = reason(&why);
            Outcome::Refused
        }
        Ok(found) if bare(&found, false, true) == bare(&whole, false, true) => Outcome::Exact,
        Ok(found) if bare(&found, false, false) == bare(&whole, false, false) => {
            Outcome::Documentation
        }
        Ok(_) if std::env::var_os("SHOW").is_none() => Outcome::Wrong,
        Ok(found) => {
            let folder = std::env::temp_dir().join("specwright-collapsed");
            std::fs::create_dir_all(&folder).unwrap();
            let base = folder.join(name.replace('/', "_"));
            let print = |tree: &serde_json::Value| format!("{:#}", bare(tree, false, false));
            std::fs::write(base.with_extension("want.json"), print(&whole)).unwrap();
            std::fs::write(base.with_extension("got.json"), print(&found)).unwrap();
            eprintln!("{name}: wrong, see {}", base.display());
            Outcome::Wrong
        }
    };
    Some((outcome, refusal))
}

/// How many in a hundred mean what they meant.
fn restored<'a>(table: impl Iterator<Item = (&'a Outcome, &'a usize)>) -> usize {
    let (mut all, mut right) = (0, 0);
    for (outcome, count) in table {
        all += count;
        right += if *outcome <= Outcome::Documentation { *count } else { 0 };
    }
    right * 100 / all.max(1)
}

#[test]
fn collapsed_pages_are_restored_or_refused() {
    let Some(folder) = corpus("pages") else { return };
    let mut table: BTreeMap<(String, Outcome), usize> = BTreeMap::new();
    for family in ["fern", "mintlify", "mintlify_prose", "apidog_yaml", "readme", "gitbook"] {
        for path in files(&folder.join(family)) {
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(&folder).unwrap().display().to_string();
            if let Some((outcome, _)) = outcome(&name, &text) {
                *table.entry((family.to_owned(), outcome)).or_default() += 1;
            }
        }
    }
    for ((family, outcome), count) in &table {
        eprintln!("{count:5}  {family:20} {outcome:?}");
    }
    assert!(table.keys().all(|(_, outcome)| *outcome != Outcome::Wrong));
    assert!(table.keys().all(|(family, outcome)| family != "fern" || *outcome == Outcome::Exact));
    for format in ["mintlify", "apidog"] {
        let of = table.iter().filter(|((family, _), _)| family.starts_with(format));
        let restored = restored(of.map(|((_, outcome), count)| (outcome, count)));
        assert!(restored >= 85, "{format}: {restored} %");
    }
}

#[test]
fn collapsed_documents_are_restored_or_refused() {
    let Some(folder) = corpus("openapi") else { return };
    let small = |path: &PathBuf| {
        let yaml = path.extension().is_some_and(|end| end == "yaml" || end == "yml");
        yaml && std::fs::metadata(path).unwrap().len() < 60_000
    };
    let mut table: BTreeMap<Outcome, usize> = BTreeMap::new();
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for path in files(&folder).into_iter().filter(small) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        let Some((outcome, why)) = outcome(&name, &text) else { continue };
        if outcome == Outcome::Refused {
            *reasons.entry(why).or_default() += 1;
        }
        if outcome != Outcome::Wrong || !MISINDENTED.contains(&&name[..]) {
            *table.entry(outcome).or_default() += 1;
        }
    }
    eprintln!("documents: {table:?}");
    for (reason, count) in &reasons {
        eprintln!("{count:5}  refused: {reason}");
    }
    assert!(!table.contains_key(&Outcome::Wrong));
    assert!(restored(table.iter()) >= 58);
}

/// The first line of a refusal, in words that many texts share: two readings are left of a text
/// that breaks no rule, or none is.
fn reason(why: &str) -> String {
    let first = why.lines().next().unwrap_or_default();
    // What stands in quotes is the text's own.
    let quoted = |(index, part): (usize, &str)| if index % 2 == 1 { "…" } else { part }.to_owned();
    first.split('`').enumerate().map(quoted).collect()
}

#[test]
fn a_vendors_collapsed_pages_are_restored_or_refused() {
    let Some(folder) = corpus("vendors/kalshi") else { return };
    let mut table: BTreeMap<Outcome, usize> = BTreeMap::new();
    for path in files(&folder) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        if let Some((outcome, _)) = outcome(&name, &text) {
            *table.entry(outcome).or_default() += 1;
        }
    }
    eprintln!("vendor: {table:?}");
    assert!(!table.contains_key(&Outcome::Wrong));
    assert!(restored(table.iter()) >= 85);
}
