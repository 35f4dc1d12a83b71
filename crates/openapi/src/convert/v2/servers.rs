//! `host`, `basePath` and `schemes` as `servers`.

use specwright_diagnostics::{Map, Node};

/// The servers of a document; none where it names no host and no base path.
pub(super) fn of_document(root: &Map) -> Option<Node> {
    let text = |key| root.get(key).and_then(Node::as_str).filter(|text| !text.is_empty());
    let base = text("basePath").unwrap_or_default().trim_end_matches('/');
    let origin = root.get("host").or_else(|| root.get("basePath"))?.origin;
    let Some(host) = text("host") else {
        let is_there = !base.is_empty();
        return is_there.then(|| Node::from(vec![server(base.to_owned())]).at(origin));
    };
    let schemes = root.get("schemes").and_then(Node::as_array).unwrap_or_default();
    let mut schemes: Vec<&str> = schemes.iter().filter_map(Node::as_str).collect();
    if schemes.is_empty() {
        schemes.push("https");
    }
    // Clients take the first server, which should be the safe one.
    schemes.sort_by_key(|scheme| !matches!(*scheme, "https" | "wss"));
    let servers =
        schemes.iter().map(|scheme| server(format!("{scheme}://{host}{base}")).at(origin));
    Some(Node::from(servers.collect::<Vec<_>>()).at(origin))
}

/// The same servers with the schemes of one operation.
pub(super) fn with_schemes(servers: &Option<Node>, schemes: &Node) -> Option<Node> {
    let first = servers.as_ref()?.as_array()?.first()?;
    let (_, rest) = first.get("url")?.as_str()?.split_once("://")?;
    let schemes = schemes.as_array()?.iter().filter_map(Node::as_str);
    let own: Vec<Node> =
        schemes.map(|scheme| server(format!("{scheme}://{rest}")).at(first.origin)).collect();
    let differ = servers.as_ref()?.as_array() != Some(own.as_slice());
    (differ && !own.is_empty()).then(|| Node::from(own))
}

fn server(url: String) -> Node {
    let mut server = Node::object();
    server.insert("url", url);
    server
}
