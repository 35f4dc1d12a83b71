//! How calls are made: again where they fail in passing, with credentials that rotate, page by page.

mod blocking;
mod layers;
mod pages;
mod reconnect;
mod replies;
mod retries;
mod settings;
mod strict;
mod support;
mod tokens;
