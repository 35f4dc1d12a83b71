//! What schemas say beyond types is held against every request.

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{Request, StatusCode};
use serde_json::{Value, from_value, json, to_value};
use specwright_runtime::Body;
use specwright_runtime::schema::{Path, Shape as _, check_json};
use specwright_tests::rules::types::{Bucket, Rules, RulesApart};
use specwright_tests::rules::{Mock, server};
use tower::ServiceExt as _;

/// Where a value of `Rules` breaks rules.
fn broken(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    check_json(value, Rules::schema(), &[], &Path::root("body"), &mut found);
    found.into_iter().map(|violation| violation.pointer).collect()
}

#[track_caller]
fn takes(values: &[Value]) {
    for value in values {
        assert_eq!(broken(value), Vec::<String>::new(), "{value}");
    }
}

#[track_caller]
fn refuses(cases: &[(Value, &str)]) {
    for (value, pointer) in cases {
        assert_eq!(broken(value), [*pointer], "{value}");
    }
}

#[test]
fn what_a_value_must_not_be() {
    takes(&[json!({"not": "user"})]);
    refuses(&[(json!({"not": "root"}), "/body/not")]);
}

#[test]
fn what_a_list_must_hold() {
    takes(&[json!({"contains": [1, 10]}), json!({"contains": [11, 12, 1]})]);
    refuses(&[
        (json!({"contains": []}), "/body/contains"),
        (json!({"contains": [1]}), "/body/contains"),
        (json!({"contains": [10, 11, 12]}), "/body/contains"),
    ]);
}

#[test]
fn properties_that_ask_for_others() {
    takes(&[
        json!({"dependent": {}}),
        json!({"dependent": {"number": "1", "holder": "a", "expiry": "b"}}),
    ]);
    refuses(&[(json!({"dependent": {"number": "1", "holder": "a"}}), "/body/dependent/expiry")]);
}

#[test]
fn one_of_several_properties() {
    takes(&[json!({"reached": {"mail": "a"}}), json!({"reached": {"mail": "a", "phone": "1"}})]);
    refuses(&[(json!({"reached": {}}), "/body/reached")]);
}

#[test]
fn one_alternative_and_no_more() {
    takes(&[json!({"one": {"left": 1}}), json!({"one": {"left": 1, "right": "no number"}})]);
    refuses(&[(json!({"one": {"left": 1, "right": 2}}), "/body/one")]);
}

#[test]
fn alternatives_of_one_type_keep_their_rules() {
    takes(&[json!({"code": "user@example.com"}), json!({"code": "abc"})]);
    refuses(&[(json!({"code": "abcd"}), "/body/code")]);
    // One takes whatever the other takes: nobody means that they exclude each other.
    takes(&[json!({"open": "a"}), json!({"open": "other"})]);
}

#[test]
fn alternatives_of_several_types_keep_their_rules() {
    takes(&[json!({"limited": "ab"}), json!({"limited": 5})]);
    refuses(&[
        (json!({"limited": "abc"}), "/body/limited"),
        (json!({"limited": 4}), "/body/limited"),
    ]);
}

#[test]
fn a_discriminator_that_no_alternative_knows_decides_where_it_is_there() {
    takes(&[
        json!({"apart": {"bucket": "a"}}),
        json!({"apart": {"bucket": 1, "share": "a"}}),
        json!({"apart": {"bucket": "a", "share": "a"}}),
        json!({"apart": {"bucket": 1, "share": "a", "elsewhere": "Share"}}),
    ]);
    refuses(&[
        (json!({"apart": {"bucket": 1}}), "/body/apart/bucket"),
        (
            json!({"apart": {"bucket": 1, "share": "a", "elsewhere": "Bucket"}}),
            "/body/apart/bucket",
        ),
        (json!({"apart": {"bucket": "a", "elsewhere": "Share"}}), "/body/apart"),
        (json!({"apart": {"bucket": "a", "elsewhere": 1}}), "/body/apart/elsewhere"),
        (json!({"apart": {"bucket": "a", "elsewhere": "another"}}), "/body/apart/elsewhere"),
    ]);
}

#[test]
fn a_discriminator_that_no_alternative_knows_is_written_and_read_beside_it() {
    let apart = RulesApart::Bucket(Bucket { bucket: None });
    let written = json!({"elsewhere": "Bucket"});
    assert_eq!(to_value(&apart).unwrap(), written);
    assert_eq!(from_value::<RulesApart>(written).unwrap(), apart);
    let read: RulesApart = from_value(json!({"share": "a", "elsewhere": "Share"})).unwrap();
    assert!(matches!(read, RulesApart::Share(_)), "{read:?}");
    // Whatever a service comes to send, a client reads.
    let read: RulesApart = from_value(json!({"bucket": "a", "elsewhere": "another"})).unwrap();
    assert!(matches!(read, RulesApart::Bucket(_)), "{read:?}");
}

#[test]
fn a_condition_and_what_follows_from_it() {
    takes(&[
        json!({"branch": {"country": "US", "zip": "12345"}}),
        json!({"branch": {"country": "FR"}}),
    ]);
    refuses(&[
        (json!({"branch": {"country": "US", "zip": "1234"}}), "/body/branch/zip"),
        (json!({"branch": {"country": "US"}}), "/body/branch/zip"),
        (json!({"branch": {"country": "FR", "zip": "12345678901"}}), "/body/branch/zip"),
    ]);
}

#[test]
fn names_counts_and_widths() {
    takes(&[json!({"names": {"abc": 1}}), json!({"counts": {"b": 9}}), json!({"single": 1e38})]);
    refuses(&[
        (json!({"names": {"ABC": 1}}), "/body/names"),
        (json!({"counts": {}}), "/body/counts"),
        (json!({"counts": {"b": 10}}), "/body/counts/b"),
        (json!({"single": 1e39}), "/body/single"),
    ]);
}

#[test]
fn names_that_are_patterns() {
    takes(&[
        json!({"tagged": {}}),
        json!({"tagged": {"x-a": "b"}}),
        json!({"mixed": {"name": "a", "s-a": "b", "n-a": 1}}),
    ]);
    refuses(&[
        (json!({"tagged": {"x-a": 1}}), "/body/tagged/x-a"),
        (json!({"tagged": {"a": "b"}}), "/body/tagged"),
        (json!({"mixed": {"other": 1}}), "/body/mixed"),
        (json!({"mixed": {"s-a": true}}), "/body/mixed/s-a"),
    ]);
}

#[test]
fn patterns_of_ecma_262_that_other_engines_read_otherwise() {
    takes(&[json!({"word": "a-["}), json!({"word": "..a"})]);
    refuses(&[(json!({"word": "a,["}), "/body/word"), (json!({"word": "a-b"}), "/body/word")]);
}

#[test]
fn patterns_that_say_the_same_are_no_choice() {
    let rules = Rules { alike: Some([("a".to_owned(), 1_i64)].into()), ..Rules::default() };
    assert_eq!(rules.alike.map(|alike| alike.into_values().collect()), Some(vec![1_i64]));
}

#[test]
fn lists_whose_items_differ() {
    takes(&[json!({"pair": []}), json!({"pair": ["a"]}), json!({"pair": ["a", 1]})]);
    refuses(&[
        (json!({"pair": ["a", 1, "b"]}), "/body/pair"),
        (json!({"pair": [true]}), "/body/pair/0"),
    ]);
}

#[tokio::test]
async fn a_mock_keeps_the_rules() {
    let request = Request::get("/rules").body(Body::default()).expect("it is a request");
    let answer = server::service(Mock).oneshot(request).await.unwrap();
    let body = answer.into_body().at_hand().expect("it is no stream");
    let value: Value = serde_json::from_slice(&body).expect("it is JSON");
    takes(std::slice::from_ref(&value));
    assert_eq!((&value["flag"], &value["only"]["b"]), (&json!(false), &Value::Null), "{value}");
}

#[tokio::test]
async fn a_mock_answers_with_what_is_accepted() {
    for (accept, media) in [
        ("*/*", "application/json"),
        ("text/event-stream", "text/event-stream"),
        ("text/*, application/json", "application/json"),
    ] {
        let request = Request::get("/bodies").header(ACCEPT, accept).body(Body::default()).unwrap();
        let answer = server::service(Mock).oneshot(request).await.unwrap();
        assert_eq!(answer.headers()[CONTENT_TYPE], media, "{accept}");
    }
}

async fn status(path: &str, media: &str, body: &str) -> StatusCode {
    let request = Request::post(path)
        .header(CONTENT_TYPE, media)
        .body(Body::from(body.to_owned()))
        .expect("it is a request");
    server::service(Mock).oneshot(request).await.unwrap().status()
}

#[tokio::test]
async fn bodies_keep_the_rules_that_their_types_do_not_know() {
    let json = "application/json";
    for (path, media, good, bad) in [
        ("/lists", json, r#"["abc"]"#, "[]"),
        ("/lists", json, r#"["abc"]"#, r#"["abcd"]"#),
        ("/lists", "text/plain", "abc", "abcd"),
        ("/pairs", json, r#"{"mail": "a"}"#, "{}"),
        // What they require under conditions, no field is there for.
        ("/further", json, r#"{"kind": "a", "of": 1}"#, r#"{"kind": "a"}"#),
        ("/further", json, r#"{"other": true}"#, r#"{"of": 1}"#),
        ("/silent", json, r#"{"kind": "a", "of": 1}"#, r#"{"kind": "a"}"#),
        // What tells these alternatives apart is read-only: a request is of both.
        ("/made", json, r#"{"size": 1}"#, r#"{"size": "a"}"#),
    ] {
        assert_eq!(status(path, media, good).await, StatusCode::NO_CONTENT, "{path} {good}");
        assert_eq!(
            status(path, media, bad).await,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{path} {bad}"
        );
    }
}
