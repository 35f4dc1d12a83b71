//! Streams of events that are opened again.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http_body::Frame;
use http_body_util::StreamBody;
use specwright_runtime::client::{Retry, Transport};
use specwright_runtime::{Body, Bytes, Events, Stream, StreamError};
use specwright_tests::calls::Client;
use tokio::time::Instant;

use crate::support::{Answer, Script, Sent};

const EVENTS: (&str, &str) = ("content-type", "text/event-stream");
const END: Answer = (204, &[], "");

fn client(script: &Script) -> Client {
    Client::builder().transport(script.transport()).build().unwrap()
}

async fn all(mut events: Events<String>) -> (Vec<String>, Option<StreamError>) {
    let mut words = Vec::new();
    while let Some(event) = events.next().await {
        match event {
            Ok(event) => words.push(event.data),
            Err(error) => return (words, Some(error)),
        }
    }
    (words, None)
}

fn last_ids(sent: &[Sent]) -> Vec<Option<&str>> {
    sent.iter().map(|s| s.headers().get("last-event-id").map(|id| id.to_str().unwrap())).collect()
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_ends_is_opened_again_after_the_last_whole_event() {
    let script = Script::new(&[
        (200, &[EVENTS], "retry: 500\nid: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: cut o"),
        (200, &[EVENTS], "data: c\n\nid\ndata: d\n\n"),
        (200, &[EVENTS], "\u{feff}data: e\n\n"),
        END,
    ]);
    let start = Instant::now();
    let events = client(&script).ticks(()).reconnect().await.unwrap();
    let (words, error) = all(events).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(words, ["a", "b", "c", "d", "e"]);
    assert_eq!(last_ids(&script.sent()), [None, Some("2"), None, None]);
    assert_eq!(start.elapsed().as_millis(), 1500);
}

#[tokio::test(start_paused = true)]
async fn without_being_asked_for_it_ends() {
    let script = Script::new(&[(200, &[EVENTS], "id: 1\ndata: a\n\n")]);
    let (words, error) = all(client(&script).ticks(()).await.unwrap()).await;
    assert_eq!((words, error.is_none(), script.sent().len()), (vec!["a".to_owned()], true, 1));
}

#[tokio::test(start_paused = true)]
async fn another_answer_is_the_end_and_an_error() {
    for answer in [(404, &[][..], ""), (200, &[("content-type", "text/html")], "<p>")] {
        let script = Script::new(&[(200, &[EVENTS], "data: a\n\n"), answer]);
        let mut events = client(&script).ticks(()).reconnect().await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data, "a");
        assert!(matches!(events.next().await, Some(Err(StreamError::Body(_)))));
        assert!(events.next().await.is_none());
        assert_eq!(script.sent().len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn opening_again_is_retried_as_the_call_says() {
    let script =
        Script::new(&[(200, &[EVENTS], "data: a\n\n"), (503, &[], ""), (503, &[], ""), END]);
    let call = client(&script).ticks(()).retry(Retry::new(2)).timeout(Duration::from_secs(60));
    let (words, error) = all(call.reconnect().await.unwrap()).await;
    assert_eq!((words, error.is_none(), script.sent().len()), (vec!["a".to_owned()], true, 4));
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_breaks_off_goes_on() {
    let sent = Arc::new(Mutex::new(0));
    let count = Arc::clone(&sent);
    let service = tower::service_fn(move |_: http::Request<Body>| {
        *count.lock().unwrap() += 1;
        let number = *count.lock().unwrap();
        let whole = Bytes::from(format!("id: {number}\ndata: {number}\n\ndata: cut o"));
        let frames = [Ok(Frame::data(whole)), Err("broken".into())];
        let body = Body::stream(StreamBody::new(futures_util::stream::iter(frames)));
        let mut response = http::Response::new(if number < 3 { body } else { Body::default() });
        *response.status_mut() =
            if number < 3 { http::StatusCode::OK } else { http::StatusCode::NO_CONTENT };
        let media = http::HeaderValue::from_static("text/event-stream");
        response.headers_mut().insert("content-type", media);
        async { Ok::<_, std::convert::Infallible>(response) }
    });
    let client = Client::builder().transport(Transport::service(service)).build().unwrap();
    let (words, error) = all(client.ticks(()).reconnect().await.unwrap()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(words, ["1", "2"]);

    *sent.lock().unwrap() = 0;
    let (words, error) = all(client.ticks(()).await.unwrap()).await;
    assert_eq!(words, ["1"]);
    assert!(matches!(error, Some(StreamError::Body(_))));
}

#[tokio::test(start_paused = true)]
async fn a_request_that_was_a_stream_is_not_sent_again() {
    let script = Script::new(&[(200, &[EVENTS], "data: a\n\n")]);
    let call = client(&script).wind(Stream::from(vec!["x".to_owned()])).reconnect();
    let (words, error) = all(call.await.unwrap()).await;
    assert_eq!((words, error.is_none(), script.sent().len()), (vec!["a".to_owned()], true, 1));
}
