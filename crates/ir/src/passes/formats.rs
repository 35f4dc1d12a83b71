//! Formats that the user has types of their own for.

use std::collections::BTreeSet;

use specwright_diagnostics::{Diagnostic, Diagnostics, closest};

use super::reach::each_use;
use crate::api::{Api, Constraint, Kind, Text, Use};
use crate::{Options, codes};

/// Formats that have a type; the others are told by their names.
const TYPED: &[&str] =
    &["date-time", "date", "uuid", "byte", "binary", "password", "ipv4", "ipv6", "ip"];

/// Reports formats of the configuration that no string has.
pub(super) fn report(api: &mut Api, options: &Options, diagnostics: &mut Diagnostics) {
    if options.replace_formats.is_empty() {
        return;
    }
    let mut known = BTreeSet::new();
    each_use(api, |used| note(used, &mut known));
    for name in options.replace_formats.iter().filter(|name| !known.contains(*name)) {
        let place = options.place(&["replace", "formats", name]);
        let message = format!("no string has the format `{name}`");
        let diagnostic = Diagnostic::new(&codes::UNUSED_SETTING, place, message);
        diagnostics.push(match closest(name, known.iter().map(String::as_str)) {
            Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
            None => diagnostic,
        });
    }
}

fn note(used: &Use, known: &mut BTreeSet<String>) {
    if let Kind::String(text) = &used.kind {
        known.extend(used.constraints.iter().filter_map(|constraint| match constraint {
            Constraint::Format(name) => Some(name.clone()),
            _ => None,
        }));
        let of_text = |name: &&&str| Text::of_format(name).as_ref() == Some(text);
        known.extend(TYPED.iter().find(of_text).map(|name| (*name).to_owned()));
    }
    used.parts().into_iter().for_each(|part| note(part, known));
}
