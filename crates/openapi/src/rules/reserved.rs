//! Header parameters that are none.

use specwright_diagnostics::{Diagnostic, Node};

use super::{Rules, amend};
use crate::codes;

/// Headers that media types and security schemes describe (OpenAPI 3.0.3, Parameter Object).
const DESCRIBED: [&str; 3] = ["accept", "content-type", "authorization"];

/// Headers by which a message is framed, or finds its way. `Connection` is none of them: with it another
/// protocol is asked for, and where it must not be, as in HTTP/2, what sends requests leaves it out.
const FRAMING: [&str; 3] = ["host", "content-length", "transfer-encoding"];

impl<'a> Rules<'a> {
    /// Reports the parameters of a path or operation that are none.
    pub(super) fn reserved(&mut self, holder: &'a Node) {
        for entry in holder.get("parameters").and_then(Node::as_array).unwrap_or_default() {
            let parameter = self.resolved(entry);
            let text = |key| parameter.get(key).and_then(Node::as_str);
            let Some(name) = text("name").filter(|_| text("in") == Some("header")) else {
                continue;
            };
            let note = if is_one(name, &DESCRIBED) {
                "it is passed over, as OpenAPI demands"
            } else if is_one(name, &FRAMING) {
                "it is passed over: what sends a request writes it"
            } else {
                continue;
            };
            self.unsent.insert(amend::entry(entry));
            if name.eq_ignore_ascii_case("authorization") && self.is_authorized(holder) {
                continue;
            }
            let message = format!("`{name}` is no parameter");
            let fault = Diagnostic::new(&codes::RESERVED_HEADER, parameter.origin, message);
            self.report(fault.note(note));
        }
    }
}

pub(super) fn is_reserved(name: &str) -> bool {
    is_one(name, &DESCRIBED) || is_one(name, &FRAMING)
}

fn is_one(name: &str, of: &[&str]) -> bool {
    of.iter().any(|other| name.eq_ignore_ascii_case(other))
}
