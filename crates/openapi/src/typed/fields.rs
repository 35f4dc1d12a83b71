//! Reading the keys of an object.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use specwright_diagnostics::{Map, Node};

/// The keys of an object; those of a node that is none are empty.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    map: Option<&'a Map>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(node: &'a Node) -> Self {
        Fields { map: node.as_object() }
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a Node> {
        self.map?.get(key)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn string(&self, key: &str) -> Option<String> {
        self.get(key)?.as_str().map(str::to_owned)
    }

    /// A string that is required; empty where it is missing.
    pub(super) fn text(&self, key: &str) -> String {
        self.string(key).unwrap_or_default()
    }

    pub(super) fn str(&self, key: &str) -> Option<&'a str> {
        self.get(key)?.as_str()
    }

    pub(super) fn bool(&self, key: &str) -> Option<bool> {
        self.get(key)?.as_bool()
    }

    /// A flag that is off where it is missing.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.bool(key).unwrap_or(false)
    }

    pub(super) fn json(&self, key: &str) -> Option<serde_json::Value> {
        self.get(key).map(Node::to_json)
    }

    pub(super) fn count(&self, key: &str) -> Option<usize> {
        usize::try_from(self.get(key)?.as_number()?.as_integer()?).ok()
    }

    pub(super) fn float(&self, key: &str) -> Option<f64> {
        Some(self.get(key)?.as_number()?.as_f64())
    }

    /// The items of a list.
    pub(super) fn items(&self, key: &str) -> impl Iterator<Item = &'a Node> + use<'a> {
        self.get(key).and_then(Node::as_array).into_iter().flatten()
    }

    pub(super) fn strings(&self, key: &str) -> Vec<String> {
        self.items(key).filter_map(Node::as_str).map(str::to_owned).collect()
    }

    /// The entries of a map.
    pub(super) fn entries(
        &self,
        key: &str,
    ) -> impl Iterator<Item = (&'a String, &'a Node)> + use<'a> {
        self.get(key).and_then(Node::as_object).into_iter().flatten()
    }

    /// A map of objects or references to them.
    pub(super) fn map_of<T>(
        &self,
        key: &str,
        mut read: impl FnMut(&'a Node) -> ReferenceOr<T>,
    ) -> IndexMap<String, ReferenceOr<T>> {
        self.entries(key).map(|(name, node)| (name.clone(), read(node))).collect()
    }

    /// The keys that are not fixed.
    pub(super) fn rest(&self) -> impl Iterator<Item = (&'a String, &'a Node)> + use<'a> {
        self.map.into_iter().flatten().filter(|(key, _)| !key.starts_with("x-"))
    }

    pub(super) fn extensions(&self) -> IndexMap<String, serde_json::Value> {
        let extensions = self.map.into_iter().flatten().filter(|(key, _)| key.starts_with("x-"));
        extensions.map(|(key, node)| (key.clone(), node.to_json())).collect()
    }
}

/// A Reference Object, or what `read` makes of another.
pub(super) fn reference_or<'a, T>(
    node: &'a Node,
    read: impl FnOnce(&'a Node) -> T,
) -> ReferenceOr<T> {
    match node.get("$ref").and_then(Node::as_str) {
        Some(reference) => ReferenceOr::Reference { reference: reference.to_owned() },
        None => ReferenceOr::Item(read(node)),
    }
}
