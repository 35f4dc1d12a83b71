//! `examples/mock.rs` and `examples/call.rs`

use specwright_ir::{Codec, Operation, SchemeKind};

use super::head;
use super::server::authenticators;
use crate::plan::{Called, Plan};
use crate::table::literal;

pub(super) fn mock(plan: &Plan<'_>) -> String {
    let name = &plan.config.name;
    let krate = name.replace('-', "_");
    let (usage, mutable, key) = match authenticators(plan).is_empty() {
        false => (
            " [KEY]`\n//! With a key, only callers who show it as their key, token or password are let in.",
            "mut ",
            key(&krate),
        ),
        true => ("`", "", String::new()),
    };
    format!(
        r#"{head}
//! Serves the mock: `cargo run --example {name}-mock -- 127.0.0.1:4010{usage}
#![cfg_attr(rustfmt, rustfmt_skip)]

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:4010".to_owned());
    let listener = tokio::net::TcpListener::bind(&address).await?;
    println!("listening on http://{{}}", listener.local_addr()?);
    let mock = {krate}::server::service_with({krate}::Mock, {krate}::mock::options());
    let {mutable}router = mock.into_router();
{key}    axum::serve(listener, router).await?;
    Ok(())
}}
"#,
        head = head(plan),
    )
}

fn key(krate: &str) -> String {
    format!(
        "    if let Some(key) = std::env::args().nth(2) {{
        router = router.layer(axum::Extension({krate}::rt::mock::Key(key.into())));
    }}
"
    )
}

pub(super) fn call(plan: &Plan<'_>) -> String {
    let name = &plan.config.name;
    let krate = name.replace('-', "_");
    let callable =
        plan.api.operations.iter().zip(&plan.operations).find(|(operation, _)| can_call(operation));
    let run = match callable {
        Some((operation, called)) => call_of(plan, operation, called, &krate),
        None => "    println!(\"{client:?}\");\n".to_owned(),
    };
    format!(
        r#"{head}
//! Calls the API: `cargo run --example {name}-call -- http://127.0.0.1:4010`
#![cfg_attr(rustfmt, rustfmt_skip)]

use {krate}::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let address = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:4010".to_owned());
    let client = {client}?;
{run}    Ok(())
}}
"#,
        head = head(plan),
        client = client(plan, callable.map(|(operation, _)| operation), "address"),
    )
}

/// The client of a server, with something to show for what the operation asks for.
pub(super) fn client(plan: &Plan<'_>, operation: Option<&Operation>, address: &str) -> String {
    let set = operation.and_then(|operation| operation.security.iter().find(|set| !set.is_empty()));
    let krate = plan.config.name.replace('-', "_");
    let functions = super::client::credential_names(plan);
    let shown: String = set
        .into_iter()
        .flatten()
        .filter_map(|requirement| {
            let at =
                plan.api.schemes.iter().position(|scheme| scheme.name == requirement.scheme)?;
            let arguments = match plan.api.schemes[at].kind {
                SchemeKind::Basic => "\"user\", \"password\"",
                SchemeKind::Connection => "",
                _ => "\"secret\"",
            };
            let function = &functions[at];
            Some(format!(
                "\n        .credential({krate}::client::credentials::{function}({arguments}))"
            ))
        })
        .collect();
    if shown.is_empty() {
        return format!("Client::new({address})");
    }
    format!("Client::builder()\n        .base_url({address}){shown}\n        .build()")
}

/// Whether the request's body can be written down as JSON here.
fn can_call(operation: &Operation) -> bool {
    let media = operation.body.as_ref().map(|body| &body.media[..]);
    match media {
        _ if operation.docs.deprecated => false,
        None => true,
        Some([media]) => matches!(media.codec, Codec::Json | Codec::Form),
        Some(_) => false,
    }
}

fn call_of(plan: &Plan<'_>, operation: &Operation, called: &Called, krate: &str) -> String {
    let from = |value: &serde_json::Value| {
        format!("{krate}::rt::wire::from_text({})?", literal(&value.to_string()))
    };
    let mut fields = Vec::new();
    for (parameter, name) in operation.parameters.iter().zip(&called.parameters) {
        let given = parameter.example.as_ref().filter(|e| plan.api.accepts(&parameter.used, e));
        let value = given.cloned().unwrap_or_else(|| plan.api.sample(&parameter.used));
        fields.push(match parameter.required {
            true => format!("{name}: {}", from(&value)),
            false => format!("{name}: None"),
        });
    }
    if let Some(body) = &operation.body {
        let value = from(&plan.api.sample_media(&body.media[0]));
        fields.push(if body.required {
            format!("body: {value}")
        } else {
            format!("body: Some({value})")
        });
    }
    let lines: String = fields.iter().map(|field| format!("        {field},\n")).collect();
    let open = if lines.is_empty() { String::new() } else { format!("\n{lines}    ") };
    let unit = matches!(
        &called.replies.successes[..],
        [only] if only.payload.ty.as_deref().is_none_or(|ty| ty == "()")
    );
    let name = &called.name;
    let send = if unit {
        format!("    client.{name}(request).await?;\n    println!(\"done\");\n")
    } else {
        format!(
            "    let success = client.{name}(request).await?;\n    println!(\"{{success:#?}}\");\n"
        )
    };
    format!("    let request = {krate}::operations::{name}::Request {{{open}}};\n{send}")
}
