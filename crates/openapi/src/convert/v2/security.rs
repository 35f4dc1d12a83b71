//! Security schemes: `basic` as a scheme of HTTP, the flow of `oauth2` among `flows`.

use specwright_diagnostics::{Node, Value};

pub(super) fn convert(scheme: &mut Node) {
    let Value::Object(map) = &mut scheme.value else { return };
    let Some(kind) = map.get("type").cloned() else { return };
    match kind.as_str() {
        Some("basic") => {
            map.insert("type".into(), Node::from("http").at(kind.origin));
            map.insert("scheme".into(), Node::from("basic").at(kind.origin));
        }
        Some("oauth2") => {
            let Some(flow) = map.shift_remove("flow") else { return };
            let name = match flow.as_str() {
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                Some(name) => name,
                None => return,
            };
            let mut parts = Node::object().at(flow.origin);
            for key in ["authorizationUrl", "tokenUrl", "scopes"] {
                if let Some(value) = map.shift_remove(key) {
                    parts.insert(key, value);
                }
            }
            let mut flows = Node::object().at(flow.origin);
            flows.insert(name, parts);
            map.insert("flows".into(), flows);
        }
        _ => {}
    }
}
