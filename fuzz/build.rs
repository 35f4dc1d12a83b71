//! Generates both ends of `ends.yaml`, as a user's build script would.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    specwright::Builder::new().source("ends.yaml").write_module("ends.rs")?;
    Ok(())
}
