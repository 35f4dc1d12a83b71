//! The configuration: which documents become which crates, and what a user settles about them.
//!
//! ```toml
//! [crates.petstore]
//! sources = ["petstore.yaml"]   # files or folders, relative to this file, or URLs
//! hosts = ["cdn.pets.test"]     # from which pages may be fetched, besides an index's own
//! api = "pets"                  # which of several APIs that a folder holds
//! root = "."                    # references to other files stay under it
//! strict = false                # every warning is an error
//! accept = ["optional-body"]    # warnings that are not shown, by code, or by code and place
//! secrets = ["pin"]             # further names of properties that are secrets
//! operations = ["listPets", "GET /pets/{id}"]   # these alone, with the types they need
//! tags = ["pets"]               # and those with this tag
//! media = ["application/json"]  # of the media types of a body these alone, where it has any
//! slashes = ["parent"]          # parameters of paths whose values may hold slashes
//!
//! layout = "one-file"           # or "file-per-schema": the types of each below src/types/
//! derives = ["Eq"]              # further traits that types derive, where they can
//!
//! [crates.petstore.rename]
//! types = { Pet = "Animal" }
//! operations = { listPets = "animals" }
//!
//! [crates.petstore.replace]
//! types = { Money = "money::Amount" }           # types of your own
//! formats = { date-time = "rt::jiff::Timestamp" }
//!
//! [crates.petstore.dependencies]                # as in Cargo.toml
//! money = { path = "../money" }
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use specwright_diagnostics::{
    Diagnostic, Diagnostics, Layout, Node, Place, Pointer, Sources, closest,
};

use crate::accept::Acceptance;
use crate::all_codes;
use crate::codes;
use crate::files::{Fetched, is_url};
use crate::said::Said;
use specwright_rust::{Choices, crate_name_fault, is_path, is_type};

/// A configuration file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The crates, by name.
    #[serde(default)]
    pub crates: BTreeMap<String, Settings>,
}

/// What is said of one crate.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The files, folders and URLs that make the API; paths are relative to the configuration
    /// file.
    pub sources: Vec<PathBuf>,
    /// The one that is wanted, where a folder holds several APIs: its name as messages list it,
    /// its title, or the file that its pages are excerpts of.
    pub api: Option<String>,
    /// The folder that references to other files must stay under; the folder of each source if
    /// none is given.
    pub root: Option<PathBuf>,
    /// Hosts that pages may be fetched from besides an index's own.
    pub hosts: Vec<String>,
    /// What sources on the network consist of, once they have been fetched.
    #[serde(skip)]
    pub fetched: Fetched,
    /// Where a configuration file says this.
    #[serde(skip)]
    pub said: Said,
    /// Whether every warning is an error.
    pub strict: bool,
    /// The warnings that are accepted and not shown. One that does not occur is itself a warning.
    pub accept: Vec<Acceptance>,
    /// Names of string properties that are secrets, besides those that are without being named.
    pub secrets: Vec<String>,
    /// The operations that are wanted, by `operationId` or as `GET /pets`, with the types that they
    /// need. All, where neither operations nor tags are named.
    pub operations: Vec<String>,
    /// The tags whose operations are wanted too.
    pub tags: Vec<String>,
    /// The media types that are wanted of a request's or response's body that has any of them. All,
    /// where none is named.
    pub media: Vec<String>,
    /// The parameters of paths whose values may hold slashes, besides those of which the document says
    /// it. They are not escaped.
    pub slashes: Vec<String>,
    /// Other names than the document's.
    pub rename: Rename,
    /// Other types than the document's.
    pub replace: Replace,
    /// How types are spread over files.
    pub layout: TypesLayout,
    /// Further traits that the types of schemas derive.
    #[serde(deserialize_with = "paths")]
    pub derives: Vec<String>,
    /// What the output depends on besides the runtime, as in `Cargo.toml`.
    pub dependencies: toml::Table,
}

/// How the types of schemas are spread over files. Their paths are the same: `types::Pet`.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum TypesLayout {
    /// All in `src/types.rs`.
    #[default]
    OneFile,
    /// Each schema, with what is inline in it, in a file of its own: `src/types/pet.rs`.
    FilePerSchema,
}

/// Types of Rust that are not made of the document: they are there already.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Replace {
    /// For schemas, by name.
    #[serde(deserialize_with = "types")]
    pub types: BTreeMap<String, String>,
    /// For strings, by `format`.
    #[serde(deserialize_with = "types")]
    pub formats: BTreeMap<String, String>,
}

/// Types of Rust by name.
fn types<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, String>, D::Error> {
    let types = BTreeMap::<String, String>::deserialize(from)?;
    match types.values().find(|ty| !is_type(ty)) {
        Some(ty) => Err(D::Error::custom(format!("`{ty}` is no type of Rust"))),
        None => Ok(types),
    }
}

/// Paths of traits.
fn paths<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let paths = Vec::<String>::deserialize(from)?;
    if let Some(path) = paths.iter().find(|path| !is_path(path)) {
        return Err(D::Error::custom(format!("`{path}` is no path of Rust")));
    }
    // Others may be in scope where the output is included.
    let meant = |path: &str| closest(path, DERIVES.iter().copied()).filter(|best| *best != path);
    match paths.iter().find_map(|path| Some((path, meant(path)?))) {
        Some((path, meant)) => {
            let message = format!("`{path}` is no derive of Rust; did you mean `{meant}`?");
            Err(D::Error::custom(message))
        }
        None => Ok(paths),
    }
}

/// What Rust itself derives.
const DERIVES: [&str; 9] =
    ["Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];

impl Settings {
    /// What they say of the Rust that is written.
    pub fn choices(&self) -> Choices {
        let dependencies = self.dependencies.iter();
        Choices {
            types: self.replace.types.clone(),
            formats: self.replace.formats.clone(),
            derives: self.derives.clone(),
            file_per_schema: self.layout == TypesLayout::FilePerSchema,
            dependencies: dependencies
                .map(|(name, what)| (name.clone(), what.to_string()))
                .collect(),
        }
    }
}

/// Other names than the document's, by the name there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rename {
    /// Of schemas.
    pub types: BTreeMap<String, String>,
    /// Of operations, by `operationId` or as `GET /pets`.
    pub operations: BTreeMap<String, String>,
}

impl Config {
    /// Reads a configuration file; `None` if and only if there are errors among the
    /// diagnostics. Paths come back relative to the working directory.
    pub fn read(
        path: &Path,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<Config> {
        let shown = path.display().to_string();
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                let message = format!("cannot read the configuration: {error}");
                diagnostics.push(Diagnostic::new(
                    &codes::UNREADABLE_FILE,
                    Place::File(shown),
                    message,
                ));
                return None;
            }
        };
        match toml::from_str::<Config>(&text) {
            Ok(mut config) => {
                let (folder, text) = (path.parent().unwrap_or(Path::new("")), text.into());
                for (name, settings) in &mut config.crates {
                    settings.said = Said::of(path, &text, name);
                    let paths = settings.sources.iter_mut().chain(&mut settings.root);
                    let local = paths.filter(|path| !is_url(path));
                    local.for_each(|path| *path = folder.join(&*path));
                }
                let faults = config.faults(sources);
                let sound = faults.is_empty();
                diagnostics.extend(faults);
                Some(config).filter(|_| sound)
            }
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let document = sources.add(shown, text, Layout::whole(""), Node::object());
                let mut diagnostic = Diagnostic::new(
                    &codes::INVALID_CONFIG,
                    Place::Text(document, span),
                    error.message().to_owned(),
                );
                if let Some(help) = did_you_mean(error.message()) {
                    diagnostic = diagnostic.help(help);
                }
                diagnostics.push(diagnostic);
                None
            }
        }
    }
}

impl Config {
    /// What parses and cannot be meant.
    fn faults(&self, sources: &mut Sources) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        for (name, settings) in &self.crates {
            let places = settings.said.places(sources);
            let fault = |keys: &[&str], message: String| {
                let keys = Pointer(keys.iter().map(|key| (*key).to_owned()).collect());
                let place = places.get(&keys).cloned().unwrap_or(Place::Nowhere);
                Diagnostic::new(&codes::INVALID_CONFIG, place, message)
            };
            faults.extend(crate_name_fault(name).map(|why| fault(&[], why)));
            for (at, acceptance) in settings.accept.iter().enumerate() {
                let code = acceptance.code();
                if crate::code(code).is_none() {
                    let keys = ["accept", &at.to_string()];
                    let message = format!("there is no code `{code}`");
                    faults.push(match closest(code, all_codes().map(|code| code.name)) {
                        Some(best) => fault(&keys, message).help(format!("did you mean `{best}`?")),
                        None => fault(&keys, message).help("`specwright explain` lists all"),
                    });
                }
            }
        }
        faults
    }
}

/// The known key that is closest to an unknown one, from the words of the parser's message.
fn did_you_mean(message: &str) -> Option<String> {
    let mut names = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    let unknown = names.next()?;
    closest(unknown, names).map(|best| format!("did you mean `{best}`?"))
}
