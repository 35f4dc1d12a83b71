//! Where a client's calls go, and what goes with each of them.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use url::Url;

use super::{BuildError, Call, Credential, Transport};
use crate::operation::Operation;

/// A way to a service. Clones share it.
#[derive(Clone, Debug)]
pub struct Connection(pub(super) Arc<Settings>);

#[derive(Debug)]
pub(super) struct Settings {
    pub base: Url,
    /// Whether calls go to the base itself.
    pub exact: bool,
    pub transport: Transport,
    pub headers: HeaderMap,
    pub timeout: Option<Duration>,
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
#[derive(Debug)]
pub struct Builder<C> {
    client: PhantomData<C>,
    base: Option<String>,
    exact: bool,
    transport: Option<Transport>,
    headers: HeaderMap,
    timeout: Option<Duration>,
    credentials: Vec<(&'static str, Credential)>,
}

impl<C> Default for Builder<C> {
    fn default() -> Self {
        Builder {
            client: PhantomData,
            base: None,
            exact: false,
            transport: None,
            headers: HeaderMap::new(),
            timeout: None,
            credentials: Vec::new(),
        }
    }
}

impl<C: From<Connection>> Builder<C> {
    /// Calls go to this URL; its path comes before those of the document.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base = Some(url.into());
        self
    }

    /// Calls go to the base URL itself, whatever the path of their operation: a webhook is called
    /// at the URL that its receiver gave, which may have a query.
    #[must_use]
    pub fn exact(mut self) -> Self {
        self.exact = true;
        self
    }

    /// Requests are carried by this: a `reqwest::Client` of your own, or a service.
    #[must_use]
    pub fn transport(mut self, transport: impl Into<Transport>) -> Self {
        self.transport = Some(transport.into());
        self
    }

    /// Headers for every request.
    #[must_use]
    pub fn headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }

    /// How long a call may take, from sending to the last byte of the answer.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// What to show for a security scheme of the document, from the generated `credentials`.
    #[must_use]
    pub fn credential(mut self, credential: (&'static str, Credential)) -> Self {
        self.credentials.push(credential);
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
            // A credential must not follow a redirect to another host, and a generated client
            // knows what the document says of its answers: redirects are answers.
            None => reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .map_err(BuildError::Http)?
                .into(),
        };
        Ok(C::from(Connection(Arc::new(Settings {
            base,
            exact: self.exact,
            transport,
            headers: self.headers,
            timeout: self.timeout,
            credentials: self.credentials,
        }))))
    }
}

fn base_url(text: &str, exact: bool) -> Result<Url, BuildError> {
    let url = Url::parse(text).map_err(|error| BuildError::BaseUrl(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(BuildError::BaseUrl("it is not of http or https".to_owned()));
    }
    if url.query().is_some() && !exact || url.fragment().is_some() {
        return Err(BuildError::BaseUrl("it has a query or fragment".to_owned()));
    }
    Ok(url)
}
