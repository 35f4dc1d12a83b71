//! `text/event-stream` (HTML Standard, section 9.2).

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::HeaderMap;

use super::lines::{from_text, lines, written};
use super::{Content, Message, Reopen, Unfit, set_type};
use crate::body::BoxError;
use crate::wire::{By, Wire, strict};
use crate::{Body, Event, Events, Stream, StreamError};

/// The media type of bodies that need not end.
#[cfg(feature = "client")]
pub(crate) const EVENTS: &str = "text/event-stream";

/// Server-sent events whose data is JSON.
#[derive(Debug)]
pub enum JsonEvents {}

/// Server-sent events whose data is text.
#[derive(Debug)]
pub enum TextEvents {}

impl<T: Wire + Send + 'static> Content<JsonEvents> for Events<T> {
    fn encode(self, media: &'static str, headers: &mut HeaderMap) -> Result<Body, Unfit> {
        set_type(headers, media, None);
        Ok(written(self, |event| block(event, &serde_json::to_string(&By(&event.data))?)))
    }

    fn decode(mut message: Message<'_>) -> Result<Self, Unfit> {
        let strict = strict::is_on();
        let limit = message.line_limit();
        let events = texts(message.take(), limit, message.reopen).map(move |event| {
            let Event { data, event, id, retry } = event?;
            Ok(Event { data: from_text(data.as_bytes(), strict)?, event, id, retry })
        });
        Ok(Stream::new(events))
    }
}

impl Content<TextEvents> for Events<String> {
    fn encode(self, media: &'static str, headers: &mut HeaderMap) -> Result<Body, Unfit> {
        set_type(headers, media, None);
        Ok(written(self, |event| block(event, &event.data)))
    }

    fn decode(mut message: Message<'_>) -> Result<Self, Unfit> {
        let limit = message.line_limit();
        Ok(Stream::new(texts(message.take(), limit, message.reopen)))
    }
}

/// An event as it is written.
fn block<T>(event: &Event<T>, data: &str) -> Result<Vec<u8>, BoxError> {
    let mut text = String::new();
    for (field, value) in [("event", &event.event), ("id", &event.id)] {
        if let Some(value) = value {
            if value.contains(['\r', '\n', '\0']) {
                return Err(format!("the {field} of an event has no lines").into());
            }
            text.push_str(&format!("{field}: {value}\n"));
        }
    }
    if let Some(retry) = event.retry {
        text.push_str(&format!("retry: {}\n", retry.as_millis()));
    }
    for line in data.replace("\r\n", "\n").split(['\r', '\n']) {
        text.push_str(&format!("data: {line}\n"));
    }
    text.push('\n');
    Ok(text.into_bytes())
}

/// The events of a body, and of those that continue it.
fn texts(
    body: Body,
    limit: usize,
    reopen: Option<Box<dyn Reopen>>,
) -> impl futures_util::Stream<Item = Result<Event<String>, StreamError>> + Send {
    let reader = Reader {
        lines: Box::pin(lines(body, limit).fuse()),
        limit,
        reopen,
        first: true,
        id: None,
        last: None,
        delay: DELAY,
    };
    stream::unfold(reader, |mut reader| async move {
        let event = reader.next().await?;
        Some((event, reader))
    })
}

/// How long to wait before a stream is opened again, if it says nothing of that.
const DELAY: Duration = Duration::from_secs(3);

type Lines = Pin<Box<dyn futures_util::Stream<Item = Result<Bytes, StreamError>> + Send>>;

/// The interpretation of a stream (section 9.2.6).
struct Reader {
    lines: Lines,
    limit: usize,
    reopen: Option<Box<dyn Reopen>>,
    /// Whether the next line is the first of a body.
    first: bool,
    /// The last id, and that of the last block that was whole. An empty one takes back those
    /// before.
    id: Option<String>,
    last: Option<String>,
    delay: Duration,
}

impl Reader {
    async fn next(&mut self) -> Option<Result<Event<String>, StreamError>> {
        let (mut data, mut event, mut retry) = (None::<String>, None, None);
        loop {
            let line = match (self.lines.next().await, &mut self.reopen) {
                (Some(Ok(line)), _) => line,
                (Some(Err(StreamError::Body(_))) | None, Some(_)) => {
                    // A block that has no end is no event.
                    (data, event, retry) = (None, None, None);
                    match self.reopen().await {
                        Some(Ok(())) => continue,
                        Some(Err(error)) => return Some(Err(error)),
                        None => return None,
                    }
                }
                (Some(Err(error)), _) => return Some(Err(error)),
                (None, None) => return None,
            };
            let line = String::from_utf8_lossy(&line);
            let line = if self.first { line.trim_start_matches('\u{feff}') } else { &line };
            self.first = false;
            if line.is_empty() {
                self.last.clone_from(&self.id);
                match data.take() {
                    Some(data) => {
                        let id = self.id.clone().filter(|id| !id.is_empty());
                        return Some(Ok(Event { data, event, id, retry }));
                    }
                    None => event = None,
                }
                continue;
            }
            let (field, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            match field {
                "data" => match &mut data {
                    Some(data) if data.len() + value.len() >= self.limit => {
                        (self.lines, self.reopen) = (Box::pin(stream::empty()), None);
                        return Some(Err(StreamError::TooLong));
                    }
                    Some(data) => {
                        data.push('\n');
                        data.push_str(value);
                    }
                    None => data = Some(value.to_owned()),
                },
                "event" => event = Some(value.to_owned()),
                "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
                "retry" => {
                    let given = value.parse().ok().map(Duration::from_millis);
                    self.delay = given.unwrap_or(self.delay);
                    retry = given.or(retry);
                }
                _ => {}
            }
        }
    }

    /// Opens the stream again after what was read; `None` when it has ended for good.
    async fn reopen(&mut self) -> Option<Result<(), StreamError>> {
        let opened = match &mut self.reopen {
            Some(reopen) => reopen.reopen(self.last.as_deref(), self.delay).await,
            None => Ok(None),
        };
        match opened {
            Ok(Some(body)) => {
                self.lines = Box::pin(lines(body, self.limit).fuse());
                (self.first, self.id) = (true, self.last.clone());
                Some(Ok(()))
            }
            Ok(None) => {
                self.reopen = None;
                None
            }
            Err(error) => {
                self.reopen = None;
                Some(Err(StreamError::Body(error)))
            }
        }
    }
}

#[cfg(feature = "server")]
mod admit {
    use super::*;
    use crate::Json;
    use crate::media::Admit;
    use crate::media::json::admit_text;
    use crate::media::lines::{admitted, shown};
    use crate::schema::{Rule, Schema, Shape, check_json};
    use crate::server::Refused;

    impl<T: Wire + Shape + Send + 'static> Admit<JsonEvents> for Events<T> {
        fn admit(mut message: Message<'_>, rules: &'static [Rule]) -> Result<Self, Refused> {
            let limit = message.line_limit();
            let events = texts(message.take(), limit, None);
            Ok(admitted(
                events,
                message.terms,
                move |Event { data, event, id, retry }, at, validate| match admit_text(
                    data.as_bytes(),
                    rules,
                    at,
                    validate,
                ) {
                    Ok(data) => Ok(Event { data, event, id, retry }),
                    Err(refused) => Err((refused, shown(data.as_bytes()))),
                },
            ))
        }
    }

    impl Admit<TextEvents> for Events<String> {
        fn admit(mut message: Message<'_>, rules: &'static [Rule]) -> Result<Self, Refused> {
            let limit = message.line_limit();
            let events = texts(message.take(), limit, None);
            Ok(admitted(events, message.terms, move |event, at, validate| {
                let mut found = Vec::new();
                if validate {
                    let data = Json::String(event.data.clone());
                    check_json(&data, Schema::String(None), rules, at, &mut found);
                }
                match found.is_empty() {
                    true => Ok(event),
                    false => Err((Refused::Violations(found), shown(event.data.as_bytes()))),
                }
            }))
        }
    }
}
