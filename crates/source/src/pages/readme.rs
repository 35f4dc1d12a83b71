//! ReadMe: a JSON fence under the heading "OpenAPI definition".

use super::Page;
use super::fenced::Fence;
use crate::Group;
use crate::load::Loaded;

/// The heading above the fence. It is of the first level and no title.
pub(super) const HEADING: &str = "OpenAPI definition";

pub(super) fn claims(page: &Page, fence: &Fence) -> bool {
    fence.heading.eq_ignore_ascii_case(HEADING) && fence.is_json(page)
}

/// Takes out the key by which the site finds the file.
pub(super) fn complete(loaded: &mut Loaded) -> Option<Group> {
    loaded.tree.remove("_id");
    None
}
