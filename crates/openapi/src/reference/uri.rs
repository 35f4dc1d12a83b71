//! The text of references: percent- and tilde-escapes, the part before `#` and the part after.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use specwright_diagnostics::Pointer;

/// A reference, taken apart.
#[derive(Debug, PartialEq)]
pub(crate) struct Uri<'a> {
    /// What stands before `#`: another document, or nothing.
    pub document: &'a str,
    /// Where in the document.
    pub fragment: Fragment,
    /// Whether the fragment is a pointer without its first `/`.
    pub slipped: bool,
}

/// What stands after `#`.
#[derive(Debug, PartialEq)]
pub(crate) enum Fragment {
    /// A JSON pointer; the root where there is no `#`.
    Pointer(Pointer),
    /// The name of an anchor.
    Anchor(String),
}

impl<'a> Uri<'a> {
    pub(crate) fn parse(text: &'a str) -> Uri<'a> {
        let (document, fragment) = text.split_once('#').unwrap_or((text, ""));
        let fragment = decode(fragment);
        let pointer = Pointer::parse(&fragment);
        // `#definitions/Pet` is a common slip.
        let slipped = pointer.is_none() && fragment.contains('/');
        let fragment = match pointer {
            Some(pointer) => Fragment::Pointer(pointer),
            None if slipped => {
                let segments = fragment.split('/').map(|s| s.replace("~1", "/").replace("~0", "~"));
                Fragment::Pointer(Pointer(segments.collect()))
            }
            None => Fragment::Anchor(fragment),
        };
        Uri { document, fragment, slipped }
    }
}

/// Undoes percent-escapes; what is no escape, or not UTF-8 in the end, stays as it is.
pub(crate) fn decode(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8();
    decoded.map_or_else(|_| text.to_owned(), Cow::into_owned)
}

/// A reference as seen from a base URI: the last segment of the base's path is replaced.
pub(super) fn join(base: &str, reference: &str) -> String {
    if reference.contains("://") || reference.starts_with("urn:") {
        return reference.to_owned();
    }
    let base = base.split('#').next().unwrap_or(base);
    match (reference.strip_prefix('/'), base.split_once("://")) {
        (Some(path), Some((scheme, rest))) => {
            let host = rest.split('/').next().unwrap_or(rest);
            format!("{scheme}://{host}/{path}")
        }
        _ => match base.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{}", reference.trim_start_matches("./")),
            None => reference.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone_once() {
        let uri = Uri::parse("api.yaml#/paths/~1pets~1%7Bid%7D/get");
        assert_eq!(uri.document, "api.yaml");
        let Fragment::Pointer(pointer) = uri.fragment else { panic!("a pointer") };
        assert_eq!(pointer.0, ["paths", "/pets/{id}", "get"]);
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("a%2525"), "a%25");
    }

    #[test]
    fn a_name_is_an_anchor() {
        assert_eq!(Uri::parse("#pet").fragment, Fragment::Anchor("pet".into()));
        let Fragment::Pointer(pointer) = Uri::parse("#definitions/Pet").fragment else {
            panic!("a pointer")
        };
        assert_eq!(pointer.0, ["definitions", "Pet"]);
    }

    #[test]
    fn a_base_gives_its_folder() {
        assert_eq!(join("https://e.org/s/a", "b"), "https://e.org/s/b");
        assert_eq!(join("https://e.org/s/a", "/b"), "https://e.org/b");
    }
}
