//! From the normal form to an [`Api`]: a closed world of types and operations, in which every
//! question that emission could ask has been answered.
//!
//! ```text
//! lower    schemas -> types, operations -> operations      what the document says
//! passes   select -> formats -> secrets -> views -> reach -> recursion          what follows from it, a fact a pass
//! ```
//!
//! It knows HTTP, JSON and data types. It knows no version of OpenAPI and no word of Rust: a type
//! is named by where it stands ([`Place`]), and what that is called in a language is not
//! settled here.

mod api;
mod census;
pub mod codes;
mod lower;
mod operation;
mod passes;
mod sample;

pub use api::{
    Alternative, Api, Component, Constant, Constraint, Direction, Docs, Enumeration, Field, Grant,
    GrantKind, Integer, Kind, Object, Owner, Place, Rest, Scheme, SchemeKind, Server, Shape, Step,
    Tell, Text, Type, TypeId, Union, Use, View,
};
pub use operation::{
    Body, Codec, FieldStyle, Header, Link, Location, Media, Name, Next, Operation, Paging,
    Parameter, Requirement, Response, Status, Style, Told,
};

use std::collections::BTreeMap;

use specwright_diagnostics::{Diagnostics, Place as Where, Pointer};
use specwright_openapi::Normal;

/// What a user may settle about the meaning of a document.
#[derive(Clone, Debug)]
pub struct Options {
    /// The names of string properties that are secrets, compared without regard to case, `_`
    /// and `-`.
    pub secrets: Vec<String>,
    /// Further ones, which the user expects to be there.
    pub more_secrets: Vec<String>,
    /// The operations that are wanted, by their names or as `GET /pets`, with the types that they
    /// reach; all, where neither operations nor tags are named.
    pub operations: Vec<String>,
    /// The tags whose operations are wanted too.
    pub tags: Vec<String>,
    /// The media types that are wanted of a body that has any of them; all, where none is named.
    pub media: Vec<String>,
    /// The parameters of paths whose values may hold slashes, besides those of which the document
    /// says it.
    pub slashes: Vec<String>,
    /// Other names for operations.
    pub rename_operations: BTreeMap<String, String>,
    /// Other names for schemas.
    pub rename_types: BTreeMap<String, String>,
    /// The schemas that the user has types of their own for, by the names that they have then.
    pub replace_types: Vec<String>,
    /// The formats of strings that the user has types of their own for.
    pub replace_formats: Vec<String>,
    /// Where the user says all this, by the keys of the configuration: `/rename/types/Pet`, `/tags/0`.
    pub places: BTreeMap<Pointer, Where>,
}

impl Options {
    /// Where the user says what stands behind these keys.
    pub(crate) fn place(&self, keys: &[&str]) -> Where {
        let keys = Pointer(keys.iter().map(|key| (*key).to_owned()).collect());
        self.places.get(&keys).cloned().unwrap_or(Where::Nowhere)
    }
}

impl Default for Options {
    fn default() -> Self {
        let secrets = [
            "password",
            "secret",
            "client_secret",
            "token",
            "access_token",
            "refresh_token",
            "id_token",
            "api_key",
            "private_key",
        ];
        Options {
            more_secrets: Vec::new(),
            secrets: secrets.map(str::to_owned).to_vec(),
            operations: Vec::new(),
            tags: Vec::new(),
            media: Vec::new(),
            slashes: Vec::new(),
            rename_operations: BTreeMap::new(),
            rename_types: BTreeMap::new(),
            replace_types: Vec::new(),
            replace_formats: Vec::new(),
            places: BTreeMap::new(),
        }
    }
}

/// Lowers a normal form. What has a fallback is a warning among the diagnostics.
pub fn lower(normal: &Normal, options: &Options, diagnostics: &mut Diagnostics) -> Api {
    let mut api = lower::document(normal, diagnostics);
    passes::run(&mut api, options, diagnostics);
    api
}
