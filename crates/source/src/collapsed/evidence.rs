//! What speaks against a reading that breaks no rule.
//!
//! A doubt weighs less than any fault: it decides between readings that have equally many, and
//! only then. It is taken from what authors do (nobody says of an object that it is an object
//! and leaves it there, to say of the one around it what its other properties are), from the
//! text's own habits, and from payloads, on the page and in the document's own examples, which show
//! what is inside of what.

use specwright_grammar::{Holds, Kind};

use super::frames::{Frame, Shell, Type};
use super::hash::{HashMap, HashSet};
use super::place::{Rules, is_documentation};
use super::roles::Role;
use super::sense::VARIANTS;
use super::words::{Shape, Symbol, Token, Words};

/// How many places must show a habit for it to be one.
const HABIT: usize = 4;
/// How many values of payloads are looked at.
const VALUES: usize = 20_000;

/// What examples show, and what holds in all of a text.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// The names around each name in the payloads; none for the root.
    around: HashMap<String, HashSet<Option<String>>>,
    /// The names of objects in the payloads.
    objects: HashSet<String>,
    /// Whether every property that can be `nullable` is.
    nullable: bool,
    /// Whether the text names servers in one place.
    one_home: bool,
}

impl Evidence {
    /// Looks through the payloads on the page, which is all of the text but the document, and
    /// through the examples in this.
    pub(super) fn new(words: &Words, page: [&str; 2]) -> Evidence {
        let mut evidence = Evidence {
            nullable: always_nullable(words),
            one_home: lists(words, "servers") == 1,
            ..Evidence::default()
        };
        let mut values = VALUES;
        for text in page {
            for payload in payloads(text) {
                evidence.take(&payload, None, &mut values);
            }
        }
        for example in examples(words) {
            evidence.take(&example, None, &mut values);
        }
        evidence
    }

    fn take(&mut self, value: &serde_json::Value, name: Option<&str>, values: &mut usize) {
        let Some(left) = values.checked_sub(1) else { return };
        *values = left;
        match value {
            serde_json::Value::Object(map) => {
                self.objects.extend(name.map(str::to_owned));
                for (key, value) in map {
                    let around = self.around.entry(key.clone()).or_default();
                    around.insert(name.map(str::to_owned));
                    self.take(value, Some(key), values);
                }
            }
            serde_json::Value::Array(items) => {
                items.iter().for_each(|item| self.take(item, name, values));
            }
            _ => {}
        }
    }
}

impl Rules<'_> {
    /// How much speaks against putting a key into a frame.
    pub(super) fn doubts(&self, frame: &Frame, at: usize, key: Symbol) -> u32 {
        let name = self.words.name(key);
        let foreign = match frame.shell {
            Shell::Object { kind, .. } => self.is_foreign(kind, key),
            _ => false,
        };
        let doubt = match frame.shell {
            Shell::Object { kind: Kind::Callback, .. } => !is_expression(name),
            // They are of a response, or referred to.
            Shell::Object { kind: Kind::Components, .. } => {
                name == "headers" && !self.is_referred_to(name)
            }
            // Whoever names servers once names those of the document.
            Shell::Object { kind: Kind::Operation | Kind::PathItem, .. } if name == "servers" => {
                self.evidence.one_home
            }
            Shell::Object { kind: Kind::SecurityRequirement, .. } => {
                frame.count > 0 && self.has_entry(Kind::Operation, key)
            }
            Shell::Object { kind: Kind::Schema, .. } => match name {
                "additionalProperties" => self.is_elsewhere(frame, at),
                // References lead to them from all of the document.
                "definitions" | "$defs" => {
                    !frame.parent.as_ref().is_some_and(|map| self.is_component(map))
                }
                // It is said of what has a name.
                "deprecated" => !frame
                    .parent
                    .as_ref()
                    .is_some_and(|map| self.is_properties(map) || self.is_component(map)),
                "type" => frame.facts.reference,
                // No object is written as an attribute.
                "xml" => {
                    let first = self.words.word(self.words.after_key(at));
                    frame.facts.properties.is_some() && first == "attribute:"
                }
                // They are said of properties, if not by everybody.
                "readOnly" | "writeOnly" => {
                    self.customs.are_known() && !self.is_property(frame)
                        || self.is_first_beside_reference(frame, key)
                }
                "allOf" | "anyOf" | "oneOf" => frame.facts.bare || self.is_odd(frame, name),
                "properties" => self.is_odd(frame, name),
                "minProperties" => self.is_vacuous(frame, at),
                "nullable" => {
                    // What a list is of is named, and no more.
                    let named = Role::of(self.words, frame) == Role::Items;
                    self.evidence.nullable && self.is_item(frame)
                        || frame.facts.reference && named
                        || self.is_first_beside_reference(frame, key)
                }
                "enum" => {
                    frame.facts.ty == Some(Type::Array) || self.is_of_variant(frame, at, name)
                }
                // It is said of texts and numbers.
                "format" => self.is_compound(frame) || self.is_of_variant(frame, at, name),
                _ => self.is_of_variant(frame, at, name),
            },
            Shell::Map(..) if self.is_properties(frame) => {
                self.orders.part(frame, at)
                    || self.is_shown_elsewhere(frame, name)
                    || self.cases.is_no_property(name)
            }
            // No scope is called as what documents its scheme.
            Shell::Map(_, Holds::Text) => is_documentation(name),
            // Nobody calls a component so.
            Shell::Map(..) => {
                matches!(name, "additionalProperties" | "not")
                    || VARIANTS.contains(&name)
                    || self.is_component(frame) && self.is_no_component(frame, key)
            }
            Shell::Free => self.is_schema(frame, at) || self.is_of_components(frame, at, key),
            _ => false,
        };
        doubt as u32 + foreign as u32
    }

    /// Whether what would be a component has a name that others have, or would be the first that
    /// nothing refers to, or that is written as properties are.
    fn is_no_component(&self, components: &Frame, key: Symbol) -> bool {
        let name = self.words.name(key);
        let referred =
            components.key.is_some_and(|section| self.is_referred(self.words.name(section), name));
        let all = components.key.is_some_and(|section| self.customs.referred.contains(&section));
        let keyword = name != "$ref" && self.has_entry(Kind::Schema, key);
        let shown = self.evidence.around.contains_key(name);
        let schemas = matches!(components.shell, Shell::Map(_, Holds::Object(Kind::Schema)));
        let written = schemas && self.cases.is_no_component(name);
        self.has_entry(Kind::Components, key) || !referred && (all || keyword || shown || written)
    }

    /// Whether what would extend an object is the name of a header, parameter or the like in a map
    /// that is open: it holds a reference, stands beside one, or is referred to.
    pub(super) fn is_name(&self, top: &Frame, extended: &Frame, at: usize, key: Symbol) -> bool {
        let first = self.words.after_key(at);
        let Token::Key(inner) = self.words.token(first) else { return false };
        if !self.words.name(key).starts_with("x-")
            || !matches!(extended.shell, Shell::Object { .. })
        {
            return false;
        }
        let refers = extended.facts.reference || self.is_reference(first, inner);
        top.around().any(|frame| {
            let Shell::Map(_, Holds::Object(kind) | Holds::Referable(kind)) = frame.shell else {
                return false;
            };
            *kind != Kind::Schema
                && (refers || self.is_target(frame, at, key))
                && self.accept(frame, at, key).is_some()
        })
    }

    /// Whether `additionalProperties` belongs to another object than this: an object of which
    /// nothing else is said has them, unless it would have nothing at all, and so has the last
    /// variant of a schema that is made of such and of nothing else.
    fn is_elsewhere(&self, frame: &Frame, at: usize) -> bool {
        let made = frame.facts.ty.is_none() && frame.facts.properties.is_none();
        let other = match self.words.word(self.words.after_key(at)) {
            "false" => self.is_bare(frame),
            _ => frame.facts.bare,
        };
        other || made && frame.facts.variant == Some(Type::Object)
    }

    /// Whether the description of an object names a key, as in "the same, but `nullable`".
    pub(super) fn tells_of(&self, frame: &Frame, key: Symbol) -> bool {
        let before = frame.opened + 1..frame.latest.unwrap_or(frame.opened + 1);
        self.words.slice(before).contains(self.words.name(key))
    }

    /// Whether something would be the first of its kind to modify a schema beside a reference.
    fn is_first_beside_reference(&self, frame: &Frame, key: Symbol) -> bool {
        frame.facts.reference && self.customs.typed_only.contains(&key)
    }

    /// Whether nothing is said of a schema but that it is an object.
    pub(super) fn is_bare(&self, frame: &Frame) -> bool {
        let said = ["properties", "additionalProperties", "allOf", "oneOf", "anyOf"];
        let typed = frame.facts.ty == Some(Type::Object);
        matches!(frame.shell, Shell::Object { kind: Kind::Schema, .. })
            && (typed || self.is_empty(frame))
            && !said.iter().any(|key| self.has(frame, key))
    }

    /// Whether a schema is that of the items of a property.
    fn is_item(&self, frame: &Frame) -> bool {
        frame.key.is_some_and(|key| self.words.name(key) == "items")
            && frame.parent.as_ref().is_some_and(|parent| {
                parent.parent.as_ref().is_some_and(|map| self.is_properties(map))
            })
    }

    /// Whether a schema describes what is in an object or list.
    fn is_compound(&self, frame: &Frame) -> bool {
        frame.facts.items_given || frame.facts.properties.is_some()
    }

    fn is_property(&self, frame: &Frame) -> bool {
        frame.parent.as_ref().is_some_and(|map| self.is_properties(map))
    }

    fn is_properties(&self, frame: &Frame) -> bool {
        frame.key.is_some_and(|key| self.words.name(key) == "properties") && !frame.documentation
    }

    /// Whether the payloads have a property in other objects and never in the one it is put in.
    fn is_shown_elsewhere(&self, properties: &Frame, name: &str) -> bool {
        let Some(around) = self.evidence.around.get(name) else { return false };
        let own = self.owner(properties);
        if around.contains(&own.map(str::to_owned)) {
            return false;
        }
        match own {
            Some(own) if self.evidence.objects.contains(own) => true,
            // The payload has it below a property that stands beside it here.
            _ => around.iter().flatten().any(|outer| {
                self.words.symbol(outer).is_some_and(|outer| properties.seen.contains(outer))
            }),
        }
    }

    /// The name that payloads have for the object with these properties.
    fn owner<'f>(&'f self, properties: &'f Frame) -> Option<&'f str> {
        let mut frame = properties.parent.as_deref()?;
        while frame.key.is_none_or(|key| self.words.name(key) == "items") {
            frame = frame.parent.as_deref()?;
        }
        let named = frame.parent.as_ref().is_some_and(|map| self.is_properties(map));
        frame.key.filter(|_| named).map(|key| self.words.name(key))
    }

    /// Whether what would go on an extension that began with a plain value is a schema.
    fn is_schema(&self, frame: &Frame, at: usize) -> bool {
        let extension = frame.key.is_some_and(|key| self.words.name(key).starts_with("x-"));
        let value = self.words.after_key(at);
        let schema = matches!(self.words.token(value), Token::Key(key)
            if self.words.name(key) == "$ref"
                || self.words.name(key) == "type"
                    && Type::of(self.words.word(self.words.after_key(value))).is_some());
        let first = self.words.after_key(frame.opened);
        let scalar = match self.words.token(first) {
            Token::Key(_) => !matches!(
                self.words.shape(self.words.after_key(first)),
                Shape::Mapping | Shape::List | Shape::None
            ),
            _ => false,
        };
        extension && scalar && schema && first != at
    }
}

/// Whether a key is what a callback goes to: an expression, or an address.
pub(super) fn is_expression(key: &str) -> bool {
    key.starts_with('{') || key.contains('$') || key.contains("://")
}

/// How many keys of a name have a list.
fn lists(words: &Words, name: &str) -> usize {
    let Some(wanted) = words.symbol(name) else { return 0 };
    let is_list = |at: &usize| {
        words.token(*at) == Token::Key(wanted)
            && matches!(words.shape(words.after_key(*at)), Shape::List | Shape::Flow { .. })
    };
    (0..words.len()).filter(is_list).count()
}

/// Whether all properties of simple types are `nullable`, the word coming right behind the type.
fn always_nullable(words: &Words) -> bool {
    let (mut all, mut nullable) = (0, 0);
    for at in 0..words.len() {
        let Token::Key(key) = words.token(at) else { continue };
        let ty = words.after_key(at);
        if words.name(key) != "type" || !matches!(words.shape(ty), Shape::Plain) {
            continue;
        }
        let simple = ["string", "integer", "number", "boolean"].contains(&words.word(ty));
        let mut next = ty + 1;
        while let Token::Key(key) = words.token(next)
            && matches!(words.name(key), "format" | "description" | "example" | "title")
        {
            next = words.next_key(words.after_key(next));
        }
        let followed =
            matches!(words.token(next), Token::Key(key) if words.name(key) == "nullable");
        all += simple as usize;
        nullable += (simple && followed) as usize;
    }
    // Parameters of a request are among them and are not.
    nullable >= HABIT && nullable * 4 >= all * 3
}

/// The examples of a document that are JSON. What is called so inside of one is a part of it.
fn examples(words: &Words) -> Vec<serde_json::Value> {
    let mut found = Vec::new();
    let mut at = words.next_key(0);
    while let Token::Key(key) = words.token(at) {
        let name = words.name(key);
        let value = words.after_key(at);
        let shown = matches!(name, "example" | "value") || name.starts_with("x-example");
        at = match words.shape(value) {
            Shape::Flow { end, mapping: true } if shown => {
                found.extend(serde_json::from_str(words.slice(value..end)));
                words.next_key(end)
            }
            _ => words.next_key(at + 1),
        };
    }
    found
}

/// The JSON objects and lists of a text.
fn payloads(text: &str) -> Vec<serde_json::Value> {
    let mut found = Vec::new();
    let mut at = 0;
    // What does not parse from one bracket on costs at most what lies before the next attempt.
    let mut patience = text.len() * 2 + 1000;
    while let Some(start) = text[at..].find(['{', '[']).map(|start| at + start) {
        let mut stream = serde_json::Deserializer::from_str(&text[start..]).into_iter();
        let parsed: Option<Result<serde_json::Value, _>> = stream.next();
        let length = stream.byte_offset();
        if let Some(Ok(value)) = parsed {
            at = start + length;
            found.push(value);
        } else {
            let Some(left) = patience.checked_sub(length.max(16)) else { break };
            patience = left;
            at = start + 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_an_example_in_an_example_is_a_part_of_it() {
        let text =
            r#"example: {"price": {"value": {"amount": 1}}} examples: a: value: {"b": 2} c: 1"#;
        let found = examples(&Words::new(text, 0..text.len()));
        assert_eq!(found.len(), 2);
        assert_eq!((&found[0]["price"]["value"]["amount"], &found[1]["b"]), (&1.into(), &2.into()));
    }

    #[test]
    fn payloads_are_found_among_prose_and_code() {
        let found = payloads("a {b} ```json {\"a\": [{\"b\": 1}]} ``` curl -d '{\"c\": 2}' [x]");
        assert_eq!(found.len(), 2);
        assert_eq!(found[1]["c"], 2);
    }
}
