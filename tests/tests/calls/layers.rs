//! Layers around a client's transport.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use specwright_runtime::client::{Error, Retry};
use specwright_tests::calls::Client;
use tower::limit::ConcurrencyLimitLayer;
use tower::util::MapRequestLayer;
use tower_http::set_header::SetRequestHeaderLayer;

use crate::support::{SEVEN, Script};

const TRACE: HeaderName = HeaderName::from_static("x-trace");

#[tokio::test]
async fn the_first_layer_is_the_outermost_and_each_attempt_goes_through_all() {
    let script = Script::new(&[(503, &[], ""), SEVEN]);
    let set = |value| SetRequestHeaderLayer::appending(TRACE, HeaderValue::from_static(value));
    let client = Client::builder()
        .transport(script.transport())
        .layer(set("outer"))
        .layer(ConcurrencyLimitLayer::new(1))
        .layer(set("inner"))
        .retry(Retry::new(1).delays(Duration::ZERO, Duration::ZERO))
        .build()
        .unwrap();
    assert_eq!(client.things(()).await.unwrap(), 7);
    let sent = script.sent();
    assert_eq!(sent.len(), 2);
    for request in sent {
        let values: Vec<_> = request.headers().get_all(TRACE).iter().collect();
        assert_eq!(values, ["outer", "inner"]);
    }
}

#[tokio::test]
async fn an_error_of_a_layer_is_one_of_the_transport() {
    let script = Script::new(&[SEVEN]);
    let refuse = tower::filter::FilterLayer::new(|_| {
        Err::<http::Request<specwright_runtime::Body>, _>(tower::BoxError::from("not today"))
    });
    let client = Client::builder().transport(script.transport()).layer(refuse).build().unwrap();
    match client.things(()).await {
        Err(error @ Error::Transport(..)) => {
            assert_eq!(error.to_string(), "no answer came to GET /things");
            let why = std::error::Error::source(&error).expect("the layer's own error");
            assert_eq!(why.to_string(), "not today");
        }
        other => panic!("{other:?}"),
    }
    assert!(script.sent().is_empty());
}

#[tokio::test]
async fn a_function_will_do_for_a_layer() {
    let script = Script::new(&[SEVEN]);
    let moved = MapRequestLayer::new(|mut request: http::Request<specwright_runtime::Body>| {
        *request.uri_mut() = "https://elsewhere.example.org/".parse().unwrap();
        request
    });
    let client = Client::builder().transport(script.transport()).layer(moved).build().unwrap();
    client.things(()).await.unwrap();
    assert_eq!(script.sent()[0].uri(), "https://elsewhere.example.org/");
}
