// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! px0 API, version 1.0.0.
//!
//! px\[0\] is an open-source prompt infrastructure toolkit for managing prompts in production.
//! It replaces hardcoded prompt strings with versioned templates, in-process caching, and
//! OpenTelemetry observability, so teams can iterate on prompts without touching application
//! code. This is the OpenAPI specification for all the public APIs of px0.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![forbid(unsafe_code)]
#![allow(clippy::disallowed_names, clippy::large_enum_variant, clippy::type_complexity, clippy::wrong_self_convention)]
#![allow(confusable_idents, mixed_script_confusables)]

#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "mock")]
pub mod mock;
pub mod operations;
#[cfg(feature = "server")]
pub mod server;
pub mod types;
#[cfg(feature = "client")]
pub use client::{Client, Error};
#[cfg(feature = "mock")]
pub use mock::Mock;
#[cfg(feature = "server")]
pub use server::{Context, Server};
/// The runtime: the types that those of this crate are made of.
pub use specwright_runtime as rt;
