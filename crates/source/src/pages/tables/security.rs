//! Authentication: the boxes that say what an operation needs, the header `Authorization` among its
//! parameters, and the schemes that both mean.

use std::collections::HashSet;
use std::ops::Range;

use indexmap::IndexMap;

use super::needs::{self, Need};
use super::notes::{Note, Notes};
use super::rows::Row;
use super::scan::Contents;
use super::schemes;
use crate::draft::Draft;
use crate::outline::Block;
use crate::pages::{Page, authorization};

/// How many schemes without a name a name may be for.
const MAX_LEFT: usize = 32;

/// What stands in a box for nothing, and for a scheme that the document does not declare.
const NONE: &str = "None";

/// The schemes of a page.
#[derive(Debug, Default)]
pub(super) struct Schemes {
    /// Those that the page names.
    named: IndexMap<String, Draft>,
    /// Those that it does not: `HTTP Authentication, scheme: bearer`.
    unnamed: Vec<Draft>,
    /// Names that only boxes have, and whether scopes stand behind them.
    wanted: IndexMap<String, bool>,
    /// Whether any operation says what it needs.
    used: bool,
    /// Operations that say it by a parameter: path, method and row.
    asked: Vec<(String, &'static str, Row)>,
}

/// The schemes that the page lists.
pub(super) fn schemes(page: &Page, intro: &[Block]) -> Schemes {
    let mut schemes = Schemes::default();
    for (name, scheme) in schemes::list(page, intro) {
        match name {
            // What has no place can be sent nowhere.
            Some(_) if scheme.get("in").is_none() => {}
            Some(name) => drop(schemes.named.insert(name, scheme)),
            None => schemes.unnamed.push(scheme),
        }
    }
    schemes
}

impl Schemes {
    /// Gives an operation the requirements of its box, and says whether that demands anything.
    pub(super) fn secure(
        &mut self,
        page: &Page,
        range: &Range<usize>,
        operation: &mut Draft,
        notes: &mut Notes,
    ) -> bool {
        let text = page.slice(range);
        let Some((need, _)) = needs::stated(text) else { return false };
        self.used = true;
        let mut demands = false;
        let mut list = Draft::array(range.clone());
        match need {
            Need::None => {}
            Need::Of(names) if self.are_names(names) => {
                let lacks = self.lacks(names);
                let supposed = lacks.then(|| self.suppose(text, range, notes));
                let mut seen = HashSet::new();
                for names in alternatives(names) {
                    let names = supposed.as_ref().map_or(names.to_owned(), |s| declared(names, s));
                    let requirement = self.requirement(&names, range);
                    demands |= !requirement.is_empty();
                    if seen.insert(names) {
                        list.push(requirement);
                    }
                }
            }
            Need::Of(_) | Need::Some => {
                let name = self.only().unwrap_or_else(|| self.suppose(text, range, notes));
                list.push(self.requirement(&name, range));
                demands = true;
            }
        }
        operation.set("security", list);
        demands
    }

    /// Takes the header `Authorization` out of the parameters, which is a requirement in OpenAPI. It
    /// stays where the box of the operation names schemes that are sent elsewhere.
    pub(super) fn header(&self, page: &Page, contents: &mut Contents) -> Option<Row> {
        let is_header =
            |row: &Row| row.named().is_some_and(|name| authorization::is_header(name, &row.place));
        if contents.security.as_ref().is_some_and(|range| self.is_elsewhere(page.slice(range))) {
            return None;
        }
        let rows = &mut contents.parameters.rows;
        let header = rows.iter().find(|row| is_header(row)).cloned();
        rows.retain(|row| !is_header(row));
        header
    }

    /// Whether a box names schemes, of which none is of the header `Authorization`.
    fn is_elsewhere(&self, text: &str) -> bool {
        let Some((Need::Of(names), _)) = needs::stated(text) else { return false };
        if self.lacks(names) {
            return false;
        }
        let words = names.split([',', '\n', '&']).map(bare);
        let names: Vec<&str> = words.filter(|name| *name != NONE).collect();
        let elsewhere = |name: &&str| self.named.get(*name).is_some_and(|s| !is_sent_there(s));
        !names.is_empty() && names.iter().all(elsewhere)
    }

    /// Notes that an operation asks for the header of a row.
    pub(super) fn ask(&mut self, path: String, method: &'static str, row: Row) {
        self.asked.push((path, method, row));
    }

    /// Makes requirements of the headers that operations ask for: of the only scheme that is sent
    /// there, or of one that the row describes.
    fn require(&mut self, document: &mut Draft) {
        for (path, method, row) in std::mem::take(&mut self.asked) {
            let mut fitting = self.named.iter().filter(|(_, scheme)| is_sent_there(scheme));
            let name = match (fitting.next(), fitting.next()) {
                (Some((name, _)), None) => name.clone(),
                _ => self.described(&row),
            };
            let item = document.get_mut("paths").and_then(|paths| paths.get_mut(&path));
            let Some(operation) = item.and_then(|item| item.get_mut(method)) else { continue };
            let mut list = Draft::array(row.range.clone());
            list.push(self.requirement(&name, &row.range));
            if !row.required {
                list.push(Draft::object(row.range.clone()));
            }
            operation.set("security", list);
        }
    }

    /// The scheme that a row is of by its words, or by what stands in the place of a format.
    fn described(&mut self, row: &Row) -> String {
        let description = row.description.as_deref().unwrap_or_default();
        let format = row.ty.format.as_deref().unwrap_or_default();
        let (name, scheme) =
            authorization::scheme(description, &format!("Authorization: {format}"));
        self.named.entry(name.to_owned()).or_insert(Draft::leaf(scheme, row.range.clone()));
        name.to_owned()
    }

    /// Whether these are names of schemes, and no words about them.
    fn are_names(&self, names: &str) -> bool {
        let is_name = |part: &str| {
            let name = bare(part);
            let legal = |c: char| c.is_alphanumeric() || "._-".contains(c);
            self.named.contains_key(name) || name.chars().all(legal)
        };
        alternatives(names).all(|names| names.split(" & ").all(is_name))
    }

    /// Whether a box has `None` for a scheme that the page does not declare. Only one beside schemes says
    /// that nothing is needed: a document has no reason to say it alone, twice or with scopes.
    fn lacks(&self, names: &str) -> bool {
        let is_none = |part: &&str| bare(part) == NONE;
        let nothing = alternatives(names).filter(|names| names.trim() == NONE).count();
        let parts = alternatives(names).flat_map(|names| names.split(" & "));
        let all = parts.filter(is_none).count();
        let beside = (all, nothing) == (1, 1) && alternatives(names).count() > 1;
        all > 0 && !beside && !self.named.contains_key(NONE)
    }

    /// `jwt & oauth ( Scopes: read write )`; `None` demands nothing.
    fn requirement(&mut self, names: &str, range: &Range<usize>) -> Draft {
        let mut requirement = Draft::object(range.clone());
        for part in names.split(" & ") {
            let (name, scopes) = (bare(part), part.split_once(" (").map_or("", |(_, rest)| rest));
            let known = self.named.contains_key(name);
            if name.is_empty() || name == NONE && !known {
                continue;
            }
            let scopes = scopes.split_once(':').map_or("", |(_, scopes)| scopes);
            let mut list = Draft::array(range.clone());
            for scope in scopes.trim_end_matches([')', ' ']).split_whitespace() {
                list.push(Draft::leaf(scope, range.clone()));
            }
            if !known {
                *self.wanted.entry(name.to_owned()).or_default() |= !list.is_empty();
            }
            requirement.set(name, list);
        }
        requirement
    }

    /// The name of the only scheme that the page has.
    fn only(&mut self) -> Option<String> {
        match (self.named.len(), &self.unnamed[..]) {
            (1, []) => self.named.keys().next().cloned(),
            (0, [scheme]) => Some(usual_name(scheme)),
            _ => None,
        }
    }

    /// A scheme for an operation that only says that there is one: what its text speaks of, else
    /// what is asked for wherever a scheme is not known.
    fn suppose(&mut self, text: &str, range: &Range<usize>, notes: &mut Notes) -> String {
        let basic = text.to_lowercase().contains("basic auth");
        if !basic {
            notes.count(Note::Credentials, range.clone());
        }
        let kind = if basic { "basic" } else { "bearer" };
        let scheme = Draft::object(range.clone()).with("type", "http").with("scheme", kind);
        let name = usual_name(&scheme);
        self.named.entry(name.clone()).or_insert(scheme);
        name
    }

    /// Gives the schemes without a name those that only boxes have: what fits by its words, and
    /// the last of them the last name. Other names are left without a scheme, and reported as
    /// those of any document are.
    fn assign(&mut self) {
        let mut left = Vec::new();
        for (name, scoped) in std::mem::take(&mut self.wanted) {
            let near = &self.unnamed[..self.unnamed.len().min(MAX_LEFT)];
            match near.iter().position(|scheme| fits(scheme, &name, scoped)) {
                Some(at) => drop(self.named.insert(name, self.unnamed.remove(at))),
                None => left.push(name),
            }
        }
        if let ([name], [_]) = (&left[..], &self.unnamed[..]) {
            self.named.extend(self.unnamed.pop().map(|scheme| (name.clone(), scheme)));
        }
        for scheme in std::mem::take(&mut self.unnamed) {
            self.named.entry(usual_name(&scheme)).or_insert(scheme);
        }
    }

    /// Adds the schemes to the document. Where no operation says what it needs, credentials may
    /// be sent with each and are demanded by none.
    pub(super) fn finish(mut self, document: &mut Draft) {
        self.assign();
        if let Some(first) = self.named.values().next().map(Draft::range)
            && !self.used
        {
            let mut list = Draft::array(first.clone());
            for name in self.named.keys() {
                let mut requirement = Draft::object(first.clone());
                requirement.set(name, Draft::array(first.clone()));
                list.push(requirement);
            }
            list.push(Draft::object(first));
            document.set("security", list);
        }
        self.require(document);
        let Some(first) = self.named.values().next().map(Draft::range) else { return };
        let components = document.child("components", first.clone());
        for (name, scheme) in self.named {
            components.child("securitySchemes", first.clone()).set(name, scheme);
        }
    }
}

/// Whether a scheme is one of the header `Authorization`.
fn is_sent_there(scheme: &Draft) -> bool {
    let says = |key: &str| scheme.get(key).and_then(Draft::as_str).unwrap_or_default();
    matches!(says("type"), "http" | "oauth2") || authorization::is_header(says("name"), says("in"))
}

/// The requirements of which one is enough.
fn alternatives(names: &str) -> impl Iterator<Item = &str> {
    names.split([',', '\n']).filter(|names| !names.trim().is_empty())
}

/// A name without the scopes behind it and the stars around.
fn bare(name: &str) -> &str {
    name.split(" (").next().unwrap_or("").trim().trim_matches('*')
}

/// Names with another in the place of `None`, to which scopes mean nothing.
fn declared(names: &str, supposed: &str) -> String {
    let parts = names.split(" & ");
    let parts = parts.map(|part| if bare(part) == NONE { supposed } else { part.trim() });
    parts.collect::<Vec<_>>().join(" & ")
}

/// What a scheme is called that the page gives no name.
fn usual_name(scheme: &Draft) -> String {
    let kind = scheme.get("scheme").and_then(Draft::as_str);
    kind.map_or("oauth2".to_owned(), |kind| format!("{kind}Auth"))
}

/// Whether a name sounds like a scheme's, or has the scopes that only one of OAuth has.
fn fits(scheme: &Draft, name: &str, scoped: bool) -> bool {
    let name = name.to_lowercase();
    match scheme.get("scheme").and_then(Draft::as_str).map(str::to_lowercase).as_deref() {
        None => scoped || name.contains("oauth"),
        Some("bearer") => ["bearer", "jwt", "token"].iter().any(|word| name.contains(word)),
        Some(kind) => name.contains(kind),
    }
}
