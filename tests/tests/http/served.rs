//! The document `--as-served` against the server: it names each refusal that the door can give,
//! and no other.

use std::collections::BTreeSet;
use std::path::PathBuf;

use http::Method;
use serde_json::Value;
use specwright::{Run, Settings, to_yaml_as_served};
use specwright_runtime::server::Options;

use crate::door::{APIS, Api, assert_problem, start};
use crate::support::{Raw, receive, send};

/// The statuses that the document gives a problem document.
fn documented(api: &Api) -> BTreeSet<u16> {
    let source = PathBuf::from(format!("../specs/{}-login.md", api.name));
    let run = Run::new(&Settings { sources: vec![source], ..Settings::default() });
    let yaml = to_yaml_as_served(run.normal.as_ref().expect("the document has no errors"));
    let document: Value = serde_yaml::from_str(&yaml).expect("what is printed is YAML");
    let responses = document["paths"][api.path]["post"]["responses"].as_object();
    let responses = responses.expect("the operation is there").iter();
    responses
        .filter(|(_, response)| response["content"]["application/problem+json"].is_object())
        .filter_map(|(status, _)| status.parse().ok())
        .collect()
}

/// One request for each way to be refused.
async fn refusals(api: &Api) -> Vec<Raw> {
    let base = start(api, Options::new().body_limit(1000)).await;
    let url = format!("{base}{}", api.path);
    let request = reqwest::Client::new().post(&url).header("content-type", api.media);
    let picky = request.header("accept", "image/png").body(api.good);
    vec![
        receive(picky).await,
        send(Method::POST, &url, Some(api.media), api.malformed[0]).await,
        send(Method::POST, &url, Some("text/plain"), api.good).await,
        send(Method::POST, &url, Some(api.media), api.wrong[0].0).await,
        send(Method::POST, &url, Some(api.media), [b' '; 1001]).await,
    ]
}

#[tokio::test]
async fn the_document_as_served_names_the_refusals_of_the_door_and_no_others() {
    for api in APIS {
        let mut seen = BTreeSet::new();
        for refusal in refusals(api).await {
            assert_problem(api, &refusal, refusal.status);
            seen.insert(refusal.status);
        }
        assert_eq!(seen, documented(api), "{}", api.name);
    }
}
