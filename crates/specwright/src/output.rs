//! The one place where anything is written to the disk.
//!
//! Only files that differ are touched. The new ones are first written whole to a folder inside
//! the crate's, and then put in their places one by one: a disk that is full changes nothing,
//! and a run that is cut off leaves no file in part. The next run sees what is missing.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use specwright_rust::File;

/// The folders and files of a crate that are ours; others beside them (`target`, `Cargo.lock`)
/// are never touched.
const OURS: &[&str] = &["src", "examples", "tests", "Cargo.toml", "README.md"];

/// Where new files stand until all of them are written. It is inside the crate's folder to be on
/// the same disk, and no member of a workspace that takes all folders beside the crate's.
const STAGE: &str = ".specwright";

/// What a write changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// How many files are new or different.
    pub changed: usize,
    /// How many were there that are none of the crate's any more.
    pub removed: usize,
}

impl Written {
    /// What would be written.
    pub fn of(changes: &[Change]) -> Written {
        let removed = changes.iter().filter(|change| change.removed).count();
        Written { changed: changes.len() - removed, removed }
    }
}

/// A file that is not as it would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: PathBuf,
    /// What stands there and should not (`-`), and what should (`+`).
    pub diff: String,
    /// Whether it should not be there at all.
    pub removed: bool,
}

/// How a folder differs from the files of a crate.
///
/// # Errors
/// A file is there and cannot be read.
pub fn compare(folder: &Path, files: &[File]) -> io::Result<Vec<Change>> {
    let stale = stale(folder, files)?;
    Ok(stale.iter().map(|(path, old, new)| change(path, old, *new)).collect())
}

/// A file that is not as it should be: what it holds, and what it should; `None` if it should not be there.
type Stale<'a> = (PathBuf, Vec<u8>, Option<&'a str>);

/// The files that are not as they should be.
fn stale<'a>(folder: &Path, files: &'a [File]) -> io::Result<Vec<Stale<'a>>> {
    if is_missing(folder) {
        let new = |file: &'a File| (folder.join(&file.path), Vec::new(), Some(&file.text[..]));
        return Ok(files.iter().map(new).collect());
    }
    let mut stale = Vec::new();
    let mut expected = BTreeSet::new();
    let mut last: Option<(PathBuf, bool)> = None;
    for file in files {
        let path = folder.join(&file.path);
        // Below a link nothing is ours.
        let inside = match (&last, path.parent()) {
            (Some((parent, inside)), Some(same)) if parent == same => *inside,
            _ => within(&path, folder).all(is_folder) && is_folder(folder),
        };
        last = path.parent().map(|parent| (parent.to_owned(), inside));
        let old = if inside { read(&path)? } else { None };
        if old.as_deref() != Some(file.text.as_bytes()) {
            stale.push((path.clone(), old.unwrap_or_default(), Some(&file.text[..])));
        }
        expected.insert(path);
    }
    for path in existing(folder)? {
        if !expected.contains(&path) {
            let old = read(&path)?.unwrap_or_default();
            stale.push((path, old, None));
        }
    }
    Ok(stale)
}

/// What a file holds; nothing where there is none, or a folder in its place.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound};
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), NotFound | IsADirectory | NotADirectory) => Ok(None),
        Err(error) => Err(at(path, error)),
    }
}

fn change(path: &Path, old: &[u8], new: Option<&str>) -> Change {
    let shown = path.display().to_string();
    let (is, will_be) =
        (format!("{shown} (as it is)"), format!("{shown} (as it would be written)"));
    let diff = match str::from_utf8(old) {
        Ok(old) => TextDiff::from_lines(old, new.unwrap_or_default())
            .unified_diff()
            .context_radius(3)
            .header(&is, &will_be)
            .to_string(),
        Err(_) => format!("--- {is}\n+++ {will_be}\nwhat is there is no text\n"),
    };
    Change { path: path.to_owned(), diff, removed: new.is_none() }
}

/// Our files in a folder.
pub(crate) fn existing(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for name in OURS {
        let path = folder.join(name);
        if is_folder(&path) {
            collect(&path, &mut files)?;
        } else if path.symlink_metadata().is_ok() {
            files.push(path);
        }
    }
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder).map_err(|error| at(folder, error))? {
        let path = entry.map_err(|error| at(folder, error))?.path();
        if is_folder(&path) { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

fn is_missing(path: &Path) -> bool {
    path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// Links are not followed: what they lead to is not ours.
fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}

/// Writes a crate to a folder, unless it is there as it should be.
///
/// # Errors
/// A path of a file leads out of the folder, or the disk refuses.
pub fn write(folder: &Path, files: &[File]) -> io::Result<Written> {
    let stage = folder.join(STAGE);
    let changes = stale(folder, files)?;
    if changes.is_empty() {
        // A run that was cut off at its very end may have left it.
        remove(&stage)?;
        return Ok(Written::default());
    }
    stay_inside(files)?;
    if !folder.is_dir() {
        remove(folder)?;
    }
    remove(&stage)?;
    let mut stale: BTreeSet<&Path> = changes.iter().map(|(path, ..)| path.as_path()).collect();
    let mut ready = None;
    for file in files {
        if !stale.remove(folder.join(&file.path).as_path()) {
            continue;
        }
        let staged = stage.join(&file.path);
        let above = staged.parent().map(Path::to_owned);
        if let Some(above) = above.filter(|above| ready.as_ref() != Some(above)) {
            fs::create_dir_all(&above).map_err(|error| at(&above, error))?;
            ready = Some(above);
        }
        fs::write(&staged, &file.text).map_err(|error| at(&staged, error))?;
    }
    let removed = stale.len();
    for path in stale {
        remove(path)?;
        remove_empty(path, folder);
    }
    if ready.is_some() {
        put_all(&stage, folder)?;
    }
    remove(&stage)?;
    Ok(Written { changed: changes.len() - removed, removed })
}

/// Puts all that a folder of the stage holds in its place.
fn put_all(staged: &Path, folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(staged).map_err(|error| at(staged, error))? {
        let entry = entry.map_err(|error| at(staged, error))?;
        put(&entry.path(), &folder.join(entry.file_name()))?;
    }
    Ok(())
}

/// Puts a file in its place, whatever stands there; a folder that is new with all in it.
fn put(staged: &Path, path: &Path) -> io::Result<()> {
    match (is_folder(staged), is_folder(path)) {
        (true, true) => return put_all(staged, path),
        (false, false) => {}
        _ => remove(path)?,
    }
    fs::rename(staged, path).map_err(|error| at(path, error))
}

/// Removes the folders that a file was the last in.
fn remove_empty(path: &Path, folder: &Path) {
    // One that is not empty stays, and so does all above it.
    let _ = within(path, folder).try_for_each(fs::remove_dir);
}

/// The folders between a file and the crate's, the nearest first.
fn within<'a>(path: &'a Path, folder: &'a Path) -> impl Iterator<Item = &'a Path> {
    path.ancestors().skip(1).take_while(move |above| *above != folder)
}

fn stay_inside(files: &[File]) -> io::Result<()> {
    let plain =
        |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains('\\');
    match files.iter().find(|file| !file.path.split('/').all(plain)) {
        Some(file) => {
            let why = format!("`{}` leads out of the crate", file.path);
            Err(io::Error::new(io::ErrorKind::InvalidData, why))
        }
        None => Ok(()),
    }
}

/// Removes a file, a link or a folder with all in it.
fn remove(path: &Path) -> io::Result<()> {
    let removed = if is_folder(path) { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Ok(()),
            _ => Err(at(path, error)),
        },
        Ok(()) => Ok(()),
    }
}

/// The error with the path it is about, which the system's own text lacks.
fn at(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
