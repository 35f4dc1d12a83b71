//! The rules that a value must be seen whole for.

use super::check::{Check, Path, Violation, check_json};
use super::{Rule, Schema};
use crate::Json;

impl Rule {
    /// Whether a value must be seen whole before it can be judged.
    pub(super) fn is_whole(&self) -> bool {
        use Rule::{
            AnyOf, Contains, Dependent, ExactlyOne, Has, Is, Names, Not, OneOf, Only, Property,
            UniqueItems, When,
        };
        matches!(
            self,
            UniqueItems
                | OneOf(_)
                | Is(_)
                | Has(_)
                | Only(_)
                | Property(..)
                | Names(_)
                | Contains(..)
                | Dependent(..)
                | Not(_)
                | AnyOf(_)
                | ExactlyOne(_)
                | When(..)
        )
    }
}

impl Check<'_> {
    /// Checks a rule that [is whole](Rule::is_whole).
    pub(super) fn whole(&mut self, rule: &Rule, value: &Json) {
        match *rule {
            Rule::UniqueItems => self.unique(value),
            Rule::OneOf(constants) => self.constants(value, constants),
            Rule::Is(test) if !test.passes(value) => self.say("must be of another type"),
            Rule::Has(names) => self.has(value, names),
            Rule::Only(names) => {
                for name in value.as_object().into_iter().flat_map(|members| members.keys()) {
                    if !names.contains(&&name[..]) {
                        let pointer = self.at.join(name).to_string();
                        let rule = "must not be there".to_owned();
                        self.found.push(Violation { pointer, rule });
                    }
                }
            }
            Rule::Dependent(name, others) if value.get(name).is_some() => self.has(value, others),
            Rule::Property(name, rules) => {
                if let Some(value) = value.get(name) {
                    check_json(value, Schema::Any, rules, &self.at.join(name), self.found);
                }
            }
            Rule::Names(rules) => {
                let mut names = value.as_object().into_iter().flat_map(|members| members.keys());
                if !names.all(|name| holds(&Json::String(name.clone()), rules)) {
                    self.say("must have no properties of other names than documented");
                }
            }
            Rule::Contains(least, most, rules) => {
                let Some(items) = value.as_array() else { return };
                let count = items.iter().filter(|item| holds(item, rules)).count() as u64;
                if count < least || count > most {
                    self.say("must hold as many items of the documented kind as it should");
                }
            }
            Rule::Not(rules) if holds(value, rules) => {
                self.say("must not be what the document rules out");
            }
            Rule::AnyOf(lists) if !lists.iter().any(|rules| holds(value, rules)) => {
                self.say("must be one of the alternatives");
            }
            Rule::ExactlyOne(lists)
                if lists.iter().filter(|rules| holds(value, rules)).count() != 1 =>
            {
                self.say("must be exactly one of the alternatives");
            }
            Rule::When(test, then, other) => {
                let rules = if holds(value, test) { then } else { other };
                check_json(value, Schema::Any, rules, self.at, self.found);
            }
            _ => {}
        }
    }

    fn unique(&mut self, value: &Json) {
        let Some(items) = value.as_array() else { return };
        let mut seen = std::collections::HashSet::new();
        if !items.iter().all(|item| seen.insert(item.to_string())) {
            self.say("must not hold two equal items");
        }
    }

    fn has(&mut self, value: &Json, names: &[&str]) {
        let Some(members) = value.as_object() else { return };
        for name in names.iter().filter(|name| !members.contains_key(**name)) {
            let pointer = self.at.join(name).to_string();
            self.found.push(Violation { pointer, rule: "is required".to_owned() });
        }
    }
}

/// Whether a value keeps all of these rules.
fn holds(value: &Json, rules: &[Rule]) -> bool {
    let mut found = Vec::new();
    check_json(value, Schema::Any, rules, &Path::root(""), &mut found);
    found.is_empty()
}
