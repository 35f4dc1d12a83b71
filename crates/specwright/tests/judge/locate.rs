//! From a place as specwright names it to the schemas that speak of it.

use serde_json::Value;

/// How many references and parts are followed to where a property is said.
const MOST: usize = 400;

/// The schemas of a place: none where the document says nothing of it. `None` where the way there is
/// not found.
pub(crate) fn schemas<'a>(tree: &'a Value, pointer: &str) -> Option<Vec<&'a Value>> {
    let unescaped = |s: &str| s.replace("~1", "/").replace("~0", "~");
    let steps: Vec<String> = pointer.split('/').skip(1).map(unescaped).collect();
    let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
    match &steps[..] {
        ["components", "schemas", name, rest @ ..] => {
            within(tree, vec![&tree["components"]["schemas"][*name]], rest)
        }
        ["components", kind, name, rest @ ..] => {
            message(tree, &tree["components"][*kind][*name], rest)
        }
        ["paths", path, method, rest @ ..] => {
            let item = &tree["paths"][*path];
            let known = item.get(*method);
            let named = item["x-specwright-operations"].as_object();
            let operation = known.or_else(|| {
                let mut all = named.into_iter().flatten();
                all.find(|(name, _)| name.eq_ignore_ascii_case(method)).map(|(_, found)| found)
            })?;
            of_operation(tree, item, operation, rest)
        }
        _ => None,
    }
}

fn of_operation<'a>(
    tree: &'a Value,
    item: &'a Value,
    operation: &'a Value,
    steps: &[&str],
) -> Option<Vec<&'a Value>> {
    match steps {
        ["requestBody", rest @ ..] => message(tree, &operation["requestBody"], rest),
        ["responses", status, rest @ ..] => message(tree, &operation["responses"][*status], rest),
        ["parameters", rest @ ..] => {
            let places = ["path", "query", "header", "cookie"];
            let rest = match rest {
                [place, rest @ ..] if places.contains(place) => rest,
                rest => rest,
            };
            let (name, rest) = rest.split_first()?;
            let lists = [&operation["parameters"], &item["parameters"]];
            let all = lists.iter().filter_map(|list| list.as_array()).flatten();
            let mut found = all.map(|one| target(tree, one));
            let found = found.find(|one| one["name"] == **name);
            message(tree, found?, rest)
        }
        _ => None,
    }
}

/// The schemas of a parameter, body, response or header.
fn message<'a>(tree: &'a Value, found: &'a Value, steps: &[&str]) -> Option<Vec<&'a Value>> {
    let found = target(tree, found);
    match steps {
        ["headers", name, rest @ ..] => message(tree, &found["headers"][*name], rest),
        ["content", range, rest @ ..] => {
            let media = found["content"].get(*range)?;
            within(tree, media.get("schema").into_iter().collect(), rest)
        }
        rest => {
            let content = found["content"].as_object().into_iter().flatten();
            let schemas = content.filter_map(|(_, media)| media.get("schema"));
            within(tree, found.get("schema").into_iter().chain(schemas).take(1).collect(), rest)
        }
    }
}

fn within<'a>(
    tree: &'a Value,
    mut schemas: Vec<&'a Value>,
    steps: &[&str],
) -> Option<Vec<&'a Value>> {
    let mut steps = steps.iter();
    while let Some(step) = steps.next() {
        let all = parts(tree, &schemas);
        let pick = |of: &dyn Fn(&'a Value) -> Vec<&'a Value>| -> Vec<&'a Value> {
            all.iter().flat_map(|schema| of(schema)).collect()
        };
        schemas = match *step {
            "properties" => {
                let name = *steps.next()?;
                pick(&|schema| schema["properties"].get(name).into_iter().collect())
            }
            "items" | "additionalProperties" => pick(&values),
            "prefixItems" => {
                let at: usize = steps.next()?.parse().ok()?;
                pick(&|schema| schema["x-specwright-prefixItems"].get(at).into_iter().collect())
            }
            name => {
                let mut found = pick(&|schema| alternative(tree, schema, name));
                found.truncate(1);
                found
            }
        };
        if schemas.is_empty() && steps.len() > 0 {
            return None;
        }
    }
    Some(schemas).filter(|all| all.iter().all(|schema| !schema.is_null()))
}

/// What a list or map says of what it holds.
fn values(schema: &Value) -> Vec<&Value> {
    let single = ["items", "additionalProperties"].iter().filter_map(|key| schema.get(key));
    let patterns = schema["x-specwright-patternProperties"].as_object().into_iter().flatten();
    single.chain(patterns.map(|(_, schema)| schema)).filter(|s| s.is_object()).collect()
}

/// The alternative of a name: a base itself, or that of its reference, title or type, or its number from 1.
fn alternative<'a>(tree: &'a Value, schema: &'a Value, name: &str) -> Vec<&'a Value> {
    if name == "base" && schema.get("discriminator").is_some() {
        return vec![schema];
    }
    let lists = ["oneOf", "anyOf"].iter().filter_map(|key| schema[*key].as_array());
    let mut found = Vec::new();
    for (index, one) in lists.flat_map(|list| list.iter().enumerate()) {
        let reference = one["$ref"].as_str().and_then(|r| r.rsplit('/').next());
        let reference = reference.map(|r| r.replace("~1", "/").replace("~0", "~"));
        let is = reference.as_deref() == Some(name)
            || one["title"] == name
            || one["type"] == name
            || (index + 1).to_string() == name;
        if is {
            found.push(target(tree, one));
        }
    }
    found
}

/// Schemas, those that they refer to, and the parts of their `allOf`.
fn parts<'a>(tree: &'a Value, schemas: &[&'a Value]) -> Vec<&'a Value> {
    let mut all: Vec<&Value> = Vec::new();
    let mut open: Vec<&Value> = schemas.to_vec();
    while let Some(schema) = open.pop() {
        let schema = target(tree, schema);
        if all.len() < MOST && !all.iter().any(|known| std::ptr::eq(*known, schema)) {
            all.push(schema);
            open.extend(schema["allOf"].as_array().into_iter().flatten());
        }
    }
    all
}

/// What a reference leads to.
fn target<'a>(tree: &'a Value, mut node: &'a Value) -> &'a Value {
    for _ in 0..MOST {
        let Some(reference) = node.get("$ref").and_then(Value::as_str) else { break };
        let Some(next) = tree.pointer(reference.trim_start_matches('#')) else { break };
        node = next;
    }
    node
}
