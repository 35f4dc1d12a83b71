//! What a handler knows of a request beside its content.

use http::request::Parts;
use http::{Extensions, HeaderMap, Uri};

/// The caller and the circumstances of a request. `Caller` is `()` for operations that ask for
/// no credentials.
#[derive(Debug)]
pub struct Context<Caller> {
    caller: Caller,
    parts: Parts,
}

impl<Caller> Context<Caller> {
    /// A context; for tests of handlers.
    pub fn new(caller: Caller, parts: Parts) -> Context<Caller> {
        Context { caller, parts }
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
