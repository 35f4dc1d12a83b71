//! Status and headers of what came back.

use specwright_runtime::client::Error;
use specwright_tests::calls::Client;
use specwright_tests::calls::operations::by_link::Failure;

use crate::support::{JSON, Script};

fn client(script: &Script) -> Client {
    Client::builder().base_url("http://api.test").transport(script.transport()).build().unwrap()
}

#[tokio::test]
async fn a_failure_has_headers_too() {
    let script = Script::new(&[(404, &[("x-request-id", "r7")], "")]);
    let client = client(&script);
    let reply = client.by_link(()).reply().await.unwrap();
    assert_eq!(
        (reply.status.as_u16(), &reply.headers["x-request-id"]),
        (404, &"r7".parse().unwrap())
    );
    assert!(matches!(reply.value, Err(Failure::NotFound)));
    let sent = client.by_link(()).send().await;
    assert!(matches!(sent, Err(Error::Response(Failure::NotFound))));
}

#[tokio::test]
async fn a_success_is_a_reply_as_well() {
    let script = Script::new(&[(200, &[JSON], "[]")]);
    let reply = client(&script).by_link(()).reply().await.unwrap();
    assert_eq!((reply.status.as_u16(), reply.value.unwrap().body.len()), (200, 0));
}

#[tokio::test]
async fn what_is_not_documented_is_no_reply() {
    let script = Script::new(&[(418, &[], "")]);
    let reply = client(&script).by_link(()).reply().await;
    assert!(matches!(reply, Err(Error::Undocumented(answer)) if answer.status() == 418));
}

#[tokio::test]
async fn an_answer_that_is_no_success_says_what_was_asked() {
    let script = Script::new(&[(418, &[], "hush"), (200, &[JSON], "hush")]);
    let client = client(&script);
    let shown = |error: Error<Failure>| (format!("{error}"), format!("{error:?}"));
    for expected in ["GET /by-link with 418 I'm a teapot", "GET /by-link with 200 OK and"] {
        let (text, debug) = shown(client.by_link(()).await.unwrap_err());
        assert!(text.contains(expected), "{text}");
        assert!(debug.contains("GET /by-link"), "{debug}");
        assert!(!text.contains("hush") && !debug.contains("hush"), "{text} {debug}");
    }
}
