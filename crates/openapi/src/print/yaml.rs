//! A tree as YAML.

use specwright_diagnostics::{Node, Number, Value};

/// The integers up to this are floats too: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Writes a tree in block style.
pub(super) fn write(tree: &Node) -> String {
    let mut out = String::new();
    match &tree.value {
        Value::Object(map) if !map.is_empty() => entries(&mut out, tree, 0),
        Value::Array(items) if !items.is_empty() => entries(&mut out, tree, 0),
        scalar => {
            out.push_str(&inline(scalar, 0));
            out.push('\n');
        }
    }
    out
}

/// The entries of a list or object that is not empty, each on its line.
fn entries(out: &mut String, node: &Node, depth: usize) {
    match &node.value {
        Value::Object(map) => {
            for (index, (key, value)) in map.iter().enumerate() {
                // The first entry of an object in a list follows the dash.
                if index > 0 || !out.ends_with("- ") {
                    indent(out, depth);
                }
                out.push_str(&string(key));
                out.push(':');
                nested(out, value, depth);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 || !out.ends_with("- ") {
                    indent(out, depth);
                }
                out.push_str("- ");
                match is_block(item) {
                    true => entries(out, item, depth + 1),
                    false => {
                        out.push_str(&inline(&item.value, depth + 1));
                        out.push('\n');
                    }
                }
            }
        }
        _ => {}
    }
}

/// The value of a key.
fn nested(out: &mut String, value: &Node, depth: usize) {
    if is_block(value) {
        out.push('\n');
        // Lists stand as deep as the key that they belong to.
        let deeper = usize::from(value.as_object().is_some());
        entries(out, value, depth + deeper);
    } else {
        out.push(' ');
        out.push_str(&inline(&value.value, depth + 1));
        out.push('\n');
    }
}

fn is_block(node: &Node) -> bool {
    match &node.value {
        Value::Object(map) => !map.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    }
}

fn indent(out: &mut String, depth: usize) {
    out.extend(std::iter::repeat_n("  ", depth));
}

/// A value that begins on the line of its key.
fn inline(value: &Value, depth: usize) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Bool(value) => value.to_string(),
        Value::Number(Number::Float(number)) if !number.is_finite() => "null".into(),
        // A float that looks like an integer would be taken for an exact one.
        Value::Number(Number::Float(number)) if number.fract() == 0.0 && number.abs() > EXACT => {
            format!("{number}.0")
        }
        Value::Number(number) => number.to_string(),
        Value::String(text) if text.contains('\n') => {
            block(text, depth).unwrap_or_else(|| quoted(text))
        }
        Value::String(text) => string(text),
        Value::Array(_) => "[]".into(),
        Value::Object(_) => "{}".into(),
    }
}

/// Several lines as a literal block, where they come out of one as they went in.
fn block(text: &str, depth: usize) -> Option<String> {
    let is_plain = |c: char| c == '\n' || c == '\t' || !c.is_control() && c != '\u{feff}';
    let begins_plain = !text.starts_with([' ', '\n', '\t']);
    let has_lone_breaks = text.contains(['\r', '\u{85}', '\u{2028}', '\u{2029}']);
    if !text.chars().all(is_plain) || !begins_plain || has_lone_breaks {
        return None;
    }
    let body = text.trim_end_matches('\n');
    let mut out = String::from(match text.len() - body.len() {
        0 => "|-",
        1 => "|",
        _ => "|+",
    });
    for line in body.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            indent(&mut out, depth);
            out.push_str(line);
        }
    }
    // The writer ends the last line.
    out.extend(std::iter::repeat_n('\n', (text.len() - body.len()).saturating_sub(1)));
    Some(out)
}

/// A string of one line: as it is where no reader can mistake it, else in quotes.
fn string(text: &str) -> String {
    let begins = |c: char| c.is_alphabetic() || matches!(c, '/' | '_' | '$');
    let is_plain = (text.starts_with(begins) || is_version(text))
        && !text.ends_with([' ', ':'])
        && !text.contains(|c: char| c.is_control() || c == '\u{feff}')
        && ![": ", " #", "\u{2028}", "\u{2029}"].iter().any(|mark| text.contains(mark))
        && !is_word(text);
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// Numbers with two points or more, which are no number.
fn is_version(text: &str) -> bool {
    let parts = text.split('.');
    parts.clone().count() > 2
        && parts.clone().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// Words that YAML 1.1 reads as booleans or null, and numbers that begin with a letter.
fn is_word(text: &str) -> bool {
    const WORDS: [&str; 13] = [
        "true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf", "infinity", "_",
    ];
    WORDS.contains(&text.to_lowercase().as_str())
}

/// In single quotes, or in double quotes where something has to be escaped.
fn quoted(text: &str) -> String {
    let needs_escape =
        |c: char| c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}');
    if text.contains(needs_escape) {
        // A JSON string is a YAML string, but for what JSON leaves unescaped.
        let json = serde_json::Value::from(text).to_string();
        json.replace('\u{85}', "\\N").replace('\u{feff}', "\\uFEFF").replace('\u{7f}', "\\u007F")
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(json: &str) -> String {
        let json: serde_json::Value = serde_json::from_str(json).unwrap();
        let yaml = write(&Node::from(json.clone()));
        let back: serde_json::Value = serde_yaml::from_str(&yaml).unwrap();
        assert_eq!(back, json, "{yaml}");
        yaml
    }

    #[test]
    fn what_could_be_mistaken_is_quoted() {
        let yaml = round_trip(r#"["2016-02-29", "no", "1_000", "12:30", "~", "", "- a", "it's"]"#);
        assert_eq!(
            yaml,
            "- '2016-02-29'\n- 'no'\n- '1_000'\n- '12:30'\n- '~'\n- ''\n- '- a'\n- it's\n"
        );
    }

    #[test]
    fn every_structure_comes_back() {
        round_trip(
            r#"{"a": [], "b": {}, "c": [[1, [2, {"d": null}]], [{"e": [3]}, true]], "f": 1.5}"#,
        );
        round_trip(
            r#"{"a": "one\ntwo", "b": ["x\n\n\ny\n", {"c": "z\n\n"}], "d": "\n lead", "e": " \n"}"#,
        );
        round_trip(
            r##"{"": "\u0000\u0007\u0085\u00a0", "a: b": "#c", "k": "tab\there\r\n", "x": "a #b"}"##,
        );
    }
}
