//! Whether a request that Schemathesis broke on purpose is sound all the same, as it was sent and as the
//! document reads it.

use serde_json::Value;

/// An operation of a normal form.
pub struct Operation<'a> {
    document: &'a Value,
    parameters: Vec<&'a Value>,
    body: &'a Value,
    pub responses: &'a Value,
}

impl<'a> Operation<'a> {
    /// The operation of a method and a path.
    pub fn find(document: &'a Value, about: &str) -> Option<Operation<'a>> {
        let (method, path) = about.split_once(' ')?;
        let item = document["paths"].get(path)?;
        let operation = item.get(method.to_ascii_lowercase())?;
        let lists = [&item["parameters"], &operation["parameters"]];
        let parameters = lists.into_iter().filter_map(Value::as_array).flatten();
        let parameters = parameters.map(|parameter| resolve(document, parameter)).collect();
        let body = resolve(document, &operation["requestBody"]);
        let responses = &operation["responses"];
        Some(Operation { document, parameters, body, responses })
    }

    /// Whether what was sent is sound, by all that the tool says is not.
    pub fn takes(&self, said: &str, conflicts: bool) -> bool {
        let (sent, broken) = (Sent::of(said), broken(said));
        // Bytes are not looked into.
        if broken.iter().any(|(place, _)| place.contains("body")) && sent.is_opaque() {
            return true;
        }
        // One alternative is broken, and the tag says that another is meant.
        let retagged = |(_, what): &(String, String)| {
            what.starts_with("violates `enum` at /oneOf/")
                && self.is_tagged(last_property(what), said)
        };
        if broken.iter().any(retagged) {
            return true;
        }
        let is_sound = |(place, what): &(String, String)| {
            let lower = what.to_ascii_lowercase();
            if lower.ends_with("value is not allowed") {
                conflicts
            } else if sent.is_empty && (what.starts_with("Missing ") || place.contains("body")) {
                self.body["required"] != true
            } else if let Some(name) = what.strip_prefix("Missing required property: ") {
                sent.is_parts() && self.properties(name, |s| is_list(self.document, s))
            } else if what.starts_with("violates `not` at ") {
                // What is read-only is passed over in a request (OpenAPI 3.0.3, Schema Object).
                self.properties(last_property(what), |schema| schema["readOnly"] == true)
            } else if what.starts_with("violates `required` at ") {
                sent.is_parts() && said.contains(&format!("name=\"{}\"", last_property(what)))
            } else if what.starts_with("violates `format` at ") {
                self.properties(last_property(what), has_idle_format)
            } else {
                self.is_text(place, what, &sent)
            }
        };
        !broken.is_empty() && broken.iter().all(is_sound)
    }

    /// Whether a value of a wrong type is sound all the same, as it is sent as text.
    fn is_text(&self, place: &str, what: &str, sent: &Sent) -> bool {
        let types = ["incorrect type", "violates `type`", "violates `anyof`"];
        let lower = what.to_ascii_lowercase();
        if !types.iter().any(|words| lower.contains(words)) {
            return false;
        }
        let name = match place.strip_prefix("parameter `").and_then(|rest| rest.split_once('`')) {
            Some((name, _)) => Some(name),
            None => place.starts_with("parameters `").then(|| last_property(what)),
        };
        if let Some(name) = name {
            return self.parameter_takes_text(name) || self.parameter_reads(name, sent);
        }
        let name = what.split_once(": ").map_or_else(|| last_property(what), |(name, _)| name);
        sent.is_parts() && self.properties(name, |s| takes_text(self.document, s, 0))
    }

    /// Whether a request has a tag of one of the alternatives of a body, in a property that its
    /// discriminator names.
    fn is_tagged(&self, property: &str, said: &str) -> bool {
        let media = self.body["content"].as_object().into_iter().flat_map(|c| c.values());
        media.map(|media| resolve(self.document, &media["schema"])).any(|schema| {
            let discriminator = &schema["discriminator"];
            let mapped = discriminator["mapping"].as_object().into_iter().flat_map(|m| m.keys());
            discriminator["propertyName"] == property
                && mapped.map(|tag| format!("\"{property}\": \"{tag}\"")).any(|t| said.contains(&t))
        })
    }

    fn parameter_takes_text(&self, name: &str) -> bool {
        let named = self.parameters.iter().filter(|parameter| parameter["name"] == name);
        let mut named = named.peekable();
        named.peek().is_some() && named.all(|p| takes_text(self.document, &p["schema"], 0))
    }

    /// Whether a parameter was sent once in the query, as text of a value: a list of one value is
    /// written like the value, and an empty list like null.
    fn parameter_reads(&self, name: &str, sent: &Sent) -> bool {
        let mut texts = sent.query.iter().filter(|(key, _)| key == name);
        let mut named = self.parameters.iter().filter(|parameter| parameter["name"] == name);
        match (texts.next(), texts.next(), named.next()) {
            (Some((_, text)), None, Some(parameter)) => {
                reads(self.document, &parameter["schema"], text, 0)
            }
            _ => false,
        }
    }

    /// Whether something holds of all properties of this name in the body, of which there is one.
    fn properties(&self, name: &str, holds: impl Fn(&Value) -> bool) -> bool {
        let mut found = Vec::new();
        for media in self.body["content"].as_object().into_iter().flat_map(|c| c.values()) {
            self.collect(&media["schema"], name, &mut found, 0);
        }
        !found.is_empty() && found.into_iter().all(holds)
    }

    fn collect(&self, schema: &'a Value, name: &str, found: &mut Vec<&'a Value>, depth: usize) {
        let schema = resolve(self.document, schema);
        if depth > 8 {
            return;
        }
        found.extend(schema["properties"].get(name).map(|p| resolve(self.document, p)));
        let lists = ["allOf", "oneOf", "anyOf"].map(|key| schema[key].as_array());
        let parts = lists.into_iter().flatten().flatten();
        let nested = schema["properties"].as_object().into_iter().flat_map(|p| p.values());
        for part in parts.chain(nested) {
            self.collect(part, name, found, depth + 1);
        }
    }
}

/// What the tool says is wrong with a request: where, and what.
fn broken(said: &str) -> Vec<(String, String)> {
    let mut lines =
        said.lines().map(str::trim).skip_while(|l| !l.starts_with("Invalid component:"));
    let Some(first) = lines.next() else { return Vec::new() };
    let first = first.trim_start_matches("Invalid component:").trim();
    let mut all = Vec::new();
    match first.split_once(" - ") {
        Some((place, what)) => all.push((place.to_owned(), what.to_owned())),
        None if first.starts_with("Missing ") => all.push((String::new(), first.to_owned())),
        None => {}
    }
    for line in lines.take_while(|line| line.starts_with("- ")) {
        let line = &line[2..];
        let (place, what) = match line.split_once(": ") {
            Some((place, what)) if first.is_empty() => (place, what),
            _ => (first, line),
        };
        all.push((place.to_owned(), what.to_owned()));
    }
    all
}

/// The property that a way into a schema ends with, or leads through last.
fn last_property(what: &str) -> &str {
    let way = what.split(" at ").nth(1).unwrap_or_default();
    let way = way.split(" (was ").next().unwrap_or_default();
    let rest = way.rsplit("/properties/").next().unwrap_or_default();
    rest.split('/').next().unwrap_or_default()
}

/// A request as it was sent.
struct Sent {
    /// Its media type.
    media: Option<String>,
    /// Whether it has no body.
    is_empty: bool,
    /// The names and texts of its query, as they are escaped.
    query: Vec<(String, String)>,
}

impl Sent {
    fn of(said: &str) -> Sent {
        let request = said.lines().find(|line| line.trim_start().starts_with("curl "));
        let media = request.and_then(|line| line.split_once("Content-Type: "));
        let end = |c: char| matches!(c, ';' | '\'');
        let media = media.and_then(|(_, rest)| Some(rest.split(end).next()?.trim().to_owned()));
        let is_empty = request.is_some_and(|line| !line.contains(" -d "));
        let url = request.and_then(|line| line.rsplit_once("http://")).map_or("", |(_, url)| url);
        let query = url.trim_end_matches('\'').split_once('?').map_or("", |(_, query)| query);
        let query = query.split('&').filter_map(|pair| pair.split_once('='));
        let query = query.map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        Sent { media, is_empty, query }
    }

    /// Whether the parts of an object are sent as texts.
    fn is_parts(&self) -> bool {
        let media = self.media.as_deref().unwrap_or_default();
        media.starts_with("multipart/") || media == "application/x-www-form-urlencoded"
    }

    /// Whether it is bytes, into which nobody looks who knows JSON.
    fn is_opaque(&self) -> bool {
        let Some(media) = self.media.as_deref() else { return false };
        let json = media == "application/json" || media.ends_with("+json");
        !(json || self.is_parts() || media.starts_with("text/") || media.contains('*'))
    }
}

fn resolve<'a>(document: &'a Value, mut node: &'a Value) -> &'a Value {
    for _ in 0..16 {
        let Some(pointer) = node["$ref"].as_str().and_then(|r| r.strip_prefix('#')) else { break };
        node = document.pointer(pointer).unwrap_or(&Value::Null);
    }
    node
}

/// Whether any text is a value of a schema, once it is read as what the schema says.
fn takes_text(document: &Value, schema: &Value, depth: usize) -> bool {
    let schema = resolve(document, schema);
    if depth > 8 || schema.get("enum").is_some() || schema.get("pattern").is_some() {
        return false;
    }
    let inner = |schema: &Value| takes_text(document, schema, depth + 1);
    let list = |key: &str| schema[key].as_array();
    if let Some(all) = list("allOf") {
        return all.iter().all(inner);
    }
    if let Some(any) = list("oneOf").or(list("anyOf")) {
        return any.iter().any(inner);
    }
    match schema["type"].as_str() {
        None => true,
        Some("string") => has_idle_format(schema) && schema.get("maxLength").is_none(),
        Some("array") => inner(&schema["items"]),
        Some("object") => {
            let mut properties =
                schema["properties"].as_object().into_iter().flat_map(|p| p.values());
            schema.get("required").is_none()
                && schema["additionalProperties"] != false
                && properties.all(inner)
        }
        Some(_) => false,
    }
}

/// Whether a text is that of a number, a word or null of a schema.
fn reads(document: &Value, schema: &Value, text: &str, depth: usize) -> bool {
    let schema = resolve(document, schema);
    let any = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
    if let Some(any) = any.filter(|_| depth <= 8) {
        return any.iter().any(|schema| reads(document, schema, text, depth + 1));
    }
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    text.is_empty() && schema["nullable"] == true
        || match schema["type"].as_str() {
            Some("integer") => number.is_some_and(|number| number.fract() == 0.0),
            Some("number") => number.is_some(),
            Some("boolean") => matches!(text, "true" | "false"),
            _ => false,
        }
}

fn is_list(document: &Value, schema: &Value) -> bool {
    let schema = resolve(document, schema);
    schema["type"] == "array" && schema["minItems"].as_u64().unwrap_or(0) == 0
}

/// Whether a string has no format, or one that rules nothing out.
fn has_idle_format(schema: &Value) -> bool {
    !schema["format"].as_str().is_some_and(is_format)
}

/// Whether a format of strings is one that OpenAPI or JSON Schema know, and that rules texts out.
pub fn is_format(name: &str) -> bool {
    const FORMATS: &[&str] = &[
        "date-time",
        "date",
        "time",
        "duration",
        "email",
        "idn-email",
        "hostname",
        "idn-hostname",
        "ipv4",
        "ipv6",
        "uri",
        "uri-reference",
        "iri",
        "iri-reference",
        "uuid",
        "uri-template",
        "json-pointer",
        "relative-json-pointer",
        "regex",
        "byte",
    ];
    FORMATS.contains(&name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_broken_alternative_is_another_by_its_tag() {
        let document = json!({"paths": {"/a": {"post": {"requestBody": {"content": {"application/json": {"schema": {
            "discriminator": {"propertyName": "t", "mapping": {"two": "#/b"}}, "oneOf": [],
        }}}}}}}});
        let operation = Operation::find(&document, "POST /a").unwrap();
        let takes = |tag: &str| {
            let broken = "Invalid component: in body\n- violates `type` at /oneOf/0/properties/a\n- violates `enum` at /oneOf/0/properties/t";
            let sent = format!(
                "curl -H 'Content-Type: application/json' -d '{{\"t\": \"{tag}\"}}' http://x"
            );
            operation.takes(&format!("{broken}\n\n{sent}"), false)
        };
        assert!(takes("two") && !takes("three"));
    }

    #[test]
    fn a_list_of_one_value_is_written_like_the_value() {
        let schema = json!({"type": "integer", "nullable": true});
        let parameters = json!([{"name": "a", "schema": schema}, {"name": "b", "schema": schema}]);
        let document = json!({"paths": {"/a": {"get": {"parameters": parameters}}}});
        let operation = Operation::find(&document, "GET /a").unwrap();
        let takes = |query: &str| {
            let broken = "Invalid component: parameters `a`, `b` in query\n- violates `type` at /properties/a (was integer, became array)\n- violates `type` at /properties/b (was integer, became array)";
            operation.takes(&format!("{broken}\n\n curl -X GET 'http://x/a?{query}'"), false)
        };
        assert!(takes("a=0.0&b=") && takes("b=7&a=-1"));
        assert!(!takes("a=0.5&b=1") && !takes("a=1&a=2&b=1") && !takes("a=1"));
    }

    #[test]
    fn what_is_broken_is_read_with_its_place() {
        let one =
            "    Invalid component: parameter `a` in path - incorrect type\n\n[200] OK:\n    - x";
        assert_eq!(broken(one), [("parameter `a` in path".into(), "incorrect type".into())]);
        let several = "Invalid component: in body\n  - violates `type` at /oneOf/0/properties/p/anyOf/1 (was null, became boolean)\n  - b: c\n";
        let told = broken(several);
        assert_eq!(told.len(), 2);
        assert_eq!((&*told[0].0, last_property(&told[0].1)), ("in body", "p"));
        let apart = broken("Invalid component:\n  - header: violates `required` (was A)\n");
        assert_eq!(apart[0].0, "header");
        assert_eq!(broken("Invalid component: Missing required property: a")[0].0, "");
    }

    #[test]
    fn a_request_is_unbroken_where_its_text_is_a_value_of_what_it_is_read_as() {
        let list = json!({"type": "array", "items": {"type": "string"}});
        let properties = json!({"l": list, "n": {"type": "integer"}, "m": {"type": "array", "minItems": 1, "items": {}}, "p": {"type": "string", "format": "password"}, "d": {"type": "string", "format": "date"}, "r": {"readOnly": true}});
        let document = json!({"paths": {"/a": {"post": {
            "parameters": [{"name": "l", "schema": list}, {"name": "n", "schema": {"type": "integer"}}],
            "requestBody": {"content": {"multipart/form-data": {"schema": {"properties": properties}}}},
        }}}});
        let operation = Operation::find(&document, "POST /a").unwrap();
        let takes = |broken: &str, media: &str| {
            let sent = format!("    curl -X POST -H 'Content-Type: {media}; a=b' -d '' http://x/a");
            operation.takes(&format!("Invalid component: {broken}\n\n{sent}"), false)
        };
        let parts = "multipart/form-data";
        assert!(takes("in body - l: Incorrect type", parts));
        assert!(!takes("in body - l: Incorrect type", "application/json"));
        assert!(!takes("in body - n: Incorrect type", parts));
        assert!(!takes("in body - unknown: Incorrect type", parts));
        assert!(takes("Missing required property: l", parts));
        assert!(!takes("Missing required property: m", parts));
        assert!(!takes("Missing required property: n", parts));
        assert!(takes("parameter `l` in path - incorrect type", parts));
        assert!(!takes("parameter `n` in path - incorrect type", parts));
        assert!(takes("in body - violates `format` at /properties/p", "application/json"));
        assert!(!takes("in body - violates `format` at /properties/d", "application/json"));
        assert!(takes("in body - violates `not` at /properties/r", parts));
        assert!(!takes("in body - violates `not` at /properties/n", parts));
        assert!(takes("in body - n: Incorrect type", "application/xml"));
        let missing = "in body - violates `required` at /properties/p";
        assert!(!takes(missing, parts));
        let sent =
            format!("{missing}\n\n curl -H 'Content-Type: {parts}' -d 'name=\"p\"' http://x");
        assert!(operation.takes(&format!("Invalid component: {sent}"), false));
        assert!(!takes("header - violates `required`", "application/xml"));
        assert!(!takes("in body\n  - l: Incorrect type\n  - n: Incorrect type", parts));
        assert!(operation.takes("Invalid component: Missing request body\n curl http://x", false));
        assert!(!operation.takes("Invalid component: in body - value is not allowed", false));
        assert!(operation.takes("Invalid component: in body - value is not allowed", true));
    }
}
