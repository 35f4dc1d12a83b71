// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! The operations of the document, a module each.

pub mod login_email;
