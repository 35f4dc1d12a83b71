//! Passwords, tokens and keys: by their format, which lowering has seen, or by their names.

use std::collections::BTreeMap;

use specwright_diagnostics::{Diagnostic, Diagnostics, closest};

use crate::api::{Api, Kind, Shape, Text, Use};
use crate::{Options, codes};

pub(super) fn run(api: &mut Api, options: &Options, diagnostics: &mut Diagnostics) {
    if !options.more_secrets.is_empty() {
        report(api, options, diagnostics);
    }
    let names = options.secrets.iter().chain(&options.more_secrets);
    let names: Vec<String> = names.map(|name| plain(name)).collect();
    let is_secret = |name: &str| names.contains(&plain(name));
    for ty in &mut api.types {
        if let Shape::Object(object) = &mut ty.shape {
            for field in object.fields.iter_mut().filter(|field| is_secret(&field.name)) {
                hide(&mut field.used);
            }
        }
    }
    for operation in &mut api.operations {
        for parameter in operation.parameters.iter_mut().filter(|p| is_secret(&p.name)) {
            hide(&mut parameter.used);
        }
    }
}

/// Reports names of the configuration that nothing has.
fn report(api: &Api, options: &Options, diagnostics: &mut Diagnostics) {
    let fields = api.types.iter().filter_map(|ty| match &ty.shape {
        Shape::Object(object) => Some(object.fields.iter().map(|field| &field.name)),
        _ => None,
    });
    let parameters = api.operations.iter().flat_map(|o| &o.parameters).map(|p| &p.name);
    let known: BTreeMap<String, &str> =
        fields.flatten().chain(parameters).map(|name| (plain(name), &name[..])).collect();
    for (at, name) in options.more_secrets.iter().enumerate() {
        if known.contains_key(&plain(name)) {
            continue;
        }
        let place = options.place(&["secrets", &at.to_string()]);
        let message = format!("nothing is called `{name}` that could be a secret");
        let diagnostic = Diagnostic::new(&codes::UNUSED_SETTING, place, message);
        diagnostics.push(match closest(name, known.values().copied()) {
            Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
            None => diagnostic,
        });
    }
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

fn hide(used: &mut Use) {
    if used.kind == Kind::String(Text::Plain) {
        used.kind = Kind::String(Text::Secret);
    }
}
