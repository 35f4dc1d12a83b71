//! The grammar of OpenAPI as data: which keys are legal in which object of which dialect, in
//! what order they are usually written, and what each of them holds.
//!
//! The table has three users that must never disagree: the check of a document ("unknown key,
//! did you mean ..."), the walk that resolves references and converts, and the recovery of YAML
//! whose line breaks were lost, where the legal keys decide which object closes. It knows
//! nothing of trees, text or diagnostics.
//!
//! ```
//! use specwright_grammar::{Dialect, Holds, Kind, object};
//!
//! let parameter = object(Dialect::V3_0, Kind::Parameter);
//! assert_eq!(parameter.required().map(|f| f.name).collect::<Vec<_>>(), ["name", "in"]);
//!
//! // `content` maps media types to Media Type Objects ...
//! let content = parameter.field("content").unwrap();
//! assert!(matches!(content.holds, Holds::Map(_, Holds::Object(Kind::MediaType))));
//! // ... and came with 3.0.
//! assert!(object(Dialect::V2_0, Kind::Parameter).field("content").is_none());
//! ```
//!
//! Sections are those of the specification texts: <https://spec.openapis.org/oas/v3.2.0>,
//! <https://spec.openapis.org/oas/v3.1.1>, <https://spec.openapis.org/oas/v3.0.4> and
//! <https://spec.openapis.org/oas/v2.0>.

mod dialect;
mod keys;
mod kind;
mod model;
mod tables;

pub use dialect::{Dialect, Dialects};
pub use keys::{Keys, further_response};
pub use kind::Kind;
pub use model::{Definition, Field, Holds, Object, Rest, component_section, object};
