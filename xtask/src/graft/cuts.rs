//! What is done to a document: a piece of another one here, an awkward word there.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::words::{self, any};

/// How deep schemas are put together.
const DEPTH: usize = 3;

/// Changes something, if what chance has chosen is there to be changed.
pub fn cut(document: &mut Value, pieces: &[Value], random: &mut Rng) {
    let names = document["components"]["schemas"].as_object();
    let names: Vec<String> = names.into_iter().flat_map(Map::keys).cloned().collect();
    let mut makes = Makes { pieces, names: &names, random };
    match makes.random.u8(..10) {
        0 | 1 => {
            let schema = makes.schema(0);
            replace(document, schema, makes.random);
        }
        2 => rename(document, makes.random),
        3 => {
            let said = makes.said();
            beside(document, &said, makes.random);
        }
        4 => {
            let schema = makes.schema(0);
            let name = any(makes.random, words::TYPES);
            document["components"]["schemas"][name] = schema;
        }
        _ => operation(document, &mut makes),
    }
}

/// Makes calls of the API at its users' servers of what its users call, in some documents of all of it.
pub fn turn(document: &mut Value, random: &mut Rng) {
    let Some(paths) = document["paths"].as_object().cloned() else { return };
    let all: Vec<Value> = paths.into_iter().map(|(_, item)| item).collect();
    match random.u8(..8) {
        0 => {
            let named = all.into_iter().map(|item| (any(random, words::NAMES).to_owned(), item));
            document["webhooks"] = named.collect();
            document["openapi"] = json!("3.1.0");
            if random.bool() {
                document["paths"] = json!({});
            }
        }
        1 => {
            let name = any(random, words::NAMES);
            let callback = json!({name: {"{$request.body#/url}": random.choice(all)}});
            let paths = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
            let methods = paths.filter_map(Value::as_object_mut).flat_map(Map::values_mut);
            if let Some(operation) = methods.filter_map(Value::as_object_mut).next() {
                operation.insert("callbacks".into(), callback);
            }
        }
        _ => {}
    }
}

/// Changes an operation.
fn operation(document: &mut Value, makes: &mut Makes<'_>) {
    let mut scheme = None;
    let paths = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    let methods = paths.filter_map(Value::as_object_mut).flat_map(Map::iter_mut);
    let mut all: Vec<(&String, &mut Map<String, Value>)> = methods
        .filter(|(method, _)| ["get", "put", "post", "delete", "patch"].contains(&method.as_str()))
        .filter_map(|(method, operation)| Some((method, operation.as_object_mut()?)))
        .collect();
    if all.is_empty() {
        return;
    }
    let (method, operation) = all.swap_remove(makes.random.usize(..all.len()));
    match makes.random.u8(..6) {
        0 => {
            operation.insert("operationId".into(), any(makes.random, words::OPERATIONS).into());
        }
        1 => {
            let parameter = makes.parameter();
            let all = operation.entry("parameters").or_insert_with(|| json!([]));
            all.as_array_mut().into_iter().for_each(|all| all.push(parameter.clone()));
        }
        2 if *method != "get" => {
            let body = json!({"content": makes.content(), "required": makes.random.bool()});
            operation.insert("requestBody".into(), body);
        }
        3 => {
            let name = any(makes.random, words::NAMES);
            operation.insert("security".into(), json!([{name: []}]));
            scheme = Some((name, makes.scheme()));
        }
        _ => {
            let status = any(makes.random, words::STATUSES);
            let all = operation.entry("responses").or_insert_with(|| json!({}));
            if let Some(all) = all.as_object_mut() {
                all.insert(status.into(), makes.response());
            }
        }
    }
    if let Some((name, scheme)) = scheme {
        document["components"]["securitySchemes"][name] = scheme;
    }
}

/// What is new in a document.
struct Makes<'a> {
    pieces: &'a [Value],
    /// The document's schemas.
    names: &'a [String],
    random: &'a mut Rng,
}

impl Makes<'_> {
    fn schema(&mut self, depth: usize) -> Value {
        let choice = if depth < DEPTH { self.random.u8(..16) } else { self.random.u8(..9) };
        match choice {
            0..3 => self.reference(),
            3..6 => {
                let mut piece = self.pieces[self.random.usize(..self.pieces.len())].clone();
                self.adopt(&mut piece);
                piece
            }
            6 => json!({"type": "string", "format": any(self.random, words::FORMATS)}),
            7 => json!({"enum": self.constants()}),
            8 => self.simple(),
            9 | 10 => {
                let all: Vec<Value> =
                    (0..self.random.usize(1..4)).map(|_| self.schema(depth + 1)).collect();
                json!({any(self.random, &["oneOf", "anyOf", "allOf"]): all})
            }
            11 => json!({"type": "array", "items": self.schema(depth + 1), "maxItems": 3}),
            12 => json!({"type": "object", "additionalProperties": self.schema(depth + 1)}),
            13 => json!({"type": "array", "prefixItems": [self.schema(depth + 1)], "items": false}),
            _ => self.object(depth),
        }
    }

    fn object(&mut self, depth: usize) -> Value {
        let properties: Map<String, Value> = (0..self.random.usize(..5))
            .map(|_| (any(self.random, words::NAMES).to_owned(), self.schema(depth + 1)))
            .collect();
        let required: Vec<&String> = properties.keys().filter(|_| self.random.bool()).collect();
        json!({"type": "object", "properties": properties, "required": required})
    }

    fn simple(&mut self) -> Value {
        let all = [
            json!({"type": ["string", "integer", "null"]}),
            json!({"type": "integer", "minimum": 1, "maximum": 1e30, "format": any(self.random, words::FORMATS)}),
            json!({"type": "string", "minLength": 1, "pattern": "^[^/]+$"}),
            json!({"const": any(self.random, words::CONSTANTS)}),
            json!({"type": "object", "patternProperties": {"^x-": {"type": "string"}}}),
            json!({"type": "array"}),
            json!({}),
            json!(true),
        ];
        all[self.random.usize(..all.len())].clone()
    }

    fn constants(&mut self) -> Vec<&'static str> {
        (0..self.random.usize(1..6)).map(|_| any(self.random, words::CONSTANTS)).collect()
    }

    fn reference(&mut self) -> Value {
        let name = &self.names[self.random.usize(..self.names.len())];
        json!({"$ref": format!("#/components/schemas/{}", name.replace('~', "~0").replace('/', "~1"))})
    }

    /// Lets what another document refers to be something of this one.
    fn adopt(&mut self, piece: &mut Value) {
        match piece {
            Value::Array(items) => items.iter_mut().for_each(|item| self.adopt(item)),
            Value::Object(map) if map.get("$ref").is_some_and(Value::is_string) => {
                *piece = self.reference();
            }
            Value::Object(map) => {
                map.remove("mapping");
                map.values_mut().for_each(|value| self.adopt(value));
            }
            _ => {}
        }
    }

    /// What may be said beside the rest of a schema.
    fn said(&mut self) -> Value {
        let all = [
            json!({"nullable": true}),
            json!({"readOnly": true}),
            json!({"writeOnly": true}),
            json!({"default": any(self.random, words::CONSTANTS)}),
            json!({"default": 1}),
            json!({"title": any(self.random, words::NAMES)}),
            json!({"discriminator": {"propertyName": any(self.random, words::NAMES)}}),
            json!({"additionalProperties": false}),
            json!({"not": self.schema(DEPTH)}),
            json!({"format": any(self.random, words::FORMATS)}),
        ];
        all[self.random.usize(..all.len())].clone()
    }

    fn parameter(&mut self) -> Value {
        let (place, style) = [
            ("query", "form"),
            ("query", "spaceDelimited"),
            ("query", "deepObject"),
            ("header", "simple"),
            ("cookie", "form"),
        ][self.random.usize(..5)];
        let (name, required) = (any(self.random, words::NAMES), self.random.bool());
        let mut parameter = json!({"name": name, "in": place, "required": required});
        if self.random.u8(..6) == 0 {
            parameter["content"] = json!({"application/json": {"schema": self.schema(1)}});
        } else {
            parameter["schema"] = self.schema(1);
            parameter["style"] = style.into();
            parameter["explode"] = self.random.bool().into();
        }
        parameter
    }

    fn content(&mut self) -> Value {
        let media = |makes: &mut Self| {
            (any(makes.random, words::MEDIA).to_owned(), json!({"schema": makes.schema(0)}))
        };
        (0..self.random.usize(1..4)).map(|_| media(self)).collect::<Map<_, _>>().into()
    }

    fn response(&mut self) -> Value {
        let mut response = json!({"description": any(self.random, words::NAMES)});
        if self.random.u8(..5) > 0 {
            response["content"] = self.content();
        }
        for _ in 0..self.random.usize(..3) {
            let header = json!({"schema": self.schema(1), "required": self.random.bool()});
            response["headers"][any(self.random, words::NAMES)] = header;
        }
        response
    }

    fn scheme(&mut self) -> Value {
        let all = [
            json!({"type": "apiKey", "in": any(self.random, &["header", "query", "cookie"]), "name": "X-Key"}),
            json!({"type": "http", "scheme": any(self.random, &["basic", "bearer", "digest"])}),
            json!({"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://a.test/t", "scopes": {}}}}),
            json!({"type": "openIdConnect", "openIdConnectUrl": "https://a.test/id"}),
        ];
        all[self.random.usize(..all.len())].clone()
    }
}

/// Puts a schema in the place of another.
fn replace(document: &mut Value, schema: Value, random: &mut Rng) {
    chosen(document, random, &mut |place| *place = schema.clone());
}

/// Says more of a schema.
fn beside(document: &mut Value, said: &Value, random: &mut Rng) {
    chosen(document, random, &mut |place| {
        if let (Some(map), Some(said)) = (place.as_object_mut(), said.as_object()) {
            map.extend(said.clone());
        }
    });
}

/// Gives a property an awkward name.
fn rename(document: &mut Value, random: &mut Rng) {
    let name = any(random, words::NAMES);
    chosen(document, random, &mut |place| {
        let properties = place.get_mut("properties").and_then(Value::as_object_mut);
        if let Some(properties) = properties
            && let Some(first) = properties.keys().next().cloned()
            && let Some(schema) = properties.shift_remove(&first)
        {
            properties.insert(name.to_owned(), schema);
        }
    });
}

/// Visits one of the document's schemas.
fn chosen(document: &mut Value, random: &mut Rng, visit: &mut dyn FnMut(&mut Value)) {
    let mut count = 0;
    schemas(document, &mut |_| count += 1);
    let wanted = random.usize(..count.max(1));
    let mut at = 0;
    schemas(document, &mut |schema| {
        if at == wanted {
            visit(schema);
        }
        at += 1;
    });
}

/// Visits all places where a schema stands, the inner ones first.
fn schemas(node: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(|item| schemas(item, visit)),
        Value::Object(map) => {
            for (key, value) in map {
                schemas(value, visit);
                match (key.as_str(), value) {
                    ("items" | "additionalProperties" | "schema", value) if value.is_object() => {
                        visit(value);
                    }
                    ("properties" | "schemas", Value::Object(named)) => {
                        named.values_mut().for_each(&mut *visit);
                    }
                    ("oneOf" | "anyOf" | "allOf", Value::Array(all)) => {
                        all.iter_mut().for_each(&mut *visit);
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}
