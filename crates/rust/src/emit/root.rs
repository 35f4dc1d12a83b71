//! `src/lib.rs`

use super::head;
use crate::docs;
use crate::file::Source;
use crate::plan::Plan;

const MODULES: &str = "\
#[cfg(feature = \"client\")]
pub mod client;
#[cfg(feature = \"mock\")]
pub mod mock;
pub mod operations;
#[cfg(feature = \"server\")]
pub mod server;
pub mod types;
";

const NAMES: &str = "\
#[cfg(feature = \"client\")]
pub use client::{Client, Error};
#[cfg(feature = \"mock\")]
pub use mock::Mock;
#[cfg(feature = \"server\")]
pub use server::{Context, Server};
/// The runtime: the types that those of this crate are made of.
pub use specwright_runtime as rt;";

pub(super) fn text(plan: &Plan<'_>) -> String {
    let mut source = Source::new(&head(plan));
    let api = plan.api;
    let title =
        if api.title.trim().is_empty() { plan.config.name.as_str() } else { api.title.trim() };
    let mut lines = docs::rendered(&format!("{title}, version {}.", api.version));
    if let Some(description) = api.description.as_deref().filter(|text| !text.trim().is_empty()) {
        lines.push(String::new());
        lines.extend(docs::rendered(description));
    }
    let lines: Vec<String> =
        lines.iter().map(|line| format!("//! {line}").trim_end().to_owned()).collect();
    source.text(lines.join("\n"));
    // Names, and the sizes and nesting of types, are the document's.
    let attributes = "#![cfg_attr(rustfmt, rustfmt_skip)]\n\
        #![forbid(unsafe_code)]\n\
        #![allow(clippy::disallowed_names, clippy::large_enum_variant, clippy::type_complexity, \
        clippy::wrong_self_convention)]\n\
        #![allow(confusable_idents, mixed_script_confusables)]";
    source.text(attributes.to_owned());
    let webhooks = if plan.webhooks.is_empty() { "" } else { "pub mod webhooks;\n" };
    source.text([MODULES, webhooks, NAMES].concat());
    source.finish()
}
