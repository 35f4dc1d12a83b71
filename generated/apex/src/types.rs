// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! The types of the document's schemas, in its order.

use crate::rt;

#[derive(Clone, Debug, PartialEq)]
pub struct Login {
    pub username: String,
    pub password: rt::Secret,
}

rt::object!(Login {
    "username" => username: required(impl Into<String>),
    "password" => password: required(impl Into<rt::Secret>),
});

#[derive(Clone, Debug, PartialEq)]
pub struct LoginResponse {
    pub id: rt::Uuid,
    pub token: rt::Secret,
    pub organizations: String,
    pub password: rt::Secret,
    pub last_login: Option<Option<rt::DateTime>>,
    /// Designates that this user has all permissions without explicitly assigning them.
    pub is_superuser: Option<bool>,
    /// Designates whether the user can log into this admin site.
    pub is_staff: Option<bool>,
    /// Designates whether this user should be treated as active. Unselect this instead of deleting
    /// accounts.
    pub is_active: Option<bool>,
    pub date_joined: Option<rt::DateTime>,
    pub created_at: rt::DateTime,
    pub updated_at: rt::DateTime,
    pub email: String,
    pub first_name: Option<Option<String>>,
    pub last_name: Option<Option<String>>,
    /// The groups this user belongs to. A user will get all permissions granted to each of their
    /// groups.
    pub groups: Option<Vec<i64>>,
    /// Specific permissions for this user.
    pub user_permissions: Option<Vec<i64>>,
}

rt::object!(LoginResponse {
    "id" => id: required(rt::Uuid),
    "token" => token: required(impl Into<rt::Secret>),
    "organizations" => organizations: required(impl Into<String>),
    "password" => password: required(impl Into<rt::Secret>) [max_length(128)],
    "last_login" => last_login: optional,
    "is_superuser" => is_superuser: optional,
    "is_staff" => is_staff: optional,
    "is_active" => is_active: optional,
    "date_joined" => date_joined: optional,
    "created_at" => created_at: required(rt::DateTime),
    "updated_at" => updated_at: required(rt::DateTime),
    "email" => email: required(impl Into<String>) [max_length(255), format("email")],
    "first_name" => first_name: optional [max_length(50)],
    "last_name" => last_name: optional [max_length(100)],
    "groups" => groups: optional,
    "user_permissions" => user_permissions: optional,
});
