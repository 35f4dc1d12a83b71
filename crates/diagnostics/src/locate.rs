//! From JSON pointers to byte ranges, by reading the text once more with a parser that marks
//! where everything stands. Only the pointers asked for are kept.

mod json;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use crate::Pointer;

/// The bytes of an entry: of its key, if it has one, and of its value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    pub key: Option<Range<usize>>,
    pub value: Option<Range<usize>>,
}

/// What was found of the pointers asked for and of the ways to them.
#[derive(Debug, Default)]
pub(crate) struct Spans(HashMap<Pointer, Entry>);

impl Spans {
    /// The entry of the pointer, or of the closest ancestor that has one: what an alias or a
    /// merge key brought in stands nowhere itself.
    pub(crate) fn closest(&self, pointer: &Pointer) -> Entry {
        let mut pointer = pointer.clone();
        loop {
            if let Some(entry) = self.0.get(&pointer) {
                return entry.clone();
            }
            if pointer.0.pop().is_none() {
                return Entry::default();
            }
        }
    }
}

impl Spans {
    /// What was found at one pointer, as that of another.
    pub(crate) fn moved<'a>(
        &self,
        pointers: impl Iterator<Item = (&'a Pointer, &'a Pointer)>,
    ) -> Spans {
        Spans(pointers.map(|(to, from)| (to.clone(), self.closest(from))).collect())
    }
}

/// Where a node stood before the tree was made over.
pub(crate) fn before(from: &BTreeMap<Pointer, Pointer>, pointer: &Pointer) -> Pointer {
    let lengths = (0..=pointer.0.len()).rev();
    let found = lengths.into_iter().find_map(|length| {
        let known = from.get(&Pointer(pointer.0[..length].to_vec()))?;
        Some(Pointer(known.0.iter().chain(&pointer.0[length..]).cloned().collect()))
    });
    found.unwrap_or_default()
}

/// Finds pointers in a recorded layout.
pub(crate) fn in_record(record: &BTreeMap<Pointer, Range<usize>>, wanted: &[&Pointer]) -> Spans {
    let mut spans = Spans::default();
    for pointer in ways(wanted) {
        if let Some(range) = record.get(&pointer) {
            let entry = Entry { key: Some(range.clone()), value: Some(range.clone()) };
            spans.0.insert(pointer, entry);
        }
    }
    spans
}

/// Finds pointers in YAML or JSON that stands in `range` of `text`; where keys repeat, the last of a
/// kind.
pub(crate) fn in_text(
    text: &str,
    range: Range<usize>,
    repeats: bool,
    wanted: &[&Pointer],
) -> Spans {
    let Some(part) = text.get(range.clone()) else {
        return Spans::default();
    };
    let wanted = ways(wanted);
    if let Some(found) = json::find(part, range.start, &wanted) {
        return found;
    }
    let mut walk = Walk { wanted, ..Walk::default() };
    // A text that the loader took and this parser does not is shown as far as it was read.
    for (event, span) in Parser::new_from_str(part).map_while(Result::ok) {
        walk.take(&event, span);
        if !repeats && walk.found.len() == walk.wanted.len() {
            break;
        }
    }
    let bytes = Bytes::of(part, range.start);
    let entries = walk.found.into_iter().map(|(pointer, (key, value))| {
        let entry =
            Entry { key: key.map(|s| bytes.range(s)), value: value.map(|s| bytes.range(s)) };
        (pointer, entry)
    });
    Spans(entries.collect())
}

fn ways(wanted: &[&Pointer]) -> HashSet<Pointer> {
    let mut all = HashSet::new();
    for pointer in wanted {
        for length in 0..=pointer.0.len() {
            all.insert(Pointer(pointer.0[..length].to_vec()));
        }
    }
    all
}

/// Turns the parser's character indices into bytes of the whole text.
struct Bytes {
    offset: usize,
    /// The byte of each character; none where every character is one byte.
    table: Option<Vec<usize>>,
}

impl Bytes {
    fn of(text: &str, offset: usize) -> Bytes {
        let table = (!text.is_ascii())
            .then(|| text.char_indices().map(|(at, _)| at).chain([text.len()]).collect());
        Bytes { offset, table }
    }

    fn range(&self, span: Span) -> Range<usize> {
        self.at(span.start.index())..self.at(span.end.index())
    }

    fn at(&self, index: usize) -> usize {
        let byte = match &self.table {
            Some(table) => table.get(index).or(table.last()).copied().unwrap_or(0),
            None => index,
        };
        self.offset + byte
    }
}

#[derive(Default)]
struct Walk {
    wanted: HashSet<Pointer>,
    found: HashMap<Pointer, (Option<Span>, Option<Span>)>,
    /// The open collections. `path` has one segment for each that is not the root.
    open: Vec<Frame>,
    path: Pointer,
    /// How many collections were opened below a node that nobody asked about.
    skipped: usize,
}

enum Frame {
    Sequence {
        next: usize,
    },
    /// `key` is set between a key and its value.
    Mapping {
        key: Option<Span>,
    },
}

impl Walk {
    fn take(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::MappingStart(..) => self.start(Frame::Mapping { key: None }, span),
            Event::SequenceStart(..) => self.start(Frame::Sequence { next: 0 }, span),
            Event::MappingEnd | Event::SequenceEnd => self.end(),
            Event::Scalar(text, ..) => self.scalar(text, span),
            Event::Alias(_) => self.scalar("", span),
            _ => {}
        }
    }

    /// Steps to the next value; its key's span, and whether anybody asked about it.
    fn enter(&mut self) -> (Option<Span>, bool) {
        let key = match self.open.last_mut() {
            Some(Frame::Sequence { next }) => {
                self.path.0.push(next.to_string());
                *next += 1;
                None
            }
            Some(Frame::Mapping { key }) => key.take(),
            None => None,
        };
        (key, self.wanted.contains(&self.path))
    }

    fn leave(&mut self) {
        if !self.open.is_empty() {
            self.path.0.pop();
        }
    }

    fn start(&mut self, frame: Frame, span: Span) {
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        // A collection as a key has no segment; what belongs to it is passed over.
        if matches!(self.open.last(), Some(Frame::Mapping { key: None })) {
            self.path.0.push(String::new());
        }
        let (key, wanted) = self.enter();
        if wanted {
            self.found.insert(self.path.clone(), (key, Some(span)));
            self.open.push(frame);
        } else {
            self.skipped = 1;
        }
    }

    fn end(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
            if self.skipped == 0 {
                self.leave();
            }
            return;
        }
        self.open.pop();
        self.leave();
    }

    fn scalar(&mut self, text: &str, span: Span) {
        if self.skipped > 0 {
            return;
        }
        if let Some(Frame::Mapping { key: key @ None }) = self.open.last_mut() {
            *key = Some(span);
            self.path.0.push(text.to_owned());
            return;
        }
        let (key, wanted) = self.enter();
        if wanted {
            self.found.insert(self.path.clone(), (key, Some(span)));
        }
        self.leave();
    }
}
