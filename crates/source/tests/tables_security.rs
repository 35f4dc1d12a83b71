//! What pages of tables say about credentials.

mod common;

use common::{Reading, text};
use serde_json::json;

/// A page with schemes, and an operation for each text about them.
fn secured(schemes: &str, needs: &[&str]) -> Reading {
    let mut page = format!("# T\n\n# Authentication\n\n{schemes}\n\n<h1 id=\"d\">Default</h1>\n\n");
    for (at, need) in needs.iter().enumerate() {
        page += &format!(
            "## op{at}\n\n`GET /{at}`\n\nProse.\n\n|Status|Meaning|Description|Schema|\n\
             |---|---|---|---|\n|200|OK|Fine|None|\n\n{need}\n\n"
        );
    }
    text("pets.md", &page)
}

fn methods(names: &str) -> String {
    format!(
        "<aside class=\"warning\">\nTo perform this operation, you must be authenticated by \
         means of one of the following methods:\n{names}\n</aside>"
    )
}

#[test]
fn boxes_name_schemes_together_in_the_place_of_each_other_and_with_scopes() {
    let schemes = "- HTTP Authentication, scheme: bearer A token\nfrom /login.\n\n* API Key (key)\n    - Parameter Name: **X-Key**, in: header. Ask us.\n\n\
         - HTTP Authentication, scheme: basic \n\n- oAuth2 authentication. Theirs.\n\n    - Flow: clientCredentials\n\n\
             - Token URL = [https://t.test](https://t.test)\n\n|Scope|Scope Description|\n|---|---|\n|read|Reads|\n|write|Writes|";
    let needs = ["jwt & key", "None, jwt", "users_basic", "petstore ( Scopes: read write )", "key"];
    let needs = needs.map(methods);
    let read = secured(schemes, &needs.each_ref().map(String::as_str));
    let tree = read.tree();
    let security = |at: usize| tree["paths"][format!("/{at}")]["get"]["security"].clone();
    assert_eq!(security(0), json!([{"jwt": [], "key": []}]));
    assert_eq!(security(1), json!([{}, {"jwt": []}]));
    assert_eq!(security(2), json!([{"users_basic": []}]));
    assert_eq!(security(3), json!([{"petstore": ["read", "write"]}]));
    assert_eq!(security(4), json!([{"key": []}]));
    let flow =
        json!({"tokenUrl": "https://t.test", "scopes": {"read": "Reads", "write": "Writes"}});
    let expected = json!({
        "jwt": {"type": "http", "scheme": "bearer", "description": "A token\nfrom /login."},
        "key": {"type": "apiKey", "name": "X-Key", "in": "header", "description": "Ask us."},
        "users_basic": {"type": "http", "scheme": "basic"},
        "petstore": {"type": "oauth2", "description": "Theirs.", "flows": {"clientCredentials": flow}},
    });
    assert_eq!(tree["components"]["securitySchemes"], expected);
    assert_eq!(read.codes(), [""; 0]);
}

#[test]
fn a_box_that_names_no_scheme_opens_nothing() {
    let demand = "<aside class=\"warning\">\nThis operation requires authentication.\n</aside>";
    let plain = "To perform this operation, you must be authenticated. [More](x.md).";
    let open =
        "<aside class=\"success\">\nThis operation does not require authentication\n</aside>";
    let notice = "<aside class=\"notice\">Only for owners.</aside>";
    let missing = methods("Session");
    let needs = [demand, plain, open, notice, &missing];
    let tree = secured("- HTTP Authentication, scheme: basic", &needs).tree();
    let get = |at: usize| &tree["paths"][format!("/{at}")]["get"];
    assert_eq!(get(0)["security"], json!([{"basicAuth": []}]));
    assert_eq!(get(1)["security"], json!([{"basicAuth": []}]));
    assert_eq!(get(2)["security"], json!([]));
    assert_eq!(get(3).get("security"), None);
    assert_eq!(get(3)["description"], "Prose.\n\nOnly for owners.");
    // There is no such scheme, which is reported as that of any document is.
    assert_eq!(get(4)["security"], json!([{"Session": []}]));
    // These are words and no name of a scheme.
    let words = secured(
        "* API Key (key)\n    - Parameter Name: **K**, in: header",
        &[&methods("A `token`")],
    );
    assert_eq!(words.tree()["paths"]["/0"]["get"]["security"], json!([{"key": []}]));
    let read = secured("", &[plain]);
    assert_eq!(read.tree()["paths"]["/0"]["get"]["security"], json!([{"bearerAuth": []}]));
    assert_eq!(read.codes(), ["table-loss"]);
}

#[test]
fn a_box_about_credentials_may_have_empty_lines_and_say_more() {
    let apart = "<aside class=\"warning\">\nTo perform this operation, you must be authenticated by one \
        of the following methods:\n\nbearerAuth\n\nOnly > 3 a day.\n</aside>";
    let more =
        "<aside>\nFor owners.\n \nThis requires authentication.\n\nRole: `a`\n\n- b\n\n</aside>";
    let indented =
        "    <aside class=\"success\">\nThis operation does not require authentication\n</aside>";
    let unclosed = "<aside>\nFor owners.\n\n<aside>Now.</aside>";
    let read = secured("- HTTP Authentication, scheme: bearer", &[apart, more, indented, unclosed]);
    let tree = read.tree();
    let get = |at: usize| &tree["paths"][format!("/{at}")]["get"];
    assert_eq!(get(0)["security"], json!([{"bearerAuth": []}]));
    assert_eq!(get(0)["description"], "Prose.\n\nOnly > 3 a day.");
    assert_eq!(get(1)["security"], json!([{"bearerAuth": []}]));
    assert_eq!(get(1)["description"], "Prose.\n\nFor owners.\n\nRole: `a`\n\n- b");
    assert_eq!(get(2)["security"], json!([]));
    assert_eq!(get(3)["description"], "Prose.\n\nFor owners.\n\nNow.");
    assert_eq!(read.codes(), [""; 0]);
}

#[test]
fn a_box_that_only_speaks_of_credentials_demands_and_opens_nothing() {
    let boxes = [
        "<aside class=\"success\">A happy kitten is an authenticated kitten!</aside>",
        "<aside class=\"notice\">Makes a token of authentication. It must be kept.</aside>",
        "<aside class=\"notice\">Payment methods: card</aside>",
        "<aside class=\"success\">The answer is cached.</aside>",
    ];
    let read = secured("", &boxes);
    for at in 0..boxes.len() {
        let tree = read.tree();
        let get = &tree["paths"][format!("/{at}")]["get"];
        assert_eq!(get.get("security"), None, "{at}");
        assert!(
            boxes[at].contains(get["description"].as_str().unwrap().rsplit('\n').next().unwrap())
        );
    }
    assert_eq!(read.codes(), [""; 0]);
    let free = "<aside class=\"notice\">Authentication is not required.</aside>";
    assert_eq!(secured("", &[free]).tree()["paths"]["/0"]["get"]["security"], json!([]));
}

/// The operations of a page whose parameters have these rows of the header.
fn asking(schemes: &str, rows: &[(&str, &str)]) -> Reading {
    let mut page = format!("# T\n\n# Authentication\n\n{schemes}\n\n# F\n\n");
    for (at, (row, need)) in rows.iter().enumerate() {
        page += &format!(
            "## GET op {at}\n\nGET /{at}\n\n|Name|Location|Type|Required|Description|\n\
             |---|---|---|---|---|\n|X-Page|header|string| no |none|\n{row}\n\n\
             |Status|Meaning|Description|Schema|\n|---|---|---|---|\n|200|OK|Fine|None|\n\n{need}\n\n"
        );
    }
    text("pets.md", &page)
}

#[test]
fn the_header_of_credentials_is_a_requirement_and_no_parameter() {
    let open =
        "<aside class=\"success\">\nThis operation does not require authentication\n</aside>";
    let rows = [
        ("|Authorization|header|string| yes |A key|", ""),
        ("|authorization|header|string| no |A key|", ""),
        ("|Authorization|header|string(Bearer [token])| yes |none|", open),
        ("|Authorization|header|string| yes |Basic {name:password}|", ""),
        ("|Authorization|header|string| yes |Set `Bearer ${token}`|", ""),
        ("", ""),
    ];
    let read = asking("", &rows);
    let tree = read.tree();
    let get = |at: usize| &tree["paths"][format!("/{at}")]["get"];
    assert_eq!(get(0)["security"], json!([{"HeaderAuth": []}]));
    assert_eq!(get(1)["security"], json!([{"HeaderAuth": []}, {}]));
    assert_eq!(get(2)["security"], json!([{"BearerAuth": []}]));
    assert_eq!(get(3)["security"], json!([{"BasicAuth": []}]));
    assert_eq!(get(4)["security"], json!([{"BearerAuth": []}]));
    assert_eq!(get(5).get("security"), None);
    assert_eq!(tree.get("security"), None);
    for at in 0..rows.len() {
        assert_eq!(get(at)["parameters"].as_array().map(Vec::len), Some(1), "{at}");
    }
    let header =
        json!({"type": "apiKey", "in": "header", "name": "Authorization", "description": "A key"});
    assert_eq!(tree["components"]["securitySchemes"]["HeaderAuth"], header);
    assert_eq!(read.codes(), [""; 0]);
}

#[test]
fn the_header_of_credentials_is_of_the_scheme_that_the_page_has() {
    let row = "|Authorization|header|string| yes |none|";
    let jwt = methods("jwt");
    let key = methods("key");
    let schemes = "- HTTP Authentication, scheme: bearer\n\n* API Key (key)\n    - Parameter Name: **X-Key**, in: header";
    let read = asking(schemes, &[(row, ""), (row, &jwt), (row, &key)]);
    let tree = read.tree();
    let get = |at: usize| &tree["paths"][format!("/{at}")]["get"];
    assert_eq!(get(0)["security"], json!([{"jwt": []}]));
    assert_eq!(get(1)["security"], json!([{"jwt": []}]));
    // What stands beside a key that is sent elsewhere is no scheme of the box.
    assert_eq!(get(2)["security"], json!([{"key": []}]));
    assert_eq!(get(2)["parameters"][1]["name"], "Authorization");
    let schemes = tree["components"]["securitySchemes"].as_object().unwrap();
    assert_eq!(schemes.keys().collect::<Vec<_>>(), ["key", "jwt"]);
}

#[test]
fn schemes_may_be_named_in_stars_and_in_a_sentence() {
    let demand = "To perform this operation, you must be authenticated by means of one of the following methods:";
    let needs = [
        format!("{demand} **Session.v1**."),
        format!("{demand}\n*Session.v1*, **key & oauth** ( Scopes: read )"),
        methods("**key**"),
        format!("{demand} a key, or what we sent you."),
    ];
    let key = "* API Key (key)\n    - Parameter Name: **X-Key**, in: header";
    let tree = secured(key, &needs.each_ref().map(String::as_str)).tree();
    let security = |at: usize| tree["paths"][format!("/{at}")]["get"]["security"].clone();
    assert_eq!(security(0), json!([{"Session.v1": []}]));
    assert_eq!(security(1), json!([{"Session.v1": []}, {"key": [], "oauth": ["read"]}]));
    assert_eq!(security(2), json!([{"key": []}]));
    // These are words and no name of a scheme.
    assert_eq!(security(3), json!([{"key": []}]));
}

#[test]
fn none_is_a_scheme_that_the_page_does_not_declare_unless_it_stands_alone_beside_others() {
    let key = "* API Key (key)\n    - Parameter Name: **X-Key**, in: header";
    let needs = [
        "None, None ( Scopes: read write )",
        "key & None",
        "None",
        "None ( Scopes: read )\nkey",
        "key, None",
    ];
    let needs = needs.map(methods);
    let read = secured(key, &needs.each_ref().map(String::as_str));
    let tree = read.tree();
    let security = |at: usize| tree["paths"][format!("/{at}")]["get"]["security"].clone();
    assert_eq!(security(0), json!([{"bearerAuth": []}]));
    assert_eq!(security(1), json!([{"key": [], "bearerAuth": []}]));
    assert_eq!(security(2), json!([{"bearerAuth": []}]));
    assert_eq!(security(3), json!([{"bearerAuth": []}, {"key": []}]));
    assert_eq!(security(4), json!([{"key": []}, {}]));
    let bearer = json!({"type": "http", "scheme": "bearer"});
    assert_eq!(tree["components"]["securitySchemes"]["bearerAuth"], bearer);
    assert_eq!(read.codes(), ["table-loss"]);
    // What is called so may be declared.
    let declared = secured(&key.replace("key", "None"), &[&methods("None")]);
    assert_eq!(declared.tree()["paths"]["/0"]["get"]["security"], json!([{"None": []}]));
    assert_eq!(declared.codes(), [""; 0]);
}

#[test]
fn the_header_of_credentials_is_what_a_scheme_that_is_not_declared_is_sent_in() {
    let key = "* API Key (key)\n    - Parameter Name: **X-Key**, in: header";
    let read = asking(key, &[("|Authorization|header|string| yes |none|", &methods("key & None"))]);
    let get = &read.tree()["paths"]["/0"]["get"];
    assert_eq!(get["security"], json!([{"key": [], "bearerAuth": []}]));
    assert_eq!(get["parameters"].as_array().map(Vec::len), Some(1));
}
