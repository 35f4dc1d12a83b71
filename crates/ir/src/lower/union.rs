//! `oneOf` and `anyOf`: which alternatives there are, and what tells them apart.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{AnySchema, Discriminator, ReferenceOr, SchemaKind};
use serde_json::Value;

use super::facets::{Facets, Group};
use super::keywords::Keywords;
use super::schema::Lowered;
use super::{Lowering, Sub};
use crate::api::{
    Alternative, Constraint, Enumeration, Kind, Place, Shape, Step, Tell, Text, Union, Use,
};

impl<'a> Lowering<'a> {
    /// Lowers a schema with alternatives; whether one of them is `null` is told apart.
    pub(super) fn union(&mut self, mut facets: Facets<'a>, place: &Place) -> (Lowered, bool) {
        let group = self.choose_group(&mut facets);
        let Some(mut group) = group else {
            return self.lower(facets, place);
        };
        let mut nullable = leave_out_null(&mut group);
        let described = group.discriminator.is_some_and(|d| self.describes(&group, &facets, d));
        if let [only] = &group.alternatives[..] {
            if !facets.has_structure() && matches!(only.schema, ReferenceOr::Reference { .. }) {
                let used = self.use_of(std::slice::from_ref(only), place);
                let lowered = Lowered::Plain(Use { nullable: false, ..used.clone() });
                return (lowered.with(facets.conditions), nullable | used.nullable);
            }
            // A choice of one is that one.
            let mut one = self.facets(std::slice::from_ref(only));
            merge(&facets, &mut one);
            one.conditions.append(&mut facets.conditions);
            let (lowered, inner) = self.lower(one, place);
            return (lowered, nullable | inner);
        }
        let mut alternatives: Vec<(String, Use)> = Vec::new();
        let mut tags = Vec::new();
        let names = self.alternative_names(&group);
        for (sub, name) in group.alternatives.iter().zip(names) {
            let place = place.join(Step::Alternative(name.clone()));
            let used = if facets.properties.is_empty() {
                self.use_of(std::slice::from_ref(sub), &place)
            } else {
                let mut one = self.facets(std::slice::from_ref(sub));
                merge(&facets, &mut one);
                self.use_of_facets(one, &place)
            };
            if matches!(used.kind, Kind::Null) {
                nullable = true;
                continue;
            }
            nullable |= used.nullable;
            let used = Use { nullable: false, ..used };
            if alternatives.iter().any(|(_, known)| *known == used) {
                continue;
            }
            tags.push(
                group.discriminator.map(|d| (d.property_name.clone(), self.tags(d, sub, &name))),
            );
            alternatives.push((name, used));
        }
        // Alternatives that are all the same are no choice.
        if let [(_, only)] = &alternatives[..] {
            return (Lowered::Plain(only.clone()).with(facets.conditions), nullable);
        }
        let lowered = match self.collapse(&alternatives) {
            // What becomes one type is still to be one of the alternatives.
            Some(lowered) => lowered.with(self.beyond_kind(&group)),
            None => {
                let exclusive =
                    matches!(self.either(&group).as_deref(), Some([Constraint::OneOf(_)]));
                let mut lowered =
                    alternatives_of(alternatives, if described { &tags } else { &[] }, exclusive);
                if let (Lowered::Shape(Shape::Union(union), _), false) = (&mut lowered, described) {
                    undescribed(union, &tags);
                    lowered = lowered.with(known(&tags));
                }
                lowered
            }
        };
        (lowered.with(facets.conditions), nullable)
    }

    /// The group of alternatives that makes a union. Groups that only restrict (`required`)
    /// what is described elsewhere are conditions.
    fn choose_group(&mut self, facets: &mut Facets<'a>) -> Option<Group<'a>> {
        let mut chosen = None;
        for group in std::mem::take(&mut facets.groups) {
            let restricts = group.alternatives.iter().all(|sub| match sub.schema {
                ReferenceOr::Reference { .. } => false,
                ReferenceOr::Item(_) => {
                    let one = self.facets(std::slice::from_ref(sub));
                    one.types.is_empty() && !one.has_structure() && one.groups.is_empty()
                }
            });
            let known = facets.has_structure() || !facets.types.is_empty();
            if !(restricts && known) && chosen.is_none() {
                chosen = Some(group);
                continue;
            }
            match self.either(&group) {
                Some(constraints) => facets.conditions.extend(constraints),
                None => self.unchecked(&group.at, "these alternatives are not checked"),
            }
        }
        chosen
    }

    /// Whether the alternatives, or what stands beside them, know a discriminator's property.
    fn describes(&mut self, group: &Group<'a>, base: &Facets<'a>, tag: &Discriminator) -> bool {
        let name = &tag.property_name[..];
        let knows = |facets: &Facets<'_>| {
            facets.properties.contains_key(name) || facets.required.contains(name)
        };
        knows(base)
            || group.alternatives.iter().any(|sub| {
                let one = self.facets(std::slice::from_ref(sub));
                knows(&one) || !one.groups.is_empty()
            })
    }

    /// What alternatives are called: what their authors call them; those that have no name after the constant
    /// that one of their properties is, where all have one and no two the same, else by their numbers.
    fn alternative_names(&mut self, group: &Group<'a>) -> Vec<String> {
        let own: Vec<Option<String>> =
            group.alternatives.iter().map(|sub| self.own_name(sub)).collect();
        let unnamed = group.alternatives.iter().zip(&own).filter(|(_, own)| own.is_none());
        let unnamed: Vec<Sub<'a>> = unnamed.map(|(sub, _)| sub.clone()).collect();
        let constants = self.constants(&unnamed, own.iter().flatten());
        let mut constants = constants.into_iter().flatten();
        let names = own.into_iter().enumerate();
        names
            .map(|(index, own)| {
                own.or_else(|| constants.next()).unwrap_or_else(|| (index + 1).to_string())
            })
            .collect()
    }

    fn own_name(&mut self, sub: &Sub<'a>) -> Option<String> {
        match &sub.schema {
            ReferenceOr::Reference { reference } => {
                let name = reference.rsplit('/').next().unwrap_or_default();
                Some(self.given(&name.replace("~1", "/").replace("~0", "~")))
            }
            ReferenceOr::Item(schema) => {
                let facets = self.facets(std::slice::from_ref(sub));
                let title = schema.schema_data.title.clone();
                let kind = match &facets.types[..] {
                    [word] if *word != "object" => Some((*word).to_owned()),
                    _ => None,
                };
                title.filter(|title| !title.trim().is_empty()).or(kind)
            }
        }
    }

    /// The constants of the first property that is one in each of these, other than in all the rest and
    /// than the names that are `taken`.
    fn constants<'n>(
        &mut self,
        subs: &[Sub<'a>],
        taken: impl Iterator<Item = &'n String>,
    ) -> Option<Vec<String>> {
        let taken: HashSet<String> = taken.map(|name| plain(name)).collect();
        let mut found: IndexMap<&'a str, Vec<String>> = IndexMap::new();
        for sub in subs {
            for (name, subs) in self.facets(std::slice::from_ref(sub)).properties {
                let constant = subs.iter().find_map(|sub| self.constant(sub));
                found.entry(name).or_default().extend(constant);
            }
        }
        found.into_values().find(|constants| {
            let mut seen = HashSet::new();
            let mut new = |name: String| !taken.contains(&name) && seen.insert(name);
            constants.len() == subs.len() && constants.iter().all(|text| new(plain(text)))
        })
    }

    /// The only value that there is of a property, if it has a letter to be called by.
    fn constant(&self, sub: &Sub<'a>) -> Option<String> {
        let (schema, _) = self.schema_of(sub)?;
        match &Keywords::of(&schema.schema_kind).values[..] {
            [Value::String(text)] => {
                Some(text.clone()).filter(|text| text.contains(char::is_alphabetic))
            }
            _ => None,
        }
    }

    /// The values of the discriminator's property that mean this alternative (OpenAPI 3.0.3,
    /// Discriminator Object): those of its mapping, and the schema's name unless that is mapped.
    pub(super) fn tags(
        &self,
        discriminator: &Discriminator,
        sub: &Sub<'a>,
        name: &str,
    ) -> Vec<Value> {
        let ReferenceOr::Reference { reference } = &sub.schema else {
            return Vec::new();
        };
        let mapped = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| *target == reference || target.as_str() == name);
        let own = (!discriminator.mapping.contains_key(name)).then(|| name.into());
        mapped.map(|(tag, _)| tag.clone().into()).chain(own).collect()
    }

    /// Alternatives that are one thing: strings of which some are constants, or numbers.
    pub(super) fn collapse(&self, alternatives: &[(String, Use)]) -> Option<Lowered> {
        let resolved: Vec<Resolved<'_>> =
            alternatives.iter().map(|(_, used)| self.resolved(used)).collect();
        let is_text = |used: &Use| matches!(used.kind, Kind::String(Text::Plain));
        let all_text = resolved.iter().all(|r| match r {
            Resolved::Use(used) => is_text(used),
            Resolved::Enumeration(e) => e.constants.iter().all(|c| c.value.is_string()),
            Resolved::Other => false,
        });
        if all_text {
            let mut constants = Vec::new();
            for constant in
                resolved.iter().filter_map(|r| r.enumeration()).flat_map(|e| &e.constants)
            {
                if constants.iter().all(|c: &crate::Constant| c.value != constant.value) {
                    constants.push(constant.clone());
                }
            }
            let free = resolved.iter().any(|r| matches!(r, Resolved::Use(_)));
            return Some(match constants.is_empty() {
                true => Lowered::Plain(Use::of(Kind::String(Text::Plain))),
                false => Lowered::Shape(
                    Shape::Enumeration(Enumeration { constants, open: free, free }),
                    Vec::new(),
                ),
            });
        }
        let number = |r: &Resolved<'_>| matches!(r, Resolved::Use(used) if matches!(used.kind, Kind::Integer(_) | Kind::Number));
        if resolved.iter().all(number) {
            return Some(Lowered::Plain(Use::of(Kind::Number)));
        }
        let any =
            |r: &Resolved<'_>| matches!(r, Resolved::Use(used) if matches!(used.kind, Kind::Any));
        if resolved.iter().all(any) {
            return Some(Lowered::Plain(Use::of(Kind::Any)));
        }
        None
    }

    fn resolved<'b>(&'b self, used: &'b Use) -> Resolved<'b> {
        match &used.kind {
            Kind::Type(id) => match &self.types[id.0].shape {
                // A type that is still being lowered stands as an alias of anything.
                Shape::Alias(next) if !matches!(next.kind, Kind::Any) => self.resolved(next),
                Shape::Enumeration(enumeration) => Resolved::Enumeration(enumeration),
                _ => Resolved::Other,
            },
            _ => Resolved::Use(used),
        }
    }
}

/// Leaves out the alternatives that say no more than that a value may be `null`, which is what their
/// authors mean by them; whether there were any beside others.
fn leave_out_null(group: &mut Group<'_>) -> bool {
    let count = group.alternatives.len();
    if !group.alternatives.iter().all(only_null) {
        group.alternatives.retain(|sub| !only_null(sub));
    }
    group.alternatives.len() < count
}

fn only_null(sub: &Sub<'_>) -> bool {
    let ReferenceOr::Item(schema) = sub.schema else { return false };
    let data = &schema.schema_data;
    data.nullable
        && schema.schema_kind == SchemaKind::Any(AnySchema::default())
        && !data.extensions.keys().any(|key| key.starts_with("x-specwright-"))
}

/// A discriminator's property, and its values that mean an alternative.
pub(super) type Tag = (String, Vec<Value>);

/// A union of alternatives and their tags. What else tells them apart depends on schemas that
/// may not be lowered yet, so a later pass finds it.
pub(super) fn alternatives_of(
    alternatives: Vec<(String, Use)>,
    tags: &[Option<Tag>],
    exclusive: bool,
) -> Lowered {
    let alternatives = alternatives.into_iter().enumerate().map(|(index, (name, used))| {
        let tag = tags.get(index).cloned().flatten().filter(|(_, values)| !values.is_empty());
        let tell = Tell { equals: tag.into_iter().collect(), ..Tell::default() };
        Alternative { name, used, tell }
    });
    let alternatives = alternatives.collect();
    Lowered::Shape(Shape::Union(Union { alternatives, open: false, exclusive }), Vec::new())
}

/// Tags of a property that no alternative describes: a value is written with it, may come without it,
/// and is of no other alternative if it comes with it.
fn undescribed(union: &mut Union, tags: &[Option<Tag>]) {
    for (alternative, tag) in union.alternatives.iter_mut().zip(tags) {
        let Some((property, own)) = tag else { continue };
        alternative.tell.tag = own.first().map(|first| (property.clone(), first.clone()));
        let others = tags.iter().flatten().flat_map(|(_, values)| values);
        let others: Vec<Value> = others.filter(|value| !own.contains(value)).cloned().collect();
        if !others.is_empty() {
            alternative.tell.unlike.push((property.clone(), others));
        }
    }
}

/// What a request's tag of such a property must be, where every alternative has one.
fn known(tags: &[Option<Tag>]) -> Vec<Constraint> {
    let all: Option<Vec<&Tag>> = tags.iter().map(Option::as_ref).collect();
    let all = all.filter(|all| all.iter().all(|(_, values)| !values.is_empty()));
    let Some((property, _)) = all.as_ref().and_then(|all| all.first()) else { return Vec::new() };
    let values = all.iter().flatten().flat_map(|(_, values)| values.iter().cloned()).collect();
    vec![Constraint::Property(property.clone(), vec![Constraint::Constants(values)])]
}

enum Resolved<'b> {
    Use(&'b Use),
    Enumeration(&'b Enumeration),
    Other,
}

impl<'b> Resolved<'b> {
    fn enumeration(&self) -> Option<&'b Enumeration> {
        match self {
            Resolved::Enumeration(enumeration) => Some(enumeration),
            _ => None,
        }
    }
}

/// Letters and digits of a name, in lower case: those that differ in nothing else are not told apart.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Adds what stands beside a group to one of its alternatives.
fn merge<'a>(base: &Facets<'a>, into: &mut Facets<'a>) {
    let mut properties: IndexMap<&'a str, Vec<Sub<'a>>> = base.properties.clone();
    for (name, subs) in std::mem::take(&mut into.properties) {
        // What the alternative says of a property is the narrower of the two.
        properties.insert(name, subs);
    }
    into.properties = properties;
    let mut required: IndexSet<&'a str> = base.required.clone();
    required.extend(std::mem::take(&mut into.required));
    into.required = required;
    if into.types.is_empty() {
        into.types = base.types.clone();
    }
    if matches!(into.rest, super::facets::Additional::Unsaid) {
        into.rest = base.rest.clone();
    }
    let more: Vec<Constraint> =
        base.constraints.iter().filter(|c| !into.constraints.contains(c)).cloned().collect();
    into.constraints.extend(more);
    into.format = into.format.take().or_else(|| base.format.clone());
    into.items = into.items.take().or_else(|| base.items.clone());
}
