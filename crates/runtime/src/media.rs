//! Bodies: how a value stands in a message of a media type.

mod events;
mod form;
pub mod headers;
mod json;
mod lines;
mod multipart;
mod place;
mod raw;
mod slot;

#[cfg(feature = "client")]
pub(crate) use events::EVENTS;
pub use events::{JsonEvents, TextEvents};
pub use form::{Form, Plain, Styles};
pub use json::JsonText;
pub use lines::Lines;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use multipart::spool;
pub use multipart::{FormParts, Multipart, PartNames, Parts, Received, absent, is_file};
pub use raw::{Binary, Empty, Own, Text};
pub(crate) use slot::{Reception, Slot};

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

use crate::Body;
use crate::body::BoxError;

/// A message. Its body is at hand, or still to come: what is made of it says how it is to be received
/// by what it asks for, [bytes](Message::bytes) or the [body](Message::take) as it comes.
pub struct Message<'a> {
    /// The headers.
    pub headers: &'a HeaderMap,
    body: &'a mut Slot,
    /// What opens a body of events again when it ends.
    reopen: Option<Box<dyn Reopen>>,
    /// On what terms a server takes it.
    #[cfg(feature = "server")]
    terms: Option<&'a crate::server::Terms>,
}

/// How long a line may be that comes back from a service, in bytes.
const LINE: usize = 16 << 20;

/// Opens a stream of events again.
pub(crate) trait Reopen: Send {
    /// What follows the event with this id, which is empty where ids were taken back and `None`
    /// where there was none, after a wait; `None` when nothing follows.
    fn reopen<'a>(
        &'a mut self,
        id: Option<&'a str>,
        delay: Duration,
    ) -> BoxFuture<'a, Result<Option<Body>, BoxError>>;
}

impl<'a> Message<'a> {
    /// A message of these headers with this body.
    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn new(headers: &'a HeaderMap, body: &'a mut Slot) -> Message<'a> {
        Message {
            headers,
            body,
            reopen: None,
            #[cfg(feature = "server")]
            terms: None,
        }
    }

    #[cfg(feature = "server")]
    pub(crate) fn on(mut self, terms: &'a crate::server::Terms) -> Message<'a> {
        self.terms = Some(terms);
        self
    }

    /// Whether it is held to the document's rules beyond its types.
    #[cfg(feature = "server")]
    fn is_validated(&self) -> bool {
        self.terms.is_none_or(|terms| terms.validate)
    }

    #[cfg(feature = "client")]
    pub(crate) fn reopened_by(mut self, reopen: impl Reopen + 'static) -> Message<'a> {
        self.reopen = Some(Box::new(reopen));
        self
    }

    /// The media type without its parameters, in lower case; empty where none is given.
    pub fn media_type(&self) -> String {
        media_type(self.headers).into_owned()
    }

    /// The body's bytes, all of them.
    ///
    /// # Errors
    /// They are still to come. They will be there when the message is read again.
    pub fn bytes(&mut self) -> Result<Bytes, Unfit> {
        self.body.bytes()
    }

    /// The bytes that are at hand; none of a body that is still to come.
    #[cfg(feature = "client")]
    pub(crate) fn at_hand(&self) -> Bytes {
        self.body.at_hand().cloned().unwrap_or_default()
    }

    /// How long a line of the body may be, in bytes.
    fn line_limit(&self) -> usize {
        #[cfg(feature = "server")]
        if let Some(terms) = self.terms {
            return terms.memory_limit;
        }
        LINE
    }

    /// The body, to be read as it comes.
    pub fn take(&mut self) -> Body {
        self.body.take()
    }
}

impl fmt::Debug for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Message").field(&self.body).finish()
    }
}

/// The media type that headers name, without its parameters and in lower case.
pub(crate) fn media_type(headers: &HeaderMap) -> Cow<'_, str> {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let end = memchr::memchr(b';', value.as_bytes()).unwrap_or(value.len());
    let bare = value[..end].trim_ascii();
    match bare.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(bare.to_ascii_lowercase()),
        false => Cow::Borrowed(bare),
    }
}

/// Whether a media type is in a range such as `image/*`, or has the same `+json` suffix.
pub(crate) fn in_range(media_type: &str, range: &str) -> bool {
    let range = range.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match range.split_once('/') {
        Some(("*", "*")) => true,
        Some((kind, "*")) => media_type.split('/').next() == Some(kind),
        _ => media_type == range,
    }
}

/// Why a message is not what it should be. The text says nothing of the message's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit(pub String);

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unfit {}

/// A value that can be a message's body, in the way that `C` says: [`JsonText`], [`Form`],
/// [`Multipart`], [`Text`], [`Binary`], [`Lines`], [`JsonEvents`], [`TextEvents`], [`Empty`], or [`Own`] for a type that says so itself.
pub trait Content<C>: Sized {
    /// Puts the value into a message: sets headers, gives the body. `media` is the media type
    /// that the document names.
    ///
    /// # Errors
    /// The value cannot be written so.
    fn encode(self, media: &'static str, headers: &mut HeaderMap) -> Result<Body, Unfit>;

    /// Takes the value out of a message.
    ///
    /// # Errors
    /// It is not what the document says.
    fn decode(message: Message<'_>) -> Result<Self, Unfit>;
}

/// A value that a server takes from a request's body, checked.
#[cfg(feature = "server")]
pub trait Admit<C>: Content<C> {
    /// Takes the value out of a request. `rules` are those that its type does not know: of a text or
    /// a tree of names and values, of each value of many; parts and bytes have none. Values that come
    /// one after another are checked as they come.
    ///
    /// # Errors
    /// It cannot be parsed, or breaks rules of the document.
    fn admit(
        message: Message<'_>,
        rules: &'static [crate::schema::Rule],
    ) -> Result<Self, crate::server::Refused>;
}

/// Sets the content type that a document names, or in the place of a range such as `text/*` the one
/// that such bodies have; none where they are bytes of any kind.
fn set_type(headers: &mut HeaderMap, media: &'static str, in_range: Option<&'static str>) {
    let named = Some(media).filter(|media| !media.contains('*') && !media.is_empty());
    let ranged = in_range.filter(|_| media.contains('*'));
    if let Some(media) = named.or(ranged) {
        headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(media));
    }
}

/// Which of the documented media types or ranges a message is in: the same one, else a range
/// that holds it, else any JSON for another JSON, else the first where the message names none.
pub fn choose(media_type: &str, documented: &[&'static str]) -> Option<&'static str> {
    let is_json = |media: &str| media == "application/json" || media.ends_with("+json");
    let bare = |media: &str| media.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    documented
        .iter()
        .find(|range| **range == media_type)
        .or_else(|| documented.iter().find(|range| bare(range) == media_type))
        .or_else(|| documented.iter().find(|range| in_range(media_type, range)))
        .or_else(|| documented.iter().find(|range| is_json(media_type) && is_json(&bare(range))))
        .or_else(|| documented.first().filter(|_| media_type.is_empty()))
        .copied()
}

/// Whether a body in this media type is read whole, whatever the document says of it: what JSON and
/// forms are made of is known at their end.
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) fn is_whole(media_type: &str) -> bool {
    matches!(media_type, "application/json" | "application/x-www-form-urlencoded")
        || media_type.ends_with("+json")
}

/// A message of none of the documented media types.
#[doc(hidden)]
pub fn unknown_media() -> Unfit {
    Unfit("a media type that the document does not name".to_owned())
}
