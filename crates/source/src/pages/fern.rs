//! Fern: a YAML fence between a line that names the endpoint and examples in many languages.
//!
//! ```text
//! # Create a session
//! POST https://api.example.com/sessions
//! Reference: https://docs.example.com/api-reference/create-session
//! ## OpenAPI Specification
//! ## SDK Code Examples
//! ```

mod credentials;
mod endpoint;
mod names;

use specwright_diagnostics::Node;

use super::fenced::Fence;
use super::{Page, only_operation, samples};
use crate::load::Loaded;

pub(super) fn claims(fence: &Fence) -> bool {
    fence.before.contains("Reference: http") || fence.after.contains("## SDK Code Examples")
}

pub(super) fn complete(page: &Page, fence: &Fence, loaded: &mut Loaded) {
    names::shorten(&mut loaded.tree);
    example(fence, &mut loaded.tree);
    credentials::require(fence, loaded);
    endpoint::complete(page, fence, loaded);
}

/// Gives the request the example that the code below sends.
fn example(fence: &Fence, tree: &mut Node) {
    let Some(operation) = only_operation(tree) else { return };
    let content = operation.get_mut("requestBody").and_then(|body| body.get_mut("content"));
    let json = content.and_then(|content| content.get_mut("application/json"));
    let Some(media) = json.filter(|media| {
        media.as_object().is_some()
            && media.get("example").is_none()
            && media.get("examples").is_none()
    }) else {
        return;
    };
    if let Some(example) = samples::payload(fence.after) {
        media.insert("example", example);
    }
}
