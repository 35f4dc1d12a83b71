//! The constraints of JSON Schema that types do not express.

use crate::wire::Test;

/// A constraint on a value. One that speaks of another kind of value is no constraint, as in
/// JSON Schema.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// At least as many characters.
    MinLength(u64),
    /// At most as many characters.
    MaxLength(u64),
    /// A regular expression that matches somewhere in the string.
    Pattern(&'static str),
    /// A format by its name, checked if it is a known one.
    Format(&'static str),
    /// Not less.
    Minimum(f64),
    /// Not more.
    Maximum(f64),
    /// More.
    ExclusiveMinimum(f64),
    /// Less.
    ExclusiveMaximum(f64),
    /// A multiple.
    MultipleOf(f64),
    /// At least as many items.
    MinItems(u64),
    /// At most as many items.
    MaxItems(u64),
    /// No two equal items.
    UniqueItems,
    /// At least as many properties.
    MinProperties(u64),
    /// At most as many properties.
    MaxProperties(u64),
    /// One of these constants, given as JSON text.
    OneOf(&'static [&'static str]),
    /// Rules for every item, or for every value of a map.
    Each(&'static [Rule]),
    /// Of these kinds (`type`).
    Is(Test),
    /// An object that has these properties (`required`).
    Has(&'static [&'static str]),
    /// An object that has no others than these properties (`additionalProperties: false`).
    Only(&'static [&'static str]),
    /// Rules for the property of this name, if it is there.
    Property(&'static str, &'static [Rule]),
    /// Rules for the names of all properties (`propertyNames`).
    Names(&'static [Rule]),
    /// Between so many and so many items that keep these rules (`contains`).
    Contains(u64, u64, &'static [Rule]),
    /// An object that has these properties if it has the first (`dependentRequired`).
    Dependent(&'static str, &'static [&'static str]),
    /// Something that does not keep all of these rules.
    Not(&'static [Rule]),
    /// Something that keeps the rules of one of these lists, or of several.
    AnyOf(&'static [&'static [Rule]]),
    /// Something that keeps the rules of one of these lists, and of no other.
    ExactlyOne(&'static [&'static [Rule]]),
    /// For what keeps the first rules the second, for everything else the third (`if`).
    When(&'static [Rule], &'static [Rule], &'static [Rule]),
}

/// The rules as the tables write them.
pub mod rules {
    use super::Rule;
    use crate::wire::Test;
    pub use crate::wire::{array, boolean, integer, null, number, object, string};

    macro_rules! rules {
        ($($name:ident($($arg:ident: $T:ty),+) => $Rule:ident;)*) => { $(
            #[doc = concat!("[`Rule::", stringify!($Rule), "`].")]
            pub const fn $name($($arg: $T),+) -> Rule {
                Rule::$Rule($($arg),+)
            }
        )* };
    }

    /// [`Rule::UniqueItems`].
    pub const fn unique_items() -> Rule {
        Rule::UniqueItems
    }

    rules! {
        min_length(n: u64) => MinLength;
        max_length(n: u64) => MaxLength;
        pattern(regex: &'static str) => Pattern;
        format(name: &'static str) => Format;
        minimum(n: f64) => Minimum;
        maximum(n: f64) => Maximum;
        exclusive_minimum(n: f64) => ExclusiveMinimum;
        exclusive_maximum(n: f64) => ExclusiveMaximum;
        multiple_of(n: f64) => MultipleOf;
        min_items(n: u64) => MinItems;
        max_items(n: u64) => MaxItems;
        min_properties(n: u64) => MinProperties;
        max_properties(n: u64) => MaxProperties;
        one_of(constants: &'static [&'static str]) => OneOf;
        each(rules: &'static [Rule]) => Each;
        is(test: Test) => Is;
        has(names: &'static [&'static str]) => Has;
        only(names: &'static [&'static str]) => Only;
        property(name: &'static str, rules: &'static [Rule]) => Property;
        names(rules: &'static [Rule]) => Names;
        contains(least: u64, most: u64, rules: &'static [Rule]) => Contains;
        dependent(name: &'static str, others: &'static [&'static str]) => Dependent;
        not(rules: &'static [Rule]) => Not;
        any_of(lists: &'static [&'static [Rule]]) => AnyOf;
        exactly_one(lists: &'static [&'static [Rule]]) => ExactlyOne;
        when(test: &'static [Rule], then: &'static [Rule], other: &'static [Rule]) => When;
    }
}
