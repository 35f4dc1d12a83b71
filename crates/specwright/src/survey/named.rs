//! Files that pages name for their operations, and leave the description to. Sites keep some where a
//! folder hides them, so those are read too; what is not there is missed aloud.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use specwright_diagnostics::{Diagnostic, Diagnostics, Place};
use specwright_source::Format;

use super::{Absent, Read};
use crate::codes;
use crate::files::{self, Source};

/// What the pages of folders name.
#[derive(Default)]
pub(super) struct Named {
    /// Files that are there and have not been read.
    pub(super) hidden: BTreeMap<PathBuf, Source>,
    /// Where files are, or would be, that decide what comes of a run.
    pub(super) asked: BTreeSet<PathBuf>,
    /// What was not found, by the name that pages have for it: the first of them and how many.
    lost: BTreeMap<String, (String, usize)>,
}

impl Named {
    /// Finds what pages without an API name. `known` is what has been read.
    pub(super) fn of(pages: &[Absent], folders: &[PathBuf], known: &BTreeSet<PathBuf>) -> Named {
        let mut named = Named::default();
        let folders: Vec<(&PathBuf, PathBuf)> = folders
            .iter()
            .filter_map(|folder| Some((folder, folder.canonicalize().ok()?)))
            .collect();
        for page in pages {
            let Some(path) = files::local(&page.source) else { continue };
            if !folders.iter().any(|(_, real)| path.starts_with(real)) {
                continue;
            }
            let Some(input) = files::input(&page.source, &mut Diagnostics::default()) else {
                continue;
            };
            for file in specwright_source::named(input) {
                named.note(&page.source, &path, file, &folders, known);
            }
        }
        named
    }

    fn note(
        &mut self,
        page: &Source,
        path: &Path,
        file: String,
        folders: &[(&PathBuf, PathBuf)],
        known: &BTreeSet<PathBuf>,
    ) {
        let places = places(path, &file, folders);
        match find(&places, folders) {
            Some((real, _)) if known.contains(&real) => {}
            Some((real, source)) => {
                self.asked.insert(real.clone());
                self.hidden.insert(real, source);
            }
            None => {
                self.asked.extend(places);
                self.lost.entry(file).or_insert_with(|| (page.name.clone(), 0)).1 += 1;
            }
        }
    }

    /// What to say of files that none of the sources is.
    pub(super) fn missed(&self, read: &[Read]) -> Diagnostics {
        let documents = read
            .iter()
            .filter(|file| file.entries.iter().any(|entry| entry.format == Format::OpenApi));
        let documents: Vec<&Path> = documents.map(|file| file.source.path.as_path()).collect();
        let is_there = |file: &str| match last(file) {
            "" => !documents.is_empty(),
            name => documents.iter().any(|path| {
                let names = [path.file_name(), path.file_stem()];
                names.into_iter().flatten().any(|known| known.eq_ignore_ascii_case(name))
            }),
        };
        let lost = self.lost.iter().filter(|(file, _)| !is_there(file));
        let mut diagnostics = Diagnostics::default();
        for (file, (page, count)) in lost {
            let pages = match count - 1 {
                0 => "this page names".to_owned(),
                1 => "this page and one more name".to_owned(),
                more => format!("this page and {more} more name"),
            };
            let message = match file.as_str() {
                "" => format!("{pages} operations, and no document is among the sources"),
                file => format!("{pages} operations of `{file}`, which is not among the sources"),
            };
            let fault = Diagnostic::new(&codes::UNDESCRIBED, Place::File(page.clone()), message);
            diagnostics.push(fault.help("add the document that describes them to the sources"));
        }
        diagnostics
    }
}

/// Where the file of a name may be: beside the page, or below the folder that is the source.
fn places(page: &Path, file: &str, folders: &[(&PathBuf, PathBuf)]) -> Vec<PathBuf> {
    if file.is_empty() || file.contains("://") {
        return Vec::new();
    }
    let beside = files::linked(page, file);
    let below = folders
        .iter()
        .filter_map(|(_, real)| files::linked(&real.join("page"), file.trim_start_matches('/')));
    let inside = |path: &PathBuf| folders.iter().any(|(_, real)| path.starts_with(real));
    beside.into_iter().chain(below).filter(inside).collect()
}

/// The first of these files that is there, in the folders without links too.
fn find(places: &[PathBuf], folders: &[(&PathBuf, PathBuf)]) -> Option<(PathBuf, Source)> {
    let real = |path: &PathBuf| path.canonicalize().ok().filter(|path| path.is_file());
    places.iter().filter_map(real).find_map(|path| {
        let (shown, real) = folders.iter().find(|(_, real)| path.starts_with(real))?;
        let shown = shown.join(path.strip_prefix(real).ok()?);
        Some((path, Source::local(shown)))
    })
}

/// The last part of a path or URL.
fn last(file: &str) -> &str {
    let file = file.split(['?', '#']).next().unwrap_or_default();
    file.rsplit('/').next().unwrap_or_default()
}
