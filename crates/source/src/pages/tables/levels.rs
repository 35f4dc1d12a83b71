//! Levels that the marks of older pages do not tell.
//!
//! Some versions of widdershins take off one mark where a row ends several levels at once, and so
//! print it and all that follow too deep. Their example is made from the same schema: it shows of
//! which object the row is.

use std::collections::HashSet;
use std::ops::Range;

use specwright_diagnostics::Node;

use super::rows::{MAX_DEPTH, Name, Row};

/// Gives rows the depths that an example shows, and hands back where these are others than the marks
/// say. Where it shows nothing else, the marks count.
pub(super) fn mend(rows: &mut [Row], example: &Node) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let Some(first) = rows.first().filter(|_| may_lag(rows)) else { return found };
    let roots = rows.iter().filter(|row| row.depth == 0).count();
    let mut levels = Levels::new(example, first.depth);
    let (mut surplus, mut last) = (0, first.depth);
    for row in rows {
        let printed = row.depth;
        row.depth = printed.saturating_sub(surplus);
        if printed < last
            && let Some(depth) = levels.further_out(row)
        {
            surplus += row.depth - depth;
            row.depth = depth;
            found.push(row.range.clone());
        }
        last = printed;
        levels.enter(row, roots == 1);
    }
    found
}

/// Whether marks change by one at most, as they do on such pages.
fn may_lag(rows: &[Row]) -> bool {
    let step = |pair: &[Row]| pair[0].depth.abs_diff(pair[1].depth) <= 1;
    rows.windows(2).all(step) && rows.iter().all(|row| row.depth <= MAX_DEPTH)
}

/// What a row may be in: the whole, and the rows above that have not ended.
struct Levels<'a> {
    open: Vec<Level<'a>>,
}

struct Level<'a> {
    /// The depth of the rows in it.
    depth: usize,
    /// What the example shows of it.
    value: Option<&'a Node>,
    /// The names of the rows in it so far.
    listed: HashSet<String>,
}

impl Level<'_> {
    /// Whether the example shows that a row of this name may be next.
    fn lists(&self, name: &str) -> bool {
        let shown = self.value.is_some_and(|value| value.get(name).is_some());
        shown && !self.listed.contains(name)
    }
}

impl<'a> Levels<'a> {
    fn new(example: &'a Node, depth: usize) -> Levels<'a> {
        let whole = Level { depth, value: item(example), listed: HashSet::new() };
        Levels { open: vec![whole] }
    }

    /// The depth of the closest level in which the example has a row, if it lacks it in the one that
    /// the marks say.
    fn further_out(&self, row: &Row) -> Option<usize> {
        let name = row.named()?;
        let mut levels = self.open.iter().rev().filter(|level| level.depth <= row.depth);
        let own = levels.next()?;
        own.value.filter(|value| value.as_object().is_some() && !own.lists(name))?;
        levels.find(|level| level.lists(name)).map(|level| level.depth)
    }

    /// Goes below a row. One without a mark that the example lacks is the whole, if it is the `only`
    /// one or of a body.
    fn enter(&mut self, row: &Row, only: bool) {
        while self.open.len() > 1 && self.open.last().is_some_and(|last| last.depth > row.depth) {
            self.open.pop();
        }
        let Some(holder) = self.open.last_mut() else { return };
        let value = match &row.name {
            Name::Anonymous => holder.value,
            Name::Additional => holder.value.and_then(|value| value.as_object()?.values().next()),
            Name::Named(name) => {
                holder.listed.insert(name.clone());
                let whole = row.depth == 0 && (only || name == "body" && row.place == "body");
                let shown = holder.value.and_then(|value| value.get(name));
                shown.or(holder.value.filter(|_| whole))
            }
        };
        let value = value.and_then(item);
        self.open.push(Level { depth: row.depth + 1, value, listed: HashSet::new() });
    }
}

/// The first item of a list, or of the lists in it; any other value itself.
fn item(value: &Node) -> Option<&Node> {
    let mut value = value;
    while let Some(items) = value.as_array() {
        value = items.first()?;
    }
    Some(value)
}
