//! `src/webhooks.rs`: what the API calls at its users' servers, webhooks and callbacks alike.

use super::head;
use super::operation::modules;
use crate::file::Source;
use crate::plan::Plan;

const ENDS: &str = "\
#[cfg(feature = \"server\")]
pub mod receiver;
#[cfg(feature = \"client\")]
pub mod sender;
#[cfg(feature = \"server\")]
pub use receiver::Receiver;
#[cfg(feature = \"client\")]
pub use sender::Sender;";

pub(super) fn text(plan: &Plan<'_>) -> String {
    let mut source = Source::new(&head(plan));
    source.text(
        "//! What the API calls at its users' servers, a module each: a [`Receiver`] for them, and a\n\
         //! [`Sender`] for the API itself."
            .to_owned(),
    );
    source.text(modules(&plan.webhooks) + ENDS);
    source.finish()
}
