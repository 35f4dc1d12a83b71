// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! A server that answers from the document's examples, completed from its schemas.
//! `Prefer: code=404` chooses the status.

use crate::operations::*;
use crate::rt::mock::answer;
use crate::rt::operation::Operation;
use crate::server::Context;
use crate::rt::mock::{Example, refuse};
use crate::rt::operation::Route;
use crate::rt::server::Options;
use crate::server::Server;

/// Answers every operation with an example.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mock;
impl Server for Mock {
    async fn accounts_login_create(
        &self,
        cx: Context<()>,
        _: accounts_login_create::Request,
    ) -> Result<accounts_login_create::Success, accounts_login_create::Failure> {
        answer::<accounts_login_create::Request, _>(&cx, ACCOUNTS_LOGIN_CREATE_EXAMPLES)
    }
}

/// Options under which a request that is refused is answered as its operation documents
/// it, where it does.
pub fn options() -> Options {
    Options::new().refuse(|refused, route| refuse(refused, route, EXAMPLES))
}

/// The answers of every operation.
pub static EXAMPLES: &[(Route, &[Example])] = &[
    (<accounts_login_create::Request as Operation>::ROUTE, ACCOUNTS_LOGIN_CREATE_EXAMPLES),
];

static ACCOUNTS_LOGIN_CREATE_EXAMPLES: &[Example] = &[
    Example { statuses: (200, 200), media: "application/json", headers: &[], body: r#"{"login":"string","password":"string"}"# },
];
