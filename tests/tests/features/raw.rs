//! Bodies of bytes, which neither end holds in memory.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{StreamExt, stream};
use specwright_runtime::client::{Error, Transport};
use specwright_runtime::server::{Context, Options};
use specwright_runtime::{Body, Bytes};
use specwright_tests::raw::operations::{fetch, mirror, store};
use specwright_tests::raw::{Client, Server, server};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::meter::{LEAD, Meter, PIECE, PIECES};

/// What tells a test how an upload ended.
type Teller = oneshot::Sender<Result<usize, String>>;

#[derive(Clone, Default)]
struct Files {
    meter: Meter,
    /// What became of the last upload.
    stored: Arc<Mutex<Option<Teller>>>,
    /// Dropped with the body of a download.
    kept: Arc<Mutex<Option<oneshot::Sender<()>>>>,
}

impl Server for Files {
    async fn store(
        &self,
        _: Context<()>,
        request: store::Request,
    ) -> Result<store::Success, store::Failure> {
        let stored = self.meter.drain(request.body).await;
        let count = stored.clone().unwrap_or_default();
        if let Some(teller) = self.stored.lock().unwrap().take() {
            teller.send(stored).expect("the test waits");
        }
        Ok(count as i64)
    }

    async fn fetch(
        &self,
        _: Context<()>,
        _: fetch::Request,
    ) -> Result<fetch::Success, fetch::Failure> {
        let kept = self.kept.lock().unwrap().take();
        let body = self.meter.body(PIECES, kept);
        Ok(fetch::Success { x_name: Some("a.png".to_owned()), body })
    }

    async fn mirror(
        &self,
        _: Context<()>,
        request: mirror::Request,
    ) -> Result<mirror::Success, mirror::Failure> {
        Ok(match request.body {
            Some(mirror::Body::Plain(text)) => mirror::Success::Plain(text),
            Some(mirror::Body::OctetStream(body)) => mirror::Success::OctetStream(body),
            None => mirror::Success::Plain("nothing".to_owned()),
        })
    }
}

/// A client of a server that takes bodies of so many bytes, over a socket.
async fn over_loopback(files: &Files, limit: usize) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let service = server::service_with(files.clone(), Options::new().body_limit(limit));
    tokio::spawn(async move { axum::serve(listener, service.into_router()).await });
    Client::new(url).unwrap()
}

fn in_process(files: &Files, limit: usize) -> Client {
    let service = server::service_with(files.clone(), Options::new().body_limit(limit));
    Client::builder().transport(Transport::service(service)).build().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_sent_no_faster_than_it_is_read() {
    let files = Files::default();
    let client = over_loopback(&files, PIECES * PIECE).await;
    let count = client.store(files.meter.body(PIECES, ())).await.unwrap();
    assert_eq!(count, (PIECES * PIECE) as i64);
    assert!(files.meter.lead() < LEAD, "{} bytes ahead", files.meter.lead());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_is_sent_no_faster_than_it_is_read() {
    let files = Files::default();
    let answer = over_loopback(&files, 0).await.fetch(()).await.unwrap();
    assert_eq!(answer.x_name.as_deref(), Some("a.png"));
    // Whoever reads nothing yet is sent what buffers hold.
    assert!(files.meter.sent() < LEAD, "{} bytes sent", files.meter.sent());
    assert_eq!(files.meter.drain(answer.body).await, Ok(PIECES * PIECE));
    assert!(files.meter.lead() < LEAD, "{} bytes ahead", files.meter.lead());
}

#[tokio::test]
async fn a_download_that_is_given_up_is_dropped_at_its_source() {
    let files = Files::default();
    let (kept, dropped) = oneshot::channel();
    *files.kept.lock().unwrap() = Some(kept);
    let mut answer = over_loopback(&files, 0).await.fetch(()).await.unwrap();
    answer.body.chunk().await.unwrap().unwrap();
    drop(answer);
    assert!(dropped.await.is_err(), "its sender is gone, and has sent nothing");
    assert!(files.meter.sent() < PIECES * PIECE);
}

#[tokio::test]
async fn an_upload_that_breaks_off_is_an_error_for_the_handler() {
    let files = Files::default();
    let (teller, stored) = oneshot::channel();
    *files.stored.lock().unwrap() = Some(teller);
    let client = over_loopback(&files, PIECES * PIECE).await;
    let meter = files.meter.clone();
    let breaks_off = stream::once(async move {
        while meter.arrived() == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Err("the disk is gone")
    });
    let pieces = stream::iter([Ok(Bytes::from(vec![7; PIECE]))]).chain(breaks_off);
    let answer = client.store(Body::from_stream(pieces)).await;
    assert!(matches!(answer, Err(Error::Transport(..))), "{answer:?}");
    assert!(stored.await.unwrap().is_err());
}

#[tokio::test]
async fn an_upload_beyond_the_limit_is_413_as_soon_as_it_is() {
    let files = Files::default();
    let (teller, stored) = oneshot::channel();
    *files.stored.lock().unwrap() = Some(teller);
    match in_process(&files, 4 * PIECE).store(files.meter.body(PIECES, ())).await {
        Err(Error::Undocumented(answer)) => assert_eq!(answer.status(), 413),
        other => panic!("{other:?}"),
    }
    assert!(stored.await.unwrap().is_err(), "the handler has seen it too");
    assert_eq!(files.meter.sent(), 5 * PIECE);
}

#[tokio::test]
async fn bytes_at_hand_are_a_body_and_a_body_is_collected() {
    let client = in_process(&Files::default(), 1024);
    assert_eq!(client.store(Body::from("four")).await.unwrap(), 4);
    assert_eq!(client.store(Body::default()).await.unwrap(), 0);
    let request = || mirror::Request::default();
    let sent = mirror::Body::OctetStream(Bytes::from_static(b"\0\xff").into());
    match client.mirror(mirror::Request { body: Some(sent), ..request() }).await.unwrap() {
        mirror::Success::OctetStream(body) => {
            assert_eq!(body.bytes().await.unwrap(), Bytes::from_static(b"\0\xff"));
        }
        other => panic!("{other:?}"),
    }
    // What is no stream is whole, whichever came first.
    let sent = Some(mirror::Body::Plain("text".to_owned()));
    match client.mirror(mirror::Request { body: sent, ..request() }).await.unwrap() {
        mirror::Success::Plain(text) => assert_eq!(text, "text"),
        other => panic!("{other:?}"),
    }
    // A parameter that is wrong is told before anything is read.
    let files = Files::default();
    let body = Some(mirror::Body::OctetStream(files.meter.body(PIECES, ())));
    let refused =
        in_process(&files, PIECES * PIECE).mirror(mirror::Request { times: Some(2), body });
    assert!(matches!(refused.await, Err(Error::Undocumented(answer)) if answer.status() == 422));
    assert_eq!(files.meter.sent(), 0);
}

#[tokio::test]
async fn what_a_body_brings_beyond_its_length_is_not_asked_for() {
    let endless = stream::repeat(Ok::<_, std::convert::Infallible>("four"));
    let body = Body::sized(endless, 10);
    assert_eq!(body.bytes().await.expect("it is long enough"), "fourfourfo");
}
