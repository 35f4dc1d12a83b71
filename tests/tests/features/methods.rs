//! What a server says to methods that a path does not have, and to HEAD and OPTIONS (RFC 9110,
//! sections 9.3.2, 9.3.7 and 15.5.6).

use futures_util::stream;
use http::{Method, Request, StatusCode};
use specwright_runtime::server::Context;
use specwright_runtime::{Body, Response};
use specwright_tests::methods::operations::{
    about, add, clear, stream as streamed, thing, things, ways,
};
use specwright_tests::methods::{Server, server};
use tokio::net::TcpListener;

struct Things;

impl Server for Things {
    async fn things(&self, _: Context<()>, _: things::Request) -> Result<i64, things::Failure> {
        Ok(12_345)
    }

    async fn add(&self, _: Context<()>, _: add::Request) -> Result<(), add::Failure> {
        Ok(())
    }

    async fn clear(&self, _: Context<()>, _: clear::Request) -> Result<(), clear::Failure> {
        Ok(())
    }

    async fn thing(&self, _: Context<()>, asked: thing::Request) -> Result<Body, thing::Failure> {
        Ok(asked.id.into())
    }

    async fn about(
        &self,
        _: Context<()>,
        asked: about::Request,
    ) -> Result<about::Success, about::Failure> {
        Ok(about::Success { x_about: asked.id })
    }

    async fn ways(&self, _: Context<()>, asked: ways::Request) -> Result<String, ways::Failure> {
        Ok(asked.id)
    }

    async fn stream(
        &self,
        _: Context<()>,
        _: streamed::Request,
    ) -> Result<Body, streamed::Failure> {
        Ok(Body::from_stream(stream::iter([Ok::<_, std::io::Error>("bytes")])))
    }
}

async fn ask(method: &str, path: &str) -> Response {
    let request = Request::builder().method(method).uri(path).body(Body::default()).unwrap();
    server::service(Things).answer(request).await
}

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_method_that_a_path_does_not_have_is_405_and_those_it_has_are_named() {
    let all = "GET, POST, HEAD, OPTIONS";
    for (method, path, allowed) in [
        ("PUT", "/things", all),
        ("DELETE", "/things", all),
        ("TRACE", "/things", all),
        ("PURGE", "/things", all),
        ("HEAD", "/things/all", "DELETE, OPTIONS"),
        ("GET", "/things/all", "DELETE, OPTIONS"),
        ("POST", "/things/1", "GET, OPTIONS, HEAD"),
    ] {
        let answer = ask(method, path).await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        assert_eq!(header(&answer, "allow"), allowed, "{method} {path}");
        let body = answer.into_body().bytes().await.unwrap();
        assert_eq!(body.is_empty(), method == "HEAD", "{method} {path}");
    }
    assert_eq!(ask("PUT", "/nothing").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn options_names_the_methods_of_a_path_unless_the_document_has_it() {
    for (path, allowed) in
        [("/things", "GET, POST, HEAD, OPTIONS"), ("/things/all", "DELETE, OPTIONS")]
    {
        let answer = ask("OPTIONS", path).await;
        assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{path}");
        assert_eq!(header(&answer, "allow"), allowed, "{path}");
    }
    assert_eq!(ask("OPTIONS", "/nothing").await.status(), StatusCode::NOT_FOUND);
    let answer = ask("OPTIONS", "/things/7").await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(&answer.into_body().bytes().await.unwrap()[..], br#""7""#);
}

#[tokio::test]
async fn head_is_get_without_its_body_unless_the_document_has_it() {
    let answer = ask("HEAD", "/things").await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(header(&answer, "content-type"), "application/json");
    assert!(answer.into_body().bytes().await.unwrap().is_empty());
    let answer = ask("HEAD", "/things/7").await;
    assert_eq!((answer.status(), header(&answer, "x-about")), (StatusCode::OK, "7"));
}

#[tokio::test]
async fn head_tells_the_length_that_get_would_have() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, server::router(Things)).await });
    let client = reqwest::Client::new();
    for path in ["/things", "/stream", "/things/all", "/nothing"] {
        let mut lengths = Vec::new();
        for method in [Method::GET, Method::HEAD] {
            let answer = client.request(method, format!("{url}{path}")).send().await.unwrap();
            lengths.push(answer.headers().get("content-length").cloned());
        }
        assert_eq!(lengths[0], lengths[1], "{path}");
    }
}
