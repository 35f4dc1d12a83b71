//! Generates the module of the document, as a user's build script would.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    specwright::Builder::new().source("shop.yaml").write_module("shop.rs")?;
    Ok(())
}
