//! Bodies of JSON texts, a line each (`application/x-ndjson`, `application/jsonl`), or each behind
//! a record separator (`application/json-seq`, RFC 7464).

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::HeaderMap;
use http_body::Frame;
use http_body_util::{BodyExt, StreamBody};

use super::json::describe;
use super::{Content, Message, Unfit, set_type};
use crate::body::BoxError;
use crate::stream::Text;
use crate::wire::{As, By, Wire, strict};
use crate::{Body, Stream, StreamError};

/// Bodies of JSON texts, a line each.
#[derive(Debug)]
pub enum Lines {}

/// How long a line may be, in bytes.
const LIMIT: usize = 16 << 20;

/// The record separator of RFC 7464.
const SEPARATOR: u8 = 0x1e;

impl<T: Wire + Send + 'static> Content<Lines> for Stream<T> {
    fn encode(self, media: &'static str, headers: &mut HeaderMap) -> Result<Body, Unfit> {
        set_type(headers, media);
        let separated = media.contains("json-seq");
        Ok(written(self, move |value| {
            let mut text = if separated { vec![SEPARATOR] } else { Vec::new() };
            serde_json::to_writer(&mut text, &By(value))?;
            text.push(b'\n');
            Ok(text)
        }))
    }

    fn decode(mut message: Message<'_>) -> Result<Self, Unfit> {
        let strict = strict::is_on();
        let texts = lines(message.take()).filter_map(move |line| async move {
            match line {
                Ok(line) => {
                    let text = line.strip_prefix(&[SEPARATOR]).unwrap_or(&line).trim_ascii();
                    (!text.is_empty()).then(|| from_text(text, strict))
                }
                Err(error) => Some(Err(error)),
            }
        });
        Ok(Stream::new(texts))
    }
}

/// The value of a JSON text; with `strict`, of one that holds nothing else.
pub(super) fn from_text<T: Wire>(text: &[u8], strict: bool) -> Result<T, StreamError> {
    let unfit = |why| StreamError::Item(why, Text(String::from_utf8_lossy(text).into_owned()));
    let read = || serde_json::from_slice::<As<T>>(text);
    let (read, unnamed) = if strict { strict::strictly(read) } else { (read(), Vec::new()) };
    match read {
        Ok(_) if !unnamed.is_empty() => Err(unfit(strict::describe(&unnamed))),
        Ok(As(value)) => Ok(value),
        Err(error) => Err(unfit(describe(&error))),
    }
}

/// A body of values as `text` writes them.
pub(super) fn written<T: Send + 'static>(
    values: Stream<T>,
    text: impl Fn(&T) -> Result<Vec<u8>, BoxError> + Send + Sync + 'static,
) -> Body {
    let frames = values.map(move |value| match value {
        Ok(value) => text(&value).map(|text| Frame::data(Bytes::from(text))),
        Err(StreamError::Body(error)) => Err(error),
        Err(error) => Err(error.into()),
    });
    Body::stream(StreamBody::new(Stream::new(frames.map(Ok::<_, StreamError>)).map(flattened)))
}

/// A stream of ours is `Sync`, whatever it is made of; its own error never occurs here.
fn flattened<T>(item: Result<Result<T, BoxError>, StreamError>) -> Result<T, BoxError> {
    item.unwrap_or_else(|error| Err(error.into()))
}

/// The lines of a body, without their ends: a line feed, a carriage return, or both.
pub(super) fn lines(
    body: Body,
) -> impl futures_util::Stream<Item = Result<Vec<u8>, StreamError>> + Send {
    let reader =
        Reader { body, buffer: Vec::new(), searched: 0, after_return: false, ended: false };
    stream::unfold(reader, |mut reader| async move {
        let line = reader.next().await.transpose()?;
        Some((line, reader))
    })
}

struct Reader {
    body: Body,
    buffer: Vec<u8>,
    /// How much of the buffer holds no line end.
    searched: usize,
    /// Whether a line feed would belong to the line end before.
    after_return: bool,
    ended: bool,
}

impl Reader {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, StreamError> {
        loop {
            if self.after_return && !self.buffer.is_empty() {
                self.after_return = false;
                if self.buffer[0] == b'\n' {
                    self.buffer.remove(0);
                }
            }
            let end = self.buffer[self.searched..].iter().position(|b| matches!(b, b'\n' | b'\r'));
            if let Some(at) = end.map(|at| at + self.searched) {
                let rest = self.buffer.split_off(at + 1);
                let mut line = std::mem::replace(&mut self.buffer, rest);
                self.after_return = line.pop() == Some(b'\r');
                self.searched = 0;
                return Ok(Some(line));
            }
            self.searched = self.buffer.len();
            if self.ended {
                let rest = std::mem::take(&mut self.buffer);
                self.searched = 0;
                return Ok(Some(rest).filter(|rest| !rest.is_empty()));
            }
            if self.buffer.len() > LIMIT {
                self.stop();
                return Err(StreamError::TooLong);
            }
            match self.body.frame().await {
                Some(Ok(frame)) => {
                    self.buffer.extend_from_slice(&frame.into_data().unwrap_or_default());
                }
                Some(Err(error)) => {
                    self.stop();
                    return Err(StreamError::Body(error));
                }
                None => self.ended = true,
            }
        }
    }

    fn stop(&mut self) {
        self.buffer.clear();
        self.searched = 0;
        self.body = Body::default();
        self.ended = true;
    }
}

#[cfg(feature = "server")]
impl<T: Wire + crate::schema::Shape + Send + Unpin + 'static> super::Admit<Lines> for Stream<T> {
    fn admit(
        mut message: Message<'_>,
        rules: &[crate::schema::Rule],
    ) -> Result<Self, crate::server::Refused> {
        let (bytes, body) = (message.bytes()?, crate::schema::Path::root("body"));
        let mut values = Vec::new();
        for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            let text = line.strip_prefix(&[SEPARATOR]).unwrap_or(line).trim_ascii();
            if !text.is_empty() {
                values.push(super::json::admit_text(
                    text,
                    rules,
                    &body.item(index),
                    message.validate,
                )?);
            }
        }
        Ok(Stream::from(values))
    }
}
