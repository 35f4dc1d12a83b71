// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! The document's examples are read, written back, and the same by value.

#![cfg_attr(rustfmt, rustfmt_skip)]

use px0::rt::wire::survives;
use px0::{types};

#[test]
fn examples_survive() {
    survives::<types::ApiError>(r#"{"error":"invalid request body"}"#);
    survives::<types::ApiError>(r#"{"error":"invalid credentials"}"#);
    survives::<types::ApiError>(r#"{"error":"user is not verified"}"#);
    survives::<types::ApiError>(r#"{"error":"internal error"}"#);
}
