//! Types: what a use is in Rust, seen from a module.

use proc_macro2::TokenStream;
use specwright_ir::{Integer, Kind, Text, TypeId, Use};

use crate::plan::{Home, Plan};

/// Where bytes as they are stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bytes {
    /// In a body: bytes.
    Body,
    /// In a part of a multipart body: a file.
    Part,
    /// Elsewhere: a string.
    Text,
}

impl Plan<'_> {
    /// The type of a use, as text, seen from a module.
    pub(crate) fn ty(&self, used: &Use, from: Home, bytes: Bytes) -> String {
        let bare = self.bare(used, from, bytes);
        if used.nullable { format!("Option<{bare}>") } else { bare }
    }

    fn bare(&self, used: &Use, from: Home, bytes: Bytes) -> String {
        let inner = |used: &Use| self.ty(used, from, bytes);
        let text = match &used.kind {
            Kind::Any => "rt::Json".to_owned(),
            Kind::AnyObject => "rt::JsonObject".to_owned(),
            Kind::Null => "()".to_owned(),
            Kind::Boolean => "bool".to_owned(),
            Kind::Integer(integer) => integer_type(*integer).to_owned(),
            Kind::Number => "f64".to_owned(),
            Kind::String(text) => {
                self.own_text(used).unwrap_or_else(|| text_type(text, bytes)).to_owned()
            }
            Kind::Array(item) => format!("Vec<{}>", inner(item)),
            Kind::Map(value) => format!("rt::Map<{}>", inner(value)),
            Kind::Tuple(items) => {
                let items: Vec<String> = items.iter().map(inner).collect();
                let comma = if items.len() == 1 { "," } else { "" };
                format!("({}{comma})", items.join(", "))
            }
            Kind::Type(id) => self.path(*id, from),
        };
        if used.boxed { format!("Box<{text}>") } else { text }
    }

    /// A use with what its aliases stand for in their place, at any depth. What is one type in Rust is one
    /// here.
    pub(crate) fn unaliased(&self, used: &Use) -> Use {
        if self.is_own(used) {
            return used.clone();
        }
        let resolved = self.api.resolve(used);
        let mut bare = Use { nullable: used.nullable, boxed: used.boxed, ..resolved.clone() };
        for part in bare.parts_mut() {
            *part = self.unaliased(part);
        }
        if let Kind::Map(value) = &bare.kind
            && matches!(value.kind, Kind::Any)
            && !value.nullable
        {
            bare.kind = Kind::AnyObject;
        }
        bare
    }

    /// The path of a type, seen from a module.
    pub(crate) fn path(&self, id: TypeId, from: Home) -> String {
        if let Some(own) = self.own_type(id) {
            return own.to_owned();
        }
        let named = &self.types[id.0];
        if named.home == from || named.home != Home::Types {
            named.name.clone()
        } else {
            format!("types::{}", named.name)
        }
    }
}

/// Text as tokens. What is given is Rust that the plan has put together.
pub(crate) fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

fn integer_type(integer: Integer) -> &'static str {
    match integer {
        Integer::I8 => "i8",
        Integer::I16 => "i16",
        Integer::I32 => "i32",
        Integer::I64 => "i64",
        Integer::U8 => "u8",
        Integer::U16 => "u16",
        Integer::U32 => "u32",
        Integer::U64 => "u64",
    }
}

fn text_type(text: &Text, bytes: Bytes) -> &'static str {
    match text {
        Text::Plain => "String",
        Text::Secret => "rt::Secret",
        Text::DateTime => "rt::DateTime",
        Text::Date => "rt::Date",
        Text::Uuid => "rt::Uuid",
        Text::Base64 => "rt::Base64",
        Text::Binary => match bytes {
            Bytes::Body => "rt::Body",
            Bytes::Part => "rt::File",
            Bytes::Text => "String",
        },
        Text::Ipv4 => "std::net::Ipv4Addr",
        Text::Ipv6 => "std::net::Ipv6Addr",
        Text::Ip => "std::net::IpAddr",
    }
}
