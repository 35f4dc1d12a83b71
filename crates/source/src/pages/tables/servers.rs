//! The servers that a page of tables lists, and the variables of their URLs.
//!
//! ```text
//! Base URLs:
//!
//! * <a href="https://{region}.pets.test">https://{region}.pets.test</a>
//!
//!     * **region** - Where it is. Default: eu
//!
//!         * eu
//!
//!         * us
//! ```

use std::ops::Range;

use specwright_diagnostics::Node;

use crate::draft::Draft;
use crate::outline::{Block, Kind};
use crate::pages::Page;

/// What the list of servers begins with.
const HEAD: &str = "Base URLs:";

/// What it begins with on some pages, in a line of its own: other text may speak of a URL.
const SINGULAR: &str = "Base URL:";

/// What stands before the default of a variable.
const DEFAULT: &str = "Default:";

/// Whether the list of servers begins with a block.
pub(super) fn begin(page: &Page, block: &Block) -> bool {
    let text = page.slice(&block.range);
    text.starts_with(HEAD) || text.lines().next().is_some_and(|line| line.trim() == SINGULAR)
}

/// The list below `Base URLs:`, or what stands on that line. Other links are of contact, terms
/// and license.
pub(super) fn read(page: &Page, intro: &[Block]) -> Option<Draft> {
    let start = intro.iter().position(|block| begin(page, block))?;
    let mut servers = Servers { page, list: Draft::array(0..0), last: None, variable: None };
    for block in intro[start..].iter().take_while(|block| block.kind == Kind::Text) {
        let mut at = block.range.start;
        for line in page.slice(&block.range).split_inclusive('\n') {
            servers.line(at..at + line.trim_end().len());
            at += line.len();
        }
    }
    servers.close();
    Some(servers.list).filter(|list| !list.is_empty())
}

/// The list while it is read; what is indented is of what stands above.
struct Servers<'a> {
    page: &'a Page<'a>,
    list: Draft,
    last: Option<Draft>,
    /// The last variable of the last server.
    variable: Option<String>,
}

impl Servers<'_> {
    fn line(&mut self, range: Range<usize>) {
        let page = self.page;
        let line = page.slice(&range);
        let text = line.trim();
        let item = text.strip_prefix(HEAD).or_else(|| text.strip_prefix(['*', '-'])).map(str::trim);
        let Some(item) = item else { return };
        let indented = line.starts_with(char::is_whitespace) && self.last.is_some();
        match variable(item).filter(|_| indented) {
            Some((name, prose, default)) => {
                self.variable = Some(name.to_owned());
                let mut variable = Draft::object(range).with("default", default);
                if !prose.is_empty() {
                    variable.put("description", prose);
                }
                self.variables(|all| all.set(name, variable));
            }
            None if indented && self.variable.is_some() => self.value(item, range),
            None => self.server(item, range),
        }
    }

    fn server(&mut self, item: &str, range: Range<usize>) {
        let Some((url, name)) = server(item) else { return };
        self.close();
        let mut server = Draft::object(range).with("url", url);
        if let Some(name) = name {
            server.put("description", name);
        }
        self.last = Some(server);
    }

    /// A value that the last variable may have.
    fn value(&mut self, item: &str, range: Range<usize>) {
        let Some(name) = self.variable.clone() else { return };
        self.variables(|all| {
            let Some(variable) = all.get_mut(&name) else { return };
            if variable.get("enum").is_none() {
                variable.set("enum", Draft::array(range.clone()));
            }
            if let Some(values) = variable.get_mut("enum") {
                values.push(Draft::leaf(Node::from(item), range));
            }
        });
    }

    fn variables(&mut self, change: impl FnOnce(&mut Draft)) {
        if let Some(server) = &mut self.last {
            let range = server.range();
            change(server.child("variables", range));
        }
    }

    /// Ends the last server.
    fn close(&mut self) {
        self.variable = None;
        if let Some(server) = self.last.take() {
            self.list.push(server);
        }
    }
}

/// The name, prose and default of `**region** - Where it is. Default: eu`.
fn variable(item: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = item.strip_prefix("**")?.split_once("**")?;
    let (prose, default) = rest.trim().strip_prefix('-')?.rsplit_once(DEFAULT)?;
    Some((name, prose.trim(), default.trim()))
}

/// The URL and name of `<a href="URL">name: URL</a>`, of `[name: URL](URL)`, or a bare URL.
fn server(item: &str) -> Option<(&str, Option<&str>)> {
    if let Some(rest) = item.strip_prefix("<a href=\"") {
        let (url, label) = rest.split_once('"')?;
        let label = label.trim_start_matches('>').split("</a>").next()?;
        return Some((url, label.split_once(": ").map(|(name, _)| name)));
    }
    if let Some((label, url)) = item.strip_prefix('[').and_then(|rest| rest.split_once("](")) {
        return Some((url.split(')').next()?, label.split_once(": ").map(|(name, _)| name)));
    }
    let url = item.trim_matches(['`', '<', '>']);
    let whole = !url.contains(char::is_whitespace);
    (whole && (url.contains("://") || url.starts_with('/'))).then_some((url, None))
}
