// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! `POST /api/v1/iam/accounts/login/`: Accounts Login Create

use crate::rt;
use crate::types;

/// The request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// The body.
    pub body: Option<types::DefaultLogin>,
}

/// What comes back when it went well.
pub type Success = types::DefaultLogin;

/// What comes back when it did not go well.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// A response that the document does not name. A handler may answer with it.
    Other(rt::Response),
}

rt::operation!("POST" "/api/v1/iam/accounts/login/" (status, value) {
    <= optional(types::DefaultLogin) json "application/json",
    => 200: Ok(value) json "application/json",
});
