//! `README.md`: how the client is called and the server written, with what the first operation that asks
//! for credentials needs, or else the first. The example of a client compiles, and so does that of a server
//! which has no further methods.

use specwright_ir::{Operation, Status};

use super::server::{Guarded, authenticators, context, guarded};
use super::{client, examples};
use crate::docs;
use crate::plan::{Called, Plan};

/// The server that is called, as an expression.
const ADDRESS: &str = "\"http://127.0.0.1:4010\"";

pub(super) fn text(plan: &Plan<'_>) -> String {
    let name = &plan.config.name;
    let krate = name.replace('-', "_");
    let about =
        docs::rendered(&format!("{}, version {}.", plan.api.title.trim(), plan.api.version))
            .join("\n");
    let shown = shown(plan);
    let call = call(plan, shown, &krate);
    let server = server(plan, shown, &krate);
    let whole = if plan.operations.len() < 2 { "no_run" } else { "ignore" };
    let (default, rows) = (default(plan, &krate), rows(plan));
    let choice = choice(plan, shown).unwrap_or_default();
    format!(
        r#"# {name}

{about}

Written by `{command}` from the API's own document. Do not edit: change the document or the
generator.

## Client

```rust,no_run
{call}```
{default}
`cargo run -p {name} --example {name}-call -- http://127.0.0.1:4010`

## Server

```rust,{whole}
{server}```

## Mock

`cargo run -p {name} --example {name}-mock -- 127.0.0.1:4010` answers from the document's
examples{choice}.

## Features

`client`, `server` and `mock`, all on by default; without them there are the types alone. `blocking`
gives calls a `.wait()` in place of `.await`, `oauth2` tokens by the grants of OAuth 2.0.

## Operations

| method | route |
|---|---|
{rows}"#,
        command = plan.config.command,
    )
}

/// What is called where nothing else is said.
fn default(plan: &Plan<'_>, krate: &str) -> String {
    let default = client::default_server(plan).map(|_| {
        format!(
            "\nWithout `.base_url(...)`, `Client::builder()` makes a client of the document's own server,\n\
             `{krate}::client::DEFAULT_SERVER`.\n"
        )
    });
    default.unwrap_or_default()
}

/// How the mock is made to answer with a failure of the operation that is shown, or else of any.
fn choice(plan: &Plan<'_>, shown: Option<(&Operation, &Called)>) -> Option<String> {
    let mut operations = shown.map(|shown| shown.0).into_iter().chain(&plan.api.operations);
    let code = operations.find_map(|operation| {
        operation.responses.iter().find_map(|response| match response.status {
            Status::Code(code) if code >= 400 => Some(code),
            _ => None,
        })
    })?;
    Some(format!("; `Prefer: code={code}` chooses the status"))
}

/// The table of the operations.
fn rows(plan: &Plan<'_>) -> String {
    let row = |(operation, called): (&Operation, &Called)| {
        let path = operation.path.replace('`', "'").replace('|', "\\|");
        format!("| `{}` | `{} {path}` |\n", called.name, operation.method)
    };
    plan.api.operations.iter().zip(&plan.operations).map(row).collect()
}

/// The operation that is shown.
fn shown<'a>(plan: &'a Plan<'_>) -> Option<(&'a Operation, &'a Called)> {
    let all = || plan.api.operations.iter().zip(&plan.operations);
    all().find(|(operation, _)| guarded(plan, operation) != Guarded::No).or(all().next())
}

fn call(plan: &Plan<'_>, shown: Option<(&Operation, &Called)>, krate: &str) -> String {
    let client = examples::client(plan, shown.map(|(operation, _)| operation), ADDRESS);
    let Some((_, called)) = shown else {
        return format!(
            "use {krate}::Client;\n\n\
             fn client() -> Result<Client, Box<dyn std::error::Error>> {{\n    Ok({client}?)\n}}\n"
        );
    };
    let name = &called.name;
    let module = format!("{krate}::operations::{name}");
    format!(
        "use {krate}::Client;

async fn call(
    request: {module}::Request,
) -> Result<{module}::Success, Box<dyn std::error::Error>> {{
    let client = {client}?;
    Ok(client.{name}(request).await?)
}}
"
    )
}

fn server(plan: &Plan<'_>, shown: Option<(&Operation, &Called)>, krate: &str) -> String {
    let authenticators = authenticators(plan);
    let mut items = Vec::new();
    if !authenticators.is_empty() {
        items.push("    /// Who calls.\n    type Caller = String;\n".to_owned());
    }
    items.extend(authenticators.iter().map(|(_, name)| {
        format!(
            "    async fn {name}(
        &self,
        credentials: {krate}::rt::server::Credentials<'_>,
    ) -> Result<Self::Caller, {krate}::rt::server::Refusal> {{
        todo!()
    }}
"
        )
    }));
    items.extend(shown.map(|(operation, called)| {
        let (name, context) = (&called.name, context(guarded(plan, operation)));
        let module = format!("{krate}::operations::{name}");
        format!(
            "    async fn {name}(
        &self,
        cx: {krate}::{context},
        request: {module}::Request,
    ) -> Result<{module}::Success, {module}::Failure> {{
        todo!()
    }}
"
        )
    }));
    if plan.operations.len() > 1 {
        items.push("    // A method for each of the other operations.\n".to_owned());
    }
    let open = if items.is_empty() { "" } else { "\n" };
    format!(
        "struct Service;

impl {krate}::Server for Service {{{open}{}}}

async fn serve(listener: tokio::net::TcpListener) -> std::io::Result<()> {{
    axum::serve(listener, {krate}::server::router(Service)).await
}}
",
        items.join("\n")
    )
}
