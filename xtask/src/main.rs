//! `cargo xtask`: the tasks of this repository.

mod generate;

use clap::{Parser, Subcommand};

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
}

fn main() -> std::process::ExitCode {
    match Arguments::parse().task {
        Task::Gen(arguments) => generate::run(&arguments),
    }
}
