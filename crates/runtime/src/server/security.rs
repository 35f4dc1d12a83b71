//! What a caller shows, and whether that will do.

use base64::Engine;
use http::header::AUTHORIZATION;
use http::request::Parts;
use percent_encoding::percent_decode_str;

use super::incoming::cookies;
use crate::operation::Scheme;
use crate::parameter::Pairs;
use crate::{Response, Secret};

/// What one security scheme of a document says about where its credential stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// An API key in a header.
    Header(&'static str),
    /// An API key in the query.
    Query(&'static str),
    /// An API key in a cookie.
    Cookie(&'static str),
    /// `Authorization: Basic` (RFC 7617).
    Basic,
    /// `Authorization: Bearer` (RFC 6750), OAuth 2.0 and OpenID Connect among them.
    Bearer,
    /// `Authorization` with another scheme.
    Other(&'static str),
    /// A certificate of the connection; what a layer in front has found is in the extensions.
    Connection,
}

/// What a caller shows for one scheme.
#[derive(Clone, Debug)]
pub struct Credentials<'a> {
    /// The key, the token, or the password.
    pub secret: Secret,
    /// The name, with [`Credential::Basic`].
    pub user: Option<String>,
    /// The scopes that the operation asks for.
    pub scopes: &'static [&'static str],
    /// The request's head.
    pub parts: &'a Parts,
}

/// Why a caller may not.
#[derive(Debug)]
pub enum Refusal {
    /// Nobody knows these credentials: 401.
    Unauthenticated,
    /// They are known, and not for this: 403.
    Forbidden,
    /// Another answer, made `from` a response: who asks too often gets a 429, and nobody can tell who
    /// calls while the store of sessions is away.
    Other(Box<Response>),
}

impl From<Response> for Refusal {
    fn from(response: Response) -> Refusal {
        Refusal::Other(Box::new(response))
    }
}

impl Credential {
    /// What a request shows for this scheme.
    pub fn find<'a>(self, scheme: &Scheme, parts: &'a Parts) -> Option<Credentials<'a>> {
        let shown = |secret: &str| Credentials {
            secret: secret.into(),
            user: None,
            scopes: scheme.scopes,
            parts,
        };
        let header = |name: &str| parts.headers.get(name)?.to_str().ok();
        let authorization = |word: &str| {
            let (scheme, rest) = header(AUTHORIZATION.as_str())?.split_once(' ')?;
            scheme.eq_ignore_ascii_case(word).then(|| rest.trim())
        };
        match self {
            Credential::Header(name) => header(name).map(shown),
            Credential::Query(name) => {
                let query = parts.uri.query().unwrap_or("").as_bytes();
                let pairs: Vec<(String, String)> =
                    serde_urlencoded::from_bytes(query).unwrap_or_default();
                pairs.iter().find(|(key, _)| key == name).map(|(_, value)| shown(value))
            }
            Credential::Cookie(name) => {
                let cookies = cookies(&parts.headers);
                let (_, value) = Pairs::of_cookies(&cookies).iter().find(|(key, _)| key == name)?;
                percent_decode_str(&value).decode_utf8().ok().map(|value| shown(&value))
            }
            Credential::Basic => {
                let encoded = authorization("Basic")?;
                let bytes = base64::engine::general_purpose::STANDARD.decode(encoded).ok()?;
                let text = String::from_utf8(bytes).ok()?;
                let (user, password) = text.split_once(':')?;
                Some(Credentials { user: Some(user.to_owned()), ..shown(password) })
            }
            Credential::Bearer => authorization("Bearer").map(shown),
            Credential::Other(word) => authorization(word).map(shown),
            Credential::Connection => Some(shown("")),
        }
    }

    /// How a 401 asks for it (RFC 9110, section 11.6.1).
    pub fn challenge(self) -> String {
        match self {
            Credential::Basic => "Basic realm=\"api\", charset=\"UTF-8\"".to_owned(),
            Credential::Bearer => "Bearer".to_owned(),
            Credential::Other(word) => word.to_owned(),
            Credential::Header(name) | Credential::Query(name) | Credential::Cookie(name) => {
                format!("ApiKey name=\"{name}\"")
            }
            Credential::Connection => "Mutual".to_owned(),
        }
    }
}
