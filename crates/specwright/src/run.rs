//! Sources on their way through the stages.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use specwright_diagnostics::{Diagnostic, Diagnostics, Place, Pointer, Severity, Sources};
use specwright_ir::{Api, Options};
use specwright_openapi::Normal;
use specwright_rust::{Item, Renamed};

use crate::survey::{Found, Survey};
use crate::{Settings, accept, codes};

/// Where the configuration says what.
type Places = BTreeMap<Pointer, Place>;

/// The stack of a run, in bytes. Only what is used of it takes memory.
const STACK: usize = 512 << 20;

/// What became of an API: as far as the stages came, and all that they had to say.
#[derive(Debug, Default)]
pub struct Run {
    /// The API's name, made of its title, its file or its server: it tells the APIs of a folder
    /// apart, and is fit to be a crate's. Empty where there is none.
    pub name: String,
    /// The local files that documents came from: those of the sources, and those that references
    /// name. Also those that pages of a folder name, even where they are not there.
    pub files: Vec<PathBuf>,
    /// The documents.
    pub sources: Arc<Sources>,
    /// What the stages had to say, in document order.
    pub diagnostics: Diagnostics,
    /// Which pages hold no API, and why; of all sources, where there are others.
    pub passed_over: Diagnostics,
    /// The normal form; `None` where there are errors.
    pub normal: Option<Normal>,
    /// The IR; `None` where there are errors.
    pub api: Option<Api>,
}

impl Run {
    /// Takes the sources of a crate through the stages, as far as they go. Where they hold
    /// several APIs and the settings name none of them, that is an error which lists them.
    pub fn new(settings: &Settings) -> Run {
        on_a_big_stack(|| {
            let mut survey = Survey::new(settings);
            let wanted = settings.api.as_deref();
            if survey.apis.len() > 1 || wanted.is_some() {
                choose(&mut survey, wanted);
            }
            // There is one, or the survey has an error.
            finish(survey, &|_| settings.clone()).pop().unwrap_or_default()
        })
    }

    /// Takes all APIs of the sources through the stages: one with the settings given, each of
    /// several with those that `of` has for its name. At least one comes back; where the sources
    /// do not read, it holds why.
    pub fn each(settings: &Settings, of: impl Fn(&str) -> Settings + Sync) -> Vec<Run> {
        on_a_big_stack(|| {
            let mut survey = Survey::new(settings);
            if settings.api.is_some() {
                choose(&mut survey, settings.api.as_deref());
            }
            match survey.apis.len() {
                0 | 1 => finish(survey, &|_| settings.clone()),
                _ => finish(survey, &of),
            }
        })
    }

    fn stages(
        sources: &mut Sources,
        survey: &mut Survey,
        found: Found,
        settings: &Settings,
    ) -> Run {
        let name = found.names.into_iter().next().unwrap_or_default();
        let mut run = Run { name, diagnostics: found.diagnostics, ..Run::default() };
        // The fence: what does not read is not looked at further.
        if !run.diagnostics.has_errors() {
            run.normal = specwright_openapi::normalise(
                sources,
                &found.roots,
                &mut survey.files,
                &mut run.diagnostics,
            );
        }
        let places = settings.said.places(sources);
        if let Some(normal) = &run.normal {
            let mut options = Options { places: places.clone(), ..Options::default() };
            options.more_secrets.clone_from(&settings.secrets);
            options.operations.clone_from(&settings.operations);
            options.tags.clone_from(&settings.tags);
            options.media.clone_from(&settings.media);
            options.slashes.clone_from(&settings.slashes);
            options.rename_types.clone_from(&settings.rename.types);
            options.rename_operations.clone_from(&settings.rename.operations);
            options.replace_types.extend(settings.replace.types.keys().cloned());
            options.replace_formats.extend(settings.replace.formats.keys().cloned());
            let api = specwright_ir::lower(normal, &options, &mut run.diagnostics);
            run.diagnostics.extend(collisions(&api, settings, &places));
            run.api = Some(api).filter(|_| !run.diagnostics.has_errors());
        }
        run.settle(settings, sources, &places);
        run
    }

    /// Applies what the settings say of warnings, and puts them in order.
    fn settle(&mut self, settings: &Settings, sources: &Sources, places: &Places) {
        accept::apply(&settings.accept, places, &mut self.diagnostics, sources);
        if settings.strict {
            self.diagnostics.iter_mut().for_each(|d| d.severity = Severity::Error);
            if self.diagnostics.has_errors() {
                self.api = None;
            }
        }
        self.diagnostics.sort();
    }
}

/// Names that have to give way to another; those that the configuration gives, with their places there.
fn collisions(api: &Api, settings: &Settings, places: &Places) -> Vec<Diagnostic> {
    let said = |renamed: Renamed| {
        let (what, kind, names, origin) = match renamed.what {
            Item::Type(id) => ("type", "types", &settings.rename.types, api.origin(id)),
            Item::Operation(at) => {
                ("operation", "operations", &settings.rename.operations, api.operations[at].origin)
            }
            Item::Webhook(at) => {
                ("webhook", "operations", &settings.rename.operations, api.webhooks[at].origin)
            }
        };
        let chosen = names.iter().find(|(_, new)| Some(*new) == renamed.named.as_ref());
        let place = match chosen {
            Some((name, _)) => {
                let at = Pointer(vec!["rename".into(), kind.into(), name.clone()]);
                places.get(&at).cloned().unwrap_or(Place::Nowhere)
            }
            None => Place::from(origin),
        };
        let message = format!(
            "another {what} is called `{}` already; this one is `{}`",
            renamed.wanted, renamed.given
        );
        Diagnostic::new(&codes::NAME_COLLISION, place, message).at_key()
    };
    specwright_rust::renamed(api).into_iter().map(said).collect()
}

/// Does some work where a run finds the stack that it needs: schemas nest up to the readers' limit, which
/// is more than a thread's usual stack takes. Runs see to this themselves; a program that does all
/// that it does there asks once.
pub fn on_a_big_stack<T>(work: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(STACK / 2, STACK, work)
}

/// Takes the APIs of a survey through the stages.
fn finish(mut survey: Survey, of: &dyn Fn(&str) -> Settings) -> Vec<Run> {
    let apis = std::mem::take(&mut survey.apis);
    let mut sources = std::mem::take(&mut survey.sources);
    let mut runs: Vec<Run> = Vec::new();
    if !survey.diagnostics.has_errors() {
        for found in apis {
            let settings = of(found.names.first().map_or("", String::as_str));
            runs.push(Run::stages(&mut sources, &mut survey, found, &settings));
        }
    } else {
        // All that is wrong is shown at once.
        let said = apis.into_iter().flat_map(|found| found.diagnostics);
        survey.diagnostics.extend(said);
        runs.push(Run::default());
    }
    let sources = Arc::new(sources);
    let files = survey.files.read();
    for run in &mut runs {
        run.files.clone_from(&files);
        run.sources = sources.clone();
        run.passed_over = survey.passed_over.clone();
    }
    if let Some(first) = runs.first_mut() {
        first.diagnostics.extend(survey.diagnostics);
        first.diagnostics.sort();
    }
    runs
}

/// Leaves the one API that is wanted, or an error that lists what there is.
fn choose(survey: &mut Survey, wanted: Option<&str>) {
    let fitting = |names: Range<usize>| {
        let fits = |found: &Found| {
            let names = found.names.get(names.start..names.end.min(found.names.len()));
            let mut names = names.into_iter().flatten();
            wanted.is_some_and(|wanted| names.any(|name| name.eq_ignore_ascii_case(wanted)))
        };
        let all = (0..survey.apis.len()).filter(|index| fits(&survey.apis[*index]));
        all.collect::<Vec<usize>>()
    };
    // Its own name first: titles are not always different.
    for names in [0..1, 1..usize::MAX] {
        if let [only] = fitting(names)[..] {
            survey.apis = vec![survey.apis.swap_remove(only)];
            return;
        }
    }
    if survey.diagnostics.has_errors() {
        return;
    }
    let message = match (wanted, survey.apis.len()) {
        (Some(wanted), 1) => format!("the sources hold one API, and it is not called `{wanted}`"),
        (Some(wanted), n) => format!("`{wanted}` names none of the {n} APIs of the sources"),
        (None, n) => format!("the sources hold {n} APIs"),
    };
    let list: Vec<String> = survey.apis.iter().map(|found| found.names.join(", ")).collect();
    let fault = Diagnostic::new(&codes::SEVERAL_APIS, Place::Nowhere, message)
        .note(format!("they are called\n{}", list.join("\n")))
        .help("name one of them with `--api`, or in the configuration as `api`");
    survey.diagnostics.push(fault);
}
