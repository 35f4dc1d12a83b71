//! JSON pointers (RFC 6901).

use std::fmt;

/// One step of a [`Pointer`]: a key, or the index of an item written as a number.
pub type Segment = String;

/// A path from the root of a document to one of its nodes, one unescaped segment a step.
/// `Display` escapes it: `/paths/~1pets~1{id}/get`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(pub Vec<Segment>);

impl Pointer {
    /// Reads an escaped pointer: empty, or a `/` before every segment. `None` for anything else.
    pub fn parse(text: &str) -> Option<Pointer> {
        if text.is_empty() {
            return Some(Pointer::default());
        }
        let segments = text.strip_prefix('/')?.split('/');
        Some(Pointer(segments.map(|s| s.replace("~1", "/").replace("~0", "~")).collect()))
    }

    /// This pointer, one step further.
    #[must_use]
    pub fn join(&self, segment: impl Into<Segment>) -> Pointer {
        let mut next = self.clone();
        next.0.push(segment.into());
        next
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.0 {
            write!(f, "/{}", segment.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}
