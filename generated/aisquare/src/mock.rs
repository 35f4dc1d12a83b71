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
        accounts_login_create;
    });
}

/// Options under which a request that is refused is answered as its operation documents
/// it, where it does.
pub fn options() -> Options {
    Options::new().refuse(|refused, route| refuse(refused, route, EXAMPLES))
}

/// The answers of every operation.
pub static EXAMPLES: &[(Route, &[Example])] = &[
    (<accounts_login_create::Request as Operation>::ROUTE, &[
        Example { statuses: (200, 200), media: "application/json", headers: &[], body: r#"{"login":"string","password":"string"}"# },
    ]),
];
