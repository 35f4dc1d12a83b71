//! Answers that hold what the document does not name.

use specwright_runtime::StreamError;
use specwright_runtime::client::Error;
use specwright_tests::calls::Client;
use specwright_tests::calls::types::NewsShape;

use crate::support::{JSON, Script};

fn client(script: &Script) -> Client {
    Client::builder().transport(script.transport()).strict().build().unwrap()
}

/// What a strict client says of an answer.
async fn said(headers: &'static [(&'static str, &'static str)], body: &'static str) -> String {
    let script = Script::new(&[(200, headers, body)]);
    // What a lenient client takes, whatever it says.
    let lenient = Client::builder().transport(script.transport()).build().unwrap();
    lenient.news(()).await.unwrap_or_else(|error| panic!("{error:?}: {body}"));
    match client(&script).news(()).await {
        Ok(_) => String::new(),
        Err(Error::Decode(why, whole)) => {
            assert_eq!(whole.body(), body);
            why
        }
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn what_the_document_names_is_taken() {
    let body = r#"[{}, {"id": 1, "state": "open", "level": "high", "any": {"x": "closed"},
        "pair": [1, "a"], "shape": {"corners": 3}}]"#;
    assert_eq!(said(&[JSON, ("x-state", "open")], body).await, "");
}

#[tokio::test]
async fn all_else_is_refused_with_its_place() {
    let cases = [
        (r#"[{}, {"extra/1": [1, {"a": 2}]}]"#, "/1/extra~11"),
        (r#"[{"state": "ajar"}]"#, "/0/state"),
        (r#"[{"level": 3}, {"level": "low"}]"#, "/0/level, /1/level"),
        (r#"[{"any": {"x": "open", "y": "ajar"}}]"#, "/0/any/y"),
        (r#"[{"shape": {"corners": 3, "red": true}}]"#, "/0/shape/red"),
        (r#"[{"shape": {"round": 7, "x": 1, "corners": 3}}]"#, "/0/shape/round, /0/shape/x"),
        (r#"[{"shape": "flat"}]"#, "/0/shape"),
    ];
    for (body, pointers) in cases {
        let why = said(&[JSON], body).await;
        assert_eq!(why, format!("what the document does not name, at {pointers}"), "{body}");
    }
    let why = said(&[JSON, ("x-state", "ajar")], "[]").await;
    assert!(why.ends_with("at /X-State"), "{why}");
}

#[tokio::test]
async fn a_call_may_be_strict_alone_and_failures_are_no_exception() {
    let script = Script::new(&[(404, &[JSON], r#"{"code": 1, "why": "x"}"#)]);
    let lenient = Client::builder().transport(script.transport()).build().unwrap();
    assert!(matches!(lenient.news(()).await, Err(Error::Response(_))));
    let answer = lenient.news(()).strict().await;
    assert!(matches!(&answer, Err(Error::Decode(why, _)) if why.ends_with("/why")), "{answer:?}");
    assert!(matches!(lenient.news(()).await, Err(Error::Response(_))));
}

#[tokio::test]
async fn a_stream_is_strict_value_by_value() {
    let lines = "{\"id\": 1}\n{\"id\": 2, \"x\": 1}\n{\"shape\": {\"round\": true}}\n";
    let script = Script::new(&[(200, &[("content-type", "application/jsonl")], lines)]);
    let mut news = client(&script).news_stream(()).await.unwrap();
    assert_eq!(news.next().await.unwrap().unwrap().id, Some(1));
    match news.next().await.unwrap() {
        Err(StreamError::Item(why, text)) => {
            assert!(why.ends_with("at /x"), "{why}");
            assert_eq!(text.0, r#"{"id": 2, "x": 1}"#);
        }
        other => panic!("{other:?}"),
    }
    let third = news.next().await.unwrap().unwrap();
    assert!(!matches!(third.shape, None | Some(NewsShape::Unknown(_))));
}

#[tokio::test]
async fn an_item_of_a_page_is_refused_with_its_place_in_the_page() {
    let page = r#"{"data": [{"id": 1}, {"id": 2, "x": 1}], "meta": {}}"#;
    let script = Script::new(&[(200, &[JSON], page)]);
    let mut items = client(&script).by_cursor(()).items();
    assert!(items.next().await.unwrap().is_ok());
    let second = items.next().await.unwrap();
    assert!(
        matches!(&second, Err(Error::Decode(why, _)) if why.ends_with("/data/1/x")),
        "{second:?}"
    );
}
