//! The body of a message: bytes at hand, or a stream of them.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

/// What went wrong while a body was read.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// A response with a [`Body`].
pub type Response = http::Response<Body>;

/// The body of a request or response. `Debug` shows its length and never its content.
#[derive(Default)]
pub struct Body(Inner);

enum Inner {
    Full(Option<Bytes>),
    Stream(Pin<Box<dyn http_body::Body<Data = Bytes, Error = BoxError> + Send + Sync>>),
}

impl Default for Inner {
    fn default() -> Self {
        Inner::Full(None)
    }
}

impl Body {
    /// A body that is read as it comes.
    pub fn stream<B>(body: B) -> Body
    where
        B: http_body::Body<Data = Bytes, Error = BoxError> + Send + Sync + 'static,
    {
        Body(Inner::Stream(Box::pin(body)))
    }

    /// Any body: one of these as it is, another as a stream.
    #[cfg(feature = "client")]
    pub(crate) fn wrap<B>(body: B) -> Body
    where
        B: http_body::Body<Data = Bytes> + Send + Sync + 'static,
        B::Error: Into<BoxError>,
    {
        let mut body = Some(body);
        let any: &mut dyn std::any::Any = &mut body;
        match any.downcast_mut::<Option<Body>>() {
            Some(own) => own.take().unwrap_or_default(),
            None => body.map_or_else(Body::default, |body| {
                Body::stream(http_body_util::BodyExt::map_err(body, Into::into))
            }),
        }
    }

    /// The same body once more; `None` of a stream.
    #[cfg(feature = "client")]
    pub(crate) fn again(&self) -> Option<Body> {
        match &self.0 {
            Inner::Full(bytes) => Some(Body(Inner::Full(bytes.clone()))),
            Inner::Stream(_) => None,
        }
    }

    /// The bytes, if they are at hand.
    pub fn bytes(&self) -> Option<Bytes> {
        match &self.0 {
            Inner::Full(bytes) => Some(bytes.clone().unwrap_or_default()),
            Inner::Stream(_) => None,
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Body {
        Body(Inner::Full(Some(bytes.into())))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Full(bytes) => {
                write!(f, "Body({} bytes)", bytes.as_ref().map_or(0, Bytes::len))
            }
            Inner::Stream(_) => f.write_str("Body(..)"),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Inner::Full(bytes) => {
                let bytes = bytes.take().filter(|bytes| !bytes.is_empty());
                Poll::Ready(bytes.map(|bytes| Ok(Frame::data(bytes))))
            }
            Inner::Stream(body) => body.as_mut().poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Full(bytes) => bytes.as_ref().is_none_or(Bytes::is_empty),
            Inner::Stream(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Full(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Inner::Stream(body) => body.size_hint(),
        }
    }
}

/// A file in a multipart body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// The name that the sender gives it.
    pub name: Option<String>,
    /// Its media type, `application/octet-stream` if none is given.
    pub media_type: Option<String>,
    /// Its bytes.
    pub bytes: Bytes,
}

impl<T: Into<Bytes>> From<T> for File {
    fn from(bytes: T) -> File {
        File { bytes: bytes.into(), ..File::default() }
    }
}
