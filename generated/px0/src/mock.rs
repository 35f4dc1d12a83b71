// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! A server that answers from the document's examples, completed from its schemas.
//! `Prefer: code=404` chooses the status.

use crate::operations::*;
use crate::rt;
use crate::rt::operation::Operation;
use crate::rt::mock::{Example, refuse};
use crate::rt::operation::Route;
use crate::rt::server::Options;
use crate::server::Server;

/// Answers every operation with an example.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mock;

impl Server for Mock {
    rt::answers!(EXAMPLES {
        login;
    });
}

/// Options under which a request that is refused is answered as its operation documents
/// it, where it does.
pub fn options() -> Options {
    Options::new().refuse(|refused, route| refuse(refused, route, EXAMPLES))
}

/// The answers of every operation.
pub static EXAMPLES: &[(Route, &[Example])] = &[
    (<login::Request as Operation>::ROUTE, &[
        Example { statuses: (200, 200), media: "application/json", headers: &[], body: r#"{"token":"f47ac10b-58cc-4372-a567-0e02b2c3d479","expires_at":"2024-01-02T03:04:05Z","user":{"id":"00000000-0000-4000-8000-000000000000","email":"user@example.com","is_verified":true,"is_admin":true,"created_at":"2024-01-02T03:04:05Z"}}"# },
        Example { statuses: (400, 400), media: "application/json", headers: &[], body: r#"{"error":"invalid request body"}"# },
        Example { statuses: (401, 401), media: "application/json", headers: &[], body: r#"{"error":"invalid credentials"}"# },
        Example { statuses: (403, 403), media: "application/json", headers: &[], body: r#"{"error":"user is not verified"}"# },
        Example { statuses: (500, 500), media: "application/json", headers: &[], body: r#"{"error":"internal error"}"# },
    ]),
];
