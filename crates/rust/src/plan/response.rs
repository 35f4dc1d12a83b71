//! What comes back from an operation, in Rust.

use heck::ToUpperCamelCase;
use http::StatusCode;
use specwright_ir::{
    Api, Codec, Kind, Media, Operation, Owner, Response, Status, Step, Text, TypeId,
};

use super::{Home, Plan, is_success};
use crate::names::{Scope, camel, snake};
use crate::ty::Bytes;

/// The responses of an operation.
#[derive(Debug)]
pub(crate) struct Replies {
    /// Those that are successes.
    pub successes: Vec<Reply>,
    /// The others.
    pub failures: Vec<Reply>,
}

/// A response.
#[derive(Debug)]
pub(crate) struct Reply {
    /// Its place in the operation's responses; `None` for one that the document forgot.
    pub index: Option<usize>,
    pub status: Status,
    /// Its variant of `Success` or `Failure`.
    pub variant: String,
    pub payload: Payload,
}

/// What a response or a request's body holds.
#[derive(Clone, Debug)]
pub(crate) struct Payload {
    /// Its type, seen from the operation's module; `None` where there is nothing.
    pub ty: Option<String>,
    /// The tables' word for how it travels.
    pub codec: &'static str,
    /// Its media types.
    pub media: Vec<String>,
    /// Whether it holds a stream, which is neither cloned nor compared.
    pub streams: bool,
    /// The struct of headers and body that is to be written for it.
    pub headed: Option<Headed>,
    /// The enum of media types that is to be written for it.
    pub choice: Option<Choice>,
}

/// A struct of headers and a body.
#[derive(Clone, Debug)]
pub(crate) struct Headed {
    pub name: String,
    /// The fields of the headers, in order.
    pub fields: Vec<String>,
    /// The body's type and codec.
    pub body: Option<(String, &'static str)>,
}

/// An enum of the media types of a body.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub name: String,
    /// Variant, type, codec and media types.
    pub variants: Vec<(String, String, &'static str, Vec<String>)>,
}

impl Replies {
    pub(crate) fn new(plan: &Plan<'_>, operation: &Operation, home: Home) -> Replies {
        let mut replies = Replies { successes: Vec::new(), failures: Vec::new() };
        let mut variants = Scope::with(&["Other"]);
        for (index, response) in operation.responses.iter().enumerate() {
            let index = Some(index);
            let payload = payload(plan, operation, response, home);
            let mut status = response.status;
            if !is_success(operation, status) {
                let variant = variants.claim(status_name(status));
                replies.failures.push(Reply { index, status, variant, payload });
                continue;
            }
            // A lone default is what comes back, however it went.
            if status == Status::Default {
                let variant = variants.claim(status_name(status));
                let payload = Payload { headed: None, choice: None, ..payload.clone() };
                replies.failures.push(Reply { index, status, variant, payload });
                status = Status::Range(2);
            }
            let variant = status_name(status);
            replies.successes.push(Reply { index, status, variant, payload });
        }
        if replies.successes.is_empty() {
            let (status, variant) = (Status::Range(2), "Success".to_owned());
            replies.successes.push(Reply {
                index: None,
                status,
                variant,
                payload: Payload::nothing(),
            });
        }
        replies
    }
}

impl Payload {
    fn nothing() -> Payload {
        Payload {
            ty: None,
            codec: "empty",
            media: vec![String::new()],
            streams: false,
            headed: None,
            choice: None,
        }
    }

    /// What the media types of a body are, as one; `name` is that of the enum they may need.
    pub(crate) fn of_media(plan: &Plan<'_>, media: &[Media], home: Home, name: &str) -> Payload {
        match media {
            [] => Payload::nothing(),
            [media] => Payload {
                ty: Some(held(plan, media, home)),
                codec: codec(plan, media),
                media: media.ranges.clone(),
                streams: plan.api.is_stream(media),
                headed: None,
                choice: None,
            },
            several => {
                let mut scope = Scope::default();
                let variants = several.iter().map(|media| {
                    let range = media.ranges.first().map_or("", String::as_str);
                    let (ty, codec) = (held(plan, media, home), codec(plan, media));
                    (scope.claim(media_name(range)), ty, codec, media.ranges.clone())
                });
                let choice = Choice { name: name.to_owned(), variants: variants.collect() };
                Payload {
                    ty: Some(name.to_owned()),
                    codec: "own",
                    media: several.iter().flat_map(|media| media.ranges.clone()).collect(),
                    streams: several.iter().any(|media| plan.api.is_stream(media)),
                    headed: None,
                    choice: Some(choice),
                }
            }
        }
    }
}

fn payload(plan: &Plan<'_>, operation: &Operation, response: &Response, home: Home) -> Payload {
    let base = base_name(operation, response.status);
    let inner = inner_name(operation, response.status).unwrap_or_default();
    let body = Payload::of_media(plan, &response.media, home, &format!("{base}{inner}"));
    if response.headers.is_empty() {
        return body;
    }
    let mut scope = Scope::with(&["body"]);
    let fields = response.headers.iter().map(|header| scope.claim(snake(&header.name))).collect();
    let headed = Headed { name: base.clone(), fields, body: body.ty.map(|ty| (ty, body.codec)) };
    Payload {
        ty: Some(base),
        codec: "own",
        media: body.media,
        streams: body.streams,
        headed: Some(headed),
        choice: body.choice,
    }
}

/// Takes the names of an operation's own types, so that no inline type has them.
pub(super) fn reserve(operation: &Operation, scope: &mut Scope) {
    for response in &operation.responses {
        let base = base_name(operation, response.status);
        let inner = inner_name(operation, response.status).unwrap_or_default();
        let headed = Some(base.clone()).filter(|_| !response.headers.is_empty());
        let choice = Some(format!("{base}{inner}")).filter(|_| response.media.len() > 1);
        for name in headed.into_iter().chain(choice).filter(|name| name != "Success") {
            scope.claim(name);
        }
    }
    if operation.body.as_ref().is_some_and(|body| body.media.len() > 1) {
        scope.claim("Body".to_owned());
    }
}

/// The inline type of the document that is itself the operation's `Success`.
pub(super) fn success(api: &Api, operation: &Operation, owner: &Owner) -> Option<TypeId> {
    let mut successes = operation.responses.iter().filter(|r| is_success(operation, r.status));
    let (Some(only), None) = (successes.next(), successes.next()) else { return None };
    let [media] = &only.media[..] else { return None };
    let Kind::Type(id) = media.used.kind else { return None };
    let place = &api.get(id).place;
    // What stands elsewhere is called after that place.
    let inline = place.owner == *owner && matches!(place.steps[..], [Step::Response(_)]);
    (inline && only.headers.is_empty() && !media.used.nullable).then_some(id)
}

/// The name of a response's payload: `Success`, `SuccessCreated` where there are several,
/// `NotFound`.
pub(super) fn base_name(operation: &Operation, status: Status) -> String {
    let name = status_name(status);
    if !is_success(operation, status) {
        return if status == Status::Default { "DefaultResponse".to_owned() } else { name };
    }
    let several =
        operation.responses.iter().filter(|r| is_success(operation, r.status)).count() > 1;
    if several { format!("Success{name}") } else { "Success".to_owned() }
}

/// What is added to it for the body beside headers.
pub(super) fn inner_name(operation: &Operation, status: Status) -> Option<String> {
    let response = operation.responses.iter().find(|response| response.status == status)?;
    (!response.headers.is_empty()).then(|| "Body".to_owned())
}

/// The name of a status, from its reason phrase.
pub(crate) fn status_name(status: Status) -> String {
    let reason = |code| StatusCode::from_u16(code).ok().and_then(|s| s.canonical_reason());
    match status {
        Status::Code(code) => match reason(code) {
            Some(reason) => reason.replace('\'', "").to_upper_camel_case(),
            None => format!("Status{code}"),
        },
        Status::Range(1) => "Informational".to_owned(),
        Status::Range(2) => "Success".to_owned(),
        Status::Range(3) => "Redirection".to_owned(),
        Status::Range(4) => "ClientError".to_owned(),
        Status::Range(5) => "ServerError".to_owned(),
        Status::Range(digit) => format!("Status{digit}xx"),
        Status::Default => "Default".to_owned(),
    }
}

/// The name of a media type: `text/csv` is `Csv`, `*/*` is `Any`.
pub(super) fn media_name(range: &str) -> String {
    let bare = range.split(';').next().unwrap_or("").trim();
    let (kind, subtype) = bare.split_once('/').unwrap_or(("", bare));
    match (kind, subtype) {
        ("*" | "application", "*") => "Any".to_owned(),
        (kind, "*") => camel(kind),
        (_, "x-www-form-urlencoded") => "Form".to_owned(),
        (_, "form-data") => "Multipart".to_owned(),
        (_, subtype) => camel(subtype),
    }
}

/// The type of what a media type holds.
fn held(plan: &Plan<'_>, media: &Media, home: Home) -> String {
    let ty = plan.ty(&media.used, home, bytes(media.codec));
    match media.codec {
        Codec::Lines => format!("rt::Stream<{ty}>"),
        Codec::Events => format!("rt::Events<{ty}>"),
        _ => ty,
    }
}

fn codec(plan: &Plan<'_>, media: &Media) -> &'static str {
    match media.codec {
        Codec::Lines => "lines",
        Codec::Events if is_text(plan, media) => "text_events",
        Codec::Events => "events",
        Codec::Json => "json",
        Codec::Form if !media.styles.is_empty() => "form<Styles>",
        Codec::Form => "form",
        Codec::Multipart => "multipart",
        Codec::Text => "text",
        Codec::Binary => "binary",
    }
}

/// Whether the data of events is text as it is, and no JSON.
pub(crate) fn is_text(plan: &Plan<'_>, media: &Media) -> bool {
    !media.used.nullable
        && !plan.is_own(&media.used)
        && plan.api.resolve(&media.used).kind == Kind::String(Text::Plain)
}

fn bytes(codec: Codec) -> Bytes {
    match codec {
        Codec::Binary => Bytes::Body,
        Codec::Multipart => Bytes::Part,
        _ => Bytes::Text,
    }
}
