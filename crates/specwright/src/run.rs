//! Sources on their way through the stages.

use specwright_diagnostics::{Diagnostic, Diagnostics, Place, Severity, Sources};
use specwright_ir::{Api, Options};
use specwright_openapi::Normal;
use specwright_source::Entry;

use crate::files::{self, Files};
use crate::{Settings, codes};

/// The stack of a run, in bytes. Only what is used of it takes memory.
const STACK: usize = 512 << 20;

/// What became of sources: as far as the stages came, and all that they had to say.
#[derive(Debug, Default)]
pub struct Run {
    /// The documents.
    pub sources: Sources,
    /// What the stages had to say, in document order.
    pub diagnostics: Diagnostics,
    /// The normal form; `None` where there are errors.
    pub normal: Option<Normal>,
    /// The IR; `None` where there are errors.
    pub api: Option<Api>,
}

impl Run {
    /// Takes the sources of a crate through the stages, as far as they go.
    pub fn new(settings: &Settings) -> Run {
        // Schemas nest up to the readers' limit, which is more than a thread's usual stack takes.
        let big = std::thread::Builder::new().stack_size(STACK);
        std::thread::scope(|scope| match big.spawn_scoped(scope, || Run::here(settings)) {
            Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            Err(_) => Run::here(settings),
        })
    }

    fn here(settings: &Settings) -> Run {
        let mut run = Run::default();
        run.normalise(settings);
        if let Some(normal) = &run.normal {
            let mut options = Options::default();
            options.secrets.extend(settings.secrets.iter().cloned());
            let api = specwright_ir::lower(normal, &options, &mut run.diagnostics);
            run.api = Some(api).filter(|_| !run.diagnostics.has_errors());
        }
        run.settle(settings);
        run
    }

    fn normalise(&mut self, settings: &Settings) {
        let paths = &settings.sources[..];
        let mut files = Files::new(settings.root.as_deref());
        let mut entries: Vec<Entry> = Vec::new();
        // Pages without an API are passed over where there are others.
        let mut absent = Diagnostics::default();
        for path in files::expand(paths, &mut self.diagnostics) {
            let Some(input) = files::input(&path, &mut self.diagnostics) else { continue };
            let mut said = Diagnostics::default();
            let found = specwright_source::read(&mut self.sources, input, &mut said);
            files.note(&path, &found);
            if found.is_empty() {
                absent.extend(said)
            } else {
                self.diagnostics.extend(said)
            }
            entries.extend(found);
        }
        if entries.is_empty() || paths.len() > 1 || !paths.iter().any(|path| path.is_dir()) {
            self.diagnostics.extend(absent);
        }
        if entries.is_empty() && !self.diagnostics.has_errors() {
            let message = "none of the sources holds an API";
            self.diagnostics.push(Diagnostic::new(&codes::NO_SOURCES, Place::Nowhere, message));
        }
        let mut groups: Vec<&specwright_source::Group> =
            entries.iter().filter_map(|entry| entry.group.as_ref()).collect();
        groups.sort();
        groups.dedup();
        if groups.len() > 1 && paths.iter().any(|path| path.is_dir()) {
            let names: Vec<String> = groups.iter().map(|group| format!("{group:?}")).collect();
            let message = format!("the sources hold {} APIs", groups.len());
            let diagnostic = Diagnostic::new(&codes::SEVERAL_APIS, Place::Nowhere, message);
            self.diagnostics.push(diagnostic.note(names.join("\n")));
        }
        // The fence: what does not read is not looked at further.
        if self.diagnostics.has_errors() {
            return;
        }
        let roots: Vec<_> = entries.iter().map(|entry| entry.document).collect();
        self.normal = specwright_openapi::normalise(
            &mut self.sources,
            &roots,
            &mut files,
            &mut self.diagnostics,
        );
    }

    /// Applies what the settings say of warnings, and puts them in order.
    fn settle(&mut self, settings: &Settings) {
        for code in &settings.accept {
            let before = self.diagnostics.iter().count();
            self.diagnostics.retain(|d| d.severity == Severity::Error || d.code.name != code);
            if self.diagnostics.iter().count() == before {
                let message = format!("`{code}` is accepted and does not occur");
                let unused = Diagnostic::new(&codes::UNUSED_ACCEPTANCE, Place::Nowhere, message);
                self.diagnostics.push(unused);
            }
        }
        if settings.strict {
            self.diagnostics.iter_mut().for_each(|d| d.severity = Severity::Error);
            if self.diagnostics.has_errors() {
                self.api = None;
            }
        }
        self.diagnostics.sort();
    }
}
