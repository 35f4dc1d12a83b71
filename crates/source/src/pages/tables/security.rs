//! Authentication: the list that introduces the schemes, and the boxes that name them.

use std::ops::Range;

use indexmap::IndexMap;

use super::notes::{Note, Notes};
use crate::draft::Draft;
use crate::outline::{Block, Kind};
use crate::pages::Page;

/// How an operation says that it needs credentials or none, in a box or in plain text.
const DEMAND: &str = "To perform this operation, you must be authenticated";
const OPEN: &str = "This operation does not require authentication";

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

/// Reads the list below `# Authentication`.
pub(super) fn schemes(page: &Page, intro: &[Block]) -> Schemes {
    let heading = |block: &Block| match &block.kind {
        Kind::Heading { text, .. } => page.slice(text).eq_ignore_ascii_case("authentication"),
        _ => false,
    };
    let start = intro.iter().position(heading).map_or(intro.len(), |at| at + 1);
    let inside = |block: &&Block| !matches!(block.kind, Kind::Heading { level: 1, .. });
    let mut list = List { page, schemes: Vec::new(), flow: None, prose: None };
    for block in intro[start..].iter().take_while(inside) {
        match &block.kind {
            Kind::Text => list.text(&block.range),
            Kind::Table { rows } => list.scopes(rows),
            _ => {}
        }
    }
    let mut schemes = Schemes::default();
    for (name, scheme) in list.schemes {
        match name {
            // What has no place can be sent nowhere.
            Some(_) if scheme.get("in").is_none() => {}
            Some(name) => drop(schemes.named.insert(name, scheme)),
            None => schemes.unnamed.push(scheme),
        }
    }
    schemes
}

/// The list while it is read; what follows a scheme is said of it.
struct List<'a> {
    page: &'a Page<'a>,
    schemes: Vec<(Option<String>, Draft)>,
    /// The flow of the last scheme that is being read.
    flow: Option<String>,
    /// Where the description of the last scheme begins.
    prose: Option<usize>,
}

impl List<'_> {
    fn text(&mut self, block: &Range<usize>) {
        let page = self.page;
        self.prose = None;
        let mut at = block.start;
        for line in page.slice(block).split_inclusive('\n') {
            let range = at..at + line.trim_end().len();
            at += line.len();
            self.line(line.trim().trim_start_matches(['-', '*']).trim(), range);
        }
    }

    fn line(&mut self, text: &str, range: Range<usize>) {
        if let Some(rest) = text.strip_prefix("HTTP Authentication, scheme:") {
            let (scheme, prose) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
            let draft = Draft::object(range.clone()).with("type", "http").with("scheme", scheme);
            self.push(None, draft);
            self.describe(prose, range.end);
        } else if let Some(name) = text.strip_prefix("API Key (") {
            let name = name.strip_suffix(')').unwrap_or(name).to_owned();
            self.push(Some(name), Draft::object(range).with("type", "apiKey"));
        } else if let Some(prose) = text.strip_prefix("oAuth2 authentication.") {
            let mut draft = Draft::object(range.clone()).with("type", "oauth2");
            draft.child("flows", range.clone());
            self.push(None, draft);
            self.describe(prose, range.end);
        } else if let Some((name, place, prose)) = api_key(text) {
            if let Some((_, scheme)) = self.schemes.last_mut() {
                scheme.put("name", name);
                scheme.put("in", place);
            }
            self.describe(prose, range.end);
        } else if let Some(flow) = text.strip_prefix("Flow: ") {
            self.flow = Some(flow.to_owned());
            self.flow(range);
        } else if let Some((key, url)) = flow_url(text) {
            let value = Draft::leaf(url, range.clone());
            if let Some(flow) = self.flow(range) {
                flow.set(key, value);
            }
        } else if let Some(start) = self.prose {
            self.describe(&self.page.file.text[start..range.end], range.end);
        }
    }

    fn push(&mut self, name: Option<String>, scheme: Draft) {
        (self.flow, self.prose) = (None, None);
        self.schemes.push((name, scheme));
    }

    /// Takes what stands before `end` as the description of the last scheme.
    fn describe(&mut self, prose: &str, end: usize) {
        let prose = prose.trim();
        if let (Some((_, scheme)), false) = (self.schemes.last_mut(), prose.is_empty()) {
            let start = end - prose.len();
            self.prose = Some(start);
            scheme.set("description", Draft::leaf(prose, start..end));
        }
    }

    fn flow(&mut self, range: Range<usize>) -> Option<&mut Draft> {
        let (_, scheme) = self.schemes.last_mut()?;
        scheme.get("flows")?;
        let flow = scheme.child("flows", range.clone()).child(self.flow.as_ref()?, range.clone());
        flow.child("scopes", range);
        Some(flow)
    }

    /// `|read|What it allows|`, below a header.
    fn scopes(&mut self, rows: &[Range<usize>]) {
        let page = self.page;
        for row in rows.iter().skip(1) {
            let text = page.slice(row).trim().trim_matches('|');
            let (scope, prose) = text.split_once('|').unwrap_or((text, ""));
            if let Some(flow) = self.flow(row.clone()) {
                flow.child("scopes", row.clone())
                    .set(scope.trim(), Draft::leaf(prose.trim(), row.clone()));
            }
        }
    }
}

/// `Parameter Name: **X-Key**, in: header. What it is.`
fn api_key(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.strip_prefix("Parameter Name: **")?.split_once("**, in: ")?;
    let place = rest.split(|c: char| !c.is_ascii_alphabetic()).next()?;
    let prose = rest[place.len()..].trim_start_matches('.');
    ["query", "header", "cookie"].contains(&place).then_some((name, place, prose))
}

/// `Token URL = [https://x.test](https://x.test)`
fn flow_url(text: &str) -> Option<(&'static str, &str)> {
    let marks = [("Authorization URL = [", "authorizationUrl"), ("Token URL = [", "tokenUrl")];
    marks.iter().find_map(|(mark, key)| {
        let (url, _) = text.strip_prefix(mark)?.split_once(']')?;
        Some((*key, url))
    })
}

/// What an operation says about the credentials that it needs.
enum Need<'a> {
    None,
    /// What it names.
    Of(&'a str),
    /// Some, of which it does not say what they are.
    Some,
}

/// Whether a text is a box about authentication, or the line that some write in its place.
pub(super) fn is_about(text: &str) -> bool {
    need(text).is_some()
}

fn need(text: &str) -> Option<Need<'_>> {
    if text.starts_with(OPEN) {
        return Some(Need::None);
    }
    if text.starts_with(DEMAND) {
        return Some(Need::Some);
    }
    let (tag, content) = text.strip_prefix("<aside")?.split_once('>')?;
    let content = content.split("</aside>").next().unwrap_or("").trim();
    if let Some((_, names)) = content.split_once("methods:") {
        let names = names.trim();
        return Some(if names.is_empty() { Need::Some } else { Need::Of(names) });
    }
    if tag.contains("\"success\"") || content.contains(OPEN) {
        return Some(Need::None);
    }
    content.to_lowercase().contains("authenticat").then_some(Need::Some)
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
        let Some(need) = need(text) else { return };
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
            match self.unnamed.iter().position(|scheme| fits(scheme, &name, scoped)) {
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
