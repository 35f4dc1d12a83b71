//! What a run was asked for, what it read and what it wrote. A run that finds all of it as it was
//! has nothing to do, and says what was said then.
//!
//! A receipt holds hashes. Among what was asked for is the generator itself, the running program:
//! output of another one is never taken for its own.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use specwright_diagnostics::Diagnostics;
use specwright_rust::File;

use crate::{Run, Settings, Summary, files, output};

/// How many bytes a run has to read before a receipt is sooner read than the work is done again.
const WORTH: u64 = 16 << 10;

/// What a run is asked for, as far as it is known before it begins.
#[derive(Clone, Debug)]
pub struct Order {
    /// The file of the receipt.
    path: PathBuf,
    hash: String,
}

/// What a run read, wrote and said.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Receipt {
    order: String,
    /// How much was read.
    #[serde(skip)]
    bytes: u64,
    read: BTreeMap<PathBuf, String>,
    crates: Vec<Written>,
    /// Its messages, as they were shown.
    pub messages: String,
    /// What it said besides, a line each.
    pub notes: Vec<String>,
}

/// A crate that was written.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Written {
    folder: PathBuf,
    files: BTreeMap<String, String>,
    summary: Summary,
}

impl Order {
    /// What is asked for: the settings, and all else that the output depends on. The receipt is
    /// kept in the folder `kept`, one for every place `out` that is written to. `None` where that
    /// cannot be told: a source that cannot be read, a program that is not there.
    pub fn new(kept: &Path, out: &Path, settings: &Settings, rest: &dyn Debug) -> Option<Order> {
        let mut hasher = Sha256::new();
        hasher.update(program()?);
        let here = env::current_dir().ok()?;
        hasher.update(format!("\0{here:?} {settings:?} {rest:?}"));
        let mut diagnostics = Diagnostics::default();
        for source in files::expand(&settings.sources, &settings.fetched, &mut diagnostics) {
            let hash = hash_of(&source.path)?;
            hasher.update(format!("\0{} {hash}", source.name));
        }
        if diagnostics.has_errors() {
            return None;
        }
        let out = hash(here.join(out).as_os_str().as_encoded_bytes());
        let path = kept.join(format!("{}.json", &out[..32]));
        Some(Order { path, hash: hexadecimal(&hasher.finalize()) })
    }

    /// The receipt of a run that was asked for the same, if nothing that it read or wrote has
    /// changed since.
    pub fn receipt(&self) -> Option<Receipt> {
        let receipt: Receipt = serde_json::from_slice(&fs::read(&self.path).ok()?).ok()?;
        (receipt.order == self.hash && receipt.holds()).then_some(receipt)
    }

    /// Keeps the receipt of a run that read enough to be worth it. Where that cannot be done, the next
    /// run does all its work.
    pub fn keep(&self, mut receipt: Receipt) {
        if !receipt.is_worth_keeping() {
            return;
        }
        receipt.order.clone_from(&self.hash);
        let Ok(text) = serde_json::to_vec(&receipt) else { return };
        let beside = self.path.with_extension(std::process::id().to_string());
        let folder = self.path.parent().unwrap_or(Path::new(""));
        let kept = fs::create_dir_all(folder)
            .and_then(|()| fs::write(&beside, text))
            .and_then(|()| fs::rename(&beside, &self.path));
        if kept.is_err() {
            let _ = fs::remove_file(&beside);
        }
    }
}

impl Receipt {
    /// Notes the files that a run read, those that references name among them.
    pub fn read(&mut self, run: &Run) {
        let size = |file: &PathBuf| fs::metadata(file).map_or(0, |metadata| metadata.len());
        self.bytes = run.files.iter().map(size).sum();
        if !self.is_worth_keeping() {
            return;
        }
        for file in &run.files {
            // One that is not there never holds: it may come.
            self.read.insert(file.clone(), hash_of(file).unwrap_or_default());
        }
    }

    /// Notes a crate that stands written.
    pub fn wrote(&mut self, folder: &Path, files: &[File], summary: Summary) {
        if !self.is_worth_keeping() {
            return;
        }
        let files =
            files.iter().map(|file| (file.path.clone(), hash(file.text.as_bytes()))).collect();
        self.crates.push(Written { folder: folder.to_owned(), files, summary });
    }

    /// What will not be kept needs no hashes.
    fn is_worth_keeping(&self) -> bool {
        self.bytes >= WORTH
    }

    /// The crates that were written: the folder and the summary of each.
    pub fn crates(&self) -> impl Iterator<Item = (&Path, &Summary)> {
        self.crates.iter().map(|written| (written.folder.as_path(), &written.summary))
    }

    fn holds(&self) -> bool {
        let same = |path: &Path, hash: &String| hash_of(path).as_ref() == Some(hash);
        self.read.iter().all(|(path, hash)| same(path, hash))
            && self.crates.iter().all(|written| {
                let expected = || written.files.keys().map(|path| written.folder.join(path));
                output::existing(&written.folder).is_ok_and(|mut found| {
                    let mut expected: Vec<PathBuf> = expected().collect();
                    found.sort();
                    expected.sort();
                    found == expected
                }) && written
                    .files
                    .iter()
                    .all(|(path, hash)| same(&written.folder.join(path), hash))
            })
    }
}

/// Which file the running program is, and when it was last changed. Hashing it would take longer than
/// most runs do; its `ctime` follows every change, and nobody sets it.
#[cfg(unix)]
fn program() -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let path = env::current_exe().ok()?;
    let file = fs::metadata(&path).ok()?;
    let changed = (file.ctime(), file.ctime_nsec());
    Some(format!("{path:?} {} {} {} {changed:?}", file.dev(), file.ino(), file.len()))
}

/// The hash of the running program.
#[cfg(not(unix))]
fn program() -> Option<String> {
    hash_of(&env::current_exe().ok()?)
}

fn hash_of(path: &Path) -> Option<String> {
    fs::read(path).ok().map(|bytes| hash(&bytes))
}

fn hash(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
