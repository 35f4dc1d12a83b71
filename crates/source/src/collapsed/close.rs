//! What is wrong with an object that ends, and what the one around it learns of it.

use std::rc::Rc;

use specwright_grammar::Kind;

use super::frames::{Frame, Shell, Type, mix};
use super::hash::HashSet;
use super::orders::{ORDERS, REFS};
use super::place::Rules;
use super::reading::Blame;
use super::words::{Shape, Symbol, Token};

/// How many names that an object requires and does not have are counted.
const UNMET: usize = 2;

/// How many items of a list are looked at.
const LISTED: usize = 500;

/// A frame inside which others were closed.
#[derive(Clone)]
pub(super) struct Closed {
    pub frame: Frame,
    /// The word at which they are closed.
    pub at: usize,
    /// How many.
    pub levels: usize,
    /// What speaks against closing them, and how many of these faults are the author's own.
    pub blame: Blame,
    pub excused: u32,
}

impl Closed {
    /// The innermost, with nothing closed.
    pub(super) fn none(top: &Frame, at: usize) -> Closed {
        Closed { frame: top.clone(), at, levels: 0, blame: (0, 0), excused: 0 }
    }
}

impl Rules<'_> {
    /// Closes frames until so many are.
    pub(super) fn close(&self, closed: &mut Closed, levels: usize) {
        while closed.levels < levels
            && let Some(parent) = closed.frame.parent.clone()
        {
            let frame = &closed.frame;
            closed.blame.0 += self.faults(frame);
            // With another directly behind it, a variant says no more in any reading.
            closed.excused += self.out_of_reach(frame, closed.at)
                + frame.own_faults(self.dialect, |frame, key| self.has(frame, key))
                + (frame.is_empty_variant() && self.words.token(closed.at) == Token::Dash) as u32;
            closed.blame.1 += self.senseless(frame) + self.customs.lacks(frame) as u32;
            closed.frame = self.told(frame, Frame::clone(&parent));
            closed.levels += 1;
        }
    }

    /// A frame that has learnt what is asked later of one that ends in it.
    fn told(&self, frame: &Frame, mut parent: Frame) -> Frame {
        // Examples that are components are referred to.
        if frame.documentation && !self.is_component(&parent) {
            return parent;
        }
        parent.facts.nested |= !frame.documentation;
        parent.facts.untyped = frame.is_untyped();
        let name = frame.key.map(|key| self.words.name(key));
        let orders = name.is_some_and(|name| ORDERS.contains(&name));
        // Only what these hold is asked for later.
        let judged = matches!(name, Some("required" | "properties")) || orders;
        parent.facts.bare = frame.facts.bare || self.is_bare(frame);
        let judged = self.hand_on(frame, &mut parent) || judged;
        match name {
            Some("required") => parent.facts.required = Some(frame.facts.items.clone()),
            _ if orders && frame.facts.items.len() < LISTED => {
                parent.facts.orders = Some(frame.facts.items.clone());
            }
            Some("type") => parent.facts.ty = Type::of_list(&frame.facts.items),
            Some("properties") => parent.facts.properties = Some(frame.seen.clone()),
            _ => {}
        }
        parent.hash = mix(parent.hash, if judged { frame.contents as usize } else { 0 });
        parent
    }

    /// Whether closing a list will ask for its items.
    pub(super) fn is_asked(&self, list: &Frame) -> bool {
        let name = list.key.map(|key| self.words.name(key));
        name.is_some_and(|name| matches!(name, "required" | "type") || ORDERS.contains(&name))
    }

    pub(super) fn faults(&self, frame: &Frame) -> u32 {
        let words = self.words;
        let mut faults = frame.faults(self.dialect, |frame, key| self.has(frame, key));
        if let (Some(required), Some(properties)) = (&frame.facts.required, &frame.facts.properties)
        {
            let known =
                |name: &String| words.symbol(name).is_some_and(|key| properties.contains(key));
            // What is described nowhere is the author's fault in every reading.
            let described = |name: &str| !self.described(name).is_empty() || name.contains(' ');
            let missing = |name: &&String| !known(name) && described(name);
            faults += required.iter().filter(missing).count().min(UNMET) as u32;
        }
        faults += self.unordered(frame) + self.is_orphan(frame) as u32;
        if self.is_component(frame)
            && let Some(key) = frame.key
        {
            faults += self.missing(words.name(key), frame).min(3) as u32;
        }
        let flows = frame.facts.flows && !self.has(frame, "flows") && !self.has(frame, "flow");
        faults + 2 * (self.lacks_components(frame) || flows) as u32
    }

    /// How many of the names that an object requires and does not have no reading could give it,
    /// as they stand far from it.
    fn out_of_reach(&self, frame: &Frame, at: usize) -> u32 {
        let (Some(required), Some(properties)) = (&frame.facts.required, &frame.facts.properties)
        else {
            return 0;
        };
        let words = self.words;
        let known = |name: &String| words.symbol(name).is_some_and(|key| properties.contains(key));
        let missing = required.iter().filter(|name| !known(name));
        let missing: Vec<_> =
            missing.filter(|name| !self.described(name).is_empty() || name.contains(' ')).collect();
        let far = |name: &&String| !self.is_within_reach(name, frame.opened, at);
        if missing.iter().all(far) { missing.len().min(UNMET) as u32 } else { 0 }
    }

    /// How far the properties of an object are not those that its producer lists.
    pub(super) fn unordered(&self, frame: &Frame) -> u32 {
        let (Some(orders), Shell::Object { .. }) = (&frame.facts.orders, frame.shell) else {
            return 0;
        };
        let properties = frame.facts.properties.as_ref();
        if REFS.iter().any(|key| self.has(frame, key)) {
            return 0;
        }
        let words = self.words;
        let listed: HashSet<Symbol> = orders.iter().filter_map(|name| words.symbol(name)).collect();
        let has = |name: &&Symbol| properties.is_some_and(|own| own.contains(**name));
        let missing = listed.iter().filter(|name| !has(name)).count();
        let own = properties.iter().flat_map(|own| own.iter());
        let further = own.filter(|name| !listed.contains(name)).count();
        2 * (missing + further).min(2) as u32
    }
}

/// The keys whose values closing an object may ask for.
pub(super) const NOTED: [&str; 8] =
    ["$ref", "const", "default", "in", "name", "properties", "required", "type"];

/// Takes what closing will ask for from the value of one of these keys.
pub(super) fn note(frame: &mut Frame, key: &str, text: &str, shape: Shape) {
    let plain = text.trim_matches(['\'', '"']);
    if matches!(frame.shell, Shell::Object { kind: Kind::Parameter, .. }) {
        match key {
            "in" => frame.facts.in_path = plain == "path",
            "name" => frame.facts.name = Some(plain.into()),
            _ => {}
        }
    }
    if matches!(frame.shell, Shell::Object { kind: Kind::SecurityScheme, .. }) {
        frame.facts.flows |= key == "type" && plain == "oauth2";
    }
    if !matches!(frame.shell, Shell::Object { kind: Kind::Schema, .. }) {
        frame.facts.reference |= key == "$ref" && !matches!(frame.shell, Shell::Free);
        return;
    }
    match key {
        "type" if matches!(shape, Shape::Flow { .. }) => {
            frame.facts.ty = Type::of_list(&flow_items(text));
        }
        "type" => frame.facts.ty = Type::of(plain),
        "required" if matches!(shape, Shape::Flow { .. }) => {
            frame.facts.required = Some(flow_items(text).into_iter().collect());
        }
        "properties" if matches!(shape, Shape::Flow { .. }) => {
            frame.facts.properties = Some(Rc::default());
        }
        "$ref" => frame.facts.reference = true,
        "default" | "const" => frame.facts.sample = sample(plain, shape),
        _ => {}
    }
}

/// Takes it from an item of a list.
pub(super) fn note_item(frame: &mut Frame, text: &str) {
    // Readings share a list, so that each item of it costs a copy.
    if frame.facts.items.len() < LISTED {
        frame.facts.items.extend([text.trim_matches(['\'', '"']).to_owned()]);
    }
}

/// The type a scalar has by the look of it; in quotes a number may be either.
fn sample(text: &str, shape: Shape) -> Option<Type> {
    let number = text.parse::<f64>().is_ok();
    Some(match (shape, text) {
        (Shape::Flow { mapping: true, .. }, _) => Type::Object,
        (Shape::Flow { .. }, _) => Type::Array,
        (Shape::Plain, "null" | "~") => Type::Null,
        (Shape::Plain, "true" | "false") => Type::Boolean,
        (Shape::Quoted { .. }, "true" | "false") => return None,
        (Shape::Quoted { .. }, _) if number => return None,
        _ if number => Type::Number,
        _ => Type::String,
    })
}

/// The words of a list in brackets.
pub(super) fn flow_items(text: &str) -> Vec<String> {
    let inner = text.trim_start_matches('[').trim_end_matches(']');
    let words = inner.split(',').map(|word| word.trim().trim_matches(['\'', '"']));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
