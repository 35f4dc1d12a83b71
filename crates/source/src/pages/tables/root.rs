//! What a page of tables says about the API as a whole.

use std::ops::Range;

use super::{sections, servers};
use crate::draft::Draft;
use crate::outline::{Block, Kind};
use crate::pages::Page;

/// A document with its version, `info` and `servers`.
pub(super) fn build(page: &Page, intro: &[Block]) -> Draft {
    let mut document = Draft::object(0..page.file.text.len()).with("openapi", "3.0.3");
    let Title { name, version, at } = title(page, intro);
    let range = name.clone().unwrap_or(0..0);
    let text = name.map_or("", |name| page.slice(&name));
    let mut info = Draft::object(range.clone());
    info.set("title", Draft::leaf(text, range.clone()));
    if let Some(prose) = at.and_then(|at| description(page, &intro[at + 1..])) {
        info.set("description", Draft::leaf(page.slice(&prose).trim(), prose));
    }
    let number = version.map_or_else(
        || Draft::leaf("1.0.0", range),
        |version| Draft::leaf(page.slice(&version), version),
    );
    info.set("version", number);
    document.set("info", info);
    if let Some(list) = servers::read(page, intro) {
        document.set("servers", list);
    }
    document
}

#[derive(Default)]
struct Title {
    name: Option<Range<usize>>,
    version: Option<Range<usize>>,
    /// Which of the blocks is the heading that prose about the API follows.
    at: Option<usize>,
}

/// The title and version: `<h1>Title v1.0</h1>`, else the front matter's title or the first
/// heading, and a line `> v1.0`.
fn title(page: &Page, intro: &[Block]) -> Title {
    let mut title = Title::default();
    let head = intro.iter().take_while(|block| is_head(page, block)).count();
    for (at, block) in intro.iter().enumerate() {
        match &block.kind {
            Kind::FrontMatter => title.name = front_title(page, &block.range),
            Kind::Heading { level, text, id } => {
                let id = id.as_ref().map(|id| page.slice(id));
                // What the generator calls a folder is none of the API's, if that has a name.
                let of_folder = id.is_some_and(|id| sections::is_of_folder(id, page.slice(text)));
                if of_folder && title.name.is_some() {
                    return title;
                }
                let marked = match level {
                    1 => id.is_some(),
                    _ => at < head && is_versioned(page, text),
                };
                if marked {
                    let whole = (text.clone(), title.version.take());
                    let (name, version) =
                        versioned(page, text).map_or(whole, |(n, v)| (n, Some(v)));
                    return Title { name: Some(name), version, at: Some(at) };
                }
                if *level == 1 {
                    title.name.get_or_insert(text.clone());
                    title.at.get_or_insert(at);
                }
            }
            Kind::Quote => title.version = quoted(page, &block.range).or(title.version),
            _ => {}
        }
    }
    title
}

/// The version in a line `> v1.0`.
fn quoted(page: &Page, range: &Range<usize>) -> Option<Range<usize>> {
    let line = page.slice(range).trim_end();
    let number = line.strip_prefix("> v").filter(|number| is_number(number));
    number.map(|number| range.start + line.len() - number.len()..range.start + line.len())
}

fn is_number(version: &str) -> bool {
    version.starts_with(|c: char| c.is_ascii_digit()) && !version.contains(char::is_whitespace)
}

/// Whether a block is one of those above all prose.
fn is_head(page: &Page, block: &Block) -> bool {
    match block.kind {
        Kind::Heading { .. } | Kind::FrontMatter => true,
        _ => page.slice(&block.range).starts_with("<!--"),
    }
}

/// Whether a heading has a version that is a number, as the title has that the generator writes on
/// whatever level.
fn is_versioned(page: &Page, text: &Range<usize>) -> bool {
    versioned(page, text).is_some_and(|(_, version)| is_number(page.slice(&version)))
}

/// Title and version of `Title v1.0`.
fn versioned(page: &Page, text: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let at = page.slice(text).rfind(" v")?;
    Some((text.start..text.start + at, text.start + at + 2..text.end))
}

/// The value of `title:` without its quotes.
fn front_title(page: &Page, range: &Range<usize>) -> Option<Range<usize>> {
    let mut at = range.start;
    for line in page.slice(range).split_inclusive('\n') {
        if let Some(value) = line.strip_prefix("title:") {
            let quotes = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
            let start = at + line.len() - value.trim_start_matches(quotes).len();
            let length = value.trim_matches(quotes).len();
            return (length > 0).then_some(start..start + length);
        }
        at += line.len();
    }
    None
}

/// The prose below the title, up to the servers.
fn description(page: &Page, below: &[Block]) -> Option<Range<usize>> {
    let prose = below.iter().skip_while(|block| block.kind == Kind::Quote).take_while(|block| {
        !servers::begin(page, block) && !matches!(block.kind, Kind::Heading { level: 1, .. })
    });
    let prose: Vec<&Block> = prose.collect();
    Some(prose.first()?.range.start..prose.last()?.range.end)
}
