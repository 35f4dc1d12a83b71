//! `format: byte`: bytes written as Base64 text (RFC 4648, section 4).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use bytes::Bytes;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserializer, Serializer};

use super::Wire;

/// Bytes that travel as Base64. Written with the standard alphabet and padding; read with either
/// alphabet, with padding or without.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Base64(pub Bytes);

impl<T: Into<Bytes>> From<T> for Base64 {
    fn from(bytes: T) -> Base64 {
        Base64(bytes.into())
    }
}

/// The bytes that a Base64 text stands for.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD]
        .into_iter()
        .find_map(|engine| engine.decode(text).ok())
}

impl Wire for Base64 {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Base64;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("Base64 text")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Base64, E> {
                match decode(text) {
                    Some(bytes) => Ok(Base64(bytes.into())),
                    None => Err(E::invalid_value(Unexpected::Other("other text"), &self)),
                }
            }
        }
        from.deserialize_str(Text)
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(&self.0))
    }
}
