//! Patterns, as the engine that servers check them with takes them.

use specwright_runtime::schema::pattern::{self, Fault};

use super::{At, Lowering};
use crate::codes;

impl<'a> Lowering<'a> {
    /// A pattern as servers are given it, and whether they can hold a text to it, or it is said that they
    /// cannot.
    pub(super) fn pattern(&mut self, given: &str, at: &At<'a>) -> (String, bool) {
        let pattern = plain(given);
        // One schema is read at every place that it is used, and compiling is dear.
        let fault = match self.patterns.get(&pattern) {
            Some(known) => *known,
            None => {
                let fault = fault(&pattern);
                self.patterns.insert(pattern.clone(), fault);
                fault
            }
        };
        if let Some(fault) = fault {
            let message = format!("no text is held to this pattern: {fault}");
            self.warn_once(&codes::UNCHECKED_PATTERN, at, message);
        }
        (pattern, fault.is_none())
    }
}

/// Why servers do not check a pattern.
fn fault(pattern: &str) -> Option<&'static str> {
    Some(match pattern::compile(pattern).err()? {
        Fault::TooLarge => "compiled, it is larger than a server allows",
        Fault::Unknown => "the engine of servers does not know what it means",
    })
}

/// The pattern with what stands for itself in a class, and is more than that to other engines, escaped: a
/// bracket (`[[a]`), and a hyphen behind another class (`[\w-.]`; ECMA-262, Annex B.1.2).
fn plain(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars();
    let mut in_class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                let escaped = chars.next();
                out.extend(['\\'].into_iter().chain(escaped));
                let of_class = escaped.is_some_and(|c| "dDsSwW".contains(c));
                let rest = chars.as_str();
                if in_class && of_class && rest.starts_with('-') && !rest.starts_with("-]") {
                    out.push('\\');
                }
            }
            '[' if in_class => out.push_str("\\["),
            c => {
                in_class = c == '[' || in_class && c != ']';
                out.push(c);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{fault, plain};

    #[test]
    fn what_servers_can_compile() {
        let sound = [r"^\/v\d+$", r"[\[A-Z0-9]{1,18}", r"[\d-x]", "(?=a).*", r"^{\w{1,1000}}$"];
        for pattern in sound {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
        for pattern in ["*.*", "[z-a]", r"\cA", "[^]", r"\uD83D\uDE00"] {
            assert!(fault(pattern).is_some_and(|fault| fault.contains("engine")), "{pattern}");
        }
        for pattern in ["^0x[a-f0-9]{262144}$", "^.{0,65535}$"] {
            assert!(fault(pattern).is_some_and(|fault| fault.contains("larger")), "{pattern}");
        }
    }

    #[test]
    fn what_stands_for_itself_in_a_class_is_escaped() {
        let cases = [
            (r"^[\w-.]+$", r"^[\w\-.]+$"),
            (r"[\s-_][\D-é-ü]", r"[\s\-_][\D\-é-ü]"),
            (r"[\w-]\d-[a-z]", r"[\w-]\d-[a-z]"),
            (r"\[\w-.", r"\[\w-."),
            (r"[[a\]-]{2}[b]", r"[\[a\]-]{2}[b]"),
        ];
        for (pattern, expected) in cases {
            assert_eq!(plain(pattern), expected);
            assert_eq!(fault(expected), None, "{expected}");
        }
    }
}
