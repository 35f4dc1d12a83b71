//! Requests that are refused by what their heads say, before anybody waits for a body.

use http::{Request, Response};
use specwright_runtime::Body;
use specwright_runtime::server::Options;
use specwright_tests::calls::{Mock, server};
use tower::ServiceExt as _;

use crate::meter::{Meter, PIECE, PIECES};

const JSON: &str = "application/json";

/// What is answered to a request with a large body, and how much of that was read.
async fn send(options: Options, request: http::request::Builder) -> (Response<Body>, usize) {
    let meter = Meter::default();
    let request = request.body(meter.body(PIECES, ())).expect("it is sound");
    let service = server::service_with(Mock, options);
    let answer = service.oneshot(request).await.expect("it always answers");
    (answer, meter.sent())
}

async fn status(options: Options, request: http::request::Builder) -> (u16, usize) {
    let (answer, read) = send(options, request).await;
    (answer.status().as_u16(), read)
}

#[tokio::test]
async fn what_the_head_says_is_refused_before_the_body_is_read() {
    let limit = || Options::new().body_limit(2 * PIECES * PIECE);
    let post = |path: &str, media: &str| Request::post(path).header("content-type", media);
    assert_eq!(status(limit(), post("/mine", JSON)).await, (401, 0));
    assert_eq!(status(limit(), post("/things", "text/csv")).await, (415, 0));
    let length = (PIECES * PIECE).to_string();
    let long = post("/things", JSON).header("content-length", &length);
    assert_eq!(status(Options::new(), long).await, (413, 0));
    assert_eq!(status(limit(), Request::get("/by-page")).await, (200, 0), "none is expected");
}

#[tokio::test]
async fn a_mock_reads_what_is_checked_as_it_comes() {
    let mend = async |media: &'static str, body: &'static str| {
        let request = Request::patch("/things").header("content-type", media);
        let request = request.body(Body::from(body)).expect("it is sound");
        let answer = server::service(Mock).oneshot(request).await.expect("it always answers");
        answer.status().as_u16()
    };
    let (lines, events) = ("application/jsonl", "text/event-stream");
    assert_eq!([mend(JSON, "\"a\"").await, mend(JSON, "1").await], [200, 422]);
    assert_eq!([mend(lines, "1\n2").await, mend(lines, "1\n\"a\"").await], [200, 422]);
    assert_eq!([mend(lines, "1\n{").await, mend(lines, "").await], [400, 200]);
    assert_eq!(
        [mend(events, "data: abc\n\n").await, mend(events, "data: abcd\n\n").await],
        [200, 422]
    );
}

#[tokio::test]
async fn what_is_held_in_memory_has_a_limit_of_its_own() {
    let options = || Options::new().body_limit(2 * PIECES * PIECE).memory_limit(4 * PIECE);
    let post = || Request::post("/things").header("content-type", JSON);
    assert_eq!(status(options(), post()).await, (413, 5 * PIECE));
    let sound = post().body(Body::from("\"a\"")).expect("it is sound");
    let answer = server::service_with(Mock, options()).oneshot(sound).await.expect("it answers");
    assert_eq!(answer.status(), 200);
}
