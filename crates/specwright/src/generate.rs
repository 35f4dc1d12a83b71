//! From an API to files.

use std::path::PathBuf;

use specwright_ir::Api;
use specwright_rust::{Choices, File, Layout};

/// What is to be written, and for whom.
#[derive(Clone, Debug)]
pub struct Target {
    /// The crate's name.
    pub name: String,
    /// Where the runtime is, relative to the crate; `None` for the published version.
    pub runtime_path: Option<PathBuf>,
    /// Whether the crate is a member of a workspace, or stands alone.
    pub member: bool,
    /// The command that writes it again.
    pub command: String,
    /// What the user settles about the Rust that is written.
    pub choices: Choices,
}

/// Makes the files of a crate.
pub fn generate(api: &Api, target: &Target) -> Vec<File> {
    let config = specwright_rust::Config {
        name: target.name.clone(),
        runtime_path: target.runtime_path.clone(),
        layout: if target.member { Layout::Member } else { Layout::Standalone },
        command: target.command.clone(),
        choices: target.choices.clone(),
    };
    specwright_rust::generate(api, &config)
}
