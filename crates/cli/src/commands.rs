//! What the commands do that write no files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use specwright::diagnostics::{Diagnostics, Severity, Sources as Documents, Style, human, json};
use specwright::diagnostics::{closest, github, sarif};
use specwright::{Config, Run, Settings, count};

use crate::arguments::{Check, Format, Openapi, Sources};
use crate::terminal::{fault, line, print, say};

/// The exit code for a command line that is wrong.
pub(crate) const USAGE: u8 = 2;

pub(crate) fn check(arguments: &Check) -> ExitCode {
    let Some(run) = run(&arguments.sources) else {
        return ExitCode::FAILURE;
    };
    match arguments.format {
        Format::Human => {
            if arguments.passed_over {
                show(&run.sources, &run.passed_over);
            }
            show(&run.sources, &run.diagnostics);
            let number = |severity| run.diagnostics.count(severity);
            let errors = count(number(Severity::Error), "error");
            line(&format!("{errors}, {}", count(number(Severity::Warning), "warning")));
            let untyped = run.api.as_ref().map(|api| api.untyped()).unwrap_or_default();
            if arguments.untyped {
                untyped.iter().for_each(|pointer| line(&format!("untyped: {pointer}")));
            } else if !untyped.is_empty() {
                line(&format!("{} may be anything (--untyped)", count(untyped.len(), "value")));
            }
            passed_over(&run).iter().for_each(|pages| line(pages));
        }
        Format::Json => print(&json(&run.sources, &run.diagnostics)),
        Format::Github => print(&github(&run.sources, &run.diagnostics)),
        Format::Sarif => line(&sarif(&run.sources, &run.diagnostics)),
    }
    if run.diagnostics.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

pub(crate) fn openapi(arguments: &Openapi) -> ExitCode {
    let Some(run) = run(&arguments.sources) else {
        return ExitCode::FAILURE;
    };
    let Some(normal) = run.normal.as_ref().filter(|_| !run.diagnostics.has_errors()) else {
        return failed([&run]);
    };
    show(&run.sources, &run.diagnostics);
    let text = match arguments.as_served {
        true => specwright::to_yaml_as_served(normal),
        false => specwright::to_yaml(normal),
    };
    print(&text);
    ExitCode::SUCCESS
}

pub(crate) fn ir(arguments: &Sources) -> ExitCode {
    let Some(run) = run(arguments) else {
        return ExitCode::FAILURE;
    };
    let Some(api) = &run.api else {
        return failed([&run]);
    };
    show(&run.sources, &run.diagnostics);
    match serde_json::to_string_pretty(api) {
        Ok(text) => {
            line(&text);
            ExitCode::SUCCESS
        }
        Err(error) => {
            fault(&format!("the IR cannot be written as JSON: {error}"));
            ExitCode::FAILURE
        }
    }
}

pub(crate) fn explain(name: Option<&str>) -> ExitCode {
    let Some(name) = name else {
        let mut codes: Vec<&str> = specwright::all_codes().map(|code| code.name).collect();
        codes.sort_unstable();
        codes.iter().for_each(|code| line(code));
        return ExitCode::SUCCESS;
    };
    match specwright::code(name) {
        Some(code) => {
            let severity = match code.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            line(&format!("{severity}[{}]\n\n{}", code.name, code.explanation));
            ExitCode::SUCCESS
        }
        None => {
            let codes = specwright::all_codes().map(|code| code.name);
            let help = match closest(name, codes) {
                Some(best) => format!("did you mean `{best}`?"),
                None => "`specwright explain` lists all".to_owned(),
            };
            fault(&format!("there is no code `{name}`; {help}"));
            ExitCode::from(USAGE)
        }
    }
}

/// The one API of the sources.
fn run(arguments: &Sources) -> Option<Run> {
    let wanted = Wanted::read(arguments)?;
    let table = wanted.table();
    let mut settings = wanted.settings(table);
    if let Some(idle) = wanted.idle_tables(table) {
        say(&format!("{idle}\n"));
    }
    arguments.network.fetch(&mut settings);
    Some(Run::new(&settings))
}

/// What the command line and the configuration say together.
pub(crate) struct Wanted<'a> {
    arguments: &'a Sources,
    pub(crate) config: Config,
}

impl<'a> Wanted<'a> {
    /// `None` if there is a configuration that does not read, which has been shown.
    pub(crate) fn read(arguments: &'a Sources) -> Option<Wanted<'a>> {
        let Some(path) = &arguments.config else {
            return Some(Wanted { arguments, config: Config::default() });
        };
        let (mut sources, mut diagnostics) = (Documents::default(), Diagnostics::default());
        let config = Config::read(path, &mut sources, &mut diagnostics);
        show(&sources, &diagnostics);
        Some(Wanted { arguments, config: config? })
    }

    /// For a crate of this name. A file that speaks of one crate alone speaks of this one.
    pub(crate) fn settings(&self, name: Option<&str>) -> Settings {
        let crates = &self.config.crates;
        let known = name.and_then(|name| crates.get(name));
        let only = crates.values().next().filter(|_| crates.len() == 1);
        let mut settings = known.or(only).cloned().unwrap_or_default();
        settings.sources.clone_from(&self.arguments.sources);
        settings.api = self.arguments.api.clone().or(settings.api);
        settings.root = self.arguments.root.clone().or(settings.root);
        settings.strict |= self.arguments.strict;
        settings
    }
}

impl Wanted<'_> {
    /// The table that is meant where there is no crate: the one that `--api` names, else the one
    /// that has these sources.
    fn table(&self) -> Option<&str> {
        let tables = &self.config.crates;
        if let Some((name, _)) =
            self.arguments.api.as_ref().and_then(|api| tables.get_key_value(api))
        {
            return Some(name);
        }
        let real = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
        let has = |table: &Settings| {
            let listed: Vec<PathBuf> = table.sources.iter().map(real).collect();
            self.arguments.sources.iter().all(|source| listed.contains(&real(source)))
        };
        let mut fitting =
            tables.iter().filter(|(_, table)| has(table)).map(|(name, _)| name.as_str());
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// That nothing of a configuration with several tables applies.
    fn idle_tables(&self, table: Option<&str>) -> Option<String> {
        let (path, tables) = (self.arguments.config.as_ref()?.display(), &self.config.crates);
        if tables.len() < 2 || table.is_some() {
            return None;
        }
        let all: Vec<&str> = tables.keys().map(String::as_str).collect();
        let all = all.join(", ");
        Some(format!("{path}: none of its tables ({all}) has these sources; none applies"))
    }

    /// Why nothing of the configuration applies to the one crate of this name, where something should.
    pub(crate) fn no_table(&self, name: Option<&str>) -> Option<String> {
        let (path, name) = (self.arguments.config.as_ref()?.display(), name?);
        let tables = &self.config.crates;
        if tables.len() < 2 || tables.contains_key(name) {
            return None;
        }
        let all: Vec<&str> = tables.keys().map(String::as_str).collect();
        let help = match closest(name, all.iter().copied()) {
            Some(best) => format!("did you mean `{best}`?"),
            None => format!("there are {}", all.join(", ")),
        };
        Some(format!("{path} has no `[crates.{name}]`; {help}"))
    }

    /// What the configuration has tables for that are none of these crates.
    pub(crate) fn unused_tables(&self, names: &[&str]) -> Vec<String> {
        let path = self.arguments.config.as_deref().unwrap_or(Path::new("")).display();
        let tables = self.config.crates.keys().filter(|_| self.config.crates.len() > 1);
        let unused = tables.filter(|table| !names.contains(&table.as_str()));
        let said = unused.map(|table| {
            let close = closest(table, names.iter().copied());
            let help = close.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
            format!("{path}: `[crates.{table}]` is of no API here{help}")
        });
        said.collect()
    }
}

/// Shows why there is no output.
pub(crate) fn failed<'a>(runs: impl IntoIterator<Item = &'a Run>) -> ExitCode {
    let mut errors = 0;
    for run in runs {
        show(&run.sources, &run.diagnostics);
        errors += run.diagnostics.count(Severity::Error);
    }
    say(&format!("{}; nothing was written\n", count(errors, "error")));
    ExitCode::FAILURE
}

/// Says how many pages hold no API, by the reason.
pub(crate) fn passed_over(run: &Run) -> Option<String> {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for page in run.passed_over.iter().filter(|d| d.severity == Severity::Error) {
        *codes.entry(page.code.name).or_default() += 1;
    }
    if codes.is_empty() {
        return None;
    }
    let pages = count(codes.values().sum(), "page");
    let codes: Vec<String> = codes.iter().map(|(code, n)| format!("{n} {code}")).collect();
    Some(format!("{pages} without an API passed over: {}", codes.join(", ")))
}

pub(crate) fn show(sources: &Documents, diagnostics: &Diagnostics) {
    say(&shown(sources, diagnostics));
}

/// Messages as the terminal shows them.
pub(crate) fn shown(sources: &Documents, diagnostics: &Diagnostics) -> String {
    human(sources, diagnostics, Style::Coloured)
}
