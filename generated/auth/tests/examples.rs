// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! The document's examples are read, written back, and the same by value.

#![cfg_attr(rustfmt, rustfmt_skip)]

use auth::rt::wire::survives;
use auth::{operations};

#[test]
fn examples_survive() {
    survives::<operations::login::Body>(r#"{"username":"string","password":"string"}"#);
    survives::<operations::login::Success>(r#"{"record":{"avatar":"string","collectionId":"string","collectionName":"string","created":"string","email":"string","emailVisibility":true,"id":"string","language":"string","location":{"lat":0,"lon":0,"name":"string"},"token":"string","unit":"string","updated":"string","username":"string","verified":true},"token":"string"}"#);
}
