//! The `specwright` command: flags and terminal; the work is done by the library.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod arguments;
mod commands;
mod generate;
mod network;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    specwright::on_a_big_stack(|| match Arguments::parse().command {
        Command::Gen(arguments) => generate::generate(&arguments),
        Command::Check(arguments) => commands::check(&arguments),
        Command::Update(arguments) => network::update(&arguments),
        Command::Openapi(arguments) => commands::openapi(&arguments),
        Command::Ir(arguments) => commands::ir(&arguments),
        Command::Explain { code } => commands::explain(code.as_deref()),
    })
}
