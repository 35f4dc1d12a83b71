//! The schema of every type, taken from the types and from the tables beside them.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use bytes::Bytes;
use uuid::Uuid;

use super::Rule;
use crate::wire::Test;
use crate::{Base64, DateTime, Json, Secret};

/// What a value must be. Parts are functions, so that types may contain themselves.
#[derive(Clone, Copy, Debug)]
pub enum Schema {
    /// Anything.
    Any,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number between these two.
    Integer(i128, i128),
    /// A number.
    Number,
    /// A string, of a format if one is named.
    String(Option<&'static str>),
    /// A string that is one of these.
    Words(&'static [&'static str]),
    /// One of these constants, given as JSON text.
    Constants(&'static [&'static str]),
    /// An array of items.
    Array(fn() -> Schema),
    /// An array that begins with these items.
    Tuple(&'static [fn() -> Schema]),
    /// An object with any keys.
    Map(fn() -> Schema),
    /// An object.
    Object(&'static Table),
    /// One of several.
    Union(&'static [Alternative], Fit),
    /// Or `null`.
    Nullable(fn() -> Schema),
}

/// An alternative of a union.
#[derive(Clone, Copy, Debug)]
pub struct Alternative {
    /// What tells its values apart.
    pub test: Test,
    /// What a value must be.
    pub schema: fn() -> Schema,
    /// What else it must be.
    pub rules: &'static [Rule],
}

/// How many alternatives of a union may take a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// One or several (`anyOf`).
    Any,
    /// One and no more (`oneOf`).
    One,
}

/// The properties of an object.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Those it names.
    pub properties: &'static [Property],
    /// The others.
    pub rest: Rest,
}

/// A property of an object.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it must be.
    pub schema: fn() -> Schema,
    /// What else it must be.
    pub rules: &'static [Rule],
}

/// What becomes of properties that a table does not name.
#[derive(Clone, Copy, Debug)]
pub enum Rest {
    /// They may be there.
    Skip,
    /// They must not be there.
    Deny,
    /// They may be there and must be such.
    Keep(fn() -> Schema, &'static [Rule]),
}

/// A type whose values a request may hold.
pub trait Shape {
    /// What such a value must be.
    fn schema() -> Schema;
}

/// The schema of a field, found by its accessor: tables name fields, not types.
pub const fn of_required<T, F: Shape>(_: fn(&T) -> &F) -> fn() -> Schema {
    F::schema
}

/// The schema of a field that is an `Option` because its property may be missing.
pub const fn of_optional<T, F: Shape>(_: fn(&T) -> &Option<F>) -> fn() -> Schema {
    F::schema
}

/// The schema of the values of a map.
pub const fn of_values<T, F: Shape>(_: fn(&T) -> &BTreeMap<String, F>) -> fn() -> Schema {
    F::schema
}

macro_rules! shapes {
    ($($T:ty => $schema:expr;)*) => { $(
        impl Shape for $T {
            fn schema() -> Schema {
                $schema
            }
        }
    )* };
}

shapes! {
    () => Schema::Null;
    bool => Schema::Boolean;
    i8 => Schema::Integer(i8::MIN as i128, i8::MAX as i128);
    i16 => Schema::Integer(i16::MIN as i128, i16::MAX as i128);
    i32 => Schema::Integer(i32::MIN as i128, i32::MAX as i128);
    i64 => Schema::Integer(i64::MIN as i128, i64::MAX as i128);
    u8 => Schema::Integer(0, u8::MAX as i128);
    u16 => Schema::Integer(0, u16::MAX as i128);
    u32 => Schema::Integer(0, u32::MAX as i128);
    u64 => Schema::Integer(0, u64::MAX as i128);
    f32 => Schema::Number;
    f64 => Schema::Number;
    String => Schema::String(None);
    Secret => Schema::String(None);
    Bytes => Schema::String(None);
    Base64 => Schema::String(Some("byte"));
    DateTime => Schema::String(Some("date-time"));
    chrono::NaiveDate => Schema::String(Some("date"));
    chrono::NaiveTime => Schema::String(Some("local-time"));
    Uuid => Schema::String(Some("uuid"));
    Ipv4Addr => Schema::String(Some("ipv4"));
    Ipv6Addr => Schema::String(Some("ipv6"));
    IpAddr => Schema::String(Some("ip"));
    Json => Schema::Any;
}

#[cfg(feature = "jiff")]
shapes! {
    jiff::Timestamp => Schema::String(Some("date-time"));
    jiff::civil::Date => Schema::String(Some("date"));
}

#[cfg(feature = "time")]
shapes! {
    time::OffsetDateTime => Schema::String(Some("date-time"));
    time::Date => Schema::String(Some("date"));
}

impl<T: Shape> Shape for Option<T> {
    fn schema() -> Schema {
        Schema::Nullable(T::schema)
    }
}

impl<T: Shape> Shape for Box<T> {
    fn schema() -> Schema {
        T::schema()
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn schema() -> Schema {
        Schema::Array(T::schema)
    }
}

impl<T: Shape> Shape for BTreeMap<String, T> {
    fn schema() -> Schema {
        Schema::Map(T::schema)
    }
}

macro_rules! tuples {
    ($(($($T:ident)+))*) => { $(
        impl<$($T: Shape),+> Shape for ($($T,)+) {
            fn schema() -> Schema {
                Schema::Tuple(&[$($T::schema),+])
            }
        }
    )* };
}

tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
    (A B C D E F G H I) (A B C D E F G H I J) (A B C D E F G H I J K) (A B C D E F G H I J K L)
}
