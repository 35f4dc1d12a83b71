//! The figures of a run.

use serde::{Deserialize, Serialize};
use specwright_diagnostics::{Diagnostics, Severity};
use specwright_ir::Api;

use crate::Written;

/// What a crate came to, in figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// How many operations it has.
    pub operations: usize,
    /// How many types.
    pub types: usize,
    /// How many files.
    pub files: usize,
    /// How many warnings were shown.
    pub warnings: usize,
    /// How many values may be anything.
    pub untyped: usize,
}

impl Summary {
    /// The figures of an API that became so many files.
    pub fn new(api: &Api, files: usize, diagnostics: &Diagnostics) -> Summary {
        Summary {
            operations: api.operations.len(),
            types: api.types.len(),
            files,
            warnings: diagnostics.count(Severity::Warning),
            untyped: api.untyped().len(),
        }
    }

    /// The figures in a line; the files that were written are `word`: changed, or stale.
    ///
    /// ```
    /// let summary = specwright::Summary { operations: 1, types: 4, files: 12, warnings: 0, untyped: 2 };
    /// let written = specwright::Written { changed: 3, removed: 1 };
    /// let line = "1 operation, 4 types, 3 of 12 files changed, 1 removed, 0 warnings, 2 values may be anything";
    /// assert_eq!(summary.line(written, "changed"), line);
    /// ```
    pub fn line(&self, written: Written, word: &str) -> String {
        let mut line = format!(
            "{}, {}, {} of {} files {word}, ",
            count(self.operations, "operation"),
            count(self.types, "type"),
            written.changed,
            self.files,
        );
        if written.removed > 0 {
            line.push_str(&format!("{} removed, ", written.removed));
        }
        line.push_str(&count(self.warnings, "warning"));
        if self.untyped > 0 {
            line.push_str(&format!(", {} may be anything", count(self.untyped, "value")));
        }
        line
    }
}

/// A number of things: `1 type`, `2 types`.
pub fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}
