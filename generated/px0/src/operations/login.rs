// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! `POST /v1/auth/login`: Login

use crate::rt;
use crate::types;

/// The request.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The body.
    pub body: types::LoginRequest,
}

/// What comes back when it did not go well.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// Invalid request body
    BadRequest(types::ApiError),
    /// Invalid credentials
    Unauthorized(types::ApiError),
    /// User is not verified
    Forbidden(types::ApiError),
    /// Internal Server Error
    InternalServerError(types::ApiError),
    /// A response that the document does not name. A handler may answer with it.
    Other(rt::Response),
}

/// What the response holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Success {
    /// The access token to be used in standard Bearer authentication.
    pub token: rt::Secret,
    /// The timestamp when this access token expires.
    pub expires_at: rt::DateTime,
    pub user: types::User,
}

rt::object!(Success {
    "token" => token: required(impl Into<rt::Secret>),
    "expires_at" => expires_at: required(rt::DateTime),
    "user" => user: required(types::User),
});

rt::operation!("POST" "/v1/auth/login" (status, value) {
    <= required(types::LoginRequest) json "application/json",
    => 200: Ok(value) json "application/json",
    => 400: Err(Failure::BadRequest(value)) json "application/json",
    => 401: Err(Failure::Unauthorized(value)) json "application/json",
    => 403: Err(Failure::Forbidden(value)) json "application/json",
    => 500: Err(Failure::InternalServerError(value)) json "application/json",
});
