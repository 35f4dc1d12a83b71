//! The objects and lists that are open at a point of a collapsed text.

use std::rc::Rc;

use specwright_grammar::{Dialect, Holds, Keys, Kind, object};

use super::shared::{Names, SharedList};
use super::words::Symbol;

/// What an open object or list is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shell {
    /// An object of OpenAPI, which may be a reference instead.
    Object {
        kind: Kind,
        referable: bool,
    },
    /// An object whose keys are names.
    Map(Keys, &'static Holds),
    List(&'static Holds),
    /// An object of which nothing is known, as in an example.
    Free,
}

/// An open object or list. Frames are shared between readings, and replaced when they change.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub parent: Option<Rc<Frame>>,
    /// What was open where an extension or example began that closed some of it.
    pub behind: Option<Rc<Frame>>,
    pub depth: usize,
    pub shell: Shell,
    /// The word at which it was opened, which tells it from all others.
    pub opened: usize,
    /// The key it is the value of.
    pub key: Option<Symbol>,
    /// Whether it is documentation: an example, an extension.
    pub documentation: bool,
    /// The keys it has, and the word of the last.
    pub seen: Rc<Names>,
    pub latest: Option<usize>,
    /// The number of entries: keys or items.
    pub count: usize,
    /// In a list, whether the items are scalars.
    pub scalars: bool,
    pub facts: Facts,
    /// Of this frame and all it stands in.
    pub hash: u64,
    /// Of its own entries.
    pub contents: u64,
}

/// What closing an object will be judged by.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// The one `type` of a schema.
    pub ty: Option<Type>,
    /// Which types some other key of a schema is not for, a bit each.
    pub unfit: u8,
    /// The names in `required`, and those in `properties`.
    pub required: Option<SharedList<String>>,
    pub properties: Option<Rc<Names>>,
    /// Whether it is a security scheme that has flows.
    pub flows: bool,
    /// The names in [`ORDERS`](super::orders::ORDERS).
    pub orders: Option<SharedList<String>>,
    /// The list that names these properties.
    pub listed: Option<usize>,
    pub reference: bool,
    /// Whether anything was closed inside, whether what was closed last could have said its type,
    /// and whether either was before a keyword that could have been said there.
    pub nested: bool,
    pub untyped: bool,
    pub torn: bool,
    /// Whether the schema has `items`.
    pub items_given: bool,
    /// Whether an object of which nothing is said is the last that ended inside, but for what
    /// documents it.
    pub bare: bool,
    /// The names that variants of a schema require and do not describe.
    pub wanted: SharedList<String>,
    /// How many items of a list do no more than require names, and how many of these do so
    /// themselves and not by variants of theirs.
    pub demands: usize,
    pub direct: usize,
    /// What all variants of a list say that describe something.
    pub common: Option<SharedList<Symbol>>,
    /// How many variants of a list are references, and how many others do more than document; and
    /// whether a schema is made of a single reference and of such as do not.
    pub references: usize,
    pub told: usize,
    pub renames: bool,
    /// How many variants of a list have properties, and which all of these have.
    pub alike: (usize, SharedList<Symbol>),
    /// The type of the last variant, if variants are what ended last, and if they are not, or that
    /// of what the first reference among them leads to.
    pub variant: Option<Type>,
    pub variants: Option<Type>,
    pub target: Option<Type>,
    /// The name of a parameter, and whether it is one of a path.
    pub name: Option<Rc<str>>,
    pub in_path: bool,
    /// The type that a scalar `default` or the first of `enum` has.
    pub sample: Option<Type>,
    /// The scalars of a list of strings.
    pub items: SharedList<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    String = 1,
    Number = 2,
    Boolean = 4,
    Array = 8,
    Object = 16,
    Null = 32,
}

/// The types of what has no parts, and all types.
pub(super) const SIMPLE: u8 =
    Type::Null as u8 | Type::Boolean as u8 | Type::Number as u8 | Type::String as u8;
const ALL: u8 = SIMPLE | Type::Array as u8 | Type::Object as u8;

impl Type {
    pub(super) fn of(word: &str) -> Option<Type> {
        Some(match word {
            "string" | "file" => Type::String,
            "integer" | "number" => Type::Number,
            "boolean" => Type::Boolean,
            "array" => Type::Array,
            "object" => Type::Object,
            "null" => Type::Null,
            _ => return None,
        })
    }

    /// The one type of a list of them that is not `null`.
    pub(super) fn of_list(words: &[String]) -> Option<Type> {
        let mut types = words.iter().filter_map(|word| Type::of(word));
        let first = types.find(|ty| *ty != Type::Null);
        first.filter(|_| types.all(|ty| ty == Type::Null))
    }
}

/// The formats of texts and numbers that many know.
const FORMATS: [&str; 11] = [
    "int32",
    "int64",
    "float",
    "double",
    "byte",
    "binary",
    "date",
    "date-time",
    "password",
    "uuid",
    "uri",
];

/// Which types a keyword of a schema is not for, a bit each.
pub(super) fn unfit(keyword: &str, value: &str) -> u8 {
    const STRING: u8 = Type::String as u8;
    const NUMBER: u8 = Type::Number as u8;
    match keyword {
        "minLength" | "maxLength" | "pattern" => !STRING,
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => !NUMBER,
        // Authors give formats of their own to anything.
        "format" if FORMATS.contains(&value) => !(STRING | NUMBER),
        // It may be meant of what a list is of.
        "enum" => !(SIMPLE | Type::Array as u8),
        "items" | "minItems" | "maxItems" | "uniqueItems" | "prefixItems" => !(Type::Array as u8),
        "properties"
        | "required"
        | "additionalProperties"
        | "minProperties"
        | "maxProperties"
        | "discriminator" => !(Type::Object as u8),
        _ => 0,
    }
}

pub(super) fn mix(hash: u64, value: usize) -> u64 {
    (hash ^ value as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
}

impl Frame {
    pub(super) fn open(
        parent: Option<Rc<Frame>>,
        shell: Shell,
        opened: usize,
        key: Option<Symbol>,
        documentation: bool,
    ) -> Frame {
        let depth = parent.as_ref().map_or(0, |parent| parent.depth + 1);
        let hash = mix(parent.as_ref().map_or(1, |parent| parent.hash), opened);
        Frame {
            parent,
            behind: None,
            depth,
            shell,
            opened,
            key,
            documentation,
            seen: Rc::default(),
            latest: None,
            count: 0,
            scalars: false,
            facts: Facts::default(),
            hash,
            contents: 0,
        }
    }

    /// This frame and those around it, from the inside out.
    pub(super) fn around(&self) -> impl Iterator<Item = &Frame> {
        std::iter::successors(Some(self), |frame| frame.parent.as_deref())
    }

    /// Notes an entry. Readings that differ only in such as make no difference to what may follow
    /// are to be one: `mark` is the word of a key or dash that does.
    pub(super) fn enter(&mut self, key: Option<Symbol>, mark: Option<usize>) {
        self.count += 1;
        if let Some(key) = key {
            Rc::make_mut(&mut self.seen).insert(key);
        }
        if let Some(at) = mark {
            self.facts.bare = false;
            self.hash = mix(self.hash, at);
            self.contents = mix(self.contents, at);
        }
    }

    /// Notes a key that documents an object: what comes next may have a place in a reading in which
    /// it is not documented yet, or it would lack it, so the two are not one.
    pub(super) fn document(&mut self, key: Symbol) {
        self.hash = mix(self.hash, usize::MAX - key as usize);
    }

    /// Notes a keyword of a schema, and the first word of its value.
    pub(super) fn say(&mut self, keyword: &str, value: &str) {
        let unfit = unfit(keyword, value);
        // A keyword contradicts no type before there is one.
        self.facts.torn |= match keyword {
            "type" => self.facts.untyped,
            "default" | "const" => self.facts.nested,
            _ => self.facts.nested && unfit != 0 && self.facts.ty.is_some(),
        };
        self.facts.unfit |= unfit;
        self.facts.items_given |= matches!(keyword, "items" | "prefixItems");
    }

    /// Whether it is what a list is of and no more than a reference or a simple type: what
    /// documents it is usually said of the list.
    pub(super) fn is_plain_item<'n>(&self, name: impl Fn(Symbol) -> &'n str) -> bool {
        let simple = self.facts.ty.is_some_and(|ty| !matches!(ty, Type::Array | Type::Object));
        matches!(self.shell, Shell::Object { kind: Kind::Schema, .. })
            && self.key.is_none_or(|key| name(key) == "items")
            && (self.facts.reference || simple)
    }

    /// How many of the faults of an object are its author's, whatever the reading: one keyword of
    /// a schema contradicts another, and nothing stands between them whose it could be, or
    /// nobody described a response.
    pub(super) fn own_faults(&self, dialect: Dialect, has: impl Fn(&Frame, &str) -> bool) -> u32 {
        match self.shell {
            Shell::Object { kind: Kind::Schema, .. } if !self.facts.torn => {
                self.facts.contradictions()
            }
            Shell::Object { kind: Kind::Response, .. } => self.faults(dialect, has),
            _ => 0,
        }
    }

    /// Whether a keyword that is for some types, standing behind this, could be of this or of
    /// what ended in it last.
    pub(super) fn is_untyped(&self) -> bool {
        let schema = matches!(self.shell, Shell::Object { kind: Kind::Schema, .. });
        schema && self.facts.ty.is_none() && !self.facts.reference || self.facts.untyped
    }

    /// Whether it is an object of which nothing is said, among variants: this says nothing.
    pub(super) fn is_empty_variant(&self) -> bool {
        matches!(self.shell, Shell::Object { kind: Kind::Schema, .. })
            && self.key.is_none()
            && self.count == 1
            && self.facts.ty == Some(Type::Object)
    }

    /// How much is wrong with the object if it ends here.
    pub(super) fn faults(&self, dialect: Dialect, has: impl Fn(&Frame, &str) -> bool) -> u32 {
        let Shell::Object { kind, .. } = self.shell else { return 0 };
        if kind == Kind::Schema {
            return self.facts.faults() + self.is_empty_variant() as u32;
        }
        if self.facts.reference {
            return 0;
        }
        let required = object(dialect, kind).required();
        required.filter(|field| !has(self, field.name)).count() as u32
    }
}

impl Facts {
    fn faults(&self) -> u32 {
        let mut faults = self.contradictions();
        match self.ty {
            Some(ty) => faults += (ty == Type::Array && !self.items_given) as u32,
            // What says something about a type says it about one that is given.
            None => faults += (self.reference && self.unfit != 0) as u32,
        }
        faults
    }

    /// How many keywords are not for the type, or whether they are for none in common.
    fn contradictions(&self) -> u32 {
        let Some(ty) = self.ty else {
            return (!self.reference && self.unfit & ALL == ALL) as u32;
        };
        let sample = self.sample.is_some_and(|sample| sample != ty && sample != Type::Null);
        (self.unfit & ty as u8 != 0) as u32 + sample as u32
    }
}
