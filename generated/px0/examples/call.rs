// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! Calls the API: `cargo run --example px0-call -- http://127.0.0.1:4010`
#![cfg_attr(rustfmt, rustfmt_skip)]

use px0::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:4010".to_owned());
    let client = Client::new(address)?;
    let request = px0::operations::login::Request {
        body: px0::rt::wire::from_text(r#"{"email":"user@example.com","password":"secretpassword123"}"#)?,
    };
    let success = client.login(request).await?;
    println!("{success:#?}");
    Ok(())
}
