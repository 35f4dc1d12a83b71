//! Any request at the door of a generated server: method, target and body byte by byte.
#![no_main]

use http::{Method, Request, Uri};
use libfuzzer_sys::fuzz_target;
use specwright_fuzz::ends::{Mock, mock, server};
use specwright_fuzz::{cut, now};
use specwright_runtime::Body;

/// Ways into every operation, so that the rest of an input comes to its parts.
const STARTS: &[&str] = &[
    "",
    "GET /p/",
    "GET /p/a/1/x=1/.a/.a/.x=1/;matrix=a/;matrices=a/;x=1",
    "GET /v1.a/00000000-0000-0000-0000-000000000000:verb",
    "GET /v1.",
    "GET /q?",
    "GET /h",
    "POST /json",
    "POST /form",
    "POST /parts",
    "POST /text",
    "POST /bytes",
    "POST /lines",
    "GET /events",
    "GET /words",
    "POST /either",
];

/// Content types by name, for a byte is easier found than a header.
const TYPES: &[Option<&str>] = &[
    None,
    Some("application/json"),
    Some("application/x-www-form-urlencoded"),
    Some("multipart/form-data; boundary=x"),
    Some("text/plain"),
    Some("application/jsonl"),
    Some("text/csv"),
];

fuzz_target!(|bytes: &[u8]| {
    let [start, media, rest @ ..] = bytes else { return };
    let (line, mut headers, body) = cut(rest);
    let mut first = STARTS[*start as usize % STARTS.len()].as_bytes().to_vec();
    first.extend_from_slice(line);
    let at = first.iter().position(|byte| *byte == b' ').unwrap_or(first.len());
    let method = Method::from_bytes(&first[..at]);
    let target = Uri::try_from(first.get(at + 1..).unwrap_or_default());
    let (Ok(method), Ok(target)) = (method, target) else { return };
    if let Some(media) = TYPES[*media as usize % TYPES.len()] {
        headers.insert("content-type", http::HeaderValue::from_static(media));
    }
    let mut request = Request::new(Body::from(body.to_vec()));
    (*request.method_mut(), *request.uri_mut()) = (method, target);
    *request.headers_mut() = headers;
    let service = server::service_with(Mock, mock::options());
    let response = now(service.answer(request));
    assert_ne!(response.status(), 500, "a fault of our own");
});
