//! `application/json`, and every media type that ends in `+json`.

use http::HeaderMap;

use super::{Content, Message, Unfit, set_type};
use crate::Body;
use crate::wire::{As, By, Wire};

/// Bodies of JSON text.
#[derive(Debug)]
pub enum JsonText {}

impl<T: Wire> Content<JsonText> for T {
    fn encode(self, media: &'static str, headers: &mut HeaderMap) -> Result<Body, Unfit> {
        set_type(headers, media);
        serde_json::to_vec(&By(&self))
            .map(Body::from)
            .map_err(|_| Unfit("the value cannot be written as JSON".to_owned()))
    }

    fn decode(message: Message) -> Result<Self, Unfit> {
        match serde_json::from_slice::<As<T>>(&message.bytes()) {
            Ok(As(value)) => Ok(value),
            Err(error) => Err(Unfit(describe(&error))),
        }
    }
}

/// Where a JSON text is at fault, without serde's words: they quote values.
pub(crate) fn describe(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Data => "JSON of another shape than documented",
        serde_json::error::Category::Eof => "JSON that ends too early",
        _ => "no JSON",
    };
    format!("{what}, at line {} column {}", error.line(), error.column())
}

#[cfg(feature = "server")]
impl<T: Wire + crate::schema::Shape> super::Admit<JsonText> for T {
    fn admit(
        message: Message,
        rules: &[crate::schema::Rule],
    ) -> Result<Self, crate::server::Refused> {
        admit_text(&message.bytes(), rules, &crate::schema::Path::root("body"), message.validate)
    }
}

/// The value of a JSON text that stands somewhere in a request, checked.
#[cfg(feature = "server")]
pub(super) fn admit_text<T: Wire + crate::schema::Shape>(
    text: &[u8],
    rules: &[crate::schema::Rule],
    at: &crate::schema::Path<'_>,
    validate: bool,
) -> Result<T, crate::server::Refused> {
    use crate::schema::check;
    use crate::server::Refused;

    if !validate && let Ok(As(value)) = serde_json::from_slice(text) {
        return Ok(value);
    }
    let mut found = Vec::new();
    let mut reader = serde_json::Deserializer::from_slice(text);
    check(&mut reader, T::schema(), rules, at, &mut found)
        .and_then(|()| reader.end())
        .map_err(|error| Refused::Unparsable(describe(&error)))?;
    if !found.is_empty() {
        return Err(Refused::Violations(found));
    }
    serde_json::from_slice::<As<T>>(text)
        .map(|As(value)| value)
        .map_err(|_| Refused::violation(&at.to_string(), "must be as the document says"))
}
