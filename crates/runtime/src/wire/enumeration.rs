//! Enumerations of strings.

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

use super::Codec;

/// Gives an enum of strings its codecs, `as_str`, `Display` and `FromStr`, from a table with a
/// line a variant. `..VARIANT` names the variant that keeps a value the document does not know;
/// without it such a value is refused. A server refuses it, unless the enum is `free` to be any text.
/// One that is has `From<&str>` too. An enum of one variant has it as its default.
///
/// ```
/// use specwright_runtime as rt;
///
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// enum State {
///     Open,
///     OnHold,
///     Unknown(String),
/// }
///
/// rt::enumeration!(State {
///     "open" => Open,
///     "on-hold" => OnHold,
///     ..Unknown
/// });
///
/// assert_eq!("on-hold".parse(), Ok(State::OnHold));
/// assert_eq!(State::Unknown("new".into()).to_string(), "new");
///
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// enum Colour {
///     Red,
///     Unknown(String),
/// }
///
/// rt::enumeration!(Colour free {
///     "red" => Red,
///     ..Unknown
/// });
///
/// assert_eq!(Colour::from("red"), Colour::Red);
/// assert_eq!(Colour::from("teal"), Colour::Unknown("teal".into()));
/// ```
#[macro_export]
macro_rules! enumeration {
    ($T:ident $($free:ident)? { $($text:literal => $Variant:ident,)* $(..$Unknown:ident)? }) => {
        impl $T {
            /// The value as the document writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => $text,)*
                    $(Self::$Unknown(text) => text,)?
                }
            }
        }

        impl ::core::fmt::Display for $T {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::str::FromStr for $T {
            type Err = $crate::UnknownValue;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::UnknownValue> {
                match text {
                    $($text => ::core::result::Result::Ok(Self::$Variant),)*
                    _ => $crate::__unknown!(text $($free)? $($Unknown)?),
                }
            }
        }

        $crate::__free!($T $($free)? $($Unknown)?);
        $crate::__only!($T $($free)? [$($Variant)*]);
        $crate::__serde!(coded $T AsText);
        $crate::__shape!(enumeration $T $($free)? [$($text)*]);
    };
}

/// The default of an enum of one constant.
#[doc(hidden)]
#[macro_export]
macro_rules! __only {
    ($T:ident [$Only:ident]) => {
        impl ::core::default::Default for $T {
            fn default() -> Self {
                Self::$Only
            }
        }
    };
    ($T:ident $($several:tt)*) => {};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __unknown {
    ($text:ident) => {
        ::core::result::Result::Err($crate::UnknownValue)
    };
    ($text:ident $Unknown:ident) => {{
        $crate::wire::note();
        ::core::result::Result::Ok(Self::$Unknown($text.into()))
    }};
    // The document names any text.
    ($text:ident free $Unknown:ident) => {
        ::core::result::Result::Ok(Self::$Unknown($text.into()))
    };
}

/// What makes a value of any text, where any will do.
#[doc(hidden)]
#[macro_export]
macro_rules! __free {
    ($T:ident free $Unknown:ident) => {
        impl ::core::convert::From<&str> for $T {
            fn from(text: &str) -> Self {
                text.parse().unwrap_or_else(|_| Self::$Unknown(text.into()))
            }
        }
    };
    ($T:ident $($Unknown:ident)?) => {};
}

/// A text is none of the values that the document names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownValue;

impl Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("none of the values that the document names")
    }
}

impl std::error::Error for UnknownValue {}

/// The codec of enums with an [`enumeration!`](crate::enumeration) table.
#[derive(Debug)]
pub enum AsText {}

impl<T: FromStr<Err = UnknownValue> + Display> Codec<T> for AsText {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        struct Text<T>(PhantomData<T>);
        impl<T: FromStr<Err = UnknownValue>> Visitor<'_> for Text<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
                text.parse().map_err(E::custom)
            }
        }
        from.deserialize_str(Text(PhantomData))
    }

    fn write<S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }
}

#[cfg(all(test, feature = "wire"))]
#[allow(unreachable_pub, reason = "what the table makes is for other crates")]
mod tests {
    use crate as rt;
    use crate::wire::from_json;
    use crate::wire::strict::strictly;

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    enum Known {
        A,
        Unknown(String),
    }

    rt::enumeration!(Known {
        "a" => A,
        ..Unknown
    });

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    enum Any {
        A,
        Unknown(String),
    }

    rt::enumeration!(Any free {
        "a" => A,
        ..Unknown
    });

    #[test]
    fn a_strict_reader_takes_any_text_where_any_will_do() {
        let notes = |text: &str| {
            let json = crate::Json::from(text);
            let (known, noted) = strictly(|| from_json::<Known>(&json));
            let (any, unnoted) = strictly(|| from_json::<Any>(&json));
            assert!(known.is_ok() && any.is_ok());
            (noted.len(), unnoted.len())
        };
        assert_eq!(notes("a"), (0, 0));
        assert_eq!(notes("b"), (1, 0));
    }
}
