//! Booleans, numbers, strings, and what is written as one of them.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Json, Wire, exact};

macro_rules! as_serde {
    ($($T:ty),*) => { $(
        impl Wire for $T {
            fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                <$T>::deserialize(from)
            }

            fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                self.serialize(to)
            }
        }
    )* };
}

as_serde!(bool, String, f64);

impl Wire for f32 {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        exact::lose(); // most decimals are others in single precision
        f32::deserialize(from)
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_f32(*self)
    }
}

impl Wire for Json {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = Json::deserialize(from)?;
        if matches!(value, Json::Object(_) | Json::Array(_)) {
            exact::lose(); // a tree does not tell of properties that stand twice
        }
        Ok(value)
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.serialize(to)
    }
}

/// Whole numbers take `1.0` and `1e3` too: JSON knows one kind of number.
macro_rules! integers {
    ($($T:ty => $read:ident, $write:ident, $expecting:literal;)*) => { $(
        impl Wire for $T {
            fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Whole;
                impl Visitor<'_> for Whole {
                    type Value = $T;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }

                    fn visit_i64<E: Error>(self, n: i64) -> Result<$T, E> {
                        n.try_into().map_err(|_| E::invalid_value(Unexpected::Signed(n), &self))
                    }

                    fn visit_u64<E: Error>(self, n: u64) -> Result<$T, E> {
                        n.try_into().map_err(|_| E::invalid_value(Unexpected::Unsigned(n), &self))
                    }

                    fn visit_f64<E: Error>(self, n: f64) -> Result<$T, E> {
                        exact::lose();
                        whole(n)
                            .and_then(|n| n.try_into().ok())
                            .ok_or_else(|| E::invalid_value(Unexpected::Float(n), &self))
                    }
                }
                from.$read(Whole)
            }

            fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.$write(*self)
            }
        }
    )* };
}

integers! {
    i32 => deserialize_i32, serialize_i32, "a whole number of 32 bits";
    i64 => deserialize_i64, serialize_i64, "a whole number of 64 bits";
    u8 => deserialize_u8, serialize_u8, "a whole number from 0 to 255";
    u16 => deserialize_u16, serialize_u16, "a whole number from 0 to 65535";
    i8 => deserialize_i8, serialize_i8, "a whole number of 8 bits";
    i16 => deserialize_i16, serialize_i16, "a whole number of 16 bits";
    u32 => deserialize_u32, serialize_u32, "a whole number of 32 bits, not negative";
    u64 => deserialize_u64, serialize_u64, "a whole number of 64 bits, not negative";
}

/// The whole number that a double is, if it is one that doubles hold exactly.
pub(crate) fn whole(n: f64) -> Option<i128> {
    // 2^64 is the largest that any of the types above comes near.
    (n.fract() == 0.0 && n.abs() <= 18_446_744_073_709_551_616.0).then_some(n as i128)
}

/// Lets a type of your own stand for a string of a document: it is written as its `Display`, and
/// read by its `FromStr`. The type is of the crate that says this (as a type of another cannot be
/// given traits of a third).
///
/// ```
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Code(u16);
///
/// impl std::fmt::Display for Code {
///     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         write!(f, "C{}", self.0)
///     }
/// }
///
/// impl std::str::FromStr for Code {
///     type Err = &'static str;
///
///     fn from_str(text: &str) -> Result<Code, Self::Err> {
///         let number = text.strip_prefix('C').and_then(|number| number.parse().ok());
///         number.map(Code).ok_or("a code begins with C")
///     }
/// }
///
/// specwright_runtime::text!(Code, "a code");
/// assert_eq!(specwright_runtime::wire::to_json(&Code(7)).unwrap(), "C7");
/// ```
#[macro_export]
macro_rules! text {
    ($T:ty, $expecting:literal) => {
        $crate::__text!($T, $expecting);
        $crate::__shape!(text $T);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __text {
    ($T:ty, $expecting:literal) => {
        const _: () = {
            use $crate::serde::{Deserializer, Serializer, de};

            impl $crate::Wire for $T {
                fn read<'de, D: Deserializer<'de>>(
                    from: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    struct Text;
                    impl de::Visitor<'_> for Text {
                        type Value = $T;

                        fn expecting(
                            &self,
                            f: &mut ::core::fmt::Formatter<'_>,
                        ) -> ::core::fmt::Result {
                            f.write_str($expecting)
                        }

                        fn visit_str<E: de::Error>(
                            self,
                            text: &str,
                        ) -> ::core::result::Result<$T, E> {
                            let other = de::Unexpected::Other("other text");
                            let value: $T =
                                text.parse().map_err(|_| E::invalid_value(other, &self))?;
                            $crate::wire::same(text, &value);
                            Ok(value)
                        }
                    }
                    from.deserialize_str(Text)
                }

                fn write<S: Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                    to.collect_str(self)
                }
            }
        };
    };
}

__text!(chrono::NaiveDate, "a date (RFC 3339)");
__text!(chrono::NaiveTime, "a time");
__text!(uuid::Uuid, "a UUID");
__text!(Ipv4Addr, "an IPv4 address");
__text!(Ipv6Addr, "an IPv6 address");
__text!(IpAddr, "an IP address");
#[cfg(feature = "jiff")]
__text!(jiff::Timestamp, "a date and time (RFC 3339)");
#[cfg(feature = "jiff")]
__text!(jiff::civil::Date, "a date (RFC 3339)");

#[cfg(feature = "time")]
time::serde::format_description!(day, Date, "[year]-[month]-[day]");

/// What a module of serde functions says of a type.
#[cfg(feature = "time")]
macro_rules! with {
    ($($T:ty => $module:path;)*) => { $(
        impl Wire for $T {
            fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                use $module as module;
                // It takes what is written otherwise too.
                super::exact::lose();
                module::deserialize(from)
            }

            fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                use $module as module;
                module::serialize(self, to)
            }
        }
    )* };
}

#[cfg(feature = "time")]
with! {
    time::OffsetDateTime => time::serde::rfc3339;
    time::Date => self::day;
}

impl Wire for () {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        <()>::deserialize(from)
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_unit()
    }
}
