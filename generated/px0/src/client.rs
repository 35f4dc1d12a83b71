// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! The client: a method an operation.

use crate::operations::*;
use crate::rt;
use crate::rt::client::{BuildError, Builder, Connection};

/// Why a call brought no success; `F` is the operation's `Failure`.
pub use crate::rt::client::Error;

/// The server that the document names first.
pub const DEFAULT_SERVER: &str = "http://localhost:3000";

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
    /// Login
    ///
    /// `POST /v1/auth/login`
    ///
    /// Authenticates a user and creates a new access token.
    pub fn login(
        &self,
        request: impl Into<login::Request>,
    ) -> rt::client::Call<login::Request> {
        self.0.call(request.into())
    }
}
