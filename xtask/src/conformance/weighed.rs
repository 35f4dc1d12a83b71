//! What speaks for the server where Schemathesis reports a failure: words that are added to it, for
//! `excused.tsv` to refer to. Each is found out by itself: from the reasons that the server gave, from
//! what the tool sent, and from the document.

use serde_json::Value;

use super::Failure;
use super::schemathesis::REFUSED;
use super::subject::Subject;

const REJECTED: &str = "RejectedPositiveData";
const ACCEPTED: &str = "AcceptedNegativeData";

/// A sound request that is none by the document as served.
const RULED_OUT: &str = "ruled out as served";

/// A sound request of which the tool sent something else.
const LOST: &str = "lost in the writing";

/// A request that is sound as it was sent, whatever the tool broke in it.
const UNBROKEN: &str = "unbroken in the writing";

/// Adds to each failure what speaks for the server. An answer of a status that the document does not name
/// has no type that it names either: by the original, the server may give it.
pub fn weigh(failures: &mut Vec<Failure>, subject: &Subject) {
    failures.retain(|failure| {
        let operation = Operation::find(&subject.document, &failure.about);
        let named = |status: &str| {
            operation.is_none_or(|o| ["default", status].iter().any(|s| !o.responses[*s].is_null()))
        };
        failure.check != "UndefinedContentType" || status(&failure.said).is_none_or(named)
    });
    for failure in failures {
        let reasons = reasons(&failure.said);
        if failure.check == REJECTED
            && !reasons.is_empty()
            && reasons.iter().all(|reason| reason["lost"].is_string())
        {
            failure.said.push_str(LOST);
        }
        let operation = Operation::find(&subject.document, &failure.about);
        if failure.check == ACCEPTED
            && operation.is_some_and(|o| o.takes(&failure.said, subject.conflicts))
        {
            failure.said.push_str(UNBROKEN);
        }
    }
}

/// Marks the refusals of sound requests that are not sound by the document as served: there the server
/// refuses none of the operation, and nothing that it says of the request speaks against it.
pub fn rule_out(original: &mut [Failure], served: &[Failure]) {
    for failure in original.iter_mut().filter(|failure| failure.check == REJECTED) {
        let also = |other: &Failure| {
            other.check == REJECTED && other.about == failure.about && !other.said.contains(LOST)
        };
        if !served.iter().any(also) && may_be_implied(&failure.said) {
            failure.said.push_str(RULED_OUT);
        }
    }
}

/// The status of the answer, as the tool tells it.
fn status(said: &str) -> Option<&str> {
    said.lines().find_map(|line| line.trim().strip_prefix('[')?.split_once("] ")).map(|(s, _)| s)
}

/// The reasons of a refusal, each with its `detail`, its `pointer`, the `kind` of value there, and how
/// that was `lost`.
fn reasons(said: &str) -> Vec<Value> {
    let told = said.lines().find_map(|line| line.strip_prefix(REFUSED));
    told.and_then(|told| serde_json::from_str(told).ok()).unwrap_or_default()
}

/// Whether a refusal can be for bounds and types that a document leaves out. Of alternatives it is not
/// said what is wrong with each: a value of another kind than theirs, or a wide number, speaks for it.
fn may_be_implied(said: &str) -> bool {
    let wide = has_wide_number(said);
    let implied = |reason: &Value| {
        let word = |key: &str| reason[key].as_str().unwrap_or_default();
        let detail = word("detail");
        // A parameter's text has the type that it is read as.
        let in_body = word("pointer").starts_with("/body");
        let plain = !matches!(word("kind"), "object" | "array" | "");
        detail.starts_with("must be from ")
            || in_body && matches!(detail, "must be an object" | "must be an array")
            || detail == "must be one of the alternatives" && (wide || in_body && plain)
    };
    let reasons = reasons(said);
    if reasons.is_empty() { wide } else { reasons.iter().all(implied) }
}

/// Whether a request has an integer that 64 bits do not hold, or a number beyond single precision.
fn has_wide_number(said: &str) -> bool {
    let request = said.lines().filter(|line| line.trim_start().starts_with("curl "));
    let mut words = request.flat_map(|line| {
        line.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+')))
    });
    words.any(|word| {
        let digits = word.strip_prefix('-').unwrap_or(word);
        if digits.bytes().all(|b| b.is_ascii_digit()) {
            digits.len() >= 19 && word.parse::<i64>().is_err()
        } else {
            let number = digits.starts_with(|c: char| c.is_ascii_digit()).then(|| word.parse());
            number.is_some_and(|n| n.is_ok_and(|n: f64| n.abs() > f64::from(f32::MAX)))
        }
    })
}

/// An operation of a normal form.
struct Operation<'a> {
    document: &'a Value,
    parameters: Vec<&'a Value>,
    body: &'a Value,
    responses: &'a Value,
}

impl<'a> Operation<'a> {
    /// The operation of a method and a path.
    fn find(document: &'a Value, about: &str) -> Option<Operation<'a>> {
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
    fn takes(&self, said: &str, conflicts: bool) -> bool {
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
        let parameter = place.strip_prefix("parameter `").and_then(|rest| rest.split_once('`'));
        if let Some((name, _)) = parameter {
            return self.parameter_takes_text(name);
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
}

impl Sent {
    fn of(said: &str) -> Sent {
        let request = said.lines().find(|line| line.trim_start().starts_with("curl "));
        let media = request.and_then(|line| line.split_once("Content-Type: "));
        let end = |c: char| matches!(c, ';' | '\'');
        let media = media.and_then(|(_, rest)| Some(rest.split(end).next()?.trim().to_owned()));
        let is_empty = request.is_some_and(|line| !line.contains(" -d "));
        Sent { media, is_empty }
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

    fn refused(reasons: &Value) -> String {
        format!("{REFUSED}{reasons}\n")
    }

    #[test]
    fn a_refusal_is_ruled_out_where_its_reason_is_implied_and_none_is_refused_as_served() {
        let failure = |about: &str, said: &str| Failure {
            check: REJECTED.to_owned(),
            about: about.to_owned(),
            said: said.to_owned(),
        };
        let because = |detail: &str, pointer: &str, kind: &str| {
            refused(&json!([{"detail": detail, "pointer": pointer, "kind": kind}]))
        };
        let bound = because("must be from 0 to 255", "/body/a", "number");
        let mut original = [failure("GET /a", &bound), failure("GET /b", &bound)];
        rule_out(&mut original, &[failure("GET /b", &bound)]);
        assert_eq!(original.map(|failure| failure.said.contains(RULED_OUT)), [true, false]);
        assert!(!may_be_implied("`{\"message\":\"in the document's shape\"}`"));
        let implied = |d, p, k| may_be_implied(&because(d, p, k));
        assert!(!implied("must be a multiple of 2", "/body/a", "number"));
        assert!(implied("must be an array", "/body/a", "null"));
        assert!(!implied("must be an array", "/query/a", "null"));
        assert!(implied("must be one of the alternatives", "/body/a", "null"));
        assert!(!implied("must be one of the alternatives", "/body/a", "object"));
    }

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
    fn the_status_of_an_answer_is_read() {
        assert_eq!(status("Expected: [a]\n\n[401] Unauthorized:\n"), Some("401"));
        assert_eq!(status("no answer"), None);
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
        assert!(!takes("header - violates `required`", "application/xml"));
        assert!(!takes("in body\n  - l: Incorrect type\n  - n: Incorrect type", parts));
        assert!(operation.takes("Invalid component: Missing request body\n curl http://x", false));
        assert!(!operation.takes("Invalid component: in body - value is not allowed", false));
        assert!(operation.takes("Invalid component: in body - value is not allowed", true));
    }

    #[test]
    fn a_number_is_wide_where_64_bits_or_single_precision_do_not_hold_it() {
        assert!(has_wide_number("    curl -d '{\"a\": 9223372036854775808}' http://x"));
        assert!(has_wide_number("    curl http://x/-9223372036854775809?a=b"));
        assert!(!has_wide_number("    curl http://x/9223372036854775807"));
        assert!(has_wide_number("    curl -d '{\"a\": -3.5e+39}' http://x"));
        assert!(!has_wide_number("    curl -d '{\"a\": 3.4e+38, \"b\": \"1e39x\"}' http://x"));
        assert!(!has_wide_number("    curl http://x/99999999999999999999.5"));
        assert!(!has_wide_number("must be from -9223372036854775809"));
    }
}
