//! Calls that are made again, and those that must not be.

use std::time::Duration;

use specwright_runtime::Stream;
use specwright_runtime::client::{Error, Retry};
use specwright_tests::calls::Client;
use specwright_tests::calls::operations::{order, pay, things};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{Answer, SEVEN, Script};

const LATER: Answer = (503, &[], "");
const SOON: Retry = Retry::new(3).delays(Duration::from_millis(1), Duration::from_millis(1));

fn client(script: &Script) -> Client {
    let builder = Client::builder().transport(script.transport()).retry(SOON);
    builder.build().expect("the document names a server")
}

#[tokio::test]
async fn nothing_is_repeated_unless_asked_for() {
    let script = Script::new(&[LATER, SEVEN]);
    let client = Client::builder().transport(script.transport()).build().unwrap();
    let answer = client.things(()).await;
    assert!(matches!(answer, Err(Error::Response(things::Failure::ServiceUnavailable))));
    assert_eq!(script.sent().len(), 1);
}

#[tokio::test]
async fn an_idempotent_call_is_made_again_after_what_passes() {
    for status in [429, 502, 503, 504] {
        let script =
            Script::new(&[(status, &[], ""), (status, &[("retry-after", "0")], ""), SEVEN]);
        assert_eq!(client(&script).things(()).await.unwrap(), 7, "{status}");
        assert_eq!(script.sent().len(), 3);
    }
}

#[tokio::test]
async fn what_does_not_pass_is_not_asked_for_again() {
    for status in [200, 400, 401, 404, 500, 501] {
        let script = Script::new(&[(status, &[], ""), SEVEN]);
        client(&script).things(()).await.expect_err("it is no success");
        assert_eq!(script.sent().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn the_last_answer_is_what_the_caller_gets() {
    let script = Script::new(&[LATER]);
    let answer = client(&script).things(()).retry(Retry::new(0)).await;
    assert!(matches!(answer, Err(Error::Response(things::Failure::ServiceUnavailable))));
    assert_eq!(script.sent().len(), 1);
    client(&script).things(()).await.expect_err("it is later for ever");
    assert_eq!(script.sent().len(), 4);
}

#[tokio::test]
async fn what_is_not_idempotent_is_not_repeated_without_a_key() {
    let script = Script::new(&[LATER, SEVEN]);
    client(&script).add("one".to_owned()).await.expect_err("it is not repeated");
    assert_eq!(script.sent().len(), 1);
}

#[tokio::test]
async fn an_idempotency_key_is_filled_in_and_kept() {
    let script = Script::new(&[LATER, SEVEN]);
    let client = client(&script);
    assert_eq!(client.order("one".to_owned()).await.unwrap(), 7);
    assert_eq!(client.order("two".to_owned()).await.unwrap(), 7);
    let sent = script.sent();
    let key = |at: usize| sent[at].headers()["idempotency-key"].to_str().unwrap();
    assert_eq!((sent.len(), key(0)), (3, key(1)));
    assert_ne!(key(0), key(2));
    assert!(key(0).parse::<specwright_runtime::Uuid>().is_ok(), "{}", key(0));
    assert_eq!(sent[0].body(), sent[1].body());

    let own = order::Request { idempotency_key: Some("mine".to_owned()), body: "x".to_owned() };
    client.order(own).await.unwrap();
    assert_eq!(script.sent()[0].headers()["idempotency-key"], "mine");
}

#[tokio::test]
async fn a_key_that_no_uuid_can_be_is_the_callers() {
    let script = Script::new(&[LATER, SEVEN]);
    client(&script).pay("one".to_owned()).await.expect_err("there is no key");
    let sent = script.sent();
    assert_eq!((sent.len(), sent[0].headers().get("x-idempotency-key")), (1, None));

    let script = Script::new(&[LATER, SEVEN]);
    let own = pay::Request { x_idempotency_key: Some("1".to_owned()), body: "x".to_owned() };
    assert_eq!(client(&script).pay(own).await.unwrap(), 7);
}

#[tokio::test]
async fn a_stream_is_never_sent_twice() {
    let script = Script::new(&[LATER, SEVEN]);
    let words = Stream::from(vec!["one".to_owned()]);
    client(&script).load(words).await.expect_err("it is not repeated");
    assert_eq!(script.sent().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_would_outlast_the_timeout_is_not_begun() {
    let script = Script::new(&[(503, &[("retry-after", "30")], ""), SEVEN]);
    let call = client(&script).things(()).timeout(Duration::from_secs(10));
    let answer = call.await;
    assert!(matches!(answer, Err(Error::Response(_))), "{answer:?}");
    assert_eq!(client(&script).things(()).timeout(Duration::from_secs(31)).await.unwrap(), 7);
}

#[tokio::test(start_paused = true)]
async fn one_timeout_holds_for_all_repetitions() {
    let slow = tower::service_fn(|_: http::Request<specwright_runtime::Body>| async {
        tokio::time::sleep(Duration::from_secs(4)).await;
        let body = specwright_runtime::Body::default();
        Ok::<_, std::convert::Infallible>(http::Response::builder().status(503).body(body).unwrap())
    });
    let transport = specwright_runtime::client::Transport::service(slow);
    let client = Client::builder().transport(transport).retry(SOON).build().unwrap();
    let error = client.things(()).timeout(Duration::from_secs(10)).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert_eq!(error.to_string(), "no answer came to GET /things in time");
}

/// Breaks off the first connections, amid an answer or before it, and answers the next.
async fn frail(breaks: usize) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("there is a port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    tokio::spawn(async move {
        for connection in 0.. {
            let Ok((mut stream, _)) = listener.accept().await else { return };
            let _ = stream.read(&mut [0; 1024]).await;
            let answer = match connection {
                _ if connection >= breaks => "content-length: 1\r\n\r\n7",
                0 => continue,
                _ => "content-length: 100\r\n\r\n7",
            };
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
            let _ = stream.write_all(format!("{head}{answer}").as_bytes()).await;
        }
    });
    url
}

#[tokio::test]
async fn a_connection_that_breaks_off_is_made_again() {
    let client = Client::builder().base_url(frail(2).await).retry(SOON).build().unwrap();
    assert_eq!(client.things(()).await.unwrap(), 7);
    let client = Client::builder().base_url(frail(2).await).retry(SOON).build().unwrap();
    let answer = client.add("one".to_owned()).await;
    assert!(matches!(answer, Err(Error::Transport(..))), "{answer:?}");
}
