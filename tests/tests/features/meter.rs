//! Bodies that are too large to be held, and a count of what is on its way.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::{StreamExt, stream};
use specwright_runtime::{Body, Bytes};

pub(crate) const PIECE: usize = 64 * 1024;

/// 64 MiB.
pub(crate) const PIECES: usize = 1024;

/// What is on its way may fill the buffers of two sockets, and no more.
pub(crate) const LEAD: usize = 24 << 20;

/// Counts what has been sent and what has arrived.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meter(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    sent: AtomicUsize,
    arrived: AtomicUsize,
    /// By how much the sender was ahead at most.
    lead: AtomicUsize,
}

impl Meter {
    /// A body that counts its pieces as they are asked for; `kept` is dropped with it.
    pub(crate) fn body(&self, pieces: usize, kept: impl Send + 'static) -> Body {
        let meter = self.clone();
        let piece = Bytes::from(vec![7; PIECE]);
        Body::from_stream(stream::iter(0..pieces).map(move |_| {
            let (_, counts) = (&kept, &*meter.0);
            let sent = counts.sent.fetch_add(PIECE, Ordering::SeqCst) + PIECE;
            let lead = sent - counts.arrived.load(Ordering::SeqCst);
            counts.lead.fetch_max(lead, Ordering::SeqCst);
            Ok::<_, Infallible>(piece.clone())
        }))
    }

    pub(crate) async fn drain(&self, mut body: Body) -> Result<usize, String> {
        let mut count = 0;
        while let Some(chunk) = body.chunk().await {
            let length = chunk.map_err(|error| error.to_string())?.len();
            self.0.arrived.fetch_add(length, Ordering::SeqCst);
            count += length;
        }
        Ok(count)
    }

    pub(crate) fn sent(&self) -> usize {
        self.0.sent.load(Ordering::SeqCst)
    }

    pub(crate) fn lead(&self) -> usize {
        self.0.lead.load(Ordering::SeqCst)
    }
    pub(crate) fn arrived(&self) -> usize {
        self.0.arrived.load(Ordering::SeqCst)
    }
}
