//! specwright reads what a vendor publishes about an HTTP API - an OpenAPI document of any
//! version, or a page of documentation in Markdown - and writes the Rust crate for it: request
//! and response types, a client, a server stub and a mock.
//!
//! This is the whole as a library. From a build script:
//!
//! ```no_run
//! specwright::Builder::new()
//!     .source("openapi.yaml")
//!     .write_module("petstore.rs") // into OUT_DIR
//!     .unwrap();
//! ```
//!
//! and in the crate `mod petstore { include!(concat!(env!("OUT_DIR"), "/petstore.rs")); }`.
//!
//! The stages are crates of their own; what each takes and gives is in ARCHITECTURE.md. [`Run`]
//! takes sources through them, [`generate`] makes files of the result, and [`write()`] is the only
//! place where anything is written to the disk.

mod accept;
mod builder;
pub mod codes;
pub mod config;
mod files;
mod generate;
#[cfg(feature = "fetch")]
pub mod online;
mod output;
mod receipt;
mod run;
mod said;
mod summary;
mod survey;

pub use accept::{Acceptance, At};
pub use builder::{BuildError, Builder};
pub use config::{Config, Rename, Replace, Settings, TypesLayout};
pub use files::Fetched;
pub use generate::{Target, generate};
pub use output::{Change, Written, compare, write};
pub use receipt::{Order, Receipt};
pub use run::{Run, on_a_big_stack};
pub use said::Said;
pub use specwright_diagnostics as diagnostics;
pub use specwright_ir as ir;
pub use specwright_ir::Api;
pub use specwright_openapi::{to_yaml, to_yaml_as_served};
pub use specwright_rust::{Choices, File, crate_name_fault};
pub use summary::{Summary, count};

use specwright_diagnostics::Code;

/// The rule of this name, of any stage.
pub fn code(name: &str) -> Option<&'static Code> {
    all_codes().find(|code| code.name == name)
}

/// The rules of all stages.
pub fn all_codes() -> impl Iterator<Item = &'static Code> {
    let tables = [
        specwright_source::codes::ALL,
        specwright_openapi::codes::ALL,
        specwright_ir::codes::ALL,
        codes::ALL,
    ];
    tables.into_iter().flatten().copied()
}
