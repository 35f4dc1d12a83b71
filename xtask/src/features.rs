//! `cargo xtask features`: every combination of features builds, each apart.
//!
//! In a build of the whole workspace the features that one crate asks for are there for all, so
//! that a missing one goes unnoticed. Here each crate is checked alone.

use std::path::Path;
use std::process::{Command, ExitCode};

use specwright::Config;
use specwright::diagnostics::{Diagnostics, Sources, Style, human};

use crate::{CONFIG, enter_root};

/// Those of a generated crate.
const GENERATED: &[&str] =
    &["", "client", "server", "mock", "client,server", "client,mock", "blocking", "oauth2"];
/// Those of the runtime.
const RUNTIME: &[&str] = &[
    "",
    "wire",
    "client",
    "server",
    "mock",
    "client,server",
    "client,mock",
    "blocking",
    "oauth2",
    "jiff",
    "time",
];

#[derive(clap::Args)]
pub struct Arguments {
    /// Only these crates
    names: Vec<String>,
}

pub fn run(arguments: &Arguments) -> ExitCode {
    if let Err(code) = enter_root() {
        return code;
    }
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let Some(config) = Config::read(Path::new(CONFIG), &mut sources, &mut diagnostics) else {
        anstream::eprint!("{}", human(&sources, &diagnostics, Style::Coloured));
        return ExitCode::FAILURE;
    };
    let generated = config.crates.keys().map(|name| (name.as_str(), GENERATED));
    let all: Vec<(&str, &[&str])> =
        [("specwright-runtime", RUNTIME)].into_iter().chain(generated).collect();
    if let Some(name) =
        arguments.names.iter().find(|name| !all.iter().any(|(known, _)| known == name))
    {
        eprintln!("error: there is no crate `{name}` with features to check");
        return ExitCode::from(2);
    }
    let mut failed = Vec::new();
    let mut checked = 0;
    for (name, combinations) in all {
        if !arguments.names.is_empty() && !arguments.names.iter().any(|wanted| wanted == name) {
            continue;
        }
        for features in combinations {
            checked += 1;
            if !check(name, features) {
                failed.push(format!("{name} [{features}]"));
            }
        }
    }
    println!("{} of {checked} combinations build", checked - failed.len());
    failed.iter().for_each(|failed| println!("failed: {failed}"));
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Checks a crate with these features and no others.
fn check(name: &str, features: &str) -> bool {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["check", "--quiet", "-p", name, "--no-default-features", "--features", features])
        .status();
    match status {
        Ok(status) => status.success(),
        Err(error) => {
            eprintln!("error: cannot run cargo: {error}");
            false
        }
    }
}
