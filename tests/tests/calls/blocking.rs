//! Calls that a thread waits for.

use std::thread;
use std::time::Duration;

use specwright_runtime::client::{Error, wait};
use specwright_tests::calls::Client;

use crate::support::{JSON, SEVEN, Script, serve};

/// A service on loopback, in a runtime of its own.
fn served(script: &Script) -> Client {
    let router = script.router();
    let (sender, receiver) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("there are threads");
        runtime.block_on(async {
            sender.send(serve(router).await).expect("the test waits");
            std::future::pending::<()>().await;
        });
    });
    let url = receiver.recv().expect("the service starts");
    Client::builder().base_url(url).build().expect("the URL is one")
}

#[test]
fn a_thread_waits_for_an_answer() {
    let script = Script::new(&[SEVEN]);
    let client = served(&script);
    assert_eq!(client.things(()).wait().unwrap(), 7);
    let replied = wait(client.things(()).timeout(Duration::from_secs(60)).send()).unwrap();
    assert_eq!(
        (replied.value, replied.headers["content-type"].as_bytes()),
        (7, &b"application/json"[..])
    );
}

#[test]
fn many_threads_share_a_client() {
    let script = Script::new(&[SEVEN]);
    let client = served(&script);
    let calls: Vec<_> = (0..16)
        .map(|_| {
            let client = client.clone();
            thread::spawn(move || client.things(()).wait().unwrap())
        })
        .collect();
    assert!(calls.into_iter().all(|call| call.join().unwrap() == 7));
}

#[test]
fn streams_and_pages_are_iterators() {
    let lines = "{\"id\": 1}\n{\"id\": 2}\n";
    let script = Script::new(&[
        (200, &[("content-type", "application/jsonl")], lines),
        (200, &[JSON], r#"{"items": [{"id": 1}, {"id": 2}], "total_pages": 2}"#),
    ]);
    let client = served(&script);
    let ids = client.news_stream(()).wait().unwrap().wait().map(|news| news.unwrap().id);
    assert_eq!(ids.collect::<Vec<_>>(), [Some(1), Some(2)]);
    let ids = client.by_page(()).items().wait().map(|item| item.unwrap().id);
    assert_eq!(ids.collect::<Vec<_>>(), [1, 2, 1, 2]);
}

#[tokio::test]
async fn waiting_in_async_code_is_no_panic() {
    let script = Script::new(&[SEVEN]);
    assert_eq!(served(&script).things(()).wait().unwrap(), 7);
}

#[test]
fn a_timeout_needs_no_runtime_of_the_callers() {
    let slow = tower::service_fn(|_: http::Request<specwright_runtime::Body>| {
        std::future::pending::<Result<specwright_runtime::Response, std::convert::Infallible>>()
    });
    let transport = specwright_runtime::client::Transport::service(slow);
    let client = Client::builder().transport(transport).build().unwrap();
    let answer = client.things(()).timeout(Duration::from_millis(5)).wait();
    assert!(matches!(answer, Err(Error::Timeout(_))), "{answer:?}");
}
