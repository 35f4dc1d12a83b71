//! Bodies that are text, bytes or nothing, and types that say themselves how they travel.

use http::HeaderMap;

use super::{Content, Message, Unfit, set_type};
use crate::Body;

/// Bodies of text.
#[derive(Debug)]
pub enum Text {}

/// Bodies of bytes, read and written as they come.
#[derive(Debug)]
pub enum Binary {}

/// No body.
#[derive(Debug)]
pub enum Empty {}

/// Bodies of a type with a [`payload!`](crate::payload) or [`choice!`](crate::choice) table.
#[derive(Debug)]
pub enum Own {}

impl Content<Text> for String {
    fn encode(self, media: &'static str, headers: &mut HeaderMap) -> Result<Body, Unfit> {
        set_type(headers, media, Some("text/plain"));
        Ok(self.into())
    }

    fn decode(mut message: Message<'_>) -> Result<Self, Unfit> {
        String::from_utf8(message.bytes()?.into())
            .map_err(|_| Unfit("text that is not UTF-8".to_owned()))
    }
}

impl Content<Binary> for Body {
    fn encode(self, media: &'static str, headers: &mut HeaderMap) -> Result<Body, Unfit> {
        set_type(headers, media, None);
        Ok(self)
    }

    fn decode(mut message: Message<'_>) -> Result<Self, Unfit> {
        Ok(message.take())
    }
}

impl Content<Empty> for () {
    fn encode(self, _: &'static str, _: &mut HeaderMap) -> Result<Body, Unfit> {
        Ok(Body::default())
    }

    fn decode(_: Message) -> Result<Self, Unfit> {
        Ok(())
    }
}

#[cfg(feature = "server")]
mod admit {
    use super::{Binary, Content, Empty, Message, Text};
    use crate::media::Admit;
    use crate::schema::{Path, Rule, Schema, check_json};
    use crate::server::Refused;
    use crate::{Body, Json};

    impl Admit<Text> for String {
        fn admit(message: Message<'_>, rules: &'static [Rule]) -> Result<Self, Refused> {
            let text = <String as Content<Text>>::decode(message)
                .map_err(|unfit| Refused::Unparsable(unfit.0))?;
            let mut found = Vec::new();
            let value = Json::String(text.clone());
            check_json(&value, Schema::String(None), rules, &Path::root("body"), &mut found);
            if found.is_empty() { Ok(text) } else { Err(Refused::Violations(found)) }
        }
    }

    impl Admit<Binary> for Body {
        fn admit(mut message: Message<'_>, _: &'static [Rule]) -> Result<Self, Refused> {
            Ok(message.take())
        }
    }

    impl Admit<Empty> for () {
        fn admit(_: Message, _: &'static [Rule]) -> Result<Self, Refused> {
            Ok(())
        }
    }
}
