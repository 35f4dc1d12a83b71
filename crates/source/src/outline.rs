//! A page's blocks: headings, code fences, tables and what stands between them.
//!
//! The pages read here are written by machines that put every mark at the start of a line, and
//! hold prose and HTML that people wrote into descriptions. So lines are all that is looked at:
//! to a whole Markdown parser one unclosed `<pre>` in a description is the rest of the page.

use std::ops::Range;

/// A block, and where it stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    pub kind: Kind,
    /// All of its bytes.
    pub range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// `# text`, or `<h1>text</h1>`.
    Heading { level: usize, text: Range<usize>, id: Option<Range<usize>> },
    /// What stands between two rows of backticks or tildes.
    Fence { info: Range<usize>, body: Range<usize>, ticks: usize, closed: bool },
    /// A header, a row of dashes, and rows: the range of each but the dashes.
    Table { rows: Vec<Range<usize>> },
    /// Lines that begin with `>`.
    Quote,
    /// `---` lines and what is between, at the top.
    FrontMatter,
    /// Other lines up to an empty one.
    Text,
}

/// How many lines a row of a table may have behind an empty one.
const MAX_ROW: usize = 100;

/// Splits a page into its blocks. Empty lines and those of frames are in none.
pub(crate) fn outline(text: &str) -> Vec<Block> {
    let lines = Lines { text, lines: lines(text), at: 0 };
    lines.blocks()
}

/// The lines of a text without their ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let range = start..start + line.trim_end_matches(['\n', '\r']).len();
            start += line.len();
            range
        })
        .collect()
}

/// Where a fence ends.
enum End {
    /// At a row of backticks.
    Row(usize),
    /// Before another page, of which this is the first line: the row was lost.
    Page(usize),
    /// With the text.
    Text,
}

struct Lines<'a> {
    text: &'a str,
    lines: Vec<Range<usize>>,
    at: usize,
}

impl<'a> Lines<'a> {
    fn blocks(mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        blocks.extend(self.front_matter());
        while self.at < self.lines.len() {
            if self.line(self.at).trim().is_empty() || is_frame(self.line(self.at)) {
                self.at += 1;
                continue;
            }
            let start = self.lines[self.at].start;
            let kind = self
                .fence()
                .or_else(|| self.heading())
                .or_else(|| self.table())
                .unwrap_or_else(|| self.lines_of_one_kind());
            // Every branch above moved past at least one line.
            let end = self.lines[self.at - 1].end;
            blocks.push(Block { kind, range: start..end });
        }
        blocks
    }

    fn line(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |range| &self.text[range.clone()])
    }

    fn front_matter(&mut self) -> Option<Block> {
        if self.line(0).trim_end() != "---" {
            return None;
        }
        let end = (1..self.lines.len().min(200)).find(|at| self.line(*at).trim_end() == "---")?;
        self.at = end + 1;
        Some(Block { kind: Kind::FrontMatter, range: 0..self.lines[end].end })
    }

    fn fence(&mut self) -> Option<Kind> {
        let line = self.line(self.at);
        let (indent, ticks, mark) = fence_mark(line)?;
        let info_start = self.lines[self.at].start + indent + ticks;
        let info = trimmed(self.text, info_start..self.lines[self.at].end);
        // A row of backticks with more of them behind is inline code.
        if mark == '`' && self.text[info.clone()].contains('`') {
            return None;
        }
        let first = self.at + 1;
        let start_of = |at: usize| self.lines.get(at).map_or(self.text.len(), |line| line.start);
        let (last, next, closed) = match self.fence_end(indent, ticks, mark) {
            End::Row(at) => (at, at + 1, true),
            End::Page(at) => (at, at, false),
            End::Text => (self.lines.len(), self.lines.len(), false),
        };
        let body = start_of(first)..start_of(last).max(start_of(first));
        self.at = next;
        Some(Kind::Fence { info, body, ticks, closed })
    }

    /// Where the fence that begins at this line ends.
    fn fence_end(&self, indent: usize, ticks: usize, mark: char) -> End {
        let mut title = None;
        for at in self.at + 1..self.lines.len() {
            let line = self.line(at);
            if line.starts_with("# ") {
                title = Some(at);
            }
            let Some((inner, count, other)) = fence_mark(line) else { continue };
            if other != mark || count < ticks || inner > indent + 3 {
                continue;
            }
            if line[inner + count..].trim().is_empty() {
                return End::Row(at);
            }
            // Sites put more than three around documents, in which no such row begins a line.
            if let Some(title) = title.filter(|_| count == ticks && ticks > 3 && inner == 0) {
                return End::Page(self.head(title));
            }
        }
        End::Text
    }

    /// The first line of what stands above a title and is of its page.
    fn head(&self, title: usize) -> usize {
        let above = (0..title).rev().take_while(|at| {
            let line = self.line(*at);
            line.trim().is_empty() || line.starts_with("# ") || line.starts_with('>')
        });
        above.last().unwrap_or(title)
    }

    fn heading(&mut self) -> Option<Kind> {
        let line = &self.lines[self.at];
        let heading =
            hash_heading(self.text, line).or_else(|| html_heading(self.text, line.clone()))?;
        self.at += 1;
        Some(heading)
    }

    fn table(&mut self) -> Option<Kind> {
        if !self.line(self.at).contains('|') || !is_delimiter(self.line(self.at + 1)) {
            return None;
        }
        let header = self.lines[self.at].clone();
        let mut rows = vec![header.clone()];
        let mut last = header.clone();
        self.at += 2;
        while self.at < self.lines.len() {
            let line = self.lines[self.at].clone();
            if self.line(self.at).trim().is_empty() {
                let open = continues_row(self.text, &header, &last, &line);
                let Some(end) = open.then(|| self.row_end()).flatten() else { break };
                self.at += 1;
                rows.extend(self.lines[self.at..=end].iter().cloned());
                last.end = self.lines[end].end;
                self.at = end + 1;
                continue;
            }
            if self.is_mark(self.at) {
                break;
            }
            let joined = continues_row(self.text, &header, &last, &line);
            last = if joined { last.start..line.end } else { line.clone() };
            rows.push(line);
            self.at += 1;
        }
        Some(Kind::Table { rows })
    }

    /// The line that ends a row with an empty line in it, if it ends before anything else begins.
    fn row_end(&self) -> Option<usize> {
        let rest = self.at..self.lines.len().min(self.at + MAX_ROW);
        for at in rest {
            let line = self.line(at).trim();
            if line.starts_with('|') || self.is_mark(at) || line.starts_with("<h") {
                return None;
            }
            if ends_row(line) {
                return Some(at);
            }
        }
        None
    }

    /// Whether a line is a heading, a row of backticks or of a frame.
    fn is_mark(&self, at: usize) -> bool {
        let line = self.line(at);
        let heading = hash_heading(self.text, &self.lines[at]).is_some();
        heading || fence_mark(line).is_some() || is_frame(line)
    }

    fn lines_of_one_kind(&mut self) -> Kind {
        let first = self.line(self.at).trim();
        let quote = first.starts_with('>');
        self.at += 1;
        // What a generator says of itself is no part of what follows.
        let comment = first.starts_with("<!--") && first.ends_with("-->");
        while !comment && self.at < self.lines.len() {
            let line = self.line(self.at);
            let ends = line.trim().is_empty()
                || line.starts_with('>') != quote
                || self.is_mark(self.at)
                || line.contains('|') && is_delimiter(self.line(self.at + 1));
            if ends {
                break;
            }
            self.at += 1;
        }
        if quote { Kind::Quote } else { Kind::Text }
    }
}

/// Whether a line belongs to the row before it, which has not ended: where a table has bars on
/// both sides, so have its rows.
pub(crate) fn continues_row(
    text: &str,
    header: &Range<usize>,
    row: &Range<usize>,
    line: &Range<usize>,
) -> bool {
    let (header, row) = (text[header.clone()].trim(), text[row.clone()].trim());
    let bounded = |row: &str| row.starts_with('|') && row.len() > 1 && ends_row(row);
    bounded(header)
        && row.starts_with('|')
        && !bounded(row)
        && !text[line.clone()].trim_start().starts_with('|')
}

fn ends_row(line: &str) -> bool {
    line.ends_with('|') && !line.ends_with("\\|")
}

/// Whether a line is a tag of the frame that some generators put around sections, and nothing else:
/// a heading may stand right below.
fn is_frame(line: &str) -> bool {
    matches!(line.trim(), "<section>" | "</section>")
}

/// The indentation, length and character of a fence's mark.
fn fence_mark(line: &str) -> Option<(usize, usize, char)> {
    let rest = line.trim_start_matches([' ', '\t']);
    let mark = rest.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let count = rest.len() - rest.trim_start_matches(mark).len();
    (count >= 3).then_some((line.len() - rest.len(), count, mark))
}

fn hash_heading(text: &str, line: &Range<usize>) -> Option<Kind> {
    let content = &text[line.clone()];
    let level = content.len() - content.trim_start_matches('#').len();
    let rest = &content[level..];
    let spaced = rest.is_empty() || rest.starts_with([' ', '\t']);
    if !(1..=6).contains(&level) || !spaced {
        return None;
    }
    let text = trimmed(text, line.start + level..line.end);
    Some(Kind::Heading { level, text, id: None })
}

/// `<h2 id="x">text</h2>` alone on its line.
fn html_heading(text: &str, line: Range<usize>) -> Option<Kind> {
    let content = text[line.clone()].trim_end();
    let level = content.strip_prefix("<h")?.chars().next()?.to_digit(10)? as usize;
    let open = content.find('>')?;
    let body = open + 1..content.len().checked_sub("</h1>".len())?;
    if !(1..=6).contains(&level)
        || body.start > body.end
        || !content.get(body.end..)?.starts_with("</h")
    {
        return None;
    }
    let id = content[..open].find("id=\"").and_then(|at| {
        let start = at + "id=\"".len();
        let length = content[start..open].find('"')?;
        Some(line.start + start..line.start + start + length)
    });
    Some(Kind::Heading { level, text: line.start + body.start..line.start + body.end, id })
}

/// `|---|:---:|`, with or without the outer bars.
fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    line.contains('-')
        && line.contains('|')
        && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}

/// The range without the white space at its ends.
pub(crate) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    let end = start + part.trim().len();
    start..end
}
