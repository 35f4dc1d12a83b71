// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! AISquare Studio API, version 1.0.0.

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
