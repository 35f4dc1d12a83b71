//! Peers that break off, stall or send what no client would: a server answers right or closes, and
//! loses nothing of other requests.

use http::Method;
use px0::operations::login;
use px0::server::{Context, Server, service, service_with};
use px0::types::{ApiError, LoginRequest};
use px0::{Client, Error, Mock};
use specwright_runtime::server::Options;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{receive, send, serve};

const JSON: &str = "application/json";
const GOOD: &str = r#"{"email": "user@example.com", "password": "x"}"#;

/// Panics for one user and answers another.
struct Frail;

impl Server for Frail {
    async fn login(
        &self,
        _: Context<()>,
        request: login::Request,
    ) -> Result<login::Success, login::Failure> {
        assert_ne!(request.body.email, "panic@example.com", "with a secret in it");
        Err(login::Failure::Unauthorized(ApiError::new("no")))
    }
}

/// A mock and the URL of its operation.
async fn mock() -> String {
    format!("{}/v1/auth/login", serve(service(Mock)).await)
}

async fn connect(url: &str) -> TcpStream {
    let address = url.trim_start_matches("http://").split('/').next().expect("it has a host");
    TcpStream::connect(address).await.expect("the server listens")
}

fn head(length: &str) -> String {
    format!("POST /v1/auth/login HTTP/1.1\r\nhost: a\r\ncontent-type: {JSON}\r\n{length}\r\n\r\n")
}

/// What comes until the server closes.
async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset is an end too.
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn assert_up(url: &str) {
    assert_eq!(send(Method::POST, url, Some(JSON), GOOD).await.status, 200);
}

#[tokio::test]
async fn a_peer_that_closes_amid_a_body_is_forgotten() {
    let url = mock().await;
    for length in ["content-length: 1000", "transfer-encoding: chunked"] {
        for _ in 0..50 {
            let mut stream = connect(&url).await;
            stream.write_all(head(length).as_bytes()).await.expect("it takes the head");
            stream.write_all(b"4\r\n{\"em").await.expect("it takes the beginning");
        }
    }
    assert_up(&url).await;
}

#[tokio::test]
async fn bodies_that_stall_keep_nobody_waiting_and_end_well() {
    let url = mock().await;
    let mut slow = Vec::new();
    for _ in 0..200 {
        let mut stream = connect(&url).await;
        let length = format!("connection: close\r\ncontent-length: {}", GOOD.len());
        stream.write_all(head(&length).as_bytes()).await.expect("it takes the head");
        stream.write_all(&GOOD.as_bytes()[..1]).await.expect("it takes a byte");
        slow.push(stream);
    }
    assert_up(&url).await;
    for mut stream in slow {
        stream.write_all(&GOOD.as_bytes()[1..]).await.expect("it takes the rest");
        assert!(rest(stream).await.starts_with("HTTP/1.1 200 "));
    }
}

#[tokio::test]
async fn huge_heads_are_refused() {
    let url = mock().await;
    let mut stream = connect(&url).await;
    let head = format!("GET / HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "a".repeat(4 << 20));
    // The server may close before it has read all of it.
    let _ = stream.write_all(head.as_bytes()).await;
    let answer = rest(stream).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431 "), "{answer}");
    assert_up(&url).await;
}

#[tokio::test]
async fn a_body_of_no_length_is_held_to_the_limit() {
    let options = Options::new().body_limit(1000);
    let url = format!("{}/v1/auth/login", serve(service_with(Mock, options)).await);
    let mut stream = connect(&url).await;
    let head = head("connection: close\r\ntransfer-encoding: chunked");
    stream.write_all(head.as_bytes()).await.expect("it takes the head");
    let chunk = format!("400\r\n{}\r\n", "a".repeat(1024));
    for _ in 0..1000 {
        if stream.write_all(chunk.as_bytes()).await.is_err() {
            break;
        }
    }
    let answer = rest(stream).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert_up(&url).await;
}

#[tokio::test]
async fn bodies_that_are_no_json_are_400() {
    let url = mock().await;
    let deep = format!(r#"{{"email": {}"#, "[".repeat(100_000));
    let bodies: [&[u8]; 4] = [
        b"{\"email\": \"\xff\xfe\", \"password\": \"x\"}",
        deep.as_bytes(),
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
        b"{\"email\": \"user@example.com\", \"password\": \"\\ud800\"}",
    ];
    for body in bodies {
        assert_eq!(send(Method::POST, &url, Some(JSON), body).await.status, 400, "{body:?}");
    }
    let request = reqwest::Client::new().post(&url).header("content-type", JSON);
    let zipped = request.header("content-encoding", "gzip").body(&b"\x1f\x8b\x08\x00"[..]);
    assert_eq!(receive(zipped).await.status, 415);
    assert_up(&url).await;
}

#[tokio::test]
async fn a_key_that_stands_twice_is_refused() {
    let url = mock().await;
    let body = r#"{"email": "a@example.com", "email": "b@example.com", "password": "x"}"#;
    let status = send(Method::POST, &url, Some(JSON), body).await.status;
    assert!(matches!(status, 400 | 422), "{status}");
}

#[tokio::test]
async fn a_handler_that_panics_takes_nothing_down_and_tells_nothing() {
    let url = serve(service(Frail)).await;
    let client = Client::new(&url).expect("the URL is one");
    let calls = (0..100).map(|n| {
        let client = client.clone();
        let user = if n % 2 == 0 { "panic@example.com" } else { "user@example.com" };
        async move { (n, client.login(LoginRequest::new(user, "x")).await) }
    });
    for (n, result) in futures_util::future::join_all(calls).await {
        match result.expect_err("neither is let in") {
            Error::Response(login::Failure::Unauthorized(_)) => assert_eq!(n % 2, 1),
            Error::Undocumented(answer) => {
                assert_eq!((n % 2, answer.status().as_u16()), (0, 500));
                assert!(!String::from_utf8_lossy(answer.body()).contains("secret"));
            }
            error => panic!("{error:?}"),
        }
    }
}

#[tokio::test]
async fn ten_thousand_connections_that_say_nothing_are_no_hindrance() {
    // Both ends of a connection are in this process, which needs some files besides.
    let possible = usize::try_from(descriptors().saturating_sub(256) / 2).unwrap_or(usize::MAX);
    let count = possible.min(10_000);
    if count < 10_000 {
        eprintln!("{count} connections: this system lets a process have no more");
    }
    let url = mock().await;
    let mut idle = Vec::new();
    for _ in 0..count {
        idle.push(connect(&url).await);
    }
    assert_up(&url).await;
    // Nor are they forgotten.
    for mut stream in idle.drain(..).step_by(count.div_ceil(10).max(1)) {
        let length = format!("connection: close\r\ncontent-length: {}", GOOD.len());
        let request = head(&length) + GOOD;
        stream.write_all(request.as_bytes()).await.expect("it is open");
        let answer = rest(stream).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    }
}

/// How many files this process may have open, after it has asked for as many as it may.
#[cfg(unix)]
fn descriptors() -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.map_or(32_768, |maximum| maximum.min(32_768));
    let raised = Rlimit { current: Some(wanted), maximum };
    match current {
        Some(current) if current < wanted && setrlimit(Resource::Nofile, raised).is_ok() => wanted,
        current => current.unwrap_or(wanted),
    }
}

#[cfg(not(unix))]
fn descriptors() -> u64 {
    2_048
}
