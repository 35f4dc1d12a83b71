//! The one place where anything is written to the disk.
//!
//! A crate is written whole beside the old one, looked over, and then put in its place, so that
//! a run that is cut off leaves the one or the other. A crate that is up to date is not touched.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use specwright_rust::File;

/// The folders and files of a crate that are ours; others beside them (`target`, `Cargo.lock`)
/// are kept.
const OURS: &[&str] = &["src", "examples", "tests", "Cargo.toml", "README.md"];

/// What a write changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// How many files are new, different or gone.
    pub changed: usize,
}

/// A file that is not as it would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: PathBuf,
    /// What stands there and should not (`-`), and what should (`+`).
    pub diff: String,
}

/// How a folder differs from the files of a crate.
///
/// # Errors
/// A file is there and cannot be read.
pub fn compare(folder: &Path, files: &[File]) -> io::Result<Vec<Change>> {
    let mut changes = Vec::new();
    let mut expected = BTreeSet::new();
    for file in files {
        let path = folder.join(&file.path);
        let old = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        if old != file.text.as_bytes() {
            changes.push(change(&path, &String::from_utf8_lossy(&old), &file.text));
        }
        expected.insert(path);
    }
    for path in existing(folder)? {
        if !expected.contains(&path) {
            let old = fs::read(&path)?;
            changes.push(change(&path, &String::from_utf8_lossy(&old), ""));
        }
    }
    Ok(changes)
}

fn change(path: &Path, old: &str, new: &str) -> Change {
    let shown = path.display().to_string();
    let diff = TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(&format!("{shown} (as it is)"), &format!("{shown} (as it would be written)"))
        .to_string();
    Change { path: path.to_owned(), diff }
}

/// Our files in a folder.
fn existing(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for name in OURS {
        let path = folder.join(name);
        if path.is_dir() {
            collect(&path, &mut files)?;
        } else if path.exists() {
            files.push(path);
        }
    }
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

/// Writes a crate to a folder, unless it is there as it should be.
///
/// # Errors
/// A path of a file leads out of the folder, a file of Rust does not parse, or the disk refuses.
pub fn write(folder: &Path, files: &[File]) -> io::Result<Written> {
    let changed = compare(folder, files)?.len();
    if changed == 0 {
        return Ok(Written { changed });
    }
    validate(files)?;
    let (new, old) = (beside(folder, "new")?, beside(folder, "old")?);
    remove(&new)?;
    remove(&old)?;
    for file in files {
        let path = new.join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, &file.text)?;
    }
    if folder.exists() {
        keep_others(folder, &new)?;
        fs::rename(folder, &old)?;
    }
    fs::rename(&new, folder)?;
    remove(&old)?;
    Ok(Written { changed })
}

fn validate(files: &[File]) -> io::Result<()> {
    let invalid = |why: String| io::Error::new(io::ErrorKind::InvalidData, why);
    for file in files {
        let plain =
            |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains('\\');
        if !file.path.split('/').all(plain) {
            return Err(invalid(format!("`{}` leads out of the crate", file.path)));
        }
        if file.path.ends_with(".rs")
            && let Err(error) = syn::parse_file(&file.text)
        {
            return Err(invalid(format!("`{}` is no Rust: {error}", file.path)));
        }
    }
    Ok(())
}

/// `.NAME.new` beside `NAME`: on the same disk, and no member of any workspace.
fn beside(folder: &Path, suffix: &str) -> io::Result<PathBuf> {
    let name = folder.file_name().ok_or_else(|| {
        io::Error::new(io::ErrorKind::InvalidInput, "the output must be a folder with a name")
    })?;
    Ok(folder.with_file_name(format!(".{}.{suffix}", name.to_string_lossy())))
}

fn keep_others(folder: &Path, new: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !OURS.iter().any(|ours| entry.file_name() == **ours) {
            fs::rename(entry.path(), new.join(entry.file_name()))?;
        }
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
