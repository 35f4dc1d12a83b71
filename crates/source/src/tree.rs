//! From serde's events to a [`Node`], for YAML and JSON alike.
//!
//! A visitor of our own, because `serde_json::Value` is not the tree that documents are: it
//! fails on whole numbers beyond 64 bits, keeps the last of two equal keys in silence and turns
//! `.inf` into `null`. It reads under limits, so that a small document of aliases cannot become
//! a large tree.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess};
use serde::de::{VariantAccess, Visitor};
use specwright_diagnostics::{Map, Node, Number, Pointer, Value};

/// Something odd about an entry that the tree does not show any more.
#[derive(Debug, PartialEq)]
pub(crate) struct Oddity {
    /// Where it is.
    pub pointer: Pointer,
    /// What it is.
    pub kind: OddityKind,
}

#[derive(Debug, PartialEq)]
pub(crate) enum OddityKind {
    /// The key was there before; the later value stays.
    DuplicateKey,
    /// A tag of the document's own, which says nothing here.
    Tag(String),
    /// The value of a merge key `<<` is neither a mapping nor a list of mappings.
    Merge,
}

/// Reads one value, counting what it costs.
pub(crate) struct Reading {
    /// How many more nodes and bytes of strings may come.
    budget: Cell<usize>,
    /// Whether a key `<<` merges the mappings it holds.
    merge: bool,
    /// What was found so far. A pointer is written from its end, a level at a time, so that
    /// sound documents pay nothing for it.
    found: RefCell<Vec<Oddity>>,
}

/// What the message of an exceeded budget contains.
pub(crate) const TOO_LARGE: &str = "expands to more than the limit";

impl Reading {
    /// A reading of a text of this many bytes. Without aliases a document has fewer nodes and
    /// bytes than it has text, so only what multiplies can meet the limit.
    pub(crate) fn new(bytes: usize, merge: bool) -> Reading {
        let budget = Cell::new(bytes.saturating_mul(4).saturating_add(1 << 20));
        Reading { budget, merge, found: RefCell::default() }
    }

    /// What was odd, in document order.
    pub(crate) fn into_oddities(self) -> Vec<Oddity> {
        let mut found = self.found.into_inner();
        found.iter_mut().for_each(|oddity| oddity.pointer.0.reverse());
        found
    }

    fn charge<E: Error>(&self, cost: usize) -> Result<(), E> {
        match self.budget.get().checked_sub(cost) {
            Some(rest) => {
                self.budget.set(rest);
                Ok(())
            }
            None => Err(E::custom(TOO_LARGE)),
        }
    }

    fn report(&self, kind: OddityKind, segment: Option<&str>) {
        let pointer = Pointer(segment.into_iter().map(str::to_owned).collect());
        self.found.borrow_mut().push(Oddity { pointer, kind });
    }

    /// Runs `read` and puts `segment` before the pointers of what it found.
    fn below<R>(&self, segment: impl FnOnce() -> String, read: impl FnOnce() -> R) -> R {
        let before = self.found.borrow().len();
        let result = read();
        let mut found = self.found.borrow_mut();
        if found.len() > before {
            let segment = segment();
            found[before..].iter_mut().for_each(|oddity| oddity.pointer.0.push(segment.clone()));
        }
        result
    }

    /// Brings the entries of merged mappings into `map`; what `map` says itself stays.
    fn merge(&self, map: &mut Map, merged: Node) {
        let sources = match merged.value {
            Value::Array(items) => items,
            _ => vec![merged],
        };
        for source in sources {
            match source.value {
                Value::Object(entries) => {
                    for (key, value) in entries {
                        map.entry(key).or_insert(value);
                    }
                }
                _ => self.report(OddityKind::Merge, Some("<<")),
            }
        }
    }
}

impl<'de> DeserializeSeed<'de> for &Reading {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &Reading {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        self.scalar(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        self.visit_i128(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        self.visit_i128(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        self.scalar(Value::Number(Number::Integer(value)))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        match i128::try_from(value) {
            Ok(value) => self.visit_i128(value),
            Err(_) => self.visit_f64(value as f64),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        self.scalar(Value::Number(Number::Float(value)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.charge(text.len())?;
        self.scalar(Value::String(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Node, E> {
        self.charge(text.len())?;
        self.scalar(Value::String(text))
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        self.scalar(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        self.charge(1)?;
        let mut items = Vec::new();
        while let Some(item) =
            self.below(|| items.len().to_string(), || access.next_element_seed(self))?
        {
            items.push(item);
        }
        Ok(Node::from(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        self.charge(1)?;
        let mut map = Map::default();
        let mut merged = None;
        while let Some(key) = access.next_key_seed(Key)? {
            self.charge(key.len())?;
            let value = self.below(|| key.clone(), || access.next_value_seed(self))?;
            if self.merge && key == "<<" {
                merged = Some(value);
            } else if map.contains_key(&key) {
                self.report(OddityKind::DuplicateKey, Some(&key));
                map.insert(key, value);
            } else {
                map.insert(key, value);
            }
        }
        if let Some(merged) = merged {
            self.merge(&mut map, merged);
        }
        Ok(Node::from(map))
    }

    /// A value with a tag of the document's own.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Node, A::Error> {
        let (tag, content) = access.variant_seed(Key)?;
        self.report(OddityKind::Tag(tag), None);
        content.newtype_variant_seed(self)
    }
}

impl Reading {
    fn scalar<E: Error>(&self, value: Value) -> Result<Node, E> {
        self.charge(1)?;
        Ok(Node::new(value))
    }
}

/// A key, as the text writes it: `200` and `yes` are the strings they look like.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key of one word or text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<String, E> {
        Ok(text)
    }
}
