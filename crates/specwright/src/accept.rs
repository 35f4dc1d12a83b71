//! Warnings that a user accepts.

use std::collections::BTreeMap;

use serde::Deserialize;
use specwright_diagnostics::{Diagnostic, Diagnostics, Place, Pointer, Severity, Sources};

use crate::codes;

/// A warning that is accepted: all of a code, or those of one place.
///
/// ```toml
/// accept = [
///     "optional-body",
///     { code = "unknown-key", at = "/components/schemas/Pet" },
///     { code = "unknown-key", at = "pets.yaml#/info" },
/// ]
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "expected the code of a warning, or `{ code = \"...\", at = \"/...\" }`"
)]
pub enum Acceptance {
    /// All warnings of this code.
    Code(String),
    /// Those of this code at a place and below it.
    At(At),
}

/// Warnings of a code at a place.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct At {
    /// The code.
    pub code: String,
    /// A JSON pointer (RFC 6901) into the document, behind the end of its file's path and `#` where
    /// it is to be one file alone.
    pub at: String,
}

impl Acceptance {
    pub(crate) fn code(&self) -> &str {
        match self {
            Acceptance::Code(code) => code,
            Acceptance::At(At { code, .. }) => code,
        }
    }

    /// Whether it speaks of a warning.
    fn covers(&self, diagnostic: &Diagnostic, sources: &Sources) -> bool {
        if diagnostic.severity == Severity::Error || diagnostic.code.name != self.code() {
            return false;
        }
        let Acceptance::At(At { at, .. }) = self else { return true };
        let (file, pointer) = at.split_once('#').unwrap_or(("", at));
        let Place::Node(origin, _) = diagnostic.place else { return false };
        let Some(address) = sources.address(origin) else { return false };
        let found = address.pointer.to_string();
        let below = found.strip_prefix(pointer);
        below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            && sources.document(address.document).path.ends_with(file)
    }

    fn shown(&self) -> String {
        match self {
            Acceptance::Code(code) => format!("`{code}`"),
            Acceptance::At(At { code, at }) => format!("`{code}` at `{at}`"),
        }
    }
}

/// Takes away the warnings that are accepted; an acceptance that covers none is itself a warning.
pub(crate) fn apply(
    all: &[Acceptance],
    places: &BTreeMap<Pointer, Place>,
    diagnostics: &mut Diagnostics,
    sources: &Sources,
) {
    let mut unused = Vec::new();
    for (index, acceptance) in all.iter().enumerate() {
        let before = diagnostics.iter().count();
        diagnostics.retain(|diagnostic| !acceptance.covers(diagnostic, sources));
        if diagnostics.iter().count() == before {
            let message = format!("{} is accepted and does not occur", acceptance.shown());
            let place = places.get(&Pointer(vec!["accept".into(), index.to_string()]));
            let place = place.cloned().unwrap_or(Place::Nowhere);
            unused.push(Diagnostic::new(&codes::UNUSED_ACCEPTANCE, place, message));
        }
    }
    diagnostics.extend(unused);
}
