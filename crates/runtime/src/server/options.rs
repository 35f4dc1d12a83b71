//! What a server can be told.

use std::fmt;
use std::sync::Arc;

use super::Refused;
use crate::Response;
use crate::operation::Route;

/// What answers a refusal.
type Refuse = dyn Fn(&Refused, Option<&Route>) -> Response + Send + Sync;

/// How a server treats requests.
///
/// ```
/// use specwright_runtime::server::Options;
///
/// let options = Options::new().body_limit(64 * 1024);
/// ```
#[derive(Clone)]
pub struct Options {
    pub(crate) body_limit: usize,
    pub(crate) memory_limit: usize,
    pub(crate) validate: bool,
    refuse: Arc<Refuse>,
}

impl Options {
    /// Bodies of at most 2 MiB, all that the document says is checked, refusals are problem
    /// documents.
    pub fn new() -> Options {
        Options {
            body_limit: 2 * 1024 * 1024,
            memory_limit: 2 * 1024 * 1024,
            validate: true,
            refuse: Arc::new(|refused, _| refused.response()),
        }
    }

    /// Whether requests are held to the document's rules beyond their types: lengths, bounds,
    /// patterns, formats and the like. Without, a handler gets whatever its types can hold; what
    /// they cannot hold is refused all the same, with all that is wrong.
    #[must_use]
    pub fn validate(mut self, validate: bool) -> Options {
        self.validate = validate;
        self
    }

    /// Refuses larger bodies, in bytes, with 413; 2 MiB unless it is set. Files and bodies of bytes may
    /// well be large: they are not held in memory. Files beyond 64 KiB go to the system's folder for
    /// temporary files, until the handler has read or dropped them. A body that comes where none is
    /// expected is not read.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Options {
        self.body_limit = bytes;
        self
    }

    /// Refuses bodies with 413 of which more than this, in bytes, would be held in memory; 2 MiB unless
    /// it is set. That is all of a body that is read whole, and of a multipart one all that is no
    /// file's content, heads of parts among it.
    #[must_use]
    pub fn memory_limit(mut self, bytes: usize) -> Options {
        self.memory_limit = bytes;
        self
    }

    /// Answers refusals with what `refuse` makes of them instead of a problem document. It gets
    /// the operation that was meant, where the request led to one. Headers that the status asks
    /// for are added.
    #[must_use]
    pub fn refuse(
        mut self,
        refuse: impl Fn(&Refused, Option<&Route>) -> Response + Send + Sync + 'static,
    ) -> Options {
        self.refuse = Arc::new(refuse);
        self
    }

    pub(crate) fn answer(&self, refused: &Refused, route: Option<&Route>) -> Response {
        let mut response = (self.refuse)(refused, route);
        refused.set_headers(&mut response);
        response
    }
}

impl Default for Options {
    fn default() -> Options {
        Options::new()
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("body_limit", &self.body_limit)
            .field("memory_limit", &self.memory_limit)
            .field("validate", &self.validate)
            .finish_non_exhaustive()
    }
}
