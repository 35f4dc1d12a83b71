//! From an [`Api`] to the files of a Rust crate.
//!
//! ```text
//! plan   names for everything, what each response is in Rust       [`plan`]
//! emit   one file an emitter: tokens for items, lines for tables    `emit`
//! file   tokens -> syn -> prettyplease -> text                      `file`
//! ```
//!
//! Emission looks at no document and cannot fail. All text of a document that comes into the
//! output is a literal, a checked identifier or escaped documentation.

mod choices;
mod docs;
mod emit;
mod file;
mod krate;
mod module;
mod names;
mod parallel;
mod plan;
mod table;
mod ty;

use std::path::PathBuf;

use specwright_ir::Api;

pub use choices::{Choices, is_path, is_type};
pub use krate::crate_name_fault;
pub use plan::{Item, Renamed};

/// How a crate is to be written.
#[derive(Clone, Debug)]
pub struct Config {
    /// The crate's name.
    pub name: String,
    /// Where the runtime is: a path relative to the crate, or `None` for the published version.
    pub runtime_path: Option<PathBuf>,
    /// What is written.
    pub layout: Layout,
    /// The command that writes it again, for the heads of files.
    pub command: String,
    /// What the user settles.
    pub choices: Choices,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A crate that is a member of a workspace.
    Member,
    /// A crate that stands alone.
    Standalone,
}

/// A file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the crate, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Writes a crate.
pub fn generate(api: &Api, config: &Config) -> Vec<File> {
    emit::files(&plan::Plan::new(api, config))
}

/// Which names have to give way to another.
pub fn renamed(api: &Api) -> Vec<Renamed> {
    plan::Names::of(api).renamed
}

/// Writes a module for `include!`, all in one text: no inner attributes, and paths that begin
/// with `super`.
pub fn module(api: &Api, command: &str, choices: Choices) -> String {
    let config = Config {
        name: "api".to_owned(),
        runtime_path: None,
        layout: Layout::Member,
        command: command.to_owned(),
        choices,
    };
    module::bundle(&generate(api, &config))
}
