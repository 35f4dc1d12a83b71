//! Why a request was refused, and how that is told: problem documents (RFC 9457).

use http::header::{ALLOW, CONNECTION, CONTENT_TYPE, UPGRADE, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde_json::json;

use crate::media::Unfit;
use crate::schema::Violation;
use crate::{Body, Json, Response};

/// Why a request did not come to a handler, or its answer not back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// 404: no path of the document.
    NoSuchPath,
    /// 405: a path of the document, but not with this method. The others are named.
    NoSuchMethod(String),
    /// 401: no credentials, or none that are known. The schemes are named.
    Unauthenticated(String),
    /// 403: credentials, but not for this.
    Forbidden,
    /// 406: none of the response's media types is acceptable.
    NotAcceptable,
    /// 413: the body is over the limit.
    TooLarge,
    /// 415: the body is of a media type that the document does not name.
    UnsupportedMediaType,
    /// 400: the request cannot be parsed. The text never quotes it.
    Unparsable(String),
    /// 422: the request can be parsed and is not what the document says.
    Violations(Vec<Violation>),
    /// 426: all that the operation answers with is another protocol, which is named.
    UpgradeRequired(&'static str),
    /// 500: the handler panicked, or its answer cannot be written.
    Internal,
}

impl Violation {
    /// The violation as a member of a problem document's `errors`.
    pub(crate) fn error(&self) -> Json {
        json!({"pointer": self.pointer, "detail": self.rule})
    }
}

impl From<Unfit> for Refused {
    fn from(unfit: Unfit) -> Refused {
        Refused::Unparsable(unfit.0)
    }
}

impl Refused {
    /// A single violation.
    pub(crate) fn violation(pointer: &str, rule: &str) -> Refused {
        Refused::Violations(vec![Violation { pointer: pointer.to_owned(), rule: rule.to_owned() }])
    }

    /// The status that says it.
    pub fn status(&self) -> StatusCode {
        match self {
            Refused::NoSuchPath => StatusCode::NOT_FOUND,
            Refused::NoSuchMethod(_) => StatusCode::METHOD_NOT_ALLOWED,
            Refused::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
            Refused::Forbidden => StatusCode::FORBIDDEN,
            Refused::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Refused::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Refused::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Refused::Unparsable(_) => StatusCode::BAD_REQUEST,
            Refused::Violations(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Refused::UpgradeRequired(_) => StatusCode::UPGRADE_REQUIRED,
            Refused::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(crate) fn detail(&self) -> Option<&str> {
        match self {
            Refused::Unparsable(detail) => Some(detail),
            Refused::Violations(_) => Some("the request is not what the API's document says"),
            _ => None,
        }
    }

    /// The problem document. Violations are listed under `errors`, each with its `pointer`.
    pub fn response(&self) -> Response {
        let status = self.status();
        let mut problem = json!({
            "type": "about:blank",
            "title": status.canonical_reason().unwrap_or_default(),
            "status": status.as_u16(),
        });
        if let Some(detail) = self.detail() {
            problem["detail"] = detail.into();
        }
        if let Refused::Violations(violations) = self {
            problem["errors"] = violations.iter().map(Violation::error).collect();
        }
        let mut response = Response::new(Body::from(problem.to_string()));
        *response.status_mut() = status;
        self.set_headers(&mut response);
        response
    }

    /// The headers that the status asks for (RFC 9110), whatever the body.
    pub(crate) fn set_headers(&self, response: &mut Response) {
        let headers = response.headers_mut();
        headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/problem+json"));
        let (name, value) = match self {
            Refused::NoSuchMethod(methods) => (ALLOW, methods.as_str()),
            Refused::Unauthenticated(challenge) => (WWW_AUTHENTICATE, challenge.as_str()),
            Refused::UpgradeRequired(protocol) => {
                // Who names a protocol says that it is meant for the next hop (section 7.8).
                headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
                (UPGRADE, *protocol)
            }
            _ => return,
        };
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
}
