//! Answers from a document's examples.

use http::{HeaderMap, HeaderValue, StatusCode};

use crate::media::Message;
use crate::operation::Operation;
use crate::server::Context;
use crate::{Body, Bytes, Response};

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

/// Answers with one of the examples: the one whose status the request prefers
/// (`Prefer: code=404`, RFC 7240), else the first. One that the operation's types do not take
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
            let is_in = |(first, last): (u16, u16)| (first..=last).contains(&code);
            examples.iter().find(|example| is_in(example.statuses))
        }
        None => examples.first(),
    };
    let Some(example) = example else {
        return Err(O::other(missing(preferred)));
    };
    let mut headers = HeaderMap::new();
    if let Ok(media) = HeaderValue::from_str(example.media)
        && !example.media.is_empty()
    {
        headers.insert(http::header::CONTENT_TYPE, media);
    }
    for (name, value) in example.headers {
        headers.insert(*name, HeaderValue::from_static(value));
    }
    let status =
        StatusCode::from_u16(preferred.unwrap_or(example.statuses.0)).unwrap_or(StatusCode::OK);
    let body = Bytes::from_static(example.body.as_bytes());
    let message = Message { headers: headers.clone(), body: body.clone().into() };
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

/// The answer where the document has none: it names no response, or not the preferred one.
fn missing(preferred: Option<u16>) -> Response {
    let text = match preferred {
        Some(code) => format!("the document has no response with the status {code}"),
        None => "the document has no response".to_owned(),
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = StatusCode::NOT_IMPLEMENTED;
    response
}
