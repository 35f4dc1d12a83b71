//! The lock file: which pages a source was made of, by their hashes.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde::{Deserialize, Serialize};

use crate::cache;

const HEAD: &str = "\
# Written by specwright: what its sources on the network were made of. Keep it with the project.
# `specwright update` fetches them again.
";

/// A lock file.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lock {
    #[serde(default)]
    pub source: BTreeMap<String, Source>,
}

/// A source.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    /// The hash of the index; a source that is one page has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<String>,
    /// The hashes of pages by URL; of one that is not there, why.
    #[serde(default)]
    pub pages: BTreeMap<String, Entry>,
}

/// What is known of a page.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum Entry {
    Hash(String),
    Absent { absent: String },
}

impl Lock {
    /// Reads a lock file; an empty one where there is none.
    pub(crate) fn read(path: &Path) -> Result<Lock, String> {
        match fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).map_err(|error| error.message().to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Lock::default()),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Writes it, if it is not as it should be.
    pub(crate) fn write(&self, path: &Path) -> io::Result<()> {
        let text = toml::to_string(self).map_err(io::Error::other)?;
        let text = format!("{HEAD}\n{text}");
        if fs::read_to_string(path).is_ok_and(|there| there == text) {
            return Ok(());
        }
        cache::write(path, text.as_bytes())
    }
}
