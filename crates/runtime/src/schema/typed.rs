//! The check of a value that has been read: it is written into nothing, and held to its schema on
//! the way. Rules are those of [`Check`], without a way to say where; whoever asks checks the text
//! when the answer is no, which also stands for "not from the value alone".

use std::fmt::{self, Display};

use serde::Serialize;
use serde::de::Visitor;
use serde::ser::{Error, Impossible, SerializeMap, SerializeSeq, Serializer};

use super::check::{Check, Path, Violation};
use super::seen::Seen;
use super::shape::{Property, Rest, Schema, Table};
use super::{Rule, check};
use crate::wire::{By, Wire};

/// Whether a value keeps its schema and these rules; `false` also where that cannot be told. The
/// value must [say all](crate::wire::exact) that stood in its text.
pub(crate) fn keeps<T: Wire>(value: &T, schema: Schema, rules: &[Rule]) -> bool {
    part(&By(value), schema, rules).is_ok()
}

fn part<T: Serialize + ?Sized>(value: &T, schema: Schema, rules: &[Rule]) -> Result<(), Unsure> {
    match schema.unwrapped() {
        Schema::Union(..) => Err(Unsure),
        _ if rules.iter().any(Rule::is_whole) => Err(Unsure),
        // Types know their own constants, bounds and formats.
        Schema::Null
        | Schema::Boolean
        | Schema::Integer(..)
        | Schema::Number
        | Schema::String(_)
        | Schema::Words(_)
        | Schema::Constants(_)
            if rules.is_empty() =>
        {
            Ok(())
        }
        // Read and written again, they may have become other texts.
        Schema::Constants(_) | Schema::String(Some(_)) => Err(Unsure),
        _ => value.serialize(Typed { schema, rules }),
    }
}

/// It does not keep the rules, or that cannot be told.
#[derive(Debug)]
struct Unsure;

impl Display for Unsure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that may break rules")
    }
}

impl std::error::Error for Unsure {}

impl Error for Unsure {
    fn custom<T: Display>(_: T) -> Self {
        Unsure
    }
}

impl serde::de::Error for Unsure {
    fn custom<T: Display>(_: T) -> Self {
        Unsure
    }
}

struct Typed<'a> {
    schema: Schema,
    rules: &'a [Rule],
}

impl Typed<'_> {
    /// Does what is done where the value is read from text.
    fn check(&self, visit: impl FnOnce(Check<'_>) -> Result<(), Unsure>) -> Result<(), Unsure> {
        let mut found: Vec<Violation> = Vec::new();
        let at = Path::root("");
        visit(Check { schema: self.schema, rules: self.rules, at: &at, found: &mut found })?;
        if found.is_empty() { Ok(()) } else { Err(Unsure) }
    }

    fn count(&self, count: u64, what: &str) -> Result<(), Unsure> {
        self.check(|mut check| {
            check.count_rules(count, what);
            Ok(())
        })
    }
}

/// What no value of a table is written by.
macro_rules! unsure {
    ($($name:ident($($T:ty),*) $(<$V:ident>)? -> $Ok:ty;)*) => { $(
        fn $name$(<$V: Serialize + ?Sized>)?(self, $(_: $T),*) -> Result<$Ok, Unsure> {
            Err(Unsure)
        }
    )* };
}

macro_rules! no_structs {
    () => {
        type SerializeTuple = Impossible<Self::Ok, Unsure>;
        type SerializeTupleStruct = Impossible<Self::Ok, Unsure>;
        type SerializeTupleVariant = Impossible<Self::Ok, Unsure>;
        type SerializeStruct = Impossible<Self::Ok, Unsure>;
        type SerializeStructVariant = Impossible<Self::Ok, Unsure>;

        unsure! {
            serialize_bytes(&[u8]) -> Self::Ok;
            serialize_unit_struct(&'static str) -> Self::Ok;
            serialize_unit_variant(&'static str, u32, &'static str) -> Self::Ok;
            serialize_newtype_struct(&'static str, &V) <V> -> Self::Ok;
            serialize_newtype_variant(&'static str, u32, &'static str, &V) <V> -> Self::Ok;
            serialize_tuple(usize) -> Self::SerializeTuple;
            serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
            serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
            serialize_struct(&'static str, usize) -> Self::SerializeStruct;
            serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
        }
    };
}

macro_rules! visited {
    ($($name:ident($T:ty) => $visit:ident;)*) => { $(
        fn $name(self, value: $T) -> Result<(), Unsure> {
            self.check(|check| check.$visit(value.into()))
        }
    )* };
}

impl<'a> Serializer for Typed<'a> {
    type Ok = ();
    type Error = Unsure;
    type SerializeSeq = Items<'a>;
    type SerializeMap = Members<'a>;

    visited! {
        serialize_bool(bool) => visit_bool;
        serialize_i8(i8) => visit_i64;
        serialize_i16(i16) => visit_i64;
        serialize_i32(i32) => visit_i64;
        serialize_i64(i64) => visit_i64;
        serialize_u8(u8) => visit_u64;
        serialize_u16(u16) => visit_u64;
        serialize_u32(u32) => visit_u64;
        serialize_u64(u64) => visit_u64;
        serialize_f32(f32) => visit_f64;
        serialize_f64(f64) => visit_f64;
    }

    fn serialize_str(self, text: &str) -> Result<(), Unsure> {
        self.check(|check| check.visit_str(text))
    }

    fn serialize_unit(self) -> Result<(), Unsure> {
        self.check(|check| check.visit_unit())
    }

    fn serialize_none(self) -> Result<(), Unsure> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unsure> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a>, Unsure> {
        let each = check::each(self.rules);
        Ok(Items { schema: self.schema.unwrapped(), typed: self, each, count: 0 })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'a>, Unsure> {
        let each = check::each(self.rules);
        let schema = self.schema.unwrapped();
        Ok(Members {
            schema,
            typed: self,
            each,
            count: 0,
            seen: Seen::default(),
            value: (Schema::Any, &[]),
        })
    }

    unsure! { serialize_char(char) -> (); }
    no_structs!();
}

/// An array being written.
struct Items<'a> {
    typed: Typed<'a>,
    /// That of the array, which may be `null` no more.
    schema: Schema,
    each: &'static [Rule],
    count: usize,
}

impl SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = Unsure;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsure> {
        let item = match self.schema {
            Schema::Array(item) => item(),
            Schema::Tuple(items) => items.get(self.count).ok_or(Unsure)?(),
            _ => return Err(Unsure),
        };
        self.count += 1;
        part(value, item, self.each)
    }

    fn end(self) -> Result<(), Unsure> {
        self.typed.count(self.count as u64, "items")
    }
}

/// An object being written.
struct Members<'a> {
    typed: Typed<'a>,
    /// That of the object, which may be `null` no more.
    schema: Schema,
    each: &'static [Rule],
    count: u64,
    seen: Seen,
    /// What the value of the last key must be.
    value: (Schema, &'static [Rule]),
}

impl SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Unsure;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unsure> {
        self.count += 1;
        self.value = match self.schema {
            Schema::Object(table) => match key.serialize(Key(table, &mut self.seen))? {
                Some(property) => ((property.schema)(), property.rules),
                None => match table.rest {
                    Rest::Keep(schema, rules) => (schema(), rules),
                    Rest::Skip | Rest::Deny => return Err(Unsure),
                },
            },
            Schema::Map(schema) => (schema(), self.each),
            _ => return Err(Unsure),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unsure> {
        let (schema, rules) = self.value;
        part(value, schema, rules)
    }

    fn end(self) -> Result<(), Unsure> {
        self.typed.count(self.count, "properties")
    }
}

/// Finds the property of a key.
struct Key<'a>(&'static Table, &'a mut Seen);

impl Serializer for Key<'_> {
    type Ok = Option<&'static Property>;
    type Error = Unsure;
    type SerializeSeq = Impossible<Self::Ok, Unsure>;
    type SerializeMap = Impossible<Self::Ok, Unsure>;

    fn serialize_str(self, key: &str) -> Result<Self::Ok, Unsure> {
        let Key(table, seen) = self;
        Ok(seen.position(table, key).map(|at| &table.properties[at]))
    }

    unsure! {
        serialize_bool(bool) -> Self::Ok;
        serialize_i8(i8) -> Self::Ok;
        serialize_i16(i16) -> Self::Ok;
        serialize_i32(i32) -> Self::Ok;
        serialize_i64(i64) -> Self::Ok;
        serialize_u8(u8) -> Self::Ok;
        serialize_u16(u16) -> Self::Ok;
        serialize_u32(u32) -> Self::Ok;
        serialize_u64(u64) -> Self::Ok;
        serialize_f32(f32) -> Self::Ok;
        serialize_f64(f64) -> Self::Ok;
        serialize_char(char) -> Self::Ok;
        serialize_unit() -> Self::Ok;
        serialize_none() -> Self::Ok;
        serialize_some(&V) <V> -> Self::Ok;
        serialize_seq(Option<usize>) -> Self::SerializeSeq;
        serialize_map(Option<usize>) -> Self::SerializeMap;
    }
    no_structs!();
}
