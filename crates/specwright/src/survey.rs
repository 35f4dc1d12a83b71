//! What sources hold: their documents, grouped into APIs.
//!
//! Sources that are named one by one are one API. A folder may hold several: there, documents
//! belong together when their pages name the same file of the same host, else when they have the
//! same title and servers; schemas alone, which have none, by their title. Pages of tables that
//! name no server belong together when a page of schemas lies beside them and is linked to. Pages
//! without an API are passed over where others have one.

mod named;
mod shared;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use specwright_diagnostics::{Diagnostic, Diagnostics, DocumentId, Place, Sources};
use specwright_rust::crate_name_fault;
use specwright_source::{Entry, Format, Group};

use crate::files::{self, Files, Source};
use crate::{Settings, codes};
use named::Named;
use shared::Shared;

/// What a reader says of a file in which there is no API.
const ABSENT: [&str; 3] = [
    specwright_source::codes::NO_API.name,
    specwright_source::codes::UNSUPPORTED_FORMAT.name,
    specwright_source::codes::EMPTY_INPUT.name,
];

/// The documents of all sources.
#[derive(Debug)]
pub(crate) struct Survey {
    pub(crate) sources: Sources,
    pub(crate) files: Files,
    /// What concerns no API in particular.
    pub(crate) diagnostics: Diagnostics,
    /// Why pages were passed over.
    pub(crate) passed_over: Diagnostics,
    /// In the order of their first documents.
    pub(crate) apis: Vec<Found>,
}

/// An API among the sources.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// What it can be called by: its own name, then its title and its file.
    pub(crate) names: Vec<String>,
    pub(crate) roots: Vec<DocumentId>,
    /// What was said when its documents were read.
    pub(crate) diagnostics: Diagnostics,
}

impl Survey {
    /// Reads the sources.
    pub(crate) fn new(settings: &Settings) -> Survey {
        let mut survey = Survey {
            sources: Sources::default(),
            files: Files::new(settings.root.as_deref()),
            diagnostics: Diagnostics::default(),
            passed_over: Diagnostics::default(),
            apis: Vec::new(),
        };
        let paths = &settings.sources[..];
        let several = settings.api.is_some()
            || settings.fetched.are_several()
            || paths.iter().any(|path| files::is_collection(path));
        let (mut read, mut absent) = (Vec::new(), Vec::new());
        let mut known = BTreeSet::new();
        survey.diagnostics.extend(settings.fetched.diagnostics.clone());
        for source in files::expand(paths, &settings.fetched, &mut survey.diagnostics) {
            known.extend(files::local(&source));
            survey.file(source, &mut read, &mut absent);
        }
        let folders: Vec<PathBuf> = paths.iter().filter(|path| path.is_dir()).cloned().collect();
        let named = Named::of(&absent, &folders, &known);
        for source in named.hidden.values().cloned() {
            survey.file(source, &mut read, &mut absent);
        }
        let missed = named.missed(&read);
        survey.files.depend_on(named.asked);
        survey.share(&mut read, &mut absent);
        survey.passed_over.extend(absent.into_iter().flat_map(|absent| absent.diagnostics));
        // The order of pages says nothing, that of documents does.
        read.sort_by(|one, other| one.page().cmp(&other.page()));
        let beside: Vec<Diagnostic> = read.iter_mut().flat_map(Read::take_absent).collect();
        survey.group(read, several);
        let pages_alone = several || paths.len() > 1;
        if !survey.apis.is_empty() {
            survey.diagnostics.extend(missed);
        }
        if survey.apis.is_empty() || !pages_alone {
            let absent = std::mem::take(&mut survey.passed_over);
            survey.diagnostics.extend(absent);
        }
        survey.passed_over.extend(beside);
        if survey.apis.is_empty() && !survey.diagnostics.has_errors() {
            let message = "none of the sources holds an API";
            let fault = Diagnostic::new(&codes::NO_SOURCES, Place::Nowhere, message);
            survey.diagnostics.push(fault);
        }
        survey
    }

    /// Reads a file, as one with documents or one in which there is no API.
    fn file(&mut self, source: Source, read: &mut Vec<Read>, absent: &mut Vec<Absent>) {
        let Some(input) = files::input(&source, &mut self.diagnostics) else { return };
        let mut diagnostics = Diagnostics::default();
        let entries = specwright_source::read(&mut self.sources, input, &mut diagnostics);
        self.note(&source, &entries);
        if !entries.is_empty() {
            read.push(Read { source, entries, diagnostics });
        } else if diagnostics.iter().any(is_absent) {
            absent.push(Absent { source, diagnostics });
        } else {
            self.diagnostics.extend(diagnostics);
        }
    }

    fn note(&mut self, source: &Source, entries: &[Entry]) {
        let documents: Vec<DocumentId> = entries.iter().map(|entry| entry.document).collect();
        self.files.note(source, &documents);
    }

    /// Reads pages of tables again where there are pages of schemas that they may link to. Those
    /// that they do link to are no longer absent.
    fn share(&mut self, read: &mut [Read], absent: &mut Vec<Absent>) {
        let mut shared = Shared::default();
        let mut of_tables: Vec<&mut Read> = read.iter_mut().filter(|r| r.is_of_tables()).collect();
        if !of_tables.is_empty() {
            absent.iter().for_each(|page| shared.add(&mut self.sources, &page.source));
        }
        if shared.is_empty() {
            return;
        }
        for read in &mut of_tables {
            let Some(path) = files::local(&read.source) else { continue };
            let Some(input) = files::input(&read.source, &mut self.diagnostics) else { continue };
            let beside = shared.beside(path);
            read.diagnostics = Diagnostics::default();
            let (sources, diagnostics) = (&mut self.sources, &mut read.diagnostics);
            read.entries = specwright_source::read_beside(sources, input, &beside, diagnostics);
            self.note(&read.source, &read.entries);
        }
        for read in of_tables {
            let Some(path) = files::local(&read.source) else { continue };
            let Some(home) = shared.home(&path) else { continue };
            read.diagnostics.extend(std::mem::take(&mut home.diagnostics));
            read.entries.iter_mut().for_each(|entry| settle(entry, &home.page));
        }
        absent.retain(|page| {
            let path = files::local(&page.source);
            let Some(used) = path.and_then(|path| shared.used(&path)) else { return true };
            self.files.note(&page.source, &[used.document]);
            self.diagnostics.extend(std::mem::take(&mut used.diagnostics));
            false
        });
    }

    /// Puts documents of one API together.
    fn group(&mut self, read: Vec<Read>, several: bool) {
        let homes = Homes::of(&self.sources, &read);
        let mut groups: Vec<Group> = Vec::new();
        let mut known: BTreeMap<Group, usize> = BTreeMap::new();
        for file in read {
            let mut said = Some(file.diagnostics);
            for entry in file.entries {
                let group = homes.find(&self.sources, entry.document, entry.group);
                let index = *known.entry(group.clone()).or_insert_with(|| {
                    groups.push(group);
                    groups.len() - 1
                });
                let index = if several { index } else { 0 };
                if self.apis.len() <= index {
                    self.apis.push(Found::default());
                }
                let api = &mut self.apis[index];
                api.roots.push(entry.document);
                api.diagnostics.extend(said.take().unwrap_or_default());
            }
        }
        let mut taken = BTreeSet::new();
        for (api, group) in self.apis.iter_mut().zip(&groups) {
            api.names = names(&self.sources, api.roots[0], group);
            let base = api.names[0].clone();
            let numbered = (2..).map(|number| format!("{base}-{number}"));
            let free = std::iter::once(base.clone()).chain(numbered);
            // The numbers do not end.
            api.names[0] = free.into_iter().find(|name| taken.insert(name.clone())).unwrap_or(base);
        }
    }
}

/// A file with documents.
struct Read {
    source: Source,
    entries: Vec<Entry>,
    diagnostics: Diagnostics,
}

impl Read {
    /// The file's name, if it is a page.
    fn page(&self) -> Option<&str> {
        let is_page = self.entries.iter().any(|entry| entry.format != Format::OpenApi);
        is_page.then_some(self.source.name.as_str())
    }

    /// What was said of pages without an API that are in one file with others.
    fn take_absent(&mut self) -> Vec<Diagnostic> {
        let said = std::mem::take(&mut self.diagnostics).into_iter();
        let (absent, rest) = said.partition::<Vec<_>, _>(is_absent);
        self.diagnostics.extend(rest);
        absent
    }

    fn is_of_tables(&self) -> bool {
        let of_tables = [Format::Widdershins, Format::Apifox];
        self.entries.iter().any(|entry| of_tables.contains(&entry.format))
    }
}

/// Whether this says that there is no API.
fn is_absent(said: &Diagnostic) -> bool {
    ABSENT.contains(&said.code.name)
}

/// A file in which there is no API, and what was said of it.
struct Absent {
    source: Source,
    diagnostics: Diagnostics,
}

/// A document without servers is of the API whose schemas lie beside it.
fn settle(entry: &mut Entry, home: &str) {
    if let Group::Title { servers, .. } = &entry.group
        && servers.is_empty()
    {
        entry.group = Group::File { host: None, file: home.to_owned() };
    }
}

/// What documents belong to that do not say all of it.
#[derive(Default)]
struct Homes {
    /// The hosts whose pages name a file.
    hosts: BTreeMap<String, BTreeSet<String>>,
    /// The servers of the APIs of a title.
    servers: BTreeMap<String, BTreeSet<Vec<String>>>,
    /// The titles of the APIs at servers.
    titles: BTreeMap<Vec<String>, BTreeSet<String>>,
}

impl Homes {
    fn of(sources: &Sources, read: &[Read]) -> Homes {
        let mut homes = Homes::default();
        for entry in read.iter().flat_map(|file| &file.entries) {
            match &entry.group {
                Group::File { host: Some(host), file } => {
                    homes.hosts.entry(file.clone()).or_default().insert(host.clone());
                }
                Group::Title { title, servers } if has_operations(sources, entry.document) => {
                    homes.servers.entry(title.clone()).or_default().insert(servers.clone());
                    if !title.is_empty() {
                        homes.titles.entry(servers.clone()).or_default().insert(title.clone());
                    }
                }
                _ => {}
            }
        }
        homes
    }

    /// A page that does not say its host is of the one whose pages name the same file; schemas
    /// without servers are of the API that has their title, and what has no title is of the API at
    /// the same servers. Where there are several, of neither.
    fn find(&self, sources: &Sources, document: DocumentId, group: Group) -> Group {
        match group {
            Group::File { host: None, file } => {
                Group::File { host: only(self.hosts.get(&file)).cloned(), file }
            }
            Group::Title { title, servers }
                if servers.is_empty() && !has_operations(sources, document) =>
            {
                let servers = only(self.servers.get(&title)).cloned().unwrap_or_default();
                Group::Title { title, servers }
            }
            Group::Title { title, servers } if title.is_empty() && !servers.is_empty() => {
                let title = only(self.titles.get(&servers)).cloned().unwrap_or_default();
                Group::Title { title, servers }
            }
            group => group,
        }
    }
}

fn only<T: Ord>(set: Option<&BTreeSet<T>>) -> Option<&T> {
    set.filter(|set| set.len() == 1)?.first()
}

fn has_operations(sources: &Sources, document: DocumentId) -> bool {
    let tree = sources.tree(document);
    let sections = ["paths", "webhooks"].into_iter().filter_map(|key| tree.get(key)?.as_object());
    sections.into_iter().any(|section| !section.is_empty())
}

/// Names of files that say nothing about what is in them.
const GENERIC: [&str; 5] = ["api", "api-docs", "openapi", "spec", "swagger"];

/// What an API can be called by; the first is fit to be the name of a crate.
fn names(sources: &Sources, root: DocumentId, group: &Group) -> Vec<String> {
    let title = sources.tree(root).get("info").and_then(|info| info.get("title"));
    let title = title.and_then(|title| title.as_str()).unwrap_or_default();
    let title = match group {
        Group::Title { title: shared, .. } if title.is_empty() => shared,
        _ => title,
    };
    let (file, host) = match group {
        Group::File { file, host } => (file.as_str(), host.as_deref().unwrap_or_default()),
        Group::Title { servers, .. } => ("", servers.first().map_or("", String::as_str)),
    };
    let stem = file.rsplit('/').next().unwrap_or_default();
    let stem = stem.split_once('.').map_or(stem, |(stem, _)| stem);
    let slugs = match slug(stem) {
        stem if GENERIC.contains(&stem.as_str()) => [slug(title), stem, slug(host)],
        stem => [stem, slug(title), slug(host)],
    };
    let name = slugs.into_iter().find(|slug| !slug.is_empty()).unwrap_or_else(|| "api".to_owned());
    let others = [title, file].into_iter().filter(|name| !name.is_empty()).map(str::to_owned);
    std::iter::once(name).chain(others).collect()
}

/// A text as the name of a crate: ASCII letters and digits, `-` for all between them.
fn slug(text: &str) -> String {
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() == 48 {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    match slug.chars().next() {
        Some(first) if first.is_ascii_digit() => format!("api-{slug}"),
        Some(_) if crate_name_fault(slug).is_some() => format!("{slug}-api"),
        _ => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_a_name_for_a_crate() {
        assert_eq!(slug("Pets & Owners (v2)"), "pets-owners-v2");
        assert_eq!(slug("https://api.pets.test/v1"), "api-pets-test-v1");
        assert_eq!(slug("3D models"), "api-3d-models");
        assert_eq!(slug("Loop"), "loop-api");
        assert_eq!(slug("用户"), "");
        assert!(slug(&"long ".repeat(40)).len() <= 48);
    }
}
