//! Where the body of a message is, and how those who make something of it want it.
#![cfg_attr(not(any(feature = "client", feature = "server")), allow(dead_code))] // without an end

use bytes::Bytes;

use super::{PartNames, Unfit};
use crate::{Body, File};

/// How a body is received before something is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reception {
    /// All its bytes.
    Whole,
    /// Part by part, of which these are known.
    Parts(PartNames),
}

/// The body of a message.
///
/// A codec is asked how it wants a body by being shown one that nobody has read. It takes it, to read
/// it as it comes, or leaves it with a word on what it needs first. So how bodies are received is
/// nowhere said a second time.
#[derive(Debug)]
pub(crate) enum Slot {
    /// Nobody has read it.
    Unread(Body),
    /// Nobody has read it, and it is wanted so.
    Wanted(Reception, Body),
    /// All its bytes.
    Whole(Bytes),
    /// Its parts, or why there are none.
    Parts(Result<Vec<(String, File)>, Unfit>),
    /// It was taken.
    Taken,
}

impl Slot {
    /// The bytes, if they are at hand.
    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn at_hand(&self) -> Option<&Bytes> {
        match self {
            Slot::Whole(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub(super) fn bytes(&mut self) -> Result<Bytes, Unfit> {
        match self {
            Slot::Whole(bytes) => Ok(bytes.clone()),
            _ => Err(self.want(Reception::Whole)),
        }
    }

    pub(crate) fn take(&mut self) -> Body {
        match std::mem::replace(self, Slot::Taken) {
            Slot::Unread(body) | Slot::Wanted(_, body) => body,
            Slot::Whole(bytes) => bytes.into(),
            _ => Body::default(),
        }
    }

    /// Says how it is wanted; the error is for whoever cannot go on before.
    pub(super) fn want(&mut self, reception: Reception) -> Unfit {
        if matches!(self, Slot::Unread(_) | Slot::Wanted(..)) {
            *self = Slot::Wanted(reception, self.take());
        }
        Unfit("a body that is still to come".to_owned())
    }
}

impl From<Body> for Slot {
    fn from(body: Body) -> Slot {
        body.at_hand().map_or_else(|| Slot::Unread(body), Slot::Whole)
    }
}
