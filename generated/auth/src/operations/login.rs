// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! `POST /auth/login`

use crate::rt;

/// The request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// The body.
    pub body: Option<Body>,
}

impl From<Body> for Request {
    fn from(body: Body) -> Self {
        Self { body: Some(body) }
    }
}

impl From<()> for Request {
    fn from((): ()) -> Self {
        Self::default()
    }
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

impl Body {
    /// With what the document requires, and nothing else.
    pub fn new(username: impl Into<String>, password: impl Into<rt::Secret>) -> Self {
        Self {
            username: username.into(),
            password: password.into(),
        }
    }
}

rt::object!(Body {
    "username" => username: required,
    "password" => password: required,
});

/// What `location` holds.
#[derive(Clone, Debug, PartialEq)]
pub struct SuccessRecordLocation {
    pub lat: f64,
    pub lon: f64,
    pub name: String,
}

impl SuccessRecordLocation {
    /// With what the document requires, and nothing else.
    pub fn new(lat: f64, lon: f64, name: impl Into<String>) -> Self {
        Self {
            lat,
            lon,
            name: name.into(),
        }
    }
}

rt::object!(SuccessRecordLocation {
    "lat" => lat: required,
    "lon" => lon: required,
    "name" => name: required,
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

impl SuccessRecord {
    /// With what the document requires, and nothing else.
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        avatar: impl Into<String>,
        collection_id: impl Into<String>,
        collection_name: impl Into<String>,
        created: impl Into<String>,
        email: impl Into<String>,
        email_visibility: bool,
        id: impl Into<String>,
        language: impl Into<String>,
        location: SuccessRecordLocation,
        token: impl Into<rt::Secret>,
        unit: impl Into<String>,
        updated: impl Into<String>,
        username: impl Into<String>,
        verified: bool,
    ) -> Self {
        Self {
            avatar: avatar.into(),
            collection_id: collection_id.into(),
            collection_name: collection_name.into(),
            created: created.into(),
            email: email.into(),
            email_visibility,
            id: id.into(),
            language: language.into(),
            location,
            token: token.into(),
            unit: unit.into(),
            updated: updated.into(),
            username: username.into(),
            verified,
        }
    }
}

rt::object!(SuccessRecord {
    "avatar" => avatar: required,
    "collectionId" => collection_id: required,
    "collectionName" => collection_name: required,
    "created" => created: required,
    "email" => email: required,
    "emailVisibility" => email_visibility: required,
    "id" => id: required,
    "language" => language: required,
    "location" => location: required,
    "token" => token: required,
    "unit" => unit: required,
    "updated" => updated: required,
    "username" => username: required,
    "verified" => verified: required,
});

/// What the response holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Success {
    pub record: SuccessRecord,
    pub token: rt::Secret,
}

impl Success {
    /// With what the document requires, and nothing else.
    pub fn new(record: SuccessRecord, token: impl Into<rt::Secret>) -> Self {
        Self {
            record,
            token: token.into(),
        }
    }
}

rt::object!(Success {
    "record" => record: required,
    "token" => token: required,
});

/// What `response` holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BadRequestResponse {
    pub code: i64,
    pub message: String,
    pub data: rt::JsonObject,
}

impl BadRequestResponse {
    /// With what the document requires, and nothing else.
    pub fn new(code: i64, message: impl Into<String>, data: rt::JsonObject) -> Self {
        Self {
            code,
            message: message.into(),
            data,
        }
    }
}

rt::object!(BadRequestResponse {
    "code" => code: required,
    "message" => message: required,
    "data" => data: required,
});

/// What `data` holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BadRequestOriginalErrorData {
    pub code: i64,
    pub message: String,
    pub data: rt::JsonObject,
}

impl BadRequestOriginalErrorData {
    /// With what the document requires, and nothing else.
    pub fn new(code: i64, message: impl Into<String>, data: rt::JsonObject) -> Self {
        Self {
            code,
            message: message.into(),
            data,
        }
    }
}

rt::object!(BadRequestOriginalErrorData {
    "code" => code: required,
    "message" => message: required,
    "data" => data: required,
});

/// What `originalError` holds.
#[derive(Clone, Debug, PartialEq)]
pub struct BadRequestOriginalError {
    pub url: String,
    pub status: i64,
    pub data: BadRequestOriginalErrorData,
}

impl BadRequestOriginalError {
    /// With what the document requires, and nothing else.
    pub fn new(
        url: impl Into<String>,
        status: i64,
        data: BadRequestOriginalErrorData,
    ) -> Self {
        Self {
            url: url.into(),
            status,
            data,
        }
    }
}

rt::object!(BadRequestOriginalError {
    "url" => url: required,
    "status" => status: required,
    "data" => data: required,
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

impl BadRequest {
    /// With what the document requires, and nothing else.
    pub fn new(
        url: impl Into<String>,
        status: i64,
        response: BadRequestResponse,
        is_abort: bool,
        original_error: BadRequestOriginalError,
        name: impl Into<String>,
    ) -> Self {
        Self {
            url: url.into(),
            status,
            response,
            is_abort,
            original_error,
            name: name.into(),
        }
    }
}

rt::object!(BadRequest {
    "url" => url: required,
    "status" => status: required,
    "response" => response: required,
    "isAbort" => is_abort: required,
    "originalError" => original_error: required,
    "name" => name: required,
});

rt::operation!("POST" "/auth/login" (status, value) {
    <= optional json "application/json",
    => 200: Ok(value) json "application/json",
    => 400: Err(Failure::BadRequest(value)) json "application/json",
});
