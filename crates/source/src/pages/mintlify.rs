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
    excerpt::complete(page, fence, loaded);
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
    page.blocks.iter().find_map(|block| {
        let Kind::Fence { info, body, .. } = &block.kind else { return None };
        let words: Vec<&str> = page.slice(info).split_whitespace().collect();
        if !words.first().is_some_and(|word| is_language(word)) || words.len() < 2 {
            return None;
        }
        let first = page.slice(body).trim_start();
        let what = if words[1].to_ascii_lowercase().contains("asyncapi") {
            "an AsyncAPI channel: messages over a socket, and no HTTP API"
        } else if first.starts_with("paths:") && announced(page.slice(info)).is_some() {
            "an older excerpt of Mintlify's own, whose line breaks or method are lost"
        } else {
            return None;
        };
        let refusal = Refusal::new(
            &codes::UNSUPPORTED_FORMAT,
            info.clone(),
            format!("this page holds {what}"),
        );
        Some(refusal.help("fetch the page again, or use the vendor's OpenAPI file"))
    })
}
