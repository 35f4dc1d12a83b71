//! Requests that go to one method and path reach the operation that they are of.

use std::sync::{Arc, Mutex};

use specwright_runtime::Body;
use specwright_runtime::client::{Error, Transport};
use specwright_runtime::server::Context;
use specwright_tests::places::operations::{
    archive, list, log, read, replace, since, start, stop, upload,
};
use specwright_tests::places::{Client, Server, server};

/// Answers with the operation's name and what it was asked, and keeps the path and query.
#[derive(Clone, Default)]
struct Echo(Arc<Mutex<String>>);

impl Echo {
    fn keep(&self, cx: &Context<()>) {
        *self.0.lock().unwrap() = cx.uri().path_and_query().expect("it has one").to_string();
    }
}

impl Server for Echo {
    async fn start(&self, cx: Context<()>, _: start::Request) -> Result<String, start::Failure> {
        self.keep(&cx);
        Ok("start".to_owned())
    }

    async fn stop(&self, cx: Context<()>, _: stop::Request) -> Result<String, stop::Failure> {
        self.keep(&cx);
        Ok("stop".to_owned())
    }

    async fn read(&self, cx: Context<()>, asked: read::Request) -> Result<String, read::Failure> {
        self.keep(&cx);
        Ok(format!("read {}", asked.name))
    }

    async fn list(&self, cx: Context<()>, asked: list::Request) -> Result<String, list::Failure> {
        self.keep(&cx);
        Ok(format!("list {}", asked.file))
    }

    async fn since(
        &self,
        cx: Context<()>,
        asked: since::Request,
    ) -> Result<String, since::Failure> {
        self.keep(&cx);
        Ok(format!("since {} {}", asked.name, asked.day))
    }

    async fn log(&self, cx: Context<()>, asked: log::Request) -> Result<String, log::Failure> {
        self.keep(&cx);
        Ok(format!("log {} {}", asked.path, asked.line))
    }

    async fn upload(&self, _: Context<()>, _: upload::Request) -> Result<String, upload::Failure> {
        Ok("upload".to_owned())
    }

    async fn replace(
        &self,
        _: Context<()>,
        _: replace::Request,
    ) -> Result<String, replace::Failure> {
        Ok("replace".to_owned())
    }

    async fn archive(
        &self,
        _: Context<()>,
        _: archive::Request,
    ) -> Result<String, archive::Failure> {
        Ok("archive".to_owned())
    }
}

#[tokio::test]
async fn each_operation_of_a_place_is_reached() {
    let echo = Echo::default();
    let transport = Transport::service(server::service(echo.clone()));
    let client = Client::builder().transport(transport).build().expect("there is a server");
    let sent = || echo.0.lock().unwrap().clone();

    assert_eq!((client.start(()).await.unwrap(), sent()), ("start".into(), "/".into()));
    assert_eq!((client.stop(()).await.unwrap(), sent()), ("stop".into(), "/".into()));
    let read = client.read(read::Request::new("a")).await.unwrap();
    assert_eq!((read, sent()), ("read a".into(), "/files/a".into()));
    let listed = client.list(list::Request::new("a b")).await.unwrap();
    assert_eq!((listed, sent()), ("list a b".into(), "/files/a%20b?mode=all&comp=list".into()));
    let since = client.since(since::Request::new("a", 7)).await.unwrap();
    assert_eq!((since, sent()), ("since a 7".into(), "/files/a/since?day=7".into()));
}

#[tokio::test]
async fn a_value_that_may_hold_slashes_is_several_segments() {
    let echo = Echo::default();
    let transport = Transport::service(server::service(echo.clone()));
    let client = Client::builder().transport(transport).build().expect("there is a server");
    let asked = log::Request::new("src/a b?", "4/2");
    assert_eq!(client.log(asked).await.unwrap(), "log src/a b? 4/2");
    assert_eq!(*echo.0.lock().unwrap(), "/tree/src/a%20b%3F/log/4%2F2");
    for gone in ["src/../a", "..", "./a"] {
        let refused = client.log(log::Request::new(gone, "1")).await.unwrap_err();
        assert!(refused.to_string().contains("dot segment"), "{refused}");
    }
}

/// A client's transport that keeps the URLs of requests, and fails them.
fn kept(urls: &Arc<Mutex<Vec<String>>>) -> Transport {
    let urls = urls.clone();
    Transport::service(tower::service_fn(move |request: http::Request<Body>| {
        urls.lock().unwrap().push(request.uri().to_string());
        async { Err::<http::Response<Body>, _>(tower::BoxError::from("no such place")) }
    }))
}

#[tokio::test]
async fn what_is_served_elsewhere_is_called_there_until_a_base_url_is_given() {
    let urls = Arc::default();
    let client = Client::builder().transport(kept(&urls)).build().expect("there is a server");
    let here = Client::builder().transport(kept(&urls)).base_url("http://localhost:1/api");
    let here = here.build().expect("there is a server");
    for client in [client, here] {
        assert!(client.stop(()).await.is_err());
        assert!(client.upload(()).await.is_err());
        assert!(client.replace(()).await.is_err());
    }
    assert_eq!(
        *urls.lock().unwrap(),
        [
            "https://places.example.org/",
            "https://eu.files.example.org/v2/upload",
            "https://places.example.org/v3/upload",
            "http://localhost:1/api/",
            "http://localhost:1/api/upload",
            "http://localhost:1/api/upload",
        ]
    );
}

#[tokio::test]
async fn what_is_served_at_no_url_is_called_nowhere_until_a_base_url_is_given() {
    let urls = Arc::default();
    let client = Client::builder().transport(kept(&urls)).build().expect("there is a server");
    let error = client.archive(()).await.unwrap_err();
    assert!(matches!(error, Error::Request(..)), "{error:?}");
    let error = error.to_string();
    assert!(error.starts_with("POST /archive cannot be written: "), "{error}");
    assert!(error.contains("https://files.example.org:none"), "{error}");
    assert!(urls.lock().unwrap().is_empty());

    let here = Client::builder().transport(kept(&urls)).base_url("http://localhost:1").build();
    assert!(here.expect("there is a server").archive(()).await.is_err());
    assert_eq!(*urls.lock().unwrap(), ["http://localhost:1/archive"]);
}
