//! Bytes into text.

use specwright_diagnostics::{Diagnostic, Diagnostics, Layout, Node, Place, Sources};

use crate::{Input, codes};

/// The most text that is read, in bytes.
pub(crate) const MAX_BYTES: usize = 128 << 20;

/// The text of a file without its byte order mark, with a diagnostic where it is none.
pub(crate) fn decode(
    sources: &mut Sources,
    input: Input,
    diagnostics: &mut Diagnostics,
) -> Option<(String, String)> {
    let Input { path, bytes } = input;
    if bytes.len() > MAX_BYTES {
        let message = format!("the file has {} MiB; at most 128 are read", bytes.len() >> 20);
        let refusal = Diagnostic::new(&codes::LIMIT, Place::File(path), message);
        diagnostics.push(refusal.help("split the document"));
        return None;
    }
    let utf_16 = matches!(&bytes[..], [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..])
        || bytes.len() > 1 && (bytes[0] == 0) != (bytes[1] == 0);
    if utf_16 {
        let place = Place::File(path.clone());
        diagnostics.push(Diagnostic::new(&codes::UTF_16, place, "the file is UTF-16"));
    }
    let text = match &bytes[..] {
        [0xEF, 0xBB, 0xBF, ..] => String::from_utf8(bytes).map(|text| text[3..].to_owned()),
        [0xFF, 0xFE, rest @ ..] => Ok(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Ok(utf16(rest, u16::from_be_bytes)),
        [b, 0, ..] if *b != 0 => Ok(utf16(&bytes, u16::from_le_bytes)),
        [0, b, ..] if *b != 0 => Ok(utf16(&bytes, u16::from_be_bytes)),
        _ => String::from_utf8(bytes),
    };
    let (text, fault) = match text {
        Ok(text) => {
            let fault = text.find('\0');
            (text, fault.map(|at| (at, "a NUL byte, which no text contains")))
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (text, Some((at, "bytes that are not UTF-8")))
        }
    };
    let Some((at, what)) = fault else {
        return Some((path, text));
    };
    // The whole of the bad character, whatever it became.
    let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    let document = sources.add(path, text, Layout::Recorded(Default::default()), Node::object());
    let place = Place::Text(document, at..end);
    let refusal = Diagnostic::new(&codes::NOT_TEXT, place, format!("the file holds {what}"));
    diagnostics.push(refusal.help("save the file as UTF-8"));
    None
}

/// As much of a text as so many bytes hold, up to the last whole character.
pub(crate) fn head(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// UTF-16, with U+FFFD for what is no character.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
