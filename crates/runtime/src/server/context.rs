//! What a handler knows of a request beside its content.

use http::request::Parts;
use http::{Extensions, HeaderMap, Uri};

/// The caller and the circumstances of a request. `Caller` is `()` for operations that ask for
/// no credentials.
#[derive(Debug)]
pub struct Context<Caller> {
    caller: Caller,
    /// Behind a pointer, as a context goes through many hands.
    parts: Box<Parts>,
}

impl<Caller> Context<Caller> {
    /// A context; for tests of handlers.
    pub fn new(caller: Caller, parts: impl Into<Box<Parts>>) -> Context<Caller> {
        Context { caller, parts: parts.into() }
    }

    /// Who calls, as the server's own authentication found.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// The request's headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The request's URI.
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// What layers in front have put into the request, as axum's `ConnectInfo`.
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }
}
