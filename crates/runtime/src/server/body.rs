//! The body of a request, as the tables ask for it.

use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

use super::{Incoming, Refused};
use crate::media::Admit;
use crate::schema::Rule;

/// A body that must be there and keep these rules; `None` when it is not, or not as it must be.
pub fn required<C, T: Admit<C>>(from: &mut Incoming, rules: &'static [Rule]) -> Option<T> {
    let body = optional(from, rules);
    if let Some(None) = body {
        from.refuse(Refused::violation("/body", "is required"));
    }
    body.flatten()
}

/// A body that may be missing, and else keeps these rules; `None` when it is not as it must be.
pub fn optional<C, T: Admit<C>>(from: &mut Incoming, rules: &'static [Rule]) -> Option<Option<T>> {
    let named = from.parts.headers.contains_key(CONTENT_TYPE);
    if from.is_empty() && !named {
        return Some(None);
    }
    match T::admit(from.message(), rules) {
        Ok(value) => Some(Some(value)),
        // An empty body that names its type is no body where none is needed.
        Err(_) if from.is_empty() => Some(None),
        Err(refused) => {
            // What is coded is decoded by a layer in front, or not at all (RFC 9110, section 8.4).
            let coded = from.parts.headers.contains_key(CONTENT_ENCODING);
            let unread = coded && matches!(refused, Refused::Unparsable(_));
            from.refuse(if unread { Refused::UnsupportedMediaType } else { refused });
            None
        }
    }
}
