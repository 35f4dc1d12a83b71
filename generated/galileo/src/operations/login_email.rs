// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! `POST /v1/login`: Login Email

use crate::rt;
use crate::types;

/// The request.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The body.
    pub body: types::BodyLoginEmailV1LoginPost,
}

/// What comes back when it went well.
pub type Success = types::Token;

/// What comes back when it did not go well.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// Validation Error
    UnprocessableEntity(types::HttpValidationError),
    /// A response that the document does not name. A handler may answer with it.
    Other(rt::Response),
}

rt::operation!("POST" "/v1/login" (status, value) {
    <= required(types::BodyLoginEmailV1LoginPost) form "application/x-www-form-urlencoded",
    => 200: Ok(value) json "application/json",
    => 422: Err(Failure::UnprocessableEntity(value)) json "application/json",
});
