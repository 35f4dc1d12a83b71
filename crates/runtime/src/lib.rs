//! What the crates that specwright generates call, so that they hold tables and little else.
//!
//! - [`wire`]: how values travel as JSON; the tables [`object!`], [`enumeration!`],
//!   [`constants!`], [`union!`] and [`wrapper!`].
//! - [`schema`] (feature `server`): what a request must be, and the check of it.
//! - [`parameter`], [`media`], [`operation`](mod@operation) (feature `wire`): requests and
//!   responses as HTTP messages; the tables [`operation!`], [`payload!`] and [`choice!`].
//! - [`client`], [`server`], [`mock`]: the two ends, each a feature.

pub mod body;
#[cfg(feature = "client")]
pub mod client;
mod file;
#[cfg(feature = "wire")]
pub mod media;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "wire")]
pub mod operation;
#[cfg(feature = "wire")]
pub mod parameter;
pub mod schema;
#[cfg(feature = "server")]
pub mod server;
mod stream;
pub mod wire;

mod macros;

pub use body::{Body, BodyError, Response};
pub use bytes::Bytes;
pub use chrono::{NaiveDate as Date, NaiveTime as Time};
pub use file::File;
pub use http::{HeaderMap, StatusCode};
#[cfg(feature = "jiff")]
pub use jiff;
pub use stream::{Event, Events, Stream, StreamError, Text};
#[cfg(feature = "time")]
pub use time;
pub use uuid::Uuid;
pub use wire::{Base64, DateTime, Json, JsonObject, Map, Secret, UnknownValue, Wire};

#[doc(hidden)]
pub use {serde, serde_json};
