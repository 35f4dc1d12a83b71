//! Any response to a generated client: status, headers and body byte by byte; streams to their end.
#![no_main]

use std::convert::Infallible;

use http::{Request, StatusCode};
use libfuzzer_sys::fuzz_target;
use specwright_fuzz::ends::operations::*;
use specwright_fuzz::ends::{Client, types};
use specwright_fuzz::{cut, drain, now};
use specwright_runtime::client::Transport;
use specwright_runtime::{Body, Response, Stream};

fuzz_target!(|bytes: &[u8]| {
    let [operation, high, low, rest @ ..] = bytes else { return };
    let status = u16::from_be_bytes([*high, *low]) % 500 + 100;
    let (media, mut headers, body) = cut(rest);
    if let Ok(media) = http::HeaderValue::from_bytes(media) {
        headers.insert("content-type", media);
    }
    let body = body.to_vec();
    let answer = tower::service_fn(move |_: Request<Body>| {
        let mut response = Response::new(Body::from(body.clone()));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        *response.headers_mut() = headers.clone();
        std::future::ready(Ok::<_, Infallible>(response))
    });
    let client = Client::builder().transport(Transport::service(answer));
    let client = client.build().expect("the document names a server");
    macro_rules! show {
        ($call:expr) => {
            drop(format!("{:?}", now($call.into_future())))
        };
    }
    match operation % 12 {
        0 => show!(client.in_query(())),
        1 => show!(client.in_head(())),
        2 => show!(client.json(types::Thing::default())),
        3 => show!(client.form(types::Thing::default())),
        4 => show!(client.parts(parts::Body::new("a"))),
        5 => show!(client.text("a".to_owned())),
        6 => show!(client.bytes(Body::default())),
        7 => show!(client.either(either::Body::Csv(String::new()))),
        8 => now(client.lines(Stream::from(Vec::new())).into_future()).into_iter().for_each(drain),
        9 => now(client.events(()).into_future()).into_iter().for_each(drain),
        _ => now(client.words(()).into_future()).into_iter().for_each(drain),
    }
});
