//! `cargo xtask conformance`: both ends by the word of tools that nobody here wrote. Schemathesis
//! attacks the servers: each mock is attacked twice: by its original document, where the server may answer with
//! statuses that the document does not name, and by what `specwright openapi --as-served` prints,
//! where it may not. Prism judges the clients: Schemathesis calls a relay, whose client calls Prism,
//! and before that a server of its own crate, where every value must come as it was sent.

mod excuses;
mod misread;
mod prism;
mod relay;
mod schemathesis;
mod subject;
mod unbroken;
mod weighed;

use std::collections::BTreeSet;
use std::io;
use std::num::NonZero;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Instant;

use crate::enter_root;
use excuses::Excuses;
use prism::Prism;
use schemathesis::{Reading, Schemathesis};
use subject::Subject;

#[derive(clap::Args)]
pub struct Arguments {
    /// Only these documents
    names: Vec<String>,
    /// The crates of generated/ alone, a few cases an operation
    #[arg(long)]
    quick: bool,
    /// Cases an operation
    #[arg(long, default_value_t = 200)]
    cases: usize,
    /// Where the documents of xtask/src/conformance/documents.txt are
    #[arg(long, default_value = "../shared/corpus/openapi")]
    folder: PathBuf,
}

/// Cases an operation where it has to be quick.
const FEW: usize = 25;

/// A failure that a tool reported.
pub(crate) struct Failure {
    /// The tool's name for what it checked.
    pub check: String,
    /// The operation, or what else it was about.
    pub about: String,
    /// What the tool says of it.
    pub said: String,
}

/// A reading of a document and what came of it.
struct Row {
    document: String,
    reading: Reading,
    cases: u64,
    failures: Vec<Failure>,
}

pub fn run(arguments: &Arguments) -> ExitCode {
    if let Err(code) = enter_root() {
        return code;
    }
    let Some(schemathesis) = Schemathesis::installed() else {
        println!("skipped: Python or Schemathesis cannot be had here");
        return ExitCode::SUCCESS;
    };
    let prism = if arguments.quick { None } else { Prism::installed() };
    if prism.is_none() {
        println!("left out: Prism, which needs Node and time");
    }
    let result = subjects(arguments).and_then(|subjects| {
        let cases = if arguments.quick { FEW } else { arguments.cases };
        let rows = attack(&schemathesis, prism.as_ref(), &subjects, cases)?;
        let excuses = Excuses::read()?;
        let whole = arguments.names.is_empty() && arguments.folder.is_dir();
        Ok(report(&rows, excuses, arguments.quick, whole))
    });
    result.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

fn subjects(arguments: &Arguments) -> io::Result<Vec<Subject>> {
    let mut documents = subject::of_this_repository()?;
    if !arguments.quick && arguments.folder.is_dir() {
        documents.extend(subject::of_folder(&arguments.folder));
    } else {
        println!("left out: the documents of {}", arguments.folder.display());
    }
    if !arguments.names.is_empty() {
        documents.retain(|document| arguments.names.iter().any(|name| name == document.name()));
    }
    if arguments.quick { subject::built_here(&documents) } else { subject::built_apart(&documents) }
}

/// Attacks the subjects, the largest first and as many at once as there are processors; gives the rows
/// in the order of the subjects.
fn attack(
    schemathesis: &Schemathesis,
    prism: Option<&Prism>,
    subjects: &[Subject],
    cases: usize,
) -> io::Result<Vec<Row>> {
    println!("{:<24} {:<10} {:>8} {:>9} {:>8}", "document", "as", "cases", "failures", "seconds");
    let mut queue: Vec<usize> = (0..subjects.len()).collect();
    queue.sort_by_key(|at| subjects[*at].operations);
    let (queue, done) = (Mutex::new(queue), Mutex::new(Vec::new()));
    // Nothing panics with it.
    let next = || queue.lock().expect("not poisoned").pop();
    let work = || -> io::Result<()> {
        while let Some(at) = next() {
            let rows = attack_one(schemathesis, prism, &subjects[at], cases)?;
            done.lock().expect("not poisoned").push((at, rows));
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let stopped = |_| Err(io::Error::other("a worker panicked"));
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(stopped))
    })?;
    let mut done = done.into_inner().expect("not poisoned");
    done.sort_by_key(|(at, _)| *at);
    Ok(done.into_iter().flat_map(|(_, rows)| rows).collect())
}

/// Attacks one subject in every reading.
fn attack_one(
    schemathesis: &Schemathesis,
    prism: Option<&Prism>,
    subject: &Subject,
    cases: usize,
) -> io::Result<Vec<Row>> {
    let mut rows = Vec::new();
    let mut add = |reading: Reading, seconds: u64, (cases, failures): (u64, Vec<Failure>)| {
        let (document, word) = (subject.name.clone(), reading.word());
        println!("{document:<24} {word:<10} {cases:>8} {:>9} {seconds:>8}", failures.len());
        rows.push(Row { document, reading, cases, failures });
    };
    let mock = subject.mock()?;
    let attack = |reading| {
        let began = Instant::now();
        let mut found = schemathesis.attack(subject, &mock.url, reading, cases)?;
        weighed::weigh(&mut found.1, subject);
        io::Result::Ok((began.elapsed().as_secs(), found))
    };
    let (mut original, served) = (attack(Reading::Original)?, attack(Reading::Served)?);
    weighed::rule_out(&mut original.1.1, &served.1.1);
    add(Reading::Original, original.0, original.1);
    add(Reading::Served, served.0, served.1);
    if let Some(prism) = prism {
        let began = Instant::now();
        let judgement = prism.judge(subject, schemathesis, cases)?;
        add(Reading::Relayed, began.elapsed().as_secs(), judgement.relayed);
        add(Reading::Mirrored, 0, judgement.mirrored);
    }
    Ok(rows)
}

/// Says what is not excused, and which excuses have outlived their failures.
fn report(rows: &[Row], mut excuses: Excuses, quick: bool, whole: bool) -> ExitCode {
    let (mut excused, mut failed) = (0, 0);
    for row in rows {
        for failure in &row.failures {
            if excuses.take(&row.document, failure) {
                excused += 1;
            } else {
                failed += 1;
                let word = row.reading.word();
                println!("FAILED {} ({word}): {}: {}", row.document, failure.check, failure.about);
            }
        }
    }
    // A few cases do not find all that many find.
    if !quick {
        let ran = |document: &str| match document {
            excuses::ANY => whole,
            document => rows.iter().any(|row| row.document == document),
        };
        for excuse in excuses.unused(ran) {
            failed += 1;
            println!("FAILED excuse that no longer occurs: {excuse}");
        }
    }
    let documents: BTreeSet<&str> = rows.iter().map(|row| row.document.as_str()).collect();
    let sum = |mirrored: bool| -> u64 {
        let rows = rows.iter().filter(|row| matches!(row.reading, Reading::Mirrored) == mirrored);
        rows.map(|row| row.cases).sum()
    };
    println!(
        "conformance: documents {}, runs {}, cases {}, round trips {}, failures {failed}, excused {excused}",
        documents.len(),
        rows.len(),
        sum(false),
        sum(true),
    );
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
