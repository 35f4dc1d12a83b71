// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! Calls the API: `cargo run --example apex-call -- http://127.0.0.1:4010`
#![cfg_attr(rustfmt, rustfmt_skip)]

use apex::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:4010".to_owned());
    let client = Client::new(address)?;
    let request = apex::operations::auth_login_create::Request {
        body: apex::rt::wire::from_text(r#"{"username":"string","password":"string"}"#)?,
    };
    let success = client.auth_login_create(request).await?;
    println!("{success:#?}");
    Ok(())
}
