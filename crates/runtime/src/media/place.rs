//! Where in a JSON text something is wrong, for who does not see its lines.

use std::fmt::Write;

/// What a place of a text stands in.
enum Open {
    /// An object, and the key whose value is being read.
    Object(Option<String>),
    /// A list, and the number of the item.
    List(usize),
}

/// The JSON pointer (RFC 6901) of the value that ends at a line and column, counted from 1, or that the
/// place is in; empty for the whole.
pub(crate) fn pointer(text: &[u8], line: usize, column: usize) -> String {
    let before = text.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1));
    let end = before.map(<[u8]>::len).sum::<usize>() + column;
    let text = &text[..end.min(text.len())];
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match byte {
            b'{' => open.push(Open::Object(None)),
            // What is wrong at a list's first byte is the list.
            b'[' if at + 1 < text.len() => open.push(Open::List(0)),
            b'}' | b']' => drop(open.pop()),
            b',' => match open.last_mut() {
                Some(Open::Object(key)) => *key = None,
                Some(Open::List(number)) => *number += 1,
                None => {}
            },
            b'"' => {
                let length = string(&text[at..]);
                if let Some(Open::Object(key @ None)) = open.last_mut() {
                    *key = serde_json::from_slice(&text[at..at + length]).ok();
                }
                at += length - 1;
            }
            _ => {}
        }
        at += 1;
    }
    shown(&open)
}

/// The length of the string that a text begins with, quotes included; all of it where none closes.
fn string(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

fn shown(open: &[Open]) -> String {
    let mut pointer = String::new();
    for step in open {
        // Writing to a string cannot fail.
        let _ = match step {
            Open::Object(Some(key)) => {
                write!(pointer, "/{}", key.replace('~', "~0").replace('/', "~1"))
            }
            Open::Object(None) => Ok(()),
            Open::List(number) => write!(pointer, "/{number}"),
        };
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::pointer;

    #[test]
    fn a_place_is_in_its_value() {
        let text = br#"{"a": [1, {"b/c": "x,\"]"}], "d": {}}"#;
        let after = |part: &str| {
            let text = std::str::from_utf8(text).unwrap();
            pointer(text.as_bytes(), 1, text.find(part).unwrap() + part.len())
        };
        assert_eq!(after("[1"), "/a/0");
        assert_eq!(after(r#"]""#), "/a/1/b~1c");
        assert_eq!(after(r#"]"}"#), "/a/1");
        assert_eq!(after("{}"), "/d");
        assert_eq!(after("{}}"), "");
    }

    #[test]
    fn lines_count_and_what_is_cut_off_is_no_fault() {
        assert_eq!(pointer(b"{\n\"a\":\n1}", 3, 1), "/a");
        assert_eq!(pointer(b"{\"a", 9, 9), "");
        assert_eq!(pointer(b"{\"a\": \"\\", 1, 8), "/a");
        assert_eq!(pointer(b"", 0, 0), "");
    }
}
