//! From the text of a request to values. Text has no types, so the schema says what a part is
//! meant to be; what cannot be that stays a string, and the check names it.

use std::borrow::Cow;
use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use serde_json::Map;

use super::{Parameter, Style};
use crate::Json;
use crate::schema::{Path, Schema, Table, check_json};

/// What of a request a parameter is read from, still escaped.
pub(crate) enum Source<'a> {
    /// A path segment's or header's text.
    Text(&'a str),
    /// All names and values of a query, form or cookie header.
    Pairs(Pairs<'a>),
}

/// Names and values, still escaped, as they stand in a query or form (`a=1&b=2`) or in a cookie
/// header (`a=1; b=2`).
#[derive(Clone, Copy)]
pub(crate) struct Pairs<'a> {
    text: &'a str,
    between: char,
}

impl<'a> Pairs<'a> {
    /// Those of a query or form, in which `+` is a space.
    pub(crate) fn of_query(text: &'a str) -> Pairs<'a> {
        Pairs { text, between: '&' }
    }

    /// Those of a cookie header.
    pub(crate) fn of_cookies(text: &'a str) -> Pairs<'a> {
        Pairs { text, between: ';' }
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)> {
        self.raw().map(move |(name, value)| (self.plain(name), self.plain(value)))
    }

    /// The values of a name.
    pub(crate) fn named(self, name: &str) -> impl Iterator<Item = Cow<'a, str>> {
        let is_escaped = |key: &str| key.bytes().any(|byte| matches!(byte, b'%' | b'+'));
        let is =
            move |key: &str| key == name || is_escaped(key) && unescape(&self.plain(key)) == name;
        self.raw().filter(move |(key, _)| is(key)).map(move |(_, value)| self.plain(value))
    }

    fn raw(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let parts = self.text.split(self.between).map(str::trim).filter(|pair| !pair.is_empty());
        parts.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
    }

    fn plain(self, text: &'a str) -> Cow<'a, str> {
        match self.between == '&' && text.contains('+') {
            true => Cow::Owned(text.replace('+', "%20")),
            false => Cow::Borrowed(text),
        }
    }
}

/// What is written in one text, and stands several times: nobody is to know which of them counts.
#[derive(Debug, PartialEq)]
pub(crate) struct Doubled;

/// The value of a parameter, or `None` where it is missing.
pub(crate) fn decode(
    parameter: &Parameter,
    schema: Schema,
    source: &Source<'_>,
) -> Result<Option<Json>, Doubled> {
    match source {
        Source::Text(raw) => Ok(Some(from_text(parameter, schema, raw))),
        Source::Pairs(pairs) => from_pairs(parameter, schema, *pairs),
    }
}

/// A text without its escapes.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    match text.contains('%') {
        true => percent_decode_str(text).decode_utf8_lossy(),
        false => Cow::Borrowed(text),
    }
}

fn from_text(parameter: &Parameter, schema: Schema, raw: &str) -> Json {
    let name = parameter.name;
    let (raw, between) = match parameter.style {
        Style::Label => {
            (raw.strip_prefix('.').unwrap_or(raw), if parameter.explode { "." } else { "," })
        }
        Style::Matrix if parameter.explode => (raw.strip_prefix(';').unwrap_or(raw), ";"),
        Style::Matrix => (raw.strip_prefix(&format!(";{name}=")).unwrap_or(raw), ","),
        _ => (raw, ","),
    };
    if parameter.style == Style::Json {
        return json_text(&unescape(raw));
    }
    let unnamed = |part| match parameter.style {
        Style::Matrix => after_name(part, name),
        _ => part,
    };
    match structure(schema) {
        Structure::Scalar => scalar(schema, &unescape(unnamed(raw))),
        Structure::List(item) => {
            let parts = raw.split(between).filter(|_| !raw.is_empty());
            let items = parts.enumerate();
            Json::Array(
                items.map(|(at, p)| scalar(item(at), &unescape(unnamed(p).trim_start()))).collect(),
            )
        }
        Structure::Members => {
            let members = match parameter.explode {
                true => named(raw, between),
                false => alternating(raw, between),
            };
            members_or_text(schema, members, raw)
        }
    }
}

/// A part without its name, if it has it: `name=value`.
fn after_name<'a>(part: &'a str, name: &str) -> &'a str {
    part.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')).unwrap_or(part)
}

fn from_pairs(
    parameter: &Parameter,
    schema: Schema,
    pairs: Pairs<'_>,
) -> Result<Option<Json>, Doubled> {
    let structure = structure(schema);
    let in_one_text = match parameter.style {
        Style::Json => true,
        Style::Whole | Style::DeepObject => false,
        _ => matches!(structure, Structure::Members) && !parameter.explode,
    };
    // Of cookies of one name the first is that of the nearest path (RFC 6265, section 5.4).
    if in_one_text && pairs.between == '&' && pairs.named(parameter.name).nth(1).is_some() {
        return Err(Doubled);
    }
    Ok(from_sound_pairs(parameter, schema, structure, pairs))
}

/// The same, where what is one text stands once.
fn from_sound_pairs(
    parameter: &Parameter,
    schema: Schema,
    structure: Structure,
    pairs: Pairs<'_>,
) -> Option<Json> {
    let name = parameter.name;
    let named = || pairs.named(name);
    let between: &[&str] = match parameter.style {
        Style::Space => &["%20", "+", " "],
        Style::Pipe => &["%7C", "%7c", "|"],
        Style::Tab => &["%09", "\t"],
        _ => &[","],
    };
    match (parameter.style, structure) {
        (Style::Json, _) => named().next().map(|value| json_text(&unescape(&value))),
        (Style::Whole, structure) => {
            let pair = |(name, value): (Cow<'_, str>, Cow<'_, str>)| match &value[..] {
                "" => name.into_owned(),
                value => format!("{name}={value}"),
            };
            let all = pairs.iter().map(pair).collect::<Vec<_>>().join("&");
            let text = unescape(&all);
            (!text.is_empty()).then(|| match structure {
                Structure::Scalar => scalar(schema, &text),
                _ => json_text(&text),
            })
        }
        (Style::DeepObject, Structure::Members | Structure::List(_)) => deep(name, schema, pairs),
        (_, Structure::Scalar) => {
            let mut values = named();
            let first = values.next()?;
            match values.next().filter(|_| pairs.between == '&') {
                None => Some(scalar(schema, &unescape(&first))),
                Some(_) => {
                    Some(repeated(schema, named().map(|value| unescape(&value).into_owned())))
                }
            }
        }
        (_, Structure::List(item)) => {
            let mut values = named().peekable();
            values.peek()?;
            let parts: Vec<String> = if parameter.explode {
                values.map(|value| unescape(&value).into_owned()).collect()
            } else {
                values
                    .flat_map(|value| split(&value, between))
                    .map(|part| unescape(&part).into_owned())
                    .collect()
            };
            let items = parts.iter().enumerate().map(|(at, part)| scalar(item(at), part));
            Some(Json::Array(items.collect()))
        }
        (_, Structure::Members) if parameter.explode => {
            let known = |key: &String| match schema.unwrapped() {
                Schema::Object(table) => table.properties.iter().any(|p| p.name == key),
                _ => true,
            };
            let owned = |text: &str| unescape(text).into_owned();
            let members = pairs.iter().map(|(k, v)| (owned(&k), owned(&v)));
            let members: Vec<_> = members.filter(|(key, _)| known(key)).collect();
            (!members.is_empty()).then(|| Json::Object(members_of(schema, members.into_iter())))
        }
        (_, Structure::Members) => {
            let raw = named().next()?;
            Some(members_or_text(schema, alternating(&raw, between[0]), &raw))
        }
    }
}

fn split(text: &str, between: &[&str]) -> Vec<String> {
    let mut text = text.to_owned();
    for other in &between[1..] {
        text = text.replace(other, between[0]);
    }
    if text.is_empty() { Vec::new() } else { text.split(between[0]).map(str::to_owned).collect() }
}

/// `key=value,key=value`; `None` if it is not. What has no key of its own belongs to the value before:
/// not everybody escapes what stands between.
fn named(raw: &str, between: &str) -> Option<Vec<(String, String)>> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for part in raw.split(between).filter(|_| !raw.is_empty()) {
        match part.split_once('=') {
            Some((key, value)) => {
                pairs.push((unescape(key).into_owned(), unescape(value).into_owned()));
            }
            None => {
                let (_, value) = pairs.last_mut()?;
                value.push_str(&unescape(between));
                value.push_str(&unescape(part));
            }
        }
    }
    Some(pairs)
}

/// `key,value,key,value`; `None` if it is not. Some escape what stands between, too.
fn alternating(raw: &str, between: &str) -> Option<Vec<(String, String)>> {
    let pairs = |raw: &str, unescape: fn(&str) -> String| {
        let parts: Vec<&str> = raw.split(between).filter(|_| !raw.is_empty()).collect();
        let pair = |pair: &[&str]| (unescape(pair[0]), unescape(pair[1]));
        parts.len().is_multiple_of(2).then(|| parts.chunks_exact(2).map(pair).collect())
    };
    pairs(raw, |text| unescape(text).into_owned()).or_else(|| pairs(&unescape(raw), str::to_owned))
}

/// An object of these members; the text where they are none.
fn members_or_text(schema: Schema, members: Option<Vec<(String, String)>>, raw: &str) -> Json {
    match members {
        Some(members) => Json::Object(members_of(schema, members.into_iter())),
        None => Json::String(unescape(raw).into_owned()),
    }
}

/// What a schema's values are made of, as far as text can tell.
enum Structure {
    Scalar,
    List(Box<dyn Fn(usize) -> Schema>),
    Members,
}

fn structure(schema: Schema) -> Structure {
    match schema.unwrapped() {
        Schema::Array(item) => Structure::List(Box::new(move |_| item())),
        Schema::Tuple(items) => {
            Structure::List(Box::new(move |at| items.get(at).map_or(Schema::Any, |item| item())))
        }
        Schema::Map(_) | Schema::Object(_) => Structure::Members,
        // A union that may be a list or an object is read as the first of its kind.
        Schema::Union(variants, _) => variants
            .iter()
            .map(|v| structure((v.schema)()))
            .find(|structure| !matches!(structure, Structure::Scalar))
            .filter(|_| {
                !variants.iter().any(|v| matches!(structure((v.schema)()), Structure::Scalar))
            })
            .unwrap_or(Structure::Scalar),
        _ => Structure::Scalar,
    }
}

fn member(schema: Schema, key: &str) -> Schema {
    let of = |table: &Table| match table.properties.iter().find(|p| p.name == key) {
        Some(property) => (property.schema)(),
        None => match table.rest {
            crate::schema::Rest::Keep(schema, _) => schema(),
            _ => Schema::Any,
        },
    };
    match schema.unwrapped() {
        Schema::Object(table) => of(table),
        Schema::Map(schema) => schema(),
        Schema::Union(variants, _) => {
            let found = variants.iter().map(|v| (v.schema)()).find(|schema| {
                matches!(schema, Schema::Object(t) if t.properties.iter().any(|p| p.name == key))
            });
            found.map_or(Schema::Any, |schema| member(schema, key))
        }
        _ => Schema::Any,
    }
}

/// An object of these members, each as the schema has it.
pub(crate) fn members_of(
    schema: Schema,
    pairs: impl Iterator<Item = (String, String)>,
) -> Map<String, Json> {
    let mut members = Map::new();
    let mut texts: HashMap<String, Vec<String>> = HashMap::new();
    for (key, text) in pairs {
        // Members keep the order in which they came.
        members.entry(&*key).or_insert(Json::Null);
        texts.entry(key).or_default().push(text);
    }
    for (key, value) in &mut members {
        let schema = member(schema, key);
        let texts = texts.remove(key).unwrap_or_default();
        *value = match (structure(schema), &texts[..]) {
            (Structure::List(item), _) => {
                let items = texts.iter().enumerate().map(|(at, text)| scalar(item(at), text));
                Json::Array(items.collect())
            }
            (_, [only]) => scalar(schema, only),
            _ => repeated(schema, texts.into_iter()),
        };
    }
    members
}

/// What stands several times where one value does: a list. A schema of one value refuses it, so that nobody has
/// to know which of them counts; a union may have an alternative that takes it.
fn repeated(schema: Schema, texts: impl Iterator<Item = String>) -> Json {
    let alternatives = match schema.unwrapped() {
        Schema::Union(variants, _) => variants,
        _ => &[],
    };
    let item =
        alternatives.iter().find_map(|alternative| match structure((alternative.schema)()) {
            Structure::List(item) => Some(item),
            _ => None,
        });
    let read = |(at, text): (usize, String)| match &item {
        Some(item) => scalar(item(at), &text),
        None => Json::String(text),
    };
    Json::Array(texts.enumerate().map(read).collect())
}

/// The value that a text is meant to be.
pub(crate) fn scalar(schema: Schema, text: &str) -> Json {
    let string = || Json::String(text.to_owned());
    match schema {
        Schema::Integer(..) => {
            let whole = integral(text);
            if let Ok(n) = whole.parse::<i64>() {
                n.into()
            } else if let Ok(n) = whole.parse::<u64>() {
                n.into()
            } else if is_whole(whole) {
                // One that no integer can hold is a whole number all the same.
                text.parse::<f64>().map_or_else(|_| string(), Json::from)
            } else {
                string()
            }
        }
        Schema::Number => {
            let number = text.parse::<f64>().ok().filter(|n| n.is_finite());
            number.and_then(serde_json::Number::from_f64).map_or_else(string, Json::Number)
        }
        Schema::Boolean => text.parse::<bool>().map_or_else(|_| string(), Json::Bool),
        Schema::Null if text.is_empty() || text == "null" => Json::Null,
        // Null has no text of its own; what is nothing else is meant to be it.
        Schema::Nullable(inner) => match scalar(inner(), text) {
            Json::String(_) if matches!(text, "" | "null") && !fits(inner(), text) => Json::Null,
            value => value,
        },
        Schema::Constants(constants) => {
            let same =
                |c: &&&str| serde_json::from_str(c).is_ok_and(|c: Json| super::text(&c) == text);
            let constant = constants.iter().find(same);
            constant.and_then(|c| serde_json::from_str(c).ok()).unwrap_or_else(string)
        }
        Schema::Union(variants, _) => {
            let values = variants.iter().map(|v| (v, scalar((v.schema)(), text)));
            let mut fits = values.filter(|(variant, value)| {
                let mut found = Vec::new();
                let schema = (variant.schema)();
                check_json(value, schema, variant.rules, &Path::root(""), &mut found);
                found.is_empty()
            });
            fits.next().map_or_else(string, |(_, value)| value)
        }
        Schema::Map(_) | Schema::Object(_) | Schema::Array(_) | Schema::Tuple(_) => json_text(text),
        _ => string(),
    }
}

/// Whether a text is a value of a schema.
fn fits(schema: Schema, text: &str) -> bool {
    let mut found = Vec::new();
    check_json(&Json::String(text.to_owned()), schema, &[], &Path::root(""), &mut found);
    found.is_empty()
}

/// A number without a fraction that is nought: `7.0` is an integer (JSON Schema 2020-12, section 6.1.1
/// of its validation).
fn integral(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        _ => text,
    }
}

fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A JSON text's value; a text that is none stays a string.
fn json_text(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.to_owned()))
}

/// `name[key]=a&name[list][]=b&name[list][0]=c`
fn deep(name: &str, schema: Schema, pairs: Pairs<'_>) -> Option<Json> {
    let mut root = None;
    for (key, value) in pairs.iter() {
        let key = unescape(&key);
        let Some(rest) = key.strip_prefix(name) else { continue };
        let Some(steps) = steps(rest) else { continue };
        let at = root.get_or_insert_with(|| empty(schema));
        place(at, schema, &steps, &unescape(&value));
    }
    root
}

fn steps(mut rest: &str) -> Option<Vec<&str>> {
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let (step, after) = rest.strip_prefix('[')?.split_once(']')?;
        steps.push(step);
        rest = after;
    }
    // Deeper than any document goes; a request must not choose the depth.
    (!steps.is_empty() && steps.len() <= 16).then_some(steps)
}

fn empty(schema: Schema) -> Json {
    match structure(schema) {
        Structure::List(_) => Json::Array(Vec::new()),
        _ => Json::Object(Map::new()),
    }
}

fn place(at: &mut Json, schema: Schema, steps: &[&str], text: &str) {
    let [step, rest @ ..] = steps else {
        *at = scalar(schema, text);
        return;
    };
    match (at, structure(schema)) {
        (Json::Array(items), Structure::List(item)) => {
            let schema = item(items.len());
            if rest.is_empty() {
                items.push(scalar(schema, text));
            } else {
                let index = step.parse::<usize>().ok().filter(|index| *index < items.len());
                let index = index.unwrap_or_else(|| {
                    items.push(empty(schema));
                    items.len() - 1
                });
                place(&mut items[index], schema, rest, text);
            }
        }
        (Json::Object(members), _) => {
            let schema = member(schema, step);
            if rest.is_empty() && !matches!(structure(schema), Structure::List(_)) {
                let value = match members.remove(*step) {
                    None => scalar(schema, text),
                    Some(Json::Array(mut before)) => {
                        before.push(Json::String(text.to_owned()));
                        Json::Array(before)
                    }
                    Some(before) => Json::Array(vec![before, Json::String(text.to_owned())]),
                };
                members.insert((*step).to_owned(), value);
            } else {
                let inner = members.entry(*step).or_insert_with(|| empty(schema));
                let rest = if rest.is_empty() { &[""] } else { rest };
                place(inner, schema, rest, text);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Doubled, Pairs, Schema, from_pairs, from_text, scalar};
    use crate::parameter::{path, query};

    const INTEGER: Schema = Schema::Integer(i64::MIN as i128, i64::MAX as i128);

    #[test]
    fn a_number_whose_fraction_is_nought_is_an_integer() {
        assert_eq!(scalar(INTEGER, "7"), json!(7));
        assert_eq!(scalar(INTEGER, "-7.00"), json!(-7));
        assert_eq!(scalar(INTEGER, "7.5"), json!("7.5"));
        assert_eq!(scalar(INTEGER, "7."), json!("7."));
    }

    #[test]
    fn a_text_without_pairs_is_no_object() {
        let schema = Schema::Map(|| INTEGER);
        let read = |explode, raw| from_text(&path("x").explode(explode), schema, raw);
        assert_eq!(read(false, "a,1,b,2"), json!({"a": 1, "b": 2}));
        assert_eq!(read(true, "a=1,b=2"), json!({"a": 1, "b": 2}));
        assert_eq!(read(false, "a,1,b"), json!("a,1,b"));
        assert_eq!(read(false, "a%2C1"), json!({"a": 1}));
        assert_eq!(read(true, "b,a=1"), json!("b,a=1"));
        assert_eq!(read(true, "a=1,b"), json!({"a": "1,b"}));
        assert_eq!(read(false, ""), json!({}));
    }

    #[test]
    fn what_stands_several_times_is_a_list() {
        let read = |schema, text| {
            let value = from_pairs(&query("a"), schema, Pairs::of_query(text));
            value.expect("it is read").expect("it is there")
        };
        assert_eq!(read(INTEGER, "a=1"), json!(1));
        assert_eq!(read(INTEGER, "a=1&b=2&a=3"), json!(["1", "3"]));
        assert_eq!(read(Schema::Map(|| INTEGER), "a=1&b=2&a=3"), json!({"a": ["1", "3"], "b": 2}));
        let cookies = from_pairs(&query("a"), INTEGER, Pairs::of_cookies("a=1; a=2"));
        assert_eq!(cookies, Ok(Some(json!(1))));
    }

    #[test]
    fn what_is_one_text_stands_once() {
        let (any, object) = (Schema::Any, Schema::Map(|| INTEGER));
        let list = Schema::Array(|| INTEGER);
        let read = |parameter, schema, text| from_pairs(&parameter, schema, Pairs::of_query(text));
        let json = query("a").json();
        for schema in [any, object, list] {
            assert_eq!(read(json, schema, "a=[1]&b=2&%61=[1]"), Err(Doubled));
        }
        assert_eq!(read(json, list, "a=[1]"), Ok(Some(json!([1]))));
        assert_eq!(read(json, list, "b=[1]"), Ok(None));
        for parameter in [query("a"), query("a").space(), query("a").pipe(), query("a").tab()] {
            let parameter = parameter.explode(false);
            assert_eq!(read(parameter, object, "a=x&a=x"), Err(Doubled));
            // Of a list nothing is lost: all of it counts, wherever it stands.
            assert_eq!(read(parameter, list, "a=1&a=2"), Ok(Some(json!([1, 2]))));
        }
        let cookies = Pairs::of_cookies("a=x,1; a=x,2");
        let nearest = from_pairs(&query("a").explode(false), object, cookies);
        assert_eq!(nearest, Ok(Some(json!({"x": 1}))));
    }

    #[test]
    fn a_text_that_is_nothing_else_is_null_where_null_may_be() {
        let integer = Schema::Nullable(|| INTEGER);
        assert_eq!(scalar(integer, ""), json!(null));
        assert_eq!(scalar(integer, "null"), json!(null));
        assert_eq!(scalar(integer, "none"), json!("none"));
        assert_eq!(scalar(Schema::Nullable(|| Schema::Words(&["a"])), ""), json!(null));
        assert_eq!(scalar(Schema::Nullable(|| Schema::String(None)), ""), json!(""));
        assert_eq!(scalar(INTEGER, ""), json!(""));
    }
}
