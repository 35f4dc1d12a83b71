//! What stands together in a collapsed text: names in an object, keywords in a schema.

mod common;

use common::{document, restored};

/// Properties that are described alike.
fn alike(names: &[&str], indent: usize) -> String {
    let space = " ".repeat(indent);
    let one =
        |name: &&str| format!("{space}{name}:\n{space}  type: string\n{space}  format: uri\n");
    names.iter().map(one).collect()
}

#[test]
fn properties_that_are_described_word_for_word_alike_are_of_one_object() {
    let page = |links: &str| {
        format!(
            "    Page:
      properties:
        count:
          type: integer
        links:
          required:
          - first
          - last
          properties:
{links}"
        )
    };
    let links = page(&alike(&["first", "last", "self", "up"], 12));
    assert!(restored(&document(&links, &[])));
    let two = page(
        &alike(&["first", "last", "self"], 12)
            .replace("uri\n            last", "date\n            last"),
    );
    assert!(!restored(&document(&two, &[])), "the first two may be so by chance");
}

#[test]
fn properties_that_are_beside_each_other_elsewhere_are_so_again() {
    let error = |detail: &str| {
        format!(
            "    Error:
      properties:
        error:
          required:
          - code
          - details
          properties:
            code:
              type: string
            details:
              items:
                properties:
                  code:
                    type: string
                  {detail}:
                    type: string
              type: array
            message:
              type: string
"
        )
    };
    let capital = ["A", "B", "C", "D", "E"];
    assert!(restored(&document(&error("message"), &capital)));
    assert!(!restored(&document(&error("target"), &capital)), "nothing tells whose the message is");
}

#[test]
fn keywords_that_are_written_in_one_order_are_of_two_schemas_in_the_other() {
    let schemas = |properties: &str| {
        format!(
            "    Link:
      properties:
        id:
          type: string
      readOnly: true
      type: object
    Many:
      type: object
      properties:
{properties}"
        )
    };
    let one =
        |name: char| format!("        {name}:\n          readOnly: true\n          type: string\n");
    let many: String = ('a'..='l').map(one).collect();
    // That it is read only is said of properties elsewhere.
    assert!(restored(&document(&schemas(&many), &[])));
}

#[test]
fn a_keyword_of_properties_is_no_components_and_the_other_way_round() {
    let titled = |name: &str, rest: &str| {
        format!("    {name}:\n      type: object\n      title: {name}\n      properties:\n{rest}")
    };
    let property = |name: &str| {
        format!(
            "        {name}:\n          allOf:\n          - $ref: 'b.yaml#/components/schemas/X'\n          - description: It.\n"
        )
    };
    let both = format!("{}{}", property("A"), property("B"));
    let schemas = |count: usize| {
        let names = ["One", "Two", "Three", "Four", "Five", "Six"];
        let all = names[..count].iter().map(|name| titled(name, &both)).collect::<String>();
        let refer = |name: &&str| format!("      - $ref: '#/components/schemas/{name}'\n");
        let refs = names[..count].iter().map(refer).collect::<String>();
        format!("    All:\n      anyOf:\n{refs}{all}{}", titled("PutRequest", &property("Data")))
    };
    assert!(restored(&document(&schemas(6), &[])));
    assert!(!restored(&document(&schemas(2), &[])), "too few to tell");
}

#[test]
fn a_modifier_that_never_stands_beside_a_reference_does_not_do_so_once() {
    let schemas = |last: &str| {
        let text = |name: &str| {
            format!("        {name}:\n          readOnly: true\n          type: string\n")
        };
        let texts = ["a", "b", "c", "d", "e"].map(text).concat();
        format!(
            "    Page:
      properties:
{texts}        zoo:
          $ref: '#/components/schemas/Zoo'
{last}"
        )
    };
    let last = "      readOnly: true\n      type: object\n";
    assert!(!restored(&document(&schemas(last), &["Page"])), "nor do components");
}
