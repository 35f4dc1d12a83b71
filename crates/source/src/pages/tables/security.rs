//! Authentication: the boxes that say what an operation needs, and the schemes that they mean.

use std::ops::Range;

use indexmap::IndexMap;

use super::needs::{self, Need};
use super::notes::{Note, Notes};
use super::schemes;
use crate::draft::Draft;
use crate::outline::Block;
use crate::pages::Page;

/// How many schemes without a name a name may be for.
const MAX_LEFT: usize = 32;

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
    /// Gives an operation the requirements of its box.
    pub(super) fn secure(
        &mut self,
        page: &Page,
        range: &Range<usize>,
        operation: &mut Draft,
        notes: &mut Notes,
    ) {
        let text = page.slice(range);
        let Some((need, _)) = needs::stated(text) else { return };
        self.used = true;
        let mut list = Draft::array(range.clone());
        match need {
            Need::None => {}
            Need::Of(names) if self.are_names(names) => {
                for names in alternatives(names) {
                    list.push(self.requirement(names, range));
                }
            }
            Need::Of(_) | Need::Some => {
                let name = self.only().unwrap_or_else(|| self.suppose(text, range, notes));
                list.push(self.requirement(&name, range));
            }
        }
        operation.set("security", list);
    }

    /// Whether these are names of schemes, and no words about them.
    fn are_names(&self, names: &str) -> bool {
        let is_name = |part: &str| {
            let name = part.split(" (").next().unwrap_or("").trim();
            let legal = |c: char| c.is_alphanumeric() || "._-".contains(c);
            self.named.contains_key(name) || name.chars().all(legal)
        };
        alternatives(names).all(|names| names.split(" & ").all(is_name))
    }

    /// `jwt & oauth ( Scopes: read write )`; `None` demands nothing.
    fn requirement(&mut self, names: &str, range: &Range<usize>) -> Draft {
        let mut requirement = Draft::object(range.clone());
        for part in names.split(" & ") {
            let (name, scopes) = part.split_once(" (").unwrap_or((part, ""));
            let name = name.trim();
            let known = self.named.contains_key(name);
            if name.is_empty() || name == "None" && !known {
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
        let Some(first) = self.named.values().next().map(Draft::range) else { return };
        if !self.used {
            let mut list = Draft::array(first.clone());
            for name in self.named.keys() {
                let mut requirement = Draft::object(first.clone());
                requirement.set(name, Draft::array(first.clone()));
                list.push(requirement);
            }
            list.push(Draft::object(first.clone()));
            document.set("security", list);
        }
        let components = document.child("components", first.clone());
        for (name, scheme) in self.named {
            components.child("securitySchemes", first.clone()).set(name, scheme);
        }
    }
}

/// The requirements of which one is enough.
fn alternatives(names: &str) -> impl Iterator<Item = &str> {
    names.split([',', '\n']).filter(|names| !names.trim().is_empty())
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
