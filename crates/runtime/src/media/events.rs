//! `text/event-stream` (HTML Standard, section 9.2).

use std::time::Duration;

use futures_util::{StreamExt, stream};
use http::HeaderMap;

use super::lines::{from_text, lines, written};
use super::{Content, Message, Unfit, set_type};
use crate::body::BoxError;
use crate::wire::{By, Wire, strict};
use crate::{Body, Event, Events, Stream, StreamError};

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

    fn decode(message: Message) -> Result<Self, Unfit> {
        let strict = strict::is_on();
        let events = texts(message.body).map(move |event| {
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

    fn decode(message: Message) -> Result<Self, Unfit> {
        Ok(Stream::new(texts(message.body)))
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

/// The events of a body.
fn texts(
    body: Body,
) -> impl futures_util::Stream<Item = Result<Event<String>, StreamError>> + Send {
    let reader = (Box::pin(lines(body)), None::<String>, true);
    stream::unfold(reader, |(mut lines, mut id, mut first)| async move {
        let (mut data, mut event, mut retry) = (None::<String>, None, None);
        loop {
            let line = match lines.next().await? {
                Ok(line) => String::from_utf8_lossy(&line).into_owned(),
                Err(error) => return Some((Err(error), (lines, id, first))),
            };
            let line = if first { line.trim_start_matches('\u{feff}') } else { &line };
            first = false;
            if line.is_empty() {
                match data.take() {
                    Some(data) => {
                        let event = Event { data, event, id: id.clone(), retry };
                        return Some((Ok(event), (lines, id, first)));
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
                "id" if !value.contains('\0') => {
                    id = Some(value.to_owned()).filter(|id| !id.is_empty());
                }
                "retry" => retry = value.parse().ok().map(Duration::from_millis).or(retry),
                _ => {}
            }
        }
    })
}

#[cfg(feature = "server")]
mod admit {
    use super::*;
    use crate::media::Admit;
    use crate::schema::Rule;
    use crate::server::Refused;

    impl<T: Wire + Send + 'static> Admit<JsonEvents> for Events<T> {
        fn admit(message: Message, _: &[Rule]) -> Result<Self, Refused> {
            Content::<JsonEvents>::decode(message).map_err(|unfit| Refused::Unparsable(unfit.0))
        }
    }

    impl Admit<TextEvents> for Events<String> {
        fn admit(message: Message, _: &[Rule]) -> Result<Self, Refused> {
            Content::<TextEvents>::decode(message).map_err(|unfit| Refused::Unparsable(unfit.0))
        }
    }
}
