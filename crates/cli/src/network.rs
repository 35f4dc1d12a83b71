//! Sources on the network, as the command line has them.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};
use specwright::diagnostics::Sources as Documents;
use specwright::online::{self, Options, Progress, TIMEOUT, What, default_cache};
use specwright::{Settings, count};

use crate::arguments::{Network, Update};
use crate::commands::show;
use crate::terminal::line;

/// A bar on the terminal; none where there is no terminal.
#[derive(Default)]
struct Bar(Mutex<Option<ProgressBar>>);

impl Bar {
    fn with(&self, act: impl FnOnce(&mut Option<ProgressBar>)) {
        if let Ok(mut bar) = self.0.lock() {
            act(&mut bar);
        }
    }
}

impl Progress for Bar {
    fn begin(&self, pages: usize) {
        let style = ProgressStyle::with_template("fetching {bar:30} {pos}/{len} {wide_msg}");
        let bar = ProgressBar::new(pages as u64);
        self.with(|current| *current = Some(style.map_or(bar.clone(), |s| bar.with_style(s))));
    }

    fn done(&self, url: &str) {
        self.with(|bar| {
            if let Some(bar) = bar {
                bar.set_message(url.to_owned());
                bar.inc(1);
            }
        });
    }

    fn end(&self) {
        self.with(|bar| {
            if let Some(bar) = bar.take() {
                bar.finish_and_clear();
            }
        });
    }
}

impl Network {
    /// Where fetched pages are kept, and the receipts of runs.
    pub(crate) fn cache(&self) -> PathBuf {
        self.cache.clone().unwrap_or_else(default_cache)
    }

    fn options<'a>(&self, bar: &'a Bar, settings: &Settings) -> Options<'a> {
        Options {
            lock: self.lock.clone(),
            cache: self.cache(),
            hosts: settings.hosts.clone(),
            offline: self.offline,
            timeout: TIMEOUT,
            progress: bar,
        }
    }

    /// Fetches what the sources need. Of sources that are files there is nothing to fetch.
    pub(crate) fn fetch(&self, settings: &mut Settings) {
        settings.hosts.extend(self.allow_host.iter().cloned());
        let bar = Bar::default();
        let options = self.options(&bar, settings);
        online::fetch(settings, &options);
    }
}

pub(crate) fn update(arguments: &Update) -> ExitCode {
    let mut settings = Settings {
        sources: arguments.sources.clone(),
        hosts: arguments.network.allow_host.clone(),
        ..Settings::default()
    };
    let bar = Bar::default();
    let options = arguments.network.options(&bar, &settings);
    let changes = online::update(&mut settings, &options);
    // What the readers say of the pages is for `check`.
    let fetched = settings.fetched.diagnostics().clone();
    show(&Documents::default(), &fetched);
    for change in &changes {
        let lines = |mark: char| {
            let header = |line: &&str| line.starts_with("+++") || line.starts_with("---");
            let lines = change.diff.lines().filter(|line| !header(line));
            lines.filter(|line| line.starts_with(mark)).count()
        };
        let what = match change.what {
            What::Added => "added",
            What::Removed => "removed",
            What::Changed => "changed",
        };
        line(&format!("{what:<8} {} (+{} -{})", change.url, lines('+'), lines('-')));
        if arguments.diff {
            line(&change.diff);
        }
    }
    line(&format!("{} changed", count(changes.len(), "page")));
    if fetched.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
