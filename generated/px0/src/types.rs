// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! The types of the document's schemas, in its order.

use crate::rt;

#[derive(Clone, Debug, PartialEq)]
pub struct LoginRequest {
    /// Example: `"user@example.com"`
    pub email: String,
    pub password: rt::Secret,
}

impl LoginRequest {
    /// With what the document requires, and nothing else.
    pub fn new(email: impl Into<String>, password: impl Into<rt::Secret>) -> Self {
        Self {
            email: email.into(),
            password: password.into(),
        }
    }
}

rt::object!(LoginRequest {
    "email" => email: required [format("email")],
    "password" => password: required,
});

#[derive(Clone, Debug, PartialEq)]
pub struct User {
    /// Unique user identifier.
    pub id: rt::Uuid,
    /// Email address of the user.
    pub email: String,
    /// Whether the user's email has been verified.
    pub is_verified: bool,
    /// Whether the user is an admin.
    pub is_admin: bool,
    /// Timestamp when the user was created.
    pub created_at: rt::DateTime,
}

impl User {
    /// With what the document requires, and nothing else.
    pub fn new(
        id: rt::Uuid,
        email: impl Into<String>,
        is_verified: bool,
        is_admin: bool,
        created_at: rt::DateTime,
    ) -> Self {
        Self {
            id,
            email: email.into(),
            is_verified,
            is_admin,
            created_at,
        }
    }
}

rt::object!(User {
    "id" => id: required,
    "email" => email: required [format("email")],
    "is_verified" => is_verified: required,
    "is_admin" => is_admin: required,
    "created_at" => created_at: required,
});

/// The schema `APIError`.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    /// Example: `"invalid credentials"`
    pub error: String,
}

impl ApiError {
    /// With what the document requires, and nothing else.
    pub fn new(error: impl Into<String>) -> Self {
        Self { error: error.into() }
    }
}

rt::object!(ApiError {
    "error" => error: required,
});
