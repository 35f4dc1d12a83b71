//! For build scripts.

use std::fmt;
use std::path::PathBuf;

use specwright_diagnostics::{Style, human};

use crate::{Run, Settings};

/// Generates a module from a build script.
///
/// ```no_run
/// specwright::Builder::new().source("openapi.yaml").write_module("api.rs").unwrap();
/// ```
#[derive(Clone, Debug, Default)]
pub struct Builder {
    settings: Settings,
}

/// Why nothing was generated. `Display` and `Debug` show the diagnostics as rustc would, since a
/// build script commonly unwraps.
pub struct BuildError(String);

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.0)
    }
}

impl std::error::Error for BuildError {}

impl Builder {
    /// A builder without sources.
    pub fn new() -> Builder {
        Builder::default()
    }

    /// A builder with all that a configuration file may say of a crate.
    pub fn with(settings: Settings) -> Builder {
        Builder { settings }
    }

    /// Adds a file or folder, relative to the package.
    #[must_use]
    pub fn source(mut self, path: impl Into<PathBuf>) -> Builder {
        self.settings.sources.push(path.into());
        self
    }

    /// Names the API that is wanted, where a folder holds several.
    #[must_use]
    pub fn api(mut self, name: impl Into<String>) -> Builder {
        self.settings.api = Some(name.into());
        self
    }

    /// Takes every warning as an error.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Builder {
        self.settings.strict = strict;
        self
    }

    /// Writes a module into `OUT_DIR`, to be included in a module of the crate. The crate needs
    /// `specwright-runtime` with the features `client`, `server` and `mock`. Warnings are shown
    /// by cargo.
    ///
    /// # Errors
    /// The sources have errors, or the file cannot be written.
    pub fn write_module(self, name: &str) -> Result<(), BuildError> {
        let folder = std::env::var_os("OUT_DIR").ok_or_else(|| {
            BuildError("OUT_DIR is not set: this is for build scripts".to_owned())
        })?;
        let text = self.module()?;
        let path = PathBuf::from(folder).join(name);
        std::fs::write(&path, text)
            .map_err(|error| BuildError(format!("cannot write {}: {error}", path.display())))
    }

    /// The text of the module. Cargo is told which files it depends on, those that references
    /// name among them.
    ///
    /// # Errors
    /// The sources have errors.
    pub fn module(&self) -> Result<String, BuildError> {
        let run = Run::new(&self.settings);
        for file in self.settings.sources.iter().chain(&run.files) {
            println!("cargo::rerun-if-changed={}", file.display());
        }
        let Some(api) = &run.api else {
            return Err(BuildError(human(&run.sources, &run.diagnostics, Style::Plain)));
        };
        for line in human(&run.sources, &run.diagnostics, Style::Plain).lines() {
            println!("cargo::warning={line}");
        }
        Ok(specwright_rust::module(api, "a build script", self.settings.choices()))
    }
}
