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

use super::{As, By, Codec, Wire, exact, strict};

/// Gives a struct its codecs, from a table with a line a field: the property's name, the
/// field's, and whether it is `required` or `optional` (then the field is an `Option` that is
/// left out when `None`; that a property may be `null` shows in the field's type). `required`
/// may say what `new` takes for the field; then the struct gets a constructor, in which a `required` that
/// does not say is its type's default. `is` gives the one value that a constructor knows of a field: what
/// tells the struct apart in unions. Where such fields are all that it needs, it gets a `Default` instead. A
/// line may end in the rules that a server checks. `..deny` refuses properties that the table does not name,
/// `..FIELD` keeps them in a map, `..FIELD: [RULES]` with rules; otherwise they are skipped.
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
///     "name" => name: required(impl Into<String>) [max_length(50)],
///     "nick" => nick: optional,
/// });
///
/// let user: User = rt::serde_json::from_str(r#"{"name": "Ada", "x": 1}"#).unwrap();
/// assert_eq!(user, User::new("Ada"));
/// let user = User { nick: Some(None), ..user };
/// assert_eq!(rt::serde_json::to_string(&user).unwrap(), r#"{"name":"Ada","nick":null}"#);
/// ```
#[macro_export]
macro_rules! object {
    ($T:ident { $($key:literal => $field:ident: $mode:ident $(($given:ty))? $(is($tag:expr))? $([$($rule:expr),* $(,)?])?,)* $(..$rest:ident $(: [$($rest_rule:expr),*])?)? }) => {
        impl $crate::wire::Object for $T {
            const NAME: &'static str = stringify!($T);

            fn write_fields<__M: $crate::serde::ser::SerializeMap>(&self, __to: &mut $crate::wire::Entries<__M>) {
                $(__to.$mode($key, &self.$field);)*
                $($crate::__rest!(write $rest self __to);)?
            }

            fn read_fields<'de, __M: $crate::serde::de::MapAccess<'de>>(
                __from: &mut $crate::wire::Fields<'de, __M>,
            ) -> ::core::option::Option<Self> {
                $(let mut $field = ::core::option::Option::None;)*
                $($crate::__rest!(slot $rest);)?
                __from.fill(&mut [$(($key, &mut $field)),*], $crate::__rest!(others $($rest)?));
                $($crate::__field!(read $mode __from $key $field);)*
                ::core::option::Option::Some($crate::__rest!(build $T { $($field,)* } $($rest)?))
            }
        }
        $crate::__serde!(coded $T AsObject);
        $crate::__shape!(object $T { $($key $field $mode [$($($rule),*)?])* } $($rest [$($($rest_rule),*)?])?);
        $crate::__new!($T [$($($given)?)*] [$($($tag)?)*] { $($field: $mode ($($given)?) ($($tag)?),)* } $($rest)?);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __rest {
    (write deny $self:ident $to:ident) => {};
    (write $rest:ident $self:ident $to:ident) => { $to.rest(&$self.$rest) };
    (slot deny) => {};
    (slot $rest:ident) => { let mut $rest = ::std::collections::BTreeMap::new(); };
    (others) => { &mut $crate::wire::Skip };
    (others deny) => { &mut $crate::wire::Deny };
    (others $rest:ident) => { &mut $rest };
    (build $T:ident { $($fields:tt)* }) => { $T { $($fields)* } };
    (build $T:ident { $($fields:tt)* } deny) => { $T { $($fields)* } };
    (build $T:ident { $($fields:tt)* } $rest:ident) => { $T { $($fields)* $rest } };
}

/// What is done for a field by its mode. `let ... else` and no `?`: it is written out for every
/// required field, and compiles in a fraction of the time.
#[doc(hidden)]
#[macro_export]
macro_rules! __field {
    (read required $from:ident $key:literal $field:ident) => {
        let ::core::option::Option::Some($field) = $field else {
            return $from.missing($key);
        };
    };
    (read optional $from:ident $key:literal $field:ident) => {};
    (new required $field:ident ($given:ty) ()) => {
        ::core::convert::Into::into($field)
    };
    (new required $field:ident () ()) => {
        ::core::default::Default::default()
    };
    (new required $field:ident () ($tag:expr)) => {
        ::core::convert::Into::into($tag)
    };
    (new optional $field:ident () ()) => {
        ::core::option::Option::None
    };
    (new optional $field:ident () ($tag:expr)) => {
        ::core::option::Option::Some(::core::convert::Into::into($tag))
    };
}

/// The constructor of a struct, where a field says what it takes, or its default, where none does and
/// some are known.
#[doc(hidden)]
#[macro_export]
macro_rules! __new {
    ($T:ident [$($any:ty)*] [$($tag:expr)*] { $($fields:tt)* } deny) => {
        $crate::__new!($T [$($any)*] [$($tag)*] { $($fields)* });
    };
    ($T:ident [] [] { $($fields:tt)* } $($rest:ident)?) => {};
    ($T:ident [] [$($tag:expr)+] { $($field:ident: $mode:ident $given:tt $is:tt,)* } $($rest:ident)?) => {
        impl ::core::default::Default for $T {
            #[allow(clippy::useless_conversion)]
            fn default() -> Self {
                Self {
                    $($field: $crate::__field!(new $mode $field $given $is),)*
                    $($rest: ::std::collections::BTreeMap::new(),)?
                }
            }
        }
    };
    ($T:ident [$($any:ty)+] [$($tag:expr)*] { $($field:ident: $mode:ident ($($given:ty)?) $is:tt,)* } $($rest:ident)?) => {
        impl $T {
            /// With what the document requires, and nothing else.
            #[allow(clippy::too_many_arguments, clippy::useless_conversion)]
            pub fn new($($($field: $given,)?)*) -> Self {
                Self {
                    $($field: $crate::__field!(new $mode $field ($($given)?) $is),)*
                    $($rest: ::std::collections::BTreeMap::new(),)?
                }
            }
        }
    };
}

/// The traits of a type that travels by a [`Codec`](crate::wire::Codec) of the runtime (`coded`),
/// or serde's alone (`traits`).
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    (coded $T:ident $Codec:ident) => {
        impl $crate::wire::Coded for $T {
            type Codec = $crate::wire::$Codec;
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

/// The codec of structs with an [`object!`](crate::object) table.
#[derive(Debug)]
pub enum AsObject {}

impl<T: Object> Codec<T> for AsObject {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        struct Members<T>(PhantomData<T>);
        impl<'de, T: Object> Visitor<'de> for Members<T> {
            type Value = T;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an object ({})", T::NAME)
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<T, M::Error> {
                let mut fields =
                    Fields { map, other: String::new(), error: None, life: PhantomData };
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

    fn write<S: Serializer>(object: &T, to: S) -> Result<S::Ok, S::Error> {
        let mut entries = Entries { map: to.serialize_map(None)?, error: None };
        object.write_fields(&mut entries);
        match entries.error {
            Some(error) => Err(error),
            None => entries.map.end(),
        }
    }
}

/// An object being read. It keeps the first error, so that the tables need no `?` a field.
#[derive(Debug)]
pub struct Fields<'de, M: MapAccess<'de>> {
    map: M,
    /// The last key that the table does not name.
    other: String,
    error: Option<M::Error>,
    life: PhantomData<&'de ()>,
}

impl<'de, M: MapAccess<'de>> Fields<'de, M> {
    /// Reads all properties: those of the table into their slots, the others as `others` says.
    pub fn fill(
        &mut self,
        slots: &mut [(&'static str, &mut dyn Slot<'de, M>)],
        others: &mut dyn Others<'de, M>,
    ) {
        // Properties mostly come in the table's order, so the next one is looked for first.
        let mut next = 0;
        while self.error.is_none() {
            let place = |key: &str| {
                let (before, after) = slots.split_at(next);
                let named = |slot: &(&str, &mut dyn Slot<'de, M>)| slot.0 == key;
                let after = after.iter().position(named).map(|at| at + next);
                let found = after.or_else(|| before.iter().position(named));
                if found.is_none() {
                    self.other.clear();
                    self.other.push_str(key);
                }
                found
            };
            match self.map.next_key_seed(KeyBy(place)) {
                Ok(Some(Some(at))) => {
                    let (key, slot) = &mut slots[at];
                    slot.put(key, self);
                    next = at + 1;
                }
                Ok(Some(None)) => others.put(self),
                Ok(None) => return,
                Err(error) => self.error = Some(error),
            }
        }
    }

    /// Tells that a required property is missing.
    pub fn missing<T>(&mut self, key: &'static str) -> Option<T> {
        if self.error.is_none() { self.fail(M::Error::missing_field(key)) } else { None }
    }

    fn value<T: Wire>(&mut self, key: &str) -> Option<T> {
        let _step = strict::step(key);
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

/// What takes the value of a property: a variable that is `None` before. It is called through a
/// pointer, so that the tables need no branch a field.
pub trait Slot<'de, M: MapAccess<'de>> {
    /// Takes the value; there must not be one already.
    fn put(&mut self, key: &'static str, from: &mut Fields<'de, M>);
}

impl<'de, M: MapAccess<'de>, T: Wire> Slot<'de, M> for Option<T> {
    fn put(&mut self, key: &'static str, from: &mut Fields<'de, M>) {
        if self.is_some() {
            from.fail::<()>(M::Error::duplicate_field(key));
        } else {
            *self = from.value(key);
        }
    }
}

/// What becomes of a property that the table does not name. A map keeps it.
pub trait Others<'de, M: MapAccess<'de>> {
    /// Takes, passes over or refuses the property.
    fn put(&mut self, from: &mut Fields<'de, M>);
}

/// Other properties are passed over.
#[derive(Debug)]
pub struct Skip;

impl<'de, M: MapAccess<'de>> Others<'de, M> for Skip {
    fn put(&mut self, from: &mut Fields<'de, M>) {
        let _step = strict::step(&from.other);
        strict::note();
        if let Err(error) = from.map.next_value::<IgnoredAny>() {
            from.fail::<()>(error);
        }
    }
}

/// Other properties are refused.
#[derive(Debug)]
pub struct Deny;

impl<'de, M: MapAccess<'de>> Others<'de, M> for Deny {
    fn put(&mut self, from: &mut Fields<'de, M>) {
        from.fail::<()>(M::Error::custom("a property that is not allowed"));
    }
}

impl<'de, M: MapAccess<'de>, T: Wire> Others<'de, M> for BTreeMap<String, T> {
    fn put(&mut self, from: &mut Fields<'de, M>) {
        let key = std::mem::take(&mut from.other);
        if let Some(value) = from.value(&key)
            && self.insert(key, value).is_some()
        {
            exact::lose();
        }
    }
}

/// Reads a key by what makes something of it.
pub(crate) struct KeyBy<F>(pub F);

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for KeyBy<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        from.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for KeyBy<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a property's name")
    }

    fn visit_str<E>(self, key: &str) -> Result<T, E> {
        Ok(self.0(key))
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
