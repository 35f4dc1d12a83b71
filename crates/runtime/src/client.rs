//! The client's end.
//!
//! A generated client's methods return a [`Call`]. Awaiting it sends the request; before that
//! it can be given headers, a timeout or a policy for repetitions.

#[cfg(feature = "blocking")]
mod blocking;
mod call;
mod connection;
mod credentials;
mod error;
mod exchange;
#[cfg(feature = "oauth2")]
pub mod oauth2;
mod outgoing;
pub mod paging;
mod place;
mod retry;
mod tokens;
mod transport;

#[cfg(feature = "blocking")]
pub use blocking::{Waiting, wait};
pub use call::{Call, Replied, Reply};
pub use connection::{Builder, Connection};
pub use credentials::Credential;
pub use error::{Asked, BuildError, Error, Undocumented};
pub use outgoing::Outgoing;
pub use paging::{Paged, Paging};
pub use retry::Retry;
pub use tokens::{Key, Token, TokenProvider, Tokens};
pub use transport::Transport;
