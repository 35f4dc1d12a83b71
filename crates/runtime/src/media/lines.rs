//! Bodies of JSON texts, a line each (`application/x-ndjson`, `application/jsonl`), or each behind
//! a record separator (`application/json-seq`, RFC 7464).

use bytes::{Buf, Bytes, BytesMut};
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

/// The record separator of RFC 7464.
const SEPARATOR: u8 = 0x1e;

impl<T: Wire + Send + 'static> Content<Lines> for Stream<T> {
    fn encode(self, media: &'static str, headers: &mut HeaderMap) -> Result<Body, Unfit> {
        set_type(headers, media, None);
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
        let limit = message.line_limit();
        let values = texts(message.take(), limit).map(move |text| from_text(&text?, strict));
        Ok(Stream::new(values))
    }
}

/// The texts of a body, without separators.
fn texts(
    body: Body,
    limit: usize,
) -> impl futures_util::Stream<Item = Result<Bytes, StreamError>> + Send {
    lines(body, limit).filter_map(async |line| match line {
        Ok(line) => {
            let text = line.strip_prefix(&[SEPARATOR]).unwrap_or(&line).trim_ascii();
            (!text.is_empty()).then(|| Ok(line.slice_ref(text)))
        }
        Err(error) => Some(Err(error)),
    })
}

/// A text that is no value, for whoever looks for the fault.
pub(super) fn shown(text: &[u8]) -> Text {
    Text(String::from_utf8_lossy(text).into_owned())
}

/// The value of a JSON text; with `strict`, of one that holds nothing else.
pub(super) fn from_text<T: Wire>(text: &[u8], strict: bool) -> Result<T, StreamError> {
    let unfit = |why| StreamError::Item(why, shown(text));
    let read = || serde_json::from_slice::<As<T>>(text);
    let (read, unnamed) = if strict { strict::strictly(read) } else { (read(), Vec::new()) };
    match read {
        Ok(_) if !unnamed.is_empty() => Err(unfit(strict::describe(&unnamed))),
        Ok(As(value)) => Ok(value),
        Err(error) => Err(unfit(describe(&error, text))),
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
    limit: usize,
) -> impl futures_util::Stream<Item = Result<Bytes, StreamError>> + Send {
    let reader = Reader {
        body,
        limit,
        buffer: BytesMut::new(),
        searched: 0,
        after_return: false,
        ended: false,
    };
    stream::unfold(reader, |mut reader| async move {
        let line = reader.next().await.transpose()?;
        Some((line, reader))
    })
}

struct Reader {
    body: Body,
    /// How long a line may be, in bytes.
    limit: usize,
    buffer: BytesMut,
    /// How much of the buffer holds no line end.
    searched: usize,
    /// Whether a line feed would belong to the line end before.
    after_return: bool,
    ended: bool,
}

impl Reader {
    async fn next(&mut self) -> Result<Option<Bytes>, StreamError> {
        loop {
            if self.after_return && !self.buffer.is_empty() {
                self.after_return = false;
                if self.buffer[0] == b'\n' {
                    self.buffer.advance(1);
                }
            }
            let end = self.buffer[self.searched..].iter().position(|b| matches!(b, b'\n' | b'\r'));
            let length = end.map_or(self.buffer.len(), |at| at + self.searched);
            if length > self.limit {
                self.stop();
                return Err(StreamError::TooLong);
            }
            if end.is_some() {
                let line = self.buffer.split_to(length).freeze();
                self.after_return = self.buffer.get_u8() == b'\r';
                self.searched = 0;
                return Ok(Some(line));
            }
            self.searched = self.buffer.len();
            if self.ended {
                let rest = std::mem::take(&mut self.buffer).freeze();
                self.searched = 0;
                return Ok(Some(rest).filter(|rest| !rest.is_empty()));
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
pub(super) use admit::admitted;

#[cfg(feature = "server")]
mod admit {
    use super::*;
    use crate::media::Admit;
    use crate::media::json::admit_text;
    use crate::schema::{Path, Rule, Shape};
    use crate::server::{Refused, Terms};

    impl<T: Wire + Shape + Send + 'static> Admit<Lines> for Stream<T> {
        fn admit(mut message: Message<'_>, rules: &'static [Rule]) -> Result<Self, Refused> {
            let limit = message.line_limit();
            let texts = texts(message.take(), limit);
            Ok(admitted(texts, message.terms, move |text, at, validate| {
                admit_text(&text, rules, at, validate).map_err(|refused| (refused, shown(&text)))
            }))
        }
    }

    /// The values of a request as they come, each checked by `admit`. The first that is refused is the
    /// last, and is what the request is answered with, if that is still to be said.
    pub(in crate::media) fn admitted<I: Send + 'static, T: Send + 'static>(
        items: impl futures_util::Stream<Item = Result<I, StreamError>> + Send + 'static,
        terms: Option<&Terms>,
        admit: impl Fn(I, &Path<'_>, bool) -> Result<T, (Refused, Text)> + Send + 'static,
    ) -> Stream<T> {
        let (validate, late) =
            terms.map_or_else(Default::default, |t| (t.validate, t.late.clone()));
        let begin = Some((Box::pin(items), 0, admit));
        Stream::new(stream::unfold(begin, move |state| {
            let late = late.clone();
            async move {
                let (mut items, count, admit) = state?;
                let item = match items.next().await? {
                    Ok(item) => item,
                    Err(error) => {
                        if matches!(error, StreamError::TooLong) {
                            late.say(Refused::TooLarge);
                        }
                        return Some((Err(error), None));
                    }
                };
                match admit(item, &Path::root("body").item(count), validate) {
                    Ok(value) => Some((Ok(value), Some((items, count + 1, admit)))),
                    Err((refused, text)) => {
                        late.say(refused);
                        let why = "not as the document says".to_owned();
                        Some((Err(StreamError::Item(why, text)), None))
                    }
                }
            }
        }))
    }
}
