//! GitBook: one JSON fence an operation, each with a document of its own.

use super::Page;
use super::fenced::Fence;

pub(super) fn claims(page: &Page, fence: &Fence) -> bool {
    fence.is_json(page)
}
