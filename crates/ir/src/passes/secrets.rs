//! Passwords, tokens and keys: by their format, which lowering has seen, or by their names.

use crate::api::{Api, Kind, Shape, Text, Use};

pub(super) fn run(api: &mut Api, names: &[String]) {
    let names: Vec<String> = names.iter().map(|name| plain(name)).collect();
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

fn plain(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

fn hide(used: &mut Use) {
    if used.kind == Kind::String(Text::Plain) {
        used.kind = Kind::String(Text::Secret);
    }
}
