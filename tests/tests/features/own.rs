//! Types of the user's own travel as the document's would.

use http::StatusCode;
use specwright_runtime::client::Transport;
use specwright_runtime::server::Context;
use specwright_runtime::{Body, Wire, jiff, time, wire};
use specwright_tests::Price;
use specwright_tests::own::operations::attach;
use specwright_tests::own::operations::offer::{Failure, Request};
use specwright_tests::own::types::{Offer, OfferPaid};
use specwright_tests::own::{Client, Server, server};
use tower::ServiceExt as _;

#[derive(Clone)]
struct Shop;

impl Server for Shop {
    async fn offer(&self, _: Context<()>, request: Request) -> Result<Offer, Failure> {
        assert_eq!(request.price, Price(150));
        assert_eq!(request.since, Some(jiff::Timestamp::UNIX_EPOCH));
        Ok(request.body)
    }

    async fn attach(
        &self,
        _: Context<()>,
        _: attach::Request,
    ) -> Result<attach::Success, attach::Failure> {
        Ok(())
    }
}

fn offer() -> Offer {
    Offer {
        price: Price(199),
        until: "2024-05-01T10:00:00.25Z".parse().expect("it is a time"),
        day: Some("tomorrow".to_owned()),
        prices: vec![Price(1), Price(1000)],
        paid: Some(Some(OfferPaid::Price(Price(5)))),
    }
}

#[tokio::test]
async fn they_survive_both_ways() {
    let service = server::service(Shop);
    let client =
        Client::builder().transport(Transport::service(service)).build().expect("a client");
    let mut call = Request::new(Price(150), offer());
    call.since = Some(jiff::Timestamp::UNIX_EPOCH);
    let answer = client.offer(call).await.expect("it is answered");
    assert_eq!(answer, offer());
}

/// The document has them in XML and as a table too.
#[tokio::test]
async fn what_is_wanted_in_json_alone_is_asked_for_so_and_refused_else() {
    let request = http::Request::put("/offers/EUR%201.50?since=1970-01-01T00:00:00Z")
        .header("content-type", "application/xml")
        .body(Body::from("<offer/>"));
    let answer =
        server::service(Shop).oneshot(request.expect("a request")).await.expect("it answers");
    assert_eq!(answer.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn what_they_do_not_read_is_refused() {
    let body = r#"{"price":"free","until":"2024-05-01T10:00:00Z","prices":[]}"#;
    let request = http::Request::put("/offers/EUR%201.50?since=1970-01-01T00:00:00Z")
        .header("content-type", "application/json")
        .body(Body::from(body));
    let answer =
        server::service(Shop).oneshot(request.expect("a request")).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn times_of_other_crates_are_those_of_rfc_3339() {
    fn survives<T: Wire>(text: &str) {
        let json = serde_json::Value::from(text);
        let value: T = wire::from_json(&json).expect("it is read");
        assert_eq!(wire::to_json(&value).expect("it is written"), json);
    }
    survives::<time::OffsetDateTime>("2024-05-01T10:00:00.25+02:00");
    survives::<time::Date>("2024-05-01");
    survives::<jiff::Timestamp>("2024-05-01T10:00:00.25Z");
    survives::<jiff::civil::Date>("2024-05-01");
    assert!(wire::from_json::<time::Date>(&"2024-02-31".into()).is_err());
}
