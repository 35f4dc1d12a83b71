//! What documents become, a fixture a dialect. Snapshots are reviewed with `cargo insta review`.

mod support;

use std::path::Path;

use openapiv3::{ParameterSchemaOrContent, ReferenceOr, SchemaKind, Type};
use specwright_diagnostics::{Layout, Node, Origin, Pointer};
use specwright_openapi::{Normal, to_yaml};
use support::Run;

fn fixture(name: &str) -> (Run, Option<Normal>) {
    let mut run = Run::default();
    let roots = run.read(&Path::new("tests/fixtures").join(name));
    let normal = run.normalise(&roots);
    (run, normal)
}

/// The normal form of a fixture that has no error, and what is to be said about it.
fn printed(name: &str) -> String {
    let (mut run, normal) = fixture(name);
    let report = run.report();
    let normal = normal.unwrap_or_else(|| panic!("{name} has errors:\n{report}"));
    format!("{}---\n{report}", to_yaml(&normal))
}

#[test]
fn swagger_2_0() {
    insta::assert_snapshot!(printed("swagger.yaml"));
}

#[test]
fn schemas_of_3_1() {
    insta::assert_snapshot!(printed("schemas.yaml"));
}

#[test]
fn what_3_2_added() {
    insta::assert_snapshot!(printed("latest.yaml"));
}

#[test]
fn several_files() {
    insta::assert_snapshot!(printed("files/api.yaml"));
}

#[test]
fn all_faults_at_once() {
    let (mut run, normal) = fixture("faults.yaml");
    assert!(normal.is_none());
    insta::assert_snapshot!(run.report());
}

#[test]
fn a_node_knows_where_it_comes_from() {
    let (run, normal) = fixture("swagger.yaml");
    let normal = normal.unwrap();
    let pointer = "/paths/~1pets/get/parameters/0/schema/type";
    let origin = normal.origin(&Pointer::parse(pointer).unwrap());
    let address = run.sources.address(origin).unwrap();
    assert_eq!(address.pointer.to_string(), "/paths/~1pets/get/parameters/0/type");

    let nowhere = normal.origin(&Pointer::parse("/no/such/thing").unwrap());
    assert_ne!(nowhere, Origin::NONE, "the closest thing around it");
}

#[test]
fn the_types_hold_what_the_tree_says() {
    let (_, normal) = fixture("swagger.yaml");
    let api = normal.unwrap().api;
    let item = api.paths.paths["/pets"].as_item().unwrap();
    let tags = item.get.as_ref().unwrap().parameters[0].as_item().unwrap();
    let ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) =
        &tags.parameter_data_ref().format
    else {
        panic!("a schema")
    };
    assert!(matches!(schema.schema_kind, SchemaKind::Type(Type::Array(_))));
    assert_eq!(tags.parameter_data_ref().explode, Some(false));
}

#[test]
fn a_limit_beyond_the_type_is_kept() {
    let (_, normal) = fixture("schemas.yaml");
    let components = normal.unwrap().api.components.unwrap();
    let wide = components.schemas["Wide"].as_item().unwrap();
    let maximum = &wide.schema_data.extensions["x-specwright-maximum"];
    assert_eq!(maximum.as_u64(), Some(u64::MAX));
}

/// A document with a schema that is nested so deep.
fn nested(levels: usize) -> Node {
    let mut schema = Node::object();
    for _ in 0..levels {
        let mut outer = Node::object();
        outer.insert("not", schema);
        schema = outer;
    }
    let mut schemas = Node::object();
    schemas.insert("A", schema);
    let mut components = Node::object();
    components.insert("schemas", schemas);
    let mut info = Node::object();
    info.insert("title", "T");
    info.insert("version", "1");
    let mut root = Node::object();
    root.insert("openapi", "3.1.0");
    root.insert("info", info);
    root.insert("components", components);
    root
}

#[test]
fn no_nesting_overflows_the_stack() {
    for (levels, is_admitted) in [(250, true), (3_000, false)] {
        let mut run = Run::default();
        let document = run.sources.add("deep.yaml", "", Layout::whole(""), nested(levels));
        let normal = run.normalise(&[document]);
        assert_eq!(normal.is_some(), is_admitted, "{levels} levels: {}", run.report());
        if let Some(normal) = normal {
            assert!(to_yaml(&normal).len() > levels);
        }
    }
}
