//! Parameters of paths whose values may hold slashes, of which the user knows and the document says
//! nothing: `projects/a` in `/v1/{name}:run`.

use std::collections::BTreeSet;

use specwright_diagnostics::Diagnostics;

use super::select::unknown;
use crate::{Api, Location, Options};

pub(super) fn run(api: &mut Api, options: &Options, diagnostics: &mut Diagnostics) {
    let mut known = BTreeSet::new();
    for operation in &mut api.operations {
        for parameter in operation.parameters.iter_mut().filter(|p| p.location == Location::Path) {
            parameter.reserved |= options.slashes.contains(&parameter.name);
            if !options.slashes.is_empty() {
                known.insert(parameter.name.clone());
            }
        }
    }
    for (at, name) in options.slashes.iter().enumerate().filter(|(_, name)| !known.contains(*name))
    {
        let place = options.place(&["slashes", &at.to_string()]);
        let message = format!("no parameter of a path is called `{name}`");
        diagnostics.push(unknown(message, place, name, known.iter().map(String::as_str)));
    }
}
