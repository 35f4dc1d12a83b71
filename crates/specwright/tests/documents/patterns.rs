//! Patterns, and what servers can check of them.

use serde_json::{Value, json};
use specwright::Settings;

use crate::run;

/// What is said of a property: the codes, and the text that each points at.
fn said(property: &Value) -> Vec<(&'static str, String)> {
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {},
        "components": {"schemas": {"Thing": {"type": "object", "properties": {"it": property}}}},
    });
    let (text, run) = (document.to_string(), run(&document, Settings::default()));
    let place = |place| run.sources.locate(place).map_or(0..0, |found| found.span);
    run.diagnostics.iter().map(|d| (d.code.name, text[place(&d.place)].to_owned())).collect()
}

fn codes(property: &Value) -> Vec<&'static str> {
    said(property).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn one_that_servers_cannot_compile_is_reported_where_it_stands() {
    for pattern in ["^.{0,65535}$", "*.*"] {
        let found = said(&json!({"type": "string", "pattern": pattern}));
        assert_eq!(found, [("unchecked-pattern", format!("{pattern:?}"))]);
    }
    let names =
        json!({"type": "object", "patternProperties": {"*.*": {}}, "additionalProperties": false});
    assert_eq!(codes(&names), ["unchecked-pattern"]);
    // One whose brackets do not match is reported as that, and not again.
    assert_eq!(codes(&json!({"type": "string", "pattern": "(a"})), ["invalid-pattern"]);
    for sound in [r"^[\w-.]+$", "[[a]", r"^\/$", "(?=a)", r"^\d{1,1000}$"] {
        let found = codes(&json!({"type": "string", "pattern": sound}));
        assert!(found.is_empty(), "{sound}: {found:?}");
    }
}

#[test]
fn what_must_not_fit_such_a_pattern_is_not_checked_either() {
    let found = codes(&json!({"type": "string", "not": {"pattern": "*.*"}}));
    assert_eq!(found, ["unchecked-keyword", "unchecked-pattern"]);
}
