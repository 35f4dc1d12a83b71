//! Where lowering stands in the normal form: a list that grows at its end and is shared.

use std::borrow::Cow;
use std::rc::Rc;

use specwright_diagnostics::Pointer;

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
}
