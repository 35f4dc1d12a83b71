//! Where lowering stands in the normal form: a list that grows at its end and is shared.

use std::borrow::Cow;
use std::rc::Rc;

use specwright_diagnostics::Pointer;

use crate::api::{Component, Owner, Place, Step as PlaceStep};

/// A place in the normal form. Cloning is cheap; the pointer is made only when it is needed.
#[derive(Clone, Debug)]
pub(super) struct At<'a>(Option<Rc<Step<'a>>>);

#[derive(Debug)]
struct Step<'a> {
    before: At<'a>,
    segment: Cow<'a, str>,
}

impl<'a> At<'a> {
    pub(super) fn root() -> At<'a> {
        At(None)
    }

    pub(super) fn key(&self, segment: impl Into<Cow<'a, str>>) -> At<'a> {
        At(Some(Rc::new(Step { before: self.clone(), segment: segment.into() })))
    }

    pub(super) fn index(&self, index: usize) -> At<'a> {
        self.key(index.to_string())
    }

    pub(super) fn pointer(&self) -> Pointer {
        let mut segments = Vec::new();
        let mut at = self;
        while let At(Some(step)) = at {
            segments.push(step.segment.clone().into_owned());
            at = &step.before;
        }
        segments.reverse();
        Pointer(segments)
    }

    /// The place of a schema below a named component; `None` for one that stands elsewhere.
    pub(super) fn place(&self) -> Option<Place> {
        let pointer = self.pointer();
        let mut segments = pointer.0.into_iter().peekable();
        if segments.next()? != "components" {
            return None;
        }
        let (kind, name) = (segments.next()?, segments.next()?);
        let owner = match &kind[..] {
            "schemas" => Owner::Schema(name),
            "responses" => Owner::Component(Component::Response, name),
            "parameters" => Owner::Component(Component::Parameter, name),
            "requestBodies" => Owner::Component(Component::RequestBody, name),
            "headers" => Owner::Component(Component::Header, name),
            _ => return None,
        };
        let mut steps = Vec::new();
        while let Some(keyword) = segments.next() {
            steps.push(match &keyword[..] {
                "properties" => PlaceStep::Property(segments.next()?),
                "items" | "additionalProperties" => PlaceStep::Item,
                "x-specwright-patternProperties" => {
                    segments.next()?;
                    PlaceStep::Item
                }
                "x-specwright-prefixItems" => PlaceStep::Position(segments.next()?.parse().ok()?),
                "headers" => PlaceStep::Header(segments.next()?),
                // The parts of an `allOf` are the schema itself, and a component has one schema.
                "allOf" | "content" => {
                    segments.next()?;
                    continue;
                }
                "schema" => continue,
                _ => return None,
            });
        }
        let inline = !matches!(owner, Owner::Schema(_)) || !steps.is_empty();
        inline.then_some(Place { owner, steps })
    }
}
