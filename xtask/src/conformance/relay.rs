//! The relay of a crate under test: its server in front, which hands every request to its
//! client, and the client's answer back. What passes has gone through both ends.

use specwright::File;
use specwright::ir::{Api, Scheme, SchemeKind};

/// The program, from the crate's own list of operations.
pub fn text(name: &str, api: &Api, files: &[File]) -> Option<String> {
    let index = &files.iter().find(|file| file.path == "src/operations.rs")?.text;
    let modules: Vec<&str> =
        index.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let krate = name.replace('-', "_");
    let lines = |of: &dyn Fn(usize, &str) -> String| -> String {
        modules.iter().enumerate().map(|(at, module)| of(at, module)).collect()
    };
    let routes = lines(&|_, module| format!("    <{module}::Request as Operation>::ROUTE,\n"));
    let arms = lines(&|at, module| {
        format!("        {at} => hand_on::<{module}::Request>(client, incoming),\n")
    });
    Some(format!(
        r#"use std::sync::Arc;

use {krate}::client::Client;
use {krate}::operations::*;
use {krate}::rt::client::{{Builder, Connection, Error}};
use {krate}::rt::operation::{{Operation, Route}};
use {krate}::rt::server::{{Handled, Incoming, Options, Service, nothing, serve}};
use {krate}::rt::{{Body, Response, StatusCode}};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let upstream = std::env::args().nth(2).unwrap_or_default();
    let builder: Builder<Client> = Builder::default().base_url(upstream);
    let client = builder{credentials}.build()?.connection().clone();
    let listener = tokio::net::TcpListener::bind(std::env::args().nth(1).unwrap_or_default()).await?;
    println!("listening on http://{{}}", listener.local_addr()?);
    let service = Service::new(client, ROUTES, dispatch, Options::new());
    axum::serve(listener, service.into_router()).await?;
    Ok(())
}}

static ROUTES: &[Route] = &[
{routes}];

fn dispatch(client: Arc<Connection>, operation: usize, incoming: Incoming) -> Handled {{
    match operation {{
{arms}        _ => nothing(client, incoming),
    }}
}}

fn hand_on<O: Operation>(client: Arc<Connection>, incoming: Incoming) -> Handled {{
    serve::<O, _, _, _>(client, incoming, |client, _, request| async move {{
        match client.call(request).await {{
            Ok(success) => Ok(success),
            Err(Error::Response(failure)) => Err(failure),
            Err(error) => Err(O::other(bad_gateway(O::ROUTE, &error))),
        }}
    }})
}}

/// What the client did not understand.
fn bad_gateway<F>(route: Route, error: &Error<F>) -> Response {{
    let what = match error {{
        Error::Undocumented(response) => format!("{{}} is not documented", response.status()),
        Error::Decode(why, response) => format!("{{}}: {{why}}", response.status()),
        Error::Request(why) => format!("not written: {{why}}"),
        _ => "no answer".to_owned(),
    }};
    println!("not understood: {{}} {{}}: {{what}}", route.method, route.path);
    let mut response = Response::new(Body::from(what));
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response
}}
"#,
        credentials = credentials(api, &krate),
    ))
}

/// Something to show for every scheme.
fn credentials(api: &Api, krate: &str) -> String {
    let one = |scheme: &Scheme| {
        let credential = match &scheme.kind {
            SchemeKind::Header(name) => format!("Header({name:?}, \"secret\".into())"),
            SchemeKind::Query(name) => format!("Query({name:?}, \"secret\".into())"),
            SchemeKind::Cookie(name) => format!("Cookie({name:?}, \"secret\".into())"),
            SchemeKind::Basic => "Basic(\"user\".into(), \"secret\".into())".to_owned(),
            SchemeKind::Bearer => "Bearer(\"secret\".into())".to_owned(),
            SchemeKind::Other(word) => format!("Other({word:?}, \"secret\".into())"),
            SchemeKind::Connection => "Connection".to_owned(),
        };
        format!(".credential(({:?}, {krate}::rt::client::Credential::{credential}))", scheme.name)
    };
    api.schemes.iter().map(one).collect()
}
