//! From method and path to an operation.
//!
//! Segments are matched one by one, static ones first, then templates with the longest fixed
//! text; a dead end goes back to the next alternative. So `/a/b` wins over `/a/{x}`, `/{id}:run`
//! over `/{id}`, and templates that differ only in their names (`/a/{x}`, `/a/{y}`) are one
//! place with the methods of both. Where these have a method in common, parameters that can have
//! but one value tell which is meant, then the media type of the body; else it is the first. A
//! parameter whose values may hold slashes, `{+name}`, takes as few segments as it can. A
//! path without templates is matched before any with them (OpenAPI 3.0.3, Paths Object), whatever
//! the method: `PUT /a/b` is no `PUT /a/{x}`.

use std::collections::BTreeMap;

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::media::{choose, media_type};
use crate::operation::Route;
use crate::parameter::{Pairs, Place, unescape};

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
    told_by: Vec<Told>,
    consumes: &'static [&'static str],
}

/// A parameter of the query or header, and the value that it has in all requests of an operation.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    place: Place,
    name: String,
    value: String,
}

/// What of a request tells its operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) headers: &'a HeaderMap,
}

/// How many segments a capture that may hold slashes takes before others. What a request costs grows
/// with it.
const SPAN: usize = 32;

/// A segment with captures.
#[derive(Debug, PartialEq, Eq)]
struct Template {
    /// The fixed texts around them: `{a}-{b}.json` is `["", "-", ".json"]`.
    parts: Vec<&'static str>,
    /// Whether one of them may hold slashes: `{+a}`.
    spans: bool,
}

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
        // What follows `#` in a document's path is sent nowhere.
        let path = route.path.split('#').next().unwrap_or("");
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        for segment in segments(path) {
            let template = Template::parse(segment, &mut names);
            node = match template {
                Template { parts, .. } if parts.len() == 1 => {
                    node.fixed.entry(unescape(parts[0]).into_owned()).or_default()
                }
                template => node.template(template),
            };
        }
        let told_by = told_by(query, route);
        // Who is told by more is asked first. The first of two operations that nothing tells apart
        // keeps the place; the generator has reported them.
        let at = node.operations.partition_point(|leaf| leaf.told_by.len() >= told_by.len());
        let Route { method, consumes, .. } = *route;
        node.operations.insert(at, Leaf { method, operation, names, told_by, consumes });
    }

    /// Finds the operation of a request.
    pub(crate) fn find(&self, asked: Asked<'_>) -> Found {
        let mut methods = Vec::new();
        if let Some(place) = self.root.concrete(asked.path) {
            return match place.find(None, asked, &mut Vec::new(), &mut methods) {
                Some(leaf) => Found::Operation(leaf.operation, Vec::new()),
                None => Found::Methods(methods.join(", ")),
            };
        }
        let mut captures = Vec::new();
        match self.root.find(Some(bare(asked.path)), asked, &mut captures, &mut methods) {
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

/// What a path's own query and the table say.
fn told_by(query: &str, route: &Route) -> Vec<Told> {
    let own = Pairs::of_query(query).iter().map(|(name, value)| Told {
        place: Place::Query,
        name: unescape(&name).into_owned(),
        value: unescape(&value).into_owned(),
    });
    let said = route.told_by.iter().map(|told| Told {
        place: told.place,
        name: told.name.to_owned(),
        value: told.value.to_owned(),
    });
    own.chain(said).collect()
}

impl Asked<'_> {
    /// Whether the body is in one of these media types, and not in another JSON that would do as well;
    /// without any, whether there is none.
    fn has_body_of(&self, consumes: &[&'static str]) -> bool {
        let own = media_type(self.headers);
        let is_named = |range: &str| {
            let bare = range.split(';').next().unwrap_or_default().trim();
            range.contains('*') || bare.eq_ignore_ascii_case(&own)
        };
        match self.headers.contains_key(CONTENT_TYPE) {
            true => choose(&own, consumes).is_some_and(is_named),
            false => consumes.is_empty(),
        }
    }
}

impl Told {
    fn is_in(&self, asked: Asked<'_>) -> bool {
        match self.place {
            Place::Query => {
                let mut values = Pairs::of_query(asked.query).named(&self.name);
                values.any(|value| unescape(&value) == self.value)
            }
            Place::Header => {
                let mut values = asked.headers.get_all(&self.name).iter();
                values.any(|value| value.as_bytes() == self.value.as_bytes())
            }
            Place::Path | Place::Cookie => false,
        }
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

    /// The operation of this place that a request is for.
    fn meant(&self, asked: Asked<'_>) -> Option<&Leaf> {
        let mut here = self.operations.iter().filter(|leaf| leaf.method == asked.method);
        let first = here.next()?;
        let others: Vec<&Leaf> = here.collect();
        if others.is_empty() {
            return Some(first);
        }
        let all = || std::iter::once(first).chain(others.iter().copied());
        let told = |leaf: &&Leaf| leaf.told_by.iter().all(|told| told.is_in(asked));
        let Some(meant) = all().find(told) else {
            // Whichever it is says what is wrong with the request.
            return all().min_by_key(|leaf| leaf.operation);
        };
        let as_well = |leaf: &&Leaf| leaf.told_by.len() == meant.told_by.len() && told(leaf);
        Some(all().filter(as_well).find(|leaf| asked.has_body_of(leaf.consumes)).unwrap_or(meant))
    }

    /// The place of a path without templates.
    fn concrete(&self, path: &str) -> Option<&Node> {
        let place = segments(path).try_fold(self, |node, s| node.fixed.get(&*unescape(s)))?;
        (!place.operations.is_empty()).then_some(place)
    }

    fn find<'a>(
        &self,
        path: Option<&'a str>,
        asked: Asked<'_>,
        captures: &mut Vec<&'a str>,
        methods: &mut Vec<&'static str>,
    ) -> Option<&Leaf> {
        let Some(path) = path else {
            let found = self.meant(asked);
            if found.is_none() {
                let known = self.operations.iter().map(|leaf| leaf.method);
                known.for_each(|method| {
                    if !methods.contains(&method) {
                        methods.push(method);
                    }
                });
            }
            return found;
        };
        let (segment, rest) = match path.split_once('/') {
            Some((segment, rest)) => (segment, Some(rest)),
            None => (path, None),
        };
        if let Some(node) = self.fixed.get(&*unescape(segment))
            && let Some(leaf) = node.find(rest, asked, captures, methods)
        {
            return Some(leaf);
        }
        for (template, node) in &self.templates {
            for (segments, rest) in splits(path, template.spans) {
                let before = captures.len();
                if template.captures(segments, captures)
                    && let Some(leaf) = node.find(rest, asked, captures, methods)
                {
                    return Some(leaf);
                }
                captures.truncate(before);
            }
        }
        None
    }
}

/// What captures may take of a path, one segment or several, and what is left.
fn splits(path: &str, spans: bool) -> impl Iterator<Item = (&str, Option<&str>)> {
    let behind = path.match_indices('/').map(|(at, _)| (&path[..at], Some(&path[at + 1..])));
    let whole = (spans || !path.contains('/')).then_some((path, None));
    behind.take(if spans { SPAN } else { 1 }).chain(whole)
}

impl Template {
    fn parse(segment: &'static str, names: &mut Vec<&'static str>) -> Template {
        let mut parts = Vec::new();
        let mut spans = false;
        let mut rest = segment;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(a, b)| Some((a, b.split_once('}')?)))
        {
            parts.push(before);
            spans |= name.starts_with('+');
            names.push(name.strip_prefix('+').unwrap_or(name));
            rest = after;
        }
        parts.push(rest);
        Template { parts, spans }
    }

    /// How much fixed text there is.
    fn fixed(&self) -> usize {
        self.parts.iter().map(|part| part.len()).sum()
    }

    /// Takes a segment apart. A capture holds at least one character, and as few as it can
    /// before the text that follows it.
    fn captures<'a>(&self, segment: &'a str, captures: &mut Vec<&'a str>) -> bool {
        let [first, middle @ .., last] = &self.parts[..] else { return false };
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
    use http::HeaderMap;
    use http::header::CONTENT_TYPE;

    use super::{Asked, Found, Router};
    use crate::operation::{Route, Told, header, query};

    fn router(routes: &[(&'static str, &'static str)]) -> Router {
        let route = |(method, path): &(&'static str, &'static str)| Route {
            method,
            path,
            server: None,
            consumes: &[],
            produces: &[],
            security: &[],
            told_by: &[],
        };
        Router::new(&routes.iter().map(route).collect::<Vec<_>>())
    }

    fn found(operation: usize, captures: &[(&'static str, &str)]) -> Found {
        let captures = captures.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Found::Operation(operation, captures.collect())
    }

    impl Router {
        fn ask(&self, method: &str, path: &str) -> Found {
            self.find(Asked { method, path, query: "", headers: &HeaderMap::new() })
        }
    }

    #[test]
    fn what_may_hold_slashes_takes_as_few_segments_as_it_can() {
        let router = router(&[
            ("GET", "/{+scope}/locks/{name}"),
            ("GET", "/files/{+path}"),
            ("POST", "/{+name}:run"),
        ]);
        let lock = [("scope", "a/b"), ("name", "c")];
        assert_eq!(router.ask("GET", "/a/b/locks/c"), found(0, &lock));
        assert_eq!(router.ask("GET", "/a/b/locks"), Found::Nothing);
        let lock = [("scope", "a/locks/b"), ("name", "c")];
        assert_eq!(router.ask("GET", "/a/locks/b/locks/c"), found(0, &lock));
        let deep = "a/".repeat(100) + "z";
        assert_eq!(router.ask("GET", &format!("/files/{deep}")), found(1, &[("path", &deep)]));
        assert_eq!(router.ask("POST", "/a/b:run"), found(2, &[("name", "a/b")]));
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
        assert_eq!(router.ask("GET", "/pets/7"), found(0, &[("id", "7")]));
        assert_eq!(router.ask("GET", "/pets/mine"), found(1, &[]));
        assert_eq!(router.ask("DELETE", "/pets/mine"), Found::Methods("GET".into()));
        assert_eq!(router.ask("POST", "/pets/7:run"), found(3, &[("id", "7")]));
        assert_eq!(router.ask("GET", "/pets/x"), found(0, &[("id", "x")]));
        assert_eq!(router.ask("GET", "/cats/x"), found(4, &[("a", "cats")]));
        assert_eq!(
            router.ask("GET", "/files/a.tar.gz"),
            found(5, &[("name", "a"), ("format", "tar.gz")])
        );
        assert_eq!(router.ask("GET", "/"), found(6, &[]));
        assert_eq!(router.ask("GET", "/nothing/at/all"), Found::Nothing);
    }

    #[test]
    fn one_place_may_have_several_names_and_methods() {
        let router = router(&[("GET", "/a/{x}"), ("PUT", "/a/{y}"), ("GET", "/a/{z}")]);
        assert_eq!(router.ask("GET", "/a/1"), found(0, &[("x", "1")]));
        assert_eq!(router.ask("PUT", "/a/1"), found(1, &[("y", "1")]));
        assert_eq!(router.ask("PATCH", "/a/1"), Found::Methods("GET, PUT".into()));
    }

    #[test]
    fn parameters_of_one_value_tell_operations_of_one_place_apart() {
        const READ: &[Told] = &[query("op", "READ")];
        const STAT: &[Told] = &[query("op", "A B"), header("x-deep", "1")];
        let route = |path, told_by| Route {
            method: "GET",
            path,
            server: None,
            consumes: &[],
            produces: &[],
            security: &[],
            told_by,
        };
        let router = Router::new(&[
            route("/{name}", &[]),
            route("/{name}#op=READ", READ),
            route("/{name}#op=STAT", STAT),
            route("/{name}?op=LIST&a=%41", &[]),
            route("/x#1", READ),
            route("/x#2", STAT),
        ]);
        let mut headers = HeaderMap::new();
        let mut ask = |path, query, deep: Option<&'static str>| {
            headers.clear();
            headers.extend(
                deep.map(|deep| (http::HeaderName::from_static("x-deep"), deep.parse().unwrap())),
            );
            match router.find(Asked { method: "GET", path, query, headers: &headers }) {
                Found::Operation(operation, _) => operation,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(ask("/a", "", None), 0);
        assert_eq!(ask("/a", "x=1&op=READ", None), 1);
        assert_eq!(ask("/a", "op=A+B", None), 0);
        assert_eq!(ask("/a", "op=A+B", Some("1")), 2);
        assert_eq!(ask("/a", "%6Fp=LIST&a=A", None), 3);
        assert_eq!(ask("/x", "", None), 4);
        assert_eq!(ask("/x", "op=A%20B", Some("1")), 5);
    }

    #[test]
    fn media_types_of_bodies_tell_operations_of_one_place_apart() {
        let route = |path, consumes| Route {
            method: "POST",
            path,
            server: None,
            consumes,
            produces: &[],
            security: &[],
            told_by: &[],
        };
        let router = Router::new(&[
            route("/", &["application/vnd.a+json"]),
            route("/#json", &["application/json"]),
            route("/#stream", &["application/octet-stream", "multipart/form-data"]),
            route("/#bare", &[]),
        ]);
        let ask = |media: Option<&'static str>| {
            let headers = media.map(|media| (CONTENT_TYPE, media.parse().unwrap()));
            let headers: HeaderMap = headers.into_iter().collect();
            match router.find(Asked { method: "POST", path: "/", query: "", headers: &headers }) {
                Found::Operation(operation, _) => operation,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(ask(Some("application/json; charset=utf-8")), 1);
        assert_eq!(ask(Some("multipart/form-data; boundary=a")), 2);
        assert_eq!(ask(Some("application/vnd.a+json")), 0);
        assert_eq!(ask(Some("text/csv")), 0);
        assert_eq!(ask(None), 3);
    }
}
