//! The rules for requests that stand in none of the five documents, on a fixture whose module a
//! build script makes.

use http::Method;
use serde_json::{Value, json};
use specwright_runtime::client::{Error, Transport};
use specwright_runtime::server::{Context, Options};
use specwright_tests::limits::operations::create_profile::{Failure, Request};
use specwright_tests::limits::types::Profile;
use specwright_tests::limits::{Client, Mock, Server, server};

use crate::support::{send, serve};

/// Gives back what came in.
struct Echo;

impl Server for Echo {
    async fn create_profile(&self, _: Context<()>, request: Request) -> Result<Profile, Failure> {
        Ok(request.body)
    }
}

#[tokio::test]
async fn without_validation_a_handler_gets_what_its_types_can_hold() {
    let options = Options::new().validate(false);
    let url = serve(server::service_with(Echo, options)).await;
    let post = async |path: &str, body: Value| {
        send(Method::POST, &format!("{url}{path}"), Some("application/json"), body.to_string())
            .await
    };
    let loose = json!({"name": "longer than five", "age": 151, "kind": "ghost"});
    let answer = post("/profiles/outside?page=0", loose.clone()).await;
    assert_eq!((answer.status, answer.json()), (201, loose));

    let wrong = json!({"name": 7, "age": 151, "tags": "a"});
    let answer = post("/profiles/core?page=x", wrong).await;
    assert_eq!(answer.status, 422);
    let all = ["/body/age", "/body/name", "/body/tags", "/query/page"];
    assert_eq!(answer.pointers(), all);
    assert_eq!(post("/profiles/core", json!({})).await.pointers(), ["/body/name"]);
}

async fn pointers(path: &str, body: Value) -> Vec<String> {
    let url = serve(server::service(Echo)).await;
    let body = body.to_string();
    let answer = send(Method::POST, &format!("{url}{path}"), Some("application/json"), body).await;
    match answer.status {
        201 => Vec::new(),
        422 => answer.pointers(),
        _ => panic!("{answer:?}"),
    }
}

#[tokio::test]
async fn lengths_are_counted_in_characters_and_not_in_bytes() {
    assert!(pointers("/profiles/core", json!({"name": "äöüßé"})).await.is_empty());
    assert_eq!(pointers("/profiles/core", json!({"name": "äöüßéa"})).await, ["/body/name"]);
    assert_eq!(pointers("/profiles/core", json!({"name": ""})).await, ["/body/name"]);
    assert!(pointers("/profiles/core", json!({"name": "a", "nick": null})).await.is_empty());
    let long = json!({"name": "a", "nick": "abcd"});
    assert_eq!(pointers("/profiles/core", long).await, ["/body/nick"]);
}

#[tokio::test]
async fn every_broken_rule_is_named_wherever_it_stands() {
    let body = json!({
        "name": "longer", "age": 151, "tags": ["abc", "abcd", "x"], "kind": "ghost",
    });
    let expected = [
        "/body/age",
        "/body/kind",
        "/body/name",
        "/body/tags",
        "/body/tags/1",
        "/path/team",
        "/query/page",
    ];
    assert_eq!(pointers("/profiles/outside?page=0", body).await, expected);
    let twice = json!({"name": "a", "tags": ["a", "a"]});
    assert_eq!(pointers("/profiles/core?page=100", twice).await, ["/body/tags"]);
}

#[tokio::test]
async fn escaped_bytes_that_are_no_utf_8_are_not_taken_for_something_else() {
    let url = serve(server::service(Echo)).await;
    let status = async |target: &str| {
        let body = json!({"name": "a"}).to_string();
        send(Method::POST, &format!("{url}{target}"), Some("application/json"), body).await.status
    };
    assert_eq!(status("/profiles/%FF").await, 400);
    assert_eq!(status("/profiles/core?other=%C3").await, 400);
    assert_eq!(status("/profiles/%C3%A4?page=1").await, 201);
}

#[tokio::test]
async fn a_client_and_the_mock_of_a_build_script_talk() {
    let client = Client::builder()
        .transport(Transport::service(server::service(Mock)))
        .build()
        .expect("the document names a server");
    let request = || Request { team: "core".to_owned(), page: Some(2), body: Profile::new("Ada") };
    let profile = client.create_profile(request()).await.expect("it is 201");
    assert!((1..=5).contains(&profile.name.chars().count()), "{profile:?}");

    let mut broken = request();
    broken.body.name = "longer than five".to_owned();
    match client.create_profile(broken).await {
        Err(Error::Undocumented(response)) => assert_eq!(response.status(), 422),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_format_beside_alternatives_makes_a_secret() {
    let mut profile = Profile::new("Ada");
    profile.unlock = Some(Some("open sesame".into()));
    assert!(!format!("{profile:?}").contains("sesame"));
}
