//! Pages of tables.

use specwright_diagnostics::{Diagnostics, Sources};

use super::Page;
use crate::Entry;

pub(super) struct Tables;

pub(super) fn find(_page: &Page) -> Option<Tables> {
    None
}

pub(super) fn read(_: &mut Sources, _: &Page, _: Tables, _: &mut Diagnostics) -> Vec<Entry> {
    Vec::new()
}
