//! Sources on the network: pages by their URLs, and the indexes that list them.
//!
//! ```text
//! URL of a page, of llms-full.txt        that page, and all of the index that it names
//! URL of an llms.txt, or a local one     all pages that it lists on its host
//! ```
//!
//! What was fetched lies in a cache, by its hash, and a lock file beside the project says which
//! hashes a source was made of. As long as both are there, a run opens no socket and gets the
//! same bytes; [`update`] fetches again and says what is different.
//!
//! # Limits
//! Nothing is fetched that the user did not name, a named page does not call its index or an index
//! does not list, and nothing from other hosts than its own unless they are allowed. That holds for redirects too.
//! A page has at most 32 MiB, a source at most 5,000 pages and 512 MiB. Requests are few at a
//! time, end after a while, and are tried again where a server asks for patience.

mod cache;
mod client;
mod index;
mod lock;
mod resolve;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

pub use resolve::{resolve, update};

/// A source that needs the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The URL of a page; where it names its index, all pages of that.
    Page(String),
    /// The URL of an index.
    Index(String),
    /// The file of an index.
    LocalIndex(PathBuf),
}

impl Source {
    /// What the lock file calls it.
    fn name(&self) -> String {
        match self {
            Source::Page(url) | Source::Index(url) => url.clone(),
            Source::LocalIndex(path) => path.to_string_lossy().replace('\\', "/"),
        }
    }
}

/// How to fetch.
pub struct Options<'a> {
    /// The lock file. It need not be there.
    pub lock: PathBuf,
    /// The folder of what was fetched; [`default_cache`] is the user's.
    pub cache: PathBuf,
    /// Other hosts than an index's own that may be asked.
    pub hosts: Vec<String>,
    /// Whether to do without the network, and fail where that is not enough.
    pub offline: bool,
    /// How long a request may take, from first to last byte; [`TIMEOUT`] does for most.
    pub timeout: Duration,
    /// Told of each page.
    pub progress: &'a dyn Progress,
}

/// How long a request may take where nothing else is said.
pub const TIMEOUT: Duration = Duration::from_secs(60);

/// Who is told how far fetching has come.
pub trait Progress: Sync {
    /// So many pages will be fetched.
    fn begin(&self, pages: usize);
    /// One has been.
    fn done(&self, url: &str);
    /// All have been.
    fn end(&self);
}

/// Nobody.
impl Progress for () {
    fn begin(&self, _: usize) {}
    fn done(&self, _: &str) {}
    fn end(&self) {}
}

/// A page that a source consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its URL; of a page that a local index lists beside itself, its path.
    pub name: String,
    /// The file with its bytes.
    pub file: PathBuf,
}

/// What a source consists of, and what is to be said about that.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// The pages, in the order of the index.
    pub pages: Vec<Page>,
    /// What was passed over, and what went wrong.
    pub problems: Vec<Problem>,
}

/// What kind of problem it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A link of an index that was not followed. The source is used without it.
    PassedOver,
    /// A page could not be had.
    Failed,
    /// A page is not what the lock says, and the cache does not have that.
    Changed,
    /// The network would be needed, and is not to be used.
    Offline,
    /// The lock file or the cache cannot be read or written.
    Storage,
}

/// Something that is to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind it is.
    pub kind: Kind,
    /// The URL or file.
    pub about: String,
    /// One sentence.
    pub message: String,
}

impl Problem {
    pub(crate) fn new(kind: Kind, about: impl Into<String>, message: impl Into<String>) -> Problem {
        Problem { kind, about: about.into(), message: message.into() }
    }
}

/// How a page differs from what the lock said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its URL.
    pub url: String,
    /// What it was; `None` for a new page, or where the cache no longer has it.
    pub old: Option<PathBuf>,
    /// What it is; `None` where it is gone.
    pub new: Option<PathBuf>,
    /// Whether the lock knew it.
    pub was_known: bool,
}

/// The cache of this user.
pub fn default_cache() -> PathBuf {
    use etcetera::BaseStrategy;
    match etcetera::choose_base_strategy() {
        Ok(strategy) => strategy.cache_dir().join("specwright"),
        Err(_) => std::env::temp_dir().join("specwright"),
    }
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("lock", &self.lock)
            .field("cache", &self.cache)
            .field("hosts", &self.hosts)
            .field("offline", &self.offline)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
