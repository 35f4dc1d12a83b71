//! What a discriminator's property is in an object that is an alternative of unions: whoever makes one
//! need not say it.
//!
//! ```text
//! Pet = Cat, if kind is "cat" | Dog, if it is "dog"      Cat.kind = "cat", Dog.kind = "dog"
//! ```

use std::collections::HashMap;

use serde_json::Value;

use crate::api::{Alternative, Api, Field, Kind, Shape, Text, TypeId, Use};

pub(super) fn run(api: &mut Api) {
    // `None` where unions differ, or one has several values for it.
    let mut tags: HashMap<(TypeId, String), Option<Value>> = HashMap::new();
    for shape in api.types.iter().map(|ty| &ty.shape) {
        let Shape::Union(union) = shape else { continue };
        for alternative in &union.alternatives {
            let Kind::Type(id) = api.resolve(&alternative.used).kind else { continue };
            for (property, values) in &alternative.tell.equals {
                let meant = meant(alternative, values);
                let known = tags.entry((id, property.clone())).or_insert_with(|| meant.cloned());
                if known.as_ref() != meant {
                    *known = None;
                }
            }
        }
    }
    for ((id, property), value) in tags {
        let Some(value) = value else { continue };
        let Shape::Object(object) = &api.get(id).shape else { continue };
        let tells = |field: &Field| field.name == property && holds(api, &field.used, &value);
        let Some(at) = object.fields.iter().position(tells).filter(|_| !object.multipart) else {
            continue;
        };
        if let Shape::Object(object) = &mut api.types[id.0].shape {
            object.fields[at].tag = Some(value);
        }
    }
}

/// The value that means an alternative. A mapping leaves the name of its schema valid beside its own.
fn meant<'a>(alternative: &Alternative, values: &'a [Value]) -> Option<&'a Value> {
    let (first, others) = values.split_first()?;
    others.iter().all(|other| *other == alternative.name[..]).then_some(first)
}

/// Whether something holds such a value, and other values.
fn holds(api: &Api, used: &Use, value: &Value) -> bool {
    if used.nullable {
        return false;
    }
    match api.resolve(used).kind {
        Kind::String(Text::Plain) => value.is_string(),
        Kind::Type(id) => match &api.get(id).shape {
            Shape::Enumeration(several) => {
                several.constants.len() > 1 && several.constants.iter().any(|c| c.value == *value)
            }
            _ => false,
        },
        _ => false,
    }
}
