// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! Calls the API: `cargo run --example aisquare-call -- http://127.0.0.1:4010`
#![cfg_attr(rustfmt, rustfmt_skip)]

use aisquare::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:4010".to_owned());
    let client = Client::new(address)?;
    let request = aisquare::operations::accounts_login_create::Request {
        body: Some(aisquare::rt::wire::from_text(r#"{"login":"jane.doe@example.com","password":"SecurePass123!"}"#)?),
    };
    let success = client.accounts_login_create(request).await?;
    println!("{success:#?}");
    Ok(())
}
