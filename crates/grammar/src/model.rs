//! The shape of the table, and how it is asked.

use crate::{Dialect, Dialects, Keys, Kind, further_response, tables};

/// What a field or the entry of a map holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Holds {
    /// A short string: a name, a URL, a pattern.
    String,
    /// Prose for people, CommonMark as a rule. It may contain any words.
    Text,
    /// A boolean.
    Bool,
    /// A number.
    Number,
    /// A whole number that is not negative.
    Count,
    /// Any JSON: examples, defaults, the entries of `enum`.
    Any,
    /// One word of a closed set.
    Word(&'static [&'static str]),
    /// A URI reference to an object of the kind that it stands in, as `$ref`.
    Reference,
    /// An object of this kind.
    Object(Kind),
    /// An object of this kind, or a Reference Object that leads to one.
    Referable(Kind),
    /// A list.
    List(&'static Holds),
    /// An object with free keys.
    Map(Keys, &'static Holds),
    /// One of several, told apart by the kind of the JSON value.
    Either(&'static [Holds]),
}

/// A key of an object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What its value is.
    pub holds: Holds,
    /// Where it exists.
    pub dialects: Dialects,
    /// Where it must be given.
    pub required: Dialects,
}

/// What keys other than the fixed ones mean: the paths of Paths, the codes of Responses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rest {
    /// The rule of the keys.
    pub keys: Keys,
    /// What each of them holds.
    pub holds: Holds,
}

/// A kind of object with its keys in all dialects.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// Which kind it is.
    pub kind: Kind,
    /// Where the specification describes it: the section of OpenAPI 3.2, or of the last version
    /// that has the object.
    pub section: &'static str,
    /// The fixed keys in their usual order. A name stands twice where dialects disagree about
    /// its value.
    pub fields: &'static [Field],
    /// The free keys.
    pub rest: Option<Rest>,
    /// Whether `x-*` keys are free.
    pub extensible: bool,
}

/// A kind of object as one dialect has it.
#[derive(Clone, Copy, Debug)]
pub struct Object {
    dialect: Dialect,
    definition: &'static Definition,
}

/// What the dialect says about a kind of object.
pub fn object(dialect: Dialect, kind: Kind) -> Object {
    Object { dialect, definition: tables::definition(kind) }
}

/// The section of the components that objects of a kind live in, in a dialect that has it.
pub fn component_section(dialect: Dialect, kind: Kind) -> Option<&'static str> {
    let holds = |field: &&Field| match field.holds {
        Holds::Map(_, Holds::Object(one) | Holds::Referable(one)) => *one == kind,
        _ => false,
    };
    object(dialect, Kind::Components).fields().find(holds).map(|field| field.name)
}

impl Object {
    /// Which kind it is.
    pub fn kind(self) -> Kind {
        self.definition.kind
    }

    /// The dialect that was asked for.
    pub fn dialect(self) -> Dialect {
        self.dialect
    }

    /// Where the specification describes it.
    pub fn section(self) -> &'static str {
        self.definition.section
    }

    /// The fixed keys of this dialect in their usual order.
    pub fn fields(self) -> impl Iterator<Item = &'static Field> {
        self.definition.fields.iter().filter(move |f| f.dialects.contains(self.dialect))
    }

    /// The fixed key of this name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        // The first bytes tell most names apart and save the call of a comparison.
        let first = name.as_bytes().first();
        self.fields().find(|field| field.name.as_bytes().first() == first && field.name == name)
    }

    /// The keys that must be given.
    pub fn required(self) -> impl Iterator<Item = &'static Field> {
        self.fields().filter(move |field| field.required.contains(self.dialect))
    }

    /// What keys other than the fixed ones mean.
    pub fn rest(self) -> Option<Rest> {
        self.definition.rest
    }

    /// Whether a key is an `x-*` extension, whose value is free.
    pub fn is_extension(self, key: &str) -> bool {
        self.definition.extensible && key.starts_with("x-") && !self.is_further_response(key)
    }

    fn is_further_response(self, key: &str) -> bool {
        self.kind() == Kind::Responses && further_response(key).is_some()
    }

    /// What the value of `key` is: of a fixed key, of an `x-*` extension, or of a free key that
    /// follows its rule; `None` for a key that must not be there. A [`further_response`] is a response.
    ///
    /// ```
    /// use specwright_grammar::{Dialect, Holds, Kind, object};
    ///
    /// let responses = object(Dialect::V3_0, Kind::Responses);
    /// assert_eq!(responses.entry("404"), Some(Holds::Referable(Kind::Response)));
    /// assert_eq!(responses.entry("x-404:Sold"), Some(Holds::Referable(Kind::Response)));
    /// assert_eq!(responses.entry("x-order"), Some(Holds::Any));
    /// assert_eq!(responses.entry("description"), None);
    /// ```
    pub fn entry(self, key: &str) -> Option<Holds> {
        if let Some(field) = self.field(key) {
            return Some(field.holds);
        }
        if self.is_extension(key) {
            return Some(Holds::Any);
        }
        let admits = |rest: &Rest| rest.keys.admit(key) || self.is_further_response(key);
        self.rest().filter(admits).map(|rest| rest.holds)
    }

    /// The other dialects that have this key, oldest first: a hint for one that is misplaced.
    pub fn elsewhere(self, key: &str) -> impl Iterator<Item = Dialect> {
        let known = move |dialect: &Dialect| {
            *dialect != self.dialect && object(*dialect, self.kind()).field(key).is_some()
        };
        Dialect::ALL.into_iter().filter(known).collect::<Vec<_>>().into_iter()
    }
}

impl Field {
    /// A key that exists in every dialect and may be left out.
    pub(crate) const fn new(name: &'static str, holds: Holds) -> Field {
        Field { name, holds, dialects: Dialects::ALL, required: Dialects::NONE }
    }

    /// The same key, which exists in these dialects alone.
    pub(crate) const fn only(mut self, dialects: Dialects) -> Field {
        self.dialects = dialects;
        self
    }

    /// The same key, required wherever it exists.
    pub(crate) const fn required(mut self) -> Field {
        self.required = self.dialects;
        self
    }

    /// The same key, required in these dialects.
    pub(crate) const fn required_in(mut self, dialects: Dialects) -> Field {
        self.required = dialects;
        self
    }
}
