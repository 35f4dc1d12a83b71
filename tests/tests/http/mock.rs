//! The mock's refusals, in the shape that the operation documents.

use http::Method;
use specwright_runtime::StatusCode;
use specwright_runtime::mock::{Example, WHY, refuse};
use specwright_runtime::operation::Route;
use specwright_runtime::schema::Violation;
use specwright_runtime::server::Refused;

use crate::support::{send, serve};

const JSON: &str = "application/json";

const fn example(statuses: (u16, u16), body: &'static str) -> Example {
    Example { statuses, media: JSON, headers: &[], body }
}

const ROUTE: Route = Route {
    method: "POST",
    path: "/a",
    server: None,
    consumes: &[],
    produces: &[],
    security: &[],
    told_by: &[],
};

fn status_of(refused: &Refused, examples: &'static [Example]) -> (StatusCode, bool) {
    let response = refuse(refused, Some(&ROUTE), &[(ROUTE, examples)]);
    (response.status(), response.headers()["content-type"] == JSON)
}

#[tokio::test]
async fn a_violation_is_answered_with_the_documented_400_and_the_rest_with_problems() {
    let mock = px0::server::service_with(px0::Mock, px0::mock::options());
    let url = format!("{}/v1/auth/login", serve(mock).await);
    for body in ["no JSON", "{}"] {
        let answer = send(Method::POST, &url, Some(JSON), body).await;
        assert_eq!((answer.status, answer.header("content-type")), (400, JSON), "{answer:?}");
        assert_eq!(answer.json(), serde_json::json!({"error": "invalid request body"}));
    }
    let answer = send(Method::POST, &url, Some(JSON), r#"{"email": "a@b.c"}"#).await;
    let why = r#"[{"pointer":"/body/password","detail":"is required"}]"#;
    assert_eq!(answer.header("x-violations"), why, "the document's shape does not say it");
    let answer = send(Method::POST, &url, Some("text/plain"), "a").await;
    let problem = "application/problem+json";
    assert_eq!((answer.status, answer.header("content-type")), (415, problem), "{answer:?}");
    let answer = send(Method::GET, &url, None, "").await;
    assert_eq!((answer.status, answer.header("allow")), (405, "POST, OPTIONS"), "{answer:?}");
}

#[test]
fn a_violation_takes_422_before_400_before_a_range_before_the_default() {
    let violation = Refused::Violations(Vec::new());
    static ALL: &[Example] = &[
        example((400, 599), "default"),
        example((400, 499), "range"),
        example((400, 400), "400"),
        example((422, 422), "422"),
    ];
    let status = |examples| status_of(&violation, examples).0.as_u16();
    assert_eq!(status(ALL), 422);
    assert_eq!(status(&ALL[..3]), 400);
    assert_eq!(status(&ALL[..2]), 422);
    assert_eq!(status(&ALL[..1]), 422);
    let response = refuse(&violation, Some(&ROUTE), &[(ROUTE, &ALL[..2])]);
    assert_eq!(response.headers()["content-type"], JSON);
}

#[test]
fn why_a_request_was_refused_is_a_header_of_bounded_length() {
    static EXAMPLES: &[Example] = &[example((400, 400), "400")];
    let violation = |pointer: &str| Violation {
        pointer: pointer.to_owned(),
        rule: "must not be there".to_owned(),
    };
    let why = |violations: Vec<Violation>| {
        let refused = Refused::Violations(violations);
        let response = refuse(&refused, Some(&ROUTE), &[(ROUTE, EXAMPLES)]);
        let why = response.headers().get(WHY)?.to_str().unwrap().to_owned();
        let read: Vec<serde_json::Value> = serde_json::from_str(&why).unwrap();
        Some((why, read))
    };
    let (_, read) = why(vec![violation("/body/é\n\u{1f600}\u{7f}")]).unwrap();
    assert_eq!(read[0]["pointer"], "/body/é\n\u{1f600}\u{7f}");
    let (text, read) = why(vec![violation("/body/a"); 1000]).unwrap();
    assert!(text.len() <= 4096 && read.len() > 10, "{text}");
    assert_eq!(why(vec![violation(&"a".repeat(5000))]), None);
}

#[test]
fn what_went_wrong_inside_and_what_is_not_documented_stay_problems() {
    static RANGE: &[Example] = &[example((400, 599), "default")];
    assert_eq!(status_of(&Refused::Internal, RANGE), (StatusCode::INTERNAL_SERVER_ERROR, false));
    assert_eq!(status_of(&Refused::Forbidden, &[]), (StatusCode::FORBIDDEN, false));
    assert_eq!(status_of(&Refused::Forbidden, RANGE), (StatusCode::FORBIDDEN, true));
}
