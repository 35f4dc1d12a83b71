//! Schemas that are composed of nothing but each other, and such that no finite value fits,
//! because they require themselves.

use std::collections::{HashMap, HashSet};

use specwright_diagnostics::{Diagnostic, Map, Node};

use super::{Rules, component};
use crate::codes;

/// What a component needs to have a value.
enum Need<'a> {
    /// Nothing: it has one.
    Nothing,
    /// A value of another component.
    Component(&'a Node),
    All(Vec<Need<'a>>),
    Any(Vec<Need<'a>>),
}

/// One way of looking at what components need.
struct Needs<'a> {
    tree: &'a Node,
    /// Whether a value has to be made of required properties and items, or only told what it is.
    through_properties: bool,
}

impl Rules<'_> {
    /// Reports schemas that are composed of each other alone, and those that no finite value
    /// fits.
    pub(super) fn finite(&mut self) {
        let composed = Needs { tree: self.tree, through_properties: false }.unmet();
        for (name, schema) in &composed {
            let message = format!("`{name}` is composed of nothing but itself");
            self.report(Diagnostic::new(&codes::COMPOSITION_CYCLE, schema.origin, message));
        }
        if !composed.is_empty() {
            return;
        }
        for (name, schema) in (Needs { tree: self.tree, through_properties: true }).unmet() {
            let message = format!("no finite value fits `{name}`: it requires itself");
            let fault = Diagnostic::new(&codes::NO_FINITE_VALUE, schema.origin, message);
            self.report(fault.help("make one of the properties on the way optional"));
        }
    }
}

impl<'a> Needs<'a> {
    /// The components whose needs cannot be met: what is left when all have been struck out
    /// whose needs are.
    fn unmet(&self) -> Vec<(&'a str, &'a Node)> {
        let schemas = self.tree.get("components").and_then(|c| c.get("schemas"));
        let schemas = schemas.and_then(Node::as_object).into_iter().flatten();
        let mut open: Vec<(&'a str, &'a Node, Need<'a>)> = Vec::new();
        for (name, schema) in schemas {
            match self.need(schema) {
                Need::Nothing => {}
                need => open.push((name, schema, need)),
            }
        }
        let mut waiting: HashMap<*const Node, Vec<usize>> = HashMap::new();
        let mut unmet: HashSet<*const Node> = HashSet::new();
        for (index, (_, schema, need)) in open.iter().enumerate() {
            unmet.insert(std::ptr::from_ref(*schema));
            need.each(&mut |other| {
                waiting.entry(std::ptr::from_ref(other)).or_default().push(index);
            });
        }
        let mut queue: Vec<usize> = (0..open.len()).rev().collect();
        while let Some(index) = queue.pop() {
            let (_, schema, need) = &open[index];
            let this = std::ptr::from_ref(*schema);
            let is_met = need.is_met(&|other| !unmet.contains(&std::ptr::from_ref(other)));
            if is_met && unmet.remove(&this) {
                queue.extend(waiting.get(&this).into_iter().flatten());
            }
        }
        open.retain(|(_, schema, _)| unmet.contains(&std::ptr::from_ref(*schema)));
        open.into_iter().map(|(name, schema, _)| (name, schema)).collect()
    }

    fn need(&self, schema: &'a Node) -> Need<'a> {
        if let Some(reference) = schema.get("$ref").and_then(Node::as_str) {
            return component(self.tree, reference).map_or(Need::Nothing, Need::Component);
        }
        let Some(map) = schema.as_object() else { return Need::Nothing };
        if map.get("nullable").and_then(Node::as_bool) == Some(true) {
            return Need::Nothing;
        }
        if !self.through_properties {
            return self.composition(map);
        }
        let mut all = Vec::new();
        self.properties(map, &mut all);
        let list = |key| map.get(key).and_then(Node::as_array).unwrap_or_default();
        all.extend(list("allOf").iter().map(|schema| self.inherited(schema)));
        for key in ["anyOf", "oneOf"] {
            let branches: Vec<Need<'a>> = list(key).iter().map(|s| self.need(s)).collect();
            if !branches.is_empty() {
                all.push(Need::any(branches));
            }
        }
        let least = map.get("minItems").and_then(Node::as_number).map_or(0.0, |n| n.as_f64());
        if least > 0.0
            && let Some(items) = map.get("items")
        {
            all.push(self.need(items));
        }
        Need::all(all)
    }

    /// What tells what a schema is: something of its own, or one of those it is composed of.
    fn composition(&self, map: &'a Map) -> Need<'a> {
        const COMPOSED: [&str; 3] = ["allOf", "anyOf", "oneOf"];
        const OWN: [&str; 5] = ["type", "properties", "additionalProperties", "items", "enum"];
        let list = |key: &str| map.get(key).and_then(Node::as_array).unwrap_or_default();
        let parts = COMPOSED.into_iter().flat_map(list).map(|schema| self.need(schema));
        let parts: Vec<Need<'a>> = parts.collect();
        if parts.is_empty() || OWN.iter().any(|key| map.contains_key(*key)) {
            return Need::Nothing;
        }
        Need::any(parts)
    }

    /// The needs of a schema in `allOf`. A base that lists its variants, each of which extends
    /// the base, is how documents write inheritance: the list is no need of a variant.
    fn inherited(&self, schema: &'a Node) -> Need<'a> {
        let base = schema.get("$ref").and_then(Node::as_str);
        match base.and_then(|reference| component(self.tree, reference)) {
            Some(base) if base.get("discriminator").is_some() => Need::Nothing,
            _ => self.need(schema),
        }
    }

    /// The needs of the required properties of what can only be an object.
    fn properties(&self, map: &'a Map, all: &mut Vec<Need<'a>>) {
        let Some(properties) = map.get("properties").and_then(Node::as_object) else { return };
        let required = map.get("required").and_then(Node::as_array).unwrap_or_default();
        let names = required.iter().filter_map(Node::as_str);
        all.extend(names.filter_map(|name| properties.get(name)).map(|schema| self.need(schema)));
    }
}

impl<'a> Need<'a> {
    fn all(mut needs: Vec<Need<'a>>) -> Need<'a> {
        needs.retain(|need| !matches!(need, Need::Nothing));
        if needs.is_empty() { Need::Nothing } else { Need::All(needs) }
    }

    fn any(needs: Vec<Need<'a>>) -> Need<'a> {
        let is_met = needs.iter().any(|need| matches!(need, Need::Nothing));
        if is_met { Need::Nothing } else { Need::Any(needs) }
    }

    fn is_met(&self, has_value: &dyn Fn(&Node) -> bool) -> bool {
        match self {
            Need::Nothing => true,
            Need::Component(component) => has_value(component),
            Need::All(needs) => needs.iter().all(|need| need.is_met(has_value)),
            Need::Any(needs) => needs.iter().any(|need| need.is_met(has_value)),
        }
    }

    fn each(&self, look: &mut dyn FnMut(&'a Node)) {
        match self {
            Need::Nothing => {}
            Need::Component(component) => look(component),
            Need::All(needs) | Need::Any(needs) => {
                needs.iter().for_each(|need| need.each(look));
            }
        }
    }
}
