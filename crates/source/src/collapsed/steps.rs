//! All decisions that were tried on the way through a text, by number.

use std::ops::Index;

use super::reading::Step;

/// How many are kept in one piece: a single one that grows by the hundred thousand is copied again
/// and again.
const PIECE: usize = 1 << 12;

#[derive(Debug, Default)]
pub(super) struct Steps {
    pieces: Vec<Vec<Step>>,
    count: usize,
}

impl Steps {
    /// Keeps a decision, and gives its number.
    pub(super) fn push(&mut self, step: Step) -> usize {
        let number = self.count;
        match self.pieces.get_mut(number / PIECE) {
            Some(piece) => piece.push(step),
            // The first may be the only one, of a short text.
            None if number == 0 => self.pieces.push(vec![step]),
            None => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(step);
                self.pieces.push(piece);
            }
        }
        self.count += 1;
        number
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Forgets all, but for the room that they took.
    pub(super) fn clear(&mut self) {
        self.pieces.iter_mut().for_each(Vec::clear);
        self.count = 0;
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
        &self.pieces[index / PIECE][index % PIECE]
    }
}
