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
    pub(crate) field_limit: usize,
    pub(crate) validate: bool,
    refuse: Arc<Refuse>,
}

impl Options {
    /// Bodies of at most 2 MiB, all that the document says is checked, refusals are problem
    /// documents.
    pub fn new() -> Options {
        Options {
            body_limit: 2 * 1024 * 1024,
            field_limit: 2 * 1024 * 1024,
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

    /// Refuses larger bodies, in bytes, with 413. Files and bodies of bytes may well be large, and are
    /// not held in memory; any other body is, as is one that comes where none is expected, so that a
    /// limit for large uploads wants a layer in front that bounds the routes without them. Files beyond 64 KiB go to the system's folder for
    /// temporary files, until the handler has read or dropped them.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Options {
        self.body_limit = bytes;
        self
    }

    /// Refuses multipart bodies with 413 of which all that is no file's content, heads of parts among
    /// it, is larger than this together, in bytes, as it is held in memory; 2 MiB unless it is set.
    #[must_use]
    pub fn field_limit(mut self, bytes: usize) -> Options {
        self.field_limit = bytes;
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
            .field("field_limit", &self.field_limit)
            .field("validate", &self.validate)
            .finish_non_exhaustive()
    }
}
