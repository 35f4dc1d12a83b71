//! A call: a request on its way.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode};
use http_body_util::BodyExt;

use super::{Connection, Error, Outgoing, Undocumented};
use crate::Body;
use crate::media::{Message, Unfit, is_stream, media_type};
use crate::operation::Operation;

/// A call of an operation. Nothing is sent before it is awaited.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<O> {
    connection: Connection,
    request: O,
    headers: HeaderMap,
    timeout: Option<Duration>,
}

impl<O> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

/// A success with the status and headers that it came with.
#[derive(Debug)]
pub struct Replied<T> {
    /// What came back.
    pub value: T,
    /// Its status.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
}

impl<O: Operation> Call<O> {
    pub(super) fn new(connection: Connection, request: O) -> Call<O> {
        let timeout = connection.0.timeout;
        Call { connection, request, headers: HeaderMap::new(), timeout }
    }

    /// Sends a header with the request, instead of one that the document or the client sets.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Call<O> {
        self.headers.insert(name, value);
        self
    }

    /// How long the call may take, from sending to the last byte of the answer; of a stream, to
    /// the first.
    pub fn timeout(mut self, timeout: Duration) -> Call<O> {
        self.timeout = Some(timeout);
        self
    }

    /// Sends the request, and gives status and headers along with the success.
    ///
    /// # Errors
    /// As awaiting the call.
    pub async fn send(self) -> Result<Replied<O::Success>, Error<O::Failure>> {
        let Call { connection, request, headers, timeout } = self;
        let request =
            prepare(&connection, request, headers).map_err(|unfit| Error::Request(unfit.0))?;
        let answer = async {
            let (parts, body) = connection.0.transport.send(request).await?.into_parts();
            // What the document calls a stream is read by whoever awaits its values.
            let body = match is_stream(&media_type(&parts.headers), O::ROUTE.produces) {
                true => body,
                false => Body::from(body.collect().await?.to_bytes()),
            };
            Ok((parts, body))
        };
        let answer = match timeout {
            Some(timeout) => {
                tokio::time::timeout(timeout, answer).await.map_err(|_| Error::Timeout)?
            }
            None => answer.await,
        };
        let (parts, body) = answer.map_err(Error::Transport)?;
        let value = understand::<O>(parts.status, &parts.headers, body)?;
        Ok(Replied { value, status: parts.status, headers: parts.headers })
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<O::Success, Error<O::Failure>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.send().await.map(|replied| replied.value) })
    }
}

fn prepare<O: Operation>(
    connection: &Connection,
    request: O,
    headers: HeaderMap,
) -> Result<Request<Body>, Unfit> {
    let settings = &connection.0;
    let mut out = Outgoing::new(O::ROUTE.path);
    request.write(&mut out)?;
    show_credentials::<O>(connection, &mut out)?;
    out.close()?;
    let mut url = settings.base.clone();
    if !settings.exact {
        let path = format!("{}{}", url.path().trim_end_matches('/'), out.path);
        url.set_path(&path);
    }
    let (own, query) = (url.query().unwrap_or_default().to_owned(), out.query_text());
    let both = [own, query].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    url.set_query(Some(both.join("&")).filter(|query| !query.is_empty()).as_deref());
    let mut request = Request::new(out.body);
    *request.method_mut() = O::ROUTE
        .method
        .parse()
        .map_err(|_| Unfit("the document's method is none of HTTP".to_owned()))?;
    *request.uri_mut() =
        url.as_str().parse().map_err(|_| Unfit("the URL cannot be written".to_owned()))?;
    let all = request.headers_mut();
    all.extend(settings.headers.clone());
    if let Some(accept) = accept(O::ROUTE.produces) {
        all.insert(ACCEPT, accept);
    }
    for (name, value) in out.headers.iter().chain(headers.iter()) {
        all.insert(name.clone(), value.clone());
    }
    Ok(request)
}

/// Shows what the client has for the first set of schemes that it has everything for.
fn show_credentials<O: Operation>(
    connection: &Connection,
    out: &mut Outgoing,
) -> Result<(), Unfit> {
    let known = &connection.0.credentials;
    let of = |name: &str| known.iter().find(|(scheme, _)| *scheme == name).map(|(_, c)| c);
    let complete = O::ROUTE
        .security
        .iter()
        .find(|set| !set.is_empty() && set.iter().all(|s| of(s.name).is_some()));
    for scheme in complete.into_iter().copied().flatten() {
        if let Some(credential) = of(scheme.name) {
            credential.show(out)?;
        }
    }
    Ok(())
}

fn accept(produces: &[&str]) -> Option<HeaderValue> {
    let mut media: Vec<&str> = Vec::new();
    for one in produces.iter().filter(|one| !one.is_empty()) {
        if !media.contains(one) {
            media.push(one);
        }
    }
    HeaderValue::from_str(&media.join(", ")).ok().filter(|value| !value.is_empty())
}

fn understand<O: Operation>(
    status: StatusCode,
    headers: &HeaderMap,
    body: Body,
) -> Result<O::Success, Error<O::Failure>> {
    let bytes = body.bytes().unwrap_or_default();
    let whole = || Undocumented::new(status, headers.clone(), bytes.clone());
    // A problem document where another body is documented says more than that it does not read.
    let problem = "application/problem+json";
    if media_type(headers) == problem && !O::ROUTE.produces.contains(&problem) {
        return Err(Error::Undocumented(whole()));
    }
    let message = Message { headers: headers.clone(), body };
    match O::read_response(status, message) {
        None => Err(Error::Undocumented(whole())),
        Some(Ok(Ok(success))) => Ok(success),
        Some(Ok(Err(failure))) => Err(Error::Response(failure)),
        Some(Err(unfit)) if headers.contains_key(CONTENT_TYPE) || !bytes.is_empty() => {
            Err(Error::Decode(unfit.0, whole()))
        }
        Some(Err(_)) => Err(Error::Undocumented(whole())),
    }
}
