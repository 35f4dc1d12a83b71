//! All readings of a collapsed text at once, from its first word to its last.
//!
//! A reading is a stack of open objects. At each key every object that may take it is tried, and
//! at each dash every list, which closes what is open inside; a text ends where something legal
//! begins. Readings that leave the same objects open are one from there on: the one with fewer
//! faults, and where these are equal, and the two mean different things, both are remembered.
//! The number of readings is bounded, and so is the time: it grows with the length of the text.

use std::iter::{repeat, repeat_n};
use std::rc::Rc;

use specwright_grammar::{Holds, Keys, Kind};

use super::close::{Closed, NOTED, note, note_item};
use super::ends::End;
use super::frames::{Frame, Shell, mix};
use super::hash::HashMap;
use super::orders::ORDERS;
use super::place::{Rules, is_documentation, list, shell};
use super::reading::{Blame, Fork, State, Step, Value, between, merge};
use super::sense::VARIANTS;
use super::steps::Steps;
use super::words::{Shape, Symbol, Token};

/// By how many faults, and by how many doubts, a reading may be worse than the best.
const SLACK: u32 = 2;
const DOUBTS: u32 = 8;
/// The faults of taking for a mere name what an object around has a place for.
const CLAIM: u32 = 3;
/// Those of leaving unsorted what a tool sorted.
const UNSORTED: u32 = 2;
/// How many open objects may be given one key, or lists one item.
const OWNERS: usize = 12;
/// How deep objects nest.
const DEPTH: usize = 64;
/// How many faults a reading may have and be believed.
const SOUND: u32 = 1;

/// What came of it.
pub(super) struct Found {
    pub last: usize,
    pub structural: Option<Fork>,
    pub documentation: Option<Fork>,
}

/// Why nothing did.
pub(super) enum Failure {
    /// No reading goes on from this word.
    Stuck(usize),
    /// There are too many to tell, from this word on; two of them, if they are known.
    Countless(usize, Option<Fork>),
    /// The best has too many faults to be what was meant; the last is at this word.
    Unsound(usize),
}

/// A reading that was given up.
struct Dropped {
    at: usize,
    blame: Blame,
    last: Option<usize>,
}

pub(super) struct Search<'a> {
    rules: &'a Rules<'a>,
    /// How many readings are followed at once.
    readings: usize,
    steps: Steps,
    /// The readings that have come to each word.
    waiting: Vec<Vec<State>>,
    /// The best of the readings that were given up at each word.
    dropped: Vec<Dropped>,
}

impl<'a> Search<'a> {
    /// All decisions that were tried, in the place of those of another search, and what came of
    /// them.
    pub(super) fn run(
        rules: &'a Rules<'a>,
        readings: usize,
        mut steps: Steps,
    ) -> (Steps, Result<Found, Failure>) {
        steps.clear();
        let length = rules.words.len();
        let mut search = Search {
            rules,
            readings,
            steps,
            waiting: vec![Vec::new(); length + 1],
            dropped: Vec::new(),
        };
        let document = Shell::Object { kind: Kind::Document, referable: false };
        search.waiting[0].push(State {
            top: Rc::new(Frame::open(None, document, usize::MAX, None, false)),
            blame: (0, 0),
            excused: 0,
            meaning: 0,
            unusual: 0,
            shut: None,
            commented: false,
            marks: 0,
            last: None,
            structural: None,
            documentation: None,
        });
        let found = search.follow();
        (search.steps, found)
    }

    fn follow(&mut self) -> Result<Found, Failure> {
        let length = self.rules.words.len();
        let mut furthest = 0;
        for at in 0..length {
            let states = std::mem::take(&mut self.waiting[at]);
            let Some(best) = states.iter().map(|state| (state.blame, state.last)).min() else {
                continue;
            };
            furthest = at;
            for state in self.select(states, at) {
                self.step(&state, at);
            }
            // Whatever wins will be no better than what was given up here.
            if let Some(lost) = self.dropped.last()
                && lost.at == at
                && lost.blame <= best.0
            {
                return Err(Failure::Countless(at, between(best.1, lost.last)));
            }
        }
        let ended = std::mem::take(&mut self.waiting[length]);
        let ended = ended.into_iter().map(|state| self.finish(state)).collect();
        let mut ended = self.select(ended, length);
        if ended.is_empty() {
            return Err(Failure::Stuck(furthest));
        }
        let best = ended.swap_remove(0);
        let sound = if best.commented { 0 } else { SOUND };
        if best.blame.0 > sound + best.excused {
            return Err(Failure::Unsound(self.worst(&best)));
        }
        // A text has a first key, so the reading of all of it has a last step.
        let last = best.last.ok_or(Failure::Stuck(0))?;
        if let Some(lost) = self.doubtful(last) {
            return Err(Failure::Countless(lost.at, between(Some(last), lost.last)));
        }
        let State { structural, documentation, .. } = best;
        Ok(Found { last, structural, documentation })
    }

    /// Makes one of the readings that leave the same open, and keeps the best.
    fn select(&mut self, states: Vec<State>, at: usize) -> Vec<State> {
        let mut kept: Vec<State> = Vec::new();
        let mut by_hash: HashMap<u64, usize> = HashMap::default();
        for state in states {
            match by_hash.get(&state.top.hash) {
                Some(index) => merge(&mut self.steps, &mut kept[*index], state),
                None => {
                    by_hash.insert(state.top.hash, kept.len());
                    kept.push(state);
                }
            }
        }
        kept.sort_by_key(|state| state.blame);
        let best = kept.first().map_or((0, 0), |state| state.blame);
        let may_win =
            |state: &State| state.blame.0 <= best.0 + SLACK && state.blame.1 <= best.1 + DOUBTS;
        let (mut kept, lost): (Vec<State>, Vec<State>) = kept.into_iter().partition(may_win);
        let many = kept.split_off(self.readings.min(kept.len()));
        if let Some(lost) = lost.iter().chain(&many).min_by_key(|state| state.blame) {
            let (blame, last) = (lost.blame, lost.last);
            self.drop(Dropped { at, blame, last });
        }
        kept
    }

    /// Notes that a reading is given up.
    fn drop(&mut self, lost: Dropped) {
        match self.dropped.last_mut() {
            Some(other) if other.at == lost.at && other.blame <= lost.blame => {}
            Some(other) if other.at == lost.at => *other = lost,
            _ => self.dropped.push(lost),
        }
    }

    /// The word at which a reading got its last fault.
    fn worst(&self, state: &State) -> usize {
        let steps = state.last.map_or(Vec::new(), |last| self.steps.trace(last));
        let risen = steps.windows(2).rev().find(|pair| pair[0].blame.0 < pair[1].blame.0);
        risen.map_or(0, |pair| pair[1].at)
    }

    /// A reading that was given up where it was no worse than the one that won.
    fn doubtful(&self, last: usize) -> Option<&Dropped> {
        let winner = self.steps.trace(last);
        let mut steps = winner.iter().peekable();
        let mut blame = (0, 0);
        self.dropped.iter().find(|lost| {
            while let Some(step) = steps.next_if(|step| step.at < lost.at) {
                blame = step.blame;
            }
            lost.blame <= blame
        })
    }

    fn step(&mut self, state: &State, at: usize) {
        match self.rules.words.token(at) {
            Token::Key(key) => self.place_key(state, at, key),
            Token::Dash => self.place_item(state, at),
            Token::Comment => self.pass_comment(state, at),
            Token::Plain => {}
        }
    }

    fn place_key(&mut self, state: &State, at: usize, key: Symbol) {
        let mut free = false;
        let mut level = Some(state.top.clone());
        let mut closed = 0;
        let mut closing = Closed::none(&state.top, at);
        let fresh = state.top.count == 0;
        let title = self.rules.titled(&state.top, at, key);
        let mut owners = 0;
        while let Some(frame) = level {
            if owners == OWNERS {
                self.drop(Dropped { at, blame: state.blame, last: None });
                break;
            }
            // Of the objects of an example the innermost takes what it can: it is documentation.
            let skip = free && frame.shell == Shell::Free && frame.documentation;
            let titled = match title {
                Some(opened) => opened == frame.opened,
                None => !self.rules.is_titled_otherwise(&frame, key),
            };
            if let Some((holds, faults)) =
                self.rules.accept(&frame, at, key).filter(|_| !skip && titled)
            {
                owners += 1;
                free |= frame.shell == Shell::Free;
                let claimed = match frame.shell {
                    Shell::Free => self.rules.claimed(&frame, at, key),
                    Shell::Object { kind: Kind::Schema, .. } => {
                        self.rules.is_default_response(&frame, at, key)
                    }
                    Shell::Map(Keys::Any | Keys::Expression, _) => {
                        self.rules.claimed(&frame, at, key)
                            || self.rules.is_keyword(&state.top, &frame, at, key)
                    }
                    _ => false,
                };
                let faults = faults + CLAIM * claimed as u32;
                self.rules.close(&mut closing, closed);
                self.put(state, closing.clone(), at, Some(key), &holds, faults);
            }
            if fresh {
                break;
            }
            closed += 1;
            level = frame.parent.clone();
        }
    }

    fn place_item(&mut self, state: &State, at: usize) {
        let fresh = state.top.count == 0;
        let mut level = Some(state.top.clone());
        let mut closed = 0;
        let mut closing = Closed::none(&state.top, at);
        let mut free = false;
        let mut owners = 0;
        while let Some(frame) = level {
            if owners == OWNERS {
                self.drop(Dropped { at, blame: state.blame, last: None });
                break;
            }
            let any = frame.shell == Shell::List(&Holds::Any);
            if let Some((holds, faults)) = self.rules.accept_item(&frame, at + 1) {
                if !(free && any) {
                    owners += 1;
                    self.rules.close(&mut closing, closed);
                    self.put(state, closing.clone(), at, None, &holds, faults);
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

    /// Puts a key or an item into a frame in which others were closed.
    fn put(
        &mut self,
        state: &State,
        closed: Closed,
        at: usize,
        key: Option<Symbol>,
        holds: &Holds,
        faults: u32,
    ) {
        let Closed { mut frame, levels, blame: closing, excused, .. } = closed;
        let words = self.rules.words;
        let name = key.map(|key| words.name(key));
        let unsorted =
            key.is_some_and(|key| self.rules.customs.is_out_of_order(words, &frame, key));
        let faults = faults + UNSORTED * unsorted as u32;
        let typed =
            matches!(frame.shell, Shell::Object { .. }) || self.rules.stands_for_value(&frame);
        let documents = |name| is_documentation(name) && !ORDERS.contains(&name);
        let documentation = frame.documentation || typed && name.is_some_and(documents);
        let into = frame.opened;
        let doubts = self.doubts(state, &frame, levels, at, key);
        self.enter(&mut frame, at, key, documentation);
        let mut next = state.clone();
        next.commented |= key
            .is_some_and(|_| words.token(words.past_ruled(words.after_key(at))) == Token::Comment);
        next.excused += excused;
        next.blame.0 += faults + closing.0;
        next.blame.1 += doubts + closing.1;
        next.unusual += (documentation && frame.is_plain_item(|key| words.name(key))) as u32;
        if !documentation {
            next.meaning = mix(mix(next.meaning, at), into);
            next.shut = None;
        } else if levels > 0 && next.shut.is_none() {
            next.shut = Some(state.top.clone());
        }
        let step = Step {
            before: next.last,
            at,
            into,
            shell: frame.shell,
            closed: levels,
            value: Value::Mapping,
            documentation,
            blame: next.blame,
            twins: Vec::new(),
        };
        let values = name.map_or(vec![at + 1], |name| self.rules.values(at, holds, name));
        let several = values.len() > 1;
        for (frame, value) in repeat_n(Rc::new(frame), values.len()).zip(values) {
            let mut next = next.clone();
            if several {
                next.marks = mix(mix(next.marks, at), value);
            }
            self.fill(next, frame, step.clone(), value, holds);
        }
    }

    /// What speaks against putting a key or an item into a frame in which others were closed.
    fn doubts(
        &self,
        state: &State,
        frame: &Frame,
        closed: usize,
        at: usize,
        key: Option<Symbol>,
    ) -> u32 {
        let Rules { words, customs, echoes, neighbours, .. } = self.rules;
        let Some(key) = key else { return self.rules.is_stray(frame, at + 1) as u32 };
        let torn = closed > 0
            && (self.rules.is_other_bound(&state.top, at, key)
                || VARIANTS.contains(&words.name(key)) && self.rules.is_idle(&state.top, at, key));
        // Who modifies properties does so before these end.
        let late = closed > 1
            && self.rules.habits.contains(&key)
            && frame.seen.latest.is_some_and(|latest| words.name(latest) == "properties")
            && frame.parent.as_ref().is_some_and(|parent| self.rules.is_component(parent))
            && !self.rules.tells_of(frame, key);
        let apart = [
            torn,
            late,
            echoes.part(frame, at),
            neighbours.part(words, frame, at),
            customs.companions.part(words, &state.top, frame, key),
            self.rules.is_name(&state.top, frame, at, key),
        ];
        // A component that is referred to is called as it is.
        let named = self.rules.is_target(frame, at, key);
        self.rules.doubts(frame, at, key)
            + apart.into_iter().filter(|apart| *apart).count() as u32
            + if named { 0 } else { customs.doubts(words, frame, key) }
    }

    /// Notes in a frame what is put into it.
    fn enter(&self, frame: &mut Frame, at: usize, key: Option<Symbol>, documentation: bool) {
        let words = self.rules.words;
        frame.scalars =
            key.is_none() && !matches!(words.shape(at + 1), Shape::Mapping | Shape::List);
        let idle = frame.scalars && !self.rules.is_asked(frame);
        frame.latest = key.map(|_| at);
        frame.enter(key, (!documentation && !idle).then_some(at));
        frame.facts.listed = frame.facts.listed.or(self.rules.orders.list(at));
        let (Shell::Object { kind, .. }, Some(key)) = (frame.shell, key) else { return };
        let described = matches!(kind, Kind::Schema | Kind::Response)
            || self.rules.producer.order(kind).contains(&words.name(key));
        if described && documentation && !frame.documentation {
            frame.document(key);
        }
        if kind == Kind::Schema {
            frame.say(words.name(key), words.word(words.after_key(at)));
        }
    }

    /// Gives the key or item that a step put into a frame the value that begins at a word.
    fn fill(
        &mut self,
        mut next: State,
        frame: Rc<Frame>,
        mut step: Step,
        value: usize,
        holds: &Holds,
    ) {
        let words = self.rules.words;
        let shape = words.shape(value);
        let key = match words.token(step.at) {
            Token::Key(key) => Some(key),
            _ => None,
        };
        let opened = match shape {
            Shape::Mapping => shell(holds).map(|shell| (shell, Value::Mapping)),
            Shape::List => list(holds).map(|shell| (shell, Value::List)),
            _ => None,
        };
        if let Some((shell, opening)) = opened {
            if frame.depth < DEPTH {
                let mut inner = Frame::open(Some(frame), shell, step.at, key, step.documentation);
                inner.behind =
                    (shell == Shell::Free && step.closed > 0).then_some(next.top.clone());
                next.top = Rc::new(inner);
                step.value = opening;
                next.last = Some(self.steps.push(step));
                self.waiting[value].push(next);
            }
            return;
        }
        let ends = self.rules.ends(&frame, shape, value);
        let passed = match &next.shut {
            Some(shut) if shape == Shape::Block => {
                self.rules.past_closed(shut, &frame, self.rules.past_brackets(value + 1), &ends)
            }
            _ => Vec::new(),
        };
        let passed = passed.into_iter().chain(repeat(0));
        for ((mut frame, end), passed) in repeat_n(frame, ends.len()).zip(ends).zip(passed) {
            let End { at: end, faults, excused } = end;
            let (mut next, mut step) = (next.clone(), step.clone());
            let range = if shape == Shape::Block { value + 1..end } else { value..end };
            let text = words.slice(range);
            match key.map(|key| words.name(key)) {
                Some(name) if NOTED.contains(&name) => {
                    note(Rc::make_mut(&mut frame), name, text, shape);
                }
                None if self.rules.is_asked(&frame) => note_item(Rc::make_mut(&mut frame), text),
                _ => {}
            }
            next.blame.0 += faults + passed.saturating_sub(1);
            next.excused += excused;
            next.blame.1 += passed;
            next.top = frame;
            step.value = Value::Words(value..end, shape);
            step.blame = next.blame;
            next.last = Some(self.steps.push(step));
            self.waiting[end].push(next);
        }
    }

    /// Goes on behind a comment: before what some open object takes. One that is only a mark may
    /// be an empty line, or one in which YAML stands that no longer counts.
    fn pass_comment(&mut self, state: &State, at: usize) {
        let words = self.rules.words;
        let ruled = words.past_ruled(at);
        if ruled > at {
            self.waiting[ruled].push(state.clone());
            return;
        }
        let first = at + 1;
        let empty =
            words.word(at).bytes().all(|byte| byte == b'#') && words.token(first) != Token::Plain;
        let before = words.comment_before(at);
        let last = before.or(words.comment_ends(at).last()).unwrap_or(first);
        for End { at: end, faults, .. } in self.rules.stops(&state.top, first, last, true) {
            let mut next = state.clone();
            next.commented = true;
            next.marks = if empty { mix(mix(next.marks, at), end) } else { next.marks };
            next.blame.0 += faults - (empty && faults > 0) as u32;
            self.waiting[end].push(next);
        }
    }

    fn finish(&self, mut state: State) -> State {
        let mut closed = Closed::none(&state.top, self.rules.words.len());
        self.rules.close(&mut closed, state.top.depth);
        let Closed { frame, blame, excused, .. } = closed;
        state.excused += excused;
        state.blame.0 += blame.0 + self.rules.faults(&frame);
        state.blame.1 += blame.1;
        let document = Shell::Object { kind: Kind::Document, referable: false };
        // With nothing open all readings of the whole are one.
        state.top = Rc::new(Frame::open(None, document, usize::MAX, None, false));
        state
    }
}
