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

/// A link to the section of a schema.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    pub name: String,
    /// Where that section is, if not on the page itself.
    pub page: Option<String>,
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
    /// A schema of the page, or of another.
    Reference(Link),
    /// Variants, which the rows below list.
    Variants(Composition),
    /// Something else: the name of a schema, perhaps.
    Word(String),
}

/// What the tables call the types, and their formats where they mean one.
const WORDS: [(&str, &str, Option<&str>); 20] = [
    ("string", "string", None),
    ("str", "string", None),
    ("integer", "integer", None),
    ("number", "number", None),
    ("boolean", "boolean", None),
    ("object", "object", None),
    ("dict", "object", None),
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
    ("datetime", "string", Some("date-time")),
    ("uuid", "string", Some("uuid")),
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
    if let Some(link) = link(text) {
        return (Base::Reference(link), None);
    }
    if let Some(item) = item(text) {
        // No type nests deeper than the cell's brackets, and few cells have many.
        let item = if item.matches('[').count() > 8 { parse("any") } else { parse(item) };
        return (Base::List(Box::new(item)), None);
    }
    let (word, format) = match text.split_once('(') {
        Some((word, rest)) => (word.trim(), Some(format_of(rest))),
        None => (text, None),
    };
    let base = match word.to_ascii_lowercase().as_str() {
        "" | "any" | "none" | "inline" => Base::Any,
        "null" => Base::Null,
        "array" | "list" => {
            Base::List(Box::new(parse(format.filter(|of| is_word(of)).unwrap_or("any"))))
        }
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

/// What stands in parentheses behind a type, which some pages write twice.
fn format_of(rest: &str) -> &str {
    let format = rest.strip_suffix(')').unwrap_or(rest);
    match format.split_once(")(") {
        Some((once, again)) if once == again => once.trim(),
        _ => format.trim(),
    }
}

/// What stands in the brackets of a list.
fn item(text: &str) -> Option<&str> {
    let opened = ["array[", "[", "\\["].iter().find_map(|mark| text.strip_prefix(mark));
    let item = opened.and_then(|rest| rest.strip_suffix("\\]").or(rest.strip_suffix(']')));
    let item = item.or_else(|| text.strip_prefix("array of ")).or_else(|| text.strip_suffix("[]"));
    let generic =
        || ["Array<", "List<", "array<", "list<"].iter().find_map(|m| text.strip_prefix(m));
    item.or_else(|| generic()?.strip_suffix('>')).map(str::trim).filter(|item| !item.is_empty())
}

fn is_word(text: &str) -> bool {
    WORDS.iter().any(|(name, ..)| name.eq_ignore_ascii_case(text))
}

/// `[Pet](#schemapet)`, or a link to another page. A name may have brackets of its own.
fn link(text: &str) -> Option<Link> {
    let (name, target) = text.strip_prefix('[')?.rsplit_once("](")?;
    let target = target.strip_suffix(')')?;
    let page = target.split_once('#').map_or("", |(page, _)| page);
    let whole = is_closed(target) && !name.starts_with('[') && !name.contains("](");
    whole.then(|| Link {
        name: name.trim().to_owned(),
        page: Some(page.to_owned()).filter(|page| !page.is_empty()),
    })
}

/// Whether each bracket in a text is closed in it, and none else.
fn is_closed(text: &str) -> bool {
    let mut open = 0_usize;
    text.bytes().all(|byte| match byte {
        b'[' => {
            open += 1;
            true
        }
        b']' => {
            let opened = open > 0;
            open = open.saturating_sub(1);
            opened
        }
        _ => true,
    }) && open == 0
}
