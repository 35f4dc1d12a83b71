//! The client's end.
//!
//! A generated client's methods return a [`Call`]. Awaiting it sends the request; before that
//! it can be given headers or a timeout.

mod call;
mod connection;
mod credentials;
mod error;
mod outgoing;
mod transport;

pub use call::{Call, Replied};
pub use connection::{Builder, Connection};
pub use credentials::Credential;
pub use error::{BuildError, Error, Undocumented};
pub use outgoing::Outgoing;
pub use transport::Transport;
