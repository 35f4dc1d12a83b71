//! The URL of an operation, which people write in two fields as they like.

use std::collections::BTreeSet;

use super::super::cells::plain;
use super::super::is_identifier;
use super::scan::Operation;

#[derive(Debug, Default, PartialEq)]
pub(super) struct Url {
    /// The scheme and the host.
    pub server: Option<String>,
    /// What stands in the place of a host.
    pub placeholder: Option<String>,
    /// All behind the host but the query.
    pub path: String,
    /// The names in the query.
    pub query: Vec<String>,
}

impl Url {
    pub(super) fn of(operation: &Operation) -> Url {
        let listed = operation.parameters.iter().filter(|row| row.place == "path");
        let listed: BTreeSet<&str> = listed.map(|row| row.name.as_str()).collect();
        read(&plain(operation.base), &plain(operation.path), &listed)
    }
}

/// Reads base and path. `listed` are the names of parameters in the path.
fn read(base: &str, path: &str, listed: &BTreeSet<&str>) -> Url {
    let (base, path) = (base.trim(), path.trim());
    let whole = match (base, path) {
        (base, "") => base.to_owned(),
        (base, path) => format!("{}/{}", base.trim_end_matches('/'), path.trim_start_matches('/')),
    };
    let host_at = whole.find("://").map_or(0, |at| at + "://".len());
    let whole = if begins_a_path(&whole) { format!("/{whole}") } else { whole };
    let (host, rest) = whole.split_at(host_at + end_of_host(&whole[host_at..]));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut url = Url {
        path: path
            .split('/')
            .map(|segment| segment_of(segment, listed))
            .collect::<Vec<_>>()
            .join("/"),
        query: names(query),
        ..Url::default()
    };
    if url.path.is_empty() {
        url.path.push('/');
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-.:_".contains(c);
    let name = &host[host_at..];
    if host_at > 0 && !name.is_empty() && name.chars().all(is_plain) {
        url.server = Some(host.to_owned());
    } else if !host.is_empty() {
        url.placeholder = Some(host.to_owned());
    }
    url
}

/// Words that a name for a host has.
const HOSTS: [&str; 8] = ["host", "domain", "url", "server", "base", "endpoint", "address", "root"];

/// Whether a URL begins with a word of a path, as `v1` is one, and with none that stands for a host.
fn begins_a_path(url: &str) -> bool {
    let Some((word, _)) = url.split_once('/').filter(|(word, _)| !word.is_empty()) else {
        return false;
    };
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    word.chars().all(is_plain) && !HOSTS.iter().any(|host| word.contains(host))
}

/// Where the host ends. A placeholder may have a slash inside of its brackets.
fn end_of_host(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '<' | '[' | '{' => depth += 1,
            '>' | ']' | '}' => depth = depth.saturating_sub(1),
            '/' | '?' if depth == 0 => return at,
            _ => {}
        }
    }
    text.find(['/', '?']).unwrap_or(text.len())
}

/// A segment with its parameters as OpenAPI writes them: `:id` is one where it is listed or can be
/// nothing else, and braces may be doubled.
fn segment_of(segment: &str, listed: &BTreeSet<&str>) -> String {
    match segment.strip_prefix(':') {
        Some(name) if listed.contains(name) || is_identifier(name) => format!("{{{name}}}"),
        _ => segment.replace("{{", "{").replace("}}", "}"),
    }
}

/// The names in a query.
fn names(query: &str) -> Vec<String> {
    let pairs = query.split('&').map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name));
    pairs.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(base: &str, path: &str) -> String {
        let url = read(base, path, &BTreeSet::from(["id"]));
        let host = url.server.or(url.placeholder.map(|host| format!("({host})")));
        format!("{} {} {}", host.unwrap_or_default(), url.path, url.query.join(","))
    }

    #[test]
    fn a_url_is_split_at_its_host() {
        for (base, path, expected) in [
            ("https://a.test/v1", "/pets", "https://a.test /v1/pets "),
            ("https://a.test/", "pets/", "https://a.test /pets/ "),
            ("https://a.test", "", "https://a.test / "),
            ("https://a.test/pets?x=1&y", "", "https://a.test /pets x,y"),
            ("", "/pets/:id/:other/:1", " /pets/{id}/{other}/:1 "),
            ("/v1/pets", "", " /v1/pets "),
            ("<domain>/v1", "/{{id}}", "(<domain>) /v1/{id} "),
            ("https://<your/domain>/v1", "pets", "(https://<your/domain>) /v1/pets "),
            ("[domain]", "/pets", "([domain]) /pets "),
            ("http://<HOST>:<PORT>", "/pets", "(http://<HOST>:<PORT>) /pets "),
            ("v1/", "pets", " /v1/pets "),
            ("stock/pets", "?x=1", " /stock/pets/ x"),
            ("base-url/v1", "pets", "(base-url) /v1/pets "),
            ("HOST/v1", "pets", "(HOST) /v1/pets "),
            ("", "", " / "),
            ("https://", "", "(https://) / "),
            ("<a/b", "", "(<a) /b "),
        ] {
            assert_eq!(shown(base, path), expected, "{base} {path}");
        }
    }
}
