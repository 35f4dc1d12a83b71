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
        Example { statuses: (200, 200), media: "application/json", headers: &[], body: r#"{"record":{"avatar":"string","collectionId":"string","collectionName":"string","created":"string","email":"string","emailVisibility":true,"id":"string","language":"string","location":{"lat":0,"lon":0,"name":"string"},"token":"string","unit":"string","updated":"string","username":"string","verified":true},"token":"string"}"# },
        Example { statuses: (400, 400), media: "application/json", headers: &[], body: r#"{"url":"string","status":1,"response":{"code":1,"message":"string","data":{}},"isAbort":true,"originalError":{"url":"string","status":1,"data":{"code":1,"message":"string","data":{}}},"name":"string"}"# },
    ]),
];
