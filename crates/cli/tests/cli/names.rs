//! An obstacle course for names: every keyword, what the prelude and generated code mean by a
//! name, casings, symbols, digits, other scripts and none at all, each as a schema, a property,
//! an operation, a parameter and a constant. What comes out compiles without a warning.

use serde_json::{Map, Value, json};

use crate::outside::{assert_quiet, cargo};
use crate::support::{Folder, repository};

const KEYWORDS: &str = "abstract as async await become box break const continue crate do dyn else \
    enum extern false final fn for gen if impl in let loop macro match mod move mut override priv \
    pub ref return self Self static struct super trait true try type typeof unsafe unsized use \
    virtual where while yield union raw default auto safe";

const MEANT: &str = "Option Some None Result Ok Err Vec String Box Default Clone Copy Debug Eq \
    PartialEq Ord PartialOrd Hash Iterator From Into TryFrom TryInto Drop Send Sync Sized Fn FnMut \
    FnOnce ToString ToOwned AsRef AsMut Future Arc Error Value Request Response Success Failure \
    Other Unknown Body Client Server Context Mock Builder Secret DateTime Uuid Bytes Json Map File \
    Types Operations Handled Incoming Options Service Route Operation Call rt std core alloc serde \
    clone into try_into from new builder status value message fmt A D E F K M N S T V __A __D __M __S";

/// The words of the tables.
const WORDS: &str = "min_length max_length pattern format minimum maximum exclusive_minimum \
    exclusive_maximum multiple_of min_items max_items unique_items min_properties max_properties one_of \
    each is has only property names contains dependent not any_of exactly_one when object string integer \
    number boolean array any equals unlike tag tagged required optional deny extra item query header path \
    cookie rules explode reserved headers parameters to part media file files json text empty own";

const ODD: &[&str] = &[
    "",
    "_",
    "__",
    "1",
    "42abc",
    "-1",
    "+1",
    "-",
    "+",
    "<",
    "a<",
    "a>",
    "a b",
    "a-b",
    "a_b",
    "aB",
    "AB",
    "ab",
    "OR",
    "or",
    "Or",
    "é",
    "e\u{301}",
    "用户",
    // What rustc warns of: letters for special use, and those that look like others.
    "Pa\u{2bf}el",
    "\u{2bf}",
    "\u{430}",
    "\u{3c1}",
    "\u{445}",
    "x",
    "🦀",
    "$ref2",
    "@type",
    "#",
    "x.y",
    "x/y",
    "x~y",
    "Etc/GMT+11",
    "Etc/GMT-11",
    "X[]",
    "io.k8s.api",
    "{x}",
    "\"q\"",
    "it's",
    "back\\slash",
    "new\nline",
    "tab\t",
    "r#type",
    "'static",
    "*/",
    "/*",
    "${x}",
    "%s",
    "{}",
    "null",
];

fn names() -> Vec<&'static str> {
    let words = [KEYWORDS, MEANT, WORDS].into_iter().flat_map(str::split_whitespace);
    words.chain(ODD.iter().copied()).collect()
}

/// The characters that the name of a component may have (OpenAPI 3.0.3, Components Object).
fn component(name: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' };
    let name: String = name.chars().map(kept).collect();
    if name.is_empty() { "-".to_owned() } else { name }
}

/// Schemas whose rules stand in the tables, between them each rule.
fn ruled(name: &str) -> [Value; 6] {
    [
        json!({"type": "string", "minLength": 1, "maxLength": 9, "pattern": "^a", "format": "uri"}),
        json!({"type": "integer", "minimum": 1, "maximum": 9, "multipleOf": 2}),
        json!({"type": "number", "minimum": 0, "exclusiveMinimum": true, "maximum": 1, "exclusiveMaximum": true}),
        json!({"type": "array", "minItems": 1, "maxItems": 2, "uniqueItems": true, "items": {"type": "string", "maxLength": 3}}),
        json!({"type": "object", "minProperties": 1, "maxProperties": 2, "not": {"required": [name]},
            "anyOf": [{"required": ["a"]}, {"required": ["b"]}], "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}),
        json!({"type": "string", "enum": ["a", "b"]}),
    ]
}

fn document() -> Value {
    let names = names();
    let text = json!({"type": "string"});
    let mut schemas = Map::new();
    for name in &names {
        let schema = json!({"type": "object", "properties": {*name: text}, "required": [name]});
        schemas.insert(component(name), schema);
    }
    let all: Map<String, Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), json!({"type": "string", "description": name})))
        .collect();
    schemas.insert("Everything".to_owned(), json!({"type": "object", "properties": all}));
    let defaults: Map<String, Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), json!({"type": "string", "default": "a"})))
        .collect();
    schemas.insert("Defaults".to_owned(), json!({"type": "object", "properties": defaults}));
    schemas.insert("Words".to_owned(), json!({"type": "string", "enum": names}));
    let mixed = json!({"enum": [1, -1, 1.5, true, "a", "A", {"a": 1}, [1], "1"]});
    schemas.insert("Mixed".to_owned(), mixed);
    let mut paths = Map::new();
    for (index, name) in names.iter().enumerate() {
        let others = names.iter().cycle().skip(index).take(5).filter(|other| !other.is_empty());
        let mut parameters =
            vec![json!({"name": "id", "in": "path", "required": true, "schema": text})];
        let ruled = ruled(name);
        let mut schemas = ruled.iter().cycle().skip(index);
        let mut next = || schemas.next().cloned().unwrap_or_default();
        let fields: Map<String, Value> =
            others.clone().map(|other| ((*other).to_owned(), next())).collect();
        let headers: Map<String, Value> =
            others.clone().map(|other| (component(other), json!({"schema": next()}))).collect();
        parameters.extend(others.map(
            |other| json!({"name": other, "in": "query", "required": true, "schema": next()}),
        ));
        let inner = json!({"type": "object", "properties": {*name: {"type": "object", "properties": {*name: text}}}});
        let operation = json!({
            "operationId": format!("{name}"),
            "summary": name,
            "parameters": parameters,
            "requestBody": {"content": {"multipart/form-data": {
                "schema": {"type": "object", "properties": fields, "required": fields.keys().collect::<Vec<_>>()}
            }}},
            "responses": {
                "200": {"description": name, "content": {"application/json": {"schema": inner}}},
                "404": {"description": "", "headers": headers},
                "default": {"description": "d", "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Error"}
                }}},
            },
        });
        paths.insert(format!("/p{index}/{{id}}"), json!({"post": operation}));
    }
    let grant = json!({"type": "oauth2", "flows": {
        "clientCredentials": {"tokenUrl": "https://a.test/token", "scopes": {"a": "b"}},
        "password": {"tokenUrl": "https://a.test/token", "scopes": {}},
    }});
    let schemes: Map<String, Value> =
        names.iter().map(|name| (component(name), grant.clone())).collect();
    let security: Vec<Value> = schemes.keys().map(|name| json!({name: []})).collect();
    json!({
        "openapi": "3.0.3",
        // Nothing of this may leave a comment, a string or a manifest.
        "info": {
            "title": "*/ \"quote\" \\ {x} #![feature(x)] `",
            "version": "1\"\n[dependencies]",
            "description": "``` unclosed\n<script> [link] https://x.y\n    panic!()",
        },
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": schemes},
        "security": security,
    })
}

#[test]
fn any_name_becomes_one_that_compiles() {
    let folder = Folder::with(&[("names.json", &document().to_string())]);
    let runtime = repository().join("crates/runtime");
    let runtime = runtime.to_str().expect("the repository's path is text");
    let name = "outside-names";
    let done = folder.specwright(&["gen", "names.json", "--out", name, "--runtime-path", runtime]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_quiet(&cargo(&folder, name, &["check", "--all-targets", "--all-features"]));
}
