//! What a client is told once, for all its calls.

use futures_util::StreamExt;
use http::header::USER_AGENT;
use http::{HeaderMap, HeaderValue};
use specwright_runtime::client::{BuildError, Error, Transport};
use specwright_tests::calls::Client;

use crate::support::{JSON, SEVEN, Script, serve};

#[test]
fn a_base_url_holds_no_credentials() {
    for url in ["http://ada:hush@calls.test", "http://hush@calls.test", "http://:hush@calls.test"] {
        let builder = Client::builder().base_url(url);
        assert!(!format!("{builder:?}").contains("hush"));
        let refused = builder.build().expect_err("nobody would show them");
        assert!(matches!(refused, BuildError::BaseUrl(_)), "{refused:?}");
        assert!(!format!("{refused:?} {refused}").contains("hush"), "{refused:?}");
    }
}

#[tokio::test]
async fn a_client_says_what_it_is_unless_it_is_told_what_to_say() {
    let script = Script::new(&[SEVEN]);
    let url = serve(script.router()).await;
    let own = HeaderValue::from_static("pets/1.0");
    let http = Transport::http(reqwest::Client::builder().user_agent(own.clone())).unwrap();
    let headers = HeaderMap::from_iter([(USER_AGENT, own)]);
    let builder = || Client::builder().base_url(&url);
    for (builder, expected) in [
        (builder(), "specwright/"),
        (builder().headers(headers), "pets/1.0"),
        (builder().transport(http), "pets/1.0"),
    ] {
        builder.build().unwrap().things(()).await.unwrap();
        let sent = script.sent();
        let agent = sent[0].headers()[USER_AGENT].to_str().unwrap();
        assert!(agent.starts_with(expected), "{agent}");
    }
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_not_read() {
    let script = Script::new(&[(200, &[JSON], "1234"), (200, &[JSON], "12345")]);
    let client = Client::builder().transport(script.transport()).memory_limit(4).build().unwrap();
    assert_eq!(client.things(()).await.unwrap(), 1234);
    match client.things(()).await {
        Err(Error::Transport(_, error)) => assert_eq!(error.to_string(), "length limit exceeded"),
        other => panic!("{other:?}"),
    }
    // What is read as it comes takes no more memory than a piece of it.
    let lines = "{\"id\": 1}\n{\"id\": 2}\n";
    let script = Script::new(&[(200, &[("content-type", "application/jsonl")], lines)]);
    let client = Client::builder().transport(script.transport()).memory_limit(4).build().unwrap();
    let news: Vec<_> = client.news_stream(()).await.unwrap().collect().await;
    assert!(matches!(&news[..], [Ok(_), Ok(_)]), "{news:?}");
}
