//! Answers that come in pages.

use specwright_runtime::Stream;
use specwright_runtime::client::{Error, Retry};
use specwright_tests::calls::Client;
use specwright_tests::calls::client::credentials;
use specwright_tests::calls::operations::{by_cursor, by_link, by_offset, by_page};
use specwright_tests::calls::types::Item;

use crate::support::{Answer, JSON, Script};

fn client(script: &Script) -> Client {
    let builder = Client::builder().base_url("https://api.example.org/v1");
    let soon = Retry::new(1).delays(std::time::Duration::ZERO, std::time::Duration::ZERO);
    builder.transport(script.transport()).retry(soon).build().unwrap()
}

/// The ids of the items, and the error that ended them.
async fn ids<F>(mut items: Stream<Item, Error<F>>) -> (Vec<i64>, Vec<Error<F>>) {
    let (mut ids, mut errors) = (Vec::new(), Vec::new());
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => ids.push(item.id),
            Err(error) => errors.push(error),
        }
    }
    (ids, errors)
}

async fn all<F: std::fmt::Debug>(items: Stream<Item, Error<F>>) -> Vec<i64> {
    let (ids, errors) = ids(items).await;
    assert!(errors.is_empty(), "{errors:?}");
    ids
}

fn targets(script: &Script) -> Vec<String> {
    let target = |sent: &crate::support::Sent| sent.uri().to_string();
    let targets: Vec<String> = script.sent().iter().map(target).collect();
    targets.into_iter().map(|url| url.replace("https://api.example.org/v1", "")).collect()
}

#[tokio::test]
async fn links_are_followed_to_the_last() {
    const FIRST: Answer = (
        200,
        &[JSON, ("link", r#"</v1/by-link?page=b&key=hush>; rel="next", <x>; rel="last""#)],
        r#"[{"id": 1}, {"id": 2}]"#,
    );
    // Behind a proxy, a service may not know that it is called by TLS.
    const SECOND: Answer =
        (200, &[JSON, ("link", "<http://api.example.org/v1/by-link?page=c>; rel=next")], "[]");
    let script = Script::new(&[FIRST, (503, &[], ""), SECOND, (200, &[JSON], r#"[{"id": 3}]"#)]);
    let builder = Client::builder().base_url("https://api.example.org/v1");
    let builder = builder.transport(script.transport()).credential(credentials::query("hush"));
    let client = builder.retry(Retry::new(1).delays(Default::default(), Default::default()));
    let call = client.build().unwrap().by_link(by_link::Request { per_page: Some(2) });
    assert_eq!(all(call.items()).await, [1, 2, 3]);
    let expected = [
        "/by-link?per_page=2&key=hush",
        "/by-link?page=b&key=hush",
        "/by-link?page=b&key=hush",
        "/by-link?page=c&key=hush",
    ];
    assert_eq!(targets(&script), expected);
}

#[tokio::test]
async fn a_link_to_another_host_is_not_followed() {
    for link in ["https://evil.example.org/", "https://api.example.org:8443/v1/by-link", "//a"] {
        let link = link.to_owned();
        let leak: &'static str = Box::leak(format!("<{link}>; rel=next").into_boxed_str());
        let headers: &'static [_] = Box::leak(Box::new([JSON, ("link", leak)]));
        let script = Script::new(&[(200, headers, r#"[{"id": 1}]"#)]);
        let (ids, errors) = ids(client(&script).by_link(()).items()).await;
        assert_eq!((ids, script.sent().len()), (vec![1], 1), "{link}");
        assert!(
            matches!(&errors[..], [Error::Decode(why, _)] if why.contains("host")),
            "{errors:?}"
        );
    }
}

#[tokio::test]
async fn a_url_in_the_body_leads_on() {
    let first = r#"{"next": "https://api.example.org/v1/by-url?page=2", "results": [{"id": 1}]}"#;
    let second = r#"{"next": null, "results": [{"id": 2}]}"#;
    let script = Script::new(&[(200, &[JSON], first), (200, &[JSON], second)]);
    let mut pages = client(&script).by_url(()).pages();
    let mut counts = Vec::new();
    while let Some(page) = pages.next().await {
        counts.push(page.unwrap().results.len());
    }
    assert_eq!(
        (counts, targets(&script)),
        (vec![1, 1], vec!["/by-url".into(), "/by-url?page=2".into()])
    );
}

#[tokio::test]
async fn a_cursor_is_given_back_with_all_else() {
    let script = Script::new(&[
        (200, &[JSON], r#"{"data": [{"id": 1}], "meta": {"nextCursor": "a b&"}}"#),
        (200, &[JSON], r#"{"meta": {"nextCursor": "c"}}"#),
        (200, &[JSON], r#"{"data": [{"id": 2}], "meta": {"nextCursor": "d", "has_more": false}}"#),
    ]);
    let request = by_cursor::Request { cursor: Some("0".into()), state: Some("on".into()) };
    assert_eq!(all(client(&script).by_cursor(request).items()).await, [1, 2]);
    let expected = [
        "/by-cursor?cursor=0&state=on",
        "/by-cursor?state=on&cursor=a%20b%26",
        "/by-cursor?state=on&cursor=c",
    ];
    assert_eq!(targets(&script), expected);
}

#[tokio::test]
async fn a_cursor_that_stands_still_ends_in_an_error() {
    let script =
        Script::new(&[(200, &[JSON], r#"{"data": [{"id": 1}], "meta": {"nextCursor": "a"}}"#)]);
    let (ids, errors) = ids(client(&script).by_cursor(()).items()).await;
    assert_eq!(ids, [1, 1]);
    assert!(matches!(&errors[..], [Error::Decode(why, _)] if why.contains("same")), "{errors:?}");
}

#[tokio::test]
async fn pages_are_counted_up_to_their_number_or_an_empty_one() {
    let two = r#"{"items": [{"id": 1}], "total_pages": 2}"#;
    let script = Script::new(&[(200, &[JSON], two)]);
    assert_eq!(all(client(&script).by_page(()).items()).await, [1, 1]);
    assert_eq!(targets(&script), ["/by-page", "/by-page?page=2"]);

    let script = Script::new(&[(200, &[JSON], r#"{"items": [{"id": 1}]}"#), (200, &[JSON], "{}")]);
    let request = by_page::Request { page: Some(7), per_page: None };
    assert_eq!(all(client(&script).by_page(request).items()).await, [1]);
    assert_eq!(targets(&script), ["/by-page?page=7", "/by-page?page=8"]);
}

#[tokio::test]
async fn an_offset_grows_by_what_came() {
    let script = Script::new(&[
        (200, &[JSON], r#"[{"id": 1}, {"id": 2}]"#),
        (200, &[JSON], r#"[{"id": 3}]"#),
        (200, &[JSON], "[]"),
    ]);
    let request = by_offset::Request { offset: Some(10), limit: Some(100) };
    assert_eq!(all(client(&script).by_offset(request).items()).await, [1, 2, 3]);
    let expected = ["?offset=10&limit=100", "?limit=100&offset=12", "?limit=100&offset=13"];
    assert_eq!(targets(&script), expected.map(|query| format!("/by-offset{query}")));
}

#[tokio::test]
async fn a_failure_ends_the_stream_and_an_item_that_does_not_read_does_not() {
    let script = Script::new(&[
        (200, &[JSON, ("link", "<?page=2>; rel=next")], r#"[{"id": 1}, {"id": "two"}, {"id": 3}]"#),
        (404, &[], ""),
    ]);
    let (ids, errors) = ids(client(&script).by_link(()).items()).await;
    assert_eq!(ids, [1, 3]);
    match &errors[..] {
        [Error::Decode(why, _), Error::Response(by_link::Failure::NotFound)] => {
            assert!(why.ends_with("at /1"), "{why}");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn nothing_is_asked_for_before_it_is_wanted() {
    let script =
        Script::new(&[(200, &[JSON], r#"{"data": [{"id": 1}], "meta": {"nextCursor": "a"}}"#)]);
    let mut items = client(&script).by_cursor(()).items();
    assert!(script.sent().is_empty());
    assert_eq!(items.next().await.unwrap().unwrap().id, 1);
    drop(items);
    assert_eq!(script.sent().len(), 1);
}

#[test]
fn what_is_unclear_has_no_pages() {
    let text = include_str!(concat!(env!("OUT_DIR"), "/calls.rs"));
    assert_eq!(text.matches("rt::paged!(").count(), 5);
    for evidence in ["`meta.nextCursor` of the answer, given as `cursor`", "`rel=next`"] {
        assert!(text.contains(evidence), "{evidence}");
    }
}
