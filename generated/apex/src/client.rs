// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! The client: a method an operation.

use crate::operations::*;
use crate::rt;
use crate::rt::client::{BuildError, Builder, Connection};

/// Why a call brought no success; `F` is the operation's `Failure`.
pub use crate::rt::client::Error;

/// The server that the document names first.
pub const DEFAULT_SERVER: &str = "https://api.main.apexscore.ai";

/// A client of the API. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Client(Connection);
impl From<Connection> for Client {
    fn from(connection: Connection) -> Self {
        Self(connection)
    }
}
impl Client {
    /// A client of the server at a URL; its path comes before those of the document.
    ///
    /// # Errors
    /// The URL is none of HTTP, or no HTTP client can be made.
    pub fn new(base_url: impl Into<String>) -> Result<Self, BuildError> {
        Builder::default().base_url(base_url).build()
    }
    /// A client that is told more; without a base URL it calls [`DEFAULT_SERVER`].
    pub fn builder() -> Builder<Self> {
        Builder::default().document_server(DEFAULT_SERVER)
    }
    /// What carries the calls.
    pub fn connection(&self) -> &Connection {
        &self.0
    }
}

impl Client {
    /// Log in
    ///
    /// `POST /api/v1/auth/login`
    ///
    /// Log into the API
    pub fn auth_login_create(
        &self,
        request: impl Into<auth_login_create::Request>,
    ) -> rt::client::Call<auth_login_create::Request> {
        self.0.call(request.into())
    }
}
