//! Servers of operations.

use serde_json::{Value, json};
use specwright::Settings;

use crate::run;

/// The codes and messages about a document whose only operation and path have these servers.
fn said(operation: &Value, item: &Value) -> Vec<String> {
    let done = json!({"204": {"description": "Done."}});
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://a.test"}, {"url": "https://b.test"}],
        "paths": {"/a": {
            "servers": item,
            "get": {"servers": operation, "responses": done},
            "put": {"responses": done},
        }},
    });
    let run = run(&document, Settings::default());
    assert!(run.diagnostics.iter().all(|d| run.sources.locate(&d.place).is_some()));
    run.diagnostics.iter().map(|d| format!("{}: {}", d.code.name, d.message)).collect()
}

#[test]
fn what_says_no_place_is_reported_once() {
    let (none, first) = (json!([]), json!([{"url": "https://b.test"}]));
    let (other, odd) = (json!([{"url": "https://c.test/v2"}]), json!([{"url": "v2"}]));
    let warning = "other-server: a client cannot tell where `v2` is";
    for (operation, item) in [(&none, &none), (&first, &odd), (&other, &odd), (&none, &other)] {
        let odd = said(operation, item).into_iter().filter(|said| said == warning).count();
        // The other operation of the path has its servers too.
        assert_eq!(odd, (item == &json!([{"url": "v2"}])) as usize, "{operation} {item}");
    }
    assert_eq!(said(&odd, &none), [warning]);
    assert_eq!(said(&none, &odd), [warning]);
    assert_eq!(said(&other, &none), [""; 0]);
}
