// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! The types of the document's schemas, in its order.

use crate::rt;

#[derive(Clone, Debug, PartialEq)]
pub struct LoginRequest {
    /// Example: `"user@example.com"`
    pub email: String,
    pub password: rt::Secret,
}

rt::object!(LoginRequest {
    "email" => email: required(impl Into<String>) [format("email")],
    "password" => password: required(impl Into<rt::Secret>),
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

rt::object!(User {
    "id" => id: required(rt::Uuid),
    "email" => email: required(impl Into<String>) [format("email")],
    "is_verified" => is_verified: required(bool),
    "is_admin" => is_admin: required(bool),
    "created_at" => created_at: required(rt::DateTime),
});

/// The schema `APIError`.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    /// Example: `"invalid credentials"`
    pub error: String,
}

rt::object!(ApiError {
    "error" => error: required(impl Into<String>),
});
