//! `cargo xtask`: the tasks of this repository.

mod bench;
mod conformance;
mod corpus;
mod features;
mod generate;
mod graft;
mod roundtrip;
mod tools;
mod validate;

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Which documents become which crates.
const CONFIG: &str = "specs/specs.toml";

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The tasks of this repository")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write the crates of specs/specs.toml to generated/
    Gen(generate::Arguments),
    /// Check that every combination of features builds, each apart
    Features(features::Arguments),
    /// Show what becomes of every document of a folder
    Corpus(corpus::Arguments),
    /// Put documents together of pieces of others, and compile what becomes of them
    Graft(graft::Arguments),
    /// Hold every printed normal form of a folder against openapi-spec-validator
    Validate(validate::Arguments),
    /// Make pages of documents with widdershins, read them back, and compare
    Roundtrip(roundtrip::Arguments),
    /// Let Schemathesis attack the mocks of many documents
    Conformance(conformance::Arguments),
    /// Measure what generating and compiling cost, beside the peers that are installed
    Bench(bench::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().task {
        Task::Gen(arguments) => generate::run(&arguments),
        Task::Features(arguments) => features::run(&arguments),
        Task::Corpus(arguments) => corpus::run(&arguments),
        Task::Graft(arguments) => graft::run(&arguments),
        Task::Validate(arguments) => validate::run(&arguments),
        Task::Roundtrip(arguments) => roundtrip::run(&arguments),
        Task::Conformance(arguments) => conformance::run(&arguments),
        Task::Bench(arguments) => bench::run(&arguments),
    }
}

/// Goes to the root of the repository, wherever the task was called from.
fn enter_root() -> Result<(), ExitCode> {
    std::env::set_current_dir(root()).map_err(|error| {
        eprintln!("error: cannot go to {}: {error}", root().display());
        ExitCode::FAILURE
    })
}

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}
