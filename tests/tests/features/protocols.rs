//! Answers that switch to another protocol.

use http::header::{CONNECTION, UPGRADE};
use http::{HeaderValue, Request};
use specwright_runtime::server::Context;
use specwright_runtime::{Body, Response, StatusCode};
use specwright_tests::protocols::operations::{pipe, socket, talk, tunnel};
use specwright_tests::protocols::{Server, server};
use tower::ServiceExt as _;

struct Switch;

impl Server for Switch {
    async fn socket(
        &self,
        _: Context<()>,
        _: socket::Request,
    ) -> Result<socket::Success, socket::Failure> {
        let mut response = Response::new(Body::default());
        *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
        response.headers_mut().insert(UPGRADE, HeaderValue::from_static("websocket"));
        Err(socket::Failure::Other(response))
    }

    async fn talk(&self, _: Context<()>, _: talk::Request) -> Result<talk::Success, talk::Failure> {
        let headers = talk::SwitchingProtocols { upgrade: "talk/1".to_owned() };
        Err(talk::Failure::SwitchingProtocols(headers))
    }

    async fn tunnel(
        &self,
        _: Context<()>,
        _: tunnel::Request,
    ) -> Result<tunnel::Success, tunnel::Failure> {
        let mut response = Response::new(Body::default());
        *response.status_mut() = StatusCode::PROCESSING;
        Err(tunnel::Failure::Other(response))
    }

    async fn pipe(&self, _: Context<()>, _: pipe::Request) -> Result<pipe::Success, pipe::Failure> {
        Err(pipe::Failure::SwitchingProtocols)
    }
}

#[tokio::test]
async fn an_interim_answer_is_none_unless_it_names_another_protocol() {
    let answer = async |path: &str| {
        let request = Request::get(path).body(Body::default()).expect("it is sound");
        let answer = server::service(Switch).oneshot(request).await.expect("it always answers");
        let header = |name| answer.headers().get(name).map(|value| value.to_str().unwrap());
        let told = (header(CONNECTION).is_some(), header(UPGRADE).unwrap_or_default().to_owned());
        (answer.status().as_u16(), told)
    };
    assert_eq!(answer("/socket").await, (101, (true, "websocket".to_owned())));
    assert_eq!(answer("/talk").await, (101, (true, "talk/1".to_owned())));
    assert_eq!(answer("/pipe").await, (500, (false, String::new())));
    assert_eq!(answer("/tunnel").await, (500, (false, String::new())));
}
