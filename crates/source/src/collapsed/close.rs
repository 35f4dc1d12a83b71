//! What is wrong with an object that ends, and what the one around it learns of it.

use std::collections::HashSet;
use std::rc::Rc;

use specwright_grammar::Kind;

use super::frames::{Frame, Shell, Type, mix};
use super::orders::{ORDERS, REFS};
use super::place::Rules;
use super::words::{Shape, Symbol};

impl Rules<'_> {
    /// The frame `levels` up, with the faults of closing those below it.
    pub(super) fn close(&self, top: &Rc<Frame>, levels: usize) -> (Frame, u32) {
        let mut frame = Frame::clone(top);
        let mut faults = 0;
        for _ in 0..levels {
            faults += self.faults(&frame);
            let Some(parent) = frame.parent.clone() else { break };
            let mut parent = Frame::clone(&parent);
            let name = frame.key.map(|key| self.words.name(key));
            let orders = name.is_some_and(|name| ORDERS.contains(&name));
            // Only what these hold is asked for later.
            let judged = matches!(name, Some("required" | "properties")) || orders;
            parent.facts.bare = frame.facts.bare || self.is_bare(&frame);
            match name {
                Some("required") => parent.facts.required = Some(frame.facts.items.clone()),
                _ if orders => parent.facts.orders = Some(frame.facts.items.clone()),
                Some("type") => parent.facts.ty = Type::of_list(&frame.facts.items),
                Some("properties") => parent.facts.properties = Some(frame.seen),
                _ => {}
            }
            parent.hash = mix(parent.hash, if judged { frame.contents as usize } else { 0 });
            frame = parent;
        }
        (frame, faults)
    }

    pub(super) fn faults(&self, frame: &Frame) -> u32 {
        let words = self.words;
        let mut faults = frame.faults(self.dialect, |frame, key| self.has(frame, key));
        if let (Some(required), Some(properties)) = (&frame.facts.required, &frame.facts.properties)
        {
            let known =
                |name: &String| words.symbol(name).is_some_and(|key| properties.contains(key));
            faults += required.iter().filter(|name| !known(name)).count().min(2) as u32;
        }
        faults += self.unordered(frame);
        if self.is_component(frame)
            && let Some(key) = frame.key
        {
            faults += self.missing(words.name(key), frame).min(3) as u32;
        }
        faults
    }

    /// How far the properties of an object are not those that its producer lists.
    pub(super) fn unordered(&self, frame: &Frame) -> u32 {
        let (Some(properties), Some(orders), Shell::Object { .. }) =
            (&frame.facts.properties, &frame.facts.orders, frame.shell)
        else {
            return 0;
        };
        if REFS.iter().any(|key| self.has(frame, key)) {
            return 0;
        }
        let words = self.words;
        let listed: HashSet<Symbol> = orders.iter().filter_map(|name| words.symbol(name)).collect();
        let missing = listed.iter().filter(|name| !properties.contains(**name)).count();
        let further = properties.iter().filter(|name| !listed.contains(name)).count();
        (missing + further).min(2) as u32
    }
}

/// Takes what closing will ask for from a scalar.
pub(super) fn note(frame: &mut Frame, key: Option<&str>, text: &str, shape: Shape) {
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
