//! Real documents, sound and broken, that are not part of the project. Without them the tests
//! say so and pass.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use specwright_diagnostics::{Diagnostics, Node, Severity};
use specwright_openapi::Normal;
use support::Run;

/// The corpus, beside the workspace.
fn corpus() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if !path.is_dir() {
        eprintln!("skipped: there is no corpus at {}", path.display());
        return None;
    }
    Some(path)
}

/// The rows of a table without its head.
fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).expect("the table is there");
    let lines = text.lines().skip(1).filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// An expectations file of this crate: what is excepted, and why.
fn exceptions(name: &str) -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    let exceptions = rows(&path).into_iter().filter_map(|row| {
        let [name, reason, ..] = row.as_slice() else { return None };
        Some((name.clone(), reason.clone()))
    });
    exceptions.collect()
}

/// The operations and the schemas that a root document holds itself.
fn given(tree: &Node) -> (usize, usize) {
    let items = ["paths", "webhooks"].iter().filter_map(|key| tree.get(key)?.as_object());
    let operations = items
        .flat_map(|items| items.iter())
        .filter(|(key, _)| !key.starts_with("x-"))
        .map(|(_, item)| operations(item))
        .sum();
    let schemas = tree.get("components").and_then(|c| c.get("schemas"));
    let schemas = schemas.or(tree.get("definitions")).and_then(Node::as_object);
    let count = |map: &specwright_diagnostics::Map| map.keys().filter(|k| *k != "$ref").count();
    (operations, schemas.map_or(0, count))
}

fn operations(item: &Node) -> usize {
    const METHODS: [&str; 9] =
        ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
    let further = item.get("additionalOperations").and_then(Node::as_object);
    METHODS.iter().filter(|method| item.get(method).is_some()).count()
        + further.map_or(0, specwright_diagnostics::Map::len)
}

/// The same of a normal form.
fn made(normal: &Normal) -> (usize, usize) {
    let api = &normal.api;
    let further = |value: &serde_json::Value| value.as_object().map_or(0, serde_json::Map::len);
    let in_paths: usize = api
        .paths
        .paths
        .values()
        .filter_map(|item| item.as_item())
        .map(|item| {
            let others = item.extensions.get("x-specwright-operations").map_or(0, further);
            item.iter().count() + others
        })
        .sum();
    let webhooks = normal.tree().get("x-specwright-webhooks").and_then(Node::as_object);
    let in_webhooks: usize =
        webhooks.into_iter().flat_map(|map| map.values()).map(operations).sum();
    (in_paths + in_webhooks, api.components.as_ref().map_or(0, |c| c.schemas.len()))
}

#[test]
fn every_document_normalises_and_nothing_is_dropped() {
    let Some(corpus) = corpus() else { return };
    let unusable = exceptions("corpus-unusable.tsv");
    assert!(unusable.len() <= 6, "too many documents are given up");
    let (mut faults, mut sums) = (Vec::new(), [0; 4]);
    for row in rows(&corpus.join("OPENAPI.tsv")) {
        let name = &row[9];
        let mut run = Run::default();
        let roots = run.read(&corpus.join("openapi").join(name));
        let normal = run.normalise(&roots);
        match (normal, unusable.contains_key(name)) {
            (None, true) => {}
            (Some(_), true) => faults.push(format!("{name} normalises, and is listed")),
            (None, false) => faults.push(format!("{name} has errors:\n{}", run.report())),
            (Some(normal), false) => {
                let (given, made) = (given(run.sources.tree(roots[0])), made(&normal));
                let is_whole = made.0 >= given.0 && made.1 >= given.1;
                if !is_whole {
                    faults.push(format!("{name}: {made:?} of {given:?} operations and schemas"));
                }
                for (sum, count) in sums.iter_mut().zip([given.0, made.0, given.1, made.1]) {
                    *sum += count;
                }
            }
        }
    }
    let [operations, operations_made, schemas, schemas_made] = sums;
    println!("operations {operations_made}/{operations}, schemas {schemas_made}/{schemas}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn broken_documents_are_reported_where_they_are_broken() {
    let Some(corpus) = corpus() else { return };
    let excepted = exceptions("negative-tolerated.tsv");
    let mut faults = Vec::new();
    for row in rows(&corpus.join("NEGATIVE.tsv")) {
        let (name, label) = (&row[0], row[1].as_str());
        let mut run = Run::default();
        let roots = run.read(&corpus.join("negative").join(name));
        let normal = run.normalise(&roots);
        let errors = run.diagnostics.count(Severity::Error);
        let warnings = run.diagnostics.count(Severity::Warning);
        let is_met = match label {
            "must-reject" => errors > 0 && is_located(&run, &run.diagnostics),
            "lint-or-reject" => errors + warnings > 0,
            _ => true,
        };
        match (is_met, excepted.contains_key(name)) {
            (true, true) => faults.push(format!("{name} is as labelled, and is listed")),
            (false, false) => faults.push(format!("{name} is {label}:\n{}", run.report())),
            _ => {}
        }
        assert_eq!(
            normal.is_none() && !roots.is_empty(),
            errors > 0 && !roots.is_empty(),
            "{name}"
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn is_located(run: &Run, diagnostics: &Diagnostics) -> bool {
    let mut errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
    errors.any(|error| run.sources.locate(&error.place).is_some())
}
