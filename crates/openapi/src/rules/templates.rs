//! Path templates as other tools write them, made those of OpenAPI.
//!
//! | in the document | read as |
//! |---|---|
//! | `/files/{+name}`, `/files/{id:\d+}` | `/files/{name}`, `/files/{id}`: the parameter says the rest |
//! | `/pets/:id`, `/pets/<int:id>` | `/pets/{id}`, where a parameter of the path is called so |
//! | `/pets?tag={tag}&all=1` | `/pets?all=1`, with the parameter `tag` in the query |
//! | `/pets{?tag,limit}` | `/pets`, with both in the query |

use std::collections::HashSet;

use specwright_diagnostics::{Diagnostic, Diagnostics, Map, Node};

use super::paths::{declare_string, declared};
use super::{METHODS, operations, resolved};
use crate::codes;

/// A path as it is read.
struct Reading {
    path: String,
    /// What was a template in the query of the path: the name in braces, and that in the query.
    queries: Vec<(String, String)>,
}

/// Rewrites the paths of a document.
pub(super) fn rewrite(tree: &mut Node, diagnostics: &mut Diagnostics) {
    let paths = tree.get("paths").and_then(Node::as_object).into_iter().flatten();
    let mut readings = Vec::new();
    for (path, item) in paths {
        let reading = Reading::of(tree, path, item);
        report(path, reading.as_ref(), item, diagnostics);
        readings.push(reading);
    }
    if readings.iter().all(Option::is_none) {
        return;
    }
    let Some(paths) = tree.get_mut("paths").and_then(Node::as_object_mut) else { return };
    let old = std::mem::take(paths);
    let mut taken: HashSet<String> = old.keys().cloned().collect();
    let mut new = Map::default();
    for ((path, mut item), reading) in old.into_iter().zip(readings) {
        let Some(Reading { path: mut renamed, queries }) = reading else {
            new.insert(path, item);
            continue;
        };
        for (name, key) in &queries {
            move_to_query(tree, &mut item, name, key);
        }
        // A fragment tells paths apart, and is sent nowhere.
        let names = queries.iter().map(|(_, key)| &key[..]).collect::<Vec<_>>().join("&");
        while taken.contains(&renamed) && !queries.is_empty() {
            renamed = format!("{renamed}#{names}");
        }
        let is_free = taken.insert(renamed.clone());
        new.insert(if is_free { renamed } else { path }, item);
    }
    if let Some(paths) = tree.get_mut("paths").and_then(Node::as_object_mut) {
        *paths = new;
    }
}

fn report(path: &str, reading: Option<&Reading>, item: &Node, diagnostics: &mut Diagnostics) {
    let fault = |message| Diagnostic::new(&codes::PATH_CHARACTERS, item.origin, message).at_key();
    let more = || fault(format!("`{path}` is more than a path"));
    let mark = path.chars().find(|c| path.starts_with('/') && matches!(c, '?' | '#'));
    let queries = reading.map_or(&[][..], |reading| &reading.queries);
    diagnostics.push(match (reading, mark) {
        (Some(_), _) if !queries.is_empty() => {
            let names: Vec<String> = queries.iter().map(|(_, key)| format!("`{key}`")).collect();
            let are =
                if names.len() == 1 { "is read as a parameter" } else { "are read as parameters" };
            more().note(format!("{} {are} in the query", names.join(", ")))
        }
        (Some(reading), _) => fault(format!("`{path}` is a template of another kind"))
            .note(format!("it is read as `{}`", reading.path)),
        (None, Some('?')) => more().note("what follows `?` is the query that all requests have"),
        (None, Some(_)) => {
            more().note("what follows `#` is not sent: it tells paths apart in the document alone")
        }
        (None, None) => return,
    });
}

impl Reading {
    /// How a path is read that is not as OpenAPI has it.
    fn of(tree: &Node, path: &str, item: &Node) -> Option<Reading> {
        if !path.contains([':', '<', '{']) {
            return None;
        }
        let (bare, mut queries) = without_forms(path);
        let (before, after) = bare.split_at(bare.find(['?', '#']).unwrap_or(bare.len()));
        let mut read = before.to_owned();
        if before.split('/').any(|segment| routed(segment).is_some()) {
            let holders = operations(item).map(|(_, operation)| operation).chain([item]);
            let names: HashSet<&str> = holders.flat_map(|it| declared(tree, it)).collect();
            let segments = before.split('/').map(|segment| match routed(segment) {
                Some(name) if names.contains(name) => format!("{{{name}}}"),
                _ => segment.to_owned(),
            });
            read = segments.collect::<Vec<_>>().join("/");
        }
        let (after, templates) = without_templates(after);
        queries.extend(templates);
        read.push_str(&after);
        (read != path).then_some(Reading { path: read, queries })
    }
}

/// A path whose placeholders are names alone, and the parameters that it has in expansions of a query
/// (RFC 6570, section 3.2.8): `/pets{?tag,limit*}`.
fn without_forms(path: &str) -> (String, Vec<(String, String)>) {
    let (mut bare, mut queries) = (String::new(), Vec::new());
    let mut rest = path;
    while let Some((before, (inner, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        bare.push_str(before);
        match inner.strip_prefix(['?', '&']) {
            Some(names) => queries.extend(names.split(',').map(|name| {
                let name = plain(name);
                (name.to_owned(), name.to_owned())
            })),
            None => bare.push_str(&format!("{{{}}}", plain(inner))),
        }
        rest = after;
    }
    bare.push_str(rest);
    (bare, queries)
}

/// The name in a placeholder, without the operators of URI templates (RFC 6570) and the patterns of
/// routers.
fn plain(name: &str) -> &str {
    let name = name.split_once(':').map_or(name, |(name, _)| name);
    name.trim_start_matches(['+', '#', '.', '/', ';', '?', '&']).trim_end_matches('*')
}

/// The name in a segment that is a parameter as routers write it: `:id`, `<id>`, `<int:id>`.
fn routed(segment: &str) -> Option<&str> {
    if let Some(name) = segment.strip_prefix(':') {
        return Some(name);
    }
    let inner = segment.strip_prefix('<')?.strip_suffix('>')?;
    Some(inner.split_once(':').map_or(inner, |(_, name)| name))
}

/// A query and fragment without what is a template in it.
fn without_templates(rest: &str) -> (String, Vec<(String, String)>) {
    let Some(query) = rest.strip_prefix('?') else { return (rest.to_owned(), Vec::new()) };
    let (query, fragment) = query.split_at(query.find('#').unwrap_or(query.len()));
    let mut templates = Vec::new();
    let mut kept = Vec::new();
    for pair in query.split('&') {
        let template = pair.split_once('=').and_then(|(key, value)| {
            let name = value.strip_prefix('{')?.strip_suffix('}')?;
            Some((plain(name).to_owned(), key.to_owned()))
        });
        match template {
            Some(template) => templates.push(template),
            None => kept.push(pair),
        }
    }
    let mark = if kept.is_empty() { "" } else { "?" };
    (format!("{mark}{}{fragment}", kept.join("&")), templates)
}

/// Makes a parameter of the path one of the query, under the name that it has there.
fn move_to_query(tree: &Node, item: &mut Node, name: &str, key: &str) {
    let shared = list_to_query(tree, item, name, key);
    let methods: Vec<String> = operations(item).map(|(method, _)| method.to_owned()).collect();
    let mut everywhere = true;
    for method in &methods {
        let operation = match METHODS.contains(&&method[..]) {
            true => item.get_mut(method),
            false => item.get_mut("x-specwright-operations").and_then(|more| more.get_mut(method)),
        };
        everywhere &= operation.is_some_and(|operation| list_to_query(tree, operation, name, key));
    }
    if !shared && !everywhere {
        declare_string(item, "query", key);
    }
}

/// Does so in one list of parameters; whether that declares it.
fn list_to_query(tree: &Node, holder: &mut Node, name: &str, key: &str) -> bool {
    let Some(list) = holder.get_mut("parameters").and_then(Node::as_array_mut) else {
        return false;
    };
    let is = |parameter: &Node, place: &str, name: &str| {
        let text = |key| parameter.get(key).and_then(Node::as_str);
        text("in") == Some(place) && text("name") == Some(name)
    };
    let declared = list.iter().any(|entry| is(resolved(tree, entry), "query", key));
    let of_path = list.iter().position(|entry| is(resolved(tree, entry), "path", name));
    let Some(at) = of_path else { return declared };
    if declared {
        list.remove(at);
        return true;
    }
    let origin = list[at].origin;
    let mut moved = resolved(tree, &list[at]).clone();
    moved.origin = origin;
    if let Some(map) = moved.as_object_mut() {
        map.shift_remove("style");
        map.insert("name".into(), Node::from(key).at(origin));
        map.insert("in".into(), Node::from("query").at(origin));
    }
    list[at] = moved;
    true
}
