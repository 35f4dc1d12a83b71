//! `format: date-time` (RFC 3339).

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserializer, Serializer};

use super::{Wire, exact};

/// A point in time. Read with any offset; text without one is taken as UTC, since many services
/// forget it (a generated server refuses such a request before it comes here). Written in UTC
/// with `Z`.
pub type DateTime = chrono::DateTime<chrono::Utc>;

impl Wire for DateTime {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = DateTime;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date and time (RFC 3339)")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<DateTime, E> {
                parse(text).ok_or_else(|| E::invalid_value(Unexpected::Other("other text"), &self))
            }
        }
        from.deserialize_str(Text)
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }
}

pub(super) fn parse(text: &str) -> Option<DateTime> {
    if let Ok(time) = chrono::DateTime::parse_from_rfc3339(text) {
        return Some(time.to_utc());
    }
    exact::lose();
    let local = text.replacen(' ', "T", 1);
    chrono::NaiveDateTime::parse_from_str(&local, "%Y-%m-%dT%H:%M:%S%.f")
        .ok()
        .map(|time| time.and_utc())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_missing_offset_is_utc() {
        let with = parse("2024-05-01T10:00:00.5Z").unwrap();
        assert_eq!(parse("2024-05-01T10:00:00.5"), Some(with));
        assert_eq!(parse("2024-05-01 12:00:00.5+02:00"), Some(with));
        assert_eq!(parse("yesterday"), None);
    }
}
