// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! Serves the mock: `cargo run --example galileo-mock -- 127.0.0.1:4010`
#![cfg_attr(rustfmt, rustfmt_skip)]

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:4010".to_owned());
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let mock = galileo::server::service_with(galileo::Mock, galileo::mock::options());
    let router = mock.into_router();
    axum::serve(listener, router).await?;
    Ok(())
}
