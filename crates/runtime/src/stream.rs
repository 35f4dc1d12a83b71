//! Values that come one after another, each as soon as it is there.

use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use crate::body::BoxError;

type Items<T, E> = Pin<Box<dyn futures_core::Stream<Item = Result<T, E>> + Send>>;

/// A body of many values: a line of JSON each, or a server-sent event each. A client reads them as
/// they come; a server writes them as they come. Dropping it ends the connection. With another
/// error it is what pages hold, one after the other.
///
/// ```
/// # async fn f() -> Result<(), specwright_runtime::StreamError> {
/// use specwright_runtime::Stream;
///
/// let mut numbers = Stream::from(vec![1, 2, 3]);
/// while let Some(number) = numbers.next().await {
///     println!("{}", number?);
/// }
/// # Ok(())
/// # }
/// ```
// The mutex is never locked: it makes a body of what users give, which is seldom `Sync`.
pub struct Stream<T, E = StreamError>(Mutex<Option<Items<T, E>>>);

/// Server-sent events (HTML Standard, section 9.2).
pub type Events<T> = Stream<Event<T>>;

impl<T> Stream<T> {
    /// A stream of values that may fail. An error ends the body that it is written to.
    pub fn new<S>(items: S) -> Stream<T>
    where
        S: futures_core::Stream<Item = Result<T, StreamError>> + Send + 'static,
    {
        Stream(Mutex::new(Some(Box::pin(items))))
    }

    /// A stream of values.
    pub fn of<S>(items: S) -> Stream<T>
    where
        S: futures_core::Stream<Item = T> + Send + 'static,
        T: 'static,
    {
        Stream::new(Sound(Box::pin(items)))
    }
}

impl<T, E> Stream<T, E> {
    #[cfg(feature = "client")]
    pub(crate) fn fallible<S>(items: S) -> Stream<T, E>
    where
        S: futures_core::Stream<Item = Result<T, E>> + Send + 'static,
    {
        Stream(Mutex::new(Some(Box::pin(items))))
    }

    /// The next value; `None` at the end. After a value that does not fit, the next is tried.
    pub async fn next(&mut self) -> Option<Result<T, E>> {
        std::future::poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, E>>> {
        let slot = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Some(items) = slot else { return Poll::Ready(None) };
        let next = items.as_mut().poll_next(cx);
        if let Poll::Ready(None) = next {
            // Not every stream may be asked after its end.
            *slot = None;
        }
        next
    }
}

impl<T, E> futures_core::Stream for Stream<T, E> {
    type Item = Result<T, E>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl<T: Send + Unpin + 'static> From<Vec<T>> for Stream<T> {
    fn from(items: Vec<T>) -> Stream<T> {
        Stream::of(Listed(items.into_iter()))
    }
}

impl<T, E> fmt::Debug for Stream<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stream(..)")
    }
}

/// Values none of which is an error.
struct Sound<T>(Pin<Box<dyn futures_core::Stream<Item = T> + Send>>);

impl<T> futures_core::Stream for Sound<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx).map(|item| item.map(Ok))
    }
}

struct Listed<T>(std::vec::IntoIter<T>);

impl<T: Unpin> futures_core::Stream for Listed<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.next())
    }
}

/// A server-sent event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event<T> {
    /// What it says.
    pub data: T,
    /// Its type; `message` if none is given.
    pub event: Option<String>,
    /// The last id that the stream gave, which a client that comes back shows as `Last-Event-ID`.
    pub id: Option<String>,
    /// How long a client should wait before it comes back.
    pub retry: Option<Duration>,
}

impl<T> From<T> for Event<T> {
    fn from(data: T) -> Event<T> {
        Event { data, event: None, id: None, retry: None }
    }
}

/// Why a stream brought no value. The text says nothing of what was in it.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// The connection failed, or whoever writes the stream gave up.
    Body(BoxError),
    /// A value is not what the document says; here is its text. The next may be: a client reads on, while
    /// a server refuses the request.
    Item(String, Text),
    /// A line is longer than 16 MiB, or than a server holds in memory.
    TooLong,
}

/// A text that `Debug` does not show.
#[derive(Clone, PartialEq, Eq)]
pub struct Text(pub String);

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.0.len())
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StreamError::Body(error) => write!(f, "the stream broke off: {error}"),
            StreamError::Item(why, _) => write!(f, "a value of the stream is {why}"),
            StreamError::TooLong => f.write_str("a line of the stream is too long"),
        }
    }
}

impl std::error::Error for StreamError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            StreamError::Body(error) => Some(&**error),
            _ => None,
        }
    }
}
