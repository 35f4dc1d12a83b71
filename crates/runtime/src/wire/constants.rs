//! Enumerations whose values are not all strings.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Codec, Json, strict};

/// Gives an enum of constants of any JSON type its codecs, from a table with a line a variant:
/// the constant as JSON text, and the variant. `..VARIANT` names the variant that keeps a value
/// the document does not know.
///
/// ```
/// use specwright_runtime as rt;
///
/// #[derive(Clone, Debug, PartialEq)]
/// enum Level {
///     One,
///     High,
/// }
///
/// rt::constants!(Level {
///     "1" => One,
///     "\"high\"" => High,
/// });
///
/// assert_eq!(rt::serde_json::from_str::<Level>("1.0").unwrap(), Level::One);
/// assert_eq!(rt::serde_json::to_string(&Level::High).unwrap(), "\"high\"");
/// ```
#[macro_export]
macro_rules! constants {
    ($T:ident { $($json:literal => $Variant:ident,)* $(..$Unknown:ident)? }) => {
        impl $crate::wire::Constants for $T {
            const TABLE: &'static [&'static str] = &[$($json),*];

            #[allow(unused_assignments)] // the count after the last variant
            fn from_index(index: usize, value: $crate::Json) -> ::core::option::Option<Self> {
                let _ = &value;
                let mut at = 0;
                $(if index == at { return ::core::option::Option::Some(Self::$Variant); } at += 1;)*
                $(return ::core::option::Option::Some(Self::$Unknown(value));)?
                #[allow(unreachable_code)] // where unknown values are kept
                ::core::option::Option::None
            }

            fn to_constant(&self) -> ::core::result::Result<&'static str, &$crate::Json> {
                match self {
                    $(Self::$Variant => ::core::result::Result::Ok($json),)*
                    $(Self::$Unknown(value) => ::core::result::Result::Err(value),)?
                }
            }
        }
        $crate::__only!($T [$($Variant)*]);
        $crate::__serde!(coded $T AsConstant);
        $crate::__shape!(constants $T [$($json)*]);
    };
}

/// An enum with a [`constants!`](crate::constants) table.
pub trait Constants: Sized {
    /// The constants as JSON text.
    const TABLE: &'static [&'static str];

    /// The variant of a constant by its place in the table, else that of an unknown value.
    fn from_index(index: usize, value: Json) -> Option<Self>;

    /// The constant as JSON text, or the unknown value.
    ///
    /// # Errors
    /// The value is none of the table.
    fn to_constant(&self) -> Result<&'static str, &Json>;
}

/// The codec of enums with a [`constants!`](crate::constants) table.
#[derive(Debug)]
pub enum AsConstant {}

impl<T: Constants> Codec<T> for AsConstant {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        let value = Json::deserialize(from)?;
        let index = T::TABLE.iter().position(|text| is_constant(text, &value));
        if index.is_none() {
            strict::note();
        }
        T::from_index(index.unwrap_or(usize::MAX), value)
            .ok_or_else(|| D::Error::custom("none of the values that the document names"))
    }

    fn write<S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        match value.to_constant() {
            Ok(text) => parse(text).serialize(to),
            Err(value) => value.serialize(to),
        }
    }
}

/// Whether a value is the constant that a JSON text stands for. Numbers are equal by value.
pub(crate) fn is_constant(text: &str, value: &Json) -> bool {
    let constant = parse(text);
    match (constant.as_f64(), value.as_f64()) {
        (Some(a), Some(b)) => a == b,
        _ => constant == *value,
    }
}

fn parse(text: &str) -> Json {
    // Tables are written by the generator, from JSON values.
    serde_json::from_str(text).unwrap_or_default()
}
