//! Generates the modules of the fixtures, as a user's build script would.

fn main() -> Result<(), specwright::BuildError> {
    specwright::Builder::new().source("fixtures/limits.yaml").write_module("limits.rs")
}
