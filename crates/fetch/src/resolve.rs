//! From the name of a source to the files of its pages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::{fs, thread};

use url::Url;

use crate::cache::{self, Cache};
use crate::client::{Answer, Client, host};
use crate::index::{self, Link};
use crate::lock::{self, Entry, Lock};
use crate::{Change, Kind, Options, Page, Problem, Resolved, Source};

/// How many requests are under way at a time.
const WORKERS: usize = 4;
const MAX_PAGES: usize = 5_000;
const MAX_BYTES: u64 = 512 << 20;

/// Finds the pages of a source, and fetches those that neither lock nor cache have. A source that
/// is complete opens no socket.
pub fn resolve(source: &Source, options: &Options) -> Resolved {
    run(source, options, false).0
}

/// Fetches all pages of a source again, and says which are not what the lock said; the lock is
/// then what they are.
pub fn update(source: &Source, options: &Options) -> (Resolved, Vec<Change>) {
    run(source, options, true)
}

fn run(source: &Source, options: &Options, refresh: bool) -> (Resolved, Vec<Change>) {
    let mut resolved = Resolved::default();
    let mut lock = match Lock::read(&options.lock) {
        Ok(lock) => lock,
        Err(why) => {
            let about = options.lock.display().to_string();
            let message = format!("the lock file does not read: {why}");
            resolved.problems.push(Problem::new(Kind::Storage, about, message));
            return (resolved, Vec::new());
        }
    };
    let key = source.name();
    let known = lock.source.get(&key).cloned().unwrap_or_default();
    let mut session =
        Session { options, refresh, cache: Cache(&options.cache), known, resolved, key: &key };
    let Some(found) = session.source(source) else {
        return (session.resolved, Vec::new());
    };
    let changes = if refresh { session.changes(&found) } else { Vec::new() };
    let mut resolved = session.resolved;
    lock.source.insert(key, found);
    if let Err(error) = lock.write(&options.lock) {
        let about = options.lock.display().to_string();
        let message = format!("the lock file cannot be written: {error}");
        resolved.problems.push(Problem::new(Kind::Storage, about, message));
    }
    (resolved, changes)
}

/// The resolving of one source.
struct Session<'a> {
    options: &'a Options<'a>,
    refresh: bool,
    cache: Cache<'a>,
    /// What the lock says of it.
    known: lock::Source,
    resolved: Resolved,
    key: &'a str,
}

/// A page that an index lists, and where it is.
enum Wanted {
    Url(Url),
    File(PathBuf),
}

impl Session<'_> {
    /// What the lock should say of the source; `None` where it cannot be told.
    fn source(&mut self, source: &Source) -> Option<lock::Source> {
        let mut found = lock::Source::default();
        match source {
            Source::Page(url) => {
                let url = self.parse(url)?;
                self.page(&url, &mut found)?;
                if let Some(index) = self.index_of(&url) {
                    let (text, hash) = self.index(&index)?;
                    found.index = Some(hash);
                    let (mut wanted, client) = self.listed(source, Some(&index), &text)?;
                    wanted.retain(|other| !matches!(other, Wanted::Url(other) if *other == url));
                    self.pages(wanted, &client, &mut found);
                }
            }
            Source::Index(url) => {
                let url = self.parse(url)?;
                let (text, hash) = self.index(&url)?;
                found.index = Some(hash);
                let (wanted, client) = self.listed(source, Some(&url), &text)?;
                self.pages(wanted, &client, &mut found);
            }
            Source::LocalIndex(path) => {
                let (text, hash) = self.local_index(path)?;
                found.index = Some(hash);
                let (wanted, client) = self.listed(source, None, &text)?;
                self.pages(wanted, &client, &mut found);
            }
        }
        Some(found)
    }

    /// The page that was named; it has to be there.
    fn page(&mut self, url: &Url, found: &mut lock::Source) -> Option<()> {
        let client = self.client([host(url)].into());
        self.pages(vec![Wanted::Url(url.clone())], &client, found);
        match found.pages.values().next() {
            Some(Entry::Absent { absent }) => {
                let why = absent.clone();
                self.resolved.problems.clear();
                self.fail(Kind::Failed, why)
            }
            _ => Some(()),
        }
    }

    /// The index that a page names, of its own host or one that is allowed.
    fn index_of(&self, url: &Url) -> Option<Url> {
        let page = self.resolved.pages.first()?;
        let text = String::from_utf8_lossy(&fs::read(&page.file).ok()?).into_owned();
        let index = index::of_page(&text, url)?;
        self.client([host(url)].into()).allows(&index).then_some(index)
    }

    fn parse(&mut self, url: &str) -> Option<Url> {
        match Url::parse(url) {
            Ok(url) => Some(url),
            Err(error) => self.fail(Kind::Failed, format!("it is no URL: {error}")),
        }
    }

    fn fail<T>(&mut self, kind: Kind, message: String) -> Option<T> {
        self.resolved.problems.push(Problem::new(kind, self.key, message));
        None
    }

    fn client(&self, mut hosts: BTreeSet<String>) -> Client {
        hosts.extend(self.options.hosts.iter().map(|host| host.to_ascii_lowercase()));
        Client::new(hosts, self.options.timeout)
    }

    /// The text of an index beside the project, and its hash.
    fn local_index(&mut self, path: &Path) -> Option<(String, String)> {
        match fs::read(path) {
            Ok(bytes) => Some((String::from_utf8_lossy(&bytes).into_owned(), cache::hash(&bytes))),
            Err(error) => self.fail(Kind::Storage, format!("it cannot be read: {error}")),
        }
    }

    /// The text of an index on the network, and its hash.
    fn index(&mut self, url: &Url) -> Option<(String, String)> {
        let locked = self.known.index.clone().filter(|_| !self.refresh);
        let cached = locked.as_ref().and_then(|hash| fs::read(self.cache.get(hash)?).ok());
        let bytes = match cached {
            Some(bytes) => bytes,
            None if self.options.offline => {
                return self.fail(Kind::Offline, "it is not in the cache".to_owned());
            }
            None => match self.client([host(url)].into()).get(url) {
                Answer::Bytes(bytes) => bytes,
                Answer::Absent(why) | Answer::Failed(why) => return self.fail(Kind::Failed, why),
            },
        };
        match self.cache.put(&bytes) {
            Err(error) => self.fail(Kind::Storage, format!("the cache cannot be written: {error}")),
            Ok((hash, _)) if locked.is_some_and(|locked| locked != hash) => {
                self.fail(Kind::Changed, "it is not what the lock file says".to_owned())
            }
            Ok((hash, _)) => Some((String::from_utf8_lossy(&bytes).into_owned(), hash)),
        }
    }

    /// The pages that an index lists and that are allowed, and a client for them.
    fn listed(
        &mut self,
        source: &Source,
        url: Option<&Url>,
        text: &str,
    ) -> Option<(Vec<Wanted>, Client)> {
        let links = index::links(text, url);
        if links.len() > MAX_PAGES {
            let message = format!("it lists {} pages; at most {MAX_PAGES} are taken", links.len());
            return self.fail(Kind::Failed, message);
        }
        let own = url.map(host).or_else(|| usual_host(&links));
        let client = self.client(own.into_iter().collect());
        let mut passed: BTreeMap<String, usize> = BTreeMap::new();
        let mut wanted = Vec::new();
        for link in links {
            match link {
                Link::Url(url) if client.allows(&url) => wanted.push(Wanted::Url(url)),
                Link::Url(url) => *passed.entry(host(&url)).or_default() += 1,
                Link::File(name) => match beside(source, &name) {
                    Some(path) => wanted.push(Wanted::File(path)),
                    None => {
                        let message = "the index lists it, and it is not beside it".to_owned();
                        self.resolved.problems.push(Problem::new(Kind::PassedOver, name, message));
                    }
                },
            }
        }
        for (host, count) in passed {
            let links = if count == 1 { "1 link" } else { &format!("{count} links") };
            let message = format!("{links} to {host} are not followed; `--allow-host {host}` does");
            self.resolved.problems.push(Problem::new(Kind::PassedOver, self.key, message));
        }
        Some((wanted, client))
    }

    /// Finds or fetches pages, and notes them for the lock.
    fn pages(&mut self, wanted: Vec<Wanted>, client: &Client, found: &mut lock::Source) {
        let mut missing = Vec::new();
        for page in &wanted {
            let Wanted::Url(url) = page else { continue };
            match self.known.pages.get(url.as_str()) {
                Some(Entry::Hash(hash)) if !self.refresh && self.cache.get(hash).is_some() => {}
                Some(Entry::Absent { .. }) if !self.refresh => {}
                _ => missing.push(url),
            }
        }
        let fetched = match self.options.offline && !missing.is_empty() {
            true => {
                for url in &missing {
                    let message = "it is not in the cache".to_owned();
                    self.resolved.problems.push(Problem::new(Kind::Offline, url.as_str(), message));
                }
                BTreeMap::new()
            }
            false => self.fetch(&missing, client),
        };
        for page in wanted {
            let url = match page {
                Wanted::File(file) => {
                    let name = file.display().to_string();
                    self.resolved.pages.push(Page { name, file });
                    continue;
                }
                Wanted::Url(url) => url.to_string(),
            };
            let entry = match fetched.get(&url) {
                Some(answer) => self.took(&url, answer),
                None => self.known.pages.get(&url).cloned(),
            };
            match &entry {
                Some(Entry::Hash(hash)) => {
                    // What is changed upstream is not in the cache as it was.
                    if let Some(file) = self.cache.get(hash) {
                        self.resolved.pages.push(Page { name: url.clone(), file });
                    }
                }
                Some(Entry::Absent { absent }) => {
                    let message = format!("it is passed over: {absent}");
                    self.resolved.problems.push(Problem::new(
                        Kind::PassedOver,
                        url.clone(),
                        message,
                    ));
                }
                None => {}
            }
            found.pages.extend(entry.map(|entry| (url, entry)));
        }
    }

    /// What the lock should say of a page that was asked for.
    fn took(&mut self, url: &str, answer: &Answer) -> Option<Entry> {
        let known = self.known.pages.get(url).cloned();
        let mut problem = |kind, message| {
            self.resolved.problems.push(Problem::new(kind, url, message));
        };
        match answer {
            Answer::Failed(why) => {
                problem(Kind::Failed, why.clone());
                known
            }
            Answer::Absent(why) => match known {
                Some(Entry::Hash(hash)) if !self.refresh => {
                    problem(Kind::Changed, format!("it is in the lock file, but {why}"));
                    Some(Entry::Hash(hash))
                }
                _ => Some(Entry::Absent { absent: why.clone() }),
            },
            Answer::Bytes(bytes) => match self.cache.put(bytes) {
                Err(error) => {
                    problem(Kind::Storage, format!("the cache cannot be written: {error}"));
                    known
                }
                Ok((hash, _)) => match known {
                    Some(Entry::Hash(locked)) if !self.refresh && locked != hash => {
                        problem(Kind::Changed, "it is not what the lock file says".to_owned());
                        Some(Entry::Hash(locked))
                    }
                    _ => Some(Entry::Hash(hash)),
                },
            },
        }
    }

    /// Asks for pages, a few at a time.
    fn fetch(&self, urls: &[&Url], client: &Client) -> BTreeMap<String, Answer> {
        if urls.is_empty() {
            return BTreeMap::new();
        }
        let progress = self.options.progress;
        progress.begin(urls.len());
        let (next, total) = (AtomicUsize::new(0), AtomicU64::new(0));
        let answers = Mutex::new(BTreeMap::new());
        thread::scope(|scope| {
            for _ in 0..WORKERS.min(urls.len()) {
                scope.spawn(|| {
                    while let Some(url) = urls.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let answer = match total.load(Ordering::Relaxed) > MAX_BYTES {
                            true => Answer::Failed(format!(
                                "the source is larger than {} MiB",
                                MAX_BYTES >> 20
                            )),
                            false => client.get(url),
                        };
                        if let Answer::Bytes(bytes) = &answer {
                            total.fetch_add(bytes.len() as u64, Ordering::Relaxed);
                        }
                        progress.done(url.as_str());
                        if let Ok(mut answers) = answers.lock() {
                            answers.insert(url.to_string(), answer);
                        }
                    }
                });
            }
        });
        progress.end();
        answers.into_inner().unwrap_or_default()
    }

    /// How pages differ from what the lock said of them.
    fn changes(&self, found: &lock::Source) -> Vec<Change> {
        let file = |entry: Option<&Entry>| match entry {
            Some(Entry::Hash(hash)) => self.cache.get(hash),
            _ => None,
        };
        let mut urls: BTreeSet<&String> = self.known.pages.keys().collect();
        urls.extend(found.pages.keys());
        let changed = urls.into_iter().filter_map(|url| {
            let (old, new) = (self.known.pages.get(url), found.pages.get(url));
            (old != new).then(|| Change {
                url: url.clone(),
                old: file(old),
                new: file(new),
                was_known: old.is_some(),
            })
        });
        changed.collect()
    }
}

/// The host that a local index is about: the one that most of its links lead to, the first of
/// several.
fn usual_host(links: &[Link]) -> Option<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for link in links {
        let Link::Url(url) = link else { continue };
        let host = host(url);
        match counts.iter_mut().find(|(known, _)| *known == host) {
            Some((_, count)) => *count += 1,
            None => counts.push((host, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(host, _)| host)
}

/// A file that a local index lists; it must lie below the index's folder.
fn beside(index: &Source, name: &str) -> Option<PathBuf> {
    let Source::LocalIndex(index) = index else { return None };
    let name = Path::new(name.trim_start_matches('/'));
    let inside =
        name.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let path = index.parent().unwrap_or(Path::new("")).join(name);
    (inside && path.is_file() && !path.is_symlink()).then_some(path)
}
