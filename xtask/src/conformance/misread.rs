//! Violations that Prism finds because it reads requests by rules that OpenAPI does not have: each is
//! found out by what the document says and by what the relay tells of the requests.

use std::collections::HashSet;

use serde_json::Value;

use super::Failure;
use super::unbroken::is_format;

/// What is added to the words of such a violation, for `excused.tsv` to refer to.
const MISREAD: &str = "misread by Prism";

const REQUIRED: &str = "must have required property '";

/// Marks the violations that are none.
pub fn mark(violations: &mut [Failure], document: &Value, prism: &str, relay: &str) {
    let seen = Seen::of(document);
    for violation in violations {
        let about = &violation.about;
        if is_empty(about, prism, relay)
            || is_opaque(about, prism, relay)
            || is_void(about, prism, relay)
            || seen.is_read_only(about)
            || seen.is_told_apart(about)
            || seen.is_of_parts(about, relay)
            || is_idle_format(about)
        {
            violation.said.push_str(MISREAD);
        }
    }
}

/// Whether a parameter is missing, by Prism's word, that was sent, and is empty: not more often than the
/// relay tells of.
fn is_empty(about: &str, prism: &str, relay: &str) -> bool {
    let missing: Option<Vec<&str>> =
        about.split(REQUIRED).skip(1).map(|part| Some(part.split_once('\'')?.0)).collect();
    let is_parameter: usize = ["Request query must", "Request header must"]
        .iter()
        .map(|place| about.matches(place).count())
        .sum();
    let others = about.matches(" must ").count();
    let all = |names: &Vec<&str>| names.len() == is_parameter && names.len() == others;
    let Some(missing) = missing.filter(|names| !names.is_empty() && all(names)) else {
        return false;
    };
    missing.iter().all(|name| {
        // Prism says names in lower case, whatever the document does.
        let is = |told: &str| told.eq_ignore_ascii_case(name);
        let told = relay.lines().filter(|line| line.strip_prefix("empty: ").is_some_and(is));
        refused(&format!("{REQUIRED}{name}'"), prism, relay) <= told.count()
    })
}

/// How often a request was refused with these words.
fn refused(words: &str, prism: &str, relay: &str) -> usize {
    let said = |log: &str, mark: &str| {
        log.lines().filter(|line| line.contains(mark) && line.contains(words)).count()
    };
    said(prism, "Violation: request") + said(relay, "judged")
}

/// Whether a body that is no JSON is held to a schema, as which it is a text: not more often than the
/// relay tells of.
fn is_opaque(about: &str, prism: &str, relay: &str) -> bool {
    let words = "request.body Request body must be object";
    let told = relay.lines().filter(|line| *line == "opaque: a body").count();
    about == words && refused(&format!("Violation: {words}"), prism, relay) <= told
}

/// Whether a body is missing, by Prism's word, that was sent, and is empty: of bytes and of texts there
/// may be none. Not more often than the relay tells of.
fn is_void(about: &str, prism: &str, relay: &str) -> bool {
    let words = "request Body parameter is required";
    let told = relay.lines().filter(|line| *line == "empty: a body").count();
    about == words && refused(&format!("Violation: {words}"), prism, relay) <= told
}

/// Whether a format is asked for that no document of OpenAPI can mean.
fn is_idle_format(about: &str) -> bool {
    let mut formats = about.split("must match format \"").skip(1).peekable();
    formats.peek().is_some()
        && about.matches(" must ").count() == about.matches("must match format").count()
        && formats.all(|rest| rest.split_once('"').is_some_and(|(name, _)| !is_format(name)))
}

/// What a document has that Prism passes over.
struct Seen<'a> {
    /// The properties that are read-only wherever they stand.
    read_only: HashSet<&'a str>,
    /// The properties that are lists or objects wherever they stand.
    composed: HashSet<&'a str>,
    /// Whether there are discriminators.
    discriminators: bool,
}

impl<'a> Seen<'a> {
    fn of(document: &'a Value) -> Seen<'a> {
        let (mut read_only, mut composed) = (HashSet::new(), HashSet::new());
        let (mut written, mut plain) = (HashSet::new(), HashSet::new());
        let mut discriminators = false;
        let mut open = vec![document];
        while let Some(node) = open.pop() {
            for (name, property) in node["properties"].as_object().into_iter().flatten() {
                let is_composed = matches!(property["type"].as_str(), Some("array" | "object"));
                let is_read_only = property["readOnly"] == true;
                if is_read_only { &mut read_only } else { &mut written }.insert(name.as_str());
                if is_composed { &mut composed } else { &mut plain }.insert(name.as_str());
            }
            discriminators |= node["discriminator"]["propertyName"].is_string();
            open.extend(node.as_object().into_iter().flat_map(|map| map.values()));
            open.extend(node.as_array().into_iter().flatten());
        }
        read_only.retain(|name| !written.contains(name));
        composed.retain(|name| !plain.contains(name));
        Seen { read_only, composed, discriminators }
    }

    /// Whether a body of parts lacks nothing but lists and objects, or has them as text: there an empty
    /// list is no part, a list of one is one part, and an object is JSON. Not more often than the relay
    /// tells of such bodies.
    fn is_of_parts(&self, about: &str, relay: &str) -> bool {
        let is_composed = |sentence: &str| {
            let name = match sentence.split_once(REQUIRED) {
                Some((_, rest)) => rest.split_once('\'').map(|(name, _)| name),
                None => sentence.strip_prefix("property ").and_then(|rest| {
                    let types = [" must be array", " must be object"];
                    types.iter().find_map(|words| Some(rest.split_once(words)?.0))
                }),
            };
            name.is_some_and(|name| self.composed.contains(name))
        };
        let mut sentences = about.split("Request body ").skip(1).peekable();
        let told = relay.lines().filter(|line| *line == "parts: a body").count();
        sentences.peek().is_some()
            && sentences.all(is_composed)
            && relay.matches(about).count() <= told
    }

    /// Whether an alternative is refused for what a request never has: Prism knows that of `readOnly`
    /// in a body itself, not in its alternatives.
    fn is_read_only(&self, about: &str) -> bool {
        let missing = about.split(REQUIRED).skip(1);
        let mut names = missing.filter_map(|part| Some(part.split_once('\'')?.0));
        about.contains("match exactly one schema in oneOf")
            && names.any(|name| self.read_only.contains(name))
    }

    /// Whether a body fits several alternatives, which a discriminator tells apart: Prism heeds none.
    /// One that fits none of them is told with what is wrong by each.
    fn is_told_apart(&self, about: &str) -> bool {
        let several = about.contains("match exactly one schema in oneOf")
            && (about.matches("\"code\"").count() <= 1 && about.matches("; request").count() == 0);
        self.discriminators && several
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn marked(about: &str, document: &Value, prism: &str, relay: &str) -> bool {
        let (check, about) = (String::new(), about.to_owned());
        let mut violations = [Failure { check, about, said: String::new() }];
        mark(&mut violations, document, prism, relay);
        !violations[0].said.is_empty()
    }

    #[test]
    fn a_parameter_is_missing_for_nothing_where_it_was_sent_empty_as_often() {
        let said = |place: &str| {
            format!("Violation: request.{place} Request {place} must have required property 'a'")
        };
        let marked = |about: &str, log: &str, relay: &str| marked(about, &json!({}), log, relay);
        let (query, body) = (said("query"), said("body"));
        assert!(marked(&query, &query, "empty: a\nempty: b"));
        assert!(!marked(&query, &format!("{query}\n{query}"), "empty: a"));
        assert!(!marked(&query, &query, "empty: b"));
        assert!(!marked(&body, &body, "empty: a"));
        let both = format!("judged: {query} Request body must be object");
        assert!(!marked(&both, &both, "empty: a"), "something else is wrong too");
    }

    #[test]
    fn a_body_of_bytes_is_no_object_as_often_as_one_was_sent() {
        let about = "request.body Request body must be object";
        let log = format!("Violation: {about}");
        assert!(marked(about, &json!({}), &log, "opaque: a body"));
        assert!(!marked(about, &json!({}), &format!("{log}\n{log}"), "opaque: a body"));
    }

    #[test]
    fn a_body_is_missing_for_nothing_where_it_was_sent_empty_as_often() {
        let about = "request Body parameter is required";
        let log = format!("Violation: {about}");
        assert!(marked(about, &json!({}), &log, "empty: a body"));
        assert!(!marked(about, &json!({}), &log, ""));
    }

    #[test]
    fn lists_in_parts_are_not_told_by_how_many_there_are() {
        let document = json!({"properties": {"l": {"type": "array"}, "t": {"type": "string"}}});
        let of = |about: &str| marked(about, &document, "", "parts: a body");
        let missing = |name: &str| format!("request.body Request body {REQUIRED}{name}'");
        assert!(of(&missing("l")) && !of(&missing("t")));
        assert!(!marked(&missing("l"), &document, "", &missing("l")));
        let text = "request.body.l Request body property l must be array";
        assert!(of(text) && !of(&text.replace("property l", "property t")));
        assert!(!of(&format!("{text}; request.body.t Request body property t must be string")));
    }

    #[test]
    fn a_format_that_is_none_and_alternatives_by_what_the_document_says() {
        let none = |about: &str| marked(about, &json!({}), "", "");
        assert!(none("request.body.a Request body property a must match format \"url\""));
        assert!(!none("request.body.a Request body property a must match format \"date\""));
        let document = json!({"a": [{"properties": {"id": {"readOnly": true}, "name": {}}}],
            "b": {"discriminator": {"propertyName": "name"}}});
        let of = |about: &str| marked(about, &document, "", "");
        let one = "request.body Request body must match exactly one schema in oneOf";
        assert!(of(one) && !none(one));
        let missing = |name: &str| {
            format!("request.body Request body must have required property '{name}'; {one}")
        };
        assert!(of(&missing("id")));
        assert!(!of(&missing("name")));
    }
}
