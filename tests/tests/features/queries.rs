//! A query that is one value arrives as it was sent.

use std::sync::{Arc, Mutex};

use specwright_runtime::client::Transport;
use specwright_runtime::server::Context;
use specwright_tests::queries::operations::{form, json, pages, path};
use specwright_tests::queries::types::Wanted;
use specwright_tests::queries::{Client, Server, server};
use tower::ServiceExt as _;

/// Answers with what it was asked, and keeps the query.
#[derive(Clone, Default)]
struct Echo(Arc<Mutex<Option<String>>>);

impl Echo {
    fn keep(&self, cx: &Context<()>) {
        *self.0.lock().unwrap() = cx.uri().query().map(str::to_owned);
    }
}

impl Server for Echo {
    async fn form(
        &self,
        cx: Context<()>,
        request: form::Request,
    ) -> Result<form::Success, form::Failure> {
        self.keep(&cx);
        Ok(request.wanted.map_or(form::Success::NoContent, form::Success::Ok))
    }

    async fn json(&self, cx: Context<()>, request: json::Request) -> Result<Wanted, json::Failure> {
        self.keep(&cx);
        Ok(request.wanted)
    }

    async fn pages(
        &self,
        cx: Context<()>,
        request: pages::Request,
    ) -> Result<pages::Success, pages::Failure> {
        self.keep(&cx);
        assert_eq!(request.page, request.x_page);
        Ok(request.page)
    }

    async fn path(&self, cx: Context<()>, request: path::Request) -> Result<String, path::Failure> {
        self.keep(&cx);
        Ok(request.path)
    }
}

fn client() -> (Echo, Client) {
    let echo = Echo::default();
    let transport = Transport::service(server::service(echo.clone()));
    (echo, Client::builder().transport(transport).build().expect("the document names a server"))
}

fn wanted() -> Wanted {
    Wanted { name: "a&b = {c}".to_owned(), numbers: Some(vec![1, -2]) }
}

#[tokio::test]
async fn as_a_form() {
    let (echo, client) = client();
    let request = form::Request { wanted: Some(wanted()) };
    assert_eq!(client.form(request).await.unwrap(), form::Success::Ok(wanted()));
    let query = echo.0.lock().unwrap().take();
    assert_eq!(query.as_deref(), Some("name=a%26b%20%3D%20%7Bc%7D&numbers=1&numbers=-2"));
    let none = client.form(form::Request::default()).await.unwrap();
    assert_eq!(none, form::Success::NoContent);
}

#[tokio::test]
async fn as_json_and_as_text() {
    let (echo, client) = client();
    assert_eq!(client.json(json::Request::new(wanted())).await.unwrap(), wanted());
    let query = echo.0.lock().unwrap().take().unwrap();
    assert!(query.starts_with("%7B%22name%22%3A"), "{query}");
    for text in ["$.a[0]", "123", "a=b&c", "true"] {
        let answer = client.path(path::Request::new(text)).await;
        assert!(answer.as_ref().is_ok_and(|answer| answer == text), "{text}: {answer:?}");
    }
}

#[tokio::test]
async fn null_is_a_name_alone() {
    let (echo, client) = client();
    assert_eq!(client.pages(pages::Request::new(None, None)).await.unwrap(), None);
    assert_eq!(echo.0.lock().unwrap().take().as_deref(), Some("page="));
    assert_eq!(client.pages(pages::Request::new(Some(7), Some(7))).await.unwrap(), Some(7));
}

#[test]
fn parameters_have_defaults_and_those_of_one_name_are_told_by_their_place() {
    let request = pages::Request::new(None, None);
    assert_eq!(request.query_type_or_default(), 7);
    assert_eq!(request.header_type_or_default(), pages::Type::Short);
    assert_eq!(pages::Request { query_type: Some(1), ..request }.query_type_or_default(), 1);
}

/// Which of them counts would be anybody's guess.
#[tokio::test]
async fn what_is_one_value_and_stands_twice_is_refused() {
    for (query, status) in [
        ("page=1", 200),
        ("page=1&page=2", 422),
        ("page=1&type=1&type=1", 422),
        ("page=1&wanted={%22name%22:%22a%22}&area=x,1&tags=a%7Cb&tags=c", 200),
        ("page=1&wanted={%22name%22:%22a%22}&wanted={%22name%22:%22b%22}", 422),
        ("page=1&area=x,1&area=x,2", 422),
    ] {
        let request = http::Request::get(format!("/null?{query}")).header("x-page", "1");
        let request = request.body(specwright_runtime::Body::default()).expect("a request");
        let answer = server::service(Echo::default()).oneshot(request).await.expect("it answers");
        assert_eq!(answer.status(), status, "{query}");
    }
}
