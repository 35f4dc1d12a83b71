//! `Cargo.toml`

use crate::Layout;
use crate::plan::Plan;

pub(super) fn text(plan: &Plan<'_>) -> String {
    let config = plan.config;
    let name = &config.name;
    let title: String = plan.api.title.chars().filter(|c| !c.is_control()).take(120).collect();
    let title = if title.trim().is_empty() { name.clone() } else { title };
    let description = quoted(&format!("{}: types, client, server and mock", title.trim()));
    let mut runtime = match &config.runtime_path {
        Some(path) => format!("path = {}", quoted(&path.to_string_lossy().replace('\\', "/"))),
        None => format!("version = \"{}\"", env!("CARGO_PKG_VERSION")),
    };
    let features = config.choices.features();
    if !features.is_empty() {
        runtime.push_str(&format!(", features = {features:?}"));
    }
    let more = &config.choices.dependencies;
    let more: String =
        more.iter().map(|(name, what)| format!("{} = {what}\n", quoted(name))).collect();
    let workspace = match config.layout {
        Layout::Member => "",
        Layout::Standalone => "\n[workspace]\n",
    };
    format!(
        r#"# Written by `{command}`. Do not edit: change the document or the generator.

[package]
name = "{name}"
version = "0.1.0"
edition = "2024"
rust-version = "1.88"
publish = false
description = {description}

[features]
default = ["client", "server", "mock"]
client = ["specwright-runtime/client"]
server = ["specwright-runtime/server"]
mock = ["server", "specwright-runtime/mock"]
blocking = ["client", "specwright-runtime/blocking"]
oauth2 = ["client", "specwright-runtime/oauth2"]

[dependencies]
specwright-runtime = {{ {runtime} }}
{more}
[dev-dependencies]
axum = {{ version = "0.8", default-features = false, features = ["http1", "tokio"] }}
tokio = {{ version = "1", features = ["macros", "net", "rt-multi-thread"] }}

[[example]]
name = "{name}-mock"
path = "examples/mock.rs"
required-features = ["mock"]

[[example]]
name = "{name}-call"
path = "examples/call.rs"
required-features = ["client"]
{workspace}"#,
        command = config.command,
    )
}

/// A TOML string: JSON's escapes are among TOML's.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
