//! The server's end: what a request goes through before and after a handler.
//!
//! [`Service`] finds the operation ([`Router`]), reads and checks the request ([`Incoming`]),
//! calls the handler with a [`Context`], and writes its answer. What does not pass is refused
//! ([`Refused`]) with a problem document (RFC 9457), whose shape [`Options`] can change.

pub mod body;
mod context;
mod dispatch;
mod incoming;
mod options;
mod problem;
mod route;
mod security;
mod service;
mod upload;

pub use context::Context;
pub use incoming::Incoming;
pub(crate) use incoming::{Terms, admit_json, form_value};
pub use options::Options;
pub use problem::Refused;
pub use route::Router;
pub use security::{Credential, Credentials, Refusal};
#[cfg(feature = "mock")]
pub(crate) use service::accepts;
pub use service::{
    BoxFuture, Guard, Handled, Service, finish, nothing, serve, serve_as, serve_optionally,
};

/// An axum router.
pub use axum::Router as AxumRouter;
