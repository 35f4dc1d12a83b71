//! A vendor's documentation as published, beside the workspace, where it is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use specwright::diagnostics::{Severity, Style, human};
use specwright::{Run, Settings};

const VENDOR: &str = "../../../shared/corpus/vendors/kalshi";

fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { pages(&path, found) } else { found.push(path) }
    }
}

/// The operations that the pages announce, by file: the first lines of their fences, taken
/// without any of the readers.
fn announced(folder: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = Vec::new();
    pages(folder, &mut found);
    let mut operations: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in found {
        let text = fs::read_to_string(path).unwrap();
        let Some((_, fence)) = text.split_once("\n````yaml ") else { continue };
        let (info, body) = fence.split_once('\n').unwrap();
        if let ([file, method, path], true) = (
            &info.split_whitespace().collect::<Vec<_>>()[..],
            ["openapi:", "paths:"].iter().any(|key| body.starts_with(key)),
        ) {
            let file = file.trim_start_matches('/').to_owned();
            operations.entry(file).or_default().insert(format!("{method} {path}"));
        }
    }
    operations
}

#[test]
fn a_vendors_folder_becomes_its_apis_with_every_operation() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(VENDOR);
    if !folder.exists() {
        eprintln!("skipped: there is no ../shared/corpus/vendors beside the workspace");
        return;
    }
    let announced = announced(&folder);
    let settings = Settings { sources: vec![folder], ..Settings::default() };
    let runs = Run::each(&settings, |_| settings.clone());
    assert_eq!(runs.len(), announced.len());
    let mut conflicts = 0;
    for run in &runs {
        let shown = || human(&run.sources, &run.diagnostics, Style::Plain);
        let api = run.api.as_ref().unwrap_or_else(|| panic!("{}", shown()));
        let operations: BTreeSet<String> = api
            .operations
            .iter()
            .map(|o| format!("{} {}", o.method.to_string().to_lowercase(), o.path))
            .collect();
        assert!(announced.values().any(|set| *set == operations), "{}: {operations:?}", run.name);
        for conflict in run.diagnostics.iter().filter(|d| d.code.name.starts_with("conflicting-")) {
            let other = &conflict.related[0].place;
            let page = |place| run.sources.locate(place).map(|location| location.path);
            assert!(page(&conflict.place) != page(other), "{}", conflict.message);
            conflicts += 1;
        }
    }
    let passed = runs[0].passed_over.count(Severity::Error);
    let operations: usize = announced.values().map(BTreeSet::len).sum();
    eprintln!(
        "{} APIs, {operations} operations, {conflicts} conflicts, {passed} pages passed over",
        runs.len()
    );
    assert!(conflicts > 0 && passed > 0);
}
