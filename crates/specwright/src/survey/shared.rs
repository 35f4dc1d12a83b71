//! Schemas on a page of their own, to which the pages of an API link.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use specwright_diagnostics::{Diagnostics, DocumentId, Sources};
use specwright_source::Beside;

use crate::files::{self, Source};

/// The pages of schemas alone among the sources.
#[derive(Default)]
pub(super) struct Shared {
    pages: BTreeMap<PathBuf, Schemas>,
    /// Those that pages link to.
    used: RefCell<BTreeSet<PathBuf>>,
}

/// A page of schemas alone.
pub(super) struct Schemas {
    /// What messages call the page.
    pub(super) page: String,
    pub(super) document: DocumentId,
    names: BTreeSet<String>,
    /// What was said when it was read.
    pub(super) diagnostics: Diagnostics,
}

impl Shared {
    /// Reads a page in which no API was found.
    pub(super) fn add(&mut self, sources: &mut Sources, source: &Source) {
        let mut diagnostics = Diagnostics::default();
        let Some(path) = files::local(source) else { return };
        let Some(input) = files::input(source, &mut Diagnostics::default()) else { return };
        let read = specwright_source::read_schemas(sources, input, &mut diagnostics);
        let Some(document) = read else { return };
        let schemas = sources.tree(document).get("components").and_then(|all| all.get("schemas"));
        let names = schemas.and_then(|schemas| schemas.as_object()).into_iter().flatten();
        let names = names.map(|(name, _)| name.clone()).collect();
        self.pages
            .insert(path, Schemas { page: source.name.clone(), document, names, diagnostics });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// What a page finds beside it.
    pub(super) fn beside(&self, path: PathBuf) -> impl Beside {
        Links { shared: self, from: path }
    }

    /// The page of schemas in the folder of a page, if any page links there.
    pub(super) fn home(&mut self, path: &Path) -> Option<&mut Schemas> {
        let used = self.used.get_mut();
        let home = used.iter().find(|page| page.parent() == path.parent())?;
        self.pages.get_mut(home)
    }

    /// The page of schemas at this path, if any page links there.
    pub(super) fn used(&mut self, path: &Path) -> Option<&mut Schemas> {
        let is_used = self.used.get_mut().contains(path);
        self.pages.get_mut(path).filter(|_| is_used)
    }
}

/// The links of a page.
struct Links<'a> {
    shared: &'a Shared,
    from: PathBuf,
}

impl Beside for Links<'_> {
    fn has_schema(&self, link: &str, name: &str) -> bool {
        let Some(path) = files::linked(&self.from, link) else { return false };
        let page = self.shared.pages.get(&path);
        let has = page.is_some_and(|schemas| schemas.names.contains(name));
        if has {
            self.shared.used.borrow_mut().insert(path);
        }
        has
    }
}
