//! Values that fit: examples of a document, completed from its schemas. Always the same ones.

mod demands;
mod pattern;

use serde_json::{Map, Number, Value, json};

use crate::api::{
    Alternative, Api, Constraint, Field, Integer, Kind, Object, Rest, Shape, Tell, Text, TypeId,
    Use,
};
use crate::{Media, Operation, Response};
use demands::{Demands, chosen, demands};

/// How many values a sample holds before it leaves out what it may: a mock is read and compiled.
const ENOUGH: usize = 60;

/// How many objects stand in each other before what may be left out is.
const LEVELS: usize = 3;

/// How many values a sample holds at most, and how many types stand in each other there. A document
/// that requires more than this is not served.
const MOST: usize = 4096;
const DEEPEST: usize = 48;

impl Api {
    /// A value of a use.
    pub fn sample(&self, used: &Use) -> Value {
        Sampler { api: self, open: Vec::new(), values: 0 }.value(used)
    }

    /// A value of a body: the first example of its media type that fits, else one composed of
    /// the examples of its parts.
    pub fn sample_media(&self, media: &Media) -> Value {
        let fitting = media.examples.iter().find(|example| self.accepts(&media.used, example));
        fitting.cloned().unwrap_or_else(|| self.sample(&media.used))
    }

    /// Whether a value is one of a use, as far as reading it goes: kinds, required properties,
    /// constants, formats that types have. Constraints are not looked at.
    pub fn accepts(&self, used: &Use, value: &Value) -> bool {
        self.accepts_at(used, value, 0)
    }

    fn accepts_at(&self, used: &Use, value: &Value, depth: usize) -> bool {
        if value.is_null() && used.nullable {
            return true;
        }
        if depth > 64 {
            return false;
        }
        let inner = |used: &Use, value: &Value| self.accepts_at(used, value, depth + 1);
        match (&used.kind, value) {
            (Kind::Any, _) | (Kind::AnyObject, Value::Object(_)) | (Kind::Null, Value::Null) => {
                true
            }
            (Kind::Boolean, Value::Bool(_)) | (Kind::Number, Value::Number(_)) => true,
            (Kind::Integer(integer), Value::Number(n)) => fits(*integer, n),
            (Kind::String(text), Value::String(value)) => reads(text, value),
            (Kind::Array(item), Value::Array(items)) => {
                items.iter().all(|value| inner(item, value))
            }
            (Kind::Map(item), Value::Object(map)) => map.values().all(|value| inner(item, value)),
            (Kind::Tuple(parts), Value::Array(items)) => {
                items.len() >= parts.len() && parts.iter().zip(items).all(|(p, v)| inner(p, v))
            }
            (Kind::Type(id), value) => match &self.get(*id).shape {
                Shape::Alias(used) | Shape::Wrapper(used) => inner(used, value),
                Shape::Enumeration(e) => e.constants.iter().any(|c| same(&c.value, value)),
                Shape::Union(union) => {
                    let takes = |a: &Alternative| tells(&a.tell, value) && inner(&a.used, value);
                    union.alternatives.iter().any(takes)
                }
                Shape::Object(object) => match value {
                    Value::Object(map) => self.accepts_object(object, map, depth),
                    _ => false,
                },
            },
            _ => false,
        }
    }

    fn accepts_object(&self, object: &Object, map: &Map<String, Value>, depth: usize) -> bool {
        let field_ok = |field: &Field| match map.get(&field.name) {
            Some(value) => self.accepts_at(&field.used, value, depth + 1),
            None => !field.required,
        };
        let known = |name: &String| object.fields.iter().any(|field| field.name == *name);
        let mut others = map.iter().filter(|(name, _)| !known(name));
        object.fields.iter().all(field_ok)
            && match &object.rest {
                Rest::Skip => true,
                Rest::Deny => others.next().is_none(),
                Rest::Keep(used) => {
                    others.all(|(_, value)| self.accepts_at(used, value, depth + 1))
                }
            }
    }
}

/// A sample being composed.
struct Sampler<'a> {
    api: &'a Api,
    /// The types that the value stands in, from the outermost.
    open: Vec<TypeId>,
    values: usize,
}

impl Sampler<'_> {
    fn value(&mut self, used: &Use) -> Value {
        let used = &chosen(used);
        self.values += 1;
        if used.nullable && self.is_enough() {
            return Value::Null;
        }
        match &used.kind {
            Kind::Any => json!("any"),
            Kind::AnyObject => json!({}),
            Kind::Null => Value::Null,
            Kind::Boolean => json!(true),
            Kind::Integer(integer) => number(&used.constraints, true, Some(*integer)),
            Kind::Number => number(&used.constraints, false, None),
            Kind::String(text) => json!(string(text, &used.constraints)),
            Kind::Array(item) => {
                let least = least_items(&used.constraints);
                if least == 0 && !self.may_hold(item) {
                    return json!([]);
                }
                let unique = used.constraints.contains(&Constraint::UniqueItems);
                let count = if unique { 1 } else { least.clamp(1, MOST) };
                let before = self.values;
                let item = self.value(item);
                // Lists in lists grow as a power of their length.
                let all = self.values + (self.values - before) * (count - 1);
                if all > MOST {
                    return Value::Array(vec![item]);
                }
                self.values = all;
                Value::Array(vec![item; count])
            }
            Kind::Map(value) => {
                let least = least_properties(&used.constraints);
                if least == 0 && !self.may_hold(value) {
                    return json!({});
                }
                let value = self.value(value);
                let key = key(&used.constraints);
                let rest = (2..=least.min(MOST)).map(|n| (format!("{key}{n}"), value.clone()));
                let first = (key.clone(), value.clone());
                Value::Object([first].into_iter().chain(rest).collect())
            }
            Kind::Tuple(items) => items.iter().map(|item| self.value(item)).collect(),
            Kind::Type(id) => self.named(*id, used),
        }
    }

    fn named(&mut self, id: TypeId, used: &Use) -> Value {
        let api = self.api;
        let ty = api.get(id);
        let example = ty.examples.iter().find(|e| !e.is_null() && api.accepts(used, e));
        if let Some(example) = example {
            return example.clone();
        }
        self.open.push(id);
        let value = match &ty.shape {
            // Only a document whose values have no end comes this far.
            _ if self.values > MOST || self.open.len() > DEEPEST => Value::Null,
            Shape::Alias(inner) | Shape::Wrapper(inner) => self.value(inner),
            Shape::Enumeration(e) => e.constants.first().map_or(Value::Null, |c| c.value.clone()),
            Shape::Union(union) => self.union(union),
            Shape::Object(object) => self.object(object, &demands(&ty.constraints)),
        };
        self.open.pop();
        value
    }

    /// Whether what may be left out is.
    fn is_enough(&self) -> bool {
        self.values > ENOUGH || self.open.len() > LEVELS
    }

    /// Whether something that may be left out is put in: there is room, and it is not inside
    /// itself, and not ruled out whatever it is.
    fn may_hold(&self, used: &Use) -> bool {
        let again = |id: &TypeId| self.open.contains(id);
        let is_never = used.constraints.contains(&Constraint::Not(Vec::new()));
        !self.is_enough() && !is_never && !used.types().iter().any(again)
    }

    /// Whether there is only one value, which tells an object apart from others.
    fn is_constant(&self, used: &Use) -> bool {
        let Kind::Type(id) = self.api.resolve(used).kind else { return false };
        matches!(&self.api.get(id).shape, Shape::Enumeration(e) if e.constants.len() == 1)
    }

    fn union(&mut self, union: &crate::Union) -> Value {
        // Deep down, the alternative that needs no more of its kind ends it.
        let flat = |used: &Use| !matches!(self.api.resolve(used).kind, Kind::Type(_));
        let mut order: Vec<&Alternative> = union.alternatives.iter().collect();
        if self.is_enough() {
            order.sort_by_key(|alternative| !flat(&alternative.used));
        }
        let takes = |value: &Value| {
            let of = |a: &&Alternative| self.api.accepts(&a.used, value);
            union.alternatives.iter().filter(of).count()
        };
        let mut first = None;
        for alternative in order {
            for value in self.candidates(alternative) {
                if takes(&value) <= 1 {
                    return value;
                }
                first.get_or_insert(value);
            }
            // A large value is not composed in vain.
            if self.is_enough() {
                break;
            }
        }
        first.unwrap_or_default()
    }

    /// Values of an alternative: all constants, or one.
    fn candidates(&mut self, alternative: &Alternative) -> Vec<Value> {
        let used = self.api.resolve(&alternative.used);
        if used.kind == Kind::Boolean {
            return vec![json!(true), json!(false)];
        }
        if let Kind::Type(id) = used.kind
            && let Shape::Enumeration(e) = &self.api.get(id).shape
        {
            return e.constants.iter().map(|constant| constant.value.clone()).collect();
        }
        let mut value = self.value(&alternative.used);
        let equals = alternative.tell.equals.iter();
        let equals = equals.filter_map(|(key, constants)| Some((key, constants.first()?)));
        let tag = alternative.tell.tag.iter().map(|(key, constant)| (key, constant));
        for (key, constant) in equals.chain(tag) {
            if let Value::Object(map) = &mut value {
                map.insert(key.clone(), constant.clone());
            }
        }
        vec![value]
    }

    fn object(&mut self, object: &Object, demands: &Demands<'_>) -> Value {
        let mut map = Map::default();
        for field in &object.fields {
            let needed = field.required || demands.needed.contains(&&field.name[..]);
            if !needed && demands.barred.contains(&&field.name[..]) {
                continue;
            }
            // What stands in the body itself is shown, however much it is.
            let outermost = self.open.len() == 1 && field.used.types().is_empty();
            let kept = needed || outermost || self.is_constant(&field.used);
            if !kept && !self.may_hold(&field.used) {
                continue;
            }
            let mut given = field.example.iter().chain(&field.default);
            let given = given.find(|value| self.api.accepts(&field.used, value));
            let value = match given {
                Some(value) => value.clone(),
                None => self.value(&field.used),
            };
            map.insert(field.name.clone(), value);
        }
        Value::Object(map)
    }
}

impl Operation {
    /// The responses with their most telling status, in document order.
    pub fn statuses(&self) -> impl Iterator<Item = (u16, &Response)> {
        self.responses.iter().map(|response| {
            let status = match response.status {
                crate::Status::Code(code) => code,
                crate::Status::Range(digit) => digit * 100,
                crate::Status::Default if self.responses.iter().any(|r| r.status.is_success()) => {
                    500
                }
                crate::Status::Default => 200,
            };
            (status, response)
        })
    }
}

/// Whether a value passes the test that tells an alternative apart.
fn tells(tell: &Tell, value: &Value) -> bool {
    let kind = kind(value);
    let is = |known: &&str| *known == kind || (*known == "number" && kind == "integer");
    (tell.kinds.is_empty() || tell.kinds.iter().any(is))
        && tell.has.iter().all(|key| value.get(key).is_some())
        && tell.equals.iter().all(|(key, constants)| {
            value.get(key).is_some_and(|value| constants.iter().any(|c| same(c, value)))
        })
        && tell.like.iter().all(|(key, constants)| {
            value.get(key).is_none_or(|value| constants.iter().any(|c| same(c, value)))
        })
        && !tell.unlike.iter().any(|(key, constants)| {
            value.get(key).is_some_and(|value| constants.iter().any(|c| same(c, value)))
        })
}

/// The kind of JSON value, in the words of [`Tell::kinds`].
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.as_f64().is_some_and(|n| n.fract() == 0.0) => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn same(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}

fn range(integer: Integer) -> (i128, i128) {
    match integer {
        Integer::I8 => (i8::MIN.into(), i8::MAX.into()),
        Integer::I16 => (i16::MIN.into(), i16::MAX.into()),
        Integer::I32 => (i32::MIN.into(), i32::MAX.into()),
        Integer::I64 => (i64::MIN.into(), i64::MAX.into()),
        Integer::U8 => (0, u8::MAX.into()),
        Integer::U16 => (0, u16::MAX.into()),
        Integer::U32 => (0, u32::MAX.into()),
        Integer::U64 => (0, u64::MAX.into()),
    }
}

fn fits(integer: Integer, n: &Number) -> bool {
    let whole = n.as_i64().map(i128::from).or_else(|| n.as_u64().map(i128::from));
    let whole = whole
        .or_else(|| n.as_f64().filter(|n| n.fract() == 0.0 && n.abs() < 1.8e19).map(|n| n as i128));
    let (least, most) = range(integer);
    whole.is_some_and(|n| (least..=most).contains(&n))
}

/// Whether a text is read as what it should be.
fn reads(text: &Text, value: &str) -> bool {
    match text {
        Text::Plain | Text::Secret | Text::Binary => true,
        // RFC 3339, section 5.6; chrono takes fewer digits too.
        Text::Date => value.len() == 10 && value.parse::<chrono::NaiveDate>().is_ok(),
        Text::DateTime => chrono::DateTime::parse_from_rfc3339(value).is_ok(),
        Text::Uuid => {
            value.len() == 36
                && value.char_indices().all(|(at, c)| match at {
                    8 | 13 | 18 | 23 => c == '-',
                    _ => c.is_ascii_hexdigit(),
                })
        }
        Text::Base64 => {
            value.len().is_multiple_of(4)
                && value
                    .trim_end_matches('=')
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '+' || c == '/')
                && value.len() - value.trim_end_matches('=').len() < 3
        }
        Text::Ipv4 => value.parse::<std::net::Ipv4Addr>().is_ok(),
        Text::Ipv6 => value.parse::<std::net::Ipv6Addr>().is_ok(),
        Text::Ip => value.parse::<std::net::IpAddr>().is_ok(),
    }
}

/// The name of a property of a map: one that what is said of names takes, where that is a pattern.
fn key(constraints: &[Constraint]) -> String {
    let names = constraints.iter().find_map(|constraint| match constraint {
        Constraint::PropertyNames(names) => Some(&names[..]),
        _ => None,
    });
    let names = match names {
        Some([Constraint::AnyOf(lists), ..]) => lists.first().map(Vec::as_slice),
        names => names,
    };
    let pattern = names.into_iter().flatten().find_map(|constraint| match constraint {
        Constraint::Pattern(given) => pattern::text(given, 0),
        _ => None,
    });
    pattern.unwrap_or_else(|| "key".to_owned())
}

fn least_properties(constraints: &[Constraint]) -> usize {
    let least = constraints.iter().find_map(|c| match c {
        Constraint::MinProperties(n) => Some(*n),
        _ => None,
    });
    least.unwrap_or(0) as usize
}

fn least_items(constraints: &[Constraint]) -> usize {
    let least = constraints.iter().find_map(|c| match c {
        Constraint::MinItems(n) => Some(*n),
        _ => None,
    });
    least.unwrap_or(0) as usize
}

fn number(constraints: &[Constraint], whole: bool, integer: Option<Integer>) -> Value {
    let (mut least, mut most, mut step) = (f64::NEG_INFINITY, f64::INFINITY, None);
    for constraint in constraints {
        match constraint {
            Constraint::Minimum(n) => least = least.max(*n),
            Constraint::ExclusiveMinimum(n) if whole => least = least.max(n + 1.0),
            Constraint::ExclusiveMinimum(n) => least = least.max(n + n.abs().max(1.0) * 1e-3),
            Constraint::Maximum(n) => most = most.min(*n),
            Constraint::ExclusiveMaximum(n) if whole => most = most.min(n - 1.0),
            Constraint::ExclusiveMaximum(n) => most = most.min(n - n.abs().max(1.0) * 1e-3),
            Constraint::MultipleOf(n) if *n > 0.0 => step = Some(*n),
            _ => {}
        }
    }
    let mut value = 1.0_f64.max(least).min(most);
    if let Some(step) = step {
        value = (value / step).ceil() * step;
        if value > most {
            value = (most / step).floor() * step;
        }
    }
    if whole {
        let (low, high) = range(integer.unwrap_or(Integer::I64));
        return Value::from(
            (value.ceil() as i128).clamp(low, high).clamp(i64::MIN.into(), i64::MAX.into()) as i64,
        );
    }
    Number::from_f64(value).map_or(json!(1.0), Value::Number)
}

fn string(text: &Text, constraints: &[Constraint]) -> String {
    let fixed = match text {
        Text::Plain | Text::Secret => None,
        Text::DateTime => Some("2024-01-02T03:04:05Z"),
        Text::Date => Some("2024-01-02"),
        Text::Uuid => Some("00000000-0000-4000-8000-000000000000"),
        Text::Base64 => Some("c3BlYw=="),
        Text::Binary => Some("binary"),
        Text::Ipv4 | Text::Ip => Some("192.0.2.1"),
        Text::Ipv6 => Some("2001:db8::1"),
    };
    if let Some(fixed) = fixed {
        return fixed.to_owned();
    }
    let (mut least, mut most, mut value) = (0, usize::MAX, "string".to_owned());
    let mut pattern = None;
    for constraint in constraints {
        match constraint {
            Constraint::MinLength(n) => least = *n as usize,
            Constraint::MaxLength(n) => most = *n as usize,
            Constraint::Format(format) => value = formatted(format),
            Constraint::Pattern(given) => pattern = Some(given),
            _ => {}
        }
    }
    if let Some(text) = pattern.and_then(|given| pattern::text(given, least)) {
        value = text;
    }
    while value.chars().count() < least.min(4096) {
        value.push('x');
    }
    value.chars().take(most).collect()
}

fn formatted(format: &str) -> String {
    match format {
        "email" | "idn-email" => "user@example.com",
        "uri" | "url" | "iri" => "https://example.com/",
        "uri-reference" | "iri-reference" => "/path",
        "hostname" | "idn-hostname" => "example.com",
        "time" => "03:04:05Z",
        "duration" => "P1D",
        _ => "string",
    }
    .to_owned()
}
