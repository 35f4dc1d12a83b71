//! What the commands do.

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use specwright::diagnostics::{Diagnostics, Severity, Sources as Documents, Style, human, json};
use specwright::diagnostics::{github, sarif};
use specwright::{Config, Run, Settings, Target};

use crate::arguments::{Check, Format, Gen, Openapi, Sources};

const USAGE: u8 = 2;

pub(crate) fn generate(arguments: &Gen) -> ExitCode {
    let Some(name) = crate_name(arguments) else {
        anstream::eprintln!("error: the crate needs a name: give one with --name");
        return ExitCode::from(USAGE);
    };
    if !is_crate_name(&name) {
        anstream::eprintln!(
            "error: `{name}` is no name for a crate: letters, digits, - and _, a letter first"
        );
        return ExitCode::from(USAGE);
    }
    if let Err(why) = may_write(&arguments.out) {
        anstream::eprintln!("error: {why}");
        return ExitCode::from(USAGE);
    }
    let Some(settings) = settings(&arguments.sources, Some(&name)) else {
        return ExitCode::FAILURE;
    };
    let mut run = Run::new(&settings);
    let Some(api) = &run.api else {
        return failed(&run);
    };
    let target = Target {
        name,
        runtime_path: arguments.runtime_path.as_ref().map(|path| relative(path, &arguments.out)),
        member: false,
        command: "specwright gen".to_owned(),
    };
    let generated = specwright::generate(api, &target);
    run.diagnostics.extend(generated.warnings);
    show(&run.sources, &run.diagnostics);
    match specwright::write(&arguments.out, &generated.files) {
        Ok(written) => {
            println!(
                "{}: {}, {}, {} of {} files changed, {}",
                arguments.out.display(),
                count(api.operations.len(), "operation"),
                count(api.types.len(), "type"),
                written.changed,
                generated.files.len(),
                count(run.diagnostics.count(Severity::Warning), "warning")
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            anstream::eprintln!("error: cannot write {}: {error}", arguments.out.display());
            ExitCode::FAILURE
        }
    }
}

pub(crate) fn check(arguments: &Check) -> ExitCode {
    let Some(settings) = settings(&arguments.sources, None) else {
        return ExitCode::FAILURE;
    };
    let run = Run::new(&settings);
    match arguments.format {
        Format::Human => {
            show(&run.sources, &run.diagnostics);
            let count = |severity| run.diagnostics.count(severity);
            let errors = self::count(count(Severity::Error), "error");
            println!("{errors}, {}", self::count(count(Severity::Warning), "warning"));
        }
        Format::Json => print!("{}", json(&run.sources, &run.diagnostics)),
        Format::Github => print!("{}", github(&run.sources, &run.diagnostics)),
        Format::Sarif => println!("{}", sarif(&run.sources, &run.diagnostics)),
    }
    if run.diagnostics.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

pub(crate) fn openapi(arguments: &Openapi) -> ExitCode {
    let Some(settings) = settings(&arguments.sources, None) else {
        return ExitCode::FAILURE;
    };
    let run = Run::new(&settings);
    let Some(normal) = run.normal.as_ref().filter(|_| !run.diagnostics.has_errors()) else {
        return failed(&run);
    };
    show(&run.sources, &run.diagnostics);
    let text = match arguments.as_served {
        true => specwright::to_yaml_as_served(normal),
        false => specwright::to_yaml(normal),
    };
    print!("{text}");
    ExitCode::SUCCESS
}

pub(crate) fn ir(arguments: &Sources) -> ExitCode {
    let Some(settings) = settings(arguments, None) else {
        return ExitCode::FAILURE;
    };
    let run = Run::new(&settings);
    let Some(api) = &run.api else {
        return failed(&run);
    };
    show(&run.sources, &run.diagnostics);
    match serde_json::to_string_pretty(api) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            anstream::eprintln!("error: the IR cannot be written as JSON: {error}");
            ExitCode::FAILURE
        }
    }
}

pub(crate) fn explain(name: Option<&str>) -> ExitCode {
    let Some(name) = name else {
        let mut codes: Vec<&str> = specwright::all_codes().map(|code| code.name).collect();
        codes.sort_unstable();
        codes.iter().for_each(|code| println!("{code}"));
        return ExitCode::SUCCESS;
    };
    match specwright::code(name) {
        Some(code) => {
            let severity = match code.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            println!("{severity}[{}]\n\n{}", code.name, code.explanation);
            ExitCode::SUCCESS
        }
        None => {
            anstream::eprintln!("error: there is no code `{name}`; `specwright explain` lists all");
            ExitCode::from(USAGE)
        }
    }
}

/// What the command line and the configuration say together.
fn settings(arguments: &Sources, name: Option<&str>) -> Option<Settings> {
    let mut settings = Settings::default();
    if let Some(path) = &arguments.config {
        let (mut sources, mut diagnostics) = (Documents::default(), Diagnostics::default());
        let config = Config::read(path, &mut sources, &mut diagnostics);
        show(&sources, &diagnostics);
        let mut config = config?;
        // A file that speaks of one crate speaks of this one.
        let known = name.and_then(|name| config.crates.remove(name));
        let only = if config.crates.len() == 1 { config.crates.pop_first() } else { None };
        settings = known.or(only.map(|(_, settings)| settings)).unwrap_or_default();
    }
    settings.sources.clone_from(&arguments.sources);
    settings.root = arguments.root.clone().or(settings.root);
    settings.strict |= arguments.strict;
    Some(settings)
}

fn failed(run: &Run) -> ExitCode {
    show(&run.sources, &run.diagnostics);
    let errors = run.diagnostics.count(Severity::Error);
    let s = if errors == 1 { "" } else { "s" };
    anstream::eprintln!("{errors} error{s}; nothing was written");
    ExitCode::FAILURE
}

fn show(sources: &Documents, diagnostics: &Diagnostics) {
    anstream::eprint!("{}", human(sources, diagnostics, Style::Coloured));
}

fn crate_name(arguments: &Gen) -> Option<String> {
    let folder = || arguments.out.file_name().map(|name| name.to_string_lossy().into_owned());
    arguments.name.clone().or_else(folder)
}

fn is_crate_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && name.len() <= 64
}

/// A folder that holds something else is not ours to replace.
fn may_write(folder: &Path) -> Result<(), String> {
    let Ok(mut entries) = folder.read_dir() else {
        return if folder.exists() {
            Err(format!("{} is no folder", folder.display()))
        } else {
            Ok(())
        };
    };
    if entries.next().is_none() {
        return Ok(());
    }
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    if manifest.starts_with("# Written by `specwright gen`") {
        return Ok(());
    }
    Err(format!(
        "{} is not empty and not a crate that specwright wrote: name another folder, or remove it",
        folder.display()
    ))
}

fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// A path as seen from a folder, so that no path of this machine comes into the output where
/// both are relative.
fn relative(path: &Path, folder: &Path) -> PathBuf {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (path, folder) = (absolute(path), absolute(folder));
    let (path, folder) = (parts(&path), parts(&folder));
    let shared = path.iter().zip(&folder).take_while(|(a, b)| a == b).count();
    let up = folder[shared..].iter().map(|_| Component::ParentDir);
    up.chain(path[shared..].iter().copied()).collect()
}

fn parts(path: &Path) -> Vec<Component<'_>> {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(parts.last(), Some(Component::Normal(_))) => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts
}
