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
        auth_login_create;
    });
}

/// Options under which a request that is refused is answered as its operation documents
/// it, where it does.
pub fn options() -> Options {
    Options::new().refuse(|refused, route| refuse(refused, route, EXAMPLES))
}

/// The answers of every operation.
pub static EXAMPLES: &[(Route, &[Example])] = &[
    (<auth_login_create::Request as Operation>::ROUTE, &[
        Example { statuses: (201, 201), media: "application/json", headers: &[], body: r#"{"id":"00000000-0000-4000-8000-000000000000","token":"string","organizations":"string","password":"string","last_login":"2024-01-02T03:04:05Z","is_superuser":true,"is_staff":true,"is_active":true,"date_joined":"2024-01-02T03:04:05Z","created_at":"2024-01-02T03:04:05Z","updated_at":"2024-01-02T03:04:05Z","email":"user@example.com","first_name":"string","last_name":"string","groups":[1],"user_permissions":[1]}"# },
    ]),
];
