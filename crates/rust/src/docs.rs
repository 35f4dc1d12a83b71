//! Documentation: a vendor's Markdown as rustdoc that cannot break `cargo doc` or run as code.
//!
//! Paragraphs, lists, inline code and fences stay; everything else that Markdown or rustdoc
//! would take for markup is escaped, and fences and tables are shown as they are.

use proc_macro2::TokenStream;
use quote::quote;
use specwright_ir::Docs;

const WIDTH: usize = 92;

/// The documentation of an item: its summary, then its description, then that it is deprecated.
pub(crate) fn attributes(docs: &Docs, fallback: Option<&str>) -> TokenStream {
    let mut blocks = Vec::new();
    let summary = docs.summary.as_deref().filter(|text| !text.trim().is_empty());
    let description = docs.description.as_deref().filter(|text| !text.trim().is_empty());
    blocks.extend(summary);
    blocks.extend(description.filter(|text| Some(text.trim()) != summary.map(str::trim)));
    if blocks.is_empty() {
        blocks.extend(fallback);
    }
    let text = blocks.join("\n\n");
    // The attribute would warn in the crate itself; callers of the client see it there.
    let text = if docs.deprecated { format!("{text}\n\nDeprecated.") } else { text };
    lines(&text)
}

/// A text as doc attributes.
pub(crate) fn lines(text: &str) -> TokenStream {
    let lines = rendered(text);
    let lines =
        lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// A text as lines of safe Markdown.
pub(crate) fn rendered(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for block in blocks(text) {
        let in_list = matches!(block, Block::Item(..));
        let after_item =
            out.last().is_some_and(|line| line.starts_with("- ") || line.starts_with("  "));
        if !(out.is_empty() || in_list && after_item) {
            out.push(String::new());
        }
        match block {
            Block::Paragraph(text) => out.extend(wrapped(&inline(&text), "", "")),
            Block::Item(text) => out.extend(wrapped(&inline(&text), "- ", "  ")),
            Block::Verbatim(lines) => {
                out.push("```text".to_owned());
                out.extend(lines);
                out.push("```".to_owned());
            }
        }
    }
    out
}

enum Block {
    Paragraph(String),
    Item(String),
    Verbatim(Vec<String>),
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open = false;
    let mut fence: Option<(String, Vec<String>)> = None;
    for line in text.lines() {
        let line: String = line.chars().filter(|c| !c.is_control() || *c == '\t').collect();
        let line = line.replace('\t', "    ");
        if let Some((mark, lines)) = &mut fence {
            if line.trim().starts_with(mark.as_str()) {
                blocks.push(Block::Verbatim(std::mem::take(lines)));
                fence = None;
            } else {
                lines.push(verbatim(&line));
            }
            continue;
        }
        let trimmed = line.trim();
        if let Some(mark) = ["```", "~~~"].iter().find(|mark| trimmed.starts_with(**mark)) {
            fence = Some(((*mark).to_owned(), Vec::new()));
            open = false;
        } else if trimmed.is_empty() {
            open = false;
        } else if trimmed.starts_with('|') {
            match blocks.last_mut() {
                Some(Block::Verbatim(lines)) if open => lines.push(verbatim(trimmed)),
                _ => blocks.push(Block::Verbatim(vec![verbatim(trimmed)])),
            }
            open = true;
        } else if let Some(item) = list_item(trimmed) {
            blocks.push(Block::Item(item.to_owned()));
            open = true;
        } else {
            let trimmed = trimmed.trim_start_matches(['#', '>']).trim();
            match blocks.last_mut() {
                Some(Block::Paragraph(text) | Block::Item(text)) if open => {
                    text.push(' ');
                    text.push_str(trimmed);
                }
                _ => blocks.push(Block::Paragraph(trimmed.to_owned())),
            }
            open = true;
        }
    }
    if let Some((_, lines)) = fence {
        blocks.push(Block::Verbatim(lines));
    }
    blocks.retain(|block| match block {
        Block::Paragraph(text) | Block::Item(text) => !text.trim().is_empty(),
        Block::Verbatim(lines) => lines.iter().any(|line| !line.trim().is_empty()),
    });
    blocks
}

/// A line inside a fence of ours, which it must not close.
fn verbatim(line: &str) -> String {
    line.replace("```", "'''").trim_end().to_owned()
}

fn list_item(line: &str) -> Option<&str> {
    let bullet = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark));
    bullet.or_else(|| {
        let digits = line.find(|c: char| !c.is_ascii_digit()).filter(|at| (1..4).contains(at))?;
        line[digits..].strip_prefix(". ").or_else(|| line[digits..].strip_prefix(") "))
    })
}

/// A text of one paragraph: inline code stays, all else that could be markup is escaped.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        let ticks = 1 + after.len() - after.trim_start_matches('`').len();
        let code = if ticks == 1 { after.split_once('`') } else { None };
        escape(before, &mut out);
        match code.filter(|(code, _)| !code.trim().is_empty()) {
            Some((code, next)) => {
                out.push('`');
                out.push_str(code.trim());
                out.push('`');
                rest = next;
            }
            None => {
                out.push_str("\\`");
                rest = after;
            }
        }
    }
    escape(rest, &mut out);
    out
}

fn escape(text: &str, out: &mut String) {
    for (number, word) in text.split(' ').enumerate() {
        if number > 0 {
            out.push(' ');
        }
        let is_url = word.starts_with("http://") || word.starts_with("https://");
        let end = word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '"', '\'', '*', '_']);
        let plain = || !end.contains(['<', '>', '[', ']', '(', '`', '\\', '*', '"']);
        if is_url && end.len() > 8 && plain() {
            out.push('<');
            out.push_str(end);
            out.push('>');
            escape_marks(&word[end.len()..], out);
        } else {
            escape_marks(word, out);
        }
    }
}

fn escape_marks(word: &str, out: &mut String) {
    let is_mark =
        |c| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&');
    let from = out.len();
    for c in word.chars() {
        if is_mark(c) {
            out.push('\\');
        }
        out.push(c);
    }
    // rustdoc calls a URL that is not a link bare; an escaped colon is none.
    if out[from..].contains("://") {
        let safe = out[from..].replace("http://", "http\\://").replace("https://", "https\\://");
        out.truncate(from);
        out.push_str(&safe);
    }
}

/// Lines of about [`WIDTH`] characters. No line begins with what would open a block.
fn wrapped(text: &str, first: &str, rest: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut width = line.len();
    let mut empty = true;
    let mut ticks = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        // Inline code is not broken, so that a line never begins inside of it.
        if !empty && width + 1 + length > WIDTH && ticks % 2 == 0 {
            lines.push(std::mem::replace(&mut line, rest.to_owned()));
            width = line.len();
            empty = true;
        }
        if empty {
            line.push_str(&safe_start(word));
            width = line.chars().count();
        } else {
            line.push(' ');
            line.push_str(word);
            width += 1 + length;
        }
        ticks += word.matches('`').count() - word.matches("\\`").count();
        empty = false;
    }
    lines.push(line);
    lines
}

/// A word at the start of a line that is no list mark, rule or heading.
fn safe_start(word: &str) -> String {
    let is_number = word.trim_end_matches(['.', ')']).chars().all(|c| c.is_ascii_digit());
    if word.starts_with(['-', '+', '=', ':']) {
        format!("\\{word}")
    } else if is_number && word.ends_with(['.', ')']) {
        let (digits, mark) = word.split_at(word.len() - 1);
        format!("{digits}\\{mark}")
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::rendered;

    #[test]
    fn markup_that_rustdoc_would_follow_is_escaped() {
        assert_eq!(rendered("px[0] and <token>"), [r"px\[0\] and \<token\>"]);
        assert_eq!(rendered("see https://example.com/a_b."), ["see <https://example.com/a_b>."]);
        assert_eq!(rendered("    let x = 1;"), ["let x = 1;"]);
        assert_eq!(rendered("a `b[0]` c"), ["a `b[0]` c"]);
        assert_eq!(rendered("a ` b"), [r"a \` b"]);
    }

    #[test]
    fn blocks_stay_apart() {
        let text = "One\ntwo\n\n* a\n  more\n* b\nlazy\n\n```rust\nfn main() {}\n```";
        let expected =
            ["One two", "", "- a more", "- b lazy", "", "```text", "fn main() {}", "```"];
        assert_eq!(rendered(text), expected);
    }
}
