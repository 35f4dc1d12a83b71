//! YAML and JSON as files hold them.

mod common;

use common::{bytes, text};
use serde_json::json;
use specwright_source::{Format, Group};

#[test]
fn keys_are_what_the_text_shows() {
    let yaml = "openapi: 3.0.0\ninfo: {title: Pets}\nservers: [{url: https://pets.test}]\n\
        responses:\n  200: a\n  404: b\n  yes: c\n  1.0: d\n";
    let read = text("a.yaml", yaml);
    assert_eq!(read.tree()["responses"], json!({"200": "a", "404": "b", "yes": "c", "1.0": "d"}));
    assert_eq!(read.entries[0].format, Format::OpenApi);
    let group = Group::Title { title: "Pets".into(), servers: vec!["https://pets.test".into()] };
    assert_eq!(read.entries[0].group, group);
}

#[test]
fn whole_numbers_beyond_64_bits_stay_whole() {
    let read = text("a.yaml", "openapi: 3.0.0\nmaximum: 18446744073709552000\nx: .inf\n");
    let tree = read.sources.tree(read.entries[0].document);
    let number = |key| tree.get(key).unwrap().as_number().unwrap();
    assert_eq!(number("maximum").as_integer(), Some(18_446_744_073_709_552_000));
    assert!(number("x").as_f64().is_infinite());
}

#[test]
fn merge_keys_merge_and_what_is_said_stays() {
    let yaml = "openapi: 3.0.0\nbase: &base {a: 1, b: 2}\nx:\n  <<: *base\n  b: 3\n";
    assert_eq!(text("a.yaml", yaml).tree()["x"], json!({"b": 3, "a": 1}));
}

#[test]
fn a_key_twice_is_reported_where_it_stands_again() {
    let read = text("a.yaml", "openapi: 3.0.0\ninfo:\n  title: one\n  title: two\n");
    assert_eq!(read.tree()["info"]["title"], "two");
    assert_eq!((read.codes(), read.place()), (vec!["duplicate-key"], (4, 3)));
    let json = text("a.json", r#"{"openapi": "3.0.0", "a": 1, "a": 2}"#);
    assert_eq!(json.codes(), ["duplicate-key"]);
}

#[test]
fn oddities_of_yaml_are_reported_and_read() {
    let read = text("a.yaml", "openapi: 3.0.0\nx: !money 12\ny:\n  <<: 3\n---\nopenapi: 3.1.0\n");
    assert_eq!(read.tree(), json!({"openapi": "3.0.0", "x": 12, "y": {}}));
    assert_eq!(read.codes(), ["several-documents", "unknown-tag", "invalid-merge"]);
}

#[test]
fn json_may_have_comments_and_commas_too_many() {
    let loose = "{\n  \"openapi\": \"3.0.0\", # the version\n  \"tags\": [1, 2,],\n}";
    let read = text("a.json", loose);
    assert_eq!(read.tree()["tags"], json!([1, 2]));
    assert_eq!(read.codes(), ["loose-json"]);
    assert!(text("a.yaml", loose).codes().is_empty());
}

#[test]
fn encodings_are_told_by_their_bytes() {
    let plain = "openapi: 3.0.0\ninfo: {title: Größe}\n";
    let with_mark = [b"\xEF\xBB\xBF", plain.as_bytes()].concat();
    let little: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> =
        [0xFEFF].into_iter().chain(plain.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for (encoded, codes) in [(with_mark, vec![]), (little, vec!["utf-16"]), (big, vec!["utf-16"])] {
        let read = bytes("a.yaml", &encoded);
        assert_eq!(read.tree()["info"]["title"], "Größe");
        assert_eq!(read.codes(), codes);
    }
    let latin = bytes("a.yaml", b"openapi: 3.0.0\ninfo: {title: Gr\xF6\xDFe}\n");
    assert_eq!((latin.codes(), latin.place()), (vec!["not-text"], (2, 17)));
    assert_eq!(bytes("a.yaml", b"openapi: \0 3.0.0 and more").codes(), ["not-text"]);
}

#[test]
fn faults_of_yaml_are_shown_where_they_are() {
    let read = text("a.yaml", "openapi: 3.0.0\ninfo:\n  title: [one\npaths: {}\n");
    insta::assert_snapshot!(read.messages());
}

#[test]
fn tabs_may_stand_where_they_indent_nothing() {
    let read = text("a.yaml", "openapi: 3.0.0\n\t# a comment\n\t\nx:\n  y: 1\n");
    assert_eq!(read.tree()["x"], json!({"y": 1}));
    assert_eq!(text("a.yaml", "openapi: 3.0.0\nx:\n\ty: 1\n").codes(), ["yaml-syntax"]);
}

#[test]
fn a_short_document_with_a_fault_is_not_taken_for_a_collapsed_one() {
    assert_eq!(text("a.yaml", "openapi: 3.0.0\ninfo: [\n").codes(), ["yaml-syntax"]);
}

#[test]
fn a_fault_in_a_page_is_shown_at_the_pages_line() {
    let page =
        "# Ping\n\n## OpenAPI\n\n````yaml get /ping\nopenapi: 3.0.0\ninfo:\n  title: a: b\n````\n";
    let read = text("ping.md", page);
    assert_eq!((read.codes(), read.place()), (vec!["yaml-syntax"], (8, 11)));
}

#[test]
fn json_that_ends_too_early_is_named() {
    let read = text("a.json", "{\"openapi\": \"3.0.0\",\n \"info\": {\"title\": ");
    assert_eq!((read.codes(), read.place().0), (vec!["json-syntax"], 2));
}

#[test]
fn what_is_no_api_is_told_apart() {
    for (file, code) in [
        ("", "empty-input"),
        (" \n\t\n", "empty-input"),
        ("name: x\nversion: 1\n", "no-api"),
        ("{\"name\": \"x\"}", "no-api"),
        ("{\"name\": \"x\", // as editors have it\n \"x\": 1 }", "no-api"),
        ("{\"api\": {\"openapi\": \"api.json\"}, \"tabs\": [{\"openapi\": \"b.json\"}]}", "no-api"),
        ("{\"x\": \"\\\"\", \"scripts\": {\"a\": \"{\", \"openapi\": \"b\"}}", "no-api"),
        ("asyncapi: 2.0.0\n", "unsupported-format"),
        ("{\"asyncapi\": \"2.0.0\"}", "unsupported-format"),
        ("# Guide\n\nSome words.\n", "no-api"),
        ("just words", "no-api"),
    ] {
        let read = text("file", file);
        assert!(read.entries.is_empty(), "{file:?}");
        assert_eq!(read.codes(), [code], "{file:?}");
    }
}

#[test]
fn the_key_of_a_document_stands_at_its_root() {
    let quoted = r#"{"x": {"a\\": ["}"]}, "swagger"
        : "2.0"}"#;
    for json in [quoted, "{\n  openapi: 3.0.0}", "{\"a\": [1, 2],\n  \"openapi\": \"3.0.0\"}"] {
        let read = text("a.json", json);
        assert_eq!(read.entries.len(), 1, "{json}");
    }
}

#[test]
fn limits_hold() {
    let deep =
        |depth: usize| format!("openapi: 3.0.0\nx: {}{}\n", "[".repeat(depth), "]".repeat(depth));
    assert!(text("a.yaml", &deep(100)).codes().is_empty());
    for depth in [200, 3_000, 100_000] {
        assert_eq!(text("a.yaml", &deep(depth)).codes(), ["limit"], "{depth}");
        let json = format!("{{\"openapi\": {}", "[".repeat(depth));
        assert_eq!(text("a.json", &json).codes(), ["limit"], "{depth}");
        let block: String = (0..depth.min(3_000)).map(|_| "- ").collect();
        assert_eq!(text("a.yaml", &format!("openapi: 3.0.0\nx:\n  {block}x\n")).codes(), ["limit"]);
    }
    let mut bomb = "openapi: 3.0.0\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let alias = format!("*a{}", level - 1);
        let items = vec![alias; 9].join(", ");
        bomb += &format!("a{level}: &a{level} [{items}]\n");
    }
    assert_eq!(text("a.yaml", &bomb).codes(), ["limit"]);
}
