//! How values travel: [`Wire`] reads and writes every type that a generated crate is made of.
//!
//! It is serde's `Serialize` and `Deserialize` in one, kept apart from them because a document's
//! rules are not serde's: an `integer` takes `1.0`, a date and time without an offset is UTC,
//! and `null` is refused where it is not allowed. Generated types implement both.

mod ambiguity;
pub(crate) mod base64;
pub(crate) mod constants;
mod enumeration;
pub(crate) mod exact;
pub(crate) mod object;
pub(crate) mod primitive;
mod secret;
pub(crate) mod strict;
mod time;
mod union;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use self::ambiguity::Attempts;
pub use self::base64::Base64;
pub use self::constants::{AsConstant, Constants};
pub use self::enumeration::{AsText, UnknownValue};
#[doc(hidden)]
pub use self::exact::same;
pub use self::object::{AsObject, Deny, Entries, Fields, Object, Others, Skip, Slot};
pub use self::secret::Secret;
#[doc(hidden)]
pub use self::strict::note;
pub use self::time::DateTime;
pub use self::union::{
    Test, any, array, boolean, integer, null, number, object, read_union, string,
};

/// Any JSON value, where the document says nothing more.
pub type Json = serde_json::Value;

/// Values by name.
pub type Map<T> = BTreeMap<String, T>;

/// Any JSON object, where the document says `type: object` and nothing more.
pub type JsonObject = Map<Json>;

/// Gives a struct around one value its codecs.
///
/// ```
/// use specwright_runtime as rt;
///
/// #[derive(Clone, Debug, PartialEq)]
/// struct Tree(pub Vec<Tree>);
///
/// rt::wrapper!(Tree);
///
/// assert_eq!(rt::serde_json::from_str::<Tree>("[[]]").unwrap(), Tree(vec![Tree(vec![])]));
/// ```
#[macro_export]
macro_rules! wrapper {
    ($T:ident) => {
        impl $crate::Wire for $T {
            fn read<'de, __D: $crate::serde::Deserializer<'de>>(from: __D) -> ::core::result::Result<Self, __D::Error> {
                $crate::Wire::read(from).map(Self)
            }

            fn write<__S: $crate::serde::Serializer>(&self, to: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                $crate::Wire::write(&self.0, to)
            }
        }

        $crate::__serde!(traits $T);
        $crate::__shape!(wrapper $T);
    };
}

/// A value that is read and written as the document says.
pub trait Wire: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// What stands there is of another type or misses a part.
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;

    /// Writes the value.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error>;
}

/// A type that travels by a codec of the runtime, as its table says. One line for the compiler
/// where the two functions of [`Wire`] would be two bodies a type.
pub trait Coded: Sized {
    /// How it travels.
    type Codec: Codec<Self>;
}

/// How values of many types travel alike.
pub trait Codec<T> {
    /// Reads a value, as [`Wire::read`].
    ///
    /// # Errors
    /// Those of [`Wire::read`].
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<T, D::Error>;

    /// Writes a value, as [`Wire::write`].
    ///
    /// # Errors
    /// Those of the serializer.
    fn write<S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error>;
}

impl<T: Coded> Wire for T {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::Codec::read(from)
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        T::Codec::write(self, to)
    }
}

/// The codec of what lies behind a pointer.
#[derive(Debug)]
pub enum AsBox {}

impl<T: Wire> Codec<Box<T>> for AsBox {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Box<T>, D::Error> {
        T::read(from).map(Box::new)
    }

    fn write<S: Serializer>(value: &Box<T>, to: S) -> Result<S::Ok, S::Error> {
        (**value).write(to)
    }
}

// Not `Wire` itself: a `Box` counts as the type in it where traits are resolved, so that could
// be `Coded` as well.
impl<T: Wire> Coded for Box<T> {
    type Codec = AsBox;
}

/// A [`Wire`] value where serde wants a `Deserialize`.
#[derive(Debug)]
pub struct As<T>(pub T);

impl<'de, T: Wire> Deserialize<'de> for As<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::read(from).map(As)
    }
}

/// A [`Wire`] value where serde wants a `Serialize`.
#[derive(Debug)]
pub struct By<'a, T>(pub &'a T);

impl<T: Wire> Serialize for By<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.write(to)
    }
}

/// The value as a JSON tree.
///
/// # Errors
/// A number that JSON cannot write, or a map whose keys are no strings.
pub fn to_json<T: Wire>(value: &T) -> Result<Json, serde_json::Error> {
    value.write(serde_json::value::Serializer)
}

/// The value of a JSON tree.
///
/// # Errors
/// The tree does not hold such a value.
pub fn from_json<T: Wire>(tree: &Json) -> Result<T, serde_json::Error> {
    T::read(tree)
}

/// The value of a JSON text.
///
/// # Errors
/// The text is no JSON, or does not hold such a value.
pub fn from_text<T: Wire>(json: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(json).map(|As(value)| value)
}

/// For tests: that a JSON text is read as a `T` and written back the same by value. Properties
/// that `T` does not know may be missing from what is written.
///
/// # Panics
/// It is not.
pub fn survives<T: Wire + PartialEq + fmt::Debug>(json: &str) {
    let before: Json = serde_json::from_str(json).unwrap_or_else(|e| panic!("no JSON: {e}"));
    let value: T = from_json(&before).unwrap_or_else(|e| panic!("{e}: {json}"));
    let after = to_json(&value).unwrap_or_else(|e| panic!("{e}: {json}"));
    assert!(holds(&before, &after), "{before} came back as {after}");
    let again: T = from_json(&after).unwrap_or_else(|e| panic!("{e}: {after}"));
    assert_eq!(value, again);
}

/// Whether what was written says nothing that was not read.
fn holds(before: &Json, after: &Json) -> bool {
    match (before, after) {
        (Json::Object(before), Json::Object(after)) => after
            .iter()
            .all(|(key, after)| before.get(key).is_some_and(|before| holds(before, after))),
        (Json::Array(before), Json::Array(after)) => {
            before.len() >= after.len() && before.iter().zip(after).all(|(b, a)| holds(b, a))
        }
        (Json::Number(before), Json::Number(after)) => before.as_f64() == after.as_f64(),
        (Json::String(before), Json::String(after)) => {
            before == after || same_moment(before, after)
        }
        _ => before == after,
    }
}

/// Whether two texts write the same moment, UUID, address or bytes.
fn same_moment(before: &str, after: &str) -> bool {
    let moment = |text: &str| time::parse(text);
    moment(before).is_some() && moment(before) == moment(after)
        || before.eq_ignore_ascii_case(after)
        || base64::decode(before).is_some() && base64::decode(before) == base64::decode(after)
}

impl<T: Wire> Wire for Option<T> {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Option::<As<T>>::deserialize(from).map(|value| value.map(|As(value)| value))
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => to.serialize_some(&By(value)),
            None => to.serialize_none(),
        }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Items<T>(PhantomData<T>);
        impl<'de, T: Wire> Visitor<'de> for Items<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
                let mut items = Vec::new();
                loop {
                    let _step = strict::step(items.len());
                    let Some(As(item)) = seq.next_element()? else { return Ok(items) };
                    items.push(item);
                }
            }
        }
        from.deserialize_seq(Items(PhantomData))
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter().map(By))
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Members<T>(PhantomData<T>);
        impl<'de, T: Wire> Visitor<'de> for Members<T> {
            type Value = BTreeMap<String, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = BTreeMap::new();
                while let Some(key) = map.next_key::<String>()? {
                    let _step = strict::step(&key);
                    let As(value) = map.next_value()?;
                    if members.insert(key, value).is_some() {
                        exact::lose();
                    }
                }
                Ok(members)
            }
        }
        from.deserialize_map(Members(PhantomData))
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter().map(|(key, value)| (key, By(value))))
    }
}

macro_rules! tuples {
    ($(($count:literal $($T:ident $at:tt)+))*) => { $(
        impl<$($T: Wire),+> Wire for ($($T,)+) {
            fn read<'de, From: Deserializer<'de>>(from: From) -> Result<Self, From::Error> {
                struct Items<$($T),+>(PhantomData<($($T,)+)>);
                impl<'de, $($T: Wire),+> Visitor<'de> for Items<$($T),+> {
                    type Value = ($($T,)+);

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str(concat!("an array of ", $count, " items"))
                    }

                    fn visit_seq<Seq: SeqAccess<'de>>(self, mut seq: Seq) -> Result<Self::Value, Seq::Error> {
                        let items = ($({
                            let _step = strict::step($at);
                            match seq.next_element::<As<$T>>()? {
                                Some(As(item)) => item,
                                None => return Err(serde::de::Error::invalid_length($at, &self)),
                            }
                        },)+);
                        // What follows the items that the document names is not kept.
                        let mut next = $count;
                        while seq.next_element::<serde::de::IgnoredAny>()?.is_some() {
                            let _step = strict::step(next);
                            strict::note();
                            next += 1;
                        }
                        Ok(items)
                    }
                }
                from.deserialize_seq(Items(PhantomData))
            }

            fn write<Out: Serializer>(&self, to: Out) -> Result<Out::Ok, Out::Error> {
                use serde::ser::SerializeSeq;
                let mut seq = to.serialize_seq(Some($count))?;
                $(seq.serialize_element(&By(&self.$at))?;)+
                seq.end()
            }
        }
    )* };
}

tuples! {
    (1 A 0)
    (2 A 0 B 1)
    (3 A 0 B 1 C 2)
    (4 A 0 B 1 C 2 D 3)
    (5 A 0 B 1 C 2 D 3 E 4)
    (6 A 0 B 1 C 2 D 3 E 4 F 5)
    (7 A 0 B 1 C 2 D 3 E 4 F 5 G 6)
    (8 A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7)
    (9 A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8)
    (10 A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9)
    (11 A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10)
    (12 A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11)
}
