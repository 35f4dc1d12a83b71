//! The way of a request through a server, as a [`tower_service::Service`].

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};

use bytes::{Buf, Bytes};
use futures_util::{FutureExt, stream};
use http::header::{ACCEPT, ALLOW, CONNECTION, CONTENT_LENGTH, UPGRADE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};

use super::route::{Asked, Found};
use super::upload::{self, Late};
use super::{Context, Credential, Credentials, Incoming, Options, Refusal, Refused, Router};
use crate::body::BoxError;
use crate::media::{Unfit, in_range};
use crate::operation::{Operation, Route};
use crate::{Body, Response};

/// A future that is boxed once an operation.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What becomes of a request that found its operation.
pub type Handled = BoxFuture<'static, Result<Response, Refused>>;

/// Calls the handler of an operation, by its number.
type Dispatch<S> = fn(Arc<S>, usize, Incoming) -> Handled;

/// What a path's template captured, by name.
type Captures = Vec<(&'static str, String)>;

/// Why no operation was found.
enum Miss {
    /// What is allowed was asked for.
    Options(String),
    /// There is none.
    Refused(Refused),
}

/// A server of a document's operations. Clones share the server.
pub struct Service<S>(Arc<State<S>>);

struct State<S> {
    server: Arc<S>,
    routes: &'static [Route],
    router: Router,
    dispatch: Dispatch<S>,
    options: Options,
}

impl<S> Clone for Service<S> {
    fn clone(&self) -> Self {
        Service(Arc::clone(&self.0))
    }
}

impl<S> fmt::Debug for Service<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Service({} operations)", self.0.routes.len())
    }
}

impl<S: Send + Sync + 'static> Service<S> {
    /// A service of these routes; `dispatch` gets an operation's place among them.
    pub fn new(
        server: S,
        routes: &'static [Route],
        dispatch: Dispatch<S>,
        options: Options,
    ) -> Self {
        let router = Router::new(routes);
        Service(Arc::new(State { server: Arc::new(server), routes, router, dispatch, options }))
    }

    /// The service as an axum router, to be merged, nested and layered.
    pub fn into_router(self) -> axum::Router {
        axum::Router::new().fallback_service(self)
    }

    /// Answers a request.
    pub async fn answer<B>(&self, request: Request<B>) -> Response
    where
        B: http_body::Body + Send + 'static,
        B::Data: Buf + Send,
        B::Error: Into<BoxError>,
    {
        let (parts, body) = request.into_parts();
        self.respond(Box::new(parts), body).await
    }

    /// The parts are behind a pointer, as they go through many hands.
    async fn respond<B>(&self, parts: Box<Parts>, body: B) -> Response
    where
        B: http_body::Body + Send + 'static,
        B::Data: Buf + Send,
        B::Error: Into<BoxError>,
    {
        let head = parts.method == Method::HEAD;
        let response = match self.find(&parts) {
            Ok((operation, captures)) => {
                let handle = self.handle(operation, captures, parts, body);
                let handled = AssertUnwindSafe(handle).catch_unwind().await;
                let result = handled.unwrap_or_else(|_| {
                    tracing::error!("a handler panicked");
                    Err(Refused::Internal)
                });
                let route = &self.0.routes[operation];
                result.unwrap_or_else(|refused| self.0.options.answer(&refused, Some(route)))
            }
            Err(Miss::Options(allowed)) => options(&allowed),
            Err(Miss::Refused(refused)) => self.0.options.answer(&refused, None),
        };
        if head { without_body(response) } else { response }
    }

    async fn handle<B>(
        &self,
        operation: usize,
        captures: Captures,
        parts: Box<Parts>,
        body: B,
    ) -> Result<Response, Refused>
    where
        B: http_body::Body + Send + 'static,
        B::Data: Buf + Send,
        B::Error: Into<BoxError>,
    {
        let route = &self.0.routes[operation];
        if !accepts(&parts.headers, route.produces) {
            return Err(Refused::NotAcceptable);
        }
        let body_limit = self.0.options.body_limit;
        let late = Late::default();
        upload::check_length(&parts.headers, body_limit)?;
        let body = upload::limited(body, body_limit, &late);
        let incoming = Incoming::new(parts, captures, body, late.clone(), &self.0.options);
        let handled = (self.0.dispatch)(Arc::clone(&self.0.server), operation, incoming).await;
        // Whatever a handler made of a body that broke off because of this.
        late.said().map_or(handled, |refused| Err(refused.clone()))
    }

    /// The operation and what its path captures.
    fn find(&self, parts: &Parts) -> Result<(usize, Captures), Miss> {
        let path = parts.uri.path();
        let query = parts.uri.query().unwrap_or_default();
        let find = |method: &str| {
            self.0.router.find(Asked { method, path, query, headers: &parts.headers })
        };
        let found = match find(parts.method.as_str()) {
            // A HEAD is a GET whose body is left out (RFC 9110, section 9.3.2).
            Found::Methods(_) if parts.method == Method::HEAD => find("GET"),
            found => found,
        };
        match found {
            Found::Operation(operation, captures) => Ok((operation, captures)),
            Found::Nothing => Err(Miss::Refused(Refused::NoSuchPath)),
            Found::Methods(methods) => {
                let mut allowed: Vec<&str> = methods.split(", ").collect();
                if allowed.contains(&"GET") && !allowed.contains(&"HEAD") {
                    allowed.push("HEAD");
                }
                if !allowed.contains(&"OPTIONS") {
                    allowed.push("OPTIONS");
                }
                let allowed = allowed.join(", ");
                Err(if parts.method == Method::OPTIONS {
                    Miss::Options(allowed)
                } else {
                    Miss::Refused(Refused::NoSuchMethod(allowed))
                })
            }
        }
    }
}

impl<S, B> tower_service::Service<Request<B>> for Service<S>
where
    S: Send + Sync + 'static,
    B: http_body::Body + Send + 'static,
    B::Data: Buf + Send,
    B::Error: Into<BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut TaskContext<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let service = self.clone();
        let (parts, body) = request.into_parts();
        let parts = Box::new(parts);
        Box::pin(async move { Ok(service.respond(parts, body).await) })
    }
}

/// The answer to a HEAD: what is left out keeps its length, if that is known, and gets none otherwise,
/// as whoever sends the answer would give an empty body (RFC 9110, section 8.6).
fn without_body(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let body = match body.length() {
        Some(0) => body,
        Some(length) => {
            parts.headers.entry(CONTENT_LENGTH).or_insert(length.into());
            Body::default()
        }
        None => Body::from_stream(stream::empty::<Result<Bytes, BoxError>>()),
    };
    Response::from_parts(parts, body)
}

fn options(allowed: &str) -> Response {
    let mut response = Response::new(Body::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    if let Ok(value) = HeaderValue::from_str(allowed) {
        response.headers_mut().insert(ALLOW, value);
    }
    response
}

/// Whether one of the media types is acceptable (RFC 9110, section 12.5.1).
pub(crate) fn accepts(headers: &HeaderMap, produces: &[&str]) -> bool {
    let Some(first) = headers.get(ACCEPT) else { return true };
    if first == "*/*" || produces.iter().any(|media| first == media) {
        return true;
    }
    let ranges: Vec<String> = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter(|range| !range.replace(' ', "").to_ascii_lowercase().ends_with(";q=0"))
        .map(|range| range.trim().to_ascii_lowercase())
        .filter(|range| !range.is_empty())
        .collect();
    let mut produced = produces.iter().filter(|media| !media.is_empty()).peekable();
    ranges.is_empty()
        || produced.peek().is_none()
        || produced.any(|media| {
            let bare = media.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
            ranges.iter().any(|range| in_range(&bare, range) || in_range(range, &bare))
        })
        // A refusal is a problem document; who takes that takes something.
        || ranges.iter().any(|range| in_range("application/problem+json", range))
}

/// What is written when a handler's answer cannot be.
#[doc(hidden)]
pub fn finish(response: Result<Response, Unfit>) -> Response {
    response.and_then(last).unwrap_or_else(|unfit| {
        tracing::error!(%unfit, "a handler's answer cannot be written");
        Refused::Internal.response()
    })
}

/// An answer that is the last: a status of 1xx is none, but for a switch of protocols, which says to
/// which (RFC 9110, sections 7.8 and 15.2).
fn last(mut response: Response) -> Result<Response, Unfit> {
    let status = response.status();
    if !status.is_informational() {
        return Ok(response);
    }
    if status != StatusCode::SWITCHING_PROTOCOLS || !response.headers().contains_key(UPGRADE) {
        return Err(Unfit(format!("{status} is no answer, or one without `Upgrade`")));
    }
    response.headers_mut().entry(CONNECTION).or_insert(HeaderValue::from_static("upgrade"));
    Ok(response.map(|_| Body::default()))
}

/// Handles a request of an operation that asks for no credentials.
pub fn serve<O, S, H, F>(server: Arc<S>, mut incoming: Incoming, handler: H) -> Handled
where
    O: Operation,
    S: Send + Sync + 'static,
    H: FnOnce(Arc<S>, Context<()>, O) -> F + Send + 'static,
    F: Future<Output = Result<O::Success, O::Failure>> + Send,
{
    Box::pin(async move {
        let request = read(&mut incoming).await?;
        let cx = Context::new((), incoming.into_parts());
        Ok(O::respond(handler(server, cx, request).await))
    })
}

/// Handles a request of an operation that is not there.
#[doc(hidden)]
pub fn nothing<S>(_: Arc<S>, _: Incoming) -> Handled {
    Box::pin(std::future::ready(Err(Refused::NoSuchPath)))
}

/// How a server checks credentials: where they stand, and its own verdict.
pub struct Guard<S, C> {
    /// The document's security schemes.
    pub schemes: &'static [(&'static str, Credential)],
    /// The server's verdict on what is shown for a scheme.
    pub authenticate:
        for<'a> fn(&'a S, &'static str, Credentials<'a>) -> BoxFuture<'a, Result<C, Refusal>>,
}

impl<S, C> fmt::Debug for Guard<S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guard").field("schemes", &self.schemes).finish_non_exhaustive()
    }
}

/// Handles a request of an operation that asks for credentials.
pub fn serve_as<O, S, C, H, F>(
    server: Arc<S>,
    guard: Guard<S, C>,
    mut incoming: Incoming,
    handler: H,
) -> Handled
where
    O: Operation,
    S: Send + Sync + 'static,
    C: Send + 'static,
    H: FnOnce(Arc<S>, Context<C>, O) -> F + Send + 'static,
    F: Future<Output = Result<O::Success, O::Failure>> + Send,
{
    Box::pin(async move {
        let caller = match authenticate(&*server, &guard, O::ROUTE, &incoming.parts).await {
            Ok(caller) => caller.ok_or_else(|| Refused::Unauthenticated(challenge(&guard)))?,
            Err(answer) => return answer,
        };
        let request = read(&mut incoming).await?;
        let cx = Context::new(caller, incoming.into_parts());
        Ok(O::respond(handler(server, cx, request).await))
    })
}

/// Handles a request of an operation that takes credentials and does without.
pub fn serve_optionally<O, S, C, H, F>(
    server: Arc<S>,
    guard: Guard<S, C>,
    mut incoming: Incoming,
    handler: H,
) -> Handled
where
    O: Operation,
    S: Send + Sync + 'static,
    C: Send + 'static,
    H: FnOnce(Arc<S>, Context<Option<C>>, O) -> F + Send + 'static,
    F: Future<Output = Result<O::Success, O::Failure>> + Send,
{
    Box::pin(async move {
        let caller = match authenticate(&*server, &guard, O::ROUTE, &incoming.parts).await {
            Ok(caller) => caller,
            Err(answer) => return answer,
        };
        let request = read(&mut incoming).await?;
        let cx = Context::new(caller, incoming.into_parts());
        Ok(O::respond(handler(server, cx, request).await))
    })
}

async fn read<O: Operation>(incoming: &mut Incoming) -> Result<O, Refused> {
    incoming.admit(O::ROUTE.consumes).await?;
    let mut request = O::read(incoming);
    if incoming.complete().await {
        request = O::read(incoming);
    }
    match (request, incoming.take_refused()) {
        (Some(request), None) => Ok(request),
        (_, Some(refused)) => Err(refused),
        (None, None) => Err(Refused::violation("", "must be as the document says")),
    }
}

/// Tries the sets of schemes that an operation takes, in the document's order; the caller is
/// who the first scheme of a set says. `None` where nothing is shown.
///
/// # Errors
/// What the request is answered with instead.
async fn authenticate<S, C>(
    server: &S,
    guard: &Guard<S, C>,
    route: Route,
    parts: &Parts,
) -> Result<Option<C>, Result<Response, Refused>> {
    let mut refusal = None;
    'sets: for set in route.security.iter().filter(|set| !set.is_empty()) {
        let mut caller = None;
        for scheme in *set {
            let known = guard.schemes.iter().find(|(name, _)| *name == scheme.name);
            let shown = known.and_then(|(_, credential)| credential.find(scheme, parts));
            let Some(credentials) = shown else { continue 'sets };
            match (guard.authenticate)(server, scheme.name, credentials).await {
                Ok(found) => drop(caller.get_or_insert(found)),
                Err(refused) => {
                    refusal = Some(refused);
                    continue 'sets;
                }
            }
        }
        if caller.is_some() {
            return Ok(caller);
        }
    }
    match refusal {
        None => Ok(None),
        Some(Refusal::Forbidden) => Err(Err(Refused::Forbidden)),
        Some(Refusal::Unauthenticated) => Err(Err(Refused::Unauthenticated(challenge(guard)))),
        Some(Refusal::Other(response)) => Err(Ok(*response)),
    }
}

fn challenge<S, C>(guard: &Guard<S, C>) -> String {
    let mut challenges: Vec<String> = Vec::new();
    for (_, credential) in guard.schemes {
        let challenge = credential.challenge();
        if !challenges.contains(&challenge) {
            challenges.push(challenge);
        }
    }
    challenges.join(", ")
}
