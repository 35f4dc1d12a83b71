//! All decisions that were tried on the way through a text, by number.

use std::ops::Index;

use super::reading::Step;

/// How many are kept in one piece: a single one that grows by the hundred thousand is copied again
/// and again.
const PIECE: usize = 1 << 12;

#[derive(Debug, Default)]
pub(super) struct Steps(Vec<Vec<Step>>);

impl Steps {
    /// Keeps a decision, and gives its number.
    pub(super) fn push(&mut self, step: Step) -> usize {
        match self.0.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push(step),
            // The first may be the only one, of a short text.
            None => self.0.push(vec![step]),
            Some(_) => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(step);
                self.0.push(piece);
            }
        }
        self.len() - 1
    }

    pub(super) fn len(&self) -> usize {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * PIECE + last.len())
    }

    /// The decisions that led to one, first to last.
    pub(super) fn trace(&self, last: usize) -> Vec<&Step> {
        let mut trace = Vec::new();
        let mut at = Some(last);
        while let Some(index) = at {
            trace.push(&self[index]);
            at = self[index].before;
        }
        trace.reverse();
        trace
    }
}

impl Index<usize> for Steps {
    type Output = Step;

    fn index(&self, index: usize) -> &Step {
        &self.0[index / PIECE][index % PIECE]
    }
}
