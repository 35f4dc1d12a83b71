//! Prints the trees of a file as JSON, and what was reported: a look at what this stage does.

use specwright_diagnostics::{Diagnostics, Sources, Style, human};
use specwright_source::{Input, read};

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let input = Input { bytes: std::fs::read(&path)?, path };
        for entry in read(&mut sources, input, &mut diagnostics) {
            println!("{} {:?}", entry.format, entry.group);
            println!("{:#}", sources.tree(entry.document).to_json());
        }
        diagnostics.sort();
        eprint!("{}", human(&sources, &diagnostics, Style::Plain));
    }
    Ok(())
}
