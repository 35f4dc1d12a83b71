//! What a place holds: the kind of its values, and what else they must be.

use serde::Serialize;
use serde_json::Value;

use super::TypeId;

/// What a property, parameter or body holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Use {
    /// What it is.
    pub kind: Kind,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// What else it must be.
    pub constraints: Vec<Constraint>,
    /// Whether it lies behind a pointer, so that its type may contain itself.
    pub boxed: bool,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Kind {
    /// Anything. The document says no more.
    Any,
    /// Any object. The document says no more.
    AnyObject,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Integer),
    /// A number.
    Number,
    /// A string.
    String(Text),
    /// Items of one kind.
    Array(Box<Use>),
    /// Items each of their own kind.
    Tuple(Vec<Use>),
    /// Values by name.
    Map(Box<Use>),
    /// A type with a name.
    Type(TypeId),
}

/// How wide a whole number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)] // the names say it
pub enum Integer {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

/// What a string holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Text {
    /// Text; a format it must have is a constraint.
    Plain,
    /// A password, token or key.
    Secret,
    /// A date and time with offset (RFC 3339).
    DateTime,
    /// A date (RFC 3339).
    Date,
    /// A UUID.
    Uuid,
    /// Bytes in Base64.
    Base64,
    /// Bytes as they are: a body or a file.
    Binary,
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// An address of either kind.
    Ip,
}

impl Text {
    /// What a string of a `format` holds; `None` where it is a string in Rust too.
    pub fn of_format(format: &str) -> Option<Text> {
        Some(match format {
            "date-time" => Text::DateTime,
            "date" => Text::Date,
            "uuid" => Text::Uuid,
            "byte" => Text::Base64,
            "binary" => Text::Binary,
            "password" => Text::Secret,
            "ipv4" => Text::Ipv4,
            "ipv6" => Text::Ipv6,
            "ip" => Text::Ip,
            _ => return None,
        })
    }
}

/// A constraint of JSON Schema that kinds do not express. One that speaks of another kind of value
/// is no constraint.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)] // JSON Schema's own names
pub enum Constraint {
    MinLength(u64),
    MaxLength(u64),
    Pattern(String),
    Format(String),
    Minimum(f64),
    Maximum(f64),
    ExclusiveMinimum(f64),
    ExclusiveMaximum(f64),
    MultipleOf(f64),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    MinProperties(u64),
    MaxProperties(u64),
    /// `enum`
    Constants(Vec<Value>),
    /// `type`, as the kinds of [`Tell::kinds`](super::Tell::kinds).
    Kinds(Vec<&'static str>),
    Required(Vec<String>),
    /// The names that `additionalProperties: false` leaves.
    Only(Vec<String>),
    /// `properties`, one of them.
    Property(String, Vec<Constraint>),
    PropertyNames(Vec<Constraint>),
    /// `items`
    Each(Vec<Constraint>),
    Contains {
        least: u64,
        most: u64,
        item: Vec<Constraint>,
    },
    DependentRequired(String, Vec<String>),
    Not(Vec<Constraint>),
    AnyOf(Vec<Vec<Constraint>>),
    OneOf(Vec<Vec<Constraint>>),
    If {
        test: Vec<Constraint>,
        then: Vec<Constraint>,
        otherwise: Vec<Constraint>,
    },
}

impl Use {
    /// A use of this kind, not `null`, with no constraints.
    pub fn of(kind: Kind) -> Use {
        Use { kind, nullable: false, constraints: Vec::new(), boxed: false }
    }

    /// This use, or `null`.
    #[must_use]
    pub fn or_null(mut self, nullable: bool) -> Use {
        self.nullable |= nullable;
        self
    }

    /// Whether it is bytes as they are, or a list of such: in a multipart body, a file or files.
    pub fn is_binary(&self) -> bool {
        let binary = Kind::String(Text::Binary);
        let item = |item: &Use| !item.nullable && item.kind == binary;
        !self.nullable && (self.kind == binary || matches!(&self.kind, Kind::Array(i) if item(i)))
    }

    /// The uses inside this one.
    pub fn parts(&self) -> Vec<&Use> {
        match &self.kind {
            Kind::Array(item) | Kind::Map(item) => vec![item],
            Kind::Tuple(items) => items.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The uses inside this one, to change.
    pub fn parts_mut(&mut self) -> Vec<&mut Use> {
        match &mut self.kind {
            Kind::Array(item) | Kind::Map(item) => vec![item],
            Kind::Tuple(items) => items.iter_mut().collect(),
            _ => Vec::new(),
        }
    }

    /// The types that this use names, at any depth.
    pub fn types(&self) -> Vec<TypeId> {
        match self.kind {
            Kind::Type(id) => vec![id],
            _ => self.parts().into_iter().flat_map(Use::types).collect(),
        }
    }
}
