//! What carries requests: reqwest, or a service in the same process, and layers around them.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::future::Either;
use http::{HeaderMap, Request};
use http_body_util::BodyExt;
use tower_layer::Layer;
use tower_service::Service;
use url::Url;

use super::BuildError;
use crate::body::BoxError;
use crate::{Body, Response};

type Answer = Pin<Box<dyn Future<Output = Result<Response, BoxError>> + Send>>;

/// What carries requests to a service and answers back. It is a [`tower_service::Service`], so
/// any layer may stand around it.
#[derive(Clone)]
pub struct Transport(Inner);

#[derive(Clone)]
enum Inner {
    Http(reqwest::Client),
    Service(Arc<dyn Fn(Request<Body>) -> Answer + Send + Sync>),
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Inner::Http(_) => "Transport(HTTP)",
            Inner::Service(_) => "Transport(service)",
        })
    }
}

impl Transport {
    /// HTTP as reqwest speaks it, with proxies, certificates, timeouts of connections and whatever
    /// else its builder takes. Clones share its connections, so several clients can.
    ///
    /// It follows no redirect, whatever the builder says: a key in the query or in a header of its
    /// own would go along to another host, and a generated client knows what the document says of
    /// its answers. That is why a builder is taken, and not a `reqwest::Client`.
    ///
    /// # Errors
    /// No HTTP client can be made of it.
    pub fn http(client: reqwest::ClientBuilder) -> Result<Transport, BuildError> {
        let client = client.redirect(reqwest::redirect::Policy::none()).referer(false);
        Ok(Transport(Inner::Http(client.build().map_err(BuildError::Http)?)))
    }

    /// A service in the same process, such as a generated server: no socket is opened.
    pub fn service<S, B>(service: S) -> Transport
    where
        S: Service<Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Transport(Inner::Service(Arc::new(move |request| {
            let mut service = service.clone();
            Box::pin(async move {
                std::future::poll_fn(|cx| service.poll_ready(cx)).await.map_err(Into::into)?;
                let response = service.call(request).await.map_err(Into::into)?;
                Ok(response.map(Body::wrap))
            })
        })))
    }

    /// This transport inside of a layer, which sees every request as it is sent, repetitions
    /// included, and every answer as it comes.
    #[must_use]
    pub fn layer<L, B>(self, layer: L) -> Transport
    where
        L: Layer<Transport>,
        L::Service:
            Service<Request<Body>, Response = http::Response<B>> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request<Body>>>::Future: Send,
        <L::Service as Service<Request<Body>>>::Error: Into<BoxError>,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Transport::service(layer.layer(self))
    }

    /// Sends a request; the body of the answer is still to be read.
    pub(crate) async fn send(&self, request: Request<Body>) -> Result<Response, BoxError> {
        match &self.0 {
            Inner::Service(service) => service(request).await,
            Inner::Http(client) => {
                // A URL may hold a key; reqwest's errors are shown without it.
                let request = request.map(outgoing).try_into();
                answer(client.execute(request.map_err(reqwest::Error::without_url)?)).await
            }
        }
    }

    /// Sends a request to a URL. It is no `async fn`: the future would keep room for the request.
    ///
    /// # Errors
    /// There is no such method, or no such address.
    pub(super) fn send_to(
        &self,
        method: &str,
        url: Url,
        headers: HeaderMap,
        body: Body,
    ) -> Result<impl Future<Output = Result<Response, BoxError>> + Send + use<>, BoxError> {
        let method = method.parse().map_err(|_| "the document's method is none of HTTP")?;
        Ok(match &self.0 {
            Inner::Service(service) => {
                let mut request = Request::new(body);
                *request.method_mut() = method;
                *request.uri_mut() = url.as_str().parse()?;
                *request.headers_mut() = headers;
                Either::Left(service(request))
            }
            Inner::Http(client) => {
                let mut request = reqwest::Request::new(method, url);
                *request.headers_mut() = headers;
                if body.length() != Some(0) {
                    *request.body_mut() = Some(outgoing(body));
                }
                Either::Right(answer(client.execute(request)))
            }
        })
    }
}

fn outgoing(body: Body) -> reqwest::Body {
    match body.at_hand() {
        Some(bytes) => reqwest::Body::from(bytes),
        None => reqwest::Body::wrap(body),
    }
}

async fn answer(
    sent: impl Future<Output = Result<reqwest::Response, reqwest::Error>>,
) -> Result<Response, BoxError> {
    let response = sent.await.map_err(reqwest::Error::without_url)?;
    let response = http::Response::<reqwest::Body>::from(response);
    let error = |error: reqwest::Error| BoxError::from(error.without_url());
    Ok(response.map(|body| Body::stream(body.map_err(error))))
}

impl Service<Request<Body>> for Transport {
    type Response = Response;
    type Error = BoxError;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Answer {
        let transport = self.clone();
        Box::pin(async move { transport.send(request).await })
    }
}
