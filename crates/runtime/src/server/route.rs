//! From method and path to an operation.
//!
//! Segments are matched one by one, static ones first, then templates with the longest fixed
//! text; a dead end goes back to the next alternative. So `/a/b` wins over `/a/{x}`, `/{id}:run`
//! over `/{id}`, and templates that differ only in their names (`/a/{x}`, `/a/{y}`) are one
//! place with the methods of both. A path without templates is matched before any with them (OpenAPI
//! 3.0.3, Paths Object), whatever the method: `PUT /a/b` is no `PUT /a/{x}`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::operation::Route;

/// The paths of a document.
#[derive(Debug, Default)]
pub struct Router {
    root: Node,
}

#[derive(Debug, Default)]
struct Node {
    fixed: BTreeMap<String, Node>,
    /// In the order they are tried.
    templates: Vec<(Template, Node)>,
    operations: Vec<Leaf>,
}

#[derive(Debug)]
struct Leaf {
    method: &'static str,
    operation: usize,
    names: Vec<&'static str>,
}

/// The fixed texts around the captures of a segment: `{a}-{b}.json` is `["", "-", ".json"]`.
#[derive(Debug, PartialEq, Eq)]
struct Template(Vec<&'static str>);

/// What the router says of a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The operation, and the path's captures, still escaped.
    Operation(usize, Vec<(&'static str, String)>),
    /// The path is there, with these methods.
    Methods(String),
    /// The path is not there.
    Nothing,
}

impl Router {
    /// A router of these routes; an operation's number is its place among them.
    pub fn new(routes: &[Route]) -> Router {
        let mut router = Router::default();
        for (operation, route) in routes.iter().enumerate() {
            router.add(operation, route);
        }
        router
    }

    fn add(&mut self, operation: usize, route: &Route) {
        let mut names = Vec::new();
        let mut node = &mut self.root;
        // What follows `?` or `#` in a document's path is no part of it.
        let path = route.path.split(['?', '#']).next().unwrap_or("");
        for segment in segments(path) {
            let template = Template::parse(segment, &mut names);
            node = match template {
                Template(parts) if parts.len() == 1 => {
                    node.fixed.entry(unescape(parts[0]).into_owned()).or_default()
                }
                template => node.template(template),
            };
        }
        // The first of two operations in one place keeps it; the generator has reported them.
        if !node.operations.iter().any(|leaf| leaf.method == route.method) {
            node.operations.push(Leaf { method: route.method, operation, names });
        }
    }

    /// Finds the operation of a request.
    pub(crate) fn find(&self, method: &str, path: &str) -> Found {
        let mut methods = Vec::new();
        if let Some(place) = self.root.concrete(path) {
            return match place.find(None, method, &mut Vec::new(), &mut methods) {
                Some(leaf) => Found::Operation(leaf.operation, Vec::new()),
                None => Found::Methods(methods.join(", ")),
            };
        }
        let mut captures = Vec::new();
        match self.root.find(Some(bare(path)), method, &mut captures, &mut methods) {
            Some(leaf) => {
                let named = leaf.names.iter().copied().zip(captures.into_iter().map(str::to_owned));
                Found::Operation(leaf.operation, named.collect())
            }
            None if methods.is_empty() => Found::Nothing,
            None => Found::Methods(methods.join(", ")),
        }
    }
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    bare(path).split('/')
}

/// A path without the slash that it begins with.
fn bare(path: &str) -> &str {
    path.strip_prefix('/').unwrap_or(path)
}

fn unescape(segment: &str) -> Cow<'_, str> {
    match segment.contains('%') {
        true => percent_encoding::percent_decode_str(segment).decode_utf8_lossy(),
        false => Cow::Borrowed(segment),
    }
}

impl Node {
    fn template(&mut self, template: Template) -> &mut Node {
        let at = match self.templates.iter().position(|(known, _)| *known == template) {
            Some(at) => at,
            None => {
                let fixed = template.fixed();
                let at = self.templates.partition_point(|(other, _)| other.fixed() >= fixed);
                self.templates.insert(at, (template, Node::default()));
                at
            }
        };
        &mut self.templates[at].1
    }

    /// The place of a path without templates.
    fn concrete(&self, path: &str) -> Option<&Node> {
        let place = segments(path).try_fold(self, |node, s| node.fixed.get(&*unescape(s)))?;
        (!place.operations.is_empty()).then_some(place)
    }

    fn find<'a>(
        &self,
        path: Option<&'a str>,
        method: &str,
        captures: &mut Vec<&'a str>,
        methods: &mut Vec<&'static str>,
    ) -> Option<&Leaf> {
        let Some(path) = path else {
            for leaf in &self.operations {
                if leaf.method == method {
                    return Some(leaf);
                }
                if !methods.contains(&leaf.method) {
                    methods.push(leaf.method);
                }
            }
            return None;
        };
        let (segment, rest) = match path.split_once('/') {
            Some((segment, rest)) => (segment, Some(rest)),
            None => (path, None),
        };
        if let Some(node) = self.fixed.get(&*unescape(segment))
            && let Some(leaf) = node.find(rest, method, captures, methods)
        {
            return Some(leaf);
        }
        for (template, node) in &self.templates {
            let before = captures.len();
            if template.captures(segment, captures)
                && let Some(leaf) = node.find(rest, method, captures, methods)
            {
                return Some(leaf);
            }
            captures.truncate(before);
        }
        None
    }
}

impl Template {
    fn parse(segment: &'static str, names: &mut Vec<&'static str>) -> Template {
        let mut parts = Vec::new();
        let mut rest = segment;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?)))
        {
            parts.push(before);
            names.push(name);
            rest = after;
        }
        parts.push(rest);
        Template(parts)
    }

    /// How much fixed text there is.
    fn fixed(&self) -> usize {
        self.0.iter().map(|part| part.len()).sum()
    }

    /// Takes a segment apart. A capture holds at least one character, and as few as it can
    /// before the text that follows it.
    fn captures<'a>(&self, segment: &'a str, captures: &mut Vec<&'a str>) -> bool {
        let [first, middle @ .., last] = &self.0[..] else { return false };
        let inner = segment.strip_prefix(first).and_then(|rest| rest.strip_suffix(last));
        let Some(mut rest) = inner else { return false };
        for part in middle {
            let from = rest.chars().next().map_or(0, char::len_utf8);
            let found = if part.is_empty() {
                Some(from)
            } else {
                rest[from..].find(part).map(|at| at + from)
            };
            let Some(at) = found.filter(|at| *at > 0) else { return false };
            captures.push(&rest[..at]);
            rest = &rest[at + part.len()..];
        }
        captures.push(rest);
        !rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, Router};
    use crate::operation::Route;

    fn router(routes: &[(&'static str, &'static str)]) -> Router {
        let route = |(method, path): &(&'static str, &'static str)| Route {
            method,
            path,
            consumes: &[],
            produces: &[],
            security: &[],
        };
        Router::new(&routes.iter().map(route).collect::<Vec<_>>())
    }

    fn found(operation: usize, captures: &[(&'static str, &str)]) -> Found {
        let captures = captures.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Found::Operation(operation, captures.collect())
    }

    #[test]
    fn what_is_fixed_wins() {
        let router = router(&[
            ("GET", "/pets/{id}"),
            ("GET", "/pets/mine"),
            ("DELETE", "/pets/{id}"),
            ("POST", "/pets/{id}:run"),
            ("GET", "/{a}/x"),
            ("GET", "/files/{name}.{format}"),
            ("GET", "/"),
        ]);
        assert_eq!(router.find("GET", "/pets/7"), found(0, &[("id", "7")]));
        assert_eq!(router.find("GET", "/pets/mine"), found(1, &[]));
        assert_eq!(router.find("DELETE", "/pets/mine"), Found::Methods("GET".into()));
        assert_eq!(router.find("POST", "/pets/7:run"), found(3, &[("id", "7")]));
        assert_eq!(router.find("GET", "/pets/x"), found(0, &[("id", "x")]));
        assert_eq!(router.find("GET", "/cats/x"), found(4, &[("a", "cats")]));
        assert_eq!(
            router.find("GET", "/files/a.tar.gz"),
            found(5, &[("name", "a"), ("format", "tar.gz")])
        );
        assert_eq!(router.find("GET", "/"), found(6, &[]));
        assert_eq!(router.find("GET", "/nothing/at/all"), Found::Nothing);
    }

    #[test]
    fn one_place_may_have_several_names_and_methods() {
        let router = router(&[("GET", "/a/{x}"), ("PUT", "/a/{y}"), ("GET", "/a/{z}")]);
        assert_eq!(router.find("GET", "/a/1"), found(0, &[("x", "1")]));
        assert_eq!(router.find("PUT", "/a/1"), found(1, &[("y", "1")]));
        assert_eq!(router.find("PATCH", "/a/1"), Found::Methods("GET, PUT".into()));
    }
}
