//! What an object says as a whole, where it breaks no rule: that it makes no sense speaks against
//! a reading, though less than any fault.

use std::rc::Rc;

use specwright_grammar::{Dialect, Kind};

use super::frames::{Frame, SIMPLE, Shell, Type, unfit};
use super::place::{MODIFIERS, Rules, described_type, is_documentation};
use super::shared::Names;
use super::targets;
use super::words::{Symbol, Token};

/// The keys of lists of schemas that are variants or parts of the one around them.
pub(super) const VARIANTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];
/// How many names that variants require are looked at.
const WANTED: usize = 64;
/// How many variants must have the same properties for another to be expected to.
const ALIKE: usize = 2;
/// What a variant that is spelled out begins with.
const DESCRIBING: [&str; 3] = ["type", "properties", "additionalProperties"];

impl Rules<'_> {
    /// How far an object makes no sense if it ends here.
    pub(super) fn senseless(&self, frame: &Frame) -> u32 {
        if frame.documentation {
            return 0;
        }
        match frame.shell {
            Shell::Object { kind: Kind::Schema, .. } => {
                let bare = frame.count == 1 && self.is_variant(frame);
                let required = self.has(frame, "required") && !bare;
                let orphan = required && !self.has(frame, "properties");
                let part = orphan as u32 + self.is_short(frame) as u32 + is_torn(frame) as u32;
                let unlike = self.customs.lacks_type(self.words, frame);
                let said = unlike as u32 + self.tells_nothing_apart(frame) as u32;
                part + said + self.is_unmet(frame) as u32 + self.is_useless(frame) as u32
            }
            Shell::Object { kind: Kind::Parameter, .. } => {
                self.is_off_path(frame) as u32 + self.is_open(frame) as u32
            }
            // One alternative is none.
            Shell::List(_) => {
                let name = frame.key.map_or("", |key| self.words.name(key));
                (frame.count == 1 && matches!(name, "anyOf" | "oneOf")) as u32
            }
            _ => 0,
        }
    }

    /// Whether a schema requires names and has none, unless that is all that a variant says.
    pub(super) fn is_orphan(&self, frame: &Frame) -> bool {
        let schema = matches!(frame.shell, Shell::Object { kind: Kind::Schema, .. });
        let bare = frame.count == 1 && (frame.key.is_none() || self.is_variant(frame));
        let described = ["properties", "additionalProperties"].iter().chain(&VARIANTS);
        schema
            && !bare
            && self.has(frame, "required")
            && !described.into_iter().any(|key| self.has(frame, key))
    }

    /// Whether a schema says how to tell variants apart, and neither has any nor is one to inherit
    /// from, as only components are.
    fn tells_nothing_apart(&self, frame: &Frame) -> bool {
        let component = frame.parent.as_ref().is_some_and(|map| self.is_component(map));
        let base = component && self.has(frame, "properties");
        let told = base || VARIANTS.iter().any(|key| self.has(frame, key));
        self.has(frame, "discriminator") && !told
    }

    /// Whether a key is the bound that belongs to the one directly before it, which an open schema
    /// has: `maxItems` behind `minItems`.
    pub(super) fn is_other_bound(&self, top: &Frame, at: usize, key: Symbol) -> bool {
        let name = self.words.name(key);
        let is_pair = |one: &str, two: &str| {
            one.strip_prefix("min")
                .zip(two.strip_prefix("max"))
                .is_some_and(|(one, two)| one == two)
        };
        let latest = top.seen.latest.map_or("", |latest| self.words.name(latest));
        matches!(top.shell, Shell::Object { kind: Kind::Schema, .. })
            && (is_pair(latest, name) || is_pair(name, latest))
            && self.accept(top, at, key).is_some()
    }

    /// Whether a schema only modifies what it does not describe.
    pub(super) fn is_empty(&self, frame: &Frame) -> bool {
        let mut modified = false;
        frame.seen.iter().map(|key| self.words.name(key)).all(|name| {
            let modifies = MODIFIERS.contains(&name);
            modified |= modifies;
            modifies || is_documentation(name)
        }) && modified
    }

    /// Whether a schema only documents what it does not describe, and could have a key.
    pub(super) fn is_idle(&self, frame: &Frame, at: usize, key: Symbol) -> bool {
        matches!(frame.shell, Shell::Object { kind: Kind::Schema, .. })
            && frame.count > 0
            && frame.seen.iter().all(|key| is_documentation(self.words.name(key)))
            && self.accept(frame, at, key).is_some_and(|(_, faults)| faults == 0)
    }

    /// Whether a keyword would be said of a schema that is made of others and has no type, and
    /// could be said of the last of these, which has one.
    pub(super) fn is_of_variant(&self, frame: &Frame, at: usize, name: &str) -> bool {
        let types = !unfit(name, self.words.word(self.words.after_key(at)));
        frame.facts.ty.is_none()
            && types != !0
            && types & Type::Object as u8 == 0
            && frame.facts.variant.is_some_and(|ty| types & ty as u8 != 0)
    }

    /// Whether variants require what the schema they are of does not have.
    fn is_unmet(&self, frame: &Frame) -> bool {
        let wanted = &frame.facts.wanted;
        if wanted.is_empty() || self.is_variant(frame) && frame.facts.properties.is_none() {
            return false;
        }
        if frame.facts.ty.is_some_and(|ty| ty != Type::Object) {
            return true;
        }
        let inherits = frame.facts.reference || self.has(frame, "allOf");
        match &frame.facts.properties {
            Some(properties) => {
                let known =
                    |name| self.words.symbol(name).is_some_and(|key| properties.contains(key));
                !inherits && !wanted.iter().all(|name| known(name))
            }
            None => !inherits,
        }
    }

    /// Whether a component that nothing refers to is what is written to be referred to: another
    /// name of a schema, or a simple type or list, of which references lead to no other.
    fn is_useless(&self, frame: &Frame) -> bool {
        let section = frame.parent.as_ref().filter(|map| self.is_component(map));
        let Some(name) = frame.key.filter(|_| section.is_some()).map(|key| self.words.name(key))
        else {
            return false;
        };
        let first = self.words.after_key(frame.opened);
        let alias = frame.facts.reference && frame.count == 1;
        let part = |key: Symbol| {
            let name = self.words.name(key);
            name == "allOf" || is_documentation(name)
        };
        let renames = frame.facts.renames && frame.seen.iter().all(part);
        // An index of files leads to them as wholes.
        let other = renames || alias && self.words.word(self.words.after_key(first)).contains("#/");
        let part = frame.facts.ty.is_some_and(|ty| match ty {
            Type::Object => false,
            Type::Array => self.referred_types & ty as u8 == 0,
            _ => self.referred_types & SIMPLE == 0 && !self.has(frame, "enum"),
        });
        // A document without operations is for others to refer to.
        let whole = self.words.symbol("responses").is_some();
        !self.names.contains(name) && (other || part && whole)
    }

    /// Whether a parameter does not say what it can be.
    fn is_open(&self, frame: &Frame) -> bool {
        let said = ["schema", "content"].iter().any(|key| self.has(frame, key));
        self.dialect != Dialect::V2_0 && !frame.facts.reference && !said
    }

    /// Whether a parameter is one of a path that does not have it.
    fn is_off_path(&self, frame: &Frame) -> bool {
        let Some(name) = frame.facts.name.as_ref().filter(|_| frame.facts.in_path) else {
            return false;
        };
        let mut level = frame.parent.as_deref();
        while let Some(frame) = level {
            if let Shell::Object { kind: Kind::PathItem, .. } = frame.shell {
                let path = frame.key.map_or("", |key| self.words.name(key));
                return !path.contains(&format!("{{{name}}}"));
            }
            level = frame.parent.as_deref();
        }
        false
    }

    /// Whether a schema is one of the variants of another, or what it is not.
    fn is_variant(&self, frame: &Frame) -> bool {
        match frame.key {
            Some(key) => {
                let around = frame.parent.as_ref();
                self.words.name(key) == "not"
                    && around.is_some_and(|around| matches!(around.shell, Shell::Object { .. }))
            }
            None => frame.parent.as_ref().is_some_and(|list| self.is_variants(list)),
        }
    }

    fn is_variants(&self, list: &Frame) -> bool {
        matches!(list.shell, Shell::List(_))
            && list.key.is_some_and(|key| VARIANTS.contains(&self.words.name(key)))
    }

    /// Tells what a variant is of what the next are compared with, and which names it requires
    /// that something around it is to have; says whether there are any.
    pub(super) fn hand_on(&self, frame: &Frame, parent: &mut Frame) -> bool {
        parent.facts.variant = None;
        let mut wanted = frame.facts.wanted.clone();
        if self.is_variants(frame) {
            parent.facts.variant = frame.facts.variant;
            parent.facts.variants =
                parent.facts.variants.or(frame.facts.variant).or(frame.facts.target);
            let all = frame.key.is_some_and(|key| self.words.name(key) == "allOf");
            parent.facts.renames = all && frame.facts.references == 1 && frame.facts.told == 0;
        } else if self.is_variant(frame) {
            parent.facts.variant = frame.facts.ty.or(object(frame));
            if frame.facts.reference {
                parent.facts.references += 1;
                parent.facts.target = parent.facts.target.or(self.target(frame));
            } else {
                let documents = |key: Symbol| {
                    let name = self.words.name(key);
                    is_documentation(name) || matches!(name, "xml" | "deprecated")
                };
                parent.facts.told += !frame.seen.iter().all(documents) as usize;
                let describes = |key: &Symbol| DESCRIBING.contains(&self.words.name(*key));
                let keys = frame.seen.iter().filter(describes);
                parent.facts.common = Some(match &parent.facts.common {
                    Some(common) => {
                        common.iter().copied().filter(|key| frame.seen.contains(*key)).collect()
                    }
                    None => keys.collect(),
                });
            }
            if let Some(properties) = &frame.facts.properties {
                let (count, names) = &parent.facts.alike;
                let names = match count {
                    0 => properties.iter().take(WANTED).collect(),
                    _ => names.iter().copied().filter(|key| properties.contains(*key)).collect(),
                };
                parent.facts.alike = (count + 1, names);
                return false;
            }
            if let Some(required) = &frame.facts.required {
                wanted.extend(required.iter().take(WANTED).cloned());
            }
            let demands = frame.count == 1 && !wanted.is_empty();
            parent.facts.demands += demands as usize;
            parent.facts.direct += (demands && frame.facts.required.is_some()) as usize;
        } else {
            return false;
        }
        if wanted.is_empty() {
            return false;
        }
        let room = WANTED.saturating_sub(parent.facts.wanted.len());
        parent.facts.wanted.extend(wanted.iter().take(room).cloned());
        true
    }

    /// The type that a component begins with to which a variant refers.
    fn target(&self, variant: &Frame) -> Option<Type> {
        let words = self.words;
        let first = words.after_key(variant.opened);
        let Token::Key(_) = words.token(first) else { return None };
        let target = targets::reference(words, words.after_key(first));
        let name = targets::last(target.strip_prefix("#/")?);
        described_type(words, self.described(&name))
    }

    /// Whether a variant does not say what all before it do.
    fn is_short(&self, frame: &Frame) -> bool {
        let list = frame.parent.as_ref().filter(|list| self.is_variants(list));
        let Some(facts) = list.map(|list| &list.facts).filter(|_| !frame.facts.reference) else {
            return false;
        };
        let common = facts.common.iter().flat_map(|common| common.iter());
        let (count, names) = &facts.alike;
        let lacks = |properties: &Rc<Names>| names.iter().any(|name| !properties.contains(*name));
        common.into_iter().any(|key| !frame.seen.contains(*key))
            || *count >= ALIKE && frame.facts.properties.as_ref().is_some_and(lacks)
    }

    /// Whether a variant would be the first of its list to do more than require names.
    pub(super) fn is_odd(&self, frame: &Frame, name: &str) -> bool {
        let variants = frame.parent.as_ref().filter(|list| self.is_variants(list));
        let alike = match frame.key {
            Some(_) => self.is_variant(frame),
            None => {
                variants.is_some_and(|list| list.count > 1 && list.facts.demands == list.count - 1)
            }
        };
        let demanding = ["required"].iter().chain(&VARIANTS).any(|key| self.has(frame, key));
        (name == "properties" || VARIANTS.contains(&name)) && demanding && alike
    }

    /// Whether a key says what follows from the names that an object requires.
    pub(super) fn is_vacuous(&self, frame: &Frame, at: usize) -> bool {
        let least = self.words.word(self.words.after_key(at)).parse::<usize>();
        let required = frame.facts.required.as_ref().map_or(0, |names| names.len());
        least.is_ok_and(|least| least <= required)
    }

    /// Whether what a schema is not, or variants of its own, are put among variants that only
    /// require names, or one of these among several that have variants of their own.
    pub(super) fn is_stray(&self, list: &Frame, at: usize) -> bool {
        let name = match self.words.token(at) {
            Token::Key(key) => self.words.name(key),
            _ => "",
        };
        let facts = &list.facts;
        let simple = facts.direct == list.count;
        self.is_variants(list)
            && match name {
                "not" => list.count > 0 && simple,
                "required" => list.count > 1 && facts.demands == list.count && facts.direct == 0,
                _ => list.count > 1 && simple && VARIANTS.contains(&name),
            }
    }
}

/// The type of a schema that has properties.
fn object(frame: &Frame) -> Option<Type> {
    frame.facts.properties.as_ref().map(|_| Type::Object)
}

/// Whether the variants of a schema are of another type than it is itself.
fn is_torn(frame: &Frame) -> bool {
    let own = frame.facts.ty.or(object(frame)).filter(|ty| *ty != Type::Null);
    let variant = frame.facts.variants.filter(|ty| *ty != Type::Null);
    own.zip(variant).is_some_and(|(own, variant)| own != variant)
}
