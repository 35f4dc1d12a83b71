//! Lines of a paragraph, and what in a text would be markup.

const WIDTH: usize = 92;

/// Stands for a space at which no line may end.
pub(super) const FIXED: char = '\u{1}';

/// A text as lines of about [`WIDTH`] characters, of which none begins with what would open a block.
/// A line break in it stays one.
pub(super) fn wrapped(text: &str, first: &str, rest: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let parts: Vec<&str> = text.trim().split('\n').collect();
    for (index, part) in parts.iter().enumerate() {
        let mut empty = true;
        let mut width = line.chars().count();
        for word in part.split([' ', '\r', '\t']).filter(|word| !word.is_empty()) {
            let length = word.chars().count();
            if !empty && width + 1 + length > WIDTH {
                lines.push(std::mem::replace(&mut line, rest.to_owned()));
                width = line.chars().count();
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
            empty = false;
        }
        let last = index + 1 == parts.len();
        if !last && !empty {
            line.push('\\');
        }
        if last || !empty {
            lines.push(std::mem::replace(&mut line, rest.to_owned()));
        }
    }
    lines.iter().map(|line| line.replace(FIXED, " ")).collect()
}

/// A word at the start of a line that is no list mark, rule, quotation, heading or row of a table.
fn safe_start(word: &str) -> String {
    let is_number = word.trim_end_matches(['.', ')']).chars().all(|c| c.is_ascii_digit());
    if word.starts_with(['-', '+', '=', ':', '>', '|', '#']) {
        format!("\\{word}")
    } else if is_number && word.ends_with(['.', ')']) {
        let (digits, mark) = word.split_at(word.len() - 1);
        format!("{digits}\\{mark}")
    } else {
        word.to_owned()
    }
}

/// Adds a text in which nothing is markup; a URL that stands alone is a link.
pub(super) fn escape(text: &str, out: &mut String) {
    for (number, word) in text.split(' ').enumerate() {
        if number > 0 {
            out.push(' ');
        }
        let is_url = word.starts_with("http://") || word.starts_with("https://");
        let end = word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '"', '\'', '*', '_']);
        let plain = || !end.contains(['<', '>', '[', ']', '(', '`', '\\', '*', '"', '{', '|']);
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

/// Adds a text in which nothing is markup, nor a link.
pub(super) fn escape_marks(text: &str, out: &mut String) {
    let from = out.len();
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_mark = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' => true,
            '_' => !(in_word(before) && in_word(next)),
            '~' => next == Some('~') || before == Some('~'),
            '&' => next.is_some_and(|c| c.is_alphanumeric() || c == '#'),
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    // rustdoc calls a URL that is not a link bare; an escaped colon is none.
    if out[from..].contains("://") {
        let safe = out[from..].replace("http://", "http\\://").replace("https://", "https\\://");
        out.truncate(from);
        out.push_str(&safe);
    }
}
