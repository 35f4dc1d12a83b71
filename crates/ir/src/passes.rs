//! What follows from what the document says. Each pass fills in one kind of fact.

mod formats;
mod narrow;
mod nullability;
mod paging;
mod reach;
mod recursion;
mod routes;
mod secrets;
pub(crate) mod select;
mod slashes;
mod tags;
mod telling;
mod views;

use specwright_diagnostics::Diagnostics;

use crate::{Api, Options};

/// Runs all of them; a later one may rely on what an earlier one filled in.
pub(crate) fn run(api: &mut Api, options: &Options, diagnostics: &mut Diagnostics) {
    reach::leave_out(api);
    select::run(api, options, diagnostics);
    narrow::run(api, options, diagnostics);
    slashes::run(api, options, diagnostics);
    recursion::wrap(api);
    nullability::run(api);
    formats::report(api, options, diagnostics);
    secrets::run(api, options, diagnostics);
    views::run(api);
    reach::run(api);
    telling::run(api, diagnostics);
    tags::run(api);
    recursion::run(api);
    routes::run(api, diagnostics);
    paging::run(api);
}
