//! A reading of a text so far, and two of which one is kept.

use std::ops::Range;
use std::rc::Rc;

use super::frames::{Frame, Shell};
use super::steps::Steps;
use super::words::Shape;

/// The faults of a reading, and the doubts about it: what speaks against it where it has as few
/// faults as another.
pub(super) type Blame = (u32, u32);

/// A decision: what was put where.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub before: Option<usize>,
    /// The word of the key or dash.
    pub at: usize,
    /// The opening word of the object or list it was put in.
    pub into: usize,
    /// What that is.
    pub shell: Shell,
    /// How many open objects that closed.
    pub closed: usize,
    pub value: Value,
    /// Whether it changes nothing but documentation.
    pub documentation: bool,
    pub blame: Blame,
    /// The last decisions of other readings that are as good up to here.
    pub twins: Vec<usize>,
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
pub(super) struct State {
    pub top: Rc<Frame>,
    pub blame: Blame,
    /// How many of the faults are the author's own.
    pub excused: u32,
    /// Of all decisions that are not about documentation.
    pub meaning: u64,
    /// How often documentation went where it is seldom written: a tie-break among readings that
    /// mean the same.
    pub unusual: u32,
    /// What was open before objects were closed for the sake of documentation, of which there was
    /// nothing else since.
    pub shut: Option<Rc<Frame>>,
    /// Whether it passed a comment, whose end is a guess.
    pub commented: bool,
    /// Where it ended comments that are only a mark: an empty line, or YAML that no longer counts.
    pub marks: u64,
    pub last: Option<usize>,
    pub structural: Option<Fork>,
    pub documentation: Option<Fork>,
}

pub(super) fn between(one: Option<usize>, two: Option<usize>) -> Option<Fork> {
    one.zip(two).map(|(one, two)| Fork(one, two))
}

/// Keeps the better of two readings that leave the same open, and what sets them apart where
/// neither is.
pub(super) fn merge(steps: &mut Steps, kept: &mut State, other: State) {
    let (Some(one), Some(two)) = (kept.last, other.last) else { return };
    let fork = Fork(one, two);
    let same = other.meaning == kept.meaning;
    let better =
        (other.blame, if same { other.unusual } else { kept.unusual }) < (kept.blame, kept.unusual);
    let other = if better { std::mem::replace(kept, other) } else { other };
    // No doubt tells whether YAML in a comment counts.
    let marked = other.marks != kept.marks && other.blame.0 == kept.blame.0;
    if other.blame == kept.blame || marked {
        let slot = if same { &mut kept.documentation } else { &mut kept.structural };
        slot.get_or_insert(fork);
        kept.structural = kept.structural.or(other.structural);
        kept.documentation = kept.documentation.or(other.documentation);
        let (last, twin) = if better { (two, one) } else { (one, two) };
        let mut step = steps[last].clone();
        step.twins.push(twin);
        kept.last = Some(steps.push(step));
    }
}
