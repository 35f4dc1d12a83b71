//! What the parts of a text that can be read in one way only say of those that can be in several.
//!
//! Whoever wrote a document, a person or a tool, writes the keys of an object in an order, the
//! names of a map sorted or not, properties small and components with a capital. What holds in
//! many places for certain, and nowhere does not, speaks against a reading that would be the
//! first to break it.

use std::collections::BTreeMap;

use specwright_grammar::Kind;

use super::frames::{Frame, Shell};
use super::hash::{HashMap, HashSet};
use super::naming::{Naming, SORTED};
use super::place::{MODIFIERS, Rules};
use super::reading::Value;
use super::roles::{Role, RoleKeys, role};
use super::siblings::Companions;
use super::steps::Steps;
use super::words::{Shape, Symbol, Token, Words};

/// How many places must show a custom, and how many pairs that names or keys are sorted.
const ORDER: u32 = 5;
const OPERATIONS: u32 = 3;
/// Behind how many keys that it stands before elsewhere a key is quite out of place.
const SEVERAL: usize = 3;
/// How many operations must have `security`, which a document says for all of them otherwise.
const SECURED: u32 = 2;
const KIND_SORTED: u32 = 20;
const ALL_SORTED: u32 = 30;
/// How many pairs leave no doubt that a tool has sorted them.
const BY_TOOL: u32 = 100;
const TYPED: u32 = 5;
/// How many components must be referred to for all to be.
const REFERRED: usize = 5;
/// What a document says of all its operations.
const FOR_ALL: [&str; 2] = ["security", "servers"];
/// What says that a schema is of an object, and what leaves its type to others.
const DESCRIBING: [&str; 2] = ["properties", "additionalProperties"];
const OTHERS: [&str; 7] = ["$ref", "allOf", "anyOf", "oneOf", "not", "enum", "const"];
/// How many keys of an object are compared with each other.
const KEYS: usize = 32;

/// The customs of a text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Customs {
    /// In how many objects of a kind one key stands before another.
    before: HashMap<(Kind, Symbol, Symbol), u32>,
    /// How many objects there are of a kind, how many of them have a key, and of how many it is
    /// open whether they do.
    objects: HashMap<Kind, u32>,
    having: HashMap<(Kind, Symbol), u32>,
    /// The keys that some object has.
    known: HashSet<Symbol>,
    open: HashMap<(Kind, Symbol), u32>,
    /// The keys that all operations have.
    everywhere: Vec<Symbol>,
    /// By the key that a map is the value of.
    maps: HashMap<Symbol, Naming>,
    /// The order of the keys that stand next to each other in objects of a kind, and of any but
    /// the document, which begins with its version.
    keys: HashMap<Option<Kind>, Naming>,
    /// The sections of components that are all referred to.
    pub referred: HashSet<Symbol>,
    /// What modifies schemas beside their types in many places, and beside a reference in none.
    pub typed_only: HashSet<Symbol>,
    /// Which schemas say of what type they are.
    typed: Typed,
    /// What is said of schemas that are the same to what is around them.
    roles: RoleKeys,
    /// Which properties stand together.
    pub companions: Companions,
}

/// Whether all schemas say their type, all that describe an object, and all properties.
#[derive(Debug, Default, PartialEq)]
struct Typed {
    all: bool,
    objects: bool,
    properties: bool,
}

impl Customs {
    /// Looks through all readings of which one of some steps is the last.
    pub(super) fn learn(rules: &Rules, steps: &Steps, ends: &[usize]) -> Customs {
        let words = rules.words;
        let trace = ends.first().map_or(Vec::new(), |last| steps.trace(*last));
        let shared = Shared::new(words, steps, ends);
        let mut customs = Customs::default();
        let mut objects: BTreeMap<usize, (Shell, Vec<Symbol>)> = BTreeMap::new();
        for step in &trace {
            let Token::Key(key) = words.token(step.at) else { continue };
            if shared.certain.contains(&step.at) {
                let object = objects.entry(step.into).or_insert((step.shell, Vec::new()));
                object.1.push(key);
            }
        }
        customs.take_names(rules);
        let owners: HashMap<usize, usize> = trace.iter().map(|step| (step.at, step.into)).collect();
        let called_back = |operation: &usize| {
            let item = owners.get(operation);
            let around = item.and_then(|item| owners.get(item)).and_then(|at| objects.get(at));
            matches!(around, Some((Shell::Object { kind: Kind::Callback, .. }, _)))
        };
        for (opened, (shell, keys)) in &objects {
            // What is said of operations is not said of those that the client offers.
            if called_back(opened) {
                continue;
            }
            match (shell, words.token(*opened)) {
                (Shell::Object { kind, .. }, _) => {
                    if *kind == Kind::Schema && shared.certain.contains(opened) {
                        customs.roles.take(role(words, &owners, *opened), keys);
                    }
                    customs.take_object(words, *kind, keys);
                }
                (Shell::Map(..), Token::Key(section)) => {
                    let around = owners.get(opened).and_then(|at| objects.get(at));
                    let components = matches!(
                        around,
                        Some((Shell::Object { kind: Kind::Components | Kind::Document, .. }, _))
                    );
                    let referred =
                        |key: &Symbol| rules.is_referred(words.name(section), words.name(*key));
                    if components && keys.len() >= REFERRED && keys.iter().all(referred) {
                        customs.referred.insert(section);
                    }
                    customs.take_map(words, section, keys);
                }
                _ => {}
            }
        }
        for (key, opened) in &shared.open {
            if let Some((Shell::Object { kind, .. }, _)) = objects.get(opened) {
                *customs.open.entry((*kind, *key)).or_default() += 1;
            }
        }
        customs.find_everywhere(words);
        customs.typed = typed(words, &shared, &objects, &owners);
        let count = |one: &str, two: &str| {
            let (Some(one), Some(two)) = (words.symbol(one), words.symbol(two)) else { return 0 };
            customs.before.get(&(Kind::Schema, one, two)).copied().unwrap_or(0)
        };
        let both = |one: &str, two: &str| count(one, two) + count(two, one);
        let typed = |name: &&&str| both("type", name) >= ORDER && both("$ref", name) == 0;
        customs.typed_only =
            MODIFIERS.iter().filter(typed).filter_map(|name| words.symbol(name)).collect();
        customs
    }

    /// Whether the text was looked through.
    pub(super) fn are_known(&self) -> bool {
        *self != Customs::default()
    }

    fn take_object(&mut self, words: &Words, kind: Kind, keys: &[Symbol]) {
        self.take_order(kind, keys);
        let any = (kind != Kind::Document).then_some(None);
        for kind in any.into_iter().chain([Some(kind)]) {
            self.keys.entry(kind).or_default().take_order(words, keys);
        }
        for key in keys {
            *self.having.entry((kind, *key)).or_default() += 1;
            self.known.insert(*key);
        }
        *self.objects.entry(kind).or_default() += 1;
    }

    fn take_map(&mut self, words: &Words, section: Symbol, names: &[Symbol]) {
        self.maps.entry(section).or_default().take(words, names);
        if words.name(section) == "properties" {
            self.companions.take(names);
        }
    }

    /// Names that lists and references tell.
    fn take_names(&mut self, rules: &Rules) {
        let words = rules.words;
        let listed: [(&str, &HashSet<String>); 3] = [
            ("schemas", &rules.names),
            ("definitions", &rules.names),
            ("properties", &rules.required),
        ];
        for (section, names) in listed {
            if let Some(section) = words.symbol(section) {
                let naming = self.maps.entry(section).or_default();
                names.iter().for_each(|name| naming.take_style(name));
            }
        }
    }

    /// Whether no object of the kind has a key, of many, though some of another kind do, or the
    /// document may say it for all of them.
    fn is_novel(&self, words: &Words, kind: Kind, key: Symbol) -> bool {
        let objects = self.objects.get(&kind).copied().unwrap_or(0);
        let open = self.open.get(&(kind, key)).copied().unwrap_or(0);
        // Nobody secures the last operation alone.
        let secures = kind == Kind::Operation && words.name(key) == "security";
        objects >= open + if secures { 1 } else { ORDER }
            && !self.having.contains_key(&(kind, key))
            && (FOR_ALL.contains(&words.name(key)) || self.known.contains(&key))
    }

    /// Whether an operation lacks what all others have.
    pub(super) fn lacks(&self, frame: &Frame) -> bool {
        let item = frame.parent.as_ref();
        let called_back = item.and_then(|item| item.parent.as_ref()).is_some_and(|around| {
            matches!(around.shell, Shell::Object { kind: Kind::Callback, .. })
        });
        matches!(frame.shell, Shell::Object { kind: Kind::Operation, .. })
            && !called_back
            && self.everywhere.iter().any(|key| !frame.seen.contains(*key))
    }

    /// Whether a schema does not say its type where all others do.
    pub(super) fn lacks_type(&self, words: &Words, schema: &Frame) -> bool {
        let has = |names: &[&str]| {
            names.iter().any(|name| words.symbol(name).is_some_and(|key| schema.seen.contains(key)))
        };
        let asked = self.typed.all
            || self.typed.objects && has(&DESCRIBING)
            || self.typed.properties
                && Role::of(words, schema) == Role::Property
                && !has(&DESCRIBING);
        asked && !schema.facts.reference && !has(&["type"]) && !has(&OTHERS)
    }

    /// The keys of all operations of which it is certain what they have.
    fn find_everywhere(&mut self, words: &Words) {
        let count = |counts: &HashMap<(Kind, Symbol), u32>, key| {
            counts.get(&(Kind::Operation, key)).copied().unwrap_or(0)
        };
        let all = self.objects.get(&Kind::Operation).copied().unwrap_or(0);
        let operations = self.having.keys().filter(|(kind, _)| *kind == Kind::Operation);
        let mut found: Vec<Symbol> = operations
            .map(|(_, key)| *key)
            .filter(|key| {
                let having = count(&self.having, *key);
                let secured = FOR_ALL.contains(&words.name(*key));
                let enough = if secured { SECURED } else { ORDER };
                having >= enough && having + count(&self.open, *key) >= all
            })
            .collect();
        found.sort_unstable();
        found.truncate(KEYS);
        self.everywhere = found;
    }

    fn take_order(&mut self, kind: Kind, keys: &[Symbol]) {
        let keys = &keys[..keys.len().min(KEYS)];
        for (index, later) in keys.iter().enumerate() {
            for earlier in &keys[..index] {
                *self.before.entry((kind, *earlier, *later)).or_default() += 1;
            }
        }
    }

    /// Whether a tool sorted what putting a key into a frame would leave unsorted.
    pub(super) fn is_out_of_order(&self, words: &Words, frame: &Frame, key: Symbol) -> bool {
        let sorted = |naming: Option<&Naming>| {
            naming.is_some_and(|naming| {
                naming.rising >= BY_TOOL && naming.is_unsorted(words, frame.seen.latest, key)
            })
        };
        match frame.shell {
            Shell::Object { kind, .. } if kind != Kind::Document => {
                sorted(self.keys.get(&Some(kind))) || sorted(self.keys.get(&None))
            }
            Shell::Map(..) => frame.key.is_some_and(|section| sorted(self.maps.get(&section))),
            _ => false,
        }
    }

    /// How far putting a key into an object would leave it unsorted, where all others of its kind
    /// are sorted: this says the more the more they are, or if all of any kind are.
    fn disorder(&self, words: &Words, kind: Kind, frame: &Frame, key: Symbol) -> u32 {
        let broken = |(kind, enough): &(Option<Kind>, u32)| {
            let keys = self.keys.get(kind).filter(|keys| keys.rising >= *enough);
            keys.is_some_and(|keys| keys.is_unsorted(words, frame.seen.latest, key))
        };
        let customs = [(Some(kind), SORTED), (Some(kind), KIND_SORTED), (None, ALL_SORTED)];
        match kind {
            Kind::Document => 0,
            _ => customs.iter().filter(|custom| broken(custom)).count().min(2) as u32,
        }
    }

    /// How far a key would stand behind keys that it stands before wherever both are.
    fn lateness(&self, kind: Kind, frame: &Frame, key: Symbol) -> u32 {
        if frame.count > KEYS {
            return 0;
        }
        let count = |one, two| self.before.get(&(kind, one, two)).copied().unwrap_or(0);
        let always = |seen| if count(seen, key) == 0 { count(key, seen) } else { 0 };
        let behind = |times: u32| frame.seen.iter().filter(|seen| always(*seen) >= times).count();
        // Operations are long, and keep their order.
        let (enough, several) = match kind {
            Kind::Operation => (OPERATIONS, behind(1) > 1),
            _ => (ORDER, false),
        };
        match behind(enough) {
            0 => several as u32,
            sure => 1 + (sure >= SEVERAL) as u32,
        }
    }

    /// How many customs it would break to put a key into a frame.
    pub(super) fn doubts(&self, words: &Words, frame: &Frame, key: Symbol) -> u32 {
        match frame.shell {
            Shell::Object { kind, .. } => {
                let novel = match kind {
                    Kind::Schema => self.roles.is_novel(words, frame, key),
                    _ => self.is_novel(words, kind, key),
                };
                let order = self.disorder(words, kind, frame, key);
                order.max(self.lateness(kind, frame, key)) + novel as u32
            }
            Shell::Map(..) => {
                let naming = frame.key.and_then(|section| self.maps.get(&section));
                naming.map_or(0, |naming| naming.doubts(words, frame.seen.latest, key))
            }
            _ => 0,
        }
    }
}

/// Which schemas all say of what type they are, those aside of which it is open.
fn typed(
    words: &Words,
    shared: &Shared,
    objects: &BTreeMap<usize, (Shell, Vec<Symbol>)>,
    owners: &HashMap<usize, usize>,
) -> Typed {
    let mut counts = [[0; 2]; 3];
    for (opened, (shell, keys)) in objects {
        let has = |names: &[&str]| keys.iter().any(|key| names.contains(&words.name(*key)));
        let open = words.symbol("type").is_some_and(|ty| shared.open.contains(&(ty, *opened)));
        let schema = matches!(shell, Shell::Object { kind: Kind::Schema, .. });
        if !schema || open || has(&OTHERS) {
            continue;
        }
        let lacking = !has(&["type"]) as usize;
        counts[0][lacking] += 1;
        counts[1][lacking] += has(&DESCRIBING) as u32;
        let property = role(words, owners, *opened) == Role::Property;
        counts[2][lacking] += (property && !has(&DESCRIBING)) as u32;
    }
    let [all, objects, properties] = counts.map(|[typed, untyped]| typed >= TYPED && untyped == 0);
    Typed { all, objects, properties }
}

/// What all readings share.
#[derive(Default)]
struct Shared {
    /// The words at which all put the same key into the same object.
    certain: HashSet<usize>,
    /// The other keys, with the objects they may belong to.
    open: HashSet<(Symbol, usize)>,
}

impl Shared {
    fn new(words: &Words, steps: &Steps, ends: &[usize]) -> Shared {
        let mut into: HashMap<usize, Vec<usize>> = HashMap::default();
        let mut swallowed = HashSet::default();
        let mut seen = vec![false; steps.len()];
        let mut open = ends.to_vec();
        while let Some(index) = open.pop() {
            if std::mem::replace(&mut seen[index], true) {
                continue;
            }
            let step = &steps[index];
            let owners = into.entry(step.at).or_default();
            if !owners.contains(&step.into) {
                owners.push(step.into);
            }
            if let Value::Words(range, Shape::Plain | Shape::Block) = &step.value {
                let first = words.next_key(range.start);
                let keys = std::iter::successors(Some(first), |key| Some(words.next_key(key + 1)));
                swallowed.extend(keys.take_while(|key| *key < range.end));
            }
            open.extend(step.before.iter().chain(&step.twins));
        }
        let mut shared = Shared::default();
        for (at, owners) in into {
            let Token::Key(key) = words.token(at) else { continue };
            if owners.len() == 1 && !swallowed.contains(&at) {
                shared.certain.insert(at);
            } else {
                shared.open.extend(owners.iter().map(|owner| (key, *owner)));
            }
        }
        shared
    }
}
