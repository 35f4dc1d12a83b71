//! Server-sent events and lines of JSON, in both directions.

use std::convert::Infallible;
use std::future::IntoFuture;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{StreamExt, stream};
use http_body::Frame;
use http_body_util::StreamBody;
use specwright_runtime::client::{Error, Transport};
use specwright_runtime::server::{Context, Options};
use specwright_runtime::{Body, Bytes, Event, Stream, StreamError};
use specwright_tests::streams::operations::{beats, load, reload, rows, ticks, words};
use specwright_tests::streams::types::Tick;
use specwright_tests::streams::{Client, Mock, Server, server};
use tower::ServiceExt as _;

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

    async fn reload(
        &self,
        _: Context<()>,
        request: reload::Request,
    ) -> Result<reload::Success, reload::Failure> {
        match request.body {
            reload::Body::Jsonl(mut ticks) => while ticks.next().await.is_some() {},
            reload::Body::EventStream(mut events) => while events.next().await.is_some() {},
        }
        Ok(())
    }
}

/// Tells when it has the first value.
struct Waiting(Arc<Mutex<Option<tokio::sync::oneshot::Sender<()>>>>);

impl Server for Waiting {
    async fn load(
        &self,
        cx: Context<()>,
        mut request: load::Request,
    ) -> Result<load::Success, load::Failure> {
        let first = request.body.next().await.expect("there is one").expect("it is sound");
        let go = self.0.lock().unwrap().take().expect("it is called once");
        go.send(()).expect("somebody waits");
        Ok(first.at + Clock.load(cx, request).await?)
    }

    async fn ticks(
        &self,
        cx: Context<()>,
        request: ticks::Request,
    ) -> Result<ticks::Success, ticks::Failure> {
        Clock.ticks(cx, request).await
    }

    async fn words(
        &self,
        cx: Context<()>,
        request: words::Request,
    ) -> Result<words::Success, words::Failure> {
        Clock.words(cx, request).await
    }

    async fn rows(
        &self,
        cx: Context<()>,
        request: rows::Request,
    ) -> Result<rows::Success, rows::Failure> {
        Clock.rows(cx, request).await
    }

    async fn beats(
        &self,
        cx: Context<()>,
        request: beats::Request,
    ) -> Result<beats::Success, beats::Failure> {
        Clock.beats(cx, request).await
    }

    async fn reload(
        &self,
        cx: Context<()>,
        request: reload::Request,
    ) -> Result<reload::Success, reload::Failure> {
        Clock.reload(cx, request).await
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

#[tokio::test]
async fn a_handler_has_the_first_value_before_the_second_is_sent() {
    let (go, wait) = tokio::sync::oneshot::channel();
    let clock = Waiting(Arc::new(Mutex::new(Some(go))));
    let transport = Transport::service(server::service(clock));
    let client = Client::builder().transport(transport).build().unwrap();
    let rest = async {
        wait.await.expect("the handler has the first");
        Tick::new(2)
    };
    let ticks = stream::iter([Tick::new(1)]).chain(stream::once(rest));
    assert_eq!(client.load(Stream::of(ticks)).await.expect("it is 200"), 2);
}

#[tokio::test]
async fn the_mock_reads_a_stream_to_its_end() {
    let transport = Transport::service(server::service(Mock));
    let client = Client::builder().transport(transport).build().unwrap();
    assert!(client.load(Stream::from(vec![Tick::new(1)])).await.is_ok());
    match client.load(Stream::from(vec![Tick::new(1), Tick::new(-1)])).await {
        Err(Error::Undocumented(answer)) => assert_eq!(answer.status(), 422),
        other => panic!("{other:?}"),
    }
    for at in [1, -1] {
        let events = reload::Body::EventStream(Stream::from(vec![Tick::new(at).into()]));
        assert_eq!(client.reload(events).await.is_ok(), at > 0);
    }
}

#[tokio::test]
async fn many_lines_at_once_are_read_one_by_one() {
    let options = Options::new().body_limit(64 << 20);
    let service = server::service_with(Clock, options);
    let lines = Bytes::from("{\"at\":1}\n".repeat(1 << 17));
    let request = http::Request::post("/rows").header("content-type", "application/jsonl");
    let request = request.body(Body::from(lines)).expect("it is sound");
    let answer = service.oneshot(request).await.expect("it always answers").into_body();
    assert_eq!(answer.bytes().await.expect("it is whole"), (1 << 17).to_string());
}

#[tokio::test]
async fn a_line_beyond_the_memory_of_a_server_is_413() {
    let options = Options::new().body_limit(1 << 20).memory_limit(100);
    let transport = Transport::service(server::service_with(Clock, options));
    let client = Client::builder().transport(transport).build().unwrap();
    let short = (0..1000).map(Tick::new).collect::<Vec<_>>();
    assert_eq!(client.load(Stream::from(short)).await.expect("it is 200"), 1000);
    let mut long = Tick::new(1);
    long.note = Some(Some("x".repeat(1000)));
    match client.load(Stream::from(vec![long])).await {
        Err(Error::Undocumented(answer)) => assert_eq!(answer.status(), 413),
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
