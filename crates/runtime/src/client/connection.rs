//! Where a client's calls go, and what goes with each of them.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request};
use tower_layer::Layer;
use tower_service::Service;
use url::Url;

use super::{BuildError, Call, Credential, Retry, Transport};
use crate::Body;
use crate::body::BoxError;
use crate::operation::Operation;

/// Services turn away who does not say what it is (RFC 9110, section 10.1.5).
const USER_AGENT: &str = concat!("specwright/", env!("CARGO_PKG_VERSION"));

/// A way to a service. Clones share it.
#[derive(Clone, Debug)]
pub struct Connection(pub(super) Arc<Settings>);

#[derive(Debug)]
pub(super) struct Settings {
    pub base: Url,
    /// Whether calls of an operation with a server of its own go there.
    pub own_servers: bool,
    /// Whether calls go to the base itself.
    pub exact: bool,
    pub transport: Transport,
    pub headers: HeaderMap,
    pub timeout: Option<Duration>,
    pub retry: Retry,
    pub strict: bool,
    pub memory_limit: usize,
    pub credentials: Vec<(&'static str, Credential)>,
}

impl Connection {
    /// A call of an operation.
    pub fn call<O: Operation>(&self, request: O) -> Call<O> {
        Call::new(self.clone(), request)
    }

    /// The base URL.
    pub fn base_url(&self) -> &str {
        self.0.base.as_str()
    }
}

/// What a client is made of; `C` is the client.
pub struct Builder<C> {
    client: PhantomData<C>,
    base: Option<String>,
    own_servers: bool,
    exact: bool,
    transport: Option<Transport>,
    /// The first is the outermost.
    layers: Vec<Box<dyn FnOnce(Transport) -> Transport + Send>>,
    headers: HeaderMap,
    timeout: Option<Duration>,
    retry: Retry,
    strict: bool,
    memory_limit: usize,
    credentials: Vec<(&'static str, Credential)>,
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

impl<C> Default for Builder<C> {
    fn default() -> Self {
        Builder {
            client: PhantomData,
            base: None,
            own_servers: false,
            exact: false,
            transport: None,
            layers: Vec::new(),
            headers: HeaderMap::new(),
            timeout: None,
            retry: Retry::none(),
            strict: false,
            memory_limit: usize::MAX,
            credentials: Vec::new(),
        }
    }
}

impl<C: From<Connection>> Builder<C> {
    /// Calls go to this URL; its path comes before those of the document. So do those of operations
    /// with servers of their own.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base = Some(url.into());
        self.own_servers = false;
        self
    }

    /// Calls go to this URL, the document's, and those of operations with servers of their own there
    /// (OpenAPI 3.0.3, Path Item Object and Operation Object), until a base URL is given.
    #[must_use]
    pub fn document_server(mut self, url: impl Into<String>) -> Self {
        self.base = Some(url.into());
        self.own_servers = true;
        self
    }

    /// Calls go to the base URL itself, whatever the path of their operation: a webhook is called
    /// at the URL that its receiver gave, which may have a query.
    #[must_use]
    pub fn exact(mut self) -> Self {
        self.exact = true;
        self
    }

    /// Requests are carried by this: HTTP with settings of your own, `User-Agent` among them, or a
    /// service.
    #[must_use]
    pub fn transport(mut self, transport: Transport) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Calls go to a service in this process, such as the generated server or an `axum::Router` around
    /// it, and open no socket: [`Transport::service`], called at the paths of the document without that
    /// of its server. Where the service stands below a path, [`Builder::base_url`] says so afterwards.
    #[must_use]
    pub fn service<S, B>(self, service: S) -> Self
    where
        S: Service<Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.transport(Transport::service(service)).base_url("http://localhost")
    }

    /// Puts a layer around the transport, such as those of `tower` and `tower-http`. Of several,
    /// the first is the outermost, as in `tower::ServiceBuilder`.
    ///
    /// A layer sees each request as it is sent, repetitions included, with the credentials that
    /// are shown; what it answers itself, nobody sends. An error of its own reaches the caller as
    /// [`Error::Transport`](super::Error::Transport).
    #[must_use]
    pub fn layer<L, B>(mut self, layer: L) -> Self
    where
        L: Layer<Transport> + Send + 'static,
        L::Service:
            Service<Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request<Body>>>::Future: Send,
        <L::Service as Service<Request<Body>>>::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.layers.push(Box::new(|transport| transport.layer(layer)));
        self
    }

    /// Headers for every request.
    #[must_use]
    pub fn headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }

    /// How long a call may take, from sending to the last byte of the answer, repetitions and the
    /// waits between them included.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How often calls that fail in passing are made again, where that is safe; never, if nothing
    /// is said.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Refuses answers that hold what the document does not name, as
    /// [`Call::strict`] does for one call. A service that adds a property
    /// breaks such a client: it is for tests, and for those who must know.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.strict = true;
        self
    }

    /// How many bytes of an answer may be held in memory: all of one that is read whole, and what is
    /// no file of a multipart one. Beyond that the call fails with
    /// [`Error::Transport`](super::Error::Transport). What is read as it comes, bytes or values one
    /// by one, is not counted. Without a limit a service may send as much as it likes.
    #[must_use]
    pub fn memory_limit(mut self, bytes: usize) -> Self {
        self.memory_limit = bytes;
        self
    }

    /// What to show for a security scheme of the document, from the generated `credentials`: a
    /// secret, [`Tokens`](super::Tokens) that rotate, or a grant of OAuth 2.0. A call that is
    /// refused with 401 is made once more if there may be another token, and its body is no
    /// stream.
    #[must_use]
    pub fn credential(
        mut self,
        (scheme, credential): (&'static str, impl Into<Credential>),
    ) -> Self {
        self.credentials.push((scheme, credential.into()));
        self
    }

    /// The client.
    ///
    /// # Errors
    /// There is no base URL that can be used, or no HTTP client can be made.
    pub fn build(self) -> Result<C, BuildError> {
        let base = base_url(&self.base.ok_or(BuildError::NoBaseUrl)?, self.exact)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Transport::http(reqwest::Client::builder().user_agent(USER_AGENT))?,
        };
        let settle = |(scheme, credential): (_, Credential)| {
            Ok((scheme, credential.settled(&base, &transport)?))
        };
        let credentials = self.credentials.into_iter().map(settle).collect::<Result<_, _>>()?;
        let layered =
            |transport, layer: Box<dyn FnOnce(Transport) -> Transport + Send>| layer(transport);
        let transport = self.layers.into_iter().rev().fold(transport, layered);
        Ok(C::from(Connection(Arc::new(Settings {
            base,
            own_servers: self.own_servers,
            exact: self.exact,
            transport,
            headers: self.headers,
            timeout: self.timeout,
            retry: self.retry,
            strict: self.strict,
            memory_limit: self.memory_limit,
            credentials,
        }))))
    }
}

fn base_url(text: &str, exact: bool) -> Result<Url, BuildError> {
    let url = Url::parse(text).map_err(|error| BuildError::BaseUrl(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(BuildError::BaseUrl("it is not of http or https".to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        let why = "it holds a name or password, which a credential is for";
        return Err(BuildError::BaseUrl(why.to_owned()));
    }
    if url.query().is_some() && !exact || url.fragment().is_some() {
        return Err(BuildError::BaseUrl("it has a query or fragment".to_owned()));
    }
    Ok(url)
}
