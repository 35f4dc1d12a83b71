//! Servers on loopback, and requests that no generated client would send.

use std::net::SocketAddr;

use http::{HeaderName, HeaderValue, Method};
use serde_json::Value;
use specwright_runtime::server::Service;

/// Serves on a free port until the test's runtime ends; gives the base URL.
pub(crate) async fn serve<S: Send + Sync + 'static>(service: Service<S>) -> String {
    serve_router(service.into_router()).await
}

/// The same for any router.
pub(crate) async fn serve_router(router: axum::Router) -> String {
    let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
    let listener = tokio::net::TcpListener::bind(loopback).await.expect("loopback has a port");
    let address = listener.local_addr().expect("the listener is bound");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// The header that tells a mock which status to answer with.
pub(crate) fn prefer(status: u16) -> (HeaderName, HeaderValue) {
    let value = HeaderValue::from_str(&format!("code={status}")).expect("it is ASCII");
    (HeaderName::from_static("prefer"), value)
}

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Raw {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }

    /// The pointers of a problem document's violations, sorted.
    pub(crate) fn pointers(&self) -> Vec<String> {
        let problem = self.json();
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        let pointer = |error: &Value| error["pointer"].as_str().unwrap_or_default().to_owned();
        let mut pointers: Vec<String> = errors.iter().map(pointer).collect();
        pointers.sort();
        pointers
    }
}

/// Sends bytes, whatever they are.
pub(crate) async fn send(
    method: Method,
    url: &str,
    media: Option<&str>,
    body: impl Into<Vec<u8>>,
) -> Raw {
    let mut request = reqwest::Client::new().request(method, url).body(body.into());
    if let Some(media) = media {
        request = request.header("content-type", media);
    }
    receive(request).await
}

/// Sends a request that is put together already.
pub(crate) async fn receive(request: reqwest::RequestBuilder) -> Raw {
    let response = request.send().await.expect("loopback answers");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.bytes().await.expect("the answer is whole").to_vec();
    Raw { status, headers, body }
}
