//! `cargo xtask bench load`: builds and runs `xtask/load`, a workspace of its own, so that nothing
//! else needs what it depends on.

use std::process::{Command, ExitCode};

#[derive(clap::Args)]
pub struct Arguments {
    /// What the program takes, such as `--rounds 21` or `--only server`; `--help` shows all
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub fn run(arguments: &Arguments) -> ExitCode {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let program = ["run", "--quiet", "--release", "--manifest-path", "xtask/load/Cargo.toml", "--"];
    match Command::new(cargo).args(program).args(&arguments.arguments).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: cannot run cargo: {error}");
            ExitCode::FAILURE
        }
    }
}
