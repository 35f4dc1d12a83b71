//! The versions of OpenAPI, and sets of them.

use std::fmt;

/// A version of the OpenAPI specification. Patch versions do not differ in their grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// Swagger 2.0.
    V2_0,
    /// OpenAPI 3.0.
    V3_0,
    /// OpenAPI 3.1, whose schemas are JSON Schema 2020-12.
    V3_1,
    /// OpenAPI 3.2.
    V3_2,
}

impl Dialect {
    /// All of them, oldest first.
    pub const ALL: [Dialect; 4] = [Dialect::V2_0, Dialect::V3_0, Dialect::V3_1, Dialect::V3_2];

    /// The dialect that a document's `openapi` or `swagger` value names: `3.0.3`, `2.0`.
    ///
    /// ```
    /// use specwright_grammar::Dialect;
    ///
    /// assert_eq!(Dialect::of_version("3.1.0"), Some(Dialect::V3_1));
    /// assert_eq!(Dialect::of_version("4.0.0"), None);
    /// ```
    pub fn of_version(version: &str) -> Option<Dialect> {
        let legal = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+');
        if !version.trim().bytes().all(legal) {
            return None;
        }
        let mut numbers = version.trim().split(['.', '-']);
        match (numbers.next()?, numbers.next().unwrap_or("0")) {
            ("2", "0") => Some(Dialect::V2_0),
            ("3", "0") => Some(Dialect::V3_0),
            ("3", "1") => Some(Dialect::V3_1),
            ("3", "2") => Some(Dialect::V3_2),
            _ => None,
        }
    }

    /// Its name in messages: `OpenAPI 3.1`.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::V2_0 => "Swagger 2.0",
            Dialect::V3_0 => "OpenAPI 3.0",
            Dialect::V3_1 => "OpenAPI 3.1",
            Dialect::V3_2 => "OpenAPI 3.2",
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A set of dialects: where a key exists, or where it is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialects(u8);

impl Dialects {
    /// No dialect.
    pub const NONE: Dialects = Dialects(0);
    /// Every dialect.
    pub const ALL: Dialects = Dialects(0b1111);
    /// 2.0 alone.
    pub const V2: Dialects = Dialects(0b0001);
    /// 2.0 and 3.0: the dialects before JSON Schema 2020-12.
    pub const UNTIL_3_0: Dialects = Dialects(0b0011);
    /// 3.0 alone.
    pub const V3_0: Dialects = Dialects(0b0010);
    /// 3.0 and 3.1.
    pub const V3_0_V3_1: Dialects = Dialects(0b0110);
    /// 2.0, 3.0 and 3.1.
    pub const UNTIL_3_1: Dialects = Dialects(0b0111);
    /// 3.0 and later.
    pub const V3: Dialects = Dialects(0b1110);
    /// 3.1 and later.
    pub const SINCE_3_1: Dialects = Dialects(0b1100);
    /// 3.2 and later.
    pub const SINCE_3_2: Dialects = Dialects(0b1000);

    /// Whether the set has this dialect.
    pub const fn contains(self, dialect: Dialect) -> bool {
        self.0 & (1 << dialect as u8) != 0
    }

    /// Whether every dialect of `other` is in this set.
    pub const fn includes(self, other: Dialects) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the sets have a dialect in common.
    pub const fn meets(self, other: Dialects) -> bool {
        self.0 & other.0 != 0
    }
}
