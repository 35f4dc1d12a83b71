//! `text/event-stream` (HTML Standard, section 9.2).

use std::pin::Pin;
use std::time::Duration;

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
        set_type(headers, media);
        Ok(written(self, |event| block(event, &serde_json::to_string(&By(&event.data))?)))
    }

    fn decode(mut message: Message<'_>) -> Result<Self, Unfit> {
        let strict = strict::is_on();
        let events = texts(message.take(), message.reopen).map(move |event| {
            let Event { data, event, id, retry } = event?;
            Ok(Event { data: from_text(data.as_bytes(), strict)?, event, id, retry })
        });
        Ok(Stream::new(events))
    }
}

impl Content<TextEvents> for Events<String> {
    fn encode(self, media: &'static str, headers: &mut HeaderMap) -> Result<Body, Unfit> {
        set_type(headers, media);
        Ok(written(self, |event| block(event, &event.data)))
    }

    fn decode(mut message: Message<'_>) -> Result<Self, Unfit> {
        Ok(Stream::new(texts(message.take(), message.reopen)))
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
    reopen: Option<Box<dyn Reopen>>,
) -> impl futures_util::Stream<Item = Result<Event<String>, StreamError>> + Send {
    let reader = Reader {
        lines: Box::pin(lines(body).fuse()),
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

type Lines = Pin<Box<dyn futures_util::Stream<Item = Result<Vec<u8>, StreamError>> + Send>>;

/// The interpretation of a stream (section 9.2.6).
struct Reader {
    lines: Lines,
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
                self.lines = Box::pin(lines(body).fuse());
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
    use crate::media::Admit;
    use crate::schema::Rule;
    use crate::server::Refused;

    impl<T: Wire + Send + 'static> Admit<JsonEvents> for Events<T> {
        fn admit(message: Message<'_>, _: &[Rule]) -> Result<Self, Refused> {
            Content::<JsonEvents>::decode(message).map_err(|unfit| Refused::Unparsable(unfit.0))
        }
    }

    impl Admit<TextEvents> for Events<String> {
        fn admit(message: Message<'_>, _: &[Rule]) -> Result<Self, Refused> {
            Content::<TextEvents>::decode(message).map_err(|unfit| Refused::Unparsable(unfit.0))
        }
    }
}
