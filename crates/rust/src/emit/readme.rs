//! `README.md`

use crate::docs;
use crate::plan::Plan;

pub(super) fn text(plan: &Plan<'_>) -> String {
    let name = &plan.config.name;
    let krate = name.replace('-', "_");
    let about =
        docs::rendered(&format!("{}, version {}.", plan.api.title.trim(), plan.api.version))
            .join("\n");
    let first = plan.operations.first().map(|called| called.name.as_str());
    let (call, handler) = match first {
        Some(operation) => (
            format!("let success = client.{operation}(request).await?;"),
            format!(
                "impl {krate}::Server for Service {{\n    async fn {operation}(&self, cx: Context<()>, request: {operation}::Request)\n        -> Result<{operation}::Success, {operation}::Failure> {{ ... }}\n}}"
            ),
        ),
        None => (String::new(), format!("impl {krate}::Server for Service {{}}")),
    };
    let rows: String = plan
        .api
        .operations
        .iter()
        .zip(&plan.operations)
        .map(|(operation, called)| {
            let path = operation.path.replace('`', "'").replace('|', "\\|");
            format!("| `{}` | `{} {path}` |\n", called.name, operation.method)
        })
        .collect();
    format!(
        r#"# {name}

{about}

Written by `{command}` from the API's own document. Do not edit: change the document or the
generator.

## Client

```rust,ignore
let client = {krate}::Client::new("http://127.0.0.1:4010")?;
{call}
```

`cargo run -p {name} --example {name}-call -- http://127.0.0.1:4010`

## Server

```rust,ignore
{handler}
axum::serve(listener, {krate}::server::router(Service)).await?;
```

## Mock

`cargo run -p {name} --example {name}-mock -- 127.0.0.1:4010` answers from the document's
examples; `Prefer: code=401` chooses the status.

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
