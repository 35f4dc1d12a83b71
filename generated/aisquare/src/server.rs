// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! The server: a trait with a method an operation, and the service it makes.

use std::future::Future;
use crate::operations::*;
use crate::rt;
use crate::rt::server::{Options, Service};

/// What a handler knows of a request beside its content.
pub use crate::rt::server::Context;

/// The operations of the API.
pub trait Server: Send + Sync + 'static {
    /// Accounts Login Create
    ///
    /// `POST /api/v1/iam/accounts/login/`
    ///
    /// Logs in the user via given login and password.
    fn accounts_login_create(
        &self,
        cx: Context<()>,
        request: accounts_login_create::Request,
    ) -> impl Future<
        Output = Result<accounts_login_create::Success, accounts_login_create::Failure>,
    > + Send;
}

/// The server as a [tower](https://docs.rs/tower) service.
pub fn service<S: Server>(server: S) -> Service<S> {
    service_with(server, Options::new())
}
/// The server as a service with other limits or refusals.
pub fn service_with<S: Server>(server: S, options: Options) -> Service<S> {
    Service::new(server, ROUTES, dispatch::<S>, options)
}
/// The server as a router, to be merged, nested and layered.
pub fn router<S: Server>(server: S) -> rt::server::AxumRouter {
    service(server).into_router()
}

// `ROUTES` and `dispatch`: which handler takes the requests of which operation.
rt::dispatch!(Server {
    0 => accounts_login_create;
});
