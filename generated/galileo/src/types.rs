// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! The types of the document's schemas, in its order.

use crate::rt;

/// The schema `Body_login_email_v1_login_post`.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyLoginEmailV1LoginPost {
    pub grant_type: Option<Option<String>>,
    pub username: String,
    pub password: rt::Secret,
    pub scope: Option<String>,
    pub client_id: Option<Option<String>>,
    pub client_secret: Option<Option<rt::Secret>>,
}

impl BodyLoginEmailV1LoginPost {
    /// `scope`, or its default `""`.
    pub fn scope_or_default(&self) -> &str {
        self.scope.as_deref().unwrap_or("")
    }
}

rt::object!(BodyLoginEmailV1LoginPost {
    "grant_type" => grant_type: optional [pattern("^password$")],
    "username" => username: required(impl Into<String>),
    "password" => password: required(impl Into<rt::Secret>),
    "scope" => scope: optional,
    "client_id" => client_id: optional,
    "client_secret" => client_secret: optional,
});

#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub access_token: rt::Secret,
    pub token_type: Option<String>,
}

impl Token {
    /// `token_type`, or its default `"bearer"`.
    pub fn token_type_or_default(&self) -> &str {
        self.token_type.as_deref().unwrap_or("bearer")
    }
}

rt::object!(Token {
    "access_token" => access_token: required(impl Into<rt::Secret>),
    "token_type" => token_type: optional,
});

/// The schema `HTTPValidationError`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HttpValidationError {
    pub detail: Option<Vec<ValidationError>>,
}

rt::object!(HttpValidationError {
    "detail" => detail: optional,
});

#[derive(Clone, Debug, PartialEq)]
pub struct ValidationError {
    pub loc: Vec<ValidationErrorLoc>,
    pub msg: String,
    pub r#type: String,
}

rt::object!(ValidationError {
    "loc" => loc: required(Vec<ValidationErrorLoc>),
    "msg" => msg: required(impl Into<String>),
    "type" => r#type: required(impl Into<String>),
});

/// What `loc` holds.
#[derive(Clone, Debug, PartialEq)]
pub enum ValidationErrorLoc {
    String(String),
    Integer(i64),
    /// A value that the document does not know.
    Unknown(rt::Json),
}

impl From<String> for ValidationErrorLoc {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<i64> for ValidationErrorLoc {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

rt::union!(ValidationErrorLoc {
    String: string(),
    Integer: integer(),
    ..Unknown
});
