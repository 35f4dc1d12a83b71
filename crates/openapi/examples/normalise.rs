//! Prints the normal form of a document, and what is to be said about it.

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Instant;

fn main() {
    let mut quiet = false;
    for argument in std::env::args().skip(1) {
        if argument == "--quiet" {
            quiet = true;
            continue;
        }
        let mut run = support::Run::default();
        let start = Instant::now();
        let roots = run.read(argument.as_ref());
        let read = start.elapsed();
        let start = Instant::now();
        let normal = run.normalise(&roots);
        let normalised = start.elapsed();
        if let (Some(normal), false) = (&normal, quiet) {
            print!("{}", specwright_openapi::to_yaml(normal));
        }
        if !quiet {
            eprint!("{}", run.report());
        }
        let word = if normal.is_some() { "ok" } else { "errors" };
        eprintln!("{argument}: {word}, read {read:.1?}, normalised {normalised:.1?}");
    }
}
