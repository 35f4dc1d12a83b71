// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! The document's examples are read, written back, and the same by value.

#![cfg_attr(rustfmt, rustfmt_skip)]

use aisquare::rt::wire::survives;
use aisquare::{types};

#[test]
fn examples_survive() {
    survives::<types::DefaultLogin>(r#"{"login":"jane.doe@example.com","password":"SecurePass123!"}"#);
}
