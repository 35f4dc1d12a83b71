//! All readings of a collapsed text at once, from its first word to its last.
//!
//! A reading is a stack of open objects. At each key every object that may take it is tried, and
//! at each dash every list, which closes what is open inside; a text ends where something legal
//! begins. Readings that leave the same objects open are one from there on: the one with fewer
//! faults, and where these are equal, and the two mean different things, both are remembered.
//! The number of readings is bounded, and so is the time: it grows with the length of the text.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use specwright_grammar::{Holds, Keys, Kind};

use super::frames::{self, Frame, ORDERS, REFS, Shell, Type, mix};
use super::place::{Rules, list, shell};
use super::report;
use super::words::{Shape, Symbol, Token};

/// How many readings are followed, and by how many faults one may be worse than the best.
const READINGS: usize = 96;
const SLACK: u32 = 2;
/// The faults of taking for a mere name what an object around has a place for.
const CLAIM: u32 = 3;
/// How many open objects may be given one key.
const OWNERS: usize = 12;
/// How deep objects nest.
const DEPTH: usize = 64;
/// How many faults a reading may have and be believed.
const SOUND: u32 = 1;
/// How often a text may go on past something legal.
const SWALLOWED: u32 = 2;

/// A decision: what was put where.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub before: Option<usize>,
    /// The word of the key or dash.
    pub at: usize,
    /// The opening word of the object or list it was put in.
    pub into: usize,
    /// How many open objects that closed.
    pub closed: usize,
    pub value: Value,
    /// Whether it changes nothing but documentation.
    pub documentation: bool,
    pub faults: u32,
}

/// What was put there.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Mapping,
    List,
    /// A scalar or flow collection in these words.
    Words(Range<usize>, Shape),
}

/// Two readings that differ, by their last steps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fork(pub usize, pub usize);

/// A reading of the text so far.
#[derive(Clone)]
struct State {
    top: Rc<Frame>,
    faults: u32,
    /// What speaks against it where it has as few faults as another.
    doubts: u32,
    /// Of all decisions that are not about documentation.
    meaning: u64,
    /// How often documentation went where it is seldom written: a tie-break among readings that
    /// mean the same.
    unusual: u32,
    last: Option<usize>,
    structural: Option<Fork>,
    documentation: Option<Fork>,
}

/// What came of it.
pub(super) struct Found {
    pub steps: Vec<Step>,
    pub last: usize,
    pub structural: Option<Fork>,
    pub documentation: Option<Fork>,
}

/// Why nothing did.
pub(super) enum Failure {
    /// No reading goes on from this word.
    Stuck(usize),
    /// There are too many to tell.
    Countless(usize),
    /// The best has too many faults to be what was meant; the last is at this word.
    Unsound(usize),
}

pub(super) struct Search<'a> {
    rules: &'a Rules<'a>,
    steps: Vec<Step>,
    /// The readings that have come to each word.
    waiting: Vec<Vec<State>>,
    /// The fewest faults of the readings that were given up at each word.
    dropped: Vec<(usize, u32)>,
}

impl<'a> Search<'a> {
    pub(super) fn run(rules: &'a Rules<'a>) -> Result<Found, Failure> {
        let length = rules.words.len();
        let mut search = Search {
            rules,
            steps: Vec::new(),
            waiting: vec![Vec::new(); length + 1],
            dropped: Vec::new(),
        };
        let document = Shell::Object { kind: Kind::Document, referable: false };
        search.waiting[0].push(State {
            top: Rc::new(Frame::open(None, document, usize::MAX, None, false)),
            faults: 0,
            doubts: 0,
            meaning: 0,
            unusual: 0,
            last: None,
            structural: None,
            documentation: None,
        });
        let mut furthest = 0;
        for at in 0..length {
            let states = std::mem::take(&mut search.waiting[at]);
            if !states.is_empty() {
                furthest = at;
                let states = search.select(states, at);
                let best = states[0].faults;
                for state in states {
                    search.step(&state, at);
                }
                // Whatever wins will be no better than what was given up here.
                if search.dropped.last().is_some_and(|(last, lost)| *last == at && *lost <= best) {
                    return Err(Failure::Countless(at));
                }
            }
        }
        let ended = std::mem::take(&mut search.waiting[length]);
        let ended = ended.into_iter().map(|state| search.finish(state)).collect();
        let mut ended = search.select(ended, length);
        if ended.is_empty() {
            return Err(Failure::Stuck(furthest));
        }
        let best = ended.swap_remove(0);
        if best.faults > SOUND {
            return Err(Failure::Unsound(search.worst(&best)));
        }
        // A text has a first key, so the reading of all of it has a last step.
        let last = best.last.ok_or(Failure::Stuck(0))?;
        if let Some(at) = search.doubtful(last) {
            return Err(Failure::Countless(at));
        }
        let State { structural, documentation, .. } = best;
        Ok(Found { steps: search.steps, last, structural, documentation })
    }

    /// Makes one of the readings that leave the same open, and keeps the best.
    fn select(&mut self, states: Vec<State>, at: usize) -> Vec<State> {
        let mut kept: Vec<State> = Vec::new();
        let mut by_hash: HashMap<u64, usize> = HashMap::new();
        for state in states {
            match by_hash.get(&state.top.hash) {
                Some(index) => merge(&mut kept[*index], state),
                None => {
                    by_hash.insert(state.top.hash, kept.len());
                    kept.push(state);
                }
            }
        }
        kept.sort_by_key(|state| (state.faults, state.doubts));
        let best = kept.first().map_or(0, |state| state.faults);
        let good = kept.partition_point(|state| state.faults <= best + SLACK).min(READINGS);
        if let Some(lost) = kept.get(good) {
            self.drop(at, lost.faults);
        }
        kept.truncate(good);
        kept
    }

    /// Notes that a reading with these faults is given up.
    fn drop(&mut self, at: usize, faults: u32) {
        match self.dropped.last_mut() {
            Some((last, fewest)) if *last == at => *fewest = faults.min(*fewest),
            _ => self.dropped.push((at, faults)),
        }
    }

    /// The word at which a reading got its last fault.
    fn worst(&self, state: &State) -> usize {
        let steps = state.last.map_or(Vec::new(), |last| report::trace(&self.steps, last));
        let risen = steps.windows(2).rev().find(|pair| pair[0].faults < pair[1].faults);
        risen.map_or(0, |pair| pair[1].at)
    }

    /// Where a reading was given up that was no worse than the one that won was there.
    fn doubtful(&self, last: usize) -> Option<usize> {
        let winner = report::trace(&self.steps, last);
        let mut steps = winner.iter().peekable();
        let mut faults = 0;
        self.dropped.iter().find_map(|(at, lost)| {
            while let Some(step) = steps.next_if(|step| step.at < *at) {
                faults = step.faults;
            }
            (*lost <= faults).then_some(*at)
        })
    }

    fn step(&mut self, state: &State, at: usize) {
        match self.rules.words.token(at) {
            Token::Key(key) => self.place_key(state, at, key),
            Token::Dash => self.place_item(state, at),
            Token::Plain => {}
        }
    }

    fn place_key(&mut self, state: &State, at: usize, key: Symbol) {
        let mut free = false;
        let mut level = Some(state.top.clone());
        let mut closed = 0;
        let fresh = state.top.count == 0;
        let title = self.titled(state, at, key);
        let mut owners = 0;
        while let Some(frame) = level {
            if owners == OWNERS {
                self.drop(at, state.faults);
                break;
            }
            // Of the objects of an example the innermost takes what it can.
            let skip = free && frame.shell == Shell::Free;
            let titled = title.is_none_or(|opened| opened == frame.opened);
            if let Some((holds, faults)) =
                self.rules.accept(&frame, at, key).filter(|_| !skip && titled)
            {
                owners += 1;
                free |= frame.shell == Shell::Free;
                let claimed = match frame.shell {
                    Shell::Free => self.claimed(&frame, at, key),
                    Shell::Map(Keys::Any, _) => {
                        self.claimed(&frame, at, key) || self.is_keyword(state, &frame, key)
                    }
                    _ => false,
                };
                let late = closed > 1
                    && self.rules.habits.contains(&key)
                    && frame.facts.properties.is_none()
                    && frame.parent.as_ref().is_some_and(|parent| self.rules.is_component(parent));
                let faults = faults + CLAIM * claimed as u32 + late as u32;
                self.put(state, closed, at, Some(key), &holds, faults);
            }
            if fresh {
                break;
            }
            closed += 1;
            level = frame.parent.clone();
        }
    }

    /// Whether an object of OpenAPI around an example or map has a place for a key: not for any
    /// name, but for this one.
    fn claimed(&self, inner: &Frame, at: usize, key: Symbol) -> bool {
        let mut level = inner.parent.as_ref();
        while let Some(frame) = level {
            let own = match frame.shell {
                Shell::Object { kind, .. } => match inner.shell {
                    // Among properties any name is as good as a keyword, but for statuses.
                    Shell::Map(_, Holds::Object(Kind::Schema)) => kind == Kind::Responses,
                    _ => !is_documentation(self.rules.words.name(key)),
                },
                Shell::Map(Keys::Any, _) => false,
                Shell::Map(Keys::Component, _) => self.rules.is_target(frame, at, key),
                Shell::Map(..) => true,
                Shell::List(_) | Shell::Free => false,
            };
            if own && !frame.documentation && self.rules.accept(frame, at, key).is_some() {
                return true;
            }
            level = frame.parent.as_ref();
        }
        false
    }

    /// Whether what would be the name of a property is a keyword that a schema inside the map
    /// waits for.
    fn is_keyword(&self, state: &State, map: &Frame, key: Symbol) -> bool {
        let fitting = match self.rules.words.name(key) {
            "items" => |ty: Option<Type>| ty == Some(Type::Array),
            "additionalProperties" | "properties" => {
                |ty: Option<Type>| ty.is_none_or(|ty| ty == Type::Object)
            }
            _ => return false,
        };
        let mut level = Some(&state.top);
        while let Some(frame) = level.filter(|frame| frame.opened != map.opened) {
            let schema = matches!(frame.shell, Shell::Object { kind: Kind::Schema, .. });
            if schema && fitting(frame.facts.ty) && !frame.seen.contains(key) {
                return true;
            }
            level = frame.parent.as_ref();
        }
        false
    }

    /// The schema that is called what the title at `at` says, if there is one among those that
    /// could have it.
    fn titled(&self, state: &State, at: usize, key: Symbol) -> Option<usize> {
        let words = self.rules.words;
        if words.name(key) != "title" {
            return None;
        }
        let value = words.after_key(at);
        let end = match words.shape(value) {
            Shape::Quoted { end } => end,
            _ => words.next_key(value).min(words.next_dash(value)),
        };
        let plain = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let title = plain(words.slice(value..end));
        let mut level = Some(&state.top);
        while let Some(frame) = level {
            let named = frame.key.is_some_and(|key| plain(words.name(key)) == title);
            let schema = matches!(frame.shell, Shell::Object { kind: Kind::Schema, .. });
            if named && schema && self.rules.accept(frame, at, key).is_some() {
                return Some(frame.opened);
            }
            level = frame.parent.as_ref();
        }
        None
    }

    fn place_item(&mut self, state: &State, at: usize) {
        let fresh = state.top.count == 0;
        let mut level = Some(state.top.clone());
        let mut closed = 0;
        let mut free = false;
        while let Some(frame) = level {
            let any = frame.shell == Shell::List(&Holds::Any);
            if let Some((holds, faults)) = self.rules.accept_item(&frame, at + 1) {
                if !(free && any) {
                    self.put(state, closed, at, None, &holds, faults);
                }
                free |= any;
            }
            if fresh {
                break;
            }
            closed += 1;
            level = frame.parent.clone();
        }
    }

    /// Puts a key or an item into the frame `closed` levels up.
    fn put(
        &mut self,
        state: &State,
        closed: usize,
        at: usize,
        key: Option<Symbol>,
        holds: &Holds,
        faults: u32,
    ) {
        let (mut frame, closing) = self.close(&state.top, closed);
        let words = self.rules.words;
        let name = key.map(|key| words.name(key));
        let typed = matches!(frame.shell, Shell::Object { .. });
        let documents = |name| is_documentation(name) && name != ORDERS;
        let documentation = frame.documentation || typed && name.is_some_and(documents);
        let into = frame.opened;
        let doubts = key.map_or(0, |key| self.rules.doubts(&frame, at, key));
        frame.enter(at, key, documentation);
        if let (Shell::Object { kind: Kind::Schema, .. }, Some(name)) = (frame.shell, name) {
            frame.facts.unfit |= frames::unfit(name);
            frame.facts.items_given |= matches!(name, "items" | "prefixItems");
        }
        let value = key.map_or(at + 1, |_| words.after_key(at));
        frame.scalars = !matches!(words.shape(value), Shape::Mapping | Shape::List);
        let mut next = state.clone();
        next.faults += faults + closing;
        next.doubts += doubts;
        next.unusual += (documentation && frame.is_plain_item(|key| words.name(key))) as u32;
        if !documentation {
            next.meaning = mix(mix(next.meaning, at), into);
        }
        let step =
            |value, before, faults| Step { before, at, into, closed, value, documentation, faults };
        let shape = words.shape(value);
        let opened = match shape {
            Shape::Mapping => shell(holds).map(|shell| (shell, Value::Mapping)),
            Shape::List => list(holds).map(|shell| (shell, Value::List)),
            _ => None,
        };
        if let Some((shell, opening)) = opened {
            if frame.depth < DEPTH {
                let inner = Frame::open(Some(Rc::new(frame)), shell, at, key, documentation);
                next.top = Rc::new(inner);
                next.last = Some(self.record(step(opening, next.last, next.faults)));
                self.waiting[value].push(next);
            }
            return;
        }
        for (end, swallowed) in self.ends(&frame, shape, value) {
            let mut frame = frame.clone();
            let range = if shape == Shape::Block { value + 1..end } else { value..end };
            note(&mut frame, name, words.slice(range.clone()), shape);
            let mut next = next.clone();
            next.faults += swallowed;
            next.top = Rc::new(frame);
            next.last =
                Some(self.record(step(Value::Words(value..end, shape), next.last, next.faults)));
            self.waiting[end].push(next);
        }
    }

    fn record(&mut self, step: Step) -> usize {
        self.steps.push(step);
        self.steps.len() - 1
    }

    /// Where a scalar can end: before what some open object takes, each time at the price of a
    /// fault more.
    fn ends(&self, frame: &Frame, shape: Shape, value: usize) -> Vec<(usize, u32)> {
        let words = self.rules.words;
        let (first, last) = match shape {
            Shape::Quoted { end } | Shape::Flow { end, .. } => return vec![(end, 0)],
            Shape::Plain => (value + 1, words.next_key(value)),
            Shape::Block => (value + 2, words.len()),
            Shape::Mapping | Shape::List | Shape::None => return Vec::new(),
        };
        let mut ends = Vec::new();
        let mut swallowed = 0;
        let mut at = first;
        while at < last && swallowed <= SWALLOWED {
            let key = if shape == Shape::Block { words.next_key(at) } else { last };
            at = key.min(words.next_dash(at)).min(last);
            if at < last && self.takes(frame, at) {
                ends.push((at, swallowed));
                swallowed += 1;
            }
            at += 1;
        }
        if swallowed <= SWALLOWED {
            // No text ends in a dash, and what follows would be an item's key.
            let dashed = shape == Shape::Plain && last > first && words.next_dash(last - 1) < last;
            ends.push((last, swallowed + dashed as u32));
        }
        ends
    }

    /// Whether any open object or list takes what stands at a word.
    fn takes(&self, frame: &Frame, at: usize) -> bool {
        let mut level = Some(frame);
        while let Some(frame) = level {
            let taken = match self.rules.words.token(at) {
                Token::Key(key) => self.rules.accept_anywhere(frame, at, key).is_some(),
                Token::Dash => self.rules.accept_item(frame, at + 1).is_some(),
                Token::Plain => false,
            };
            if taken {
                return true;
            }
            level = frame.parent.as_deref();
        }
        false
    }

    /// The frame `levels` up, with the faults of closing those below it.
    fn close(&self, top: &Rc<Frame>, levels: usize) -> (Frame, u32) {
        let mut frame = Frame::clone(top);
        let mut faults = 0;
        for _ in 0..levels {
            faults += self.faults(&frame);
            let Some(parent) = frame.parent.clone() else { break };
            let mut parent = Frame::clone(&parent);
            let name = frame.key.map(|key| self.rules.words.name(key));
            // Only what these hold is asked for later.
            let judged = matches!(name, Some("required" | "properties" | ORDERS));
            parent.facts.bare = frame.facts.bare || self.rules.is_bare(&frame);
            match name {
                Some("required") => parent.facts.required = Some(frame.facts.items.clone()),
                Some(ORDERS) => parent.facts.orders = Some(frame.facts.items.clone()),
                Some("type") => parent.facts.ty = Type::of_list(&frame.facts.items),
                Some("properties") => parent.facts.properties = Some(frame.seen),
                _ => {}
            }
            parent.hash = mix(parent.hash, if judged { frame.contents as usize } else { 0 });
            frame = parent;
        }
        (frame, faults)
    }

    fn faults(&self, frame: &Frame) -> u32 {
        let words = self.rules.words;
        let mut faults = frame.faults(self.rules.dialect, |frame, key| self.rules.has(frame, key));
        if let (Some(required), Some(properties)) = (&frame.facts.required, &frame.facts.properties)
        {
            let known =
                |name: &String| words.symbol(name).is_some_and(|key| properties.contains(key));
            faults += required.iter().filter(|name| !known(name)).count().min(2) as u32;
        }
        faults += self.unordered(frame);
        if self.rules.is_component(frame)
            && let Some(key) = frame.key
        {
            faults += self.rules.missing(words.name(key), frame).min(3) as u32;
        }
        faults
    }

    /// How far the properties of an object are not those that its producer lists.
    fn unordered(&self, frame: &Frame) -> u32 {
        let (Some(properties), Some(orders), Shell::Object { .. }) =
            (&frame.facts.properties, &frame.facts.orders, frame.shell)
        else {
            return 0;
        };
        if self.rules.has(frame, REFS) {
            return 0;
        }
        let words = self.rules.words;
        let listed: HashSet<Symbol> = orders.iter().filter_map(|name| words.symbol(name)).collect();
        let missing = listed.iter().filter(|name| !properties.contains(**name)).count();
        let further = properties.iter().filter(|name| !listed.contains(name)).count();
        (missing + further).min(2) as u32
    }

    fn finish(&self, mut state: State) -> State {
        let depth = state.top.depth;
        let (frame, faults) = self.close(&state.top, depth);
        state.faults += faults + self.faults(&frame);
        let document = Shell::Object { kind: Kind::Document, referable: false };
        // With nothing open all readings of the whole are one.
        state.top = Rc::new(Frame::open(None, document, usize::MAX, None, false));
        state
    }
}

/// Takes what closing will ask for from a scalar.
fn note(frame: &mut Frame, key: Option<&str>, text: &str, shape: Shape) {
    let plain = text.trim_matches(['\'', '"']);
    let Some(key) = key else {
        Rc::make_mut(&mut frame.facts.items).push(plain.to_owned());
        return;
    };
    if !matches!(frame.shell, Shell::Object { kind: Kind::Schema, .. }) {
        frame.facts.reference |= key == "$ref" && matches!(frame.shell, Shell::Object { .. });
        return;
    }
    match key {
        "type" => frame.facts.ty = Type::of(plain),
        "$ref" => frame.facts.reference = true,
        "default" => frame.facts.sample = Some(sample(plain, shape)),
        _ => {}
    }
}

/// The type a scalar has by the look of it.
fn sample(text: &str, shape: Shape) -> Type {
    match (shape, text) {
        (Shape::Flow { mapping: true, .. }, _) => Type::Object,
        (Shape::Flow { .. }, _) => Type::Array,
        (Shape::Plain, "null" | "~") => Type::Null,
        (Shape::Plain, "true" | "false") => Type::Boolean,
        (Shape::Plain, text) if text.parse::<f64>().is_ok() => Type::Number,
        _ => Type::String,
    }
}

/// Keys that document and change nothing else.
pub(super) fn is_documentation(key: &str) -> bool {
    matches!(key, "description" | "summary" | "title" | "example" | "examples" | "externalDocs")
        || key.starts_with("x-")
}

fn merge(kept: &mut State, other: State) {
    let (Some(one), Some(two)) = (kept.last, other.last) else { return };
    let fork = Fork(one, two);
    let same = other.meaning == kept.meaning;
    let better = (other.faults, other.doubts, if same { other.unusual } else { kept.unusual })
        < (kept.faults, kept.doubts, kept.unusual);
    let other = if better { std::mem::replace(kept, other) } else { other };
    if (other.faults, other.doubts) == (kept.faults, kept.doubts) {
        let slot = if same { &mut kept.documentation } else { &mut kept.structural };
        slot.get_or_insert(fork);
        kept.structural = kept.structural.or(other.structural);
        kept.documentation = kept.documentation.or(other.documentation);
    }
}
