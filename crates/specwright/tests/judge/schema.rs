//! Schemas of the normal form as JSON Schema 2020-12.

use serde_json::{Map, Value, json};

/// All named schemas, where references find them.
pub(crate) fn components(tree: &Value, base: &str) -> Value {
    let schemas = tree["components"]["schemas"].as_object().into_iter().flatten();
    let schemas: Map<String, Value> =
        schemas.map(|(name, schema)| (name.clone(), converted(schema, base))).collect();
    json!({"components": {"schemas": schemas}})
}

/// A schema with the keywords of 2020-12, and references that lead to `base`.
pub(crate) fn converted(schema: &Value, base: &str) -> Value {
    let Value::Object(map) = schema else { return schema.clone() };
    if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
        return json!({"$ref": format!("{base}{reference}")});
    }
    let mut out = Map::new();
    for (key, value) in map {
        let key = key.strip_prefix("x-specwright-").unwrap_or(key);
        let each = |value: &Value| converted(value, base);
        let value = match (key, value) {
            ("types", types) => {
                out.insert("type".to_owned(), types.clone());
                continue;
            }
            ("properties" | "patternProperties" | "dependentSchemas", Value::Object(map)) => {
                map.iter().map(|(name, schema)| (name.clone(), each(schema))).collect()
            }
            ("allOf" | "anyOf" | "oneOf" | "prefixItems", Value::Array(list)) => {
                list.iter().map(each).collect()
            }
            (
                "items"
                | "additionalProperties"
                | "not"
                | "if"
                | "then"
                | "else"
                | "contains"
                | "propertyNames"
                | "unevaluatedProperties"
                | "unevaluatedItems",
                schema,
            ) => each(schema),
            (
                "type" | "enum" | "format" | "pattern" | "minLength" | "maxLength" | "minItems"
                | "maxItems" | "uniqueItems" | "minProperties" | "maxProperties" | "required"
                | "minimum" | "maximum" | "multipleOf" | "minContains" | "maxContains"
                | "dependentRequired",
                value,
            ) => value.clone(),
            // The rest describes.
            _ => continue,
        };
        out.insert(key.to_owned(), value);
    }
    for (flag, limit) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if map.get(flag) == Some(&json!(true))
            && let Some(value) = out.remove(limit)
        {
            out.insert(flag.to_owned(), value);
        }
    }
    // What speaks of an object is taken to be one, where no type is named.
    let object = out.contains_key("properties") || out.contains_key("additionalProperties");
    if object && !out.contains_key("type") {
        out.insert("type".to_owned(), "object".into());
    }
    if map.get("nullable") == Some(&json!(true)) {
        return json!({"anyOf": [{"type": "null"}, out]});
    }
    Value::Object(out)
}
