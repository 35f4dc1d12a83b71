//! Generates a module a fixture, as a user's build script would.

use std::error::Error;

const FIXTURES: &[&str] =
    &["calls", "hooks", "limits", "messages", "parts", "rules", "streams", "values"];

fn main() -> Result<(), Box<dyn Error>> {
    for name in FIXTURES {
        specwright::Builder::new()
            .source(format!("fixtures/{name}.yaml"))
            .write_module(&format!("{name}.rs"))?;
    }
    Ok(())
}
