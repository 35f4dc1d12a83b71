//! Every documented status of every API, from a server by hand and from the mock.

use std::io::Write;

use http::StatusCode;
use specwright_runtime::client::{Error, Replied};

use crate::by_hand::{ByHand, user};
use crate::support::{prefer, serve};

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    ByHand,
    Mock,
}

/// The documented statuses, 11 in all.
const DOCUMENTED: &[(&str, &[u16])] = &[
    ("apex", &[201]),
    ("px0", &[200, 400, 401, 403, 500]),
    ("galileo", &[200, 422]),
    ("auth", &[200, 400]),
    ("aisquare", &[200]),
];

#[tokio::test]
async fn every_documented_status_comes_back_from_both_ends() {
    let mut made: Vec<String> = Vec::new();
    for end in [End::ByHand, End::Mock] {
        for (api, statuses) in DOCUMENTED {
            let url = start(api, end).await;
            for &status in *statuses {
                let seen = exchange(api, &url, status).await;
                assert_eq!(seen.as_u16(), status, "{api}, {end:?}");
                made.push(format!("{api} {status}"));
            }
        }
    }
    assert_eq!(made.len(), 22);
    let (by_hand, mock) = made.split_at(11);
    assert_eq!(by_hand, mock);
    // Past the capture of output, which hides what a passing test prints.
    let line = format!(
        "{} exchanges over loopback, half by hand and half by mock: {}\n",
        made.len(),
        by_hand.join(", ")
    );
    std::io::stdout().write_all(line.as_bytes()).expect("there is a stdout");
}

async fn start(api: &str, end: End) -> String {
    match (api, end) {
        ("apex", End::ByHand) => serve(apex::server::service(ByHand)).await,
        ("apex", End::Mock) => serve(apex::server::service(apex::Mock)).await,
        ("px0", End::ByHand) => serve(px0::server::service(ByHand)).await,
        ("px0", End::Mock) => serve(px0::server::service(px0::Mock)).await,
        ("galileo", End::ByHand) => serve(galileo::server::service(ByHand)).await,
        ("galileo", End::Mock) => serve(galileo::server::service(galileo::Mock)).await,
        ("auth", End::ByHand) => serve(auth::server::service(ByHand)).await,
        ("auth", End::Mock) => serve(auth::server::service(auth::Mock)).await,
        (_, End::ByHand) => serve(aisquare::server::service(ByHand)).await,
        (_, End::Mock) => serve(aisquare::server::service(aisquare::Mock)).await,
    }
}

/// One call by the generated client; the status of the variant that came back.
async fn exchange(api: &str, url: &str, status: u16) -> StatusCode {
    let (name, value) = prefer(status);
    match api {
        "apex" => {
            let client = apex::Client::new(url).expect("the URL is one");
            let login = apex::types::Login::new(user(status), "hunter2");
            let call = client.auth_login_create(login).header(name, value);
            status_of(call.send().await, |_| None)
        }
        "px0" => {
            use px0::operations::login::Failure;
            let client = px0::Client::new(url).expect("the URL is one");
            let login = px0::types::LoginRequest::new(user(status), "hunter2");
            let call = client.login(login).header(name, value);
            status_of(call.send().await, |failure| match failure {
                Failure::BadRequest(error) => some(400, &error.error),
                Failure::Unauthorized(error) => some(401, &error.error),
                Failure::Forbidden(error) => some(403, &error.error),
                Failure::InternalServerError(error) => some(500, &error.error),
                _ => None,
            })
        }
        "galileo" => {
            use galileo::operations::login_email::Failure;
            let client = galileo::Client::new(url).expect("the URL is one");
            let login = galileo::types::BodyLoginEmailV1LoginPost::new(user(status), "hunter2");
            let call = client.login_email(login).header(name, value);
            status_of(call.send().await, |failure| match failure {
                Failure::UnprocessableEntity(error) => {
                    some(422, &error.detail.as_ref()?.first()?.msg)
                }
                _ => None,
            })
        }
        "auth" => {
            use auth::operations::login::{Body, Failure};
            let client = auth::Client::new(url).expect("the URL is one");
            let call = client.login(Body::new(user(status), "hunter2")).header(name, value);
            status_of(call.send().await, |failure| match failure {
                Failure::BadRequest(error) => some(400, &error.name),
                _ => None,
            })
        }
        _ => {
            let client = aisquare::Client::new(url).expect("the URL is one");
            let login = aisquare::types::DefaultLogin::new(user(status), "hunter2");
            let call = client.accounts_login_create(login).header(name, value);
            status_of(call.send().await, |_| None)
        }
    }
}

/// The status of a failure that says something.
fn some(status: u16, text: &str) -> Option<u16> {
    (!text.is_empty()).then_some(status)
}

fn status_of<T: std::fmt::Debug, F: std::fmt::Debug>(
    result: Result<Replied<T>, Error<F>>,
    documented: impl Fn(&F) -> Option<u16>,
) -> StatusCode {
    match result {
        Ok(replied) => replied.status,
        Err(Error::Response(failure)) => {
            let status = documented(&failure).expect("the failure is a documented one");
            StatusCode::from_u16(status).expect("it is a status")
        }
        Err(error) => panic!("{error:?}"),
    }
}
