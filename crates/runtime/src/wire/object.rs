//! Objects: what the [`object!`](crate::object) table of a struct calls.
//!
//! The table's expansion is kept small, because it is compiled once a struct: it names each
//! field twice, and everything else happens here, once for all.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserializer, Serializer};

use super::{As, By, Wire};

/// Gives a struct its codecs, from a table with a line a field: the property's name, the
/// field's, and whether it is `required` or `optional` (then the field is an `Option` that is
/// left out when `None`; that a property may be `null` shows in the field's type). A line may
/// end in the rules that a server checks. `..deny` refuses properties that the table does not
/// name, `..FIELD` keeps them in a map; otherwise they are skipped.
///
/// ```
/// use specwright_runtime as rt;
///
/// #[derive(Clone, Debug, PartialEq)]
/// struct User {
///     name: String,
///     nick: Option<Option<String>>,
/// }
///
/// rt::object!(User {
///     "name" => name: required [max_length(50)],
///     "nick" => nick: optional,
/// });
///
/// let user: User = rt::serde_json::from_str(r#"{"name": "Ada", "nick": null, "x": 1}"#).unwrap();
/// assert_eq!(user, User { name: "Ada".into(), nick: Some(None) });
/// assert_eq!(rt::serde_json::to_string(&user).unwrap(), r#"{"name":"Ada","nick":null}"#);
/// ```
#[macro_export]
macro_rules! object {
    ($T:ident { $($key:literal => $field:ident: $mode:ident $([$($rule:expr),* $(,)?])?,)* $(..$rest:ident $(: [$($rest_rule:expr),*])?)? }) => {
        impl $crate::wire::Object for $T {
            const NAME: &'static str = stringify!($T);

            fn write_fields<__M: $crate::serde::ser::SerializeMap>(&self, __to: &mut $crate::wire::Entries<__M>) {
                $(__to.$mode($key, &self.$field);)*
                $($crate::__rest!(write $rest self __to);)?
            }

            #[allow(unused_mut)] // an object of no properties
            fn read_fields<'de, __M: $crate::serde::de::MapAccess<'de>>(
                __from: &mut $crate::wire::Fields<'de, __M>,
            ) -> ::core::option::Option<Self> {
                $(let mut $field = ::core::option::Option::None;)*
                $($crate::__rest!(slot $rest);)?
                while __from.advance() {
                    let _ = $(__from.take($key, &mut $field) ||)* $crate::__rest!(other __from $($rest)?);
                }
                ::core::option::Option::Some($crate::__rest!(build $T { $($field: __from.$mode($key, $field)?,)* } $($rest)?))
            }
        }
        $crate::__serde!($T, $crate::wire::read_object, $crate::wire::write_object);
        $crate::__shape!(object $T { $($key $field $mode [$($($rule),*)?])* } $($rest)?);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __rest {
    (write deny $self:ident $to:ident) => {};
    (write $rest:ident $self:ident $to:ident) => { $to.rest(&$self.$rest) };
    (slot deny) => {};
    (slot $rest:ident) => { let mut $rest = ::std::collections::BTreeMap::new(); };
    (other $from:ident) => { $from.skip() };
    (other $from:ident deny) => { $from.deny() };
    (other $from:ident $rest:ident) => { $from.keep(&mut $rest) };
    (build $T:ident { $($fields:tt)* }) => { $T { $($fields)* } };
    (build $T:ident { $($fields:tt)* } deny) => { $T { $($fields)* } };
    (build $T:ident { $($fields:tt)* } $rest:ident) => { $T { $($fields)* $rest } };
}

/// The traits of a type whose reading and writing are functions of the runtime, or (`traits`)
/// serde's alone.
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($T:ident, $read:path, $write:path) => {
        impl $crate::Wire for $T {
            fn read<'de, __D: $crate::serde::Deserializer<'de>>(from: __D) -> ::core::result::Result<Self, __D::Error> {
                $read(from)
            }

            fn write<__S: $crate::serde::Serializer>(&self, to: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                $write(self, to)
            }
        }

        $crate::__serde!(traits $T);
    };
    (traits $T:ident) => {
        impl<'de> $crate::serde::Deserialize<'de> for $T {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(from: __D) -> ::core::result::Result<Self, __D::Error> {
                <Self as $crate::Wire>::read(from)
            }
        }

        impl $crate::serde::Serialize for $T {
            fn serialize<__S: $crate::serde::Serializer>(&self, to: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                <Self as $crate::Wire>::write(self, to)
            }
        }
    };
}

/// A struct with an [`object!`](crate::object) table.
pub trait Object: Sized {
    /// The struct's name, for messages.
    const NAME: &'static str;

    /// Reads the fields; `None` when [`Fields`] holds an error.
    fn read_fields<'de, M: MapAccess<'de>>(from: &mut Fields<'de, M>) -> Option<Self>;

    /// Writes the fields.
    fn write_fields<M: SerializeMap>(&self, to: &mut Entries<M>);
}

/// Reads an object.
///
/// # Errors
/// It is none, a required property is missing, one stands twice, is not allowed or does not
/// read.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    struct Members<T>(PhantomData<T>);
    impl<'de, T: Object> Visitor<'de> for Members<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "an object ({})", T::NAME)
        }

        fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<T, M::Error> {
            let mut fields = Fields { map, key: String::new(), error: None, life: PhantomData };
            let object = T::read_fields(&mut fields);
            match (fields.error, object) {
                (None, Some(object)) => Ok(object),
                (Some(error), _) => Err(error),
                (None, None) => Err(M::Error::custom("the object cannot be read")),
            }
        }
    }
    from.deserialize_map(Members(PhantomData))
}

/// Writes an object.
///
/// # Errors
/// Those of the serializer.
pub fn write_object<T: Object, S: Serializer>(object: &T, to: S) -> Result<S::Ok, S::Error> {
    let mut entries = Entries { map: to.serialize_map(None)?, error: None };
    object.write_fields(&mut entries);
    match entries.error {
        Some(error) => Err(error),
        None => entries.map.end(),
    }
}

/// An object being read. It keeps the first error, so that the tables need no `?` a field.
#[derive(Debug)]
pub struct Fields<'de, M: MapAccess<'de>> {
    map: M,
    key: String,
    error: Option<M::Error>,
    life: PhantomData<&'de ()>,
}

impl<'de, M: MapAccess<'de>> Fields<'de, M> {
    /// Steps to the next property; `false` at the end and after an error.
    pub fn advance(&mut self) -> bool {
        if self.error.is_some() {
            return false;
        }
        self.map.next_key_seed(KeyInto(&mut self.key)).unwrap_or_else(|e| self.fail(e)).is_some()
    }

    /// Takes the property's value if it is the one called `key`.
    pub fn take<T: Wire>(&mut self, key: &'static str, slot: &mut Option<T>) -> bool {
        if self.key != key {
            return false;
        }
        if slot.is_some() {
            self.fail::<()>(M::Error::duplicate_field(key));
        } else {
            *slot = self.value();
        }
        true
    }

    /// Passes over the property.
    pub fn skip(&mut self) -> bool {
        let _ = self.map.next_value::<IgnoredAny>().map_or_else(|e| self.fail(e), Some);
        true
    }

    /// Refuses the property.
    pub fn deny(&mut self) -> bool {
        self.fail::<()>(M::Error::custom("a property that is not allowed"));
        true
    }

    /// Keeps the property.
    pub fn keep<T: Wire>(&mut self, rest: &mut BTreeMap<String, T>) -> bool {
        if let Some(value) = self.value() {
            rest.insert(self.key.clone(), value);
        }
        true
    }

    /// The value of a required property.
    pub fn required<T>(&mut self, key: &'static str, slot: Option<T>) -> Option<T> {
        if slot.is_none() && self.error.is_none() {
            self.fail::<()>(M::Error::missing_field(key));
        }
        slot
    }

    /// The value of an optional property.
    pub fn optional<T>(&mut self, _: &'static str, slot: Option<T>) -> Option<Option<T>> {
        Some(slot)
    }

    fn value<T: Wire>(&mut self) -> Option<T> {
        match self.map.next_value::<As<T>>() {
            Ok(As(value)) => Some(value),
            Err(error) => self.fail(error),
        }
    }

    fn fail<T>(&mut self, error: M::Error) -> Option<T> {
        self.error = Some(error);
        None
    }
}

/// Reads a key into a buffer that serves for all keys of an object.
struct KeyInto<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for KeyInto<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyInto<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property's name")
    }

    fn visit_str<E>(self, key: &str) -> Result<(), E> {
        self.0.clear();
        self.0.push_str(key);
        Ok(())
    }
}

/// An object being written. It keeps the first error, as [`Fields`] does.
#[derive(Debug)]
pub struct Entries<M: SerializeMap> {
    map: M,
    error: Option<M::Error>,
}

impl<M: SerializeMap> Entries<M> {
    /// Writes a property.
    pub fn required<T: Wire>(&mut self, key: &str, value: &T) {
        if self.error.is_none() {
            self.error = self.map.serialize_entry(key, &By(value)).err();
        }
    }

    /// Writes a property that is there.
    pub fn optional<T: Wire>(&mut self, key: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.required(key, value);
        }
    }

    /// Writes the properties that the table does not name.
    pub fn rest<T: Wire>(&mut self, rest: &BTreeMap<String, T>) {
        for (key, value) in rest {
            self.required(key, value);
        }
    }
}
