//! Rows that are called by the title of a schema and not by the name of a property.
//!
//! Where the items of a list, or a schema as a whole, have a title, widdershins prints it in the
//! place of `*anonymous*`. An example tells the two apart: a property is in it, a title is not.

use std::collections::HashSet;

use specwright_diagnostics::{Node, Value};

use super::rows::{Name, Nest};
use super::types::Base;

/// The rows that only have a title, by where they begin.
#[derive(Debug, Default)]
pub(super) struct Titles(HashSet<usize>);

impl Titles {
    /// Finds those of a table. A row with a mark is in something and never the whole: an example
    /// that lacks it is of another case. In a table with `roots`, properties have a mark at least, so
    /// that a row without one is the whole, if no example shows otherwise.
    pub(super) fn of(nests: &[Nest], example: Option<&Node>, roots: bool) -> Titles {
        let mut titles = Titles::default();
        if let Some((whole, parts)) = whole(nests)
            && let Some(name) = whole.row.named()
            && whole.row.depth == 0
            && (roots && !is_property(name, whole, example)
                || example.is_some_and(|example| is_title(name, whole, example)))
        {
            titles.0.insert(whole.row.range.start);
            titles.below(whole, example);
            titles.properties(parts, example);
            return titles;
        }
        // Named rows over a list are the properties of its items.
        let item = example.and_then(Node::as_array).and_then(<[Node]>::first).or(example);
        titles.properties(nests, item);
        titles
    }

    /// Whether an example shows that the rows of a table are about the items of a list.
    pub(super) fn of_items(nests: &[Nest], example: Option<&Node>) -> bool {
        let item = example.and_then(Node::as_array).and_then(<[Node]>::first);
        let mut names = nests.iter().filter_map(|nest| nest.row.named());
        // What is an object by one of its parts is no list.
        let object = |nest: &Nest| nest.row.ty.base == Base::Simple("object");
        let parts = nests.iter().any(|nest| nest.row.variant.is_some() && object(nest));
        item.is_some_and(|item| {
            names.any(|name| item.get(name).is_some()) || parts && item.as_object().is_some()
        })
    }

    /// Whether a row has no name.
    pub(super) fn unnamed(&self, nest: &Nest) -> bool {
        nest.row.name == Name::Anonymous || self.0.contains(&nest.row.range.start)
    }

    fn properties(&mut self, nests: &[Nest], object: Option<&Node>) {
        for nest in nests {
            // A variant without a name is of the value itself.
            let value = match nest.row.named() {
                Some(name) => object.and_then(|object| object.get(name)),
                None => object.filter(|_| nest.row.name == Name::Anonymous),
            };
            self.below(nest, value);
        }
    }

    fn below(&mut self, nest: &Nest, value: Option<&Node>) {
        let Base::List(of) = &nest.row.ty.base else {
            return self.properties(&nest.below, value);
        };
        let item = value.and_then(Node::as_array).and_then(<[Node]>::first);
        if let [only] = &nest.below[..]
            && let Some(name) = only.row.named()
        {
            let same = matches!(of.base, Base::Reference(_)) && of.base == only.row.ty.base;
            if item.map_or(same, |item| item.get(name).is_none()) {
                self.0.insert(only.row.range.start);
                return self.below(only, item);
            }
        }
        self.properties(&nest.below, item);
    }
}

/// The row of a table that may be about the whole, and those of its variants behind it.
pub(super) fn whole(nests: &[Nest]) -> Option<(&Nest, &[Nest])> {
    let (whole, parts) = nests.split_first()?;
    let untyped = whole.row.ty.base == Base::Any && whole.below.is_empty();
    let variants = || parts.iter().all(|nest| nest.row.variant.is_some());
    let alone = parts.is_empty() || untyped && variants();
    (alone && whole.row.variant.is_none()).then_some((whole, parts))
}

/// Whether the name of such a row is a property's: the example has it, or is an object where the
/// row is none; without an example, the row is required, which only a part of something can be.
fn is_property(name: &str, whole: &Nest, example: Option<&Node>) -> bool {
    let shown = |example: &Node| match example.get(name) {
        Some(_) => whole.below.iter().all(|nest| nest.row.named() != Some(name)),
        None => is_scalar(whole) && example.as_object().is_some(),
    };
    example.map_or(whole.row.required, shown)
}

fn is_scalar(whole: &Nest) -> bool {
    let kind = matches!(whole.row.ty.base, Base::Simple(kind) if kind != "object");
    kind && whole.below.is_empty()
}

/// Whether an example shows that the name of such a row is a title.
fn is_title(name: &str, whole: &Nest, example: &Node) -> bool {
    let list = matches!(whole.row.ty.base, Base::List(_));
    match &example.value {
        Value::Object(map) => {
            !map.is_empty() && !map.contains_key(name) && !list && !is_scalar(whole)
        }
        Value::Array(items) => list && !items.is_empty(),
        Value::Null => false,
        _ => whole.below.is_empty() && !list,
    }
}
