//! Which messages the values of a type stand in; what comes back keeps what it does not know. Types that
//! nothing reaches are left out, but for the document's named schemas.

use crate::Operation;
use crate::api::{Api, Kind, Shape, TypeId, Use};

/// Calls `f` for every use that an API makes of anything, outermost first, but for aliases.
pub(super) fn each_use(api: &mut Api, mut f: impl FnMut(&mut Use)) {
    for ty in &mut api.types {
        if let Shape::Alias(used) = &mut ty.shape {
            used.parts_mut().into_iter().for_each(&mut f);
        } else {
            ty.shape.uses_mut().into_iter().for_each(&mut f);
        }
    }
    for operation in api.operations.iter_mut().chain(&mut api.webhooks) {
        sent_mut(operation).into_iter().for_each(&mut f);
        returned_mut(operation).into_iter().for_each(&mut f);
    }
}

/// What an operation's request holds.
pub(super) fn sent_mut(operation: &mut Operation) -> Vec<&mut Use> {
    let parameters = operation.parameters.iter_mut().map(|p| &mut p.used);
    let body = operation.body.iter_mut().flat_map(|body| &mut body.media).map(|m| &mut m.used);
    parameters.chain(body).collect()
}

/// What an operation's responses hold.
pub(super) fn returned_mut(operation: &mut Operation) -> Vec<&mut Use> {
    let mut uses = Vec::new();
    for response in &mut operation.responses {
        uses.extend(response.headers.iter_mut().map(|header| &mut header.used));
        uses.extend(response.media.iter_mut().map(|media| &mut media.used));
    }
    uses
}

pub(super) fn run(api: &mut Api) {
    let (requests, responses) = reached(api);
    for (index, ty) in api.types.iter_mut().enumerate() {
        ty.direction.request = requests[index];
        ty.direction.response = responses[index];
        match &mut ty.shape {
            Shape::Enumeration(enumeration) => enumeration.open |= responses[index],
            Shape::Union(union) => union.open = responses[index],
            _ => {}
        }
    }
}

/// Leaves out what stands in operations and stands nowhere in their messages: parts of a structure in a
/// body that travels as it is, and what turned out to be another type again.
pub(super) fn leave_out(api: &mut Api) {
    let (requests, responses) = reached(api);
    let named = api.types.iter().enumerate().filter(|(_, ty)| ty.schema().is_some());
    let documented = closure(api, named.map(|(index, _)| TypeId(index)).collect());
    let needed = (0..api.types.len())
        .map(|index| requests[index] || responses[index] || documented[index])
        .collect::<Vec<bool>>();
    keep(api, &needed);
}

/// Keeps these types and no others; none of them reaches any of the others.
pub(super) fn keep(api: &mut Api, needed: &[bool]) {
    let mut next = 0;
    let mut ids = Vec::new();
    for needed in needed {
        ids.push(TypeId(next));
        next += usize::from(*needed);
    }
    let mut needed = needed.iter();
    api.types.retain(|_| needed.next().copied().unwrap_or(true));
    for ty in &mut api.types {
        ty.shape.uses_mut().into_iter().for_each(|used| redirect(used, &ids));
    }
    for operation in api.operations.iter_mut().chain(&mut api.webhooks) {
        sent_mut(operation).into_iter().for_each(|used| redirect(used, &ids));
        returned_mut(operation).into_iter().for_each(|used| redirect(used, &ids));
    }
}

/// Gives types their new numbers, where they have any.
pub(super) fn redirect(used: &mut Use, ids: &[TypeId]) {
    if let Kind::Type(id) = &mut used.kind
        && let Some(new) = ids.get(id.0)
    {
        *id = *new;
    }
    used.parts_mut().into_iter().for_each(|part| redirect(part, ids));
}

/// Which types requests reach, and which responses do.
pub(super) fn reached(api: &mut Api) -> (Vec<bool>, Vec<bool>) {
    let mut sent = Vec::new();
    let mut returned = Vec::new();
    for operation in &mut api.operations {
        sent.extend(sent_mut(operation).iter().flat_map(|used| used.types()));
        returned.extend(returned_mut(operation).iter().flat_map(|used| used.types()));
    }
    // A webhook is an operation of somebody else's: what it sends comes to us.
    for webhook in &mut api.webhooks {
        returned.extend(sent_mut(webhook).iter().flat_map(|used| used.types()));
        sent.extend(returned_mut(webhook).iter().flat_map(|used| used.types()));
    }
    (closure(api, sent), closure(api, returned))
}

/// The types that these reach, and these themselves.
pub(super) fn closure(api: &Api, mut open: Vec<TypeId>) -> Vec<bool> {
    let mut reached = vec![false; api.types.len()];
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.0], true) {
            open.extend(api.get(id).shape.uses().iter().flat_map(|used| used.types()));
        }
    }
    reached
}
