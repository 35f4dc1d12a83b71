//! `cargo xtask corpus DIR`: what becomes of every document of a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use serde_json::{Value, json};
use specwright::diagnostics::Severity;
use specwright::{Choices, Run, Settings, Target, generate, write};

use crate::root;

#[derive(clap::Args)]
pub struct Arguments {
    /// A folder of documents or pages; a table of the same name beside it names their roots
    folder: PathBuf,
    /// A file with the names of the documents to take, a line each
    #[arg(long)]
    only: Option<PathBuf>,
    /// Check the output of each with cargo, warnings denied
    #[arg(long)]
    compile: bool,
    /// Run clippy and rustdoc over the output too
    #[arg(long, requires = "compile")]
    lint: bool,
    /// Take the folder as one source, as `specwright gen` does
    #[arg(long)]
    together: bool,
    /// Where the output goes
    #[arg(long, default_value = "target/corpus")]
    out: PathBuf,
}

/// A document of the corpus.
pub struct Document {
    pub name: String,
    pub source: PathBuf,
    /// The folder of a document of several files.
    pub root: Option<PathBuf>,
}

impl Document {
    pub fn settings(&self) -> Settings {
        let (sources, root) = (vec![self.source.clone()], self.root.clone());
        Settings { sources, root, ..Settings::default() }
    }
}

/// What became of a document.
#[derive(Default)]
struct Outcome {
    name: String,
    generated: bool,
    compiled: Option<bool>,
    panicked: bool,
    operations: (usize, usize),
    schemas: (usize, usize),
    untyped: Vec<String>,
    warnings: BTreeMap<&'static str, usize>,
    errors: BTreeMap<&'static str, usize>,
    lines: usize,
    milliseconds: u128,
}

/// What `--lint` runs in the place of a mere check: what stands in a feature is not to lack what stands in
/// another.
pub const LINTS: &[&[&str]] = &[
    &["clippy", "--all-targets", "--all-features"],
    &["check", "--no-default-features"],
    &["check", "--no-default-features", "--features", "client"],
    &["check", "--no-default-features", "--features", "server"],
    &["doc", "--no-deps"],
];

pub fn run(arguments: &Arguments) -> ExitCode {
    if !arguments.folder.is_dir() {
        println!("skipped: there is no folder {}", arguments.folder.display());
        return ExitCode::SUCCESS;
    }
    let documents = documents(&arguments.folder, arguments.together);
    let documents = only(documents, arguments.only.as_deref());
    let commands = match (arguments.compile, arguments.lint) {
        (false, _) => &[][..],
        (true, false) => &[&["check"][..]],
        (true, true) => LINTS,
    };
    judge(&documents, &arguments.out, commands, Verdict::OfAll)
}

/// What has to be sound.
#[derive(Clone, Copy, PartialEq)]
pub enum Verdict {
    /// Every document generates, but for those that are known to be unusable.
    OfAll,
    /// What is generated; a document may be refused.
    OfOutput,
}

/// Shows what becomes of documents, and of the output under these commands of cargo.
pub fn judge(
    documents: &[Document],
    out: &Path,
    commands: &[&[&str]],
    verdict: Verdict,
) -> ExitCode {
    let mut outcomes = in_parallel(documents, out);
    let mut failed = BTreeSet::new();
    for command in commands {
        failed.extend(compile(out, &outcomes, command));
    }
    if !commands.is_empty() {
        for outcome in outcomes.iter_mut().filter(|outcome| outcome.generated) {
            outcome.compiled = Some(!failed.contains(&crate_name(&outcome.name)));
        }
    }
    report(&outcomes, out, !commands.is_empty(), verdict)
}

/// The documents of a folder: those of the table beside it, else every file that may be one; the
/// folder as one, without a name, where it is taken together.
pub fn documents(folder: &Path, together: bool) -> Vec<Document> {
    if together {
        return vec![Document { name: String::new(), source: folder.to_owned(), root: None }];
    }
    let table = folder.file_name().map(|name| name.to_string_lossy().to_ascii_uppercase());
    let table = table.map(|name| folder.with_file_name(format!("{name}.tsv")));
    if let Some(text) = table.and_then(|path| fs::read_to_string(path).ok()) {
        let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let head = lines.next().unwrap_or_default();
        let column = |name: &str| head.iter().position(|column| *column == name);
        if let (Some(id), Some(root)) = (column("id"), column("root")) {
            let document = |row: Vec<&str>| {
                let source = folder.join(row.get(root)?);
                let own = Some(folder.join(row.get(id)?)).filter(|own| own.is_dir());
                Some(Document { name: (*row.get(id)?).to_owned(), source, root: own })
            };
            return lines.filter_map(document).collect();
        }
    }
    let mut all = Vec::new();
    walk(folder, folder, &mut all);
    all
}

/// Those that a file lists, a line each.
pub fn only(mut documents: Vec<Document>, list: Option<&Path>) -> Vec<Document> {
    if let Some(list) = list {
        let wanted = fs::read_to_string(list).unwrap_or_default();
        let wanted: BTreeSet<&str> = wanted.lines().map(str::trim).collect();
        documents.retain(|document| wanted.contains(document.name.as_str()));
    }
    documents
}

fn walk(root: &Path, folder: &Path, all: &mut Vec<Document>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            walk(root, &path, all);
        } else if path
            .extension()
            .is_some_and(|e| ["md", "yaml", "yml", "json"].iter().any(|x| e == *x))
        {
            let name = path.strip_prefix(root).unwrap_or(&path).with_extension("");
            all.push(Document { name: name.display().to_string(), source: path, root: None });
        }
    }
}

fn in_parallel(documents: &[Document], out: &Path) -> Vec<Outcome> {
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    // Panics are counted; the default hook would print each over the table.
    std::panic::set_hook(Box::new(|info| eprintln!("panic: {info}")));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = catch_unwind(AssertUnwindSafe(|| all_of(document, out)));
                    let found = found.unwrap_or_else(|_| {
                        let name = document.name.clone();
                        vec![Outcome { name, panicked: true, ..Outcome::default() }]
                    });
                    if let Ok(mut outcomes) = outcomes.lock() {
                        outcomes.extend(found);
                    }
                }
            });
        }
    });
    let _ = std::panic::take_hook();
    let mut outcomes = outcomes.into_inner().unwrap_or_default();
    outcomes.sort_by(|a, b| a.name.cmp(&b.name));
    outcomes
}

/// What becomes of the APIs of a document, or of a folder taken together.
fn all_of(document: &Document, out: &Path) -> Vec<Outcome> {
    let start = Instant::now();
    let settings = document.settings();
    let runs = Run::each(&settings, |_| settings.clone());
    let named = |run: &Run| match document.name.as_str() {
        "" => run.name.clone(),
        name => name.to_owned(),
    };
    let mut outcomes: Vec<Outcome> = runs.iter().map(|run| one(run, named(run), out)).collect();
    outcomes.iter_mut().for_each(|outcome| outcome.milliseconds = start.elapsed().as_millis());
    outcomes
}

fn one(run: &Run, name: String, out: &Path) -> Outcome {
    let mut outcome = Outcome { name, ..Outcome::default() };
    for diagnostic in run.diagnostics.iter() {
        let by_code = match diagnostic.severity {
            Severity::Warning => &mut outcome.warnings,
            Severity::Error => &mut outcome.errors,
        };
        *by_code.entry(diagnostic.code.name).or_default() += 1;
    }
    if let (Some(api), Some(normal)) = (&run.api, &run.normal) {
        let in_source: usize = normal
            .api
            .paths
            .paths
            .values()
            .filter_map(|item| item.as_item())
            .map(|item| item.iter().count())
            .sum();
        outcome.operations = (api.operations.len(), in_source.max(api.operations.len()));
        let schemas = normal.api.components.as_ref().map_or(0, |c| c.schemas.len());
        let named: BTreeSet<&str> = api
            .types
            .iter()
            .filter(|ty| ty.place.steps.is_empty())
            .filter_map(|ty| match &ty.place.owner {
                specwright::ir::Owner::Schema(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        outcome.schemas = (named.len(), schemas);
        outcome.untyped = api.untyped();
        let target = Target {
            name: crate_name(&outcome.name),
            runtime_path: Some(runtime()),
            member: true,
            command: "cargo xtask corpus".to_owned(),
            choices: Choices::default(),
        };
        let files = generate(api, &target);
        outcome.lines = files.iter().map(|file| file.text.lines().count()).sum();
        match write(&out.join(&target.name), &files) {
            Ok(_) => outcome.generated = true,
            Err(error) => {
                eprintln!("{}: {error}", outcome.name);
                outcome.errors.insert("not-written", 1);
            }
        }
    }
    outcome
}

/// The documents that are unusable at the source and the pages that hold no API; each has its
/// reason in the file, and a page its code.
fn unusable() -> BTreeMap<String, Option<String>> {
    let root = root();
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap_or_default();
    let documents = read("crates/openapi/tests/corpus-unusable.tsv");
    let pages = read("crates/source/tests/pages-unusable.tsv");
    let bare = |name: &str| {
        let first = name.split('/').next().unwrap_or(name);
        first.trim_end_matches(".yaml").trim_end_matches(".json").to_owned()
    };
    let documents = documents.lines().skip(1).filter_map(|line| line.split('\t').next());
    let pages = pages.lines().skip(1).filter_map(|line| {
        let mut columns = line.split('\t').map(str::to_owned);
        Some((columns.next()?, columns.next()))
    });
    documents.map(|name| (bare(name), None)).chain(pages).collect()
}

fn runtime() -> PathBuf {
    root().join("crates/runtime")
}

pub fn crate_name(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    format!("c-{}", words.collect::<Vec<_>>().join("-").to_ascii_lowercase())
}

/// Runs cargo over all output at once; gives the names of the crates that failed.
fn compile(out: &Path, outcomes: &[Outcome], command: &[&str]) -> BTreeSet<String> {
    let members: Vec<String> = outcomes
        .iter()
        .filter(|o| o.generated)
        .map(|o| format!("{:?}", crate_name(&o.name)))
        .collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    if let Err(error) =
        fs::create_dir_all(out).and_then(|()| fs::write(out.join("Cargo.toml"), manifest))
    {
        eprintln!("cannot write the workspace: {error}");
        return outcomes.iter().map(|o| crate_name(&o.name)).collect();
    }
    let deny = "-Dwarnings";
    let output = Command::new(env!("CARGO"))
        .args(command)
        .args(["--workspace", "--keep-going", "--message-format=json", "--quiet"])
        .current_dir(out)
        .env("RUSTFLAGS", deny)
        .env("RUSTDOCFLAGS", deny)
        // Nothing of it is built twice, and what is kept for that is most of the disk.
        .env("CARGO_INCREMENTAL", "0")
        .env(
            "CARGO_TARGET_DIR",
            std::path::absolute(out).unwrap_or_else(|_| out.to_owned()).join("target"),
        )
        .stderr(Stdio::inherit())
        .output();
    let Ok(output) = output else {
        return outcomes.iter().map(|o| crate_name(&o.name)).collect();
    };
    let mut failed = BTreeSet::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        if message["reason"] == "compiler-message" && message["message"]["level"] == "error" {
            let package = message["package_id"].as_str().unwrap_or_default();
            let name = package.rsplit('/').next().unwrap_or_default();
            let name = name.split('#').next().unwrap_or_default().to_owned();
            if failed.insert(name) {
                eprintln!("{}", message["message"]["rendered"].as_str().unwrap_or_default());
            }
        }
    }
    failed
}

fn report(outcomes: &[Outcome], out: &Path, compiled: bool, verdict: Verdict) -> ExitCode {
    println!(
        "{:<44} {:>5} {:>4} {:>9} {:>11} {:>7} {:>8} {:>8} {:>6}",
        "document", "gen", "rustc", "ops", "schemas", "untyped", "warnings", "lines", "ms"
    );
    for o in outcomes {
        let compiled = match o.compiled {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "-",
        };
        let generated = if o.panicked {
            "PANIC"
        } else if o.generated {
            "yes"
        } else {
            "no"
        };
        let errors: Vec<&str> = o.errors.keys().copied().collect();
        println!(
            "{:<44} {generated:>5} {compiled:>4} {:>9} {:>11} {:>7} {:>8} {:>8} {:>6} {}",
            o.name,
            format!("{}/{}", o.operations.0, o.operations.1),
            format!("{}/{}", o.schemas.0, o.schemas.1),
            o.untyped.len(),
            o.warnings.values().sum::<usize>(),
            o.lines,
            o.milliseconds,
            errors.join(" ")
        );
    }
    let count = |is: &dyn Fn(&Outcome) -> bool| outcomes.iter().filter(|o| is(o)).count();
    let sum = |of: &dyn Fn(&Outcome) -> usize| outcomes.iter().map(of).sum::<usize>();
    let codes: BTreeSet<&str> = outcomes.iter().flat_map(|o| o.warnings.keys().copied()).collect();
    let generated = count(&|o| o.generated);
    let built = count(&|o| o.compiled == Some(true));
    let panics = count(&|o| o.panicked);
    println!(
        "generated {generated}/{}, compiled {}, operations {}/{}, schemas {}/{}, untyped {}, warnings {} in {} codes, panics {panics}",
        outcomes.len(),
        if compiled { format!("{built}/{generated}") } else { "-".to_owned() },
        sum(&|o| o.operations.0),
        sum(&|o| o.operations.1),
        sum(&|o| o.schemas.0),
        sum(&|o| o.schemas.1),
        sum(&|o| o.untyped.len()),
        sum(&|o| o.warnings.values().sum()),
        codes.len()
    );
    let rows: Vec<Value> = outcomes
        .iter()
        .map(|o| {
            json!({
                "name": o.name, "generated": o.generated, "compiled": o.compiled, "panicked": o.panicked,
                "operations": o.operations.0, "schemas": o.schemas.0, "untyped": o.untyped,
                "warnings": o.warnings, "errors": o.errors, "lines": o.lines,
                "milliseconds": o.milliseconds as u64,
            })
        })
        .collect();
    let path = out.join("corpus.json");
    if let Err(error) = fs::write(&path, json!(rows).to_string()) {
        eprintln!("cannot write {}: {error}", path.display());
    }
    let unusable = unusable();
    let mut unexpected = Vec::new();
    for o in outcomes.iter().filter(|o| !o.panicked) {
        let codes: Vec<&str> = o.errors.keys().copied().collect();
        let what = match unusable.get(&o.name) {
            Some(_) if o.generated => "is expected to be unusable and is not".to_owned(),
            None if !o.generated && verdict == Verdict::OfAll => "does not generate".to_owned(),
            Some(Some(code)) if codes != [code] => format!("ends in {codes:?}, not in {code}"),
            _ => continue,
        };
        unexpected.push(format!("{} {what}", o.name));
    }
    unexpected.iter().for_each(|line| println!("unexpected: {line}"));
    let sound = panics == 0
        && (generated > 0 || verdict == Verdict::OfAll)
        && unexpected.is_empty()
        && (!compiled || built == generated)
        && outcomes.iter().all(|o| o.operations.0 == o.operations.1 && o.schemas.0 == o.schemas.1);
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
