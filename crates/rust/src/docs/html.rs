//! HTML that stands in a text of Markdown: what formats is written as Markdown, so that `<b>all</b>`
//! is `**all**`. What is no tag of HTML, as `<token>`, stays for the text that it is.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

/// Tags that mean nothing for a text, and those that stand around paragraphs.
const SPANS: [&str; 14] = [
    "a", "abbr", "big", "center", "font", "img", "label", "mark", "small", "span", "sub", "sup",
    "u", "wbr",
];
const BLOCKS: [&str; 26] = [
    "article",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "footer",
    "header",
    "hr",
    "html",
    "main",
    "nav",
    "p",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "video",
];

/// A text with its HTML as Markdown.
pub(super) fn as_markdown(text: &str, options: Options) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let events = Parser::new_ext(text, options).into_offset_iter();
    let ranges: Vec<(bool, Range<usize>)> = events
        .filter_map(|(event, range)| match event {
            Event::Html(_) => Some((true, range)),
            Event::InlineHtml(_) => Some((false, range)),
            _ => None,
        })
        .collect();
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut html = Html::default();
    let mut done = 0;
    for (block, range) in ranges {
        html.out.push_str(&text[done..range.start]);
        html.take(&text[range.clone()], block);
        done = range.end;
    }
    html.out.push_str(&text[done..]);
    Cow::Owned(html.out)
}

#[derive(Default)]
struct Html {
    out: String,
    /// The lists that are open, and whether they are numbered.
    lists: Vec<bool>,
    /// The links that are open, with where they lead.
    links: Vec<Option<String>>,
}

impl Html {
    /// A piece of HTML. Indentation means nothing in a block of it, and would be code in Markdown.
    fn take(&mut self, mut text: &str, block: bool) {
        while let Some(at) = text.find('<') {
            self.text(&text[..at], block);
            let end = text[at..].find('>').map(|end| at + end + 1);
            match end.filter(|end| self.tag(&text[at + 1..end - 1])) {
                Some(end) => text = &text[end..],
                None => {
                    self.out.push('<');
                    text = &text[at + 1..];
                }
            }
        }
        self.text(text, block);
    }

    fn text(&mut self, text: &str, block: bool) {
        if self.out.is_empty() || self.out.ends_with('\n') && block {
            self.out.push_str(text.trim_start_matches([' ', '\t']));
        } else {
            self.out.push_str(text);
        }
    }

    /// Writes what a tag means, and says whether it is one.
    fn tag(&mut self, tag: &str) -> bool {
        if tag.starts_with("!--") {
            return tag.ends_with("--");
        }
        let closing = tag.starts_with('/');
        let inner = tag.trim_start_matches('/').trim_end_matches('/');
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(end);
        if !attributes.is_empty() && !attributes.starts_with(char::is_whitespace) {
            return false;
        }
        let name = name.to_ascii_lowercase();
        match &name[..] {
            "br" => self.line_break(),
            "b" | "strong" => self.out.push_str("**"),
            "i" | "em" => self.out.push('*'),
            "code" | "tt" | "kbd" | "samp" | "var" => self.out.push('`'),
            "pre" => self.out.push_str("\n```\n"),
            "ul" | "ol" => self.list(closing, name == "ol"),
            "li" if closing => {}
            "li" => self.item(),
            "a" if closing => self.end_link(),
            "a" => self.link(attributes),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.out.push_str("\n\n");
                if !closing {
                    let level = name[1..].parse().unwrap_or(1);
                    self.out.push_str(&"#".repeat(level));
                    self.out.push(' ');
                }
            }
            name if SPANS.contains(&name) => {}
            name if BLOCKS.contains(&name) => self.out.push_str("\n\n"),
            _ => return false,
        }
        true
    }

    /// Two breaks are a paragraph's end.
    fn line_break(&mut self) {
        let text = self.out.trim_end().len();
        let again = self.out[text..].contains("  \n");
        self.out.truncate(text);
        // Two spaces mean nothing at the end of a paragraph, where a backslash would be one.
        self.out.push_str(if again { "\n\n" } else { "  \n" });
    }

    fn list(&mut self, closing: bool, numbered: bool) {
        if closing {
            self.lists.pop();
        } else {
            self.lists.push(numbered);
        }
        if self.lists.len() == !closing as usize {
            self.out.push_str("\n\n");
        }
    }

    fn item(&mut self) {
        let depth = self.lists.len().saturating_sub(1).min(8);
        let mark = if self.lists.last() == Some(&true) { "1. " } else { "- " };
        self.out.push('\n');
        self.out.push_str(&"   ".repeat(depth));
        self.out.push_str(mark);
    }

    fn link(&mut self, attributes: &str) {
        let to = attributes.split_once("href=").and_then(|(_, value)| {
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            Some(value[1..].split_once(quote)?.0.to_owned())
        });
        if to.is_some() {
            self.out.push('[');
        }
        self.links.push(to);
    }

    fn end_link(&mut self) {
        if let Some(Some(to)) = self.links.pop() {
            self.out.push_str("](<");
            self.out.push_str(&to.replace(['<', '>', '\n'], ""));
            self.out.push_str(">)");
        }
    }
}
