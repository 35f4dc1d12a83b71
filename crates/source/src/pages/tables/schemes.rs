//! The list that introduces the schemes of authentication.

use std::ops::Range;

use crate::draft::Draft;
use crate::outline::{Block, Kind};
use crate::pages::Page;

/// A scheme, and its name where the list has one.
pub(super) type Listed = (Option<String>, Draft);

/// Reads the list below `# Authentication`.
pub(super) fn list(page: &Page, intro: &[Block]) -> Vec<Listed> {
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
    list.describe();
    list.schemes
}

/// The list while it is read; what follows a scheme is said of it.
struct List<'a> {
    page: &'a Page<'a>,
    schemes: Vec<Listed>,
    /// The flow of the last scheme that is being read.
    flow: Option<String>,
    /// The description of the last scheme, as far as it is read.
    prose: Option<Range<usize>>,
}

impl List<'_> {
    fn text(&mut self, block: &Range<usize>) {
        let page = self.page;
        self.describe();
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
            self.begin(prose, range.end);
        } else if let Some(name) = text.strip_prefix("API Key (") {
            let name = name.strip_suffix(')').unwrap_or(name).to_owned();
            self.push(Some(name), Draft::object(range).with("type", "apiKey"));
        } else if let Some(prose) = text.strip_prefix("oAuth2 authentication.") {
            let mut draft = Draft::object(range.clone()).with("type", "oauth2");
            draft.child("flows", range.clone());
            self.push(None, draft);
            self.begin(prose, range.end);
        } else if let Some((name, place, prose)) = api_key(text) {
            if let Some((_, scheme)) = self.schemes.last_mut() {
                scheme.put("name", name);
                scheme.put("in", place);
            }
            self.begin(prose, range.end);
        } else if let Some(flow) = text.strip_prefix("Flow: ") {
            self.flow = Some(flow.to_owned());
            self.flow(range);
        } else if let Some((key, url)) = flow_url(text) {
            let value = Draft::leaf(url, range.clone());
            if let Some(flow) = self.flow(range) {
                flow.set(key, value);
            }
        } else if let Some(prose) = &mut self.prose {
            prose.end = range.end;
        }
    }

    fn push(&mut self, name: Option<String>, scheme: Draft) {
        self.describe();
        self.flow = None;
        self.schemes.push((name, scheme));
    }

    /// Begins the description of the last scheme, which ends a line.
    fn begin(&mut self, prose: &str, end: usize) {
        let prose = prose.trim();
        self.prose = (!prose.is_empty()).then(|| end - prose.len()..end);
    }

    /// Gives the last scheme its description.
    fn describe(&mut self) {
        if let (Some((_, scheme)), Some(range)) = (self.schemes.last_mut(), self.prose.take()) {
            scheme.set("description", Draft::leaf(self.page.slice(&range).trim(), range));
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
