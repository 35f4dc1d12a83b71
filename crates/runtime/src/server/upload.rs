//! The body of a request on its way in: at hand, or read as it comes, and never more than the limit.

use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use http::HeaderMap;
use http::header::CONTENT_LENGTH;
use http_body::{Frame, SizeHint};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::Refused;
use crate::Body;
use crate::body::BoxError;

/// What turns out to be wrong with a body that is read as it comes: the first such thing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Late(Arc<OnceLock<Refused>>);

impl Late {
    pub(crate) fn say(&self, refused: Refused) {
        // The first is what the request is answered with.
        let _ = self.0.set(refused);
    }

    pub(super) fn said(&self) -> Option<&Refused> {
        self.0.get()
    }
}

pub(super) const TOO_EARLY: &str = "the body ended too early";

/// Refuses a body that says that it is too large.
///
/// # Errors
/// It does.
pub(super) fn check_length(headers: &HeaderMap, limit: usize) -> Result<(), Refused> {
    let length = headers.get(CONTENT_LENGTH);
    let length = length.and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|length| length > limit) { Err(Refused::TooLarge) } else { Ok(()) }
}

/// The body of a request as it comes, which fails where it goes beyond the limit.
pub(super) fn limited<B>(body: B, limit: usize, late: &Late) -> Body
where
    B: http_body::Body + Send + 'static,
    B::Error: Into<BoxError>,
{
    if body.is_end_stream() {
        return Body::default();
    }
    Body::stream(Upload { body: Box::pin(body), left: limit, late: late.clone() })
}

/// All of a body, to be held in memory.
///
/// # Errors
/// It is larger than this limit or that of all bodies, or ends too early.
pub(super) async fn whole(body: Body, limit: usize, late: &Late) -> Result<Bytes, Refused> {
    if body.length().is_some_and(|length| length > limit as u64) {
        return Err(Refused::TooLarge);
    }
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if late.said().is_some() || error.is::<LengthLimitError>() => {
            Err(Refused::TooLarge)
        }
        Err(_) => Err(Refused::Unparsable(TOO_EARLY.to_owned())),
    }
}

struct Upload<B> {
    body: Pin<Box<B>>,
    left: usize,
    late: Late,
}

impl<B> http_body::Body for Upload<B>
where
    B: http_body::Body,
    B::Error: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if self.late.said().is_some() {
            return Poll::Ready(None);
        }
        let frame = match ready!(self.body.as_mut().poll_frame(cx)) {
            Some(Ok(frame)) => frame.map_data(|mut data| data.copy_to_bytes(data.remaining())),
            Some(Err(error)) => return Poll::Ready(Some(Err(error.into()))),
            None => return Poll::Ready(None),
        };
        let length = frame.data_ref().map_or(0, Bytes::len);
        match self.left.checked_sub(length) {
            Some(left) => self.left = left,
            None => {
                self.late.say(Refused::TooLarge);
                return Poll::Ready(Some(Err("the body is larger than the server takes".into())));
            }
        }
        Poll::Ready(Some(Ok(frame)))
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
