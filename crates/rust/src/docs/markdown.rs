//! Markdown (CommonMark, with tables) as the Markdown that rustdoc is safe with, in lines.

use pulldown_cmark::{
    CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream,
};

use super::html;
use super::wrap::{FIXED, escape, escape_marks, wrapped};
use crate::table::is_hidden;

/// A text as lines of safe Markdown.
pub(crate) fn rendered(text: &str) -> Vec<String> {
    let trimmed = text.trim();
    match is_plain(trimmed) {
        true => wrapped(trimmed, "", ""),
        false => parsed(text),
    }
}

/// The same for a text that may hold markup.
fn parsed(text: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES;
    let text: String = text.chars().filter(|c| !is_hidden(*c) || "\n\t".contains(*c)).collect();
    let text = html::as_markdown(&text, options);
    let mut writer = Writer::default();
    for event in TextMergeStream::new(Parser::new_ext(&text, options)) {
        writer.take(event);
    }
    writer.flush();
    writer.out
}

/// Whether a text is a line of words and no more, as most are. It need not be parsed then.
fn is_plain(text: &str) -> bool {
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let is_mark = match c {
            '`' | '*' | '[' | ']' | '<' | '>' | '\\' | '&' | '~' | '|' => true,
            '_' => !(before.is_alphanumeric() && rest.peek().is_some_and(|c| c.is_alphanumeric())),
            ':' => rest.peek() == Some(&'/'),
            _ => is_hidden(c),
        };
        if is_mark {
            return false;
        }
        before = c;
    }
    let first = text.split(' ').next().unwrap_or_default();
    let opens_block =
        first.starts_with(|c: char| c.is_ascii_digit()) && first.ends_with(['.', ')']);
    first.starts_with(|c: char| c.is_alphanumeric() || "(\"'$".contains(c)) && !opens_block
}

#[derive(Default)]
struct Writer {
    out: Vec<String>,
    /// The text of the paragraph, heading or cell that is being read.
    text: String,
    /// What the first of the next lines begins with, and what the others do.
    first: Option<String>,
    prefix: Vec<String>,
    /// What the first line of each of those began with that this one stands in.
    around: Vec<Option<String>>,
    /// The lists that are open, with the number of the next item.
    lists: Vec<Option<u64>>,
    /// Whether a blank line comes before the next block.
    gap: bool,
    heading: Option<usize>,
    code: Option<String>,
    /// Where the text of a link began, and where it leads.
    link: Option<(usize, String)>,
    table: Option<Vec<Vec<String>>>,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None if self.link.is_some() => {
                    escape_marks(&text.replace('\n', " "), &mut self.text)
                }
                None => escape(&text.replace('\n', " "), &mut self.text),
            },
            Event::Html(text) | Event::InlineHtml(text) => {
                escape_marks(&text.replace('\n', " "), &mut self.text);
            }
            Event::Code(code) => self.text.push_str(&code_span(&code)),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak if self.table.is_some() || self.heading.is_some() => {
                self.text.push(' ');
            }
            Event::HardBreak => self.text.push('\n'),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.flush(),
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(level as usize);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.space();
                self.gap = false;
                self.enter("> ", "> ");
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.flush();
                self.code = Some(String::new());
            }
            Tag::List(number) => {
                self.flush();
                self.gap &= self.lists.is_empty();
                self.lists.push(number);
            }
            Tag::Item => self.item(),
            Tag::Table(_) => {
                self.flush();
                self.table = Some(Vec::new());
            }
            Tag::TableHead | Tag::TableRow => {
                self.table.get_or_insert_default().push(Vec::new());
            }
            Tag::Emphasis => self.text.push('*'),
            Tag::Strong => self.text.push_str("**"),
            Tag::Link { link_type, dest_url, .. } => {
                let is_mail = link_type == LinkType::Email;
                if let Some(url) = (!is_mail).then(|| absolute(&dest_url)).flatten() {
                    self.link = Some((self.text.len(), url));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::Heading(_) => self.flush(),
            TagEnd::BlockQuote(_) => {
                self.leave();
            }
            TagEnd::CodeBlock => self.fence(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.gap = true;
            }
            TagEnd::Item => {
                let is_empty = self.leave();
                self.gap &= is_empty;
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.text).replace('|', "\\|").replace('\t', " ");
                let row = self.table.as_mut().and_then(|rows| rows.last_mut());
                row.into_iter().for_each(|row| row.push(cell.replace(FIXED, " ")));
            }
            TagEnd::Table => self.rows(),
            TagEnd::Emphasis => self.text.push('*'),
            TagEnd::Strong => self.text.push_str("**"),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn item(&mut self) {
        self.flush();
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.enter(&mark, &" ".repeat(mark.len()));
    }

    /// Enters a quotation or an item of a list, which a mark begins. What begins with it again, as an
    /// item of an item, has the marks of both.
    fn enter(&mut self, mark: &str, rest: &str) {
        let around = self.first.clone().unwrap_or_else(|| self.prefix.concat());
        self.around.push(self.first.replace(around + mark));
        self.prefix.push(rest.to_owned());
    }

    /// Leaves it, and says whether there was nothing in it: then what it stands in has still to begin.
    fn leave(&mut self) -> bool {
        self.flush();
        self.prefix.pop();
        let around = self.around.pop().flatten();
        let is_empty = self.first.is_some();
        self.first = self.first.take().and(around);
        is_empty
    }

    fn end_link(&mut self) {
        let Some((start, url)) = self.link.take() else { return };
        let text = self.text.split_off(start);
        let words = text.trim().replace('\\', "");
        if words.is_empty() || words == url {
            self.text.push_str(&format!("<{url}>"));
        } else {
            self.text.push_str(&format!("[{}](<{url}>)", text.trim()));
        }
    }

    /// Begins a block: with a blank line if one is due, and the marks of what it stands in.
    fn open(&mut self) -> (String, String) {
        self.space();
        self.gap = true;
        let rest = self.prefix.concat();
        (self.first.take().unwrap_or_else(|| rest.clone()), rest)
    }

    fn space(&mut self) {
        if self.gap && !self.out.is_empty() {
            self.out.push(self.prefix.concat().trim_end().to_owned());
        }
    }

    /// Writes the text that was read.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let heading = self.heading.take();
        if text.trim().is_empty() {
            return;
        }
        let (first, rest) = self.open();
        match heading {
            Some(level) => {
                let words: Vec<&str> = text.split_whitespace().collect();
                let words = words.join(" ").replace(FIXED, " ");
                self.out.push(format!("{first}{} {words}", "#".repeat(level)));
            }
            None => self.out.extend(wrapped(&text, &first, &rest)),
        }
    }

    fn fence(&mut self) {
        let code = self.code.take().unwrap_or_default();
        if code.trim().is_empty() {
            return;
        }
        let (first, rest) = self.open();
        self.out.push(format!("{first}```text"));
        for line in code.lines() {
            // It must not close the fence.
            let line = line.replace("```", "'''").replace('\t', "    ");
            self.out.push(format!("{rest}{line}").trim_end().to_owned());
        }
        self.out.push(format!("{rest}```"));
    }

    fn rows(&mut self) {
        let rows = self.table.take().unwrap_or_default();
        let columns = rows.first().map_or(0, Vec::len);
        let (first, rest) = self.open();
        for (index, row) in rows.iter().enumerate() {
            let prefix = if index == 0 { &first } else { &rest };
            self.out.push(format!("{prefix}| {} |", row.join(" | ")));
            if index == 0 {
                self.out.push(format!("{rest}|{}", "---|".repeat(columns)));
            }
        }
    }
}

/// Code in a line, which no line break is put into.
fn code_span(code: &str) -> String {
    let code = code.trim().replace(['\n', '\t', ' '], &FIXED.to_string());
    if code.is_empty() {
        return String::new();
    }
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if longest > 0 { FIXED.to_string() } else { String::new() };
    format!("{fence}{space}{code}{space}{fence}")
}

/// A URL that leads to another site, as it can stand between `<` and `>`.
fn absolute(url: &str) -> Option<String> {
    let is_absolute = url.starts_with("http://") || url.starts_with("https://");
    let illegal = |c: char| c.is_whitespace() || c.is_control() || "<>\\`\"|{}^".contains(c);
    let encoded = |c: char| match illegal(c) {
        true => c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect(),
        false => c.to_string(),
    };
    is_absolute.then(|| url.chars().map(encoded).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

    use super::{is_plain, parsed, rendered};

    #[test]
    fn markup_that_rustdoc_would_follow_is_escaped() {
        assert_eq!(rendered("px[0] and <token>"), [r"px\[0\] and \<token\>"]);
        assert_eq!(rendered("see https://example.com/a_b."), ["see <https://example.com/a_b>."]);
        assert_eq!(rendered("a `b[0]` c"), ["a `b[0]` c"]);
        assert_eq!(rendered("a ` b"), [r"a \` b"]);
        assert_eq!(rendered("a_b __c__ AT&T"), ["a_b **c** AT\\&T"]);
    }

    #[test]
    fn what_does_not_show_is_left_out() {
        assert_eq!(rendered("so\u{ad}ft, turned \u{202e}round"), ["soft, turned round"]);
        assert_eq!(rendered("`\u{202e}a`"), ["`a`"]);
    }

    #[test]
    fn links_lead_to_other_sites_alone() {
        let text = "See [the *guide*](https://a.test/x \"t\"), [a](#b), <https://a.test> and [https://a.test](https://a.test).";
        let expected =
            "See [the *guide*](<https://a.test/x>), a, <https://a.test> and <https://a.test>.";
        assert_eq!(rendered(text), [expected]);
    }

    #[test]
    fn blocks_stay_apart() {
        let text = "# One\ntwo\n\n* a\n  more\n* b\nlazy\n  1. c\n\n```rust\nfn main() {}\n```\n\n| a | b |\n|--|--|\n| 1 | x&#124;y |\n> q";
        let expected = [
            "# One",
            "",
            "two",
            "",
            "- a more",
            "- b lazy",
            "  1. c",
            "",
            "```text",
            "fn main() {}",
            "```",
            "",
            "| a | b |",
            "|---|---|",
            "| 1 | x\\|y |",
            "",
            "> q",
        ];
        assert_eq!(rendered(text), expected);
    }

    #[test]
    fn html_that_formats_is_markdown() {
        let text = "<p>A <b>bold</b> <code>a < b</code> &amp;\n    <a href='https://a.test/'>link</a>.</p>\n<ul>\n    <li>one<br/>more</li>\n    <li>two</li></ul>\n\nEnd of <id>, `<b>`";
        let expected = [
            "A **bold** `a < b` & [link](<https://a.test/>).",
            "",
            "- one\\",
            "  more",
            "- two",
            "",
            "End of \\<id\\>, `<b>`",
        ];
        assert_eq!(rendered(text), expected);
    }

    #[test]
    fn a_break_at_the_end_is_none() {
        assert_eq!(rendered("One.<br>"), ["One."]);
        assert_eq!(rendered("One.<br>\n\nTwo.<br/><br/>Three"), ["One.", "", "Two.", "", "Three"]);
        assert_eq!(rendered("<br>One<br>two"), ["One\\", "two"]);
    }

    /// Why rustdoc might warn of a text, or run it.
    fn unsafe_part(text: &str) -> Option<String> {
        // As rustdoc reads it.
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_SMART_PUNCTUATION;
        let shortcuts = |_: pulldown_cmark::BrokenLink<'_>| Some(("shortcut".into(), "".into()));
        let mut events = Parser::new_with_broken_link_callback(text, options, Some(shortcuts));
        events.find_map(|event| match event {
            Event::Html(html) | Event::InlineHtml(html) => Some(format!("HTML: {html}")),
            Event::Start(Tag::Link { dest_url, .. }) if !dest_url.starts_with("http") => {
                Some(format!("link: {dest_url}"))
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) if &*kind == "text" => None,
            Event::Start(Tag::CodeBlock(_)) => Some("code".to_owned()),
            _ => None,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn words_need_no_parser(
            parts in prop::collection::vec(prop::sample::select(&[
                "a", "é", "Z", "1", " ", "  ", "_", "-", "+", "=", "#", ":", "/", ".", ")", "(", "\"", "'",
                "$", "{", "}", "!", "@", "^", "—", "\u{a0}", "1.", "- ", "http://a.test", "%", "www.a.test",
                "a long word after the other that fills the line so that there is more than one, ",
            ][..]), 0..24),
        ) {
            let text = parts.concat();
            let text = text.trim();
            if is_plain(text) {
                prop_assert_eq!(rendered(text), parsed(text));
            }
        }

        #[test]
        fn no_text_is_more_than_words(
            parts in prop::collection::vec(prop::sample::select(&[
                "a", " ", "\n", "\n\n", "    ", "`", "```", "~~~", "*", "**", "_", "[", "]", "(", ")", "](", "<", ">",
                "<b>", "</b>", "<a href=\"", "\">", "</a>", "<li>", "<ul>", "</ul>", "<br>", "<pre>", "<p>", "</p>",
                "<x>", "https://a.test/", "#", "# ", "- ", "1. ", "> ", "|", "|-|-|", "\\", "&", "&lt;", "!", "\"",
                "<!--", "-->", "[a]: ", "[^1]", "{", "\t", "é", "<code>", "</code>", "<h2>", "---", "===", ":", "~~",
            ][..]), 0..24),
        ) {
            let lines = rendered(&parts.concat()).join("\n");
            let part = unsafe_part(&lines);
            prop_assert!(part.is_none(), "{:?} in\n{}", part, lines);
            // clippy warns of them.
            prop_assert!(!lines.contains('\t'), "a tab in\n{}", lines);
        }
    }
}
