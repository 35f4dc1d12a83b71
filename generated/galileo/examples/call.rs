// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! Calls the API: `cargo run --example galileo-call -- http://127.0.0.1:4010`
#![cfg_attr(rustfmt, rustfmt_skip)]

use galileo::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:4010".to_owned());
    let client = Client::new(address)?;
    let request = galileo::operations::login_email::Request {
        body: galileo::rt::wire::from_text(r#"{"grant_type":"password","username":"string","password":"string","scope":"","client_id":"string","client_secret":"string"}"#)?,
    };
    let success = client.login_email(request).await?;
    println!("{success:#?}");
    Ok(())
}
