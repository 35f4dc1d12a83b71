//! Where a key or an item can belong.

use std::borrow::Cow;
use std::cell::RefCell;

use specwright_grammar::{Dialect, Holds, Keys, Kind, further_response, object};

use super::customs::Customs;
use super::evidence::Evidence;
use super::frames::{Frame, Shell, Type};
use super::hash::{HashMap, HashSet};
use super::naming::Cases;
use super::orders::{ORDERS, Orders, REFS};
use super::producer::Producer;
use super::siblings::{Echoes, Neighbours};
use super::targets;
use super::whole::{dashed, described, habits, required};
use super::words::{Shape, Symbol, Token, Words};

pub(super) const METHODS: [&str; 8] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// What says something of a value that something else has to describe: documents write it beside
/// a reference, although only 3.1 lets them.
pub(super) const MODIFIERS: [&str; 5] =
    ["nullable", "default", "deprecated", "readOnly", "writeOnly"];

/// How many words behind an object what it requires may stand and be taken for its own.
const REACH: usize = 150;

/// The faults of a component of Fern to which no reference leads.
const UNREFERRED: u32 = 3;

/// The faults of taking for a property what is called as extensions are.
const EXTENSION: u32 = 3;

static ANY: Holds = Holds::Any;

/// What a key of a kind of object holds: in the dialect of the document, and in another of its
/// generation that has something else.
#[derive(Clone, Copy, Default)]
struct Entry {
    own: Option<Holds>,
    elsewhere: Option<Holds>,
}

/// What is asked of a text and its dialect.
pub(super) struct Rules<'a> {
    pub words: &'a Words<'a>,
    pub dialect: Dialect,
    /// Names that references on the page lead to, by the kind of component.
    pub targets: HashSet<(String, String)>,
    /// The names of schemas that references lead to, here or in other documents.
    pub names: HashSet<String>,
    /// The same names as keys, where they are any, by section.
    pub sections: HashMap<String, Vec<Option<Symbol>>>,
    /// The types that these say at once, as bits.
    pub referred_types: u8,
    /// Names that some `required` lists.
    pub required: HashSet<String>,
    /// The words at which each key stands before something that could be a schema.
    described: HashMap<Symbol, Vec<usize>>,
    /// The modifiers that the author writes into properties and not behind them.
    pub habits: HashSet<Symbol>,
    /// What is named with a dash among its words.
    pub dashed: Vec<String>,
    /// The cases in which names begin.
    pub cases: Cases,
    /// Who wrote the text.
    pub producer: Producer,
    /// What speaks against readings.
    pub evidence: Evidence,
    /// The lists of an object's properties.
    pub orders: Orders,
    /// The entries that are written as those before them.
    pub echoes: Echoes,
    /// Which keys stand directly behind which.
    pub neighbours: Neighbours,
    /// What the parts that can be read in one way only have in common.
    pub customs: Customs,
    entries: RefCell<HashMap<(Kind, Symbol), Entry>>,
}

impl<'a> Rules<'a> {
    pub(super) fn new(
        words: &'a Words<'a>,
        dialect: Dialect,
        producer: Producer,
        evidence: Evidence,
    ) -> Rules<'a> {
        let mut leads_to = HashSet::default();
        let mut names = HashSet::default();
        for at in 0..words.len() {
            if !words.word(at).contains("#/") {
                continue;
            }
            let reference = targets::reference(words, at);
            names.extend(targets::schema(reference).map(Cow::into_owned));
            if let Some((section, name)) = targets::component(reference) {
                leads_to.insert((section.to_owned(), name.into_owned()));
            }
        }
        let mut sections: HashMap<String, Vec<Option<Symbol>>> = HashMap::default();
        for (section, name) in &leads_to {
            sections.entry(section.clone()).or_default().push(words.symbol(name));
        }
        let required = required(words);
        let described = described(words);
        let cases = Cases::new(words, &required, &names);
        let places = names.iter().filter_map(|name| described.get(&words.symbol(name)?));
        let types = places.filter_map(|places| described_type(words, places));
        let referred_types = types.fold(0, |types, ty| types | ty as u8);
        // In whole documents a component may be modified behind its properties.
        let habits =
            if producer.is_excerpt() { habits(words, &leads_to) } else { HashSet::default() };
        Rules {
            words,
            dialect,
            targets: leads_to,
            names,
            referred_types,
            sections,
            required,
            described,
            habits,
            dashed: dashed(words),
            cases,
            producer,
            evidence,
            orders: Orders::new(words),
            echoes: Echoes::new(words),
            neighbours: Neighbours::new(words),
            customs: Customs::default(),
            entries: RefCell::default(),
        }
    }

    fn entry(&self, kind: Kind, key: Symbol) -> Entry {
        *self.entries.borrow_mut().entry((kind, key)).or_insert_with(|| {
            let name = self.words.name(key);
            // Elsewhere it would be an extension, but nobody calls one so.
            if kind != Kind::Responses && further_response(name).is_some() {
                return Entry::default();
            }
            let own = object(self.dialect, kind).entry(name);
            let elsewhere = Dialect::ALL
                .into_iter()
                .filter(|dialect| (*dialect == Dialect::V2_0) == (self.dialect == Dialect::V2_0))
                .filter_map(|dialect| object(dialect, kind).entry(name))
                .find(|holds| own.as_ref() != Some(holds));
            Entry { own, elsewhere }
        })
    }

    /// Whether a kind of object can have a key.
    pub(super) fn has_entry(&self, kind: Kind, key: Symbol) -> bool {
        let Entry { own, elsewhere } = self.entry(kind, key);
        own.or(elsewhere).is_some()
    }

    /// Whether only another dialect has the key in such an object: authors who do that once do it
    /// always. Apidog writes 3.1 and calls it 3.0.
    pub(super) fn is_foreign(&self, kind: Kind, key: Symbol) -> bool {
        let Entry { own, elsewhere } = self.entry(kind, key);
        own.is_none() && elsewhere.is_some() && self.producer != Producer::Apidog
    }

    /// What the key at word `at` holds in a frame, with the faults that it has there; `None`
    /// where it cannot stand.
    pub(super) fn accept(&self, frame: &Frame, at: usize, key: Symbol) -> Option<(Holds, u32)> {
        let ordered = match frame.shell {
            Shell::Object { kind, .. } => self.in_order(frame, kind, self.words.name(key)),
            _ => true,
        };
        if ordered { self.accept_anywhere(frame, at, key) } else { None }
    }

    /// The same, whatever order the producer keeps.
    pub(super) fn accept_anywhere(
        &self,
        frame: &Frame,
        at: usize,
        key: Symbol,
    ) -> Option<(Holds, u32)> {
        if frame.seen.contains(key) {
            return None;
        }
        let name = self.words.name(key);
        let value = self.words.after_key(at);
        if self.is_component(frame) && self.refers_to(value, name) {
            return None;
        }
        let (holds, faults) = match frame.shell {
            Shell::List(_) => return None,
            Shell::Free
                if self.is_no_key_of_value(frame, at, key)
                    || ORDERS.contains(&name) && is_example(frame, self.words) =>
            {
                return None;
            }
            Shell::Free => (ANY, 0),
            Shell::Map(..) if frame.facts.reference => return None,
            Shell::Map(_, of) if frame.count == 0 && self.is_reference(at, key) => {
                if self.leads_to_one(of, at) {
                    return None;
                }
                (Holds::Reference, 0)
            }
            Shell::Map(keys, holds) => {
                let of = frame.key.map(|key| self.words.name(key));
                if !self.admits(keys, of, name) || is_header(holds) && !is_token(name) {
                    return None;
                }
                (*holds, self.map_faults(frame, holds, name))
            }
            Shell::Object { kind, referable } => {
                return self.accept_in_object(frame, kind, referable, at, key);
            }
        };
        Some((holds, faults + self.fit_key(&holds, at, name)?))
    }

    /// The same in an object of OpenAPI.
    fn accept_in_object(
        &self,
        frame: &Frame,
        kind: Kind,
        referable: bool,
        at: usize,
        key: Symbol,
    ) -> Option<(Holds, u32)> {
        let (name, value) = (self.words.name(key), self.words.after_key(at));
        let elsewhere = kind == Kind::Paths && frame.count == 0;
        if name == "$ref" && (referable || elsewhere || kind == Kind::Schema) {
            self.reference(kind, value)?;
            let legal = self.dialect >= Dialect::V3_1;
            let beside = |name| !is_documentation(name) && !MODIFIERS.contains(&name);
            let siblings = !legal && frame.seen.iter().any(|key| beside(self.words.name(key)));
            return Some((Holds::Reference, siblings as u32));
        }
        // In 3.1 it says itself what it is of.
        let says = matches!(name, "summary" | "description");
        if says && referable && frame.facts.reference {
            return self.fit(&Holds::Text, value, Some(name)).map(|fit| (Holds::Text, fit));
        }
        if ORDERS.contains(&name) && !self.is_object(frame) {
            return None;
        }
        if kind == Kind::SecurityRequirement && self.extends(key, value) {
            return Some((ANY, 0));
        }
        let beside = frame.facts.reference
            && (self.dialect <= Dialect::V3_0 || kind != Kind::Schema)
            && !is_documentation(name)
            && (frame.key.is_none() || !MODIFIERS.contains(&name) && !self.is_scalar(name, value));
        let faults = beside as u32 + 2 * self.excluded(frame, kind, name);
        // Authors write as another dialect does: `type: [string, 'null']`, `exclusiveMinimum: 0`.
        let Entry { own, elsewhere } = self.entry(kind, key);
        let fit = |holds: Holds| Some((holds, faults + self.fit_key(&holds, at, name)?));
        own.and_then(fit).or_else(|| elsewhere.and_then(fit))
    }

    /// Whether the value of the key at a word can be such, with the faults of taking it.
    fn fit_key(&self, holds: &Holds, at: usize, name: &str) -> Option<u32> {
        self.fit(holds, self.value(at, holds, name), Some(name))
    }

    /// Whether a schema is known to be of objects.
    fn is_object(&self, frame: &Frame) -> bool {
        let says = ["properties", "additionalProperties", "allOf", REFS[0], REFS[1]];
        frame.facts.ty == Some(Type::Object) || says.iter().any(|key| self.has(frame, key))
    }

    /// Whether a key is an extension's, although no scheme may be called otherwise: what belongs
    /// to a scheme are the names of its scopes.
    fn extends(&self, key: Symbol, value: usize) -> bool {
        self.words.name(key).starts_with("x-") && self.words.shape(value) == Shape::Mapping
    }

    /// Whether a type is said that no object has.
    fn is_scalar(&self, name: &str, value: usize) -> bool {
        let ty = Type::of(self.words.word(value));
        name == "type" && ty.is_some_and(|ty| !matches!(ty, Type::Object | Type::Array))
    }

    /// The word at which the value of the key at a word begins.
    pub(super) fn value(&self, at: usize, holds: &Holds, name: &str) -> usize {
        let fits = |value| self.fit(holds, value, Some(name)).is_some();
        self.words.value(at, is_section(holds), fits)
    }

    /// All words at which it may begin.
    pub(super) fn values(&self, at: usize, holds: &Holds, name: &str) -> Vec<usize> {
        let fits = |value| self.fit(holds, value, Some(name)).is_some();
        self.words.values(at, is_section(holds), fits)
    }

    /// Whether an object has a key.
    pub(super) fn has(&self, frame: &Frame, name: &str) -> bool {
        self.words.symbol(name).is_some_and(|key| frame.seen.contains(key))
    }

    /// Whether a map called `of` can have a key. Tools write a status in small letters, and
    /// components of names that OpenAPI does not allow, to which they refer.
    pub(super) fn admits(&self, keys: Keys, of: Option<&str>, name: &str) -> bool {
        keys.admit(name)
            || match keys {
                Keys::Status => keys.admit(&name.to_uppercase()),
                Keys::Component => of.is_some_and(|section| self.is_referred(section, name)),
                _ => false,
            }
    }

    /// How many keys of a name could describe a property or component that is called so.
    pub(super) fn described(&self, name: &str) -> &[usize] {
        let key = self.words.symbol(name);
        key.and_then(|key| self.described.get(&key)).map_or(&[], Vec::as_slice)
    }

    /// Whether one of these keys stands inside an object that ends at a word, or not far behind it.
    pub(super) fn is_within_reach(&self, name: &str, opened: usize, end: usize) -> bool {
        let places = self.described(name);
        let next = places.get(places.partition_point(|place| *place < opened));
        next.is_some_and(|place| *place < end + REACH)
    }

    /// Whether the object has a key beside which this one must not stand.
    fn excluded(&self, frame: &Frame, kind: Kind, name: &str) -> u32 {
        let other = match (kind, name) {
            (Kind::Parameter | Kind::Header, "schema") => "content",
            (Kind::Parameter | Kind::Header, "content") => "schema",
            (Kind::Example, "value") => "externalValue",
            _ => return 0,
        };
        self.has(frame, other) as u32
    }

    /// Whether the producer would write the key behind those that the object has.
    fn in_order(&self, frame: &Frame, kind: Kind, name: &str) -> bool {
        if kind == Kind::PathItem && !self.producer.path_keys() && !METHODS.contains(&name) {
            return name.starts_with("x-");
        }
        if self.producer.lacks(kind, name) {
            return false;
        }
        let order = self.producer.order(kind);
        let Some(rank) = order.iter().position(|other| *other == name) else { return true };
        !order[rank..].iter().any(|later| self.has(frame, later))
    }

    /// Faults of a name in a map: a component nobody refers to, a status among properties.
    fn map_faults(&self, frame: &Frame, holds: &Holds, name: &str) -> u32 {
        let section = frame.key.map_or("", |key| self.words.name(key));
        if *holds == Holds::Text {
            return 2 * self.is_first_capital(frame, name) as u32;
        }
        let (Holds::Object(kind) | Holds::Referable(kind)) = holds else { return 0 };
        let target = |section: &str| self.targets.contains(&(section.to_owned(), name.to_owned()));
        let status = name.len() == 3 && name.bytes().all(|byte| byte.is_ascii_digit());
        if section == "properties" {
            // What a schema is extended by may look like a property.
            let extension =
                name.starts_with("x-") && frame.count > 0 && !self.required.contains(name);
            return status as u32 + EXTENSION * extension as u32;
        }
        let pruned =
            self.producer.is_excerpt() && self.is_component(frame) && *kind != Kind::SecurityScheme;
        let lost = pruned && !target(section);
        // Fern takes a document apart, and writes what some reference leads to.
        let weight = if self.producer == Producer::Fern { UNREFERRED } else { 1 };
        weight * lost as u32 + (is_header(holds) && status) as u32
    }

    /// Whether a name in a map of texts begins with a capital, and none before it does: it may be
    /// a word of the text before it.
    fn is_first_capital(&self, map: &Frame, name: &str) -> bool {
        let capital = |name: &str| name.starts_with(char::is_uppercase);
        map.count > 0 && capital(name) && !map.seen.iter().any(|key| capital(self.words.name(key)))
    }

    /// Whether an item at word `at`, behind its dash, can be one of the frame's.
    pub(super) fn accept_item(&self, frame: &Frame, at: usize) -> Option<(Holds, u32)> {
        let Shell::List(holds) = frame.shell else { return None };
        let scalar = !matches!(self.words.shape(at), Shape::Mapping | Shape::List);
        // The items of a list of anything are of one kind, and so are tags.
        let alike = matches!(holds, Holds::Any | Holds::String);
        if alike && frame.count > 0 && frame.scalars != scalar {
            return None;
        }
        if let (Holds::Object(_) | Holds::Referable(_), Token::Key(key)) =
            (holds, self.words.token(at))
        {
            let fresh = Frame::open(None, shell(holds)?, at, None, false);
            self.accept(&fresh, at, key)?;
        }
        if self.is_no_value(frame, at) {
            return None;
        }
        let holds = self.item(holds, frame.key.map(|key| self.words.name(key)), at);
        self.fit(holds, at, None).map(|faults| (*holds, faults))
    }
}

/// Whether a value is a part of the document or a map of names, which authors set apart with empty
/// comments, and not an object.
pub(super) fn is_section(holds: &Holds) -> bool {
    let section = |kind: &Kind| matches!(kind, Kind::Components | Kind::Paths | Kind::Responses);
    match holds {
        Holds::Object(kind) | Holds::Referable(kind) => section(kind),
        holds => matches!(holds, Holds::Map(..)),
    }
}

/// The type that the only one of these keys begins with.
pub(super) fn described_type(words: &Words, places: &[usize]) -> Option<Type> {
    let [at] = places else { return None };
    let first = words.after_key(*at);
    let Token::Key(key) = words.token(first) else { return None };
    match words.name(key) {
        "type" => Type::of(words.word(words.after_key(first))),
        "properties" => Some(Type::Object),
        _ => None,
    }
}

/// Whether an object is part of an example, and not of what extends something.
fn is_example(frame: &Frame, words: &Words) -> bool {
    let keys = frame.around().take_while(|frame| frame.documentation).filter_map(|frame| frame.key);
    let outermost = keys.map(|key| words.name(key)).last();
    outermost.is_some_and(|name| !name.starts_with("x-"))
}

fn is_header(holds: &Holds) -> bool {
    matches!(holds, Holds::Object(Kind::Header) | Holds::Referable(Kind::Header))
}

/// Whether a text can be the name of a header: RFC 9110, 5.6.2.
fn is_token(name: &str) -> bool {
    let marks = b"!#$%&'*+-.^_`|~";
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || marks.contains(&byte))
}

/// Keys that document and change nothing else.
pub(super) fn is_documentation(key: &str) -> bool {
    matches!(key, "description" | "summary" | "title" | "example" | "examples" | "externalDocs")
        || key.starts_with("x-") && further_response(key).is_none()
}

/// The frame that a mapping of this kind opens.
pub(super) fn shell(holds: &Holds) -> Option<Shell> {
    Some(match holds {
        Holds::Any => Shell::Free,
        Holds::Object(kind) => Shell::Object { kind: *kind, referable: false },
        Holds::Referable(kind) => Shell::Object { kind: *kind, referable: true },
        Holds::Map(keys, holds) => Shell::Map(*keys, holds),
        Holds::Either(all) => return all.iter().find_map(shell),
        _ => return None,
    })
}

/// The frame that a list of this kind opens.
pub(super) fn list(holds: &Holds) -> Option<Shell> {
    Some(match holds {
        Holds::Any => Shell::List(&ANY),
        Holds::List(item) => Shell::List(item),
        Holds::Either(all) => return all.iter().find_map(list),
        _ => return None,
    })
}
