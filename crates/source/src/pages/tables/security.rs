//! Authentication: the list that introduces the schemes, and the boxes that name them.

use std::ops::Range;

use indexmap::IndexMap;

use crate::draft::Draft;
use crate::outline::{Block, Kind};
use crate::pages::Page;

/// The schemes of a page.
#[derive(Debug, Default)]
pub(super) struct Schemes {
    /// Those that the page names.
    named: IndexMap<String, Draft>,
    /// One that it does not: `HTTP Authentication, scheme: bearer`.
    unnamed: Option<Draft>,
    /// Whether any operation says what it needs.
    used: bool,
}

/// Reads the list below `# Authentication`.
pub(super) fn schemes(page: &Page, intro: &[Block]) -> Schemes {
    let mut schemes = Schemes::default();
    let heading = |block: &Block| match &block.kind {
        Kind::Heading { text, .. } => page.slice(text).eq_ignore_ascii_case("authentication"),
        _ => false,
    };
    let start = intro.iter().position(heading).map_or(intro.len(), |at| at + 1);
    // `api_key` in `* API Key (api_key)`, until its place follows.
    let mut name = None;
    for block in intro[start..].iter().take_while(|block| block.kind == Kind::Text) {
        let mut at = block.range.start;
        for line in page.slice(&block.range).split_inclusive('\n') {
            let range = at..at + line.trim_end().len();
            at += line.len();
            let text = line.trim().trim_start_matches(['-', '*']).trim();
            if let Some(scheme) = text.strip_prefix("HTTP Authentication, scheme:") {
                let draft = Draft::object(range).with("type", "http").with("scheme", scheme.trim());
                schemes.unnamed.get_or_insert(draft);
            } else if let Some(rest) = text.strip_prefix("API Key (") {
                name = rest.strip_suffix(')');
            } else if let (Some(scheme), Some((header, place))) = (name, api_key(text)) {
                let draft = Draft::object(range)
                    .with("type", "apiKey")
                    .with("name", header)
                    .with("in", place);
                schemes.named.insert(scheme.to_owned(), draft);
                name = None;
            }
        }
    }
    schemes
}

/// `Parameter Name: **X-Key**, in: header.`
fn api_key(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix("Parameter Name: **")?.split_once("**, in: ")?;
    let place = rest.split(|c: char| !c.is_ascii_alphabetic()).next()?;
    ["query", "header", "cookie"].contains(&place).then_some((name, place))
}

impl Schemes {
    /// Gives an operation the requirement that its box names.
    pub(super) fn secure(&mut self, page: &Page, range: &Range<usize>, operation: &mut Draft) {
        self.used = true;
        let text = page.slice(range);
        let mut list = Draft::array(range.clone());
        if let Some((_, names)) = text.split_once("methods:") {
            for name in names.split("</aside>").next().unwrap_or("").split([',', '\n']) {
                let name = name.trim().split(['(', ' ']).next().unwrap_or("");
                if self.admit(name) {
                    let mut requirement = Draft::object(range.clone());
                    requirement.set(name, Draft::array(range.clone()));
                    list.push(requirement);
                }
            }
            if list.is_empty() {
                return;
            }
        }
        operation.set("security", list);
    }

    /// Whether the page has the scheme; one name may be that of the scheme without.
    fn admit(&mut self, name: &str) -> bool {
        if name.is_empty() {
            return false;
        }
        if !self.named.contains_key(name)
            && let Some(scheme) = self.unnamed.take()
        {
            self.named.insert(name.to_owned(), scheme);
        }
        self.named.contains_key(name)
    }

    /// Adds the schemes to the document. Where no operation says what it needs, credentials may
    /// be sent with each and are demanded by none.
    pub(super) fn finish(mut self, document: &mut Draft) {
        if let Some(scheme) = self.unnamed.take() {
            let kind = scheme.get("scheme").and_then(Draft::as_str).unwrap_or("http").to_owned();
            self.named.insert(format!("{kind}Auth"), scheme);
        }
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
