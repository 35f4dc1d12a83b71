//! What reaches a client's caller when an answer is none of those documented, and calls within
//! one process.

use apex::types::Login;
use http::HeaderValue;
use px0::operations::login::{Failure, Request, Success};
use px0::types::LoginRequest;
use specwright_runtime as rt;
use specwright_runtime::client::{Error, Transport, Undocumented};
use specwright_runtime::server::Context;

use crate::by_hand::{ByHand, user};
use crate::support::{prefer, serve, serve_router};

/// Answers everything with one response.
struct Always(u16, &'static str, &'static str);

impl Always {
    fn response(&self) -> rt::Response {
        let mut response = rt::Response::new(rt::Body::from(self.2));
        *response.status_mut() = rt::StatusCode::from_u16(self.0).expect("it is a status");
        let headers = response.headers_mut();
        headers.insert("content-type", HeaderValue::from_static(self.1));
        headers.insert("x-trace", HeaderValue::from_static("t-1"));
        response
    }
}

impl px0::Server for Always {
    async fn login(&self, _: Context<()>, _: Request) -> Result<Success, Failure> {
        Err(Failure::Other(self.response()))
    }
}

async fn call(server: Always) -> Error<Failure> {
    let url = serve(px0::server::service(server)).await;
    let client = px0::Client::new(url).expect("the URL is one");
    let call = client.login(LoginRequest::new("user@example.com", "hunter2"));
    call.await.expect_err("it is no success")
}

fn assert_whole(response: &Undocumented, sent: &Always) {
    assert_eq!(response.status().as_u16(), sent.0);
    assert_eq!(response.headers()["content-type"], sent.1);
    assert_eq!(response.headers()["x-trace"], "t-1");
    assert_eq!(&response.body()[..], sent.2.as_bytes());
}

#[tokio::test]
async fn an_undocumented_status_comes_back_whole() {
    for sent in [
        (418, "application/json", r#"{"tea":true}"#),
        (503, "text/html", "<h1>later</h1>"),
        (204, "text/plain", ""),
        (302, "text/plain", "elsewhere"),
    ] {
        let sent = || Always(sent.0, sent.1, sent.2);
        match call(sent()).await {
            Error::Undocumented(response) => assert_whole(&response, &sent()),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_problem_where_another_body_is_documented_comes_back_whole() {
    let problem = r#"{"type":"about:blank","title":"Unauthorized","status":401,"error":"no"}"#;
    for status in [200, 401, 500] {
        let sent = || Always(status, "application/problem+json", problem);
        match call(sent()).await {
            Error::Undocumented(response) => assert_whole(&response, &sent()),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_documented_status_with_another_body_comes_back_whole_and_says_where() {
    let sent = || Always(401, "application/json", "{\"error\":\n  7}");
    match call(sent()).await {
        Error::Decode(why, response) => {
            assert!(why.contains("at /error, line 2"), "{why}");
            assert_whole(&response, &sent());
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_answer_without_a_body_is_not_a_decode_error() {
    let router = axum::Router::new().fallback(|| async { http::StatusCode::UNAUTHORIZED });
    let client = px0::Client::new(serve_router(router).await).expect("the URL is one");
    let login = LoginRequest::new("user@example.com", "hunter2");
    let error = client.login(login).await.expect_err("it is no success");
    assert!(matches!(&error, Error::Undocumented(r) if r.status() == 401), "{error:?}");
}

#[tokio::test]
async fn a_service_that_is_not_there_is_an_error_of_the_transport() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("there is a port");
    let address = listener.local_addr().expect("it is bound");
    drop(listener);
    let client = px0::Client::new(format!("http://{address}")).expect("the URL is one");
    let login = LoginRequest::new("user@example.com", "hunter2");
    let error = client.login(login).await.expect_err("nobody answers");
    assert!(matches!(error, Error::Transport(..)), "{error:?}");
}

#[tokio::test]
async fn a_client_calls_a_server_in_the_same_process() {
    let by_hand = apex::Client::builder()
        .transport(Transport::service(apex::server::service(ByHand)))
        .build()
        .expect("the document names a server");
    let success = by_hand.auth_login_create(Login::new("ada", "hunter2")).await.expect("it is 201");
    assert_eq!((success.email.as_str(), success.password.expose()), ("ada", "hunter2"));

    let mock = px0::Client::builder()
        .transport(Transport::service(px0::server::service(px0::Mock)))
        .build()
        .expect("the document names a server");
    let (name, value) = prefer(401);
    let call = mock.login(LoginRequest::new(user(401), "hunter2")).header(name, value);
    match call.await {
        Err(Error::Response(Failure::Unauthorized(error))) => {
            assert_eq!(error.error, "invalid credentials");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_path_of_a_base_url_comes_before_those_of_the_document() {
    let nested = axum::Router::new().nest("/proxy", auth::server::router(ByHand));
    let url = format!("{}/proxy/", serve_router(nested).await);
    let client = auth::Client::new(url).expect("the URL is one");
    let body = auth::operations::login::Body::new("ada", "hunter2");
    let success = client.login(body).await.expect("it is 200");
    assert_eq!(success.record.username, "ada");
}

#[tokio::test]
async fn a_body_that_is_optional_may_be_missing() {
    let client =
        aisquare::Client::new(serve(aisquare::server::service(ByHand)).await).expect("a URL");
    let success = client.accounts_login_create(()).await.expect("it is 200");
    assert_eq!(success.login, "nobody");
}

#[test]
fn a_client_without_a_server_needs_a_base_url() {
    assert!(auth::Client::builder().build().is_err());
    assert!(aisquare::Client::builder().build().is_err());
    assert!(apex::Client::builder().build().is_ok());
}
