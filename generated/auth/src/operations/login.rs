// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! `POST /auth/login`

use crate::rt;

/// The request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// The body.
    pub body: Option<Body>,
}

/// What comes back when it did not go well.
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// Bad Request
    BadRequest(BadRequest),
    /// A response that the document does not name. A handler may answer with it.
    Other(rt::Response),
}

/// What the request holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    pub username: String,
    pub password: rt::Secret,
}

rt::object!(Body {
    "username" => username: required(impl Into<String>),
    "password" => password: required(impl Into<rt::Secret>),
});

/// What `location` holds.
#[derive(Clone, Debug, PartialEq)]
pub struct SuccessRecordLocation {
    pub lat: f64,
    pub lon: f64,
    pub name: String,
}

rt::object!(SuccessRecordLocation {
    "lat" => lat: required(f64),
    "lon" => lon: required(f64),
    "name" => name: required(impl Into<String>),
});

/// What `record` holds.
#[derive(Clone, Debug, PartialEq)]
pub struct SuccessRecord {
    pub avatar: String,
    pub collection_id: String,
    pub collection_name: String,
    pub created: String,
    pub email: String,
    pub email_visibility: bool,
    pub id: String,
    pub language: String,
    pub location: SuccessRecordLocation,
    pub token: rt::Secret,
    pub unit: String,
    pub updated: String,
    pub username: String,
    pub verified: bool,
}

rt::object!(SuccessRecord {
    "avatar" => avatar: required(impl Into<String>),
    "collectionId" => collection_id: required(impl Into<String>),
    "collectionName" => collection_name: required(impl Into<String>),
    "created" => created: required(impl Into<String>),
    "email" => email: required(impl Into<String>),
    "emailVisibility" => email_visibility: required(bool),
    "id" => id: required(impl Into<String>),
    "language" => language: required(impl Into<String>),
    "location" => location: required(SuccessRecordLocation),
    "token" => token: required(impl Into<rt::Secret>),
    "unit" => unit: required(impl Into<String>),
    "updated" => updated: required(impl Into<String>),
    "username" => username: required(impl Into<String>),
    "verified" => verified: required(bool),
});

/// What the response holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Success {
    pub record: SuccessRecord,
    pub token: rt::Secret,
}

rt::object!(Success {
    "record" => record: required(SuccessRecord),
    "token" => token: required(impl Into<rt::Secret>),
});

/// What `response` holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BadRequestResponse {
    pub code: i64,
    pub message: String,
    pub data: rt::JsonObject,
}

rt::object!(BadRequestResponse {
    "code" => code: required(i64),
    "message" => message: required(impl Into<String>),
    "data" => data: required(rt::JsonObject),
});

/// What `data` holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BadRequestOriginalErrorData {
    pub code: i64,
    pub message: String,
    pub data: rt::JsonObject,
}

rt::object!(BadRequestOriginalErrorData {
    "code" => code: required(i64),
    "message" => message: required(impl Into<String>),
    "data" => data: required(rt::JsonObject),
});

/// What `originalError` holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BadRequestOriginalError {
    pub url: String,
    pub status: i64,
    pub data: BadRequestOriginalErrorData,
}

rt::object!(BadRequestOriginalError {
    "url" => url: required(impl Into<String>),
    "status" => status: required(i64),
    "data" => data: required(BadRequestOriginalErrorData),
});

/// What the response holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BadRequest {
    pub url: String,
    pub status: i64,
    pub response: BadRequestResponse,
    pub is_abort: bool,
    pub original_error: BadRequestOriginalError,
    pub name: String,
}

rt::object!(BadRequest {
    "url" => url: required(impl Into<String>),
    "status" => status: required(i64),
    "response" => response: required(BadRequestResponse),
    "isAbort" => is_abort: required(bool),
    "originalError" => original_error: required(BadRequestOriginalError),
    "name" => name: required(impl Into<String>),
});

rt::operation!("POST" "/auth/login" (status, value) {
    <= optional(Body) json "application/json",
    => 200: Ok(value) json "application/json",
    => 400: Err(Failure::BadRequest(value)) json "application/json",
});
