//! A schema that admits null is nullable wherever it is used and null can be said.

use crate::Codec;
use crate::api::{Api, Kind, Use};

pub(super) fn run(api: &mut Api) {
    let nullable = settled(api);
    let mark = |used: &mut Use| mark(used, &nullable);
    super::reach::each_use(api, mark);
    for operation in api.operations.iter_mut().chain(&mut api.webhooks) {
        let sent = operation.body.iter_mut().flat_map(|body| &mut body.media);
        let returned = operation.responses.iter_mut().flat_map(|response| &mut response.media);
        // A list of members is not null.
        let lists = |codec| matches!(codec, Codec::Form | Codec::Multipart);
        sent.chain(returned)
            .filter(|media| lists(media.codec))
            .for_each(|media| media.used.nullable = false);
    }
}

/// Whether each type admits null, itself or through what it is an alias of.
fn settled(api: &mut Api) -> Vec<bool> {
    let mut nullable: Vec<bool> = api.types.iter().map(|ty| ty.nullable).collect();
    // An alias of an alias takes another round; no chain is longer than there are types.
    loop {
        let mut changed = false;
        for (index, ty) in api.types.iter_mut().enumerate() {
            let crate::Shape::Alias(used) = &mut ty.shape else { continue };
            let through = matches!(used.kind, Kind::Type(id) if nullable[id.0]) || used.nullable;
            used.nullable = false;
            if through && !nullable[index] {
                nullable[index] = true;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    for (ty, nullable) in api.types.iter_mut().zip(&nullable) {
        ty.nullable = *nullable;
    }
    nullable
}

fn mark(used: &mut Use, nullable: &[bool]) {
    if let Kind::Type(id) = used.kind {
        used.nullable |= nullable[id.0];
    }
    used.parts_mut().into_iter().for_each(|part| mark(part, nullable));
}
