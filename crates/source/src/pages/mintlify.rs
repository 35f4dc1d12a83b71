//! Mintlify: a fence whose first line names the operation and, as a rule, the file that the
//! excerpt in it was taken from.
//!
//! ~~~text
//! # Ping
//! ## OpenAPI
//! ````yaml api-reference/openapi.yaml get /ping
//! openapi: 3.0.3
//! ...
//! ````
//! ~~~

pub(super) mod excerpt;

use std::ops::Range;

use specwright_diagnostics::Node;

use super::fenced::Fence;
use super::{Page, method, operations};
use crate::load::{Loaded, Refusal};
use crate::outline::Kind;
use crate::{Group, codes};

/// What the first line of a fence announces.
pub(super) struct Announced<'a> {
    pub file: Option<&'a str>,
    /// A method, or [`WEBHOOK`] in the place of one.
    pub method: &'static str,
    /// A path, or the name of a webhook.
    pub path: &'a str,
}

/// What stands in the place of a method before the name of a webhook.
const WEBHOOK: &str = "webhook";

pub(super) fn claims(fence: &Fence) -> bool {
    announced(fence.info).is_some()
}

pub(super) fn announced(info: &str) -> Option<Announced<'_>> {
    let mut words = info.split_whitespace().rev();
    let path = words.next()?;
    let is_path = path.starts_with('/') || path.contains("://");
    let method = match words.next()? {
        word if word.eq_ignore_ascii_case(WEBHOOK) => WEBHOOK,
        word => method(word).filter(|_| is_path)?,
    };
    // Before the method stand the file, if it is named, and the language.
    let file = words.next().filter(|word| !is_language(word));
    Some(Announced { file, method, path })
}

impl Announced<'_> {
    /// The operation, for messages.
    pub(super) fn describe(&self) -> String {
        match self.method {
            WEBHOOK => format!("the webhook `{}`", self.path),
            method => format!("`{} {}`", method.to_uppercase(), self.path),
        }
    }

    fn is_in(&self, tree: &Node) -> bool {
        if self.method == WEBHOOK {
            let hooks = ["webhooks", "x-webhooks"].into_iter().filter_map(|key| tree.get(key));
            return hooks.into_iter().any(|hooks| hooks.get(self.path).is_some());
        }
        operations(tree).any(|(path, method, _)| method == self.method && path == self.path)
    }
}

fn is_language(word: &str) -> bool {
    ["yaml", "yml", "json"].contains(&word)
}

pub(super) fn complete(page: &Page, fence: &Fence, loaded: &mut Loaded) -> Option<Group> {
    excerpt::complete(fence, loaded);
    let announced = announced(fence.info)?;
    if !announced.is_in(&loaded.tree) {
        let message =
            format!("the page is about {}, which its document lacks", announced.describe());
        loaded.notices.push(
            Refusal::new(&codes::PAGE_MISMATCH, fence.info_range.clone(), message)
                .note("the document is used as it stands"),
        );
    }
    let file = announced.file?;
    let host = if file.contains("://") { None } else { host(page, fence) };
    Some(Group::File { host, file: file.trim_start_matches('/').to_owned() })
}

/// The host of the documentation: the last URL above the fence that names the page or the index
/// of its site.
fn host(page: &Page, fence: &Fence) -> Option<String> {
    let above = page.blocks.iter().take_while(|block| block.range.start < fence.body.start);
    let front = above.filter(|block| block.kind == Kind::FrontMatter).map(|b| page.slice(&b.range));
    let front = front.flat_map(str::lines);
    let in_front = front.filter(|line| {
        ["source: ", "url: ", "source_url: "].iter().any(|mark| line.starts_with(mark))
    });
    let below = fence.before.lines().zip(fence.before.lines().skip(1));
    // In a file of many pages the line below a title names the page.
    let below = below.map(|(title, line)| (title.starts_with("# "), line));
    let first = fence.before.lines().next().map(|line| (false, line));
    let marked = first.into_iter().chain(below).filter(|(is_titled, line)| {
        let marks = ["# Source: ", "url: ", "source_url: "];
        let is_marked = marks.iter().any(|mark| line.starts_with(mark));
        is_marked || *is_titled && line.starts_with("Source: ") || line.contains("/llms.txt")
    });
    let lines: Vec<&str> = in_front.chain(marked.map(|(_, line)| line)).collect();
    lines.into_iter().rev().find_map(|line| {
        let (_, url) = line.split_once("://")?;
        let end = url.find(|c: char| !(c.is_ascii_alphanumeric() || "-._:".contains(c)));
        Some(url[..end.unwrap_or(url.len())].to_ascii_lowercase())
    })
}

/// Names the pages of this format that hold something other than OpenAPI.
pub(super) fn reject(page: &Page) -> Option<Refusal> {
    let older = |(info, body): (&Range<usize>, &Range<usize>)| {
        let is_older = page.slice(body).trim_start().starts_with("paths:")
            && announced(page.slice(info)).is_some();
        let what = "an older excerpt of Mintlify's own, whose line breaks or method are lost";
        is_older.then(|| refused(info, what))
    };
    channels(page).next().or_else(|| shown(page).find_map(older))
}

/// Names the channels that a page has, or the pages of a file, beside what is OpenAPI there or in
/// its place.
pub(super) fn channels(page: &Page) -> impl Iterator<Item = Refusal> {
    let is_channel = |info: &Range<usize>| {
        let mut words = page.slice(info).split_whitespace();
        words.nth(1).is_some_and(|file| file.to_ascii_lowercase().contains("asyncapi"))
    };
    let what = "an AsyncAPI channel: messages over a socket, and no HTTP API";
    shown(page).filter(move |(info, _)| is_channel(info)).map(move |(info, _)| refused(info, what))
}

/// The fences whose first line says what is shown in them, behind the language.
fn shown<'a>(page: &'a Page<'a>) -> impl Iterator<Item = (&'a Range<usize>, &'a Range<usize>)> {
    page.blocks.iter().filter_map(|block| {
        let Kind::Fence { info, body, .. } = &block.kind else { return None };
        let mut words = page.slice(info).split_whitespace();
        let is_shown = words.next().is_some_and(is_language) && words.next().is_some();
        is_shown.then_some((info, body))
    })
}

fn refused(info: &Range<usize>, what: &str) -> Refusal {
    let message = format!("this page holds {what}");
    Refusal::new(&codes::UNSUPPORTED_FORMAT, info.clone(), message)
        .help("fetch the page again, or use the vendor's OpenAPI file")
}
