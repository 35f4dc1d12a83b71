//! A node of an excerpt and the way to it.

use specwright_diagnostics::{Node, Pointer};

use crate::draft::Draft;

#[derive(Clone)]
pub(super) struct Part<'a> {
    pub(super) node: &'a Node,
    pub(super) at: Pointer,
}

impl<'a> Part<'a> {
    pub(super) fn get(&self, key: &str) -> Option<Part<'a>> {
        Some(Part { node: self.node.get(key)?, at: self.at.join(key) })
    }

    /// The entries of an object; none of what is something else.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a str, Part<'a>)> {
        let at = self.at.clone();
        let entries = self.node.as_object().into_iter().flatten();
        entries.map(move |(key, node)| (key.as_str(), Part { node, at: at.join(key.as_str()) }))
    }

    /// The items of a list; none of what is something else.
    pub(super) fn items(&self) -> impl Iterator<Item = Part<'a>> {
        let at = self.at.clone();
        let items = self.node.as_array().unwrap_or_default().iter().enumerate();
        items.map(move |(index, node)| Part { node, at: at.join(index.to_string()) })
    }

    /// The node as it stands.
    pub(super) fn copy(&self) -> Draft<Pointer> {
        Draft::leaf(self.node.clone(), self.at.clone())
    }

    /// An object with the same keys.
    pub(super) fn each(&self, value: impl Fn(&str, Part<'a>) -> Draft<Pointer>) -> Draft<Pointer> {
        let mut object = Draft::object(self.at.clone());
        self.entries().for_each(|(key, part)| object.set(key, value(key, part)));
        object
    }

    /// An object without some of its keys.
    pub(super) fn without(&self, keys: &[&str]) -> Draft<Pointer> {
        let mut object = Draft::object(self.at.clone());
        let kept = self.entries().filter(|(key, _)| !keys.contains(key));
        kept.for_each(|(key, part)| object.set(key, part.copy()));
        object
    }
}
