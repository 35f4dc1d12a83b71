//! `cargo xtask roundtrip DIR`: documents become pages by widdershins, which nobody here wrote,
//! and the pages are read back and held against the documents.

mod facts;
mod limits;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use specwright::diagnostics::Severity;
use specwright::{Run, Settings, to_yaml};

use crate::corpus::{self, Document};
use crate::tools;
use facts::{Facts, Kind, facts};
use limits::Pair;

#[derive(clap::Args)]
pub struct Arguments {
    /// A folder of documents; a table of the same name beside it names their roots
    folder: PathBuf,
    /// A file with the names of the documents to take, a line each
    #[arg(long)]
    only: Option<PathBuf>,
    /// Show so many differences of each kind
    #[arg(long, default_value_t = 3)]
    show: usize,
    /// Fail where fewer of a hundred facts are kept, whatever explains the others
    #[arg(long, default_value_t = 95)]
    least: usize,
    /// Where the pages go
    #[arg(long, default_value = "target/roundtrip")]
    out: PathBuf,
}

/// How many of a hundred facts may be lost or changed without an explanation.
const UNEXPLAINED: usize = 1;
const VERSION: &str = "4.0.1";
/// How long it may take over a document.
const PATIENCE: Duration = Duration::from_secs(60);
const SCRIPT: &str = include_str!("roundtrip.js");

/// How a page differs from its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    Lost,
    Changed,
    Invented,
}

/// A difference: what explains it, if something does, what it is about, and where and what.
struct Difference {
    limit: Option<&'static str>,
    kind: Kind,
    how: How,
    what: String,
}

pub fn run(arguments: &Arguments) -> ExitCode {
    if !arguments.folder.is_dir() {
        println!("skipped: there is no folder {}", arguments.folder.display());
        return ExitCode::SUCCESS;
    }
    let Some(modules) = tools::node("widdershins", VERSION) else {
        println!("skipped: Node or widdershins {VERSION} cannot be had here");
        return ExitCode::SUCCESS;
    };
    let documents = corpus::documents(&arguments.folder, false);
    let documents = corpus::only(documents, arguments.only.as_deref());
    let out = &arguments.out;
    let rendered = originals(&documents, out).and_then(|originals| {
        let pages = render(&modules.join("widdershins"), &originals, out)?;
        Ok((originals, pages))
    });
    let (originals, pages) = match rendered {
        Ok(rendered) => rendered,
        Err(error) => {
            eprintln!("error: widdershins does not run: {error}");
            return ExitCode::FAILURE;
        }
    };
    compare(&originals, &pages, arguments)
}

/// A document before it is rendered.
struct Original {
    /// What widdershins is given: the document, or of several files the one they become.
    source: PathBuf,
    facts: Facts,
}

/// The documents of 2.0 and 3.0 that have a normal form with an operation: without one there is
/// no page.
fn originals(documents: &[Document], out: &Path) -> std::io::Result<BTreeMap<String, Original>> {
    fs::create_dir_all(out)?;
    let old = documents.iter().filter(|document| {
        let text = fs::read_to_string(&document.source).unwrap_or_default();
        let head: String = text.chars().filter(|c| !"\"' ".contains(*c)).collect();
        head.contains("openapi:3.0") || head.contains("swagger:2.0")
    });
    let mut known = BTreeMap::new();
    for document in old {
        let Some(normal) = Run::new(&document.settings()).normal else { continue };
        let facts = facts(normal.tree());
        if !facts.keys().any(|(kind, _)| *kind == Kind::Operation) {
            continue;
        }
        let mut source = document.source.clone();
        if document.root.is_some() {
            source = out.join(format!("{}.yaml", corpus::crate_name(&document.name)));
            fs::write(&source, to_yaml(&normal))?;
        }
        known.insert(document.name.clone(), Original { source, facts });
    }
    Ok(known)
}

/// Renders documents as pages; gives those that widdershins can.
fn render(
    widdershins: &Path,
    originals: &BTreeMap<String, Original>,
    out: &Path,
) -> std::io::Result<BTreeMap<String, PathBuf>> {
    let script = out.join("roundtrip.js");
    fs::write(&script, SCRIPT)?;
    let all: Vec<(&String, &Original)> = originals.iter().collect();
    let (next, pages) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((name, original)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let page = out.join(format!("{}.md", corpus::crate_name(name)));
                    match render_one(widdershins, &script, &original.source, &page) {
                        Err(why) => println!("not rendered: {name}: {why}"),
                        Ok(()) => {
                            if let Ok(mut pages) = pages.lock() {
                                pages.insert((*name).clone(), page);
                            }
                        }
                    }
                }
            });
        }
    });
    Ok(pages.into_inner().unwrap_or_default())
}

/// Renders a document in a process of its own: some take all memory, or forever.
fn render_one(widdershins: &Path, script: &Path, source: &Path, page: &Path) -> Result<(), String> {
    let _ = fs::remove_file(page);
    let child = Command::new("node")
        .arg("--max-old-space-size=2048")
        .args([script, widdershins, source, page])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.map_err(|error| error.to_string())?;
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        match child.try_wait() {
            Ok(None) => std::thread::sleep(Duration::from_millis(50)),
            Ok(Some(status)) if status.success() && page.is_file() => return Ok(()),
            Ok(Some(_)) => {
                let mut said = String::new();
                let _ = child.stdout.take().map(|mut out| out.read_to_string(&mut said));
                let last = said.trim_end().lines().last().unwrap_or_default();
                return Err(if last.is_empty() { "it dies".to_owned() } else { last.to_owned() });
            }
            Err(error) => return Err(error.to_string()),
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    Err("it takes too long".to_owned())
}

fn compare(
    originals: &BTreeMap<String, Original>,
    pages: &BTreeMap<String, PathBuf>,
    arguments: &Arguments,
) -> ExitCode {
    let mut all: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut differences = Vec::new();
    let (mut unread, mut exact) = (0, 0);
    for (name, page) in pages {
        let document = &originals[name].facts;
        let settings = Settings { sources: vec![page.clone()], ..Settings::default() };
        let run = Run::new(&settings);
        let Some(normal) = &run.normal else {
            unread += 1;
            let errors = run.diagnostics.iter().filter(|d| d.severity == Severity::Error);
            let messages: Vec<&str> = errors.map(|error| error.message.as_str()).take(3).collect();
            println!("not read: {name}: {}", messages.join("; "));
            continue;
        };
        document.keys().for_each(|(kind, _)| *all.entry(*kind).or_default() += 1);
        let text = fs::read_to_string(page).unwrap_or_default();
        let pair = Pair { document, page: &facts(normal.tree()), text: &text };
        let before = differences.len();
        differ(name, &pair, &mut differences);
        exact += (differences.len() == before) as usize;
    }
    print(&differences, &all, arguments.show);
    let operations = all.get(&Kind::Operation).copied().unwrap_or_default();
    let total: usize = all.values().sum();
    let different = differences.iter().filter(|difference| difference.how != How::Invented);
    let (limits, faults): (Vec<_>, Vec<_>) = different.partition(|d| d.limit.is_some());
    let kept = total - limits.len() - faults.len();
    println!(
        "rendered {}/{}, read {}, exact {exact}, operations {operations}, facts {}/{total} kept, \
         {} beyond the format, {} lost or changed",
        pages.len(),
        originals.len(),
        pages.len() - unread,
        kept,
        limits.len(),
        faults.len(),
    );
    // What explains a difference goes by its place, where a fault of ours may hide.
    let enough = kept * 100 >= arguments.least * total;
    let explained = faults.len() * 100 <= UNEXPLAINED * total;
    if unread == 0 && enough && explained { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints how many differences there are of each kind, and some of those that nothing explains.
fn print(differences: &[Difference], all: &BTreeMap<Kind, usize>, show: usize) {
    let mut limits: BTreeMap<&str, BTreeMap<How, usize>> = BTreeMap::new();
    let mut faults: BTreeMap<(Kind, How), Vec<&str>> = BTreeMap::new();
    for Difference { limit, kind, how, what } in differences {
        match limit {
            Some(limit) => *limits.entry(limit).or_default().entry(*how).or_default() += 1,
            None => faults.entry((*kind, *how)).or_default().push(what),
        }
    }
    println!("beyond the format:");
    for (limit, counts) in limits {
        let counts: Vec<String> =
            counts.iter().map(|(how, count)| format!("{count} {how:?}").to_lowercase()).collect();
        println!("    {limit}: {}", counts.join(", "));
    }
    println!("unexplained:");
    for ((kind, how), places) in faults {
        let count = all.get(&kind).copied().unwrap_or_default();
        println!("    {:<10} {how:<9?} {:>6} of {count}", format!("{kind:?}"), places.len());
        places.iter().take(show).for_each(|place| println!("        {place}"));
    }
}

/// Notes how the facts of a page differ from its document's.
fn differ(name: &str, pair: &Pair, differences: &mut Vec<Difference>) {
    let mut note = |kind, how, at: &str, what: String| {
        let limit = pair.limit(kind, how, at);
        differences.push(Difference { limit, kind, how, what: format!("{name}: {at}{what}") });
    };
    for ((kind, at), value) in pair.document {
        match pair.page.get(&(*kind, at.clone())) {
            None => note(*kind, How::Lost, at, format!(" {value}")),
            Some(other) if other != value => {
                note(*kind, How::Changed, at, format!(": {value} became {other}"));
            }
            Some(_) => {}
        }
    }
    for ((kind, at), value) in pair.page {
        if !pair.document.contains_key(&(*kind, at.clone())) {
            note(*kind, How::Invented, at, format!(" {value}"));
        }
    }
}
