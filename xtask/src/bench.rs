//! `cargo xtask bench`: what generating a crate and compiling it costs, beside the generators that
//! are installed, on the same documents and in turn.
//!
//! ```text
//! document       tool               wrote   lines      kB   check CPU s   of the best peer
//! petstore.yaml  specwright        0.03 s     412      14          0.41               0.38
//! petstore.yaml  ploidy            0.21 s    1204      40          1.08
//! ```
//!
//! Types and client alone are compiled, since that is what every peer writes. Dependencies are
//! built before; only the crate itself is measured, in CPU seconds, without incremental state.

mod load;
mod measure;
mod tools;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use measure::{Cost, Size};
use tools::Tool;

use crate::enter_root;

/// Documents of the corpus that other generators can do as well.
const DOCUMENTS: &[&str] =
    &["figma-rest.yaml", "oxide-nexus.json", "qdrant-api.json", "spotify-web.yaml"];
const CORPUS: &str = "../shared/corpus/openapi";

#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    other: Option<Other>,
    /// The documents; without any, four of the corpus
    documents: Vec<PathBuf>,
    /// How often everything is measured; the median counts
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// A folder of installed peers, beside those on the PATH
    #[arg(long)]
    peers: Option<PathBuf>,
    /// Measure how long generating takes, and compile nothing
    #[arg(long)]
    no_check: bool,
}

#[derive(clap::Subcommand)]
enum Other {
    /// Measure servers and clients under load, beside ones written by hand
    Load(load::Arguments),
}

/// What a tool made of a document.
struct Row {
    tool: &'static str,
    generated: Option<Cost>,
    size: Size,
    /// `None` where it does not compile, or is not compiled.
    check: Option<f64>,
}

pub fn run(arguments: &Arguments) -> ExitCode {
    if let Err(code) = enter_root() {
        return code;
    }
    if let Some(Other::Load(arguments)) = &arguments.other {
        return load::run(arguments);
    }
    let documents = match documents(arguments) {
        Some(documents) => documents,
        None => {
            println!("skipped: there is no {CORPUS}, and no document is named");
            return ExitCode::SUCCESS;
        }
    };
    let Some(tools) = tools::installed(arguments.peers.as_deref()) else {
        eprintln!("error: the release build of specwright failed");
        return ExitCode::FAILURE;
    };
    println!(
        "{:<20} {:<16} {:>8} {:>8} {:>8} {:>12} {:>17}",
        "document", "tool", "wrote s", "lines", "kB", "check CPU s", "of the best peer"
    );
    for document in &documents {
        let rows = compare(document, &tools, arguments);
        report(document, &rows);
    }
    ExitCode::SUCCESS
}

fn documents(arguments: &Arguments) -> Option<Vec<PathBuf>> {
    if !arguments.documents.is_empty() {
        return Some(arguments.documents.clone());
    }
    let corpus = Path::new(CORPUS);
    corpus.is_dir().then(|| DOCUMENTS.iter().map(|name| corpus.join(name)).collect())
}

fn compare(document: &Path, tools: &[Tool], arguments: &Arguments) -> Vec<Row> {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = |tool: &Tool| PathBuf::from("target/bench").join(format!("{stem}-{}", tool.name));
    let mut generating: Vec<Vec<Cost>> = tools.iter().map(|_| Vec::new()).collect();
    // In turn, so that what slows the machine down slows down all of them.
    for _ in 0..arguments.runs {
        for (tool, costs) in tools.iter().zip(&mut generating) {
            let _ = fs::remove_dir_all(folder(tool));
            costs.extend(tool.generate(document, &folder(tool), &stem));
        }
    }
    let compiling: Vec<bool> = tools
        .iter()
        .zip(&generating)
        .map(|(tool, costs)| {
            !arguments.no_check && !costs.is_empty() && tool.check(&folder(tool)).is_some()
        })
        .collect();
    let mut checking: Vec<Vec<f64>> = tools.iter().map(|_| Vec::new()).collect();
    for _ in 0..arguments.runs {
        for ((tool, costs), _) in
            tools.iter().zip(&mut checking).zip(&compiling).filter(|(_, compiles)| **compiles)
        {
            costs.extend(tool.check(&folder(tool)).map(|cost| cost.cpu));
        }
    }
    let rows = tools.iter().zip(generating).zip(checking).map(|((tool, generated), check)| Row {
        tool: tool.name,
        size: Size::of(&folder(tool).join("src"), tool.ours),
        generated: measure::median_cost(generated),
        check: measure::median(check),
    });
    rows.collect()
}

fn report(document: &Path, rows: &[Row]) {
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    let best = rows.iter().skip(1).filter_map(|row| row.check).reduce(f64::min);
    for (index, row) in rows.iter().enumerate() {
        let Some(generated) = &row.generated else {
            println!("{name:<20} {:<16} {:>8}", row.tool, "fails");
            continue;
        };
        let check = row.check.map_or("-".to_owned(), |check| format!("{check:.2}"));
        let ratio = match (index, row.check, best) {
            (0, Some(own), Some(best)) => format!("{:.2}", own / best),
            _ => String::new(),
        };
        println!(
            "{name:<20} {:<16} {:>8.2} {:>8} {:>8} {check:>12} {ratio:>17}",
            row.tool,
            generated.wall,
            row.size.lines,
            row.size.bytes / 1000
        );
    }
}
