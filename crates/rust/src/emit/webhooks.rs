//! `src/webhooks.rs`: what the API calls at its users' servers, webhooks and callbacks alike.

use quote::quote;

use super::head;
use crate::file::Source;
use crate::plan::Plan;
use crate::ty::tokens;

pub(super) fn text(plan: &Plan<'_>) -> String {
    let mut source = Source::new(&head(plan));
    source.text(
        "//! What the API calls at its users' servers, a module each: a [`Receiver`] for them, and a\n\
         //! [`Sender`] for the API itself."
            .to_owned(),
    );
    let modules = plan.webhooks.iter().map(|called| tokens(&called.name));
    source.items(quote! {
        #(pub mod #modules;)*
        #[cfg(feature = "server")]
        pub mod receiver;
        #[cfg(feature = "client")]
        pub mod sender;

        #[cfg(feature = "server")]
        pub use receiver::Receiver;
        #[cfg(feature = "client")]
        pub use sender::Sender;
    });
    source.finish()
}
