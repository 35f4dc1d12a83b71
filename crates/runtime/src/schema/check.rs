//! The check of a value: every violation, in one pass, without building a tree.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::seen::Seen;
use super::shape::{Alternative, Fit, Property, Rest, Schema};
use super::{Rule, format, pattern};
use crate::Json;
use crate::wire::Attempts;
use crate::wire::constants::is_constant;
use crate::wire::object::KeyBy;

/// What is wrong with a request: where, and which rule it breaks. It never holds what stood
/// there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The JSON pointer (RFC 6901) of the value, after the part of the request: `/body/email`,
    /// `/query/limit`.
    pub pointer: String,
    /// The rule, as a sentence about the value: "must be a string".
    pub rule: String,
}

/// The way from the root of a value to one of its parts, kept on the stack.
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

impl<'a> Path<'a> {
    /// The first step.
    pub const fn root(name: &'a str) -> Path<'a> {
        Path { parent: None, step: Step::Key(name) }
    }

    /// One step further.
    pub fn join(&'a self, name: &'a str) -> Path<'a> {
        Path { parent: Some(self), step: Step::Key(name) }
    }

    /// To an item of an array, from 0.
    pub fn item(&'a self, index: usize) -> Path<'a> {
        Path { parent: Some(self), step: Step::Index(index) }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.step {
            Step::Key(key) => write!(f, "/{}", key.replace('~', "~0").replace('/', "~1")),
            Step::Index(index) => write!(f, "/{index}"),
        }
    }
}

/// Checks a value as it is read, and adds what is wrong to `found`.
///
/// # Errors
/// The text cannot be parsed.
pub fn check<'de, D: Deserializer<'de>>(
    from: D,
    schema: Schema,
    rules: &[Rule],
    at: &Path<'_>,
    found: &mut Vec<Violation>,
) -> Result<(), D::Error> {
    Check { schema, rules, at, found }.deserialize(from)
}

/// Checks a tree, and adds what is wrong to `found`.
pub fn check_json(
    value: &Json,
    schema: Schema,
    rules: &[Rule],
    at: &Path<'_>,
    found: &mut Vec<Violation>,
) {
    // A tree is parsed already.
    let _ = check(value, schema, rules, at, found);
}

pub(super) struct Check<'a> {
    pub(super) schema: Schema,
    pub(super) rules: &'a [Rule],
    pub(super) at: &'a Path<'a>,
    pub(super) found: &'a mut Vec<Violation>,
}

impl<'de> DeserializeSeed<'de> for Check<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(mut self, from: D) -> Result<(), D::Error> {
        if self.needs_tree() {
            let value = <Json as serde::Deserialize>::deserialize(from)?;
            self.tree(&value);
            return Ok(());
        }
        from.deserialize_any(self)
    }
}

impl Check<'_> {
    pub(super) fn say(&mut self, rule: impl Into<String>) {
        self.found.push(Violation { pointer: self.at.to_string(), rule: rule.into() });
    }

    fn part<'b>(&'b mut self, schema: Schema, rules: &'b [Rule], at: &'b Path<'b>) -> Check<'b> {
        Check { schema, rules, at, found: self.found }
    }

    /// Whether the value must be seen whole before it can be judged.
    fn needs_tree(&self) -> bool {
        matches!(self.schema.unwrapped(), Schema::Union(..) | Schema::Constants(_))
            || self.rules.iter().any(Rule::is_whole)
    }

    fn tree(&mut self, value: &Json) {
        let nullable = matches!(self.schema, Schema::Nullable(_));
        if nullable && value.is_null() {
            return;
        }
        let (whole, rest): (Vec<Rule>, Vec<Rule>) =
            self.rules.iter().copied().partition(Rule::is_whole);
        for rule in &whole {
            self.whole(rule, value);
        }
        match self.schema.unwrapped() {
            Schema::Union(variants, fit) => self.union(value, variants, fit, &rest),
            Schema::Constants(constants) => self.constants(value, constants),
            schema => check_json(value, schema, &rest, self.at, self.found),
        }
    }

    pub(super) fn constants(&mut self, value: &Json, constants: &[&str]) {
        if !constants.iter().any(|constant| is_constant(constant, value)) {
            self.say(format!("must be one of {}", constants.join(", ")));
        }
    }

    fn union(&mut self, value: &Json, variants: &[Alternative], fit: Fit, rules: &[Rule]) {
        let mut closest: Option<Vec<Violation>> = None;
        let (mut taken, mut refused) = (0, 0);
        let possible: Vec<_> = variants.iter().filter(|v| v.test.passes(value)).collect();
        let mut attempts = Attempts::new(possible.len());
        for variant in possible.into_iter().take_while(|_| attempts.try_another()) {
            let mut found = Vec::new();
            let rules: Vec<Rule> = rules.iter().chain(variant.rules).copied().collect();
            let value = variant.test.untagged(value);
            check_json(&value, (variant.schema)(), &rules, self.at, &mut found);
            if !found.is_empty() {
                refused += 1;
                closest.get_or_insert(found);
                continue;
            }
            taken += 1;
            if fit == Fit::Any || taken > 1 {
                break;
            }
        }
        match closest {
            _ if taken == 1 => {}
            _ if taken > 1 => self.say("must be exactly one of the alternatives"),
            Some(found) if refused == 1 => self.found.extend(found),
            _ => self.say("must be one of the alternatives"),
        }
    }

    fn integer(&mut self, n: i128) {
        match self.schema.unwrapped() {
            Schema::Integer(min, max) if n < min || n > max => {
                self.say(format!("must be from {min} to {max}"));
            }
            Schema::Integer(..) | Schema::Number | Schema::Any => {}
            schema => return self.mismatch(schema),
        }
        self.number_rules(n as f64, Some(n));
    }

    /// Checks a number, which is given as it is too if it is whole: `f64` rounds large ones.
    fn number_rules(&mut self, n: f64, whole: Option<i128>) {
        for rule in self.rules {
            match *rule {
                Rule::Minimum(min) if n < min => self.say(format!("must be at least {min}")),
                Rule::Maximum(max) if n > max => self.say(format!("must be at most {max}")),
                Rule::ExclusiveMinimum(min) if n <= min => {
                    self.say(format!("must be more than {min}"));
                }
                Rule::ExclusiveMaximum(max) if n >= max => {
                    self.say(format!("must be less than {max}"));
                }
                Rule::MultipleOf(step) if !is_multiple(n, whole, step) => {
                    self.say(format!("must be a multiple of {step}"));
                }
                Rule::Format("float") if n.abs() > f64::from(f32::MAX) => {
                    self.say(format!("must be from {:e} to {:e}", f32::MIN, f32::MAX));
                }
                _ => {}
            }
        }
    }

    fn string_rules(&mut self, text: &str) {
        // Counted only where a rule asks: lengths are in characters (JSON Schema 6.3.1).
        let length = || text.chars().count() as u64;
        for rule in self.rules {
            match *rule {
                Rule::MinLength(min) if length() < min => {
                    self.say(format!("must have at least {min} characters"));
                }
                Rule::MaxLength(max) if length() > max => {
                    self.say(format!("must have at most {max} characters"));
                }
                Rule::Pattern(regex) if !pattern::matches(regex, text) => {
                    self.say(format!("must match {regex}"));
                }
                Rule::Format(name) if !format::is(name, text) => self.say(format::expected(name)),
                _ => {}
            }
        }
    }

    pub(super) fn count_rules(&mut self, count: u64, what: &str) {
        for rule in self.rules {
            match *rule {
                Rule::MinItems(min) if what == "items" && count < min => {
                    self.say(format!("must have at least {min} items"));
                }
                Rule::MaxItems(max) if what == "items" && count > max => {
                    self.say(format!("must have at most {max} items"));
                }
                Rule::MinProperties(min) if what == "properties" && count < min => {
                    self.say(format!("must have at least {min} properties"));
                }
                Rule::MaxProperties(max) if what == "properties" && count > max => {
                    self.say(format!("must have at most {max} properties"));
                }
                _ => {}
            }
        }
    }

    fn mismatch(&mut self, schema: Schema) {
        self.say(schema.expected());
    }
}

/// The rules for every item of an array, or every value of a map.
pub(super) fn each(rules: &[Rule]) -> &'static [Rule] {
    let each = rules.iter().find_map(|rule| match rule {
        Rule::Each(rules) => Some(*rules),
        _ => None,
    });
    each.unwrap_or(&[])
}

/// Divides in decimal, as people mean it: 0.3 is a multiple of 0.1. What is whole divides without rest.
fn is_multiple(n: f64, whole: Option<i128>, step: f64) -> bool {
    let whole_step = (step.fract() == 0.0).then_some(step as i128).filter(|step| *step != 0);
    if let Some(rest) = whole.zip(whole_step).and_then(|(n, step)| n.checked_rem(step)) {
        return rest == 0;
    }
    // As many digits as the quotient of two rounded numbers has.
    let quotient = n / step;
    (quotient - quotient.round()).abs() <= 4.0 * f64::EPSILON * quotient.abs().max(1.0)
}

impl Schema {
    /// The schema without its leave to be `null`.
    pub(crate) fn unwrapped(self) -> Schema {
        match self {
            Schema::Nullable(inner) => inner().unwrapped(),
            schema => schema,
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Schema::Null => "must be null",
            Schema::Boolean => "must be true or false",
            Schema::Integer(..) => "must be a whole number",
            Schema::Number => "must be a number",
            Schema::String(_) | Schema::Words(_) => "must be a string",
            Schema::Array(_) | Schema::Tuple(_) => "must be an array",
            Schema::Map(_) | Schema::Object(_) => "must be an object",
            Schema::Any | Schema::Union(..) | Schema::Constants(_) | Schema::Nullable(_) => {
                "must be one of the alternatives"
            }
        }
    }
}

/// The whole number of a double. The least of 64 bits is also what numbers just below it are read
/// as, while it is never read as one itself; what is beyond 128 bits is beyond every range.
fn from_double(n: f64) -> i128 {
    let whole = n as i128;
    if whole == i64::MIN.into() { whole - 1 } else { whole }
}

impl<'de> Visitor<'de> for Check<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(mut self) -> Result<(), E> {
        match self.schema {
            Schema::Nullable(_) | Schema::Null | Schema::Any => {}
            schema => self.mismatch(schema),
        }
        Ok(())
    }

    fn visit_bool<E: Error>(mut self, _: bool) -> Result<(), E> {
        match self.schema.unwrapped() {
            Schema::Boolean | Schema::Any => {}
            schema => self.mismatch(schema),
        }
        Ok(())
    }

    fn visit_i64<E: Error>(mut self, n: i64) -> Result<(), E> {
        self.integer(n.into());
        Ok(())
    }

    fn visit_u64<E: Error>(mut self, n: u64) -> Result<(), E> {
        self.integer(n.into());
        Ok(())
    }

    fn visit_f64<E: Error>(mut self, n: f64) -> Result<(), E> {
        match self.schema.unwrapped() {
            Schema::Integer(..) if n.fract() == 0.0 => self.integer(from_double(n)),
            Schema::Number | Schema::Any => self.number_rules(n, None),
            schema => self.mismatch(schema),
        }
        Ok(())
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<(), E> {
        match self.schema.unwrapped() {
            Schema::String(Some(name)) if !format::is(name, text) => {
                self.say(format::expected(name));
            }
            Schema::Words(words) if !words.contains(&text) => {
                self.say(format!("must be one of {}", words.join(", ")));
            }
            Schema::String(_) | Schema::Words(_) | Schema::Any => {}
            schema => {
                self.mismatch(schema);
                return Ok(());
            }
        }
        self.string_rules(text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        let schema = self.schema.unwrapped();
        let each = each(self.rules);
        let at = self.at;
        let mut count = 0;
        loop {
            let here = at.item(count);
            let item = match schema {
                Schema::Array(item) => item(),
                Schema::Tuple(items) => items.get(count).map_or(Schema::Any, |item| item()),
                Schema::Any => Schema::Any,
                schema => {
                    self.mismatch(schema);
                    while seq.next_element::<IgnoredAny>()?.is_some() {}
                    return Ok(());
                }
            };
            if seq.next_element_seed(self.part(item, each, &here))?.is_none() {
                break;
            }
            count += 1;
        }
        if let Schema::Tuple(items) = schema
            && count < items.len()
        {
            self.say(format!("must have at least {} items", items.len()));
        }
        self.count_rules(count as u64, "items");
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let schema = self.schema.unwrapped();
        let each = each(self.rules);
        let at = self.at;
        let mut seen = Seen::default();
        let mut key = String::new();
        let keep = |key: &mut String, text: &str| {
            key.clear();
            key.push_str(text);
        };
        while map.next_key_seed(KeyBy(|text: &str| keep(&mut key, text)))?.is_some() {
            let here = at.join(&key);
            let named = match schema {
                Schema::Object(table) => seen.position(table, &key),
                _ => None,
            };
            if !seen.take(named, &key) {
                return Err(A::Error::custom("a property stands twice"));
            }
            match (schema, named) {
                (Schema::Object(table), Some(named)) => {
                    let Property { schema, rules, .. } = &table.properties[named];
                    map.next_value_seed(self.part(schema(), rules, &here))?;
                }
                (Schema::Object(table), None) => match table.rest {
                    Rest::Keep(schema, rules) => {
                        map.next_value_seed(self.part(schema(), rules, &here))?;
                    }
                    Rest::Skip => drop(map.next_value::<IgnoredAny>()?),
                    Rest::Deny => {
                        self.part(Schema::Any, &[], &here).say("must not be there");
                        map.next_value::<IgnoredAny>()?;
                    }
                },
                (Schema::Map(schema), _) => {
                    map.next_value_seed(self.part(schema(), each, &here))?;
                }
                (Schema::Any, _) => map.next_value_seed(self.part(Schema::Any, &[], &here))?,
                (schema, _) => {
                    self.mismatch(schema);
                    map.next_value::<IgnoredAny>()?;
                    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                    return Ok(());
                }
            }
        }
        match schema {
            Schema::Object(table) => {
                let missing = |at: &usize| table.properties[*at].required && !seen.has(*at);
                for missing in (0..table.properties.len()).filter(missing) {
                    let here = at.join(table.properties[missing].name);
                    self.part(Schema::Any, &[], &here).say("is required");
                }
            }
            // An empty object that should be something else.
            Schema::Map(_) | Schema::Any => {}
            schema if seen.count() == 0 => self.mismatch(schema),
            _ => {}
        }
        self.count_rules(seen.count(), "properties");
        Ok(())
    }
}
