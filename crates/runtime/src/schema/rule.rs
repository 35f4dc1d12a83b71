//! The constraints of JSON Schema that types do not express.

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
}

/// The rules as the tables write them.
pub mod rules {
    use super::Rule;

    macro_rules! rules {
        ($($name:ident($($arg:ident: $T:ty)?) => $Rule:ident;)*) => { $(
            #[doc = concat!("[`Rule::", stringify!($Rule), "`].")]
            pub const fn $name($($arg: $T)?) -> Rule {
                Rule::$Rule $(($arg))?
            }
        )* };
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
        unique_items() => UniqueItems;
        min_properties(n: u64) => MinProperties;
        max_properties(n: u64) => MaxProperties;
        one_of(constants: &'static [&'static str]) => OneOf;
        each(rules: &'static [Rule]) => Each;
    }
}
