//! Further responses of a status. OpenAPI has one for each; tools whose users may describe several
//! write the others as extensions, `x-422:Not enough left` beside `422`. They become one here, whose
//! body is any of theirs.

use std::mem;

use specwright_diagnostics::{Map, Node};
use specwright_grammar::further_response;

/// Makes the further responses of each status part of its first.
pub(super) fn join(map: &mut Map) {
    let keys: Vec<String> =
        map.keys().filter(|key| further_response(key).is_some()).cloned().collect();
    for key in keys {
        let Some((status, name)) = further_response(&key) else { continue };
        if !map.get(&key).is_some_and(|comes| may_join(map, status, comes)) {
            continue;
        }
        let Some(comes) = map.shift_remove(&key) else { continue };
        match map.get_mut(status) {
            Some(known) => response(known, comes, name),
            None => {
                map.insert(status.to_owned(), comes);
            }
        }
    }
}

/// Whether a further response of a status can be made part of the first. Where one is a reference, bundling
/// puts what it leads to in its place.
pub(crate) fn may_join(map: &Map, status: &str, comes: &Node) -> bool {
    let is_response = |node: &Node| node.as_object().is_some();
    is_response(comes) && map.get(status).is_none_or(is_response)
}

fn response(known: &mut Node, mut comes: Node, name: &str) {
    let is_blank = |node: &Node| node.as_str().is_none_or(|text| text.trim().is_empty());
    if known.get("description").is_none_or(is_blank)
        && let Some(description) = take(&mut comes, "description")
    {
        known.insert("description", description);
    }
    let headers = take(&mut comes, "headers").unwrap_or_else(Node::object);
    if known.get("headers").is_some() || headers.as_object().is_some_and(|map| !map.is_empty()) {
        join_headers(child(known, "headers", &headers), headers);
    }
    if let Some(content) = take(&mut comes, "content") {
        let known = child(known, "content", &content);
        for (media_type, comes) in entries(content) {
            match known.get_mut(&media_type) {
                Some(known) => join_bodies(known, comes, name),
                None => known.insert(media_type, comes),
            }
        }
    }
}

/// A header that one of the responses does without may be missing.
fn join_headers(known: &mut Node, comes: Node) {
    let optional = |header: &mut Node| {
        if header.get("required").is_some() {
            header.insert("required", false);
        }
    };
    for (name, header) in known.as_object_mut().into_iter().flatten() {
        if comes.get(name).is_none() {
            optional(header);
        }
    }
    for (name, mut header) in entries(comes) {
        if known.get(&name).is_none() {
            optional(&mut header);
            known.insert(name, header);
        }
    }
}

/// Adds the schema of a media type to those that a body may be of.
fn join_bodies(known: &mut Node, mut comes: Node, name: &str) {
    let Some(mut schema) = take(&mut comes, "schema") else { return };
    let Some(first) = known.get_mut("schema") else {
        known.insert("schema", schema);
        return;
    };
    let is_any_of = first.as_object().is_some_and(|map| map.len() == 1)
        && first.get("anyOf").is_some_and(|all| all.as_array().is_some());
    if !is_any_of {
        if *first == schema {
            return;
        }
        let origin = first.origin;
        let alone = mem::replace(first, Node::object().at(origin));
        first.insert("anyOf", Node::from(vec![alone]).at(origin));
    }
    let Some(all) = first.get_mut("anyOf").and_then(Node::as_array_mut) else { return };
    if !all.contains(&schema) {
        if !name.is_empty() && schema.get("title").is_none() && schema.get("$ref").is_none() {
            schema.insert("title", name);
        }
        all.push(schema);
    }
}

fn take(node: &mut Node, key: &str) -> Option<Node> {
    node.as_object_mut()?.shift_remove(key)
}

/// The object below a key, made where `other` is if there is none.
fn child<'a>(node: &'a mut Node, key: &str, other: &Node) -> &'a mut Node {
    if node.get(key).is_none_or(|child| child.as_object().is_none()) {
        node.insert(key, Node::object().at(other.origin));
    }
    // It was made one above.
    node.get_mut(key).unwrap()
}

fn entries(node: Node) -> Map {
    match node.value {
        specwright_diagnostics::Value::Object(map) => map,
        _ => Map::default(),
    }
}
