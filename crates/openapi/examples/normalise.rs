//! Prints the normal form of each document, and what is to be said about it. `--quiet` prints
//! times alone; `--merge` makes one of all documents.

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Instant;

fn main() {
    let (flags, paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let quiet = flags.iter().any(|flag| flag == "--quiet");
    if flags.iter().any(|flag| flag == "--merge") {
        normalise(&paths, quiet);
    } else {
        paths.iter().for_each(|path| normalise(std::slice::from_ref(path), quiet));
    }
}

fn normalise(paths: &[String], quiet: bool) {
    let mut run = support::Run::default();
    let start = Instant::now();
    let roots: Vec<_> = paths.iter().flat_map(|path| run.read(path.as_ref())).collect();
    let read = start.elapsed();
    let start = Instant::now();
    let normal = run.normalise(&roots);
    let normalised = start.elapsed();
    if !quiet {
        if let Some(normal) = &normal {
            print!("{}", specwright_openapi::to_yaml(normal));
        }
        eprint!("{}", run.report());
    }
    let word = if normal.is_some() { "ok" } else { "errors" };
    let name = paths.first().map_or("nothing", String::as_str);
    eprintln!("{name}: {word}, read {read:.1?}, normalised {normalised:.1?}");
}
