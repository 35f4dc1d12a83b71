//! Types that contain themselves: behind a pointer where the way around needs one, and with a
//! name of their own where an alias would lead back to itself.

use crate::api::{Api, Kind, Shape, Use};

/// Gives aliases that lead back to themselves a name.
pub(super) fn wrap(api: &mut Api) {
    let edges: Vec<Vec<usize>> = api
        .types
        .iter()
        .map(|ty| match &ty.shape {
            Shape::Alias(used) => {
                let to_alias = |index: &usize| matches!(api.types[*index].shape, Shape::Alias(_));
                used.types().into_iter().map(|id| id.0).filter(to_alias).collect()
            }
            _ => Vec::new(),
        })
        .collect();
    let component = components(&edges);
    for index in 0..api.types.len() {
        let circular = edges[index].iter().any(|to| component[*to] == component[index]);
        if let Shape::Alias(used) = &api.types[index].shape
            && circular
        {
            let used = match used.kind {
                // Nothing but itself: it says nothing.
                Kind::Type(_) => Use::of(Kind::Any),
                _ => used.clone(),
            };
            api.types[index].shape = match used.kind {
                Kind::Any => Shape::Alias(used),
                _ => Shape::Wrapper(used),
            };
        }
    }
}

/// Boxes the uses that close a circle without an array or a map on the way.
pub(super) fn run(api: &mut Api) {
    let edges: Vec<Vec<usize>> = api
        .types
        .iter()
        .map(|ty| {
            let mut direct = Vec::new();
            ty.shape.uses().into_iter().for_each(|used| contained(used, &mut direct));
            direct
        })
        .collect();
    let component = components(&edges);
    let circular: Vec<bool> = (0..edges.len())
        .map(|from| edges[from].iter().any(|to| component[*to] == component[from]))
        .collect();
    for index in 0..api.types.len() {
        if circular[index] && !matches!(api.types[index].shape, Shape::Alias(_)) {
            for used in api.types[index].shape.uses_mut() {
                put_behind_pointer(used, component[index], &component);
            }
        }
    }
}

/// The types that a value of this use holds in itself.
fn contained(used: &Use, into: &mut Vec<usize>) {
    match &used.kind {
        Kind::Type(id) => into.push(id.0),
        Kind::Tuple(items) => items.iter().for_each(|item| contained(item, into)),
        _ => {}
    }
}

fn put_behind_pointer(used: &mut Use, own: usize, component: &[usize]) {
    match &mut used.kind {
        Kind::Type(id) => used.boxed |= component[id.0] == own,
        Kind::Tuple(items) => {
            items.iter_mut().for_each(|item| put_behind_pointer(item, own, component));
        }
        _ => {}
    }
}

/// The strongly connected component of each node (Tarjan), without recursion.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let count = edges.len();
    let (mut index, mut low) = (vec![NONE; count], vec![0; count]);
    let (mut stack, mut on_stack) = (Vec::new(), vec![false; count]);
    let mut component = vec![NONE; count];
    let mut next = 0;
    for root in 0..count {
        if index[root] != NONE {
            continue;
        }
        // A node, and which of its edges comes next.
        let mut open = vec![(root, 0)];
        while let Some((node, edge)) = open.pop() {
            if edge == 0 {
                index[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
                on_stack[node] = true;
            } else {
                let child = edges[node][edge - 1];
                low[node] = low[node].min(low[child]);
            }
            let mut at = edge;
            let mut descended = false;
            while let Some(&to) = edges[node].get(at) {
                at += 1;
                if index[to] == NONE {
                    open.push((node, at));
                    open.push((to, 0));
                    descended = true;
                    break;
                }
                if on_stack[to] {
                    low[node] = low[node].min(index[to]);
                }
            }
            if !descended && low[node] == index[node] {
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    component[member] = node;
                    if member == node {
                        break;
                    }
                }
            }
        }
    }
    component
}
