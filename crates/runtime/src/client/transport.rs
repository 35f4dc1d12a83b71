//! What carries requests: reqwest, or a service in the same process.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use http::Request;
use http_body_util::BodyExt;

use crate::body::BoxError;
use crate::{Body, Response};

type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// What carries requests to a service and answers back.
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

impl From<reqwest::Client> for Transport {
    fn from(client: reqwest::Client) -> Transport {
        Transport(Inner::Http(client))
    }
}

impl Transport {
    /// A service in the same process, such as a generated server: no socket is opened.
    pub fn service<S>(service: S) -> Transport
    where
        S: tower_service::Service<Request<Body>, Response = Response, Error = Infallible>
            + Clone
            + Send
            + Sync
            + 'static,
        S::Future: Send,
    {
        Transport(Inner::Service(Arc::new(move |request| {
            let mut service = service.clone();
            Box::pin(async move {
                std::future::poll_fn(|cx| service.poll_ready(cx))
                    .await
                    .unwrap_or_else(|e| match e {});
                service.call(request).await.unwrap_or_else(|e| match e {})
            })
        })))
    }

    /// Sends a request; the body of the answer is still to be read.
    pub(crate) async fn send(&self, request: Request<Body>) -> Result<Response, BoxError> {
        match &self.0 {
            Inner::Service(service) => Ok(service(request).await),
            Inner::Http(client) => {
                let request = request.map(|body| match body.bytes() {
                    Some(bytes) => reqwest::Body::from(bytes),
                    None => reqwest::Body::wrap(body),
                });
                // A URL may hold a key; reqwest's errors are shown without it.
                let send = client.execute(request.try_into()?).await;
                let response = send.map_err(reqwest::Error::without_url)?;
                let response = http::Response::<reqwest::Body>::from(response);
                let error = |error: reqwest::Error| BoxError::from(error.without_url());
                Ok(response.map(|body| Body::stream(body.map_err(error))))
            }
        }
    }
}
