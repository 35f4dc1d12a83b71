//! Identifiers: a name of a document as Rust would have it, and scopes in which no two are the
//! same.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;
use unicode_security::GeneralSecurityProfile;

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// How many characters the name of a module has at most, before it is cut: that of a file has 255 on
/// most systems, and its whole path 260 on some.
const LONGEST: usize = 120;

/// Keywords that cannot be raw identifiers.
const PATH_KEYWORDS: &[&str] = &["self", "super", "crate", "_"];

/// Whether a name is a keyword, of this edition or a reserved one.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name) || PATH_KEYWORDS.contains(&name) || name == "Self"
}

/// Types, traits and variants that every module has, and that generated code means by these
/// names.
const PRELUDE: &[&str] = &[
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// A type's or variant's name: `api_error`, `APIError` and `api error` are `ApiError`. Numbers that something
/// stands between stay apart, as `1.5` does from `15`.
pub(crate) fn camel(name: &str) -> String {
    let digit = |c: char| c.is_ascii_digit();
    let (spelled, mut name) = (spelled(name), String::with_capacity(name.len()));
    for word in spelled.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if name.ends_with(digit) && word.starts_with(digit) {
            name.push('_');
        }
        name.push_str(&word.to_upper_camel_case());
    }
    match name.chars().next() {
        None => "Empty".to_owned(),
        Some(first) if !unicode_ident::is_xid_start(first) => format!("N{name}"),
        // Scripts without case give names that Rust takes as they are.
        Some(_) => name,
    }
}

/// A type's name that hides nothing of the prelude.
pub(crate) fn type_name(name: &str) -> String {
    let name = camel(name);
    if PRELUDE.contains(&name.as_str()) { format!("{name}Type") } else { name }
}

/// A variant's name. Only `Self` is no variant.
pub(crate) fn variant(name: &str) -> String {
    let name = camel(name);
    if name == "Self" { "SelfType".to_owned() } else { name }
}

/// The names of which there is one with a sign too: `created` beside the descending `-created`.
pub(crate) struct Signs<'n>(HashSet<&'n str>);

impl<'n> Signs<'n> {
    /// Those among all names of a scope.
    pub(crate) fn of(names: impl Iterator<Item = &'n str> + Clone) -> Signs<'n> {
        let bare = names.clone().filter_map(|name| name.strip_prefix('-'));
        let mut signed: HashSet<&str> =
            bare.filter(|n| n.starts_with(char::is_alphabetic)).collect();
        if !signed.is_empty() {
            signed = names.filter(|name| signed.contains(name)).collect();
        }
        Signs(signed)
    }

    /// The name, its sign a word where that alone tells it from another.
    pub(crate) fn spell<'a>(&self, name: &'a str) -> Cow<'a, str> {
        match name.strip_prefix('-') {
            Some(bare) if self.0.contains(bare) => format!("minus {bare}").into(),
            _ => name.into(),
        }
    }
}

/// The name of the variant for values that the document does not know, after the document's own have
/// theirs.
pub(crate) fn unknown(scope: &mut Scope) -> String {
    let free = ["Unknown", "Other"].into_iter().find(|name| !scope.0.contains_key(*name));
    scope.claim(free.unwrap_or("UnknownValue").to_owned())
}

/// A field's, function's or module's name, raw where it is a keyword.
pub(crate) fn snake(name: &str) -> String {
    let name = spelled(name).to_snake_case();
    let name = match name.chars().next() {
        None => "empty".to_owned(),
        Some(first) if !unicode_ident::is_xid_start(first) => format!("n{name}"),
        Some(_) => name,
    };
    if PATH_KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

/// Modules that generated code means by these names, and the file that is none.
const MODULES: &[&str] = &[
    "alloc",
    "client",
    "core",
    "credentials",
    "error",
    "mock",
    "mod",
    "operations",
    "rt",
    "server",
    "std",
    "types",
];

/// Methods that a client has already, by itself or before its own are looked for.
const METHODS: &[&str] = &["clone", "into", "try_into"];

/// An operation's name, which is that of its module too.
pub(crate) fn operation(name: &str) -> String {
    module(name, "operation")
}

/// The name of a module in a file of its own, with what it is of behind where the name is taken.
pub(crate) fn module(name: &str, of: &str) -> String {
    let mut name = snake(name);
    if !name.is_ascii() {
        // A module's file must have an ASCII name.
        let spelled =
            |c: char| if c.is_ascii() { c.to_string() } else { format!("u{:x}", u32::from(c)) };
        name = name.chars().map(spelled).collect();
    }
    let bare = name.trim_start_matches("r#");
    if MODULES.contains(&bare) || METHODS.contains(&bare) {
        format!("{bare}_{of}")
    } else if name.len() > LONGEST {
        shortened(&name)
    } else {
        name
    }
}

/// A name that no file could have, cut between words; its end tells it from others that begin so.
fn shortened(name: &str) -> String {
    // FNV-1a: the same name is cut to the same on every machine.
    let hash = name
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    let cut = &name[..LONGEST]; // It is ASCII.
    let words = cut.rsplit_once('_').map_or(cut, |(words, _)| words);
    format!("{words}_{hash:08x}")
}

/// The name with its symbols as words, and what no identifier may hold as separators. Characters
/// that rustc warns of, as [UTS 39] has it, are left out where there are others.
///
/// [UTS 39]: https://www.unicode.org/reports/tr39/#General_Security_Profile
fn spelled(name: &str) -> String {
    // To rustc two identifiers are one that differ in how their characters are composed.
    let composed: String;
    let name = if name.is_ascii() {
        name
    } else {
        composed = name.nfc().collect();
        &composed
    };
    let mut out = String::with_capacity(name.len());
    let usual = |c: char| unicode_ident::is_xid_continue(c) && c.identifier_allowed();
    let any_usual = name.chars().any(usual);
    let only_symbols = !name.chars().any(unicode_ident::is_xid_continue);
    for c in name.chars() {
        let word = match c {
            '+' => "plus",
            '<' => "less",
            '>' => "greater",
            '=' => "equal",
            '!' => "not",
            '*' => "star",
            '%' => "percent",
            '&' => "and",
            '|' => "or",
            '@' => "at",
            '#' => "hash",
            '$' => "dollar",
            '^' => "caret",
            '~' => "tilde",
            '-' if only_symbols || (out.is_empty() && digit_follows(name)) => "minus",
            '.' if only_symbols => "dot",
            ',' if only_symbols => "comma",
            ':' if only_symbols => "colon",
            ';' if only_symbols => "semicolon",
            '/' if only_symbols => "slash",
            '\\' if only_symbols => "backslash",
            '?' if only_symbols => "question",
            '_' if only_symbols => "underscore",
            ' ' if only_symbols => "space",
            '(' | '[' | '{' if only_symbols => "open",
            ')' | ']' | '}' if only_symbols => "close",
            '"' | '\'' if only_symbols => "quote",
            c if usual(c) => {
                out.push(c);
                continue;
            }
            c if unicode_ident::is_xid_continue(c) => {
                if !any_usual {
                    out.push_str(&format!(" u{:x} ", u32::from(c)));
                }
                continue;
            }
            _ => {
                out.push(' ');
                continue;
            }
        };
        out.push(' ');
        out.push_str(word);
        out.push(' ');
    }
    out
}

fn digit_follows(name: &str) -> bool {
    name.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}

/// A scope: the first that asks for a name has it, a later one gets it with a number.
#[derive(Debug, Default)]
pub(crate) struct Scope(HashMap<String, usize>);

impl Scope {
    /// A scope in which these names are taken.
    pub(crate) fn with(taken: &[&str]) -> Scope {
        Scope(taken.iter().map(|name| ((*name).to_owned(), 1)).collect())
    }

    /// The name, or the name with the first free number behind it.
    pub(crate) fn claim(&mut self, name: String) -> String {
        let count = self.0.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 {
            return name;
        }
        let (bare, separator) = match name.strip_prefix("r#") {
            Some(bare) => (bare, "_"),
            None if name.ends_with('_') => (&name[..], ""),
            None if name.starts_with(char::is_lowercase) => (&name[..], "_"),
            None => (&name[..], ""),
        };
        let mut number = *count;
        loop {
            let next = format!("{bare}{separator}{number}");
            if !self.0.contains_key(&next) {
                self.0.insert(next.clone(), 1);
                return next;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Scope, camel, operation, snake, type_name, unknown, variant};

    #[test]
    fn names_are_those_of_rust() {
        for (name, expected) in [
            ("APIError", "ApiError"),
            ("1ClickApplications", "N1clickApplications"),
            ("io.k8s.api.Pod", "IoK8sApiPod"),
            ("StartTime<", "StartTimeLess"),
            ("", "Empty"),
            ("+", "Plus"),
            ("-1", "Minus1"),
            ("15", "N15"),
            ("1.5", "N1_5"),
            ("-1.5", "Minus1_5"),
            ("2024-01-01", "N2024_01_01"),
            ("model-3.5b", "Model3_5b"),
            ("用户", "用户"),
            ("Pa\u{2bf}\u{2bf}el", "Pael"),
            ("\u{2bf}", "U2bf"),
            ("e\u{301}t\u{e9}", "Été"),
        ] {
            assert_eq!(camel(name), expected, "{name}");
        }
        assert_eq!(type_name("option"), "OptionType");
        assert_eq!(variant("self"), "SelfType");
        assert_eq!(snake("type"), "r#type");
        assert_eq!(snake("self"), "self_");
        assert_eq!(snake("emailVisibility"), "email_visibility");
        assert_eq!(snake("-"), "minus");
        assert_eq!(snake("@id"), "at_id");
    }

    #[test]
    fn a_module_has_a_name_that_a_file_can_have() {
        let long = "getTheAccessPackageOf".repeat(9);
        let (one, other) = (operation(&format!("{long}One")), operation(&format!("{long}Other")));
        assert!(one != other && one.len() <= LONGEST + 9, "{one}");
        assert!(one.starts_with("get_the_access_package_ofget_"), "{one}");
        assert!(operation(&"取得".repeat(60)).len() <= LONGEST + 9);
    }

    #[test]
    fn what_a_document_does_not_know_takes_no_name_of_its_own() {
        for (taken, expected) in [
            (&["On"][..], "Unknown"),
            (&["Unknown"], "Other"),
            (&["Other", "Unknown"], "UnknownValue"),
            (&["Other", "Unknown", "UnknownValue"], "UnknownValue2"),
        ] {
            assert_eq!(unknown(&mut Scope::with(taken)), expected);
        }
    }

    #[test]
    fn the_first_keeps_its_name() {
        let mut scope = Scope::with(&["Request"]);
        assert_eq!(scope.claim("A".into()), "A");
        assert_eq!(scope.claim("A".into()), "A2");
        assert_eq!(scope.claim("Request".into()), "Request2");
        assert_eq!(scope.claim("r#type".into()), "r#type");
        assert_eq!(scope.claim("r#type".into()), "type_2");
    }
}
