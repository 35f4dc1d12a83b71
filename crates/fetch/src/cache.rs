//! The cache: files named by the hash of what they hold.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest, Sha256};

/// The hash of some bytes, in hexadecimal.
pub(crate) fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A folder of such files.
pub(crate) struct Cache<'a>(pub &'a Path);

impl Cache<'_> {
    /// The file with this hash, if it is there and whole.
    pub(crate) fn get(&self, hash: &str) -> Option<PathBuf> {
        let path = self.path(hash)?;
        let bytes = fs::read(&path).ok()?;
        (self::hash(&bytes) == hash).then_some(path)
    }

    /// Keeps some bytes; gives their file.
    pub(crate) fn put(&self, bytes: &[u8]) -> io::Result<(String, PathBuf)> {
        let hash = hash(bytes);
        if let Some(path) = self.get(&hash) {
            return Ok((hash, path));
        }
        // A hash of ours is hexadecimal.
        let path = self.path(&hash).unwrap_or_else(|| self.0.join(&hash));
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        write(&path, bytes)?;
        Ok((hash, path))
    }

    /// Where a file of this hash lies. A lock file is text that anybody may have written: what
    /// is no hash is no path.
    fn path(&self, hash: &str) -> Option<PathBuf> {
        let sound = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        sound.then(|| self.0.join(&hash[..2]).join(&hash[2..]))
    }
}

/// Writes a file whole or not at all.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}", std::process::id()));
    let beside = path.with_file_name(name);
    fs::write(&beside, bytes)?;
    fs::rename(&beside, path).inspect_err(|_| drop(fs::remove_file(&beside)))
}
