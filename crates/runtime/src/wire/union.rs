//! Unions (`oneOf`, `anyOf`): what the [`union!`](crate::union) table of an enum calls.

use std::borrow::Cow;

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::constants::is_constant;
use super::{Attempts, Json, Wire, strict, to_json};

/// Gives an enum of alternatives its codecs, from a table with a line a variant: its name, and
/// a test that tells its values from those of the others. The first variant whose test passes
/// and that reads the value takes it, in the table's order. A test may be followed by the rules that a
/// server checks; of a union that is `exclusive` it takes no value that several variants take. A variant
/// whose test has a [`tag`](Test::tag) is marked with `=> tagged`.
/// `..VARIANT` names the variant that keeps a value no other takes.
///
/// ```
/// use specwright_runtime as rt;
///
/// #[derive(Clone, Debug, PartialEq)]
/// enum Id {
///     Name(String),
///     Number(i64),
/// }
///
/// rt::union!(Id exclusive {
///     Name: string(); [max_length(20)],
///     Number: integer(),
/// });
///
/// assert_eq!(rt::serde_json::from_str::<Id>("7").unwrap(), Id::Number(7));
/// ```
#[macro_export]
macro_rules! union {
    ($T:ident { $($table:tt)* }) => { $crate::union!($T Any { $($table)* }); };
    ($T:ident exclusive { $($table:tt)* }) => { $crate::union!($T One { $($table)* }); };
    ($T:ident $fit:ident { $($Variant:ident: $test:expr $(=> $tagged:ident)? $(; [$($rule:expr),*])?,)* $(..$Unknown:ident)? }) => {
        impl $crate::Wire for $T {
            fn read<'de, __D: $crate::serde::Deserializer<'de>>(from: __D) -> ::core::result::Result<Self, __D::Error> {
                use $crate::wire::{any, array, boolean, integer, null, number, object, string};
                let _ = (any, array, boolean, integer, null, number, object, string);
                $crate::wire::read_union(from, &[$($test),*], |value, attempts| {
                    $(if let ::core::option::Option::Some(value) = $test.read(value, attempts) {
                        return ::core::option::Option::Some(Self::$Variant(value));
                    })*
                    $(
                        $crate::wire::note();
                        return ::core::option::Option::Some(Self::$Unknown(value.clone()));
                    )?
                    #[allow(unreachable_code)] // where unknown values are kept
                    ::core::option::Option::None
                })
            }

            fn write<__S: $crate::serde::Serializer>(&self, to: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                match self {
                    $(Self::$Variant(value) => $crate::__write_variant!(value, to $(, $tagged $test)?),)*
                    $(Self::$Unknown(value) => $crate::Wire::write(value, to),)?
                }
            }
        }

        $crate::__serde!(traits $T);
        $crate::__shape!(union $T $fit [$($Variant: $test, [$($($rule),*)?])*]);
    };
}

/// Writes a variant; one that is `tagged`, with its tag.
#[doc(hidden)]
#[macro_export]
macro_rules! __write_variant {
    ($value:ident, $to:ident) => {
        $crate::Wire::write($value, $to)
    };
    ($value:ident, $to:ident, tagged $test:expr) => {{
        use $crate::wire::{any, array, boolean, integer, null, number, object, string};
        let _ = (any, array, boolean, integer, null, number, object, string);
        $test.write($value, $to)
    }};
}

/// Reads a union.
///
/// # Errors
/// No variant takes the value.
pub fn read_union<'de, T, D: Deserializer<'de>>(
    from: D,
    tests: &[Test],
    choose: impl FnOnce(&Json, &mut Attempts) -> Option<T>,
) -> Result<T, D::Error> {
    let value = Json::deserialize(from)?;
    let candidates = tests.iter().filter(|test| test.passes(&value)).count();
    choose(&value, &mut Attempts::new(candidates))
        .ok_or_else(|| D::Error::custom("none of the alternatives takes the value"))
}

/// What tells the values of one variant from those of the others.
#[derive(Clone, Copy, Debug)]
pub struct Test {
    kinds: u8,
    has: &'static [&'static str],
    equals: Constants,
    like: Constants,
    unlike: Constants,
    tag: Option<(&'static str, &'static str)>,
}

/// Properties and constants of theirs, as JSON text.
type Constants = &'static [(&'static str, &'static [&'static str])];

const NULL: u8 = 1;
const BOOLEAN: u8 = 2;
const INTEGER: u8 = 4;
const FRACTION: u8 = 8;
const STRING: u8 = 16;
const ARRAY: u8 = 32;
const OBJECT: u8 = 64;

macro_rules! tests {
    ($($name:ident = $kinds:expr, $doc:literal;)*) => { $(
        #[doc = $doc]
        pub const fn $name() -> Test {
            Test { kinds: $kinds, has: &[], equals: &[], like: &[], unlike: &[], tag: None }
        }
    )* };
}

tests! {
    any = u8::MAX, "Any value.";
    null = NULL, "`null`.";
    boolean = BOOLEAN, "`true` or `false`.";
    integer = INTEGER, "A whole number.";
    number = INTEGER | FRACTION, "A number.";
    string = STRING, "A string.";
    array = ARRAY, "An array.";
    object = OBJECT, "An object.";
}

impl Test {
    /// These kinds or those.
    #[must_use]
    pub const fn or(mut self, other: Test) -> Test {
        self.kinds |= other.kinds;
        self
    }

    /// Only an object that has all of these properties.
    #[must_use]
    pub const fn has(mut self, keys: &'static [&'static str]) -> Test {
        self.has = keys;
        self
    }

    /// Only an object whose properties are one of these constants each, given as JSON text.
    #[must_use]
    pub const fn equals(mut self, constants: Constants) -> Test {
        self.equals = constants;
        self
    }

    /// Only a value whose properties, if it has them, are one of these constants each, given as JSON text.
    #[must_use]
    pub const fn like(mut self, constants: Constants) -> Test {
        self.like = constants;
        self
    }

    /// Only a value whose properties, if it has them, are none of these constants, given as JSON text.
    #[must_use]
    pub const fn unlike(mut self, constants: Constants) -> Test {
        self.unlike = constants;
        self
    }

    /// Written with this property besides its own, and read without it; the constant is a JSON text.
    #[must_use]
    pub const fn tag(mut self, property: &'static str, constant: &'static str) -> Test {
        self.tag = Some((property, constant));
        self
    }

    /// A value without its tag.
    pub(crate) fn untagged<'a>(&self, value: &'a Json) -> Cow<'a, Json> {
        match (self.tag, value) {
            (Some((property, _)), Json::Object(members)) if members.contains_key(property) => {
                let mut members = members.clone();
                members.retain(|key, _| key != property);
                Cow::Owned(Json::Object(members))
            }
            _ => Cow::Borrowed(value),
        }
    }

    /// Writes the value of a variant, with its tag.
    ///
    /// # Errors
    /// The value cannot be written.
    pub fn write<T: Wire, S: Serializer>(&self, value: &T, to: S) -> Result<S::Ok, S::Error> {
        let Some((property, constant)) = self.tag else { return value.write(to) };
        let mut written = to_json(value).map_err(S::Error::custom)?;
        if let Json::Object(members) = &mut written {
            let constant = serde_json::from_str(constant).map_err(S::Error::custom)?;
            members.entry(property).or_insert(constant);
        }
        written.serialize(to)
    }

    /// Whether a value passes.
    pub fn passes(&self, value: &Json) -> bool {
        let is = |(key, constants): &(&str, &[&str])| {
            let value = value.get(key)?;
            Some(constants.iter().any(|c| is_constant(c, value)))
        };
        self.kinds & kind(value) != 0
            && self.has.iter().all(|key| value.get(key).is_some())
            && self.equals.iter().all(|test| is(test) == Some(true))
            && self.like.iter().all(|test| is(test) != Some(false))
            && self.unlike.iter().all(|test| is(test) != Some(true))
    }

    /// The value of a variant, if it passes, is to be tried, and reads.
    pub fn read<T: Wire>(&self, value: &Json, attempts: &mut Attempts) -> Option<T> {
        if !self.passes(value) || !attempts.try_another() {
            return None;
        }
        let mark = strict::mark();
        let read = T::read(&*self.untagged(value)).ok();
        if read.is_none() {
            strict::forget(mark);
        }
        read
    }
}

fn kind(value: &Json) -> u8 {
    match value {
        Json::Null => NULL,
        Json::Bool(_) => BOOLEAN,
        Json::Number(n) if n.is_f64() && n.as_f64().is_none_or(|n| n.fract() != 0.0) => FRACTION,
        Json::Number(_) => INTEGER,
        Json::String(_) => STRING,
        Json::Array(_) => ARRAY,
        Json::Object(_) => OBJECT,
    }
}
