//! What the language of OpenAPI means, a small document a feature: values that must be accepted,
//! values that must be refused, and round trips through a server.

mod forms;
mod messages;
mod meter;
mod methods;
mod own;
mod parts;
mod places;
mod protocols;
mod queries;
mod raw;
mod rules;
mod security;
mod streams;
mod unread;
mod values;
mod webhooks;
