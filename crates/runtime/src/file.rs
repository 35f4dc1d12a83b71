//! A file in a multipart body.

use crate::Body;

/// A file in a multipart body. Its bytes are read and written as those of any [`Body`]: whoever has
/// them at hand gives them, whoever does not gives a stream, which is sent as it comes.
///
/// A file that arrives has been read, by a server before it calls a handler and by a client before a
/// call is over, and is kept on disk if it is large.
///
/// ```
/// use specwright_runtime::File;
///
/// let file = File { media_type: Some("text/csv".to_owned()), ..File::new("pets.csv", "id,name") };
/// assert_eq!(file.body.length(), Some(7));
/// ```
#[derive(Debug, Default)]
pub struct File {
    /// The name that the sender gives it. A file without one, or with an empty one, is sent under the
    /// name of its part, and one that is so named arrives without.
    pub name: Option<String>,
    /// Its media type, `application/octet-stream` if none is given.
    pub media_type: Option<String>,
    /// Its bytes.
    pub body: Body,
}

impl File {
    /// A file of this name.
    pub fn new(name: impl Into<String>, body: impl Into<Body>) -> File {
        File { name: Some(name.into()), media_type: None, body: body.into() }
    }
}

impl<T: Into<Body>> From<T> for File {
    fn from(body: T) -> File {
        File { body: body.into(), ..File::default() }
    }
}
