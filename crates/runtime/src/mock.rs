//! Answers from a document's examples.

use http::header::{CONTENT_LENGTH, Entry};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::media::{Message, Slot};
use crate::operation::{Operation, Route};
use crate::schema::Violation;
use crate::server::{Context, Credentials, Refusal, Refused, accepts};
use crate::{Body, Bytes, Json, Response, Secret, Stream};

/// The only key, token or password that a mock takes, whatever the scheme: an extension of requests,
/// for a layer such as `axum::Extension` to put there.
#[derive(Clone, Debug)]
pub struct Key(pub Secret);

/// Lets in who shows the [`Key`] of a request's extensions, or everybody where there is none.
///
/// # Errors
/// What is shown is another.
pub fn admit(credentials: &Credentials<'_>) -> Result<(), Refusal> {
    match credentials.parts.extensions.get::<Key>() {
        Some(Key(key)) if *key != credentials.secret => Err(Refusal::Unauthenticated),
        _ => Ok(()),
    }
}

/// An answer that a document gives as an example, or that was composed from its schemas.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// The statuses, from the first to the last.
    pub statuses: (u16, u16),
    /// The media type; empty where there is no body.
    pub media: &'static str,
    /// Headers, by name and value.
    pub headers: &'static [(&'static str, &'static str)],
    /// The body.
    pub body: &'static str,
}

impl Example {
    fn covers(&self, status: u16) -> bool {
        (self.statuses.0..=self.statuses.1).contains(&status)
    }

    /// Whether it is a word on the way to an answer, or to another protocol (RFC 9110, section 15.2).
    fn is_interim(&self) -> bool {
        self.statuses.1 < 200
    }

    fn width(&self) -> u16 {
        self.statuses.1.saturating_sub(self.statuses.0)
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if let Ok(media) = HeaderValue::from_str(self.media)
            && !self.media.is_empty()
        {
            headers.insert(http::header::CONTENT_TYPE, media);
        }
        for (name, value) in self.headers {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        // A length that is documented is that of the body.
        if let Entry::Occupied(mut length) = headers.entry(CONTENT_LENGTH) {
            length.insert(self.body.len().into());
        }
        headers
    }
}

/// The protocol that a mock names where it would have to speak another. OpenAPI has no word for it; this
/// is the one that is meant.
const PROTOCOL: &str = "websocket";

/// Answers with one of the examples: the one whose status the request prefers
/// (`Prefer: code=404`, RFC 7240), else the first; of several bodies the first that is acceptable. A mock speaks no protocol but HTTP: where only a
/// status 1xx is there to answer with, it says that an upgrade is required (RFC 9110, section 15.5.22). Where the document names no response at all, any
/// will do: an empty 200. One that the operation's types do not take
/// comes back as the failure that carries any response.
///
/// # Errors
/// The example is of a failure.
pub fn answer<O: Operation, C>(
    cx: &Context<C>,
    examples: &'static [Example],
) -> Result<O::Success, O::Failure> {
    let preferred = preferred(cx.headers());
    let example = match preferred {
        Some(code) => {
            // A code goes before a range, and a range before the default.
            let covers = |example: &&Example| example.covers(code);
            examples.iter().filter(covers).min_by_key(|example| example.width())
        }
        None => first(examples),
    };
    // Of the bodies that the document has for a status, one that the client takes.
    let taken = |first: &Example| {
        let same = |other: &&Example| {
            other.statuses == first.statuses && accepts(cx.headers(), &[other.media])
        };
        examples.iter().find(same)
    };
    let Some(example) = example.map(|first| taken(first).unwrap_or(first)) else {
        return Err(O::other(preferred.map_or_else(Response::default, missing)));
    };
    if example.is_interim() {
        let refused = Refused::UpgradeRequired(PROTOCOL);
        let mut response = shaped(&refused, examples).unwrap_or_else(|| refused.response());
        refused.set_headers(&mut response);
        return Err(O::other(response));
    }
    let headers = example.headers();
    let status =
        StatusCode::from_u16(preferred.unwrap_or(example.statuses.0)).unwrap_or(StatusCode::OK);
    let body = Bytes::from_static(example.body.as_bytes());
    let mut slot = Slot::Whole(body.clone());
    let message = Message::new(&headers, &mut slot);
    match O::read_response(status, message) {
        Some(Ok(result)) => result,
        _ => {
            let mut response = Response::new(Body::from(body));
            *response.status_mut() = status;
            *response.headers_mut() = headers;
            Err(O::other(response))
        }
    }
}

/// The methods of a server that answers with examples: for each operation the function that takes its
/// request, as the table of the document's answers has it. A request of values that are checked as they
/// come is read to its end.
///
/// ```text
/// rt::answers!(EXAMPLES {
///     list_pets;
///     find_pet optionally secured;
///     add_pet secured;
///     add_pets, request => rt::mock::drain(request.body).await;
/// });
/// ```
#[macro_export]
macro_rules! answers {
    ($EXAMPLES:ident { $($name:ident $($secured:ident)* $(, $request:ident => $read:expr)?;)* }) => {
        $(async fn $name(
            &self,
            cx: $crate::server::Context<$crate::__caller!($($secured)*)>,
            _request: $name::Request,
        ) -> ::core::result::Result<$name::Success, $name::Failure> {
            $(let $request = _request; $read;)?
            $crate::mock::answer::<$name::Request, _>(
                &cx,
                $crate::mock::examples_of::<$name::Request>($EXAMPLES),
            )
        })*
    };
}

/// Who calls a mock: somebody.
#[doc(hidden)]
#[macro_export]
macro_rules! __caller {
    () => { () };
    (secured) => { () };
    (optionally secured) => { ::core::option::Option<()> };
}

/// The answers of an operation; none where the table does not have it.
pub fn examples_of<O: Operation>(examples: &[(Route, &'static [Example])]) -> &'static [Example] {
    of(&O::ROUTE, examples).unwrap_or_default()
}

fn of(route: &Route, examples: &[(Route, &'static [Example])]) -> Option<&'static [Example]> {
    let meant = |(other, _): &&(Route, _)| (other.method, other.path) == (route.method, route.path);
    examples.iter().find(meant).map(|(_, examples)| *examples)
}

/// Reads values to their end, so that all of them are checked.
pub async fn drain<T>(mut values: Stream<T>) {
    while values.next().await.is_some() {}
}

/// The example that is meant where none is preferred.
fn first(examples: &'static [Example]) -> Option<&'static Example> {
    let first = examples.first()?;
    let redirects = |example: &&Example| (300..400).contains(&example.statuses.0);
    let last = examples.iter().find(redirects).filter(|_| first.is_interim());
    Some(last.unwrap_or(first))
}

/// The header in which a mock says why it refused a request, where the answer has the shape of the
/// document: a JSON list of what a problem document has under `errors`, of at most 4 KiB.
pub const WHY: HeaderName = HeaderName::from_static("x-violations");

/// How long the value of [`WHY`] is at most: a header is not to grow with the request.
const REASONS: usize = 4096;

/// Answers a refusal as the operation documents it: a violation with its example for 422, else
/// for 400, else for the range or the default; any other refusal with the one for its status.
/// [`WHY`] it was refused stands in a header. With a problem document where there is none, and where
/// no operation was meant.
pub fn refuse(
    refused: &Refused,
    route: Option<&Route>,
    examples: &[(Route, &'static [Example])],
) -> Response {
    // What went wrong inside is told to nobody.
    let route = route.filter(|_| *refused != Refused::Internal);
    let shaped = route.and_then(|route| shaped(refused, of(route, examples)?));
    let Some(mut response) = shaped else { return refused.response() };
    if let Some(why) = why(refused) {
        response.headers_mut().insert(WHY, why);
    }
    response
}

/// The value of [`WHY`], as far as there is room.
fn why(refused: &Refused) -> Option<HeaderValue> {
    let errors: Vec<Json> = match refused {
        Refused::Violations(violations) => violations.iter().map(Violation::error).collect(),
        refused => vec![serde_json::json!({"detail": refused.detail()?})],
    };
    let mut text = String::new();
    for error in errors {
        let error = ascii(&error.to_string());
        if text.len() + error.len() + 2 > REASONS {
            break;
        }
        text.push_str(if text.is_empty() { "[" } else { "," });
        text.push_str(&error);
    }
    text.push(']');
    HeaderValue::try_from(text).ok().filter(|why| why.len() > 1)
}

/// A JSON text with all escaped that is not ASCII.
fn ascii(json: &str) -> String {
    let mut units = [0; 2];
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, ' '..='~') {
            text.push(c);
        } else {
            text.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text
}

/// A refusal in the shape of the example that the document has for it.
fn shaped(refused: &Refused, examples: &'static [Example]) -> Option<Response> {
    let status = refused.status().as_u16();
    let codes: &[u16] = if status == 422 { &[422, 400] } else { &[status] };
    // A response without a body has no shape to tell anything in.
    let examples = || examples.iter().filter(|example| !example.media.is_empty());
    let exact = codes.iter().find_map(|code| examples().find(|e| e.statuses == (*code, *code)));
    let ranges = examples().filter(|example| example.covers(status));
    let example = exact.or(ranges.min_by_key(|example| example.width()))?;
    let mut response = Response::new(Body::from(Bytes::from_static(example.body.as_bytes())));
    *response.status_mut() = match exact {
        Some(example) => StatusCode::from_u16(example.statuses.0).unwrap_or(refused.status()),
        None => refused.status(),
    };
    *response.headers_mut() = example.headers();
    Some(response)
}

fn preferred(headers: &HeaderMap) -> Option<u16> {
    headers
        .get_all("prefer")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split([',', ';']))
        .find_map(|preference| {
            preference.trim().strip_prefix("code=")?.trim_matches('"').parse().ok()
        })
}

/// The answer where the document does not have the one that is preferred.
fn missing(preferred: u16) -> Response {
    let text = format!("the document has no response with the status {preferred}");
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = StatusCode::NOT_IMPLEMENTED;
    response
}
