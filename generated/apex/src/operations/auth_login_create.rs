// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! `POST /api/v1/auth/login`: Log in

use crate::rt;
use crate::types;

/// The request.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The body.
    pub body: types::Login,
}

/// What comes back when it went well.
pub type Success = types::LoginResponse;

/// What comes back when it did not go well.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// A response that the document does not name. A handler may answer with it.
    Other(rt::Response),
}

rt::operation!("POST" "/api/v1/auth/login" (status, value) {
    <= required(types::Login) json "application/json",
    => 201: Ok(value) json "application/json",
});
