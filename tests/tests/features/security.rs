//! Who calls: the server's own verdicts on what is shown, and what they are answered with.

use http::{HeaderValue, StatusCode};
use specwright_runtime::client::Transport;
use specwright_runtime::server::{Context, Credentials, Refusal};
use specwright_runtime::{Body, Response};
use specwright_tests::hooks::operations::subscribe::{self, Failure, Success};
use specwright_tests::hooks::operations::{greet, open};
use specwright_tests::hooks::{Client, Server, client::credentials, server};

/// Knows `ada`, has seen enough of `eve`, and cannot tell of the others.
struct Doors;

impl Server for Doors {
    type Caller = String;

    async fn authenticate_key(&self, shown: Credentials<'_>) -> Result<String, Refusal> {
        match shown.secret.expose() {
            "ada" => Ok("Ada".to_owned()),
            "eve" => Err(Refusal::Forbidden),
            "" => Err(Refusal::Unauthenticated),
            _ => Err(unavailable().into()),
        }
    }

    async fn subscribe(
        &self,
        cx: Context<String>,
        _: subscribe::Request,
    ) -> Result<Success, Failure> {
        assert_eq!(cx.caller(), "Ada");
        Ok(())
    }

    async fn open(&self, cx: Context<()>, _: open::Request) -> Result<(), open::Failure> {
        assert!(cx.headers().get("x-key").is_none(), "nobody asked for it");
        Ok(())
    }

    async fn greet(
        &self,
        cx: Context<Option<String>>,
        _: greet::Request,
    ) -> Result<String, greet::Failure> {
        Ok(cx.caller().clone().unwrap_or_else(|| "stranger".to_owned()))
    }
}

fn unavailable() -> Response {
    let mut response = Response::new(Body::from("the store is away"));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response.headers_mut().insert("retry-after", HeaderValue::from_static("7"));
    response
}

async fn answer(key: Option<&str>) -> Response {
    let request = http::Request::post("/subscriptions").header("content-type", "application/json");
    let request = key.into_iter().fold(request, |request, key| request.header("x-key", key));
    let body = Body::from(r#"{"url": "https://hooks.test/"}"#);
    server::service(Doors).answer(request.body(body).unwrap()).await
}

#[tokio::test]
async fn a_verdict_is_an_answer() {
    for (key, status) in
        [(Some("ada"), 201), (Some("eve"), 403), (Some(""), 401), (None, 401), (Some("bob"), 503)]
    {
        assert_eq!(answer(key).await.status(), status, "{key:?}");
    }
}

#[tokio::test]
async fn an_answer_of_the_servers_own_arrives_whole() {
    let response = answer(Some("bob")).await;
    assert_eq!(response.headers()["retry-after"], "7");
    assert_eq!(response.into_body().bytes().await.unwrap(), "the store is away");
}

/// What may be asked for without a credential is, and shown it where there is one.
#[tokio::test]
async fn an_empty_requirement_lets_everybody_in() {
    let builder = || Client::builder().transport(Transport::service(server::service(Doors)));
    let (stranger, ada) = (builder(), builder().credential(credentials::key("ada")));
    for (client, name) in [(stranger, "stranger"), (ada, "Ada")] {
        let client = client.build().expect("the document names a server");
        client.open(open::Request {}).await.expect("it is open");
        assert_eq!(client.greet(greet::Request {}).await.expect("it is open"), name);
    }
    // A credential that is shown must be one.
    let bob = builder().credential(credentials::key("")).build().unwrap();
    assert!(bob.greet(greet::Request {}).await.is_err());
}
