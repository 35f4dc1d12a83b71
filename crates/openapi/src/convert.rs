//! From a bundled tree in its dialect to one in OpenAPI 3.0.
//!
//! Every object is converted after what it contains. First [`v3`] and [`schema`] turn what a
//! later dialect says into what 3.0 says, or into an `x-specwright-*` key; then [`tidy`] leaves
//! nothing that 3.0 does not have. A 2.0 document is given the shape of 3.0 before ([`v2`]).
//! What heirs say of themselves is part of what they are made of last ([`heirs`]).
//! Schemas of all dialects take one way: what a document means by a keyword of another dialect
//! is clear, and the check has reported it.

pub(crate) mod alternatives;
mod bare;
mod further;
mod heirs;
mod idle;
mod keywords;
mod limits;
mod nested;
pub(crate) mod retyped;
mod schema;
pub(crate) mod schemes;
mod tidy;
pub(crate) mod types;
mod v2;
mod v3;
mod visit;
pub(crate) mod wrapped;

pub(crate) use bare::{bare_keys, bare_schema, is_schema, may_be_schema, schema_of_response};
pub(crate) use further::may_join;
pub(crate) use idle::idle;
pub(crate) use nested::schema_as_type;
pub(crate) use visit::{visit, walk};

use specwright_diagnostics::{Diagnostics, Node};
use specwright_grammar::{Dialect, Holds, Kind};

/// Converts a bundled document.
pub(crate) fn convert(tree: &mut Node, dialect: Dialect, diagnostics: &mut Diagnostics) {
    let dialect = match dialect {
        Dialect::V2_0 => {
            v2::convert(tree, diagnostics);
            Dialect::V3_0
        }
        dialect => dialect,
    };
    visit(tree, Holds::Object(Kind::Document), dialect, &mut |kind, node| {
        object(kind, node, dialect);
    });
    heirs::map(tree);
}

/// Converts an object, whose contents are converted already.
fn object(kind: Kind, node: &mut Node, dialect: Dialect) {
    if let Some(schema) = bare::wrap(kind, node, dialect) {
        visit(schema, Holds::Object(Kind::Schema), dialect, &mut |kind, node| {
            object(kind, node, dialect);
        });
    }
    match kind {
        Kind::Schema => schema::convert(node),
        kind => v3::convert(kind, node),
    }
    idle::drop_idle(kind, node);
    tidy::tidy(kind, node);
}
