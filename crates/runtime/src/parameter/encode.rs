//! From values to the text of a request.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Parameter, Place, Style};
use crate::Json;

/// What RFC 3986 calls unreserved stays; all else is escaped.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The reserved characters stay too, but for those that would end the query or part it.
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'[')
    .remove(b']');

/// Those that may stand in a path, the slash between its segments among them (RFC 3986, section 3.3).
const PATH: &AsciiSet = &RESERVED.add(b'?').add(b'[').add(b']');

/// What a cookie's value holds beside the unreserved (RFC 6265, section 4.1.1), but for the comma, which
/// parts a list.
const COOKIE: &AsciiSet = &RESERVED.add(b',').add(b';');

/// A text as it stands in a cookie. RFC 6265 has no escape of its own; what a cookie cannot hold is
/// percent-encoded.
pub(crate) fn escape_cookie(text: &str) -> String {
    utf8_percent_encode(text, COOKIE).to_string()
}

/// A text as it stands in a path or query.
pub(crate) fn escape<'a>(text: impl Into<Cow<'a, str>>, reserved: bool) -> String {
    let text = text.into();
    let set = if reserved { RESERVED } else { UNRESERVED };
    let escaped = Cow::from(utf8_percent_encode(&text, set));
    // An escape is longer than what it stands for.
    if escaped.len() == text.len() {
        return text.into_owned();
    }
    escaped.into_owned()
}

/// A text as it stands in a path, in which it may be several segments.
fn escape_path(text: &str, reserved: bool) -> String {
    if reserved { utf8_percent_encode(text, PATH).to_string() } else { escape(text, false) }
}

/// A single value as text: a string bare, anything else as JSON.
pub(crate) fn text(value: &Json) -> Cow<'_, str> {
    match value {
        Json::String(text) => text.into(),
        Json::Null => "".into(),
        Json::Number(number) => number.to_string().into(),
        other => other.to_string().into(),
    }
}

/// The separator of a list or object that one of its parts holds too, where no escape tells the two
/// apart: in a header, and in the styles of a query that are told by their separator.
#[cfg(feature = "client")]
pub(crate) fn ambiguous(parameter: &Parameter, value: &Json) -> Option<char> {
    let separator = match (parameter.place, parameter.style) {
        (Place::Header, Style::Simple) => ',',
        (_, Style::Space) if !parameter.explode => ' ',
        (_, Style::Pipe) if !parameter.explode => '|',
        (_, Style::Tab) if !parameter.explode => '\t',
        _ => return None,
    };
    let holds = |part: &Json| text(part).contains(separator);
    let found = match value {
        Json::Array(items) => items.iter().any(holds),
        // What stands apart has its name before it, which tells it from the rest of another.
        Json::Object(members) if !parameter.explode => {
            members.iter().any(|(key, part)| key.contains(separator) || holds(part))
        }
        _ => false,
    };
    found.then_some(separator)
}

/// A path or header parameter's text. Parts of a path are escaped, those of a header not.
pub(crate) fn encode_text(parameter: &Parameter, value: &Json) -> String {
    let part = |value: &Json| match parameter.place {
        Place::Path => escape_path(&text(value), parameter.reserved),
        _ => text(value).into_owned(),
    };
    let key = |key: &str| match parameter.place {
        Place::Path => escape_path(key, parameter.reserved),
        _ => key.to_owned(),
    };
    if parameter.style == Style::Json {
        return part(&Json::String(value.to_string()));
    }
    let name = parameter.name;
    let (prefix, between, named) = match (parameter.style, parameter.explode) {
        (Style::Label, true) => (".".to_owned(), ".", false),
        (Style::Label, false) => (".".to_owned(), ",", false),
        (Style::Matrix, true) => (";".to_owned(), ";", true),
        (Style::Matrix, false) => (format!(";{name}="), ",", false),
        _ => (String::new(), ",", false),
    };
    let parts: Vec<String> = match value {
        Json::Array(items) if named => {
            items.iter().map(|item| format!("{name}={}", part(item))).collect()
        }
        Json::Array(items) => items.iter().map(part).collect(),
        Json::Object(members) if parameter.explode => {
            members.iter().map(|(k, v)| format!("{}={}", key(k), part(v))).collect()
        }
        Json::Object(members) => members.iter().flat_map(|(k, v)| [key(k), part(v)]).collect(),
        value if named => return prefix + name + "=" + &part(value),
        value => {
            let mut text = part(value);
            text.insert_str(0, &prefix);
            return text;
        }
    };
    prefix + &parts.join(between)
}

/// A query or cookie parameter as names and values, not yet escaped but for the separators
/// that stay as they are; the last tells whether the value is escaped already.
pub(crate) fn encode_pairs(parameter: &Parameter, value: &Json) -> Vec<(String, String)> {
    let name = || escape(parameter.name, false);
    let part = |value: &Json| match parameter.place {
        Place::Cookie => escape_cookie(&text(value)),
        _ => escape(text(value), parameter.reserved),
    };
    let between = match parameter.style {
        Style::Space => "%20",
        Style::Pipe => "%7C",
        Style::Tab => "%09",
        _ => ",",
    };
    let joined = |parts: Vec<String>| vec![(name(), parts.join(between))];
    match (parameter.style, value) {
        (Style::Json, value) => vec![(name(), part(&Json::String(value.to_string())))],
        (Style::Whole, value) => vec![(String::new(), part(value))],
        (Style::DeepObject, value @ (Json::Object(_) | Json::Array(_))) => {
            let mut pairs = Vec::new();
            deep(&name(), value, parameter, &mut pairs);
            pairs
        }
        (_, Json::Array(items)) if parameter.explode => {
            items.iter().map(|item| (name(), part(item))).collect()
        }
        (_, Json::Array(items)) => joined(items.iter().map(part).collect()),
        (_, Json::Object(members)) if parameter.explode => {
            let mut pairs = Vec::new();
            for (key, value) in members {
                // A list among them is as a form has it, which is what they look like.
                match value {
                    Json::Array(items) => {
                        pairs.extend(items.iter().map(|item| (escape(key, false), part(item))));
                    }
                    value => pairs.push((escape(key, false), part(value))),
                }
            }
            pairs
        }
        (_, Json::Object(members)) => joined(
            members.iter().flat_map(|(key, value)| [escape(key, false), part(value)]).collect(),
        ),
        (_, value) => vec![(name(), part(value))],
    }
}

/// `name[key][inner]=value`, with `name[key][]=item` for lists inside.
fn deep(name: &str, value: &Json, parameter: &Parameter, pairs: &mut Vec<(String, String)>) {
    match value {
        Json::Object(members) => {
            for (key, value) in members {
                let name = format!("{name}%5B{}%5D", escape(key, false));
                deep(&name, value, parameter, pairs);
            }
        }
        Json::Array(items) => {
            for item in items {
                deep(&format!("{name}%5B%5D"), item, parameter, pairs);
            }
        }
        value => pairs.push((name.to_owned(), escape(text(value), parameter.reserved))),
    }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn all_that_needs_an_escape_has_one() {
        let cases =
            [("plain", "plain"), ("\t", "%09"), ("a/b", "a%2Fb"), ("ÿ", "%C3%BF"), ("", "")];
        for (text, escaped) in cases {
            assert_eq!(escape(text, false), escaped);
        }
        assert_eq!(escape("a/b", true), "a/b");
    }
}
