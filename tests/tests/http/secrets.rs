//! No `Debug` and no error shows a secret.

use std::fmt::Debug;

use aisquare::types::DefaultLogin;
use apex::types::{Login, LoginResponse};
use auth::operations::login as auth_login;
use galileo::types::{BodyLoginEmailV1LoginPost, Token};
use px0::types::{LoginRequest, User};
use serde_json::json;
use specwright_runtime::client::{Credential, Transport};

use crate::by_hand::{ByHand, time, uuid};
use crate::support::serve_router;

const SECRET: &str = "tr0ub4dor";

fn assert_hidden(what: &str, value: &dyn Debug) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!text.contains(SECRET), "{what}: {text}");
        assert!(text.contains("Secret(..)"), "{what}: {text}");
    }
}

#[test]
fn requests_do_not_show_secrets() {
    let login = Login::new("ada", SECRET);
    assert_hidden("apex", &apex::operations::auth_login_create::Request::from(login));
    let login = LoginRequest::new("ada@example.com", SECRET);
    assert_hidden("px0", &px0::operations::login::Request::from(login));
    let mut form = BodyLoginEmailV1LoginPost::new("ada", SECRET);
    form.client_secret = Some(Some(SECRET.into()));
    assert_hidden("galileo", &galileo::operations::login_email::Request::from(form));
    let body = auth_login::Body::new("ada", SECRET);
    assert_hidden("auth", &auth_login::Request::from(body));
    let login = DefaultLogin::new("ada", SECRET);
    let request = aisquare::operations::accounts_login_create::Request::from(login);
    assert_hidden("aisquare", &request);
}

#[test]
fn responses_do_not_show_secrets() {
    let response = LoginResponse::new(uuid(), SECRET, "org", SECRET, time(), time(), "a@b.example");
    assert_hidden("apex", &response);
    let user = User::new(uuid(), "a@b.example", true, true, time());
    assert_hidden("px0", &px0::operations::login::Success::new(SECRET, time(), user));
    assert_hidden("galileo", &Token::new(SECRET));
    assert_hidden("aisquare", &DefaultLogin::new("ada", SECRET));
    let response = json!({
        "token": SECRET,
        "record": {
            "avatar": "", "collectionId": "", "collectionName": "", "created": "", "email": "",
            "emailVisibility": true, "id": "", "language": "", "token": SECRET, "unit": "",
            "location": {"lat": 0, "lon": 0, "name": ""}, "updated": "", "username": "",
            "verified": true,
        },
    });
    let success: auth_login::Success = serde_json::from_value(response).expect("it is as said");
    assert_hidden("auth", &success);
}

#[tokio::test]
async fn an_error_shows_nothing_of_an_answer_that_does_not_read() {
    let body = json!({"token": [SECRET], "access_token": {"x": SECRET}, "login": SECRET});
    let answer = move || async move { ([("content-type", "application/json")], body.to_string()) };
    let url = serve_router(axum::Router::new().fallback(answer)).await;
    let client = galileo::Client::new(url).expect("the URL is one");
    let form = BodyLoginEmailV1LoginPost::new("ada", SECRET);
    let call = client.login_email(form);
    assert!(!format!("{call:?}").contains(SECRET));
    let error = call.await.expect_err("it does not read");
    for text in [format!("{error:?}"), format!("{error:#?}"), error.to_string()] {
        assert!(!text.contains(SECRET), "{text}");
    }
}

#[test]
fn a_client_does_not_show_its_credentials() {
    let client = apex::Client::builder()
        .transport(Transport::service(apex::server::service(ByHand)))
        .credential(("bearer", Credential::Bearer(SECRET.into())))
        .credential(("basic", Credential::Basic("ada".to_owned(), SECRET.into())));
    assert_hidden("builder", &client);
    assert_hidden("client", &client.build().expect("the document names a server"));
}
