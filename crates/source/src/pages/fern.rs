//! Fern: a YAML fence between a line that names the endpoint and examples in many languages.
//!
//! ```text
//! # Create a session
//! POST https://api.example.com/sessions
//! Reference: https://docs.example.com/api-reference/create-session
//! ## OpenAPI Specification
//! ## SDK Code Examples
//! ```

use super::Page;
use super::fenced::Fence;
use crate::Group;
use crate::load::Loaded;

pub(super) fn claims(fence: &Fence) -> bool {
    fence.before.contains("Reference: http") || fence.after.contains("## SDK Code Examples")
}

pub(super) fn complete(_page: &Page, _fence: &Fence, _loaded: &mut Loaded) -> Option<Group> {
    None
}
