//! What is a key in a collapsed text, wherever it may belong.

use specwright_grammar::{Dialect, Kind, object};

use super::frames::Type;
use super::place::METHODS;
use super::words::{Word, closing_quote};
use crate::text::head;

/// How many words a key without quotes may have.
const SENTENCE: usize = 24;

/// The key that begins at a word, and the word after it.
pub(super) fn key(text: &str, words: &[Word], at: usize) -> Option<(String, usize)> {
    let named =
        at > 0 && (names_follow(text, &words[at - 1]) || is_behind_pointer(text, words, at));
    let name = if named {
        sentence(text, words, at)
    } else if is_behind_value(text, words, at) {
        // What is quoted before it may be a word of prose, and not the value of an example.
        sentence(text, words, at).filter(|(name, next)| {
            let next = words.get(*next).and_then(|word| text[word.range.clone()].strip_suffix(':'));
            next.is_some_and(|key| key != "$ref" && is_example_key(key))
                || !name.contains('"') && !name.contains(". ")
        })
    } else {
        name_of_another(text, words, at)
    };
    name.or_else(|| key_of_its_own(text, words, at))
}

/// The same, wherever it stands.
fn key_of_its_own(text: &str, words: &[Word], at: usize) -> Option<(String, usize)> {
    let range = words[at].range.clone();
    let word = &text[range.clone()];
    let quote = word.as_bytes()[0];
    if matches!(quote, b'\'' | b'"') {
        let end = words.last()?.range.end;
        // A quoted key is short; a quoted value may be long.
        let length = closing_quote(head(&text[range.start..end], 200), quote)?;
        let inner = &text[range.start + 1..range.start + length - 1];
        let name = if quote == b'\'' { inner.replace("''", "'") } else { inner.to_owned() };
        let next = at + words[at..].partition_point(|word| word.range.start < range.start + length);
        let apart = words.get(next).is_some_and(|word| &text[word.range.clone()] == ":");
        let behind = &text[range.start + length..end];
        if apart && behind.starts_with(char::is_whitespace) {
            return Some((name, next + 1));
        }
        let behind = behind.strip_prefix(':')?;
        let alone = behind.is_empty() || behind.starts_with(char::is_whitespace);
        return alone.then_some((name, next));
    }
    if let Some(found) = marked(text, words, at) {
        return Some(found);
    }
    if let Some(next) = labelled(text, words, at) {
        let end = words[next - 1].range.end - 1;
        return Some((text[range.start..end].to_owned(), next));
    }
    if let Some(next) = parametrised(text, words, at).or_else(|| path(text, words, at)) {
        let end = words[next - 1].range.end - 1;
        return Some((text[range.start..end].to_owned(), next));
    }
    let apart = words.get(at + 1).is_some_and(|word| &text[word.range.clone()] == ":");
    if apart && !word.ends_with(':') && is_name(word) {
        return Some((word.to_owned(), at + 2));
    }
    let name = word.strip_suffix(':')?;
    let opens = matches!(quote, b'[' | b'{' | b'&' | b'*' | b'!' | b'#' | b',' | b'`');
    // That of HTML in a text: `<p style="color: red">`.
    let attribute = name.contains("=\"");
    (!name.is_empty() && !opens && !attribute).then(|| (name.to_owned(), at + 1))
}

/// Whether a word is a key below which are names, or ends a value behind which only a key can
/// stand.
fn names_follow(text: &str, word: &Word) -> bool {
    let word = &text[word.range.clone()];
    let maps = ["examples:", "properties:", "schemas:", "definitions:"];
    maps.contains(&word) || word.starts_with("x-") && word.ends_with("examples:")
}

/// Whether a word stands behind a value of one word that only a key can follow.
fn is_behind_value(text: &str, words: &[Word], at: usize) -> bool {
    let Some([key, value]) = at.checked_sub(2).and_then(|start| words.get(start..at)) else {
        return false;
    };
    let value = &text[value.range.clone()];
    let quoted =
        |quote: char| value.len() > 2 && value.starts_with(quote) && value.ends_with(quote);
    match &text[key.range.clone()] {
        "type:" if Type::of(value).is_some() => true,
        key => (key.ends_with(':') || key == "-") && (quoted('\'') || quoted('"')),
    }
}

/// Whether a word stands behind a reference in a block, in which tools put what is long.
fn is_behind_pointer(text: &str, words: &[Word], at: usize) -> bool {
    let Some([key, mark, value]) = at.checked_sub(3).and_then(|start| words.get(start..at)) else {
        return false;
    };
    let [key, mark, value] = [key, mark, value].map(|word| &text[word.range.clone()]);
    key == "$ref:" && mark.starts_with(['>', '|']) && value.contains("#/")
}

/// The name of an example that stands behind the value of another: `value: a With everything:
/// value: b`.
fn name_of_another(text: &str, words: &[Word], at: usize) -> Option<(String, usize)> {
    let word = |at: usize| words.get(at).map(|word: &Word| &text[word.range.clone()]);
    let before = at.checked_sub(2)?;
    (word(before)? == "value:" && !word(before + 1)?.ends_with(':')).then_some(())?;
    let (name, next) = sentence(text, words, at)?;
    (word(next)? == "value:").then_some((name, next))
}

/// A key of several words without quotes, and the word after it.
fn sentence(text: &str, words: &[Word], at: usize) -> Option<(String, usize)> {
    let word = |at: usize| words.get(at).map(|word| &text[word.range.clone()]);
    let begins = word(at)?.starts_with(char::is_alphanumeric) && !word(at)?.ends_with(':');
    let length =
        (1..SENTENCE).find(|length| word(at + length).is_some_and(|w| w.ends_with(':')))?;
    let last = at + length;
    let plain = (at..=last).all(|at| {
        word(at).is_some_and(|word| !matches!(word, "-" | ":") && !word.starts_with('#'))
    });
    // Behind `examples:` in prose comes what anybody may write.
    let examples = at > 0 && word(at - 1) == Some("examples:");
    let holds = word(last + 1).is_some_and(|next| match next.strip_suffix(':') {
        Some(key) => !examples || is_example_key(key),
        None => next.starts_with(['{', '\'', '"']),
    });
    let name = text[words[at].range.start..words[last].range.end - 1].to_owned();
    (begins && plain && holds).then_some((name, last + 1))
}

/// Whether an example can begin with a key.
fn is_example_key(name: &str) -> bool {
    object(Dialect::V3_2, Kind::Example).entry(name).is_some() || name == "$ref"
}

/// Whether a word can be the name of something.
fn is_name(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'$' | b'_' | b'-'))
}

/// The end of a media type with parameters, as in `text/plain; charset=utf-8:`.
fn parametrised(text: &str, words: &[Word], at: usize) -> Option<usize> {
    let word = |at: usize| words.get(at).map(|word: &Word| &text[word.range.clone()]);
    word(at)?.strip_suffix(';').filter(|kind| kind.contains('/'))?;
    let parameter = word(at + 1)?.strip_suffix(':')?;
    parameter.contains('=').then_some(at + 2)
}

/// The end of the first path where it is of several words: a method follows it.
fn path(text: &str, words: &[Word], at: usize) -> Option<usize> {
    let word = |at: usize| words.get(at).map(|word: &Word| &text[word.range.clone()]);
    let begins = word(at)?.starts_with('/') && !word(at)?.ends_with(':');
    (begins && word(at.checked_sub(1)?)? == "paths:").then_some(())?;
    let length = (1..SENTENCE).find(|length| word(at + length).is_none_or(|w| w.ends_with(':')))?;
    let method = word(at + length + 1)?.strip_suffix(':')?;
    METHODS.contains(&method).then_some(at + length + 1)
}

/// A key behind a question mark, as tools write long ones, and the word after its colon.
fn marked(text: &str, words: &[Word], at: usize) -> Option<(String, usize)> {
    let word = |at: usize| words.get(at).map(|word| &text[word.range.clone()]);
    (word(at)? == "?" && word(at + 2)? == ":").then_some(())?;
    let name = word(at + 1)?;
    (!name.ends_with(':')).then(|| (name.trim_matches(['\'', '"']).to_owned(), at + 3))
}

/// The end of the key of a further response of a status, such as `x-422:Not enough left:`.
fn labelled(text: &str, words: &[Word], at: usize) -> Option<usize> {
    let rest = text[words[at].range.clone()].strip_prefix("x-")?;
    let status = rest.split_once(':').filter(|(status, label)| {
        status.len() == 3 && status.bytes().all(|b| b.is_ascii_digit()) && !label.is_empty()
    });
    status?;
    let ends = |word: &Word| text[word.range.clone()].ends_with(':');
    let length = words[at..].iter().take(24).position(ends)?;
    Some(at + length + 1)
}
