//! Conditions: schemas that make no type but only restrict one, as constraints: what stands in `not`,
//! `if`, `contains` and the like, and alternatives that restrict what is described elsewhere.

use openapiv3::{ReferenceOr, Schema};
use serde_json::Value;

use super::facets::{Additional, Facets, Group};
use super::{At, Lowering, Sub};
use crate::api::Constraint;
use crate::codes;

/// How many schemas stand in each other in a condition.
const DEPTH: usize = 8;

/// How many schemas a condition consists of.
const WORK: usize = 100;

/// A condition being made.
#[derive(Default)]
pub(super) struct Progress {
    depth: usize,
    work: usize,
}

impl<'a> Lowering<'a> {
    /// What schemas say together, as constraints; `None` where these cannot say all of it, or where it
    /// is too much.
    pub(super) fn condition(&mut self, subs: &[Sub<'a>]) -> Option<Vec<Constraint>> {
        if self.condition.depth == 0 {
            self.condition.work = 0;
        }
        self.condition.work += 1;
        if self.condition.depth >= DEPTH || self.condition.work > WORK {
            return None;
        }
        self.condition.depth += 1;
        let facets = self.facets(subs);
        let constraints = self.constraints_of(facets);
        self.condition.depth -= 1;
        constraints
    }

    fn constraints_of(&mut self, facets: Facets<'a>) -> Option<Vec<Constraint>> {
        let open = matches!(facets.rest, Additional::Unsaid | Additional::Anything);
        let closed = matches!(facets.rest, Additional::Denied);
        if facets.inexact
            || !facets.prefix.is_empty()
            || !facets.patterns.is_empty()
            || !(open || closed)
        {
            return None;
        }
        let mut all = Vec::new();
        if !facets.types.is_empty() {
            let kinds: Option<Vec<&str>> = facets.types.iter().map(|word| kind(word)).collect();
            let null = (facets.nullable && !facets.types.contains(&"null")).then_some("null");
            all.push(Constraint::Kinds(kinds?.into_iter().chain(null).collect()));
        }
        if let Some(mut values) = facets.values {
            if facets.nullable && !values.contains(&Value::Null) {
                values.push(Value::Null);
            }
            all.push(Constraint::Constants(values));
        }
        // Formats of numbers are widths, which say nothing of a condition.
        let numeric = facets.types.iter().any(|word| matches!(*word, "integer" | "number"));
        all.extend(facets.format.filter(|_| !numeric).map(Constraint::Format));
        all.extend(facets.constraints);
        // A request, which is what is held against this, has no properties of responses.
        let sent = |name: &str| !facets.properties.get(name).is_some_and(|subs| is_read_only(subs));
        let required: Vec<String> = facets
            .required
            .iter()
            .filter(|name| sent(name))
            .map(|name| (*name).to_owned())
            .collect();
        if !required.is_empty() {
            all.push(Constraint::Required(required));
        }
        if closed {
            let names = facets.properties.keys().map(|name| (*name).to_owned());
            all.push(Constraint::Only(names.collect()));
        }
        for (name, subs) in facets.properties.iter().filter(|(name, _)| sent(name)) {
            let condition = self.condition(subs)?;
            if !condition.is_empty() {
                all.push(Constraint::Property((*name).to_owned(), condition));
            }
        }
        if let Some(items) = &facets.items {
            let condition = self.condition(items)?;
            if !condition.is_empty() {
                all.push(Constraint::Each(condition));
            }
        }
        for group in &facets.groups {
            all.extend(self.either(group)?);
        }
        all.extend(facets.conditions);
        Some(all)
    }

    /// That a value is one of the alternatives, or exactly one of them. Alternatives of which one takes
    /// every value of another cannot be meant to exclude each other.
    pub(super) fn either(&mut self, group: &Group<'a>) -> Option<Vec<Constraint>> {
        let mut lists = Vec::new();
        for sub in &group.alternatives {
            lists.push(self.condition(std::slice::from_ref(sub))?);
        }
        let covered = |at: usize| {
            let mut others = lists.iter().enumerate().filter(|(other, _)| *other != at);
            others.any(|(_, other)| covers(other, &lists[at]))
        };
        let exclusive = group.exclusive && group.discriminator.is_none();
        if exclusive && !(0..lists.len()).any(covered) {
            return Some(vec![Constraint::OneOf(lists)]);
        }
        let mut kept: Vec<Vec<Constraint>> = Vec::new();
        for list in lists {
            if !kept.iter().any(|other| covers(other, &list)) {
                kept.retain(|other| !covers(&list, other));
                kept.push(list);
            }
        }
        match &kept[..] {
            [_] => kept.pop(),
            _ => Some(vec![Constraint::AnyOf(kept)]),
        }
    }

    /// What alternatives of one kind say besides that kind.
    pub(super) fn beyond_kind(&mut self, group: &Group<'a>) -> Vec<Constraint> {
        let mut said = self.either(group).unwrap_or_default();
        let only_constants = |list: &Vec<Constraint>| {
            list.iter().any(|constraint| matches!(constraint, Constraint::Constants(_)))
        };
        said.retain(|constraint| match constraint {
            Constraint::Kinds(_) | Constraint::Constants(_) => false,
            // These are what an enumeration of all of them is.
            Constraint::AnyOf(lists) => !lists.iter().all(only_constants),
            _ => true,
        });
        said
    }

    /// Keywords that hold schemas against a value.
    pub(super) fn applied(
        &mut self,
        keyword: &str,
        schema: &'a Schema,
        at: &At<'a>,
        into: &mut Facets<'a>,
    ) {
        let extensions = &schema.schema_data.extensions;
        let get = |keyword: &str| extensions.get(&format!("x-specwright-{keyword}"));
        let Some(value) = get(keyword) else { return };
        let here = at.key(format!("x-specwright-{keyword}"));
        match keyword {
            "propertyNames" => {
                let names = self.stated(value, here.clone()).map(Constraint::PropertyNames);
                self.hold(names, &here, into);
            }
            "contains" => {
                let count = |keyword: &str| get(keyword).and_then(Value::as_u64);
                let contains = self.stated(value, here.clone()).map(|item| Constraint::Contains {
                    least: count("minContains").unwrap_or(1),
                    most: count("maxContains").unwrap_or(u64::MAX),
                    item,
                });
                self.hold(contains, &here, into);
            }
            "if" => {
                let mut branch = |keyword: &str| {
                    let here = at.key(format!("x-specwright-{keyword}"));
                    get(keyword).map_or(Some(Vec::new()), |value| self.stated(value, here))
                };
                let (test, then, otherwise) = (branch("if"), branch("then"), branch("else"));
                let test = test.zip(then).zip(otherwise);
                let test =
                    test.map(|((test, then), otherwise)| Constraint::If { test, then, otherwise });
                self.hold(test, &here, into);
            }
            "dependentRequired" => {
                for (name, others) in value.as_object().into_iter().flatten() {
                    let others = others.as_array().into_iter().flatten();
                    let others = others.filter_map(Value::as_str).map(str::to_owned).collect();
                    into.conditions.push(Constraint::DependentRequired(name.clone(), others));
                }
            }
            "dependentSchemas" => {
                for (name, schema) in value.as_object().into_iter().flatten() {
                    let here = here.key(name.clone());
                    let dependent = self.stated(schema, here.clone()).map(|then| {
                        let present = Constraint::Required(vec![name.clone()]);
                        let test = vec![Constraint::Kinds(vec!["object"]), present];
                        Constraint::If { test, then, otherwise: Vec::new() }
                    });
                    self.hold(dependent, &here, into);
                }
            }
            "contentSchema" => self.hold(None, &here, into),
            _ => {}
        }
    }

    /// A condition that stood in an extension.
    fn stated(&mut self, value: &Value, at: At<'a>) -> Option<Vec<Constraint>> {
        let sub = self.parse(value, at);
        self.condition(&[sub])
    }

    /// Takes a constraint, or says that it cannot.
    pub(super) fn hold(
        &mut self,
        constraint: Option<Constraint>,
        at: &At<'a>,
        into: &mut Facets<'a>,
    ) {
        match constraint {
            Some(constraint) => into.conditions.push(constraint),
            None => {
                into.inexact = true;
                let pointer = at.pointer();
                let keyword = pointer.0.last().map_or("", String::as_str);
                let keyword = keyword.trim_start_matches("x-specwright-");
                self.unchecked(at, &format!("`{keyword}` is not checked"));
            }
        }
    }

    /// Says that something is not checked.
    pub(super) fn unchecked(&mut self, at: &At<'a>, message: &str) {
        self.warn(&codes::UNCHECKED_KEYWORD, at, message);
    }
}

fn is_read_only(subs: &[Sub<'_>]) -> bool {
    let says = |schema: &ReferenceOr<&Schema>| matches!(schema, ReferenceOr::Item(schema) if schema.schema_data.read_only);
    subs.iter().any(|sub| says(&sub.schema))
}

fn kind(word: &str) -> Option<&'static str> {
    ["null", "boolean", "integer", "number", "string", "array", "object"]
        .into_iter()
        .find(|kind| *kind == word)
}

/// Whether whatever keeps the second constraints is sure to keep the first.
fn covers(first: &[Constraint], second: &[Constraint]) -> bool {
    first.iter().all(|constraint| second.iter().any(|known| implies(known, constraint)))
}

fn implies(known: &Constraint, constraint: &Constraint) -> bool {
    use Constraint::{Constants, Kinds, Property, Required};
    let is = |kind: &str, kinds: &[&str]| {
        kinds.contains(&kind) || (kind == "integer" && kinds.contains(&"number"))
    };
    match (known, constraint) {
        (Kinds(narrow), Kinds(wide)) => narrow.iter().all(|kind| is(kind, wide)),
        (Constants(values), Kinds(wide)) => {
            values.iter().all(|value| is(crate::sample::kind(value), wide))
        }
        (Constants(narrow), Constants(wide)) => narrow.iter().all(|value| wide.contains(value)),
        (Required(more), Required(fewer)) => fewer.iter().all(|name| more.contains(name)),
        (Property(a, narrow), Property(b, wide)) => a == b && covers(wide, narrow),
        _ => known == constraint,
    }
}
