//! `cargo xtask graft [DIR]`: documents that nobody wrote. What a few documents say is cut up and put together
//! anew, under awkward names; whatever comes out must compile, each feature apart, without a warning.
//!
//! ```text
//! stock    the schemas of all documents, and those of OpenAPI 3 that are small    [`Stock`]
//! cuts     what is done to a document, some dozens of times                       `cuts`
//! words    names and the like that are known to be awkward                        `words`
//! ```
//!
//! A seed gives the same documents again as long as the stock is the same. They are kept beside the output, to
//! be looked at.

mod cuts;
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use fastrand::Rng;
use serde_json::{Map, Value, json};
use specwright::Run;

use crate::corpus::{self, Document, Verdict};
use crate::enter_root;

#[derive(clap::Args)]
pub struct Arguments {
    /// A folder of documents to cut up; without one, those of the tests
    #[arg(default_value = "tests/fixtures")]
    folder: PathBuf,
    /// Which documents come out
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many
    #[arg(long, default_value_t = 40)]
    count: usize,
    /// Where they and the output go
    #[arg(long, default_value = "target/graft")]
    out: PathBuf,
}

/// The largest document that is changed, in bytes: many small ones say more than a large one.
const LARGEST: usize = 60_000;

/// The largest schema that is taken from one document into another, in bytes.
const LARGEST_PIECE: usize = 3_000;

/// The most operations of a document that is changed.
const OPERATIONS: usize = 8;

pub fn run(arguments: &Arguments) -> ExitCode {
    if let Err(code) = enter_root() {
        return code;
    }
    if !arguments.folder.is_dir() {
        println!("skipped: there is no folder {}", arguments.folder.display());
        return ExitCode::SUCCESS;
    }
    let stock = Stock::of(&arguments.folder);
    if stock.bases.is_empty() || stock.pieces.is_empty() {
        eprintln!("there is no document to cut up in {}", arguments.folder.display());
        return ExitCode::FAILURE;
    }
    let written = arguments.out.join("documents");
    // What another seed left is not of this run.
    let _ = fs::remove_dir_all(&written);
    let mut random = Rng::with_seed(arguments.seed);
    let mut documents = Vec::new();
    for index in 0..arguments.count {
        let document = stock.document(&mut random);
        let name = format!("graft-{}-{index}", arguments.seed);
        let source = written.join(format!("{name}.json"));
        let text = format!("{document:#}");
        if let Err(error) = fs::create_dir_all(&written).and_then(|()| fs::write(&source, text)) {
            eprintln!("cannot write {}: {error}", source.display());
            return ExitCode::FAILURE;
        }
        documents.push(Document { name, source, root: None });
    }
    corpus::judge(&documents, &arguments.out, corpus::LINTS, Verdict::OfOutput)
}

/// What documents are put together of.
struct Stock {
    /// Small documents of OpenAPI 3.
    bases: Vec<Value>,
    /// Schemas of all documents.
    pieces: Vec<Value>,
}

impl Stock {
    fn of(folder: &Path) -> Stock {
        let mut stock = Stock { bases: Vec::new(), pieces: Vec::new() };
        for document in corpus::documents(folder, false) {
            let run = Run::new(&document.settings());
            let Some((id, _)) = run.sources.documents().next() else { continue };
            let tree = run.sources.tree(id).to_json();
            let schemas = [&tree["components"]["schemas"], &tree["definitions"]];
            let schemas = schemas.into_iter().filter_map(Value::as_object).flat_map(Map::values);
            stock
                .pieces
                .extend(schemas.filter(|schema| schema.to_string().len() < LARGEST_PIECE).cloned());
            let is_version_3 = tree["openapi"].as_str().is_some_and(|it| it.starts_with("3."));
            let has_paths = tree["paths"].as_object().is_some_and(|paths| !paths.is_empty());
            if is_version_3 && has_paths && tree.to_string().len() < LARGEST {
                stock.bases.push(tree);
            }
        }
        stock
    }

    fn document(&self, random: &mut Rng) -> Value {
        let mut document = self.bases[random.usize(..self.bases.len())].clone();
        document["openapi"] = json!(words::any(random, &["3.0.3", "3.1.0", "3.2.0"]));
        if let Some(paths) = document["paths"].as_object_mut() {
            let mut all: Vec<(String, Value)> = std::mem::take(paths).into_iter().collect();
            random.shuffle(&mut all);
            paths.extend(all.into_iter().take(random.usize(1..=OPERATIONS)));
        }
        if !document["components"]["schemas"].is_object() {
            document["components"]["schemas"] = json!({"Thing": {"type": "object"}});
        }
        for _ in 0..random.usize(5..40) {
            cuts::cut(&mut document, &self.pieces, random);
        }
        cuts::turn(&mut document, random);
        document
    }
}
