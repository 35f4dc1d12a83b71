//! A node's place survives the way from document to message.

use specwright_diagnostics::{
    Code, Diagnostic, Diagnostics, Layout, Node, Place, Pointer, Severity, Sources, Style, Value,
    human, json,
};

static ODD: Code =
    Code { name: "odd", severity: Severity::Error, explanation: "Something is odd." };

fn tree() -> Node {
    Node::from(serde_json::json!({"a": {"b~/c": [1, "two", {"d": null}]}, "é": "x"}))
}

const YAML: &str = "a:\n  b~/c:\n    - 1\n    - two\n    - d: null\né: x\n";

fn find(sources: &Sources, pointer: &str) -> specwright_diagnostics::Origin {
    let (id, document) = sources.documents().next().unwrap();
    let _ = document;
    let mut node = sources.tree(id);
    for segment in Pointer::parse(pointer).unwrap().0 {
        node = match &node.value {
            Value::Array(items) => &items[segment.parse::<usize>().unwrap()],
            _ => node.get(&segment).unwrap(),
        };
    }
    node.origin
}

#[test]
fn an_origin_leads_back_to_pointer_line_and_column() {
    let mut sources = Sources::default();
    let text = format!("intro\n{YAML}");
    let range = 6..text.len();
    sources.add("page.md", text, Layout::Text { range, repeats: false }, tree());
    for (pointer, line, column) in
        [("/a", 3, 3), ("/a/b~0~1c/1", 5, 7), ("/a/b~0~1c/2/d", 6, 10), ("/é", 7, 4)]
    {
        let origin = find(&sources, pointer);
        assert_eq!(sources.address(origin).unwrap().pointer.to_string(), pointer);
        let place = sources.locate(&origin.into()).unwrap();
        assert_eq!((place.line, place.column), (line, column), "{pointer}");
    }
}

#[test]
fn of_a_key_that_stands_twice_the_last_is_meant() {
    let text = "a:\n  b: 1\nc: 2\na:\n  b: 3\n";
    let mut tree = Node::object();
    tree.insert("c", 2);
    tree.insert("a", 3);
    let mut sources = Sources::default();
    sources.add("a.yaml", text, Layout::Text { range: 0..text.len(), repeats: true }, tree);
    assert_eq!(sources.locate(&find(&sources, "/a").into()).unwrap().line, 5);
    assert_eq!(sources.locate(&find(&sources, "/c").into()).unwrap().line, 3);
}

#[test]
fn messages_look_like_rustc() {
    let mut sources = Sources::default();
    sources.add("a.yaml", YAML, Layout::whole(YAML), tree());
    let long = format!("{{ {} \"key\": 12345, {} }}", " ".repeat(5000), " ".repeat(5000));
    let mut second = Node::object();
    second.insert("key", 12345);
    let document = sources.add("long.json", long.clone(), Layout::whole(&long), second);
    let mut all = Diagnostics::default();
    all.push(
        Diagnostic::new(&ODD, sources.tree(document).get("key").unwrap().origin, "a long line")
            .at_key()
            .related(find(&sources, "/a"), "see here"),
    );
    all.push(
        Diagnostic::new(&ODD, find(&sources, "/a/b~0~1c/1"), "`two` is odd")
            .label("not even")
            .note("it is skipped")
            .help("write `three`"),
    );
    all.sort();
    insta::assert_snapshot!(human(&sources, &all, Style::Plain));
    insta::assert_snapshot!(json(&sources, &all));
}

#[test]
fn people_are_shown_some_of_many_like_warnings_and_all_errors() {
    static ODD: Code = Code { name: "odd", severity: Severity::Warning, explanation: "" };
    static WRONG: Code = Code { name: "wrong", severity: Severity::Error, explanation: "" };
    let sources = Sources::default();
    let mut all = Diagnostics::default();
    for number in 0..30 {
        all.push(Diagnostic::new(&ODD, Place::Nowhere, format!("{number} is odd")));
        all.push(Diagnostic::new(&WRONG, Place::Nowhere, format!("{number} is wrong")));
    }
    let text = human(&sources, &all, Style::Plain);
    assert_eq!(text.matches("is wrong").count(), 30);
    assert_eq!(text.matches("is odd").count(), 20);
    assert!(text.contains("warning[odd]: 10 more of these are not shown"), "{text}");
    assert_eq!(json(&sources, &all).lines().count(), 60);
}
