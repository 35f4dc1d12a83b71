//! The cells that name a type: `string(date-time)¦null`, `[[Pet](#schemapet)]`.

/// How variants combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Composition {
    One,
    Any,
    All,
}

impl Composition {
    /// The keyword of a schema.
    pub(super) fn keyword(self) -> &'static str {
        match self {
            Composition::One => "oneOf",
            Composition::Any => "anyOf",
            Composition::All => "allOf",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Type {
    pub base: Base,
    pub format: Option<String>,
    pub nullable: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Base {
    /// Any value: `any`, or a cell that says nothing.
    Any,
    Null,
    /// One of OpenAPI's types but array.
    Simple(&'static str),
    /// A list, of what the rows below say where it is of `Any`.
    List(Box<Type>),
    /// A schema of the page.
    Reference(String),
    /// Variants, which the rows below list.
    Variants(Composition),
    /// Something else: the name of a schema, perhaps.
    Word(String),
}

/// What the tables call the types, and their formats where they mean one.
const WORDS: [(&str, &str, Option<&str>); 16] = [
    ("string", "string", None),
    ("integer", "integer", None),
    ("number", "number", None),
    ("boolean", "boolean", None),
    ("object", "object", None),
    ("file", "string", Some("binary")),
    ("int", "integer", None),
    ("int32", "integer", Some("int32")),
    ("int64", "integer", Some("int64")),
    ("long", "integer", Some("int64")),
    ("float", "number", Some("float")),
    ("double", "number", Some("double")),
    ("bool", "boolean", None),
    ("date", "string", Some("date")),
    ("date-time", "string", Some("date-time")),
    ("binary", "string", Some("binary")),
];

/// Reads a type cell.
pub(super) fn parse(cell: &str) -> Type {
    let cell = cell.trim();
    let bare = cell.strip_suffix("¦null").or(cell.strip_suffix("\\|null"));
    let (text, nullable) = (bare.unwrap_or(cell).trim(), bare.is_some());
    let (base, format) = base(text);
    Type { base, format, nullable }
}

fn base(text: &str) -> (Base, Option<String>) {
    if let Some(name) = link(text) {
        return (Base::Reference(name.to_owned()), None);
    }
    let item = text
        .strip_prefix('[')
        .or_else(|| text.strip_prefix("array["))
        .and_then(|rest| rest.strip_suffix(']'));
    if let Some(item) = item {
        // No type nests deeper than the cell's brackets, and few cells have many.
        let item = if item.matches('[').count() > 8 { parse("any") } else { parse(item) };
        return (Base::List(Box::new(item)), None);
    }
    let (word, format) = match text.split_once('(') {
        Some((word, rest)) => (word.trim(), Some(rest.strip_suffix(')').unwrap_or(rest).trim())),
        None => (text, None),
    };
    let base = match word.to_ascii_lowercase().as_str() {
        "" | "any" | "none" | "inline" => Base::Any,
        "null" => Base::Null,
        "array" => Base::List(Box::new(parse("any"))),
        "oneof" => Base::Variants(Composition::One),
        "anyof" => Base::Variants(Composition::Any),
        "allof" => Base::Variants(Composition::All),
        lower => match WORDS.iter().find(|(name, ..)| *name == lower) {
            Some((_, name, implied)) => {
                let format = format.filter(|format| !format.is_empty()).or(*implied);
                return (Base::Simple(name), format.map(str::to_owned));
            }
            None => Base::Word(text.to_owned()),
        },
    };
    (base, None)
}

/// The name in `[Pet](#schemapet)`.
fn link(text: &str) -> Option<&str> {
    let (name, target) = text.strip_prefix('[')?.rsplit_once("](#")?;
    (target.ends_with(')') && !target.contains([' ', ']']) && !name.starts_with('['))
        .then_some(name.trim())
}
