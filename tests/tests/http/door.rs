//! What a server answers before any handler is asked.

use http::Method;

use crate::by_hand::ByHand;
use crate::support::{Raw, send, serve};
use specwright_runtime::server::Options;

/// What to know of an API to knock at its door.
pub(crate) struct Api {
    pub(crate) name: &'static str,
    pub(crate) path: &'static str,
    pub(crate) media: &'static str,
    pub(crate) good: &'static str,
    /// What cannot be read at all.
    pub(crate) malformed: &'static [&'static [u8]],
    /// Bodies that break rules, and the pointers that must be named.
    pub(crate) wrong: &'static [(&'static str, &'static [&'static str])],
}

const JSON: &str = "application/json";

pub(crate) const APIS: &[Api] = &[
    Api {
        name: "apex",
        path: "/api/v1/auth/login",
        media: JSON,
        good: r#"{"username":"u","password":"p"}"#,
        malformed: &[b"{\"username\":", b"nul"],
        wrong: &[
            (r#"{"username":"u"}"#, &["/body/password"]),
            (r#"{"username":1,"password":"p"}"#, &["/body/username"]),
            (r#"{"username":[]}"#, &["/body/password", "/body/username"]),
            (r#"{"username":null,"password":{}}"#, &["/body/password", "/body/username"]),
            ("[]", &["/body"]),
        ],
    },
    Api {
        name: "px0",
        path: "/v1/auth/login",
        media: JSON,
        good: r#"{"email":"user@example.com","password":"p"}"#,
        malformed: &[b"email=user"],
        wrong: &[
            ("{}", &["/body/email", "/body/password"]),
            (r#"{"email":"nobody","password":"p"}"#, &["/body/email"]),
            (r#"{"email":"nobody","password":7}"#, &["/body/email", "/body/password"]),
        ],
    },
    Api {
        name: "galileo",
        path: "/v1/login",
        media: "application/x-www-form-urlencoded",
        good: "username=u&password=p&grant_type=password",
        malformed: &[b"username=u&password=\xff", b"username=u&password=%FF"],
        wrong: &[
            ("", &["/body"]),
            ("scope=", &["/body/password", "/body/username"]),
            ("username=u", &["/body/password"]),
            ("username=u&password=p&grant_type=implicit", &["/body/grant_type"]),
            ("password=p&grant_type=passwords", &["/body/grant_type", "/body/username"]),
        ],
    },
    Api {
        name: "auth",
        path: "/auth/login",
        media: JSON,
        good: r#"{"username":"u","password":"p"}"#,
        malformed: &[b"{\"username\":\"u\",}", b"{} {}"],
        wrong: &[
            (r#"{"password":"p"}"#, &["/body/username"]),
            (r#"{"password":true,"username":0.5}"#, &["/body/password", "/body/username"]),
        ],
    },
    Api {
        name: "aisquare",
        path: "/api/v1/iam/accounts/login/",
        media: JSON,
        good: r#"{"login":"u","password":"p"}"#,
        malformed: &[b"\xef\xff", b"{\"login\":\"\xff\",\"password\":\"p\"}"],
        wrong: &[
            ("{}", &["/body/login", "/body/password"]),
            (r#"{"login":"u","password":["p"]}"#, &["/body/password"]),
        ],
    },
];

pub(crate) async fn start(api: &Api, options: Options) -> String {
    match api.name {
        "apex" => serve(apex::server::service_with(ByHand, options)).await,
        "px0" => serve(px0::server::service_with(ByHand, options)).await,
        "galileo" => serve(galileo::server::service_with(ByHand, options)).await,
        "auth" => serve(auth::server::service_with(ByHand, options)).await,
        _ => serve(aisquare::server::service_with(ByHand, options)).await,
    }
}

/// A refusal is a problem document that says its status.
pub(crate) fn assert_problem(api: &Api, answer: &Raw, status: u16) {
    assert_eq!(answer.status, status, "{}: {answer:?}", api.name);
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", api.name);
    let problem = answer.json();
    assert_eq!(problem["status"], status, "{}", api.name);
    assert_eq!(problem["type"], "about:blank", "{}", api.name);
    assert!(problem["title"].as_str().is_some_and(|title| !title.is_empty()), "{}", api.name);
}

#[tokio::test]
async fn what_is_sound_comes_in() {
    for api in APIS {
        let url = format!("{}{}", start(api, Options::new()).await, api.path);
        let answer = send(Method::POST, &url, Some(api.media), api.good).await;
        assert!(matches!(answer.status, 200 | 201), "{}: {answer:?}", api.name);
        assert_eq!(answer.header("content-type"), JSON, "{}", api.name);
        let with_charset = format!("{}; charset=utf-8", api.media.to_uppercase());
        let answer = send(Method::POST, &url, Some(&with_charset), api.good).await;
        assert!(matches!(answer.status, 200 | 201), "{}: {answer:?}", api.name);
    }
}

#[tokio::test]
async fn another_method_is_405_and_names_those_allowed() {
    for api in APIS {
        let url = format!("{}{}", start(api, Options::new()).await, api.path);
        for method in [Method::GET, Method::PUT, Method::DELETE, Method::PATCH] {
            let answer = send(method, &url, None, "").await;
            assert_problem(api, &answer, 405);
            assert_eq!(answer.header("allow"), "POST, OPTIONS", "{}", api.name);
        }
    }
}

#[tokio::test]
async fn another_path_is_404() {
    for api in APIS {
        let base = start(api, Options::new()).await;
        let toggled = match api.path.strip_suffix('/') {
            Some(path) => path.to_owned(),
            None => format!("{}/", api.path),
        };
        for path in ["/", "/nowhere", &toggled, &format!("{}/more", toggled)] {
            let url = format!("{base}{path}");
            let answer = send(Method::POST, &url, Some(api.media), api.good).await;
            assert_problem(api, &answer, 404);
        }
    }
}

#[tokio::test]
async fn another_content_type_is_415() {
    for api in APIS {
        let url = format!("{}{}", start(api, Options::new()).await, api.path);
        for media in ["text/plain", "application/xml", "multipart/form-data; boundary=x"] {
            let answer = send(Method::POST, &url, Some(media), api.good).await;
            assert_problem(api, &answer, 415);
        }
    }
}

#[tokio::test]
async fn a_malformed_body_is_400() {
    for api in APIS {
        let url = format!("{}{}", start(api, Options::new()).await, api.path);
        for malformed in api.malformed {
            let answer = send(Method::POST, &url, Some(api.media), *malformed).await;
            assert_problem(api, &answer, 400);
        }
    }
}

#[tokio::test]
async fn what_breaks_rules_is_422_and_names_every_pointer() {
    for api in APIS {
        let url = format!("{}{}", start(api, Options::new()).await, api.path);
        for (body, pointers) in api.wrong {
            let answer = send(Method::POST, &url, Some(api.media), *body).await;
            assert_problem(api, &answer, 422);
            assert_eq!(answer.pointers(), *pointers, "{}: {body}", api.name);
        }
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_413() {
    for api in APIS {
        let limit = api.good.len();
        let url = format!("{}{}", start(api, Options::new().body_limit(limit)).await, api.path);
        let answer = send(Method::POST, &url, Some(api.media), api.good).await;
        assert!(matches!(answer.status, 200 | 201), "{}: {answer:?}", api.name);
        let longer = format!("{}{}", api.good, " ");
        let answer = send(Method::POST, &url, Some(api.media), longer).await;
        assert_problem(api, &answer, 413);
    }
}

#[tokio::test]
async fn a_refusal_never_quotes_what_was_sent() {
    for api in APIS {
        let url = format!("{}{}", start(api, Options::new()).await, api.path);
        let bodies = [
            r#"{"password":"hunter2","login":{"x":"hunter2"},"username":["hunter2"]}"#.to_owned(),
            r#"{"password":"hunter2" "hunter2"}"#.to_owned(),
            "password=hunter2&grant_type=hunter2".to_owned(),
        ];
        for body in bodies {
            let answer = send(Method::POST, &url, Some(api.media), body).await;
            assert!(matches!(answer.status, 400 | 422), "{}: {answer:?}", api.name);
            let text = String::from_utf8_lossy(&answer.body);
            assert!(!text.contains("hunter2"), "{}: {text}", api.name);
        }
    }
}
