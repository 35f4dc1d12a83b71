// Written by `cargo xtask gen`. Do not edit: change the document or the generator.

//! The types of the document's schemas, in its order.
