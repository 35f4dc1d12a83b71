//! `readOnly` and `writeOnly`: where requests and responses hold different properties of a
//! schema, it becomes two types. The one that keeps every property has the schema's plain name;
//! where neither does, the response's has. A view that nothing reaches is not made.

use super::reach::{reached, redirect, returned_mut, sent_mut};
use crate::api::{Api, Object, Shape, Type, TypeId, View};

pub(super) fn run(api: &mut Api) {
    let hidden = Hidden {
        in_requests: spread(api, |object| object.fields.iter().any(|f| f.read_only)),
        in_responses: spread(api, |object| object.fields.iter().any(|f| f.write_only)),
    };
    let (requests, responses) = reached(api);
    let count = api.types.len();
    let mut input: Vec<TypeId> = (0..count).map(TypeId).collect();
    let mut output = input.clone();
    for index in 0..count {
        let (less_in, less_out) = (hidden.in_requests[index], hidden.in_responses[index]);
        // The plain type is the view that keeps all, else the response's, else the only one.
        match (less_in, less_out, requests[index], responses[index]) {
            (true, _, true, true) => input[index] = copy(api, index, View::Input),
            (false, true, true, true) => output[index] = copy(api, index, View::Output),
            _ => {}
        }
    }
    for index in 0..api.types.len() {
        let plain_is_output = index < count && is_output(index, &hidden, &requests, &responses);
        let in_request = match api.types[index].view {
            View::Input => true,
            View::Output => false,
            View::Plain => !plain_is_output,
        };
        let settled = index >= count || hidden.in_requests[index] || hidden.in_responses[index];
        if settled {
            let ids = if in_request { &input } else { &output };
            let shape = &mut api.types[index].shape;
            if let Shape::Object(object) = shape {
                object.fields.retain(|f| if in_request { !f.read_only } else { !f.write_only });
            }
            shape.uses_mut().into_iter().for_each(|used| redirect(used, ids));
        }
    }
    for operation in &mut api.operations {
        sent_mut(operation).into_iter().for_each(|used| redirect(used, &input));
        returned_mut(operation).into_iter().for_each(|used| redirect(used, &output));
    }
    for webhook in &mut api.webhooks {
        sent_mut(webhook).into_iter().for_each(|used| redirect(used, &output));
        returned_mut(webhook).into_iter().for_each(|used| redirect(used, &input));
    }
}

struct Hidden {
    in_requests: Vec<bool>,
    in_responses: Vec<bool>,
}

/// Whether the plain type is what responses hold.
fn is_output(index: usize, hidden: &Hidden, requests: &[bool], responses: &[bool]) -> bool {
    match (requests[index], responses[index]) {
        (true, false) => false,
        (false, _) => true,
        (true, true) => hidden.in_requests[index],
    }
}

/// Which types an object of this kind is part of.
fn spread(api: &Api, is: impl Fn(&Object) -> bool) -> Vec<bool> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
    let mut open = Vec::new();
    for (index, ty) in api.types.iter().enumerate() {
        for id in ty.shape.uses().iter().flat_map(|used| used.types()) {
            users[id.0].push(index);
        }
        if matches!(&ty.shape, Shape::Object(object) if is(object)) {
            open.push(index);
        }
    }
    let mut marked = vec![false; api.types.len()];
    while let Some(index) = open.pop() {
        if !std::mem::replace(&mut marked[index], true) {
            open.extend(&users[index]);
        }
    }
    marked
}

fn copy(api: &mut Api, index: usize, view: View) -> TypeId {
    let copy = Type { view, ..api.types[index].clone() };
    api.types.push(copy);
    TypeId(api.types.len() - 1)
}
