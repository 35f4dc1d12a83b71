//! A call: a request on its way.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::response::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::connection::Settings;
use super::error::Failed;
use super::exchange::{Exchange, Manner};
use super::{Connection, Error, Retry, Undocumented};
use crate::media::{EVENTS, Message, Unfit, media_type};
use crate::operation::Operation;
use crate::wire::strict;

/// A call of an operation. Nothing is sent before it is awaited.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<O> {
    connection: Connection,
    request: O,
    manner: Manner,
}

impl<O> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("timeout", &self.manner.timeout)
            .field("retry", &self.manner.retry)
            .finish_non_exhaustive()
    }
}

/// What came back, with its status and headers.
#[derive(Debug)]
pub struct Replied<T> {
    /// What came back.
    pub value: T,
    /// Its status.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
}

/// What the document names of an answer, success or failure, with the status and headers that it came with.
pub type Reply<O> = Replied<Result<<O as Operation>::Success, <O as Operation>::Failure>>;

impl<O: Operation> Call<O> {
    pub(super) fn new(connection: Connection, request: O) -> Call<O> {
        let Settings { timeout, retry, strict, .. } = *connection.0;
        let headers = HeaderMap::new();
        let manner = Manner { headers, timeout, retry, strict, reconnect: false };
        Call { connection, request, manner }
    }

    /// Sends a header with the request, instead of one that the document or the client sets.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Call<O> {
        self.manner.headers.insert(name, value);
        self
    }

    /// How long the call may take, from sending to the last byte of the answer, repetitions and
    /// the waits between them included; of a stream, to the first byte.
    pub fn timeout(mut self, timeout: Duration) -> Call<O> {
        self.manner.timeout = Some(timeout);
        self
    }

    /// How often the call is made again when it fails in passing, instead of as the client says.
    pub fn retry(mut self, retry: Retry) -> Call<O> {
        self.manner.retry = retry;
        self
    }

    /// Refuses an answer that holds what the document does not name: a property, a value of an
    /// enumeration, an alternative. It is an [`Error::Decode`] that says where, and in a stream a
    /// [`StreamError::Item`](crate::StreamError::Item).
    pub fn strict(mut self) -> Call<O> {
        self.manner.strict = true;
        self
    }

    /// Opens a stream of server-sent events again when it ends or breaks off, as a browser does
    /// (HTML Standard, section 9.2.3): after the time that its `retry` gave, three seconds if it
    /// gave none, with the id of the last whole event as `Last-Event-ID`. The request is sent again
    /// as it was; timeout and retries are those of the call. The stream ends with a 204, and in an
    /// error with any other answer or with none. Other answers and streams are as ever.
    pub fn reconnect(mut self) -> Call<O> {
        self.manner.reconnect = true;
        self
    }

    /// Sends the request, and gives status and headers along with the success.
    ///
    /// # Errors
    /// As awaiting the call.
    pub async fn send(self) -> Result<Replied<O::Success>, Error<O::Failure>> {
        let Replied { value, status, headers } = receive::<O>(self.exchange()).await?;
        value.map(|value| Replied { value, status, headers }).map_err(Error::Response)
    }

    /// Sends the request, and gives status and headers along with whatever the document names, success or
    /// failure: what a 429 says in headers that the document forgot is here.
    ///
    /// # Errors
    /// As awaiting the call, but never [`Error::Response`].
    pub async fn reply(self) -> Result<Reply<O>, Error<O::Failure>> {
        receive::<O>(self.exchange()).await
    }

    pub(super) fn exchange(self) -> Result<Box<Exchange>, Unfit> {
        Exchange::new(self.connection, self.request, self.manner).map(Box::new)
    }
}

/// Sends a request that has been written, and understands the answer. It holds a pointer and not
/// the call, so that the future is small.
async fn receive<O: Operation>(
    exchange: Result<Box<Exchange>, Unfit>,
) -> Result<Reply<O>, Error<O::Failure>> {
    let mut exchange = exchange.map_err(|unfit| Failed::Request(O::ROUTE.into(), unfit))?;
    let (Parts { status, headers, .. }, mut body) = exchange.run().await?;
    let strict = exchange.is_strict();
    let mut message = Message::new(&headers, &mut body);
    if exchange.reconnects() && media_type(&headers) == EVENTS {
        message = message.reopened_by(*exchange);
    }
    let value = match understand::<O>(status, &headers, message, strict) {
        Err(Error::Response(failure)) => Err(failure),
        understood => Ok(understood?),
    };
    Ok(Replied { value, status, headers })
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<O::Success, Error<O::Failure>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        let exchange = self.exchange();
        Box::pin(async move { receive::<O>(exchange).await?.value.map_err(Error::Response) })
    }
}

/// What the document makes of an answer.
pub(super) fn understand<O: Operation>(
    status: StatusCode,
    headers: &HeaderMap,
    message: Message<'_>,
    strict: bool,
) -> Result<O::Success, Error<O::Failure>> {
    let bytes = message.at_hand();
    let whole = || Undocumented::new(O::ROUTE, status, headers.clone(), bytes.clone());
    // A problem document where another body is documented says more than that it does not read.
    let problem = "application/problem+json";
    if media_type(headers) == problem && !O::ROUTE.produces.contains(&problem) {
        return Err(Error::Undocumented(whole()));
    }
    let read = || O::read_response(status, message);
    let (read, unnamed) = if strict { strict::strictly(read) } else { (read(), Vec::new()) };
    match read {
        Some(Ok(_)) if !unnamed.is_empty() => {
            Err(Error::Decode(strict::describe(&unnamed), whole()))
        }
        None => Err(Error::Undocumented(whole())),
        Some(Ok(Ok(success))) => Ok(success),
        Some(Ok(Err(failure))) => Err(Error::Response(failure)),
        Some(Err(unfit)) if headers.contains_key(CONTENT_TYPE) || !bytes.is_empty() => {
            Err(Error::Decode(unfit.0, whole()))
        }
        Some(Err(_)) => Err(Error::Undocumented(whole())),
    }
}
