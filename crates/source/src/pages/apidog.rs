//! A page of an Apidog or Apifox site: a YAML fence with the keys of that tool.

use super::Page;
use super::fenced::Fence;

pub(super) fn claims(page: &Page, fence: &Fence) -> bool {
    let body = page.slice(&fence.body);
    body.contains("x-apidog-") || body.contains("x-apifox-")
}
