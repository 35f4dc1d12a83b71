//! What a page of tables says about the API as a whole.

use std::ops::Range;

use super::servers;
use crate::draft::Draft;
use crate::outline::{Block, Kind};
use crate::pages::Page;

/// A document with its version, `info` and `servers`.
pub(super) fn build(page: &Page, intro: &[Block]) -> Draft {
    let mut document = Draft::object(0..page.file.text.len()).with("openapi", "3.0.3");
    let (title, version) = title(page, intro);
    let range = title.clone().unwrap_or(0..0);
    let text = title.map_or("", |title| page.slice(&title));
    let mut info = Draft::object(range.clone());
    info.set("title", Draft::leaf(text, range.clone()));
    if let Some(prose) = description(page, intro) {
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

/// The title and version: `<h1>Title v1.0</h1>`, else the front matter's title or the first
/// heading, and a line `> v1.0`.
fn title(page: &Page, intro: &[Block]) -> (Option<Range<usize>>, Option<Range<usize>>) {
    let mut title = None;
    let mut version = None;
    for block in intro {
        match &block.kind {
            Kind::FrontMatter => title = front_title(page, &block.range),
            Kind::Heading { level: 1, text, id: Some(_) } => {
                let name = page.slice(text);
                return match name.rfind(" v") {
                    Some(at) => {
                        (Some(text.start..text.start + at), Some(text.start + at + 2..text.end))
                    }
                    None => (Some(text.clone()), version),
                };
            }
            Kind::Heading { level: 1, text, .. } if title.is_none() => title = Some(text.clone()),
            Kind::Quote => {
                let line = page.slice(&block.range).trim_end();
                let number = line.strip_prefix("> v").filter(|v| !v.contains(char::is_whitespace));
                if number.is_some_and(|v| v.starts_with(|c: char| c.is_ascii_digit())) {
                    version = Some(block.range.start + 3..block.range.start + line.len());
                }
            }
            _ => {}
        }
    }
    (title, version)
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

/// The prose between the title and the servers.
fn description(page: &Page, intro: &[Block]) -> Option<Range<usize>> {
    let start = intro.iter().position(|b| matches!(b.kind, Kind::Heading { level: 1, .. }))?;
    let prose = intro[start + 1..].iter().skip_while(|block| block.kind == Kind::Quote).take_while(
        |block| {
            !servers::begin(page, block) && !matches!(block.kind, Kind::Heading { level: 1, .. })
        },
    );
    let prose: Vec<&Block> = prose.collect();
    Some(prose.first()?.range.start..prose.last()?.range.end)
}
