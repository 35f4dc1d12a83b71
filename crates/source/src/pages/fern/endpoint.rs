//! Documents that are of an endpoint and not of an API: its title and, in the place of a version,
//! its name, beside an `operationId` that others share. They have no servers; the line above has.
//!
//! ```text
//! GET https://api.example.com/v1/sessions/{id}
//!
//! info:
//!   title: Get a session
//!   version: endpoint_sessions.get
//! paths:
//!   /sessions/{id}:
//! ```

use specwright_diagnostics::{Node, Value};

use super::super::fenced::Fence;
use super::super::{Page, method, only_operation, operations};
use crate::codes;
use crate::load::{Loaded, Refusal};

/// What stands before the name of an endpoint.
const MARK: &str = "endpoint_";

/// Gives the document what the page knows of its API, which is called by its server: what else it
/// is called, no page says. Versions side by side at one host are APIs of their own.
pub(super) fn complete(page: &Page, fence: &Fence, loaded: &mut Loaded) {
    if loaded.tree.get("servers").is_none() {
        server(page, fence, loaded);
    }
    let tree = &mut loaded.tree;
    let Some(name) = name(tree) else { return };
    rename(tree, name);
    let url = tree.get("servers").and_then(Node::as_array).and_then(|all| all.first()?.get("url"));
    let url = url.and_then(Node::as_str).and_then(|url| url.split_once("://"));
    if let Some(title) = url.map(|(_, rest)| rest.to_owned()) {
        say(tree, "title", title);
    }
}

/// Takes the server from the line that names the operation with its URL.
fn server(page: &Page, fence: &Fence, loaded: &mut Loaded) {
    let Some((path, verb)) = only_name(&loaded.tree) else { return };
    let lines: Vec<_> = lines(fence.before).collect();
    let fitting = lines.iter().filter(|(method, _)| *method == verb);
    let url = fitting.filter_map(|(_, url)| before(url, path)).next_back();
    match (url, lines.last()) {
        (Some(url), _) => {
            let mut server = Node::object();
            server.insert("url", url);
            loaded.tree.insert("servers", vec![server]);
        }
        (None, Some((method, url))) => {
            let method = method.to_uppercase();
            let message = format!("the page is about `{method} {url}`, which its document lacks");
            let above = &page.file.text[..fence.body.start];
            let range = above.rfind(url).map_or(fence.body.clone(), |at| at..at + url.len());
            let notice = Refusal::new(&codes::PAGE_MISMATCH, range, message);
            loaded.notices.push(notice.note("the document is used as it stands, without a server"));
        }
        (None, None) => {}
    }
}

/// Path and method of the one operation.
fn only_name(tree: &Node) -> Option<(&str, &str)> {
    let mut all = operations(tree).map(|(path, method, _)| (path, method));
    all.next().filter(|_| all.next().is_none())
}

/// Methods and the URLs behind them.
fn lines(text: &str) -> impl Iterator<Item = (&'static str, &str)> {
    let words = text.split_whitespace();
    words.clone().zip(words.skip(1)).filter_map(|(word, url)| {
        let is_capital = word.bytes().all(|byte| byte.is_ascii_uppercase());
        let is_url = url.starts_with("https://") || url.starts_with("http://");
        Some((method(word)?, url)).filter(|_| is_capital && is_url)
    })
}

/// What of a URL stands before a path.
fn before<'a>(url: &'a str, path: &str) -> Option<&'a str> {
    let url = url.split(['?', '#']).next()?.trim_end_matches('/');
    let server = url.strip_suffix(path.trim_end_matches('/'))?;
    let (_, host) = server.split_once("://")?;
    (!host.is_empty() && path.starts_with('/')).then_some(server)
}

/// The name in the place of the version, as it is called in code.
fn name(tree: &Node) -> Option<String> {
    let version = tree.get("info")?.get("version")?.as_str()?;
    let name = version.strip_prefix(MARK)?.replace('/', ".");
    Some(name.trim_matches('.').to_owned())
}

fn rename(tree: &mut Node, name: String) {
    say(tree, "version", "1.0.0".to_owned());
    let Some(operation) = only_operation(tree).filter(|_| !name.is_empty()) else { return };
    match operation.get_mut("operationId") {
        Some(id) => id.value = Value::String(name),
        None => operation.insert("operationId", name),
    }
}

/// Says something else in a key of `info`, in the same place.
fn say(tree: &mut Node, key: &str, text: String) {
    if let Some(node) = tree.get_mut("info").and_then(|info| info.get_mut(key)) {
        node.value = Value::String(text);
    }
}
