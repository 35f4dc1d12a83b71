//! Members of forms stand as the document says, and arrive as they were sent.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use specwright_runtime::client::Transport;
use specwright_runtime::server::Context;
use specwright_runtime::{Body, Bytes};
use specwright_tests::forms::operations::{order, plain};
use specwright_tests::forms::types::{Order, OrderAddress, OrderExtra};
use specwright_tests::forms::{Client, Server, server};
use tower::{ServiceExt, service_fn};

#[derive(Clone, Default)]
struct Shop {
    sent: Arc<Mutex<Bytes>>,
    read: Arc<Mutex<Option<Order>>>,
}

impl Server for Shop {
    async fn order(&self, _: Context<()>, request: order::Request) -> Result<(), order::Failure> {
        *self.read.lock().unwrap() = Some(request.body);
        Ok(())
    }

    async fn plain(&self, _: Context<()>, request: plain::Request) -> Result<(), plain::Failure> {
        *self.read.lock().unwrap() = Some(request.body);
        Ok(())
    }
}

/// A client whose requests are noted on the way to the server.
fn client(shop: &Shop) -> Client {
    let (service, sent) = (server::service(shop.clone()), shop.sent.clone());
    let noting = service_fn(move |request: http::Request<Body>| {
        let (service, sent) = (service.clone(), sent.clone());
        async move {
            let (head, body) = request.into_parts();
            let bytes = body.bytes().await.unwrap();
            *sent.lock().unwrap() = bytes.clone();
            let request = http::Request::from_parts(head, Body::from(bytes));
            Ok::<_, Infallible>(service.oneshot(request).await.unwrap())
        }
    });
    Client::builder()
        .base_url("http://shop.test")
        .transport(Transport::service(noting))
        .build()
        .unwrap()
}

fn wanted() -> Order {
    Order {
        sizes: Some(vec![38, 40]),
        colours: Some(vec!["red".into(), "a,b".into()]),
        marks: Some(vec!["x".into(), "y&z".into()]),
        codes: Some(vec!["1".into(), "2".into()]),
        address: Some(OrderAddress { street: Some("High St".into()), floor: Some(2) }),
        note: Some("to: you/me?".into()),
        extra: Some(OrderExtra { gift: Some(true) }),
    }
}

#[tokio::test]
async fn members_stand_as_the_document_says() {
    let shop = Shop::default();
    client(&shop).order(wanted()).await.unwrap();
    let sent = shop.sent.lock().unwrap().clone();
    let mut members: Vec<&str> = str::from_utf8(&sent).unwrap().split('&').collect();
    members.sort_unstable();
    assert_eq!(
        members,
        [
            "codes%5B%5D=1",
            "codes%5B%5D=2",
            "colours=red,a%2Cb",
            "extra=%7B%22gift%22%3Atrue%7D",
            "floor=2",
            "marks%5B%5D=x",
            "marks%5B%5D=y%26z",
            "note=to:%20you/me?",
            "sizes=38%7C40",
            "street=High%20St",
        ]
    );
    assert_eq!(*shop.read.lock().unwrap(), Some(wanted()));
}

#[tokio::test]
async fn members_without_a_style_stand_as_servers_commonly_take_them() {
    let shop = Shop::default();
    client(&shop).plain(wanted()).await.unwrap();
    let sent = shop.sent.lock().unwrap().clone();
    let text = str::from_utf8(&sent).unwrap();
    for member in ["sizes=38&sizes=40", "address%5Bstreet%5D=High%20St", "extra%5Bgift%5D=true"] {
        assert!(text.contains(member), "{member}: {text}");
    }
    assert_eq!(*shop.read.lock().unwrap(), Some(wanted()));
}

#[tokio::test]
async fn a_member_that_is_one_text_stands_once() {
    let service = server::service(Shop::default());
    let body = "extra=%7B%7D&note=a&extra=%7B%22gift%22%3Atrue%7D";
    let request = http::Request::post("/orders")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap();
    let answer = service.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 422);
    let problem = answer.into_body().bytes().await.unwrap();
    let problem = str::from_utf8(&problem).unwrap();
    assert!(problem.contains("/body/extra") && problem.contains("must stand once"), "{problem}");
}
