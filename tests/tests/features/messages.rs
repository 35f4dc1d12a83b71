//! How parameters and bodies stand in messages: through a client, the wire and a server, unchanged.

use std::sync::{Arc, Mutex};

use http::header::{CONTENT_TYPE, COOKIE};
use http::{HeaderValue, Request, StatusCode};
use serde_json::json;
use specwright_runtime::client::Error;
use specwright_runtime::server::Context;
use specwright_runtime::{Body, Bytes, File, Response};
use specwright_tests::messages::operations::{answers, any, send_form, styles, upload};
use specwright_tests::messages::types::{Filter, Point, Trouble};
use specwright_tests::messages::{Client, Server, server};
use tower::ServiceExt as _;

/// Keeps what it was asked, and answers as it is told.
#[derive(Clone, Default)]
struct Recorder {
    styles: Arc<Mutex<Option<styles::Request>>>,
    upload: Arc<Mutex<Option<upload::Request>>>,
}

impl Server for Recorder {
    async fn styles(
        &self,
        cx: Context<()>,
        request: styles::Request,
    ) -> Result<String, styles::Failure> {
        *self.styles.lock().unwrap() = Some(request);
        Ok(cx.uri().to_string())
    }

    async fn upload(
        &self,
        _: Context<()>,
        request: upload::Request,
    ) -> Result<upload::Success, upload::Failure> {
        let success = upload::Success {
            x_title: request.body.title.clone(),
            x_point: request.body.point.clone(),
            x_spread: request.body.point.clone(),
            x_tags: request.body.tags.clone(),
            body: at_hand(&request.body.file).into(),
        };
        *self.upload.lock().unwrap() = Some(request);
        Ok(success)
    }

    async fn send_form(
        &self,
        _: Context<()>,
        request: send_form::Request,
    ) -> Result<Filter, send_form::Failure> {
        Ok(request.body)
    }

    async fn any(&self, cx: Context<()>, request: any::Request) -> Result<Point, any::Failure> {
        assert_eq!(cx.headers()[CONTENT_TYPE], "application/json");
        Ok(request.body)
    }

    async fn answers(
        &self,
        _: Context<()>,
        request: answers::Request,
    ) -> Result<answers::Success, answers::Failure> {
        let why = || Trouble::new(request.status.to_string());
        let code = |status: i64| StatusCode::from_u16(status as u16).unwrap();
        match request.status {
            200 => Ok(answers::Success::Ok("text".to_owned())),
            201 => Ok(answers::Success::Created(Point::new(1, 2))),
            204 => Ok(answers::Success::NoContent),
            404 => Err(answers::Failure::NotFound(why())),
            status @ 400..500 => Err(answers::Failure::ClientError(code(status), why())),
            599 => {
                let mut response = Response::new(Body::from("<html>"));
                *response.status_mut() = StatusCode::from_u16(299).unwrap();
                Err(answers::Failure::Other(response))
            }
            status => Err(answers::Failure::Default(code(status), why())),
        }
    }
}

fn client(recorder: &Recorder) -> Client {
    Client::builder().service(server::router(recorder.clone())).build().expect("it needs no URL")
}

/// What stands in the way of parameters: separators, escapes, other scripts.
const AWKWARD: &[&str] = &["a b", "a,b", "a|b", "100%", "x=y&z", "ä/ö?#", "plus+", "[k]"];

#[tokio::test]
async fn parameters_arrive_in_every_style() {
    let words = || AWKWARD.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    // Headers and the older separators have no escapes, so they carry what they can.
    let plain = || vec!["one".to_owned(), "two".to_owned()];
    let request = styles::Request {
        simple: words(),
        label: vec![1, -2],
        matrix: Point::new(3, -4),
        form: Some(words()),
        flat: Some(words()),
        spaced: Some(plain()),
        piped: Some(plain()),
        filter: Some(Filter { name: Some("a&b".to_owned()), limit: Some(9), tags: Some(words()) }),
        json: Some(Point::new(5, 6)),
        x_tags: Some(plain()),
        x_point: Some(Point::new(7, 8)),
        // What has its name before it may hold a comma.
        x_note: Some(styles::XNote { text: Some("a,b".to_owned()) }),
        session: Some("abc=d; e=\"f\", g\\".to_owned()),
        when: Some("2024-01-02T03:04:05Z".parse().unwrap()),
    };
    let recorder = Recorder::default();
    let uri = client(&recorder).styles(request.clone()).await.expect("it is 200");
    let arrived = recorder.styles.lock().unwrap().take();
    assert_eq!(arrived, Some(request), "{uri}");
}

#[tokio::test]
async fn a_part_that_holds_the_separator_is_not_sent() {
    let sent = || styles::Request::new(vec!["a".to_owned()], vec![1], Point::new(1, 2));
    let parts = |text: &str| Some(vec!["one".to_owned(), text.to_owned()]);
    let requests = [
        styles::Request { spaced: parts("a b"), ..sent() },
        styles::Request { piped: parts("a|b"), ..sent() },
        styles::Request { x_tags: parts("a,b"), ..sent() },
    ];
    for request in requests {
        let error = client(&Recorder::default()).styles(request).await.unwrap_err();
        assert!(error.to_string().contains("which parts them"), "{error}");
    }
}

#[tokio::test]
async fn what_is_absent_stays_absent() {
    let request = styles::Request::new(vec!["a".to_owned()], vec![1], Point::new(1, 2));
    let recorder = Recorder::default();
    client(&recorder).styles(request.clone()).await.expect("it is 200");
    assert_eq!(recorder.styles.lock().unwrap().take(), Some(request));
}

/// The status for a request with this `Cookie` header, and the cookie that the handler got.
async fn session(cookie: &[u8]) -> (StatusCode, Option<String>) {
    let recorder = Recorder::default();
    let request = Request::get("/styles/a/.1/;matrix=x,1,y,2")
        .header(COOKIE, HeaderValue::from_bytes(cookie).unwrap())
        .body(Body::default())
        .unwrap();
    let answer = server::service(recorder.clone()).oneshot(request).await.unwrap();
    let arrived = recorder.styles.lock().unwrap().take();
    (answer.status(), arrived.and_then(|request| request.session))
}

#[tokio::test]
async fn a_cookie_is_found_beside_those_of_others() {
    let found = (StatusCode::OK, Some("é".to_owned()));
    assert_eq!(session("session=é".as_bytes()).await, found);
    assert_eq!(session(b"session=%C3%A9").await, found);
    assert_eq!(session(b"tracker=\xff\xfe; session=%C3%A9; \xff=1").await, found);
    assert_eq!(session(b"tracker=\xc3\xa9; session=\xe9").await, found);
    // Cookies have no escape of their own.
    assert_eq!(session(b"session=%FF").await, (StatusCode::OK, Some("%FF".to_owned())));
}

/// The bytes of a small file.
fn at_hand(file: &File) -> Bytes {
    file.body.at_hand().expect("it is small")
}

#[tokio::test]
async fn files_arrive_with_name_type_and_bytes() {
    let file = |name: &str, bytes: &'static [u8]| File {
        media_type: Some("image/png".to_owned()),
        ..File::new(name, bytes)
    };
    let body = |title: &str| upload::Body {
        more: Some(vec![file("1", b""), file("2", b"\xff\xfe")]),
        tags: Some(vec!["a".to_owned(), "b".to_owned()]),
        point: Some(Point::new(1, 2)),
        ..upload::Body::new(title, file("ä (1).png", b"\0\r\n--x"))
    };
    let shown = |file: &File| (file.name.clone(), file.media_type.clone(), at_hand(file));
    let files = |body: &upload::Body| {
        body.more.iter().flatten().chain([&body.file]).map(shown).collect::<Vec<_>>()
    };
    let recorder = Recorder::default();
    let sent = body("title \"quoted\"\r\nand more");
    let success = client(&recorder).upload(sent).await;
    // A header has no lines, so this title cannot come back; the request arrived all the same.
    assert!(success.is_err(), "{success:?}");
    let arrived = recorder.upload.lock().unwrap().take().expect("it arrived").body;
    assert_eq!(arrived.title, "title \"quoted\"\r\nand more");

    let sent = body("plain ä");
    let success = client(&recorder).upload(body("plain ä")).await.expect("it is 200");
    let arrived = recorder.upload.lock().unwrap().take().expect("it arrived").body;
    assert_eq!(files(&arrived), files(&sent));
    let came_back = success.body.bytes().await.expect("it is whole");
    assert_eq!((success.x_title, came_back), (sent.title, at_hand(&sent.file)));
    assert_eq!(
        (success.x_point, success.x_spread, success.x_tags),
        (sent.point.clone(), sent.point, sent.tags)
    );
}

#[tokio::test]
async fn a_file_without_a_name_and_a_list_without_items_arrive_as_they_were() {
    let mut body = upload::Body::new("plain", "x");
    body.tags = Some(Vec::new());
    let recorder = Recorder::default();
    client(&recorder).upload(body).await.expect("it is 200");
    let arrived = recorder.upload.lock().unwrap().take().expect("it arrived").body;
    assert_eq!((arrived.file.name, arrived.tags), (None, Some(Vec::new())));
}

#[tokio::test]
async fn lists_of_anything_arrive_in_parts_as_they_were() {
    let recorder = Recorder::default();
    for loose in [
        json!([0, "0", true, "true", 1.5, "null"]),
        json!(["[0]"]),
        json!([[0], "a"]),
        json!([[null, 1]]),
        json!([null]),
        json!([{"a": null}, null]),
    ] {
        let mut body = upload::Body::new("title", File::default());
        body.loose = loose.as_array().cloned();
        let tags = Some(vec!["[\"a\"]".to_owned()]);
        body.tags = tags.clone();
        client(&recorder).upload(body).await.expect("it is 200");
        let arrived = recorder.upload.lock().unwrap().take().expect("it arrived").body;
        assert_eq!((arrived.loose, arrived.tags), (loose.as_array().cloned(), tags));
    }
}

#[tokio::test]
async fn forms_and_json_with_a_suffix() {
    let filter = Filter {
        name: Some("a+b c&d=ä".to_owned()),
        limit: Some(3),
        tags: Some(AWKWARD.iter().map(|word| (*word).to_owned()).collect()),
    };
    let recorder = Recorder::default();
    assert_eq!(client(&recorder).send_form(filter.clone()).await.expect("it is 200"), filter);
    let empty = client(&recorder).send_form(Filter { limit: Some(0), ..Filter::default() }).await;
    assert_eq!(empty.expect("it is 200").limit, Some(0));
}

#[tokio::test]
async fn what_may_be_of_any_type_is_json_where_it_is_an_object() {
    let answer =
        client(&Recorder::default()).any(Point::new(1, 2)).send().await.expect("it is 200");
    assert_eq!(answer.value, Point::new(1, 2));
    assert_eq!(answer.headers[CONTENT_TYPE], "application/json");
}

#[tokio::test]
async fn an_answer_is_told_by_its_status() {
    let client = client(&Recorder::default());
    let ask = |status| client.answers(answers::Request::new(status));
    assert_eq!(ask(200).await.unwrap(), answers::Success::Ok("text".to_owned()));
    assert_eq!(ask(201).await.unwrap(), answers::Success::Created(Point::new(1, 2)));
    assert_eq!(ask(204).await.unwrap(), answers::Success::NoContent);
    assert!(matches!(ask(404).await, Err(Error::Response(answers::Failure::NotFound(_)))));
    match ask(418).await {
        Err(Error::Response(answers::Failure::ClientError(status, trouble))) => {
            assert_eq!((status.as_u16(), &trouble.why[..]), (418, "418"));
        }
        other => panic!("{other:?}"),
    }
    match ask(503).await {
        Err(Error::Response(answers::Failure::Default(status, _))) => assert_eq!(status, 503),
        other => panic!("{other:?}"),
    }
    match ask(599).await {
        Err(Error::Decode(_, whole)) => assert_eq!(&whole.body()[..], b"<html>"),
        Err(Error::Undocumented(whole)) => assert_eq!(&whole.body()[..], b"<html>"),
        other => panic!("{other:?}"),
    }
    for status in [404, 418, 503] {
        let error = ask(status).await.unwrap_err();
        assert_eq!(error.status().map(|status| i64::from(status.as_u16())), Some(status));
    }
}
