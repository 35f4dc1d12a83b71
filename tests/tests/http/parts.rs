//! Lists in multipart bodies, and what the mock answers where the document says little.

use http::Method;
use specwright_tests::parts::{Mock, mock, server};

use crate::support::{Raw, prefer, receive, send, serve};

const BOUNDARY: &str = "multipart/form-data; boundary=x";

async fn send_parts(parts: &[(&str, &str)]) -> Raw {
    send_parts_to("lists", parts).await
}

async fn send_parts_to(path: &str, parts: &[(&str, &str)]) -> Raw {
    let url = serve(server::service_with(Mock, mock::options())).await;
    let part = |(name, value): &(&str, &str)| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body: String = parts.iter().map(part).chain(["--x--\r\n".to_owned()]).collect();
    send(Method::POST, &format!("{url}/{path}"), Some(BOUNDARY), body).await
}

#[tokio::test]
async fn no_part_is_an_empty_list_where_one_must_be_there() {
    let sent = [("title", "a"), ("some", "a"), ("some", "b")];
    assert_eq!(send_parts(&sent).await.status, 204);
    let answer = send_parts(&sent[..1]).await;
    assert_eq!((answer.status, answer.pointers()), (422, vec!["/body/some".to_owned()]));
}

#[tokio::test]
async fn a_form_without_a_name_says_an_empty_list_or_map_or_null() {
    let url = serve(server::service(Mock)).await;
    let form = Some("application/x-www-form-urlencoded");
    let send = async |text: &str| send(Method::POST, &format!("{url}/forms"), form, text).await;
    assert_eq!(send("title=a&some=b").await.status, 204);
    assert_eq!(send("title=a").await.pointers(), ["/body/some"]);
}

#[tokio::test]
async fn a_part_that_is_no_list_stands_once() {
    let answer = send_parts(&[("title", "a"), ("some", "a"), ("some", "b"), ("title", "b")]).await;
    assert_eq!((answer.status, answer.pointers()), (422, vec!["/body/title".to_owned()]));
}

#[tokio::test]
async fn a_part_may_have_any_name() {
    let sent = [("title", "a"), ("some", "a"), ("some", "b"), ("\u{1}ä\u{1f}", "c")];
    assert_eq!(send_parts(&sent).await.status, 204);
}

#[tokio::test]
async fn the_rules_of_a_list_and_of_its_items_are_checked() {
    let answer = send_parts(&[("title", "a"), ("some", "a")]).await;
    assert_eq!((answer.status, answer.pointers()), (422, vec!["/body/some".to_owned()]));
    let answer = send_parts(&[("title", "a"), ("some", "a"), ("some", "abc")]).await;
    assert_eq!((answer.status, answer.pointers()), (422, vec!["/body/some/1".to_owned()]));
    let answer = send_parts(&[("title", "a"), ("some", r#"["a", "b", "c", "d"]"#)]).await;
    assert_eq!((answer.status, answer.pointers()), (422, vec!["/body/some".to_owned()]));
}

#[tokio::test]
async fn a_value_that_is_no_utf8_is_refused() {
    let url = serve(server::service(Mock)).await;
    let part = |name: &str| format!("--x\r\nContent-Disposition: form-data; name={name}\r\n\r\n");
    let mut body = part("title").into_bytes();
    body.extend_from_slice(b"\xff\r\n");
    body.extend_from_slice(format!("{}a\r\n{}b\r\n--x--", part("some"), part("some")).as_bytes());
    let answer = send(Method::POST, &format!("{url}/lists"), Some(BOUNDARY), body).await;
    assert_eq!(answer.pointers(), ["/body/title"]);
}

#[tokio::test]
async fn a_refusal_without_a_documented_body_is_a_problem() {
    let answer = send_parts(&[]).await;
    assert_eq!(answer.header("content-type"), "application/problem+json", "{answer:?}");
}

#[tokio::test]
async fn a_documented_length_is_that_of_the_body() {
    let url = serve(server::service(Mock)).await;
    let answer = send(Method::GET, &format!("{url}/long"), None, "").await;
    assert_eq!((answer.status, answer.header("content-length")), (200, "6"), "{answer:?}");
}

#[tokio::test]
async fn any_answer_will_do_where_none_is_documented() {
    let url = serve(server::service_with(Mock, mock::options())).await;
    let answer = send(Method::POST, &format!("{url}/silent"), None, "").await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test]
async fn another_protocol_is_no_answer_of_a_mock() {
    use specwright_tests::protocols::{Mock, mock, server};

    let url = serve(server::service_with(Mock, mock::options())).await;
    let answer = send(Method::GET, &format!("{url}/socket"), None, "").await;
    assert_eq!((answer.status, answer.header("upgrade")), (426, "websocket"), "{answer:?}");
    assert!(answer.json()["why"].is_string(), "in the shape of the document: {answer:?}");
    let answer = send(Method::GET, &format!("{url}/pipe"), None, "").await;
    let told = (answer.status, answer.header("upgrade"), answer.header("content-type"));
    assert_eq!(told, (426, "websocket", "application/problem+json"), "{answer:?}");
    assert_eq!(answer.header("connection"), "upgrade", "{answer:?}");
    let request = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let request = request.build().expect("it needs nothing").get(format!("{url}/tunnel"));
    let preferred = request.try_clone().expect("it has no body");
    assert_eq!(receive(request).await.status, 302, "the document's own last word");
    let (name, value) = prefer(101);
    assert_eq!(receive(preferred.header(name, value)).await.status, 426);
}

#[test]
fn numbers_are_read_to_their_last_bit() {
    // The quick way of reading takes the first for 1000.
    for number in ["999.9999999999999", "2.2250738585072014e-308", "0.30000000000000004"] {
        let read: f64 = specwright_runtime::serde_json::from_str(number).expect("it is one");
        assert_eq!(Ok(read), number.parse(), "{number}");
    }
}

#[tokio::test]
async fn whole_numbers_beyond_64_bits_are_out_of_range() {
    let url = serve(server::service(Mock)).await;
    for number in ["-9223372036854775809", "9223372036854775808", "99999999999999999999999"] {
        let wide = format!("{url}/silent?wide={number}");
        let answer = send(Method::POST, &wide, None, "").await;
        assert_eq!(answer.pointers(), ["/query/wide"], "{number}");
    }
    let least = format!("{url}/silent?wide={}", i64::MIN);
    assert_eq!(send(Method::POST, &least, None, "").await.status, 200);
}

#[tokio::test]
async fn a_schema_that_is_another_name_for_a_number_brings_its_rules() {
    let url = serve(server::service(Mock)).await;
    for (count, status) in [(1, 200), (0, 422)] {
        let url = format!("{url}/silent?count={count}");
        assert_eq!(send(Method::POST, &url, None, "").await.status, status, "{count}");
    }
}

#[tokio::test]
async fn what_all_alternatives_require_is_required() {
    assert_eq!(send_parts_to("either", &[("kind", "cup"), ("size", "1")]).await.status, 204);
    assert_eq!(send_parts_to("either", &[("kind", "cake"), ("photo", "x")]).await.status, 204);
    assert_eq!(send_parts_to("either", &[("kind", "pie")]).await.pointers(), ["/body/kind"]);
    assert_eq!(send_parts_to("either", &[("size", "1")]).await.pointers(), ["/body/kind"]);
}
