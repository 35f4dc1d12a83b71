//! What a multipart body must be as a whole, beyond what each of its parts must be.

use super::{Lowering, Sub};
use crate::api::{Constraint, Field, Kind, Shape, TypeId};

impl<'a> Lowering<'a> {
    /// What alternatives whose parts stand side by side say of a body: that it is one of them.
    pub(super) fn alternatives_hold(&mut self, schema: Sub<'a>) -> Vec<Constraint> {
        let facets = self.facets(&[schema]);
        let mut all = facets.conditions;
        for group in &facets.groups {
            match self.either(group) {
                Some(constraints) => all.extend(constraints),
                None => self.unchecked(&group.at, "these alternatives are not checked"),
            }
        }
        all
    }

    /// The constraints of these that parts can be held to. A part that is not there may be an empty
    /// list; a file is not looked into; and text that may be of several kinds is of any of them.
    pub(super) fn of_parts(&self, constraints: Vec<Constraint>, fields: &[Field]) -> Said {
        let mut said = Said::default();
        for constraint in constraints {
            match self.of_part(constraint, fields) {
                (constraint, true) => said.constraints.extend(constraint),
                (constraint, false) => {
                    said.whole = false;
                    said.constraints.extend(constraint);
                }
            }
        }
        said
    }

    /// What is left of a constraint, and whether it is all of it.
    fn of_part(&self, constraint: Constraint, fields: &[Field]) -> (Option<Constraint>, bool) {
        let field = |name: &str| fields.iter().find(|field| field.name == name);
        match constraint {
            Constraint::Required(names) => {
                let before = names.len();
                let is_list = |name: &String| field(name).is_some_and(|f| self.is_list(f));
                let names: Vec<String> = names.into_iter().filter(|name| !is_list(name)).collect();
                let whole = names.len() == before;
                ((!names.is_empty()).then_some(Constraint::Required(names)), whole)
            }
            Constraint::Property(name, _) if field(&name).is_some_and(|f| self.is_vague(f)) => {
                (None, false)
            }
            Constraint::AnyOf(lists) | Constraint::OneOf(lists) if lists.is_empty() => (None, true),
            Constraint::AnyOf(lists) => {
                let (lists, whole) = self.of_lists(lists, fields);
                (Some(Constraint::AnyOf(lists)), whole)
            }
            // What says less no longer rules the others out.
            Constraint::OneOf(lists) => match self.of_lists(lists, fields) {
                (lists, true) => (Some(Constraint::OneOf(lists)), true),
                (lists, false) => (Some(Constraint::AnyOf(lists)), false),
            },
            Constraint::Not(inner) => {
                let said = self.of_parts(inner, fields);
                (said.whole.then_some(Constraint::Not(said.constraints)), said.whole)
            }
            Constraint::If { test, then, otherwise } => {
                let test = self.of_parts(test, fields);
                let (then, otherwise) =
                    (self.of_parts(then, fields), self.of_parts(otherwise, fields));
                let whole = then.whole && otherwise.whole;
                let kept = Constraint::If {
                    test: test.constraints,
                    then: then.constraints,
                    otherwise: otherwise.constraints,
                };
                (test.whole.then_some(kept), test.whole && whole)
            }
            Constraint::DependentRequired(name, others) => {
                let absent = |name: &String| field(name).is_some_and(|f| self.is_list(f));
                let whole = !others.iter().any(absent);
                (whole.then_some(Constraint::DependentRequired(name, others)), whole)
            }
            constraint => (Some(constraint), true),
        }
    }

    fn of_lists(
        &self,
        lists: Vec<Vec<Constraint>>,
        fields: &[Field],
    ) -> (Vec<Vec<Constraint>>, bool) {
        let said: Vec<Said> = lists.into_iter().map(|list| self.of_parts(list, fields)).collect();
        let whole = said.iter().all(|said| said.whole);
        (said.into_iter().map(|said| said.constraints).collect(), whole)
    }

    fn is_list(&self, field: &Field) -> bool {
        matches!(self.resolve(&field.used).kind, Kind::Array(_))
    }

    /// Whether the bytes of a part do not tell by themselves what its value is, or are not looked at.
    fn is_vague(&self, field: &Field) -> bool {
        field.used.is_binary()
            || match self.resolve(&field.used).kind {
                Kind::Type(id) => self.is_of_kinds(id),
                Kind::Any => true,
                _ => false,
            }
    }

    fn is_of_kinds(&self, id: TypeId) -> bool {
        match &self.types[id.0].shape {
            Shape::Union(_) => true,
            Shape::Enumeration(enumeration) => {
                let texts = enumeration.constants.iter().filter(|c| c.value.is_string()).count();
                texts != 0 && texts != enumeration.constants.len()
            }
            _ => false,
        }
    }
}

/// What is said of a body, as far as its parts can be held to it.
pub(super) struct Said {
    pub constraints: Vec<Constraint>,
    /// Whether nothing is left out.
    pub whole: bool,
}

impl Default for Said {
    fn default() -> Said {
        Said { constraints: Vec::new(), whole: true }
    }
}
