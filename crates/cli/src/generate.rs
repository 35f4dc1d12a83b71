//! `specwright gen`: a crate for the API of the sources, or one for each of several.

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use specwright::{
    Choices, Order, Receipt, Run, Settings, Summary, Target, Written, crate_name_fault,
};

use crate::arguments::Gen;
use crate::commands::{USAGE, Wanted, failed, passed_over, shown};
use crate::terminal::{fault, line, say};

/// An API on its way to its folder.
struct Planned {
    run: Run,
    name: String,
    folder: PathBuf,
    choices: Choices,
}

pub(crate) fn generate(arguments: &Gen) -> ExitCode {
    if let Some(why) = arguments.name.as_deref().and_then(no_name) {
        return usage(&why);
    }
    if let Some(why) = arguments.runtime_path.as_deref().and_then(no_runtime) {
        return usage(&why);
    }
    let Some(wanted) = Wanted::read(&arguments.sources) else { return ExitCode::FAILURE };
    let name = crate_name(arguments);
    let mut settings = wanted.settings(name.as_deref());
    let network = &arguments.sources.network;
    network.fetch(&mut settings);
    let kept = network.cache().join("receipts");
    let rest = (&arguments.name, &arguments.runtime_path, &wanted.config);
    let order = Order::new(&kept, &arguments.out, &settings, &rest);
    if let Some(receipt) = order.as_ref().and_then(Order::receipt) {
        say_again(&receipt);
        return ExitCode::SUCCESS;
    }
    let written =
        plan(arguments, &wanted, &settings).and_then(|plan| write(arguments, &wanted, plan));
    match written {
        Ok(receipt) => {
            if let Some(order) = order {
                order.keep(receipt);
            }
            ExitCode::SUCCESS
        }
        Err(code) => code,
    }
}

/// Says what a run said whose sources and output stand unchanged.
fn say_again(receipt: &Receipt) {
    say(&receipt.messages);
    for (folder, summary) in receipt.crates() {
        line(&format!("{}: {}", folder.display(), summary.line(Written::default(), "changed")));
    }
    receipt.notes.iter().for_each(|note| line(note));
}

/// Takes the sources through all stages; nothing is written unless all of it can be.
fn plan(
    arguments: &Gen,
    wanted: &Wanted<'_>,
    settings: &Settings,
) -> Result<Vec<Planned>, ExitCode> {
    let name = crate_name(arguments);
    let runs = Run::each(settings, |name| wanted.settings(Some(name)));
    if runs.iter().any(|run| run.api.is_none()) {
        return Err(failed(runs.iter().filter(|run| run.api.is_none())));
    }
    let several = runs.len() > 1;
    if several && arguments.name.is_some() {
        let names: Vec<&str> = runs.iter().map(|run| run.name.as_str()).collect();
        let names = names.join(", ");
        return Err(usage(&format!(
            "the sources hold several APIs, and --name is for one: choose one of them with --api \
             ({names}), or leave out --name"
        )));
    }
    if let Some(why) = wanted.no_table(name.as_deref()).filter(|_| !several) {
        return Err(usage(&why));
    }
    let out = &arguments.out;
    if several && out.join("Cargo.toml").exists() {
        let out = out.display();
        return Err(usage(&format!(
            "the sources hold several APIs, and {out} is a crate: name another folder, or remove it"
        )));
    }
    let planned: Vec<Planned> = runs
        .into_iter()
        .map(|run| {
            let (name, folder) = match several {
                true => (run.name.clone(), out.join(&run.name)),
                false => (name.clone().unwrap_or_default(), out.clone()),
            };
            let choices = wanted.settings(Some(&name)).choices();
            Planned { run, name, folder, choices }
        })
        .collect();
    for Planned { name, folder, .. } in &planned {
        if let Some(why) = no_name(name) {
            return Err(usage(&why));
        }
        may_write(folder).map_err(|why| usage(&why))?;
    }
    Ok(planned)
}

/// Writes the crates, one after the other.
fn write(arguments: &Gen, wanted: &Wanted<'_>, planned: Vec<Planned>) -> Result<Receipt, ExitCode> {
    let mut receipt = Receipt::default();
    // The same for all of them.
    if let Some(first) = planned.first() {
        receipt.notes.extend(passed_over(&first.run));
        receipt.notes.extend(arguments.runtime_path.is_none().then(expected_runtime));
        receipt.read(&first.run);
    }
    if planned.len() > 1 {
        let names: Vec<&str> = planned.iter().map(|planned| &planned.name[..]).collect();
        receipt.notes.extend(wanted.unused_tables(&names));
    }
    for Planned { mut run, name, folder, choices } in planned {
        let Some(api) = &run.api else { continue };
        // What is written takes its room.
        run.normal = None;
        let runtime = arguments.runtime_path.as_ref().map(|path| relative(path, &folder));
        let command = "specwright gen".to_owned();
        let target = Target { name, runtime_path: runtime, member: false, command, choices };
        let files = specwright::generate(api, &target);
        let messages = shown(&run.sources, &run.diagnostics);
        say(&messages);
        receipt.messages.push_str(&messages);
        let written = specwright::write(&folder, &files).map_err(|error| {
            fault(&format!("cannot write {}: {error}", folder.display()));
            ExitCode::FAILURE
        })?;
        let summary = Summary::new(api, files.len(), &run.diagnostics);
        line(&format!("{}: {}", folder.display(), summary.line(written, "changed")));
        receipt.wrote(&folder, &files, summary);
    }
    receipt.notes.iter().for_each(|note| line(note));
    Ok(receipt)
}

fn usage(why: &str) -> ExitCode {
    fault(why);
    ExitCode::from(USAGE)
}

/// Why a crate cannot be called so.
fn no_name(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("the crate needs a name: give one with --name".to_owned());
    }
    crate_name_fault(name).map(|why| format!("{why}; --name gives another than the folder's"))
}

fn crate_name(arguments: &Gen) -> Option<String> {
    let folder = || arguments.out.file_name().map(|name| name.to_string_lossy().into_owned());
    arguments.name.clone().or_else(folder)
}

/// Why the runtime is not where it is said to be.
fn no_runtime(folder: &Path) -> Option<String> {
    let manifest = folder.join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).unwrap_or_default();
    let named = text.lines().any(|line| {
        let (key, value) = line.split_once('=').unwrap_or_default();
        (key.trim(), value.trim()) == ("name", "\"specwright-runtime\"")
    });
    (!named).then(|| {
        let manifest = manifest.display();
        format!(
            "--runtime-path: {manifest} is not there or not that of the package \
             `specwright-runtime`, which is in `crates/runtime` of specwright's repository"
        )
    })
}

/// What a crate needs whose runtime nobody has placed.
fn expected_runtime() -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "specwright-runtime {version} is expected from a registry; --runtime-path says where else it is"
    )
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
