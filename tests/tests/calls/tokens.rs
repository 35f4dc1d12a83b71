//! Tokens that rotate, and the grants that they come by.

use std::future::IntoFuture;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use specwright_runtime::Stream;
use specwright_runtime::client::oauth2::Grant;
use specwright_runtime::client::{BuildError, Error, Token, Tokens};
use specwright_tests::calls::Client;
use specwright_tests::calls::client::credentials;

use crate::support::{Answer, JSON, SEVEN, Script, Sent};

const REFUSED: Answer = (401, &[], "");

/// A provider that counts how often it is asked: `t1`, `t2`, ...
fn counting(lifetime: Duration) -> (Tokens, Arc<AtomicU64>) {
    let asked = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&asked);
    let tokens = Tokens::new(move || {
        let number = count.fetch_add(1, Ordering::Relaxed) + 1;
        async move {
            tokio::task::yield_now().await;
            Ok(Token::new(format!("t{number}")).expires_in(lifetime))
        }
    });
    (tokens, asked)
}

fn client(script: &Script, tokens: &Tokens) -> Client {
    let builder = Client::builder().transport(script.transport());
    builder.credential(credentials::oauth(tokens.clone())).build().unwrap()
}

fn shown(sent: &[Sent]) -> Vec<&str> {
    sent.iter().map(|sent| sent.headers()["authorization"].to_str().unwrap()).collect()
}

#[tokio::test]
async fn a_token_is_fetched_once_for_all_who_wait() {
    let script = Script::new(&[SEVEN]);
    let (tokens, asked) = counting(Duration::from_secs(3600));
    let client = client(&script, &tokens);
    let calls = (0..50).map(|_| client.mine(()).into_future());
    for answer in futures_util::future::join_all(calls).await {
        assert_eq!(answer.unwrap(), 7);
    }
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    assert!(shown(&script.sent()).iter().all(|shown| *shown == "Bearer t1"));
}

#[tokio::test]
async fn a_token_that_expires_is_fetched_anew() {
    let script = Script::new(&[SEVEN]);
    let (tokens, _) = counting(Duration::ZERO);
    let client = client(&script, &tokens);
    client.mine(()).await.unwrap();
    client.mine(()).await.unwrap();
    assert_eq!(shown(&script.sent()), ["Bearer t1", "Bearer t2"]);
}

#[tokio::test]
async fn a_refused_token_is_replaced_and_the_call_made_once_more() {
    let script = Script::new(&[REFUSED, SEVEN, REFUSED, REFUSED, SEVEN]);
    let (tokens, asked) = counting(Duration::from_secs(3600));
    let client = client(&script, &tokens);
    assert_eq!(client.offer("one".to_owned()).await.unwrap(), 7);
    let sent = script.sent();
    assert_eq!(shown(&sent), ["Bearer t1", "Bearer t2"]);
    assert_eq!(sent[0].body(), sent[1].body());

    match client.mine(()).await {
        Err(Error::Undocumented(answer)) => assert_eq!(answer.status(), 401),
        other => panic!("{other:?}"),
    }
    assert_eq!(shown(&script.sent()), ["Bearer t2", "Bearer t3"]);
    assert_eq!(asked.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_refused_stream_is_not_sent_again_but_the_token_is_replaced() {
    let script = Script::new(&[REFUSED, SEVEN]);
    let (tokens, _) = counting(Duration::from_secs(3600));
    let client = client(&script, &tokens);
    let words = || Stream::from(vec!["one".to_owned()]);
    client.stream(words()).await.expect_err("it is refused");
    assert_eq!(client.stream(words()).await.unwrap(), 7);
    assert_eq!(shown(&script.sent()), ["Bearer t1", "Bearer t2"]);
}

#[tokio::test]
async fn a_fixed_secret_is_not_tried_twice() {
    let script = Script::new(&[REFUSED, SEVEN]);
    let builder = Client::builder().transport(script.transport());
    let client = builder.credential(credentials::oauth("fixed")).build().unwrap();
    client.mine(()).await.expect_err("it is refused");
    assert_eq!(shown(&script.sent()), ["Bearer fixed"]);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_fails_is_an_error_of_all_who_wait_and_asked_again() {
    let script = Script::new(&[SEVEN]);
    let asked = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&asked);
    let tokens = Tokens::new(move || {
        let number = count.fetch_add(1, Ordering::Relaxed);
        async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            if number == 0 { Err("the vault is locked".into()) } else { Ok(Token::new("t")) }
        }
    });
    let client = client(&script, &tokens);
    let calls = (0..3).map(|_| client.mine(()).into_future());
    for answer in futures_util::future::join_all(calls).await {
        match answer {
            Err(Error::Credentials(asked, error)) => {
                assert_eq!((asked.method(), asked.path()), ("GET", "/mine"));
                assert_eq!(error.to_string(), "the vault is locked");
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((asked.load(Ordering::Relaxed), client.mine(()).await.unwrap()), (1, 7));
}

#[tokio::test]
async fn a_call_that_gives_up_waiting_leaves_the_token_to_the_others() {
    let script = Script::new(&[SEVEN]);
    let (tokens, asked) = counting(Duration::from_secs(3600));
    let client = client(&script, &tokens);
    let mut first = Box::pin(client.mine(()).into_future());
    assert!(futures_util::poll!(&mut first).is_pending());
    let second = client.mine(()).into_future();
    drop(first);
    assert_eq!(second.await.unwrap(), 7);
    assert!(asked.load(Ordering::Relaxed) <= 2);
}

const GRANTED: Answer = (
    200,
    &[JSON],
    r#"{"access_token": "a1", "token_type": "bearer", "expires_in": 3600, "refresh_token": "r1"}"#,
);

fn form(sent: &Sent) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = url::form_urlencoded::parse(sent.body()).into_owned().collect();
    pairs.sort();
    pairs
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test]
async fn client_credentials_are_granted_a_token_at_the_documents_url() {
    let script = Script::new(&[GRANTED, SEVEN]);
    let (scheme, grant) = credentials::oauth_client_credentials("me", "pass:word");
    let grant = grant.scope("read").scope("write").parameter("audience", "all");
    let builder = Client::builder().transport(script.transport());
    let client = builder.credential((scheme, grant)).build().unwrap();
    client.mine(()).await.unwrap();
    client.mine(()).await.unwrap();
    let sent = script.sent();
    assert_eq!(sent[0].uri(), "https://login.example.org/token");
    // `me:pass%3Aword`, as RFC 6749, section 2.3.1 has it
    assert_eq!(sent[0].headers()["authorization"], "Basic bWU6cGFzcyUzQXdvcmQ=");
    let asked =
        [("audience", "all"), ("grant_type", "client_credentials"), ("scope", "read write")];
    assert_eq!(form(&sent[0]), pairs(&asked));
    assert_eq!(shown(&sent[1..]), ["Bearer a1", "Bearer a1"]);
}

#[tokio::test]
async fn a_password_is_granted_a_token_that_is_refreshed() {
    const AGAIN: Answer = (200, &[JSON], r#"{"access_token": "a2", "token_type": "Bearer"}"#);
    const STALE: Answer = (400, &[JSON], r#"{"error": "invalid_grant"}"#);
    let script = Script::new(&[GRANTED, REFUSED, AGAIN, SEVEN, REFUSED, STALE, GRANTED, SEVEN]);
    let grant = credentials::oauth_password("app", "ada", "hunter2");
    let builder = Client::builder().transport(script.transport());
    let client = builder.credential(grant).build().unwrap();
    client.mine(()).await.unwrap();
    client.mine(()).await.unwrap();
    let sent = script.sent();
    assert_eq!(sent[0].uri(), "https://calls.example.org/login");
    let granted = [
        ("client_id", "app"),
        ("grant_type", "password"),
        ("password", "hunter2"),
        ("username", "ada"),
    ];
    assert_eq!(form(&sent[0]), pairs(&granted));
    let refreshed =
        [("client_id", "app"), ("grant_type", "refresh_token"), ("refresh_token", "r1")];
    assert_eq!(form(&sent[2]), pairs(&refreshed));
    assert_eq!(sent[2].uri(), "https://calls.example.org/login/refresh");
    // A refresh token that is not replaced stays; one that has expired gives way to the grant.
    assert_eq!(form(&sent[5]), pairs(&refreshed));
    assert_eq!(form(&sent[6]), pairs(&granted));
    assert_eq!(sent[6].uri(), "https://calls.example.org/login");
    assert_eq!(sent[7].headers()["authorization"], "Bearer a1");
}

#[tokio::test]
async fn what_a_token_endpoint_answers_stays_out_of_errors() {
    let garbled = r#"{"access_token": "hush", "token_type": 7}"#;
    for answer in [(200, &[JSON][..], garbled), (400, &[JSON], r#"{"error": "hush"}"#)] {
        let script = Script::new(&[answer]);
        let grant = credentials::oauth_client_credentials("me", "hush");
        let builder = Client::builder().transport(script.transport()).credential(grant);
        assert!(!format!("{builder:?}").contains("hush"));
        let client = builder.build().unwrap();
        let error = client.mine(()).await.expect_err("there is no token");
        let said = format!("{client:?} {}", all_said(&error));
        assert!(matches!(error, Error::Credentials(..)), "{said}");
        assert!(!said.contains("hush"), "{said}");
    }
    let script = Script::new(&[(401, &[JSON], r#"{"error": "invalid_client"}"#)]);
    let grant = credentials::oauth_client_credentials("me", "hush");
    let builder = Client::builder().transport(script.transport()).credential(grant);
    let error = builder.build().unwrap().mine(()).await.expect_err("there is no token");
    assert!(all_said(&error).contains("refused: invalid_client"), "{error:?}");
}

#[tokio::test]
async fn a_token_url_is_relative_to_the_base_url_in_use() {
    for (base, endpoint, asked) in [
        ("https://a.example.org/v1/", "oauth/token", "https://a.example.org/v1/oauth/token"),
        ("https://a.example.org/v1", "oauth/token", "https://a.example.org/oauth/token"),
        ("https://a.example.org/v1/", "/token", "https://a.example.org/token"),
        ("http://localhost:8080", "../token?x=1", "http://localhost:8080/token?x=1"),
        ("https://a.example.org/v1/", "//b.example.org/token", "https://b.example.org/token"),
        ("https://a.example.org/v1/", "http://b.example.org/", "http://b.example.org/"),
    ] {
        let script = Script::new(&[GRANTED, SEVEN]);
        let grant = Grant::client_credentials(endpoint, "me", "hush");
        let builder = Client::builder().transport(script.transport()).base_url(base);
        builder.credential(("oauth", grant)).build().unwrap().mine(()).await.unwrap();
        assert_eq!(script.sent()[0].uri(), asked, "{base} {endpoint}");
    }
}

#[test]
fn a_token_url_must_be_one() {
    for url in ["ftp://a", "https://a:none", "//"] {
        let grant = Grant::client_credentials(url, "b", "c");
        let build = Client::builder().credential(("oauth", grant)).build();
        assert!(matches!(build, Err(BuildError::TokenUrl(_))), "{build:?}");
    }
}

/// A service that sends everybody to another host, and the other host.
async fn elsewhere() -> (String, Script) {
    let other = Script::new(&[SEVEN]);
    let target = crate::support::serve(other.router()).await.replace("127.0.0.1", "localhost");
    let moved = move || {
        let target = target.clone();
        async move { (http::StatusCode::TEMPORARY_REDIRECT, [("location", target)]) }
    };
    (crate::support::serve(axum::Router::new().fallback(moved)).await, other)
}

#[tokio::test]
async fn no_credential_follows_a_redirect_to_another_host() {
    type Shown = (&'static str, specwright_runtime::client::Credential);
    let credentials: [fn(&'static str) -> Shown; 3] =
        [credentials::service, credentials::header, credentials::query];
    for credential in credentials {
        let (url, other) = elsewhere().await;
        let follows = reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(5));
        let transport = specwright_runtime::client::Transport::http(follows).unwrap();
        for builder in [Client::builder(), Client::builder().transport(transport)] {
            let client = builder.base_url(&url).credential(credential("hush")).build().unwrap();
            let error = client.mine(()).await.expect_err("a redirect is no success");
            assert!(matches!(&error, Error::Undocumented(a) if a.status() == 307), "{error:?}");
            assert!(!format!("{error:?} {error} {client:?}").contains("hush"), "{error:?}");
        }
        assert!(other.sent().is_empty());
    }
}

#[tokio::test]
async fn no_credential_shows_in_an_error_of_the_transport() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("there is a port");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    drop(listener);
    let client =
        Client::builder().base_url(url).credential(credentials::query("hush")).build().unwrap();
    let error = client.mine(()).await.expect_err("nobody answers");
    let said = all_said(&error);
    assert!(!said.contains("hush"), "{said}");
}

/// What an error and its sources say.
fn all_said(error: &dyn std::error::Error) -> String {
    let sources = std::iter::successors(Some(error), |error| error.source());
    sources.map(|error| format!("{error:?} {error} ")).collect()
}
