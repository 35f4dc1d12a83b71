//! A service that answers from a script and keeps what it was asked.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use http_body_util::BodyExt;
use specwright_runtime::client::Transport;
use specwright_runtime::{Body, Bytes};

/// A request as it was sent.
pub(crate) type Sent = http::Request<Bytes>;

/// An answer: a status, headers, a body.
pub(crate) type Answer = (u16, &'static [(&'static str, &'static str)], &'static str);

pub(crate) const JSON: (&str, &str) = ("content-type", "application/json");

/// A success with a number in it.
pub(crate) const SEVEN: Answer = (200, &[JSON], "7");

/// Answers the requests one by one; the last answer serves for all that follow.
#[derive(Clone)]
pub(crate) struct Script {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    sent: Arc<Mutex<Vec<Sent>>>,
}

impl Script {
    pub(crate) fn new(answers: &[Answer]) -> Script {
        let answers = Arc::new(Mutex::new(answers.iter().copied().collect()));
        Script { answers, sent: Arc::default() }
    }

    pub(crate) fn transport(&self) -> Transport {
        let script = self.clone();
        Transport::service(tower::service_fn(move |request: http::Request<Body>| {
            let script = script.clone();
            async move { Ok::<_, Infallible>(script.answer(request).await) }
        }))
    }

    pub(crate) fn router(&self) -> axum::Router {
        let script = self.clone();
        axum::Router::new().fallback(move |request: axum::extract::Request| {
            let script = script.clone();
            async move { script.answer(request).await.map(axum::body::Body::new) }
        })
    }

    /// What was sent so far.
    pub(crate) fn sent(&self) -> Vec<Sent> {
        std::mem::take(&mut self.sent.lock().unwrap())
    }

    async fn answer<B>(&self, request: http::Request<B>) -> specwright_runtime::Response
    where
        B: http_body::Body<Data = Bytes>,
        B::Error: std::fmt::Debug,
    {
        let (parts, body) = request.into_parts();
        let body = body.collect().await.expect("the body is whole").to_bytes();
        self.sent.lock().unwrap().push(http::Request::from_parts(parts, body));
        let mut answers = self.answers.lock().unwrap();
        let next = if answers.len() > 1 { answers.pop_front() } else { answers.front().copied() };
        let (status, headers, body) = next.expect("the script has an answer");
        let mut response = http::Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        response.body(Body::from(body)).expect("the script is sound")
    }
}

/// Serves on a free port until the test's runtime ends; gives the base URL.
pub(crate) async fn serve(router: axum::Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("there is a port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}
