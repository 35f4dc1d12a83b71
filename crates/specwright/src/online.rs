//! Sources on the network: fetched before a run, which itself only reads files.

use std::path::PathBuf;

use similar::TextDiff;
use specwright_diagnostics::{Code, Diagnostic, Place};
use specwright_fetch::{Kind, Problem, Resolved};
pub use specwright_fetch::{Options, Progress, TIMEOUT, default_cache};

use crate::files::{Source, is_index, is_url};
use crate::{Settings, codes};

/// A page that is no longer what the lock file said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// Its URL.
    pub url: String,
    /// What has become of it.
    pub what: What,
    /// What stood there (`-`), and what stands there now (`+`).
    pub diff: String,
}

/// What has become of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It is new.
    Added,
    /// It is gone, or no longer listed.
    Removed,
    /// It is another.
    Changed,
}

/// Fetches what the sources need and the cache does not have, and notes in the settings where it
/// lies; what went wrong comes up among the diagnostics of the run. Without a source on the
/// network nothing happens at all.
pub fn fetch(settings: &mut Settings, options: &Options) {
    for source in online(settings) {
        let resolved = specwright_fetch::resolve(&source.1, options);
        note(settings, source.0, resolved);
    }
}

/// Fetches all pages again; gives those that are not what the lock file said, which then says
/// what they are.
pub fn update(settings: &mut Settings, options: &Options) -> Vec<Upstream> {
    let mut all = Vec::new();
    for source in online(settings) {
        let (resolved, changes) = specwright_fetch::update(&source.1, options);
        note(settings, source.0, resolved);
        all.extend(changes.into_iter().map(upstream));
    }
    all
}

fn online(settings: &Settings) -> Vec<(PathBuf, specwright_fetch::Source)> {
    use specwright_fetch::Source::{Index, LocalIndex, Page};
    let online = settings.sources.iter().filter_map(|path| {
        let text = || path.to_string_lossy().into_owned();
        let source = match (is_url(path), is_index(path)) {
            (true, true) => Index(text()),
            (true, false) => Page(text()),
            (false, true) => LocalIndex(path.clone()),
            (false, false) => return None,
        };
        Some((path.clone(), source))
    });
    online.collect()
}

fn note(settings: &mut Settings, source: PathBuf, resolved: Resolved) {
    let pages = resolved.pages.into_iter();
    let pages = pages.map(|page| Source { name: page.name, path: page.file }).collect();
    settings.fetched.pages.insert(source, pages);
    settings.fetched.diagnostics.extend(resolved.problems.into_iter().map(describe));
}

fn describe(problem: Problem) -> Diagnostic {
    let (code, help): (&'static Code, _) = match problem.kind {
        Kind::PassedOver => (&codes::LINK_PASSED_OVER, None),
        Kind::Failed => (&codes::NOT_FETCHED, None),
        Kind::Offline => (&codes::NOT_FETCHED, Some("run once without `--offline`")),
        Kind::Changed => {
            (&codes::CHANGED_UPSTREAM, Some("`specwright update` shows what is different"))
        }
        Kind::Storage => (&codes::LOCK_FILE, None),
    };
    let diagnostic = Diagnostic::new(code, Place::File(problem.about), problem.message);
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

fn upstream(change: specwright_fetch::Change) -> Upstream {
    let text = |file: &Option<PathBuf>| {
        let bytes = file.as_ref().and_then(|file| std::fs::read(file).ok()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let what = match (change.was_known, &change.new) {
        (_, None) => What::Removed,
        (false, Some(_)) => What::Added,
        (true, Some(_)) => What::Changed,
    };
    let (old, new) = (text(&change.old), text(&change.new));
    let diff = TextDiff::from_lines(&old, &new).unified_diff().context_radius(2).to_string();
    Upstream { url: change.url, what, diff }
}
