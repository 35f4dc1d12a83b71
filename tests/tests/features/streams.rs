//! Server-sent events and lines of JSON, in both directions.

use std::convert::Infallible;
use std::future::IntoFuture;
use std::time::Duration;

use http_body::Frame;
use http_body_util::StreamBody;
use specwright_runtime::client::{Error, Transport};
use specwright_runtime::server::Context;
use specwright_runtime::{Body, Bytes, Event, Stream, StreamError};
use specwright_tests::streams::operations::{beats, load, rows, ticks, words};
use specwright_tests::streams::types::Tick;
use specwright_tests::streams::{Client, Mock, Server, server};

struct Clock;

impl Server for Clock {
    async fn ticks(
        &self,
        _: Context<()>,
        request: ticks::Request,
    ) -> Result<ticks::Success, ticks::Failure> {
        let Some(count) = request.count else { return Err(ticks::Failure::NotFound) };
        let tick = |at: i64| Event {
            event: Some("tick".to_owned()),
            id: Some(at.to_string()),
            retry: (at == 0).then_some(Duration::from_secs(3)),
            ..Event::from(Tick { at, note: Some(Some("two\nlines".to_owned())) })
        };
        Ok(Stream::from((0..count).map(tick).collect::<Vec<_>>()))
    }

    async fn words(
        &self,
        _: Context<()>,
        _: words::Request,
    ) -> Result<words::Success, words::Failure> {
        Ok(Stream::from(vec![
            "one".to_owned().into(),
            "two\nlines".to_owned().into(),
            String::new().into(),
        ]))
    }

    async fn rows(&self, _: Context<()>, _: rows::Request) -> Result<rows::Success, rows::Failure> {
        Ok(rows::Success::XNdjson(Stream::from(vec![Tick::new(1), Tick::new(2)])))
    }

    async fn beats(
        &self,
        _: Context<()>,
        _: beats::Request,
    ) -> Result<beats::Success, beats::Failure> {
        Ok(beats::Success::Accepted)
    }

    async fn load(
        &self,
        _: Context<()>,
        request: load::Request,
    ) -> Result<load::Success, load::Failure> {
        let (mut body, mut count) = (request.body, 0);
        while body.next().await.is_some() {
            count += 1;
        }
        Ok(count)
    }
}

fn client() -> Client {
    let transport = Transport::service(server::service(Clock));
    Client::builder().transport(transport).build().expect("the document names a server")
}

async fn all<T>(mut stream: Stream<T>) -> Vec<Result<T, StreamError>> {
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(item);
    }
    items
}

#[tokio::test]
async fn events_arrive_whole_with_their_fields() {
    let request = ticks::Request { count: Some(2) };
    let events = all(client().ticks(request).await.expect("there is a clock")).await;
    let events: Vec<_> = events.into_iter().map(Result::unwrap).collect();
    assert_eq!(events.len(), 2);
    assert_eq!(events[0].data.at, 0);
    assert_eq!(events[0].data.note, Some(Some("two\nlines".to_owned())));
    assert_eq!(events[0].event.as_deref(), Some("tick"));
    assert_eq!(events[0].retry, Some(Duration::from_secs(3)));
    assert_eq!((events[1].id.as_deref(), events[1].retry), (Some("1"), None));
}

#[tokio::test]
async fn a_failure_of_a_stream_is_a_failure() {
    let answer = client().ticks(()).await;
    assert!(matches!(answer, Err(Error::Response(ticks::Failure::NotFound))), "{answer:?}");
}

#[tokio::test]
async fn text_is_not_read_as_json() {
    let events = all(client().words(()).await.expect("it is 200")).await;
    let words: Vec<String> = events.into_iter().map(|event| event.unwrap().data).collect();
    assert_eq!(words, ["one", "two\nlines", ""]);
}

#[tokio::test]
async fn lines_go_in_both_directions() {
    let rows = match client().rows(()).await.expect("it is 200") {
        rows::Success::XNdjson(rows) => all(rows).await,
        rows::Success::Json(_) => panic!("the server writes lines"),
    };
    let rows: Vec<i64> = rows.into_iter().map(|row| row.unwrap().at).collect();
    assert_eq!(rows, [1, 2]);

    let ticks = (0..1000).map(Tick::new).collect::<Vec<_>>();
    assert_eq!(client().load(Stream::from(ticks)).await.expect("it is 200"), 1000);
}

#[tokio::test]
async fn a_line_that_breaks_a_rule_is_refused() {
    match client().load(Stream::from(vec![Tick::new(1), Tick::new(-1)])).await {
        Err(Error::Undocumented(answer)) => {
            assert_eq!(answer.status(), 422);
            let text = String::from_utf8_lossy(answer.body()).into_owned();
            assert!(text.contains("/body/1/at"), "{text}");
        }
        other => panic!("{other:?}"),
    }
}

/// A client of a service that answers with these bytes, in pieces.
fn raw(pieces: &'static [&'static str]) -> Client {
    let service = tower::service_fn(move |_: http::Request<Body>| async move {
        let frames = pieces.iter().map(|piece| Ok(Frame::data(Bytes::from(*piece))));
        let body = StreamBody::new(futures_util::stream::iter(frames));
        let mut response = http::Response::new(Body::stream(body));
        let media = http::HeaderValue::from_static("text/event-stream; charset=utf-8");
        response.headers_mut().insert("content-type", media);
        Ok::<_, Infallible>(response)
    });
    let transport = Transport::service(service);
    Client::builder().transport(transport).build().expect("the document names a server")
}

#[tokio::test]
async fn events_are_read_as_the_standard_says() {
    let pieces = &[
        "\u{feff}: a comment\r",
        "\n\r\nda",
        "ta: {\"at\"",
        ":1}\r\rdata:{\"at\":\ndata:2}\n",
        "\n",
        "id: 7\nignored: x\ndata: [DONE]\n\n",
        "event: x\n\ndata: {\"at\":3}\n\n",
        "data: {\"at\":4}\n",
    ];
    let events = all(raw(pieces).ticks(()).await.expect("it is 200")).await;
    let [first, second, third, fourth] = &events[..] else { panic!("{events:?}") };
    assert_eq!(first.as_ref().unwrap().data.at, 1);
    assert_eq!(second.as_ref().unwrap().data.at, 2);
    // What is no value of the document does not end the stream.
    assert!(matches!(third, Err(StreamError::Item(_, text)) if text.0 == "[DONE]"), "{third:?}");
    let fourth = fourth.as_ref().unwrap();
    assert_eq!(
        (fourth.data.at, fourth.event.as_deref(), fourth.id.as_deref()),
        (3, None, Some("7"))
    );
}

#[tokio::test]
async fn values_come_before_the_stream_has_ended() {
    let client = raw(&["data: {\"at\":1}\n\n", "data: {\"at\":2}\n\n"]);
    let mut stream = client.ticks(()).await.expect("it is 200");
    assert_eq!(stream.next().await.unwrap().unwrap().data.at, 1);
    drop(stream);
}

/// What a client makes of an answer that is a stream of events with no end.
async fn endless(status: u16, rate: &'static str) -> Result<beats::Success, Error<beats::Failure>> {
    let service = tower::service_fn(move |_: http::Request<Body>| async move {
        let body = Body::from_stream(futures_util::stream::pending::<Result<Bytes, Infallible>>());
        let response = http::Response::builder().status(status).header("x-rate", rate);
        let response = response.header("content-type", "text/event-stream");
        Ok::<_, Infallible>(response.body(body).expect("it is sound"))
    });
    let client = Client::builder().transport(Transport::service(service)).build().unwrap();
    let answer = client.beats(()).into_future();
    tokio::time::timeout(Duration::from_secs(60), answer).await.expect("nobody waits for the end")
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_the_end_of_a_stream_whatever_comes_with_it() {
    match endless(200, "1").await {
        Ok(beats::Success::Ok(success)) => assert_eq!(success.x_rate, Some(1)),
        other => panic!("{other:?}"),
    }
    let answer = endless(200, "many").await;
    assert!(matches!(&answer, Err(Error::Decode(why, _)) if why.contains("X-Rate")), "{answer:?}");
    assert!(matches!(endless(202, "1").await, Ok(beats::Success::Accepted)));
    match endless(503, "1").await {
        Err(Error::Undocumented(answer)) => assert_eq!(answer.status(), 503),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_stream_may_be_asked_after_its_end() {
    let mut stream = raw(&["data: {\"at\":1}\n\n"]).ticks(()).await.expect("it is 200");
    assert!(stream.next().await.is_some());
    assert!(stream.next().await.is_none());
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn the_mock_streams_an_example() {
    let transport = Transport::service(server::service(Mock));
    let client = Client::builder().transport(transport).build().expect("there is a server");
    let events = all(client.ticks(()).await.expect("it is 200")).await;
    assert!(matches!(&events[..], [Ok(event)] if event.data.at >= 0), "{events:?}");
}
