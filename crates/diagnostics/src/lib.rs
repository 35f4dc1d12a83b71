//! What every stage shares: the tree a document becomes, where each of its nodes stands, and
//! the one kind of message about it.
//!
//! A stage carries [`Origin`]s, four bytes a node. Only a renderer asks [`Sources`] to turn one
//! into a JSON pointer, and a pointer into a line and column:
//!
//! ```
//! use specwright_diagnostics::{Code, Diagnostic, Layout, Node, Severity, Sources, Value};
//!
//! static UNKNOWN_TYPE: Code = Code {
//!     name: "unknown-type",
//!     severity: Severity::Error,
//!     explanation: "`type` takes one of seven words.",
//! };
//! let text = "type: strnig\n";
//! let mut tree = Node::object();
//! tree.insert("type", Node::from("strnig"));
//!
//! let mut sources = Sources::default();
//! let document = sources.add("pet.yaml", text, Layout::whole(text), tree);
//! let node = sources.tree(document).get("type").unwrap();
//! let fault = Diagnostic::new(&UNKNOWN_TYPE, node.origin, "`strnig` is not a type")
//!     .help("did you mean `string`?");
//!
//! let place = sources.locate(&fault.place).unwrap();
//! assert_eq!((place.line, place.column), (1, 7));
//! ```

mod diagnostic;
mod locate;
mod node;
mod pointer;
mod render;
mod sources;
mod suggest;

pub use diagnostic::{Code, Diagnostic, Diagnostics, Part, Place, Related, Severity};
pub use node::{Map, Node, Number, Origin, Value};
pub use pointer::{Pointer, Segment};
pub use render::{Style, github, human, json, sarif};
pub use sources::{Address, Document, DocumentId, Layout, Location, Sources};
pub use suggest::closest;
