//! The body of a message: bytes at hand, or a stream of them.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};

/// What went wrong elsewhere: in a transport, or in what users give.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// What went wrong while a body was read. It shows what that was, and becomes a [`std::io::Error`] where one
/// is wanted, as `tokio_util::io::StreamReader` does.
pub struct BodyError(BoxError);

impl fmt::Debug for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Error for BodyError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

impl From<BodyError> for std::io::Error {
    fn from(error: BodyError) -> std::io::Error {
        std::io::Error::other(error.0)
    }
}

/// A response with a [`Body`].
pub type Response = http::Response<Body>;

/// The body of a request or response. `Debug` shows its length, where it is
/// known, and never its content.
#[derive(Default)]
pub struct Body(Inner);

enum Inner {
    Full(Option<Bytes>),
    // The mutex is never waited for: it makes a body of what users give, which is seldom `Sync`.
    Stream(Mutex<Pin<Box<dyn http_body::Body<Data = Bytes, Error = BoxError> + Send>>>),
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
        B: http_body::Body<Data = Bytes, Error = BoxError> + Send + 'static,
    {
        Body(Inner::Stream(Mutex::new(Box::pin(body))))
    }

    /// Any body: one of these as it is, another as a stream.
    #[cfg(feature = "client")]
    pub(crate) fn wrap<B>(body: B) -> Body
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
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

    /// A body of what a stream brings, read no faster than it is sent. An error ends it, and the
    /// connection with it. A file is one by way of `tokio_util::io::ReaderStream`.
    pub fn from_stream<S, T, E>(stream: S) -> Body
    where
        S: futures_core::Stream<Item = Result<T, E>> + Send + 'static,
        T: Into<Bytes>,
        E: Into<BoxError>,
    {
        Body::stream(Pieces { stream: Box::pin(stream), left: None })
    }

    /// As [`Body::from_stream`], with the length that is to be sent ahead of it, in bytes. A stream
    /// that brings less breaks off; what it brings beyond is not sent.
    pub fn sized<S, T, E>(stream: S, length: u64) -> Body
    where
        S: futures_core::Stream<Item = Result<T, E>> + Send + 'static,
        T: Into<Bytes>,
        E: Into<BoxError>,
    {
        Body::stream(Pieces { stream: Box::pin(stream), left: Some(length) })
    }

    /// How many bytes are still to come, where it is known.
    pub fn length(&self) -> Option<u64> {
        http_body::Body::size_hint(self).exact()
    }

    /// The bytes, if they are at hand: of a body that was made of them.
    pub fn at_hand(&self) -> Option<Bytes> {
        match &self.0 {
            Inner::Full(bytes) => Some(bytes.clone().unwrap_or_default()),
            Inner::Stream(_) => None,
        }
    }

    /// All bytes, as soon as the last is there.
    ///
    /// # Errors
    /// The connection failed, whoever writes the body gave up, or it is larger than a server takes.
    pub async fn bytes(mut self) -> Result<Bytes, BodyError> {
        let Some(first) = self.chunk().await.transpose()? else { return Ok(Bytes::new()) };
        let Some(second) = self.chunk().await.transpose()? else { return Ok(first) };
        let mut all = BytesMut::from(first);
        all.extend_from_slice(&second);
        while let Some(chunk) = self.chunk().await.transpose()? {
            all.extend_from_slice(&chunk);
        }
        Ok(all.freeze())
    }

    /// The next bytes; `None` at the end. The body is also a [`Stream`](futures_core::Stream) of them.
    /// What is not asked for is not sent either, and dropping the body ends the connection.
    ///
    /// ```
    /// # async fn size(mut body: specwright_runtime::Body) -> Result<usize, Box<dyn std::error::Error>> {
    /// let mut size = 0;
    /// while let Some(chunk) = body.chunk().await {
    ///     size += chunk?.len();
    /// }
    /// # Ok(size)
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`Body::bytes`].
    pub async fn chunk(&mut self) -> Option<Result<Bytes, BodyError>> {
        std::future::poll_fn(|cx| self.poll_chunk(cx)).await
    }

    fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        loop {
            match ready!(http_body::Body::poll_frame(Pin::new(self), cx)) {
                // Trailers are none of the body's bytes.
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data() {
                        return Poll::Ready(Some(Ok(bytes)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(BodyError(error)))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl futures_core::Stream for Body {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(cx)
    }
}

/// What a stream brings, as a body.
struct Pieces<S> {
    stream: Pin<Box<S>>,
    left: Option<u64>,
}

impl<S, T, E> http_body::Body for Pieces<S>
where
    S: futures_core::Stream<Item = Result<T, E>> + Send,
    T: Into<Bytes>,
    E: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if self.left == Some(0) {
            return Poll::Ready(None);
        }
        let mut piece: Bytes = match ready!(self.stream.as_mut().poll_next(cx)) {
            Some(Ok(piece)) => piece.into(),
            Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
            None if self.left.is_some() => {
                self.left = Some(0);
                return Poll::Ready(Some(Err("the body is shorter than was said".into())));
            }
            None => return Poll::Ready(None),
        };
        if let Some(left) = &mut self.left {
            piece.truncate(usize::try_from(*left).unwrap_or(usize::MAX));
            *left -= piece.len() as u64;
        }
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn is_end_stream(&self) -> bool {
        self.left == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Body {
        Body(Inner::Full(Some(bytes.into())))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "Body({length} bytes)"),
            None => f.write_str("Body(..)"),
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
            Inner::Stream(body) => {
                body.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().poll_frame(cx)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Full(bytes) => bytes.as_ref().is_none_or(Bytes::is_empty),
            Inner::Stream(body) => {
                body.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Full(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Inner::Stream(body) => body.lock().unwrap_or_else(PoisonError::into_inner).size_hint(),
        }
    }
}
