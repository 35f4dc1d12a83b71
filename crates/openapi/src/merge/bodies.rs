//! One operation on several pages, each for another kind of body, as of a service that has many
//! models at one path: `{"model": "a", ...}` on one page and `{"model": "b", ...}` on the next. A
//! constant that each of the bodies demands proves it, and nothing else does.

use std::mem;

use specwright_diagnostics::{Map, Node, Value};

use super::conflicts;

/// Makes the body of `known` one of its own and of that of `comes`. Gives the name of the property
/// that tells them apart; `None` where none does, and then nothing has changed.
pub(super) fn join(known: &mut Node, comes: &Node) -> Option<String> {
    let (name, comer) = only(comes.get("requestBody")?.get("content")?.as_object()?)?;
    let content = known.get_mut("requestBody")?.get_mut("content")?;
    let content = content.as_object_mut().filter(|content| content.len() == 1)?;
    let media = content.get_mut(name)?;
    let comer = shown(comer)?;
    if !is_union(media.get("schema")?) {
        let alone = shown(media)?;
        told_by(std::slice::from_ref(&alone), &comer).filter(|_| alone != comer)?;
        let mut union = Node::object().at(alone.origin);
        let origin = alone.origin;
        union.insert("oneOf", Node::from(vec![alone]).at(origin));
        media.insert("schema", union);
    }
    let all = media.get_mut("schema")?.get_mut("oneOf")?;
    let (property, value) = told_by(all.as_array()?, &comer)?;
    let property = property.to_owned();
    if !all.as_array()?.iter().any(|known| constant(known, &property) == Some(value)) {
        all.push(comer);
    }
    Some(property)
}

/// The schema of a media type, with the example beside it.
fn shown(media: &Node) -> Option<Node> {
    let mut schema = media.get("schema")?.clone();
    if let Some(example) = media.get("example").filter(|_| schema.get("example").is_none()) {
        schema.insert("example", example.clone());
    }
    Some(schema)
}

/// Whether two operations say the same but for their bodies and their words.
pub(super) fn is_same_beside(known: &mut Node, comes: &mut Node) -> bool {
    let taken = [&mut *known, &mut *comes].map(|operation| {
        operation.get_mut("requestBody").map(|body| mem::replace(&mut body.value, Value::Null))
    });
    let is_same = conflicts::counts(known, comes, &conflicts::IDS).is_none();
    for (operation, body) in [known, comes].into_iter().zip(taken) {
        if let (Some(body), Some(there)) = (body, operation.get_mut("requestBody")) {
            there.value = body;
        }
    }
    is_same
}

/// What is alone in a map.
fn only(map: &Map) -> Option<(&String, &Node)> {
    map.first().filter(|_| map.len() == 1)
}

/// Whether a schema is nothing but alternatives.
fn is_union(schema: &Node) -> bool {
    let is_list = schema.get("oneOf").is_some_and(|all| all.as_array().is_some());
    is_list && schema.as_object().is_some_and(|map| map.len() == 1)
}

/// A property whose one value in a schema is another in each of those that are not equal to it, and
/// that value.
fn told_by<'a>(all: &[Node], comer: &'a Node) -> Option<(&'a str, &'a Node)> {
    constants(comer).find(|(name, value)| {
        all.iter().all(|schema| {
            constant(schema, name).is_some_and(|own| own != *value || schema == comer)
        })
    })
}

fn constant<'a>(schema: &'a Node, name: &str) -> Option<&'a Node> {
    constants(schema).find(|(other, _)| *other == name).map(|(_, value)| value)
}

/// The properties that an object demands and for which it has one value, in document order.
fn constants(schema: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let required = schema.get("required").and_then(Node::as_array).unwrap_or_default();
    let properties = schema.get("properties").and_then(Node::as_object).into_iter().flatten();
    properties.filter_map(|(name, property)| {
        let [value] = property.get("enum")?.as_array()? else { return None };
        let is_required = required.iter().any(|required| required.as_str() == Some(name));
        is_required.then_some((name.as_str(), value))
    })
}
