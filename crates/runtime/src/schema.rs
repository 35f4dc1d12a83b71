//! What a value must be: the [`Rule`]s of the tables and, with the feature `server`, the
//! [`Schema`] of every type and the check of a request against it. What a [`pattern`] says is a
//! feature of its own, so that a generator can ask.

mod rule;

#[cfg(feature = "server")]
mod check;
#[cfg(feature = "server")]
mod format;
#[cfg(feature = "pattern")]
pub mod pattern;
#[cfg(feature = "server")]
mod seen;
#[cfg(feature = "server")]
mod shape;
#[cfg(feature = "server")]
mod typed;
#[cfg(feature = "server")]
mod whole;

pub use rule::{Rule, rules};

#[cfg(feature = "server")]
pub use check::{Path, Violation, check, check_json};
#[cfg(feature = "server")]
pub use shape::{
    Alternative, Fit, Property, Rest, Schema, Shape, Table, of_optional, of_required, of_values,
};
#[cfg(feature = "server")]
pub(crate) use typed::keeps;
