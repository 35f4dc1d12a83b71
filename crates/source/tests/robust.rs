//! No bytes make a reader panic or hang, and the index of places knows the tree the loader made.

mod common;

use proptest::prelude::*;
use specwright_diagnostics::{Node, Place, Sources, Value};

/// Pieces of all formats, to be put together at random.
const PIECES: &[&str] = &[
    "openapi: 3.1.0\n",
    "swagger: '2.0'\n",
    "info:\n  title: T\n",
    "paths:\n  /a:\n    get:\n",
    "components: schemas: A: type: object properties: ",
    "type: string ",
    "required: - a ",
    "- ",
    "description: >- ",
    "example: ",
    "'200': ",
    "$ref: '#/components/schemas/A' ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    ": ",
    "\n",
    "    ",
    "```",
    "````yaml openapi.yaml get /a\n",
    "```json\n",
    "# A\n",
    "## GET a\n",
    "GET /a\n",
    "`GET /a`\n",
    "|Name|Location|Type|Required|Description|\n",
    "|---|---|---|---|---|\n",
    "|»» a|body|[A](#schemaa)| yes |none|\n",
    "|body|body|object|no|x|y|\n",
    "|HTTP Status Code |Meaning|Description|Data schema|\n",
    "|200|[OK](x)|none|Inline|\n",
    "|Name|Type|Required|Restrictions|Title|description|\n",
    "|» *anonymous*|[oneOf]¦null|true|none||n|\n",
    "|Name|Value|\n",
    "HTTP Status Code **200**\n\n",
    "*oneOf*\n\n",
    "*continued*\n\n",
    "> Body Parameters\n\n",
    "> Response Examples\n\n",
    "> 200 Response\n\n",
    "<h2 id=\"tocS_A\">A</h2>\n",
    "&a ",
    "*a ",
    "<<: ",
    "---\n",
    "é",
    "\u{feff}",
    "\0",
    "😀",
    "x-200:",
    " #",
    "!t ",
    "? ",
    "% ",
    "| ",
    "status: ",
    "payload = {",
    "\\|",
    "{% swagger method=\"get\" path=\"/a\" baseUrl=\"https://a.test\" %}\n",
    "{% swagger-parameter in=\"body\" name=\"a\" type=\"string\" required=\"true\" %}\n",
    "{% endswagger-parameter %}\n",
    "{% swagger-response status=\"200: OK\" %}\n",
    "{% endswagger %}\n",
    "{%",
    "%}",
    "````yaml a.json webhook a\n",
    "paths:\n  path: /a\n  method: post\n",
    "  request:\n    body:\n      a/b:\n        schemaArray:\n          - type: object\n",
    "            properties:\n              a:\n                allOf:\n",
    "  response:\n    '200':\n",
    "discriminator:\n  propertyName: a\n  mapping:\n    a: A\n",
];

/// What made a reader panic once.
const FINDS: &[&[u8]] = &[
    // The place of a fault of JSON in the middle of a character, in UTF-16.
    b"\0{\0\"{\"(-=--o",
    // A tag whose two ends share a sign.
    b"# A\n\n{% swagger method=\"get\" path=\"/a\" %}\n{%}\n{% endswagger %}\n",
];

#[test]
fn finds_of_the_fuzzer_are_read() {
    for bytes in FINDS {
        common::bytes("file", bytes).messages();
    }
}

fn assembled() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

/// The project's own inputs: real pages of three formats, one of them collapsed; and an excerpt.
const PAGES: [&str; 5] = [
    include_str!("../../../specs/auth-login.md"),
    include_str!("../../../specs/aisquare-login.md"),
    include_str!("../../../specs/galileo-login.md"),
    include_str!("../../../specs/px0-login.md"),
    include_str!("common/excerpt.md"),
];

/// A real page of which stretches are missing, doubled or moved.
fn mutated() -> impl Strategy<Value = String> {
    let cut = (any::<prop::sample::Index>(), 0..80usize, any::<prop::sample::Index>(), 0..3u8);
    (prop::sample::select(&PAGES[..]), prop::collection::vec(cut, 1..8)).prop_map(|(page, cuts)| {
        let mut page: Vec<char> = page.chars().collect();
        for (at, length, to, kind) in cuts {
            let at = at.index(page.len().max(1)).min(page.len());
            let end = (at + length).min(page.len());
            let taken: Vec<char> = match kind {
                0 => page.drain(at..end).collect(),
                _ => page[at..end].to_vec(),
            };
            if kind > 0 {
                let to = to.index(page.len() + 1);
                page.splice(to..to, taken);
            }
        }
        page.into_iter().collect()
    })
}

/// YAML of every kind of node.
fn tree() -> impl Strategy<Value = serde_json::Value> {
    let word = "[a-z~/é .:#'\"-]{0,6}";
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        word.prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            prop::collection::btree_map(word, inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// All nodes, in document order.
fn nodes<'a>(node: &'a Node, into: &mut Vec<&'a Node>) {
    into.push(node);
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| nodes(item, into)),
        Value::Object(map) => map.values().for_each(|value| nodes(value, into)),
        _ => {}
    }
}

/// Every scalar is found where its text stands.
fn places_agree(sources: &Sources, tree: &Node) {
    let mut all = Vec::new();
    nodes(tree, &mut all);
    let places: Vec<Place> = all.iter().map(|node| node.origin.into()).collect();
    for (node, location) in all.iter().zip(sources.locate_all(&places)) {
        let location = location.expect("a node has a place");
        let document = sources.document(location.document.expect("in its document"));
        let found = &document.text[location.span];
        match &node.value {
            Value::Bool(value) => assert_eq!(found, value.to_string()),
            Value::Number(value) => assert_eq!(found, value.to_string()),
            Value::String(text) if found.starts_with(|c: char| c.is_alphabetic()) => {
                assert_eq!(
                    found.split_whitespace().collect::<String>(),
                    text.split_whitespace().collect::<String>()
                );
            }
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        common::bytes("file", &bytes).messages();
    }

    #[test]
    fn any_assembly_of_real_shapes_is_read(text in assembled()) {
        let read = common::text("page.md", &text);
        read.messages();
        prop_assert!(!read.entries.is_empty() || read.diagnostics.has_errors());
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        common::text("page.md", &flat).messages();
    }

    #[test]
    fn any_mutation_of_a_real_page_is_read(page in mutated()) {
        common::text("page.md", &page).messages();
        let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
        common::text("page.md", &flat).messages();
    }

    #[test]
    fn index_and_loader_see_the_same_tree(value in tree(), json in any::<bool>()) {
        let document = serde_json::json!({"openapi": "3.0.0", "x": value});
        let text = match json {
            true => serde_json::to_string_pretty(&document).unwrap(),
            false => serde_yaml::to_string(&document).unwrap(),
        };
        let read = common::text("file", &text);
        prop_assert_eq!(read.tree(), document);
        places_agree(&read.sources, read.sources.tree(read.entries[0].document));
    }
}
