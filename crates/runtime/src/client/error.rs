//! What can go wrong with a call.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::body::BoxError;
use crate::media::{Unfit, media_type};
use crate::operation::{Answer, Route};

/// Why a call brought no success. `F` is the operation's `Failure`.
#[non_exhaustive]
pub enum Error<F> {
    /// The service answered with a failure that the document names.
    Response(F),
    /// The service answered with something that the document does not name.
    Undocumented(Undocumented),
    /// The service answered with a status that the document names, but not with what it says.
    Decode(String, Undocumented),
    /// The request cannot be written: a part of it has no place in HTTP.
    Request(Asked, String),
    /// There is no token to show: the provider's error.
    Credentials(Asked, Box<dyn StdError + Send + Sync>),
    /// No answer came.
    Transport(Asked, Box<dyn StdError + Send + Sync>),
    /// No answer came in time.
    Timeout(Asked),
}

/// Why no answer came, whatever the operation.
#[derive(Debug)]
pub(super) enum Failed {
    Request(Asked, Unfit),
    Credentials(Asked, BoxError),
    Transport(Asked, BoxError),
    Decode(String, Undocumented),
    Timeout(Asked),
}

impl From<Failed> for BoxError {
    fn from(failed: Failed) -> BoxError {
        match failed {
            Failed::Request(_, unfit) => unfit.into(),
            Failed::Credentials(_, error) | Failed::Transport(_, error) => error,
            Failed::Decode(why, _) => why.into(),
            Failed::Timeout(_) => "no answer came in time".into(),
        }
    }
}

impl<F> From<Failed> for Error<F> {
    fn from(failed: Failed) -> Error<F> {
        match failed {
            Failed::Request(asked, unfit) => Error::Request(asked, unfit.0),
            Failed::Credentials(asked, error) => Error::Credentials(asked, error),
            Failed::Transport(asked, error) => Error::Transport(asked, error),
            Failed::Decode(why, response) => Error::Decode(why, response),
            Failed::Timeout(asked) => Error::Timeout(asked),
        }
    }
}

impl<F: Answer> Error<F> {
    /// The status of the answer, where there is one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Error::Response(failure) => Some(failure.status()),
            Error::Undocumented(response) | Error::Decode(_, response) => Some(response.status()),
            _ => None,
        }
    }
}

/// A whole answer that the document does not name. `Debug` does not show its body, which is empty of
/// what nobody could wait for the end of: a stream of events, or one that the document calls a stream.
#[derive(Clone)]
pub struct Undocumented(Box<Answered>);

#[derive(Clone)]
struct Answered {
    asked: Asked,
    response: http::Response<Bytes>,
}

/// What was asked: method and path as the document writes them, which hold no secret. Printed, it is
/// `GET /pets/{id}`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    method: &'static str,
    path: &'static str,
}

impl Asked {
    /// The method, such as `GET`.
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// The path with the names of its parameters; empty for a webhook, whose address is no part of the
    /// document.
    pub fn path(&self) -> &'static str {
        self.path
    }
}

impl From<Route> for Asked {
    fn from(Route { method, path, .. }: Route) -> Asked {
        Asked { method, path }
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path {
            // A webhook has no path of the document's.
            "" => f.write_str(self.method),
            path => write!(f, "{} {path}", self.method),
        }
    }
}

impl Undocumented {
    pub(super) fn new(
        asked: impl Into<Asked>,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Undocumented {
        let mut response = http::Response::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        Undocumented(Box::new(Answered { asked: asked.into(), response }))
    }

    /// What was asked.
    pub fn asked(&self) -> Asked {
        self.0.asked
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.0.response.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.0.response.headers()
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        self.0.response.body()
    }
}

impl fmt::Debug for Undocumented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Undocumented")
            .field("asked", &self.0.asked)
            .field("status", &self.status())
            .field("body", &format_args!("{} bytes", self.body().len()))
            .finish_non_exhaustive()
    }
}

impl<F: fmt::Debug> fmt::Debug for Error<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Response(failure) => f.debug_tuple("Response").field(failure).finish(),
            Error::Undocumented(response) => response.fmt(f),
            Error::Decode(why, response) => {
                f.debug_tuple("Decode").field(why).field(response).finish()
            }
            Error::Request(asked, why) => f.debug_tuple("Request").field(asked).field(why).finish(),
            Error::Credentials(asked, error) => {
                f.debug_tuple("Credentials").field(asked).field(error).finish()
            }
            Error::Transport(asked, error) => {
                f.debug_tuple("Transport").field(asked).field(error).finish()
            }
            Error::Timeout(asked) => f.debug_tuple("Timeout").field(asked).finish(),
        }
    }
}

impl<F: fmt::Debug> fmt::Display for Error<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Response(failure) => write!(f, "the service answered with {failure:?}"),
            Error::Undocumented(response) => {
                write!(f, "the service answered {} with {}", response.0.asked, response.status())?;
                // Of a status that is documented it may be the body that is not.
                match &*media_type(response.headers()) {
                    "" => f.write_str(", which is not documented"),
                    media => write!(f, " and {media}, which is not documented"),
                }
            }
            Error::Decode(why, response) => {
                let (asked, status) = (response.0.asked, response.status());
                write!(f, "the service answered {asked} with {status} and {why}")
            }
            Error::Request(asked, why) => write!(f, "{asked} cannot be written: {why}"),
            Error::Credentials(asked, _) => write!(f, "there is no token to show to {asked}"),
            Error::Transport(asked, _) => write!(f, "no answer came to {asked}"),
            Error::Timeout(asked) => write!(f, "no answer came to {asked} in time"),
        }
    }
}

impl<F: fmt::Debug> StdError for Error<F> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Error::Credentials(_, error) | Error::Transport(_, error) => Some(&**error),
            _ => None,
        }
    }
}

/// Why a client cannot be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL is none, or not of HTTP.
    BaseUrl(String),
    /// No base URL was given, and the document names no server to fall back to.
    NoBaseUrl,
    /// The URL of a token endpoint is none, or not of HTTP.
    TokenUrl(String),
    /// The HTTP client cannot be made.
    Http(reqwest::Error),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildError::BaseUrl(why) => write!(f, "the base URL cannot be used: {why}"),
            BuildError::NoBaseUrl => {
                f.write_str("a base URL is needed: the document names no server")
            }
            BuildError::TokenUrl(why) => write!(f, "the token URL cannot be used: {why}"),
            BuildError::Http(_) => f.write_str("the HTTP client cannot be made"),
        }
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            BuildError::Http(error) => Some(error),
            _ => None,
        }
    }
}
