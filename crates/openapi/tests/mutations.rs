//! No document makes the stages panic: every node of every fixture is replaced by values of all
//! kinds, one at a time.

mod support;

use std::path::Path;

use serde_json::{Value, json};
use specwright_diagnostics::{Layout, Node};
use specwright_openapi::to_yaml;
use support::Run;

/// What a node is replaced by.
fn replacements() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1.5),
        json!(""),
        json!("#/components/schemas/Pet"),
        json!([]),
        json!([null, {"type": "null"}]),
        json!({}),
        json!({"$ref": "#"}),
        json!({"": {"$ref": "#/paths"}, "type": ["x"], "name": [], "in": "path"}),
    ]
}

/// The JSON pointers of all nodes.
fn pointers(value: &Value, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{at}/{index}"), into);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(item, &format!("{at}/{key}"), into);
            }
        }
        _ => {}
    }
}

#[test]
fn no_mutation_makes_a_stage_panic() {
    for name in ["swagger.yaml", "schemas.yaml", "latest.yaml", "faults.yaml"] {
        let text = std::fs::read_to_string(Path::new("tests/fixtures").join(name)).unwrap();
        let whole: Value = serde_yaml::from_str(&text).unwrap();
        let mut places = Vec::new();
        pointers(&whole, "", &mut places);
        for place in &places {
            for replacement in replacements() {
                let mut mutant = whole.clone();
                *mutant.pointer_mut(place).unwrap() = replacement;
                let mut run = Run::default();
                let layout = Layout::whole("");
                let document = run.sources.add(name, "", layout, Node::from(mutant));
                let normal = run.normalise(&[document]);
                assert_eq!(normal.is_none(), run.diagnostics.has_errors(), "{name} {place}");
                if let Some(normal) = normal {
                    to_yaml(&normal);
                }
            }
        }
    }
}
