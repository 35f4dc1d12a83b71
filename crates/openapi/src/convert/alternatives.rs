//! `anyOf` and `oneOf` with a branch for null: the other branches, and `nullable`. The same for
//! `allOf` with a part that is there to say `nullable`.

use specwright_diagnostics::{Map, Node, Origin, Value};

/// Keywords that describe a schema and constrain nothing. Where a branch is merged into the
/// schema around it, those of the outer one stay.
const ANNOTATIONS: [&str; 10] = [
    "title",
    "description",
    "default",
    "example",
    "x-specwright-examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "nullable",
];

pub(super) fn convert(map: &mut Map, origin: Origin) {
    if let Some(flag) = null_part(map).cloned() {
        map.insert("nullable".into(), flag);
    }
    for key in ["anyOf", "oneOf"] {
        let Some(branches) = map.get_mut(key).and_then(Node::as_array_mut) else { continue };
        let before = branches.len();
        branches.retain(|branch| !is_null(branch));
        if branches.len() == before {
            continue;
        }
        match branches.len() {
            0 => only_null(map, key, origin),
            1 => {
                let branch = branches.remove(0);
                map.shift_remove(key);
                merge(map, branch);
            }
            _ => {}
        }
        map.insert("nullable".into(), Node::from(true).at(origin));
    }
}

/// The `nullable` of a part of `allOf` that constrains nothing. By the letter null is still what
/// the other parts say; but nobody would write it for that.
pub(crate) fn null_part(map: &Map) -> Option<&Node> {
    const FLAGS: [&str; 2] = ["nullable", "x-nullable"];
    if FLAGS.iter().any(|flag| map.contains_key(*flag)) {
        return None;
    }
    map.get("allOf")?.as_array()?.iter().find_map(|part| {
        let part = part.as_object()?;
        let is_idle = |key: &String| ANNOTATIONS.contains(&&key[..]) || key.starts_with("x-");
        let flag = FLAGS.iter().find_map(|flag| part.get(*flag))?;
        (flag.as_bool() == Some(true) && part.keys().all(is_idle)).then_some(flag)
    })
}

/// Whether a converted schema admits null alone.
fn is_null(schema: &Node) -> bool {
    let only_null = |values: &[Node]| matches!(values, [value] if value.is_null());
    schema.get("enum").and_then(Node::as_array).is_some_and(only_null)
}

fn only_null(map: &mut Map, key: &str, origin: Origin) {
    map.shift_remove(key);
    let null = super::schema::null(origin);
    map.insert("enum".into(), Node::from(vec![null]).at(origin));
}

/// Takes the keywords of the only branch into the schema, or puts the branch into `allOf` where
/// both constrain the same.
fn merge(map: &mut Map, branch: Node) {
    let conflicts = |branch: &Map| {
        branch.iter().any(|(key, value)| {
            !ANNOTATIONS.contains(&key.as_str()) && map.get(key).is_some_and(|own| own != value)
        })
    };
    match branch.value {
        Value::Object(inner) if !inner.contains_key("$ref") && !conflicts(&inner) => {
            for (key, value) in inner {
                if !map.contains_key(&key) {
                    map.insert(key, value);
                }
            }
        }
        _ => match map.get_mut("allOf").and_then(Node::as_array_mut) {
            Some(all) => all.push(branch),
            None => {
                let origin = branch.origin;
                map.insert("allOf".into(), Node::from(vec![branch]).at(origin));
            }
        },
    }
}
