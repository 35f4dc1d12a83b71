//! One view of a schema: all its keywords side by side, with those of its `allOf` merged in.

use indexmap::{IndexMap, IndexSet};
use openapiv3::{AdditionalProperties, AnySchema, Discriminator, ReferenceOr, Schema, SchemaKind};
use serde_json::Value;

use super::keywords::Keywords;
use super::schema::Key;
use super::{At, Lowering, Sub};
use crate::api::{Constraint, Docs};
use crate::codes;

/// The keywords of a schema.
#[derive(Clone, Default)]
pub(super) struct Facets<'a> {
    /// The types it may be; none given means any.
    pub types: Vec<&'a str>,
    pub nullable: bool,
    pub format: Option<String>,
    pub values: Option<Vec<Value>>,
    /// A property may be spoken of in several parts; all of them hold.
    pub properties: IndexMap<&'a str, Vec<Sub<'a>>>,
    pub required: IndexSet<&'a str>,
    pub rest: Additional<'a>,
    /// `patternProperties`
    pub patterns: Vec<(&'a str, Sub<'a>)>,
    pub items: Option<Vec<Sub<'a>>>,
    pub prefix: Vec<Sub<'a>>,
    /// Whether no items follow those of the prefix.
    pub closed: bool,
    pub constraints: Vec<Constraint>,
    /// What holds for values of any kind.
    pub conditions: Vec<Constraint>,
    pub groups: Vec<Group<'a>>,
    /// Whether something is said that stands nowhere here.
    pub inexact: bool,
    pub docs: Docs,
    pub title: Option<&'a str>,
    pub default: Option<&'a Value>,
    pub examples: Vec<Value>,
    pub read_only: bool,
    pub write_only: bool,
    /// The names of the constants, from `x-enum-varnames` and the like.
    pub names: Vec<String>,
    pub descriptions: Vec<String>,
    /// The constants with their names and descriptions, from `x-ms-enum`.
    pub called: Vec<&'a Value>,
}

/// What `additionalProperties` says.
#[derive(Clone, Default)]
pub(super) enum Additional<'a> {
    #[default]
    Unsaid,
    Denied,
    Anything,
    Schemas(Vec<Sub<'a>>),
}

/// A `oneOf` or `anyOf`.
#[derive(Clone)]
pub(super) struct Group<'a> {
    pub alternatives: Vec<Sub<'a>>,
    pub discriminator: Option<&'a Discriminator>,
    /// Whether a value is of no more than one: a `oneOf`.
    pub exclusive: bool,
    pub at: At<'a>,
}

impl<'a> Lowering<'a> {
    /// The view of what all of these say together.
    pub(super) fn facets(&mut self, subs: &[Sub<'a>]) -> Facets<'a> {
        let mut facets = Facets::default();
        for (index, sub) in subs.iter().enumerate() {
            let nullable = facets.nullable;
            self.collect(sub, &mut facets, &mut Vec::new());
            // Several parts admit null only if each of them does.
            if index > 0 {
                facets.nullable &= nullable;
            }
        }
        facets
    }

    fn collect(&mut self, sub: &Sub<'a>, into: &mut Facets<'a>, seen: &mut Vec<String>) {
        match &sub.schema {
            ReferenceOr::Item(schema) => self.collect_schema(schema, &sub.at, into, seen),
            ReferenceOr::Reference { reference } => {
                if seen.contains(reference) {
                    self.warn(&codes::CIRCULAR_SCHEMA, &sub.at, "this schema leads back to itself");
                } else if let Some((_, target)) = self.target(reference) {
                    seen.push(reference.clone());
                    self.collect(&target, into, seen);
                    seen.pop();
                }
            }
        }
    }

    fn collect_schema(
        &mut self,
        schema: &'a Schema,
        at: &At<'a>,
        into: &mut Facets<'a>,
        seen: &mut Vec<String>,
    ) {
        let outermost = seen.is_empty() && into.is_untouched();
        let data = &schema.schema_data;
        let kind = Keywords::of(&schema.schema_kind);
        if !kind.all_of.is_empty() {
            // What the schema itself says comes after its parts, as its own properties do.
            let mut parts_nullable = true;
            for (index, part) in kind.all_of.iter().enumerate() {
                let before = std::mem::take(&mut into.nullable);
                self.collect(&Sub::new(part, at.key("allOf").index(index)), into, seen);
                parts_nullable &= into.nullable;
                into.nullable = before;
            }
            into.nullable |= parts_nullable;
        }
        into.nullable |= data.nullable;
        into.read_only |= data.read_only;
        into.write_only |= data.write_only;
        if data.default.is_some() {
            into.default = data.default.as_ref();
        }
        if outermost || into.docs.description.is_none() {
            if let Some(description) = &data.description {
                into.docs.description = Some(description.clone());
            }
            into.docs.deprecated |= data.deprecated;
        }
        into.title = data.title.as_deref().or(into.title);
        into.examples.splice(0..0, data.example.clone());
        if let Some(Value::Array(more)) = data.extensions.get("x-specwright-examples") {
            into.examples.extend(more.iter().cloned());
        }
        self.keywords(&kind, at, into);
        self.extensions(schema, at, into);
        let groups = [("oneOf", kind.one_of), ("anyOf", kind.any_of)];
        for (key, alternatives) in groups.into_iter().filter(|(_, list)| !list.is_empty()) {
            let at = at.key(key);
            // A base that lists its variants says nothing of a variant that is made of it.
            if self.leads_back(alternatives, seen) {
                continue;
            }
            let subs = alternatives.iter().enumerate().map(|(i, s)| Sub::new(s, at.index(i)));
            into.groups.push(Group {
                alternatives: subs.collect(),
                discriminator: data.discriminator.as_ref(),
                exclusive: key == "oneOf",
                at,
            });
        }
        if let Some(not) = kind.not {
            let sub = Sub::new(not, at.key("not"));
            let condition = self.condition(std::slice::from_ref(&sub));
            self.hold(condition.map(Constraint::Not), &sub.at, into);
        }
    }

    /// Whether alternatives are themselves made of a schema whose parts are being collected.
    fn leads_back(&self, alternatives: &[ReferenceOr<Schema>], seen: &[String]) -> bool {
        let is_seen = |part: &ReferenceOr<Schema>| matches!(part, ReferenceOr::Reference { reference } if seen.contains(reference));
        let parts = |schema: &'a Schema| Keywords::of(&schema.schema_kind).all_of;
        alternatives.iter().any(|alternative| match alternative {
            ReferenceOr::Item(_) => false,
            ReferenceOr::Reference { reference } => {
                seen.contains(reference)
                    || self.target(reference).is_some_and(|(_, sub)| match sub.schema {
                        ReferenceOr::Item(schema) => parts(schema).iter().any(is_seen),
                        ReferenceOr::Reference { reference } => seen.contains(&reference),
                    })
            }
        })
    }

    fn keywords(&mut self, kind: &Keywords<'a>, at: &At<'a>, into: &mut Facets<'a>) {
        if let Some(typ) = kind.typ {
            self.narrow(&[typ], at, into);
        }
        if let Some(format) = &kind.format {
            into.format = Some(format.clone().into_owned());
        }
        if !kind.values.is_empty() {
            let values = kind.values.iter();
            into.values = Some(match &into.values {
                None => values.cloned().collect(),
                Some(known) => values.filter(|value| known.contains(value)).cloned().collect(),
            });
        }
        for (name, schema) in kind.properties.into_iter().flatten() {
            let sub = Sub::boxed(schema, at.key("properties").key(name));
            let subs = into.properties.entry(name).or_default();
            // Parts that share a base bring its properties several times.
            if subs.iter().all(|known| Key::of(known) != Key::of(&sub)) {
                subs.push(sub);
            }
        }
        into.required.extend(kind.required.iter().map(String::as_str));
        match kind.rest {
            None => {}
            Some(AdditionalProperties::Any(true)) => into.rest.allow(),
            Some(AdditionalProperties::Any(false)) => into.rest = Additional::Denied,
            Some(AdditionalProperties::Schema(schema)) => {
                into.rest.add(Sub::new(schema, at.key("additionalProperties")));
            }
        }
        if let Some(items) = kind.items {
            into.items.get_or_insert_default().push(Sub::boxed(items, at.key("items")));
        }
        for constraint in &kind.constraints {
            into.constraints.push(match constraint {
                Constraint::Pattern(pattern) => {
                    let (pattern, is_checked) = self.pattern(pattern, &at.key("pattern"));
                    into.inexact |= !is_checked;
                    Constraint::Pattern(pattern)
                }
                constraint => constraint.clone(),
            });
        }
    }

    fn extensions(&mut self, schema: &'a Schema, at: &At<'a>, into: &mut Facets<'a>) {
        for (key, value) in &schema.schema_data.extensions {
            let names = || {
                let list = value.as_array().into_iter().flatten();
                list.map(|name| name.as_str().unwrap_or_default().to_owned()).collect()
            };
            match (key.as_str(), value) {
                ("x-enum-varnames" | "x-enumNames" | "x-enum-names", _) => into.names = names(),
                ("x-enum-descriptions" | "x-enumDescriptions", Value::Array(_)) => {
                    into.descriptions = names();
                }
                ("x-ms-enum", said) => {
                    into.called = said
                        .get("values")
                        .and_then(Value::as_array)
                        .into_iter()
                        .flatten()
                        .collect();
                }
                ("x-specwright-types", Value::Array(types)) => {
                    let types: Vec<&str> = types.iter().filter_map(Value::as_str).collect();
                    self.narrow(&types, at, into);
                }
                ("x-specwright-prefixItems", Value::Array(items)) => {
                    let at = at.key(key.as_str());
                    let items = items.iter().enumerate();
                    into.prefix = items.map(|(i, item)| self.parse(item, at.index(i))).collect();
                }
                ("x-specwright-items", Value::Bool(false)) => into.closed = true,
                ("x-specwright-patternProperties", Value::Object(patterns)) => {
                    let at = at.key(key.as_str());
                    for (pattern, schema) in patterns {
                        let sub = self.parse(schema, at.key(pattern.as_str()));
                        into.patterns.push((pattern, sub));
                    }
                }
                ("x-specwright-minimum", Value::Number(n)) => {
                    into.constraints.extend(n.as_f64().map(Constraint::Minimum));
                }
                ("x-specwright-maximum", Value::Number(n)) => {
                    into.constraints.extend(n.as_f64().map(Constraint::Maximum));
                }
                ("x-specwright-multipleOf", Value::Number(n)) => {
                    into.constraints.extend(n.as_f64().map(Constraint::MultipleOf));
                }
                ("x-specwright-unevaluatedProperties", Value::Bool(false)) => {
                    into.rest = Additional::Denied;
                }
                _ => {
                    if let Some(keyword) = key.strip_prefix("x-specwright-") {
                        self.applied(keyword, schema, at, into);
                    }
                }
            }
        }
    }

    /// Takes the types that both say; where they have none in common, what was said first.
    fn narrow(&mut self, types: &[&'a str], at: &At<'a>, into: &mut Facets<'a>) {
        if into.types.is_empty() {
            into.types = types.to_vec();
            return;
        }
        let both: Vec<&str> =
            into.types.iter().flat_map(|a| types.iter().filter_map(|b| common(a, b))).collect();
        if both.is_empty() {
            let message = format!(
                "this says `{}` and another part `{}`",
                types.join("`, `"),
                into.types.join("`, `")
            );
            self.warn(&codes::CONFLICTING_ALL_OF, at, message);
        } else {
            into.types = both;
        }
    }

    /// A schema that stood in an extension.
    pub(super) fn parse(&mut self, value: &Value, at: At<'a>) -> Sub<'a> {
        let schema = match serde_json::from_value::<ReferenceOr<Schema>>(value.clone()) {
            Ok(ReferenceOr::Reference { reference }) => ReferenceOr::Reference { reference },
            Ok(ReferenceOr::Item(schema)) => ReferenceOr::Item(&*self.arena.alloc(schema)),
            // The normal form holds what openapiv3 takes; anything else says nothing here.
            Err(_) => ReferenceOr::Item(&*self.arena.alloc(anything())),
        };
        Sub { schema, at }
    }
}

impl Facets<'_> {
    fn is_untouched(&self) -> bool {
        self.types.is_empty() && self.properties.is_empty() && self.docs == Docs::default()
    }

    /// Whether nothing is said of an object but what it is for.
    pub(super) fn only_describes(&self) -> bool {
        !self.has_structure()
            && self.types.iter().all(|word| *word == "object")
            && self.required.is_empty()
            && self.constraints.is_empty()
            && self.groups.is_empty()
    }

    /// Whether something is said of what values are made of.
    pub(super) fn has_structure(&self) -> bool {
        !self.properties.is_empty()
            || self.items.is_some()
            || !self.prefix.is_empty()
            || self.values.is_some()
            || !matches!(self.rest, Additional::Unsaid)
            || !self.patterns.is_empty()
    }
}

impl<'a> Additional<'a> {
    fn allow(&mut self) {
        if matches!(self, Additional::Unsaid) {
            *self = Additional::Anything;
        }
    }

    fn add(&mut self, sub: Sub<'a>) {
        match self {
            Additional::Schemas(subs) => subs.push(sub),
            Additional::Denied => {}
            _ => *self = Additional::Schemas(vec![sub]),
        }
    }
}

fn common<'a>(a: &'a str, b: &'a str) -> Option<&'a str> {
    match (a, b) {
        _ if a == b => Some(a),
        ("integer", "number") | ("number", "integer") => Some("integer"),
        _ => None,
    }
}

fn anything() -> Schema {
    Schema { schema_data: Default::default(), schema_kind: SchemaKind::Any(AnySchema::default()) }
}
