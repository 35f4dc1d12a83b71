//! `cargo xtask gen`: `generated/` from `specs/specs.toml`.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use specwright::diagnostics::{Diagnostics, Sources, Style, closest, human};
use specwright::{
    Config, Order, Receipt, Run, Settings, Summary, Target, Written, compare, generate, write,
};

use crate::{CONFIG, enter_root};

#[derive(clap::Args)]
pub struct Arguments {
    /// Only these crates
    names: Vec<String>,
    /// Write nothing; exit with 1 and a diff where generated/ is stale
    #[arg(long)]
    check: bool,
}

const OUTPUT: &str = "generated";
const COMMAND: &str = "cargo xtask gen";

/// Where it is noted what the last runs read and wrote.
const RECEIPTS: &str = "target/receipts";

/// Keeps `cargo fmt` from the output: prettyplease and rustfmt differ.
const RUSTFMT: &str = "\
# Written by `cargo xtask gen`. What stands here is formatted as it is written.
disable_all_formatting = true
";

pub fn run(arguments: &Arguments) -> ExitCode {
    if let Err(code) = enter_root() {
        return code;
    }
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let Some(config) = Config::read(Path::new(CONFIG), &mut sources, &mut diagnostics) else {
        tell(&shown(&sources, &diagnostics));
        return ExitCode::FAILURE;
    };
    if let Some(name) = arguments.names.iter().find(|name| !config.crates.contains_key(*name)) {
        let close = closest(name, config.crates.keys().map(String::as_str));
        let help = close.map(|close| format!("; did you mean `{close}`?")).unwrap_or_default();
        tell(&format!("error: {CONFIG} names no crate `{name}`{help}\n"));
        return ExitCode::from(2);
    }
    let wanted = |name: &String| arguments.names.is_empty() || arguments.names.contains(name);
    let mut sound = true;
    for (name, settings) in config.crates.iter().filter(|(name, _)| wanted(name)) {
        sound &= one(name, settings, arguments.check);
    }
    sound &= rustfmt(arguments.check);
    if arguments.names.is_empty() {
        sound &= prune(&config, arguments.check);
    }
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Generates a crate, or looks whether it is up to date; tells whether all went well.
fn one(name: &str, settings: &Settings, check: bool) -> bool {
    let start = Instant::now();
    let word = if check { "stale" } else { "changed" };
    let line = |summary: &Summary, written: Written| {
        let time = start.elapsed().as_millis();
        say(&format!("{name:<12} {}, {time} ms", summary.line(written, word)));
    };
    let folder = Path::new(OUTPUT).join(name);
    let order = Order::new(Path::new(RECEIPTS), &folder, settings, &name);
    if let Some(receipt) = order.as_ref().and_then(Order::receipt) {
        tell(&receipt.messages);
        receipt.crates().for_each(|(_, summary)| line(summary, Written::default()));
        return true;
    }
    let run = Run::new(settings);
    let Some(api) = &run.api else {
        tell(&shown(&run.sources, &run.diagnostics));
        tell(&format!("{name}: nothing was written\n\n"));
        return false;
    };
    let target = Target {
        name: name.to_owned(),
        runtime_path: Some("../../crates/runtime".into()),
        member: true,
        command: COMMAND.to_owned(),
        choices: settings.choices(),
    };
    let files = generate(api, &target);
    let messages = shown(&run.sources, &run.diagnostics);
    let mut receipt = Receipt::default();
    receipt.messages.push_str(&messages);
    tell(&receipt.messages);
    let result = if check {
        compare(&folder, &files).map(|changes| {
            changes.iter().for_each(|change| say(&change.diff));
            Written::of(&changes)
        })
    } else {
        write(&folder, &files)
    };
    let written = match result {
        Ok(written) => written,
        Err(error) => {
            tell(&format!("error: {name}: {error}\n"));
            return false;
        }
    };
    let summary = Summary::new(api, files.len(), &run.diagnostics);
    line(&summary, written);
    if check && written != Written::default() {
        say(&format!("{name} is stale: run `{COMMAND}`\n"));
        return false;
    }
    receipt.read(&run);
    receipt.wrote(&folder, &files, summary);
    if let Some(order) = order {
        order.keep(receipt);
    }
    true
}

/// Writes the one file of `generated/` that is no crate's, or looks whether it is there.
fn rustfmt(check: bool) -> bool {
    let path = Path::new(OUTPUT).join("rustfmt.toml");
    if fs::read_to_string(&path).is_ok_and(|text| text == RUSTFMT) {
        return true;
    }
    if check {
        say(&format!("{} is stale: run `{COMMAND}`", path.display()));
        return false;
    }
    let written = fs::create_dir_all(OUTPUT).and_then(|()| fs::write(&path, RUSTFMT));
    if let Err(error) = &written {
        tell(&format!("error: cannot write {}: {error}\n", path.display()));
    }
    written.is_ok()
}

/// Takes away the crates that the configuration no longer names; what somebody else put there stays.
fn prune(config: &Config, check: bool) -> bool {
    let Ok(entries) = fs::read_dir(OUTPUT) else { return true };
    let mut sound = true;
    for entry in entries.flatten() {
        let (folder, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name.starts_with('.') || !folder.is_dir() || config.crates.contains_key(&name) {
            continue;
        }
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
        if !manifest.starts_with(&format!("# Written by `{COMMAND}`")) {
            say(&format!("{name:<12} is in {OUTPUT} and not written by `{COMMAND}`: it stays"));
        } else if let Some(other) = foreign(&folder) {
            // Without its manifest the folder would keep the workspace from loading.
            say(&format!("{name:<12} is not in {CONFIG}, but holds {other}: remove it yourself"));
            sound = !check && sound;
        } else if check {
            say(&format!("{name} is in {OUTPUT} and not in {CONFIG}: run `{COMMAND}`"));
            sound = false;
        } else if let Err(error) = fs::remove_dir_all(&folder) {
            tell(&format!("error: cannot remove {OUTPUT}/{name}: {error}\n"));
            sound = false;
        } else {
            say(&format!("{name:<12} removed"));
        }
    }
    sound
}

/// What stands in a crate's folder beside what is written there.
fn foreign(folder: &Path) -> Option<String> {
    const OURS: [&str; 5] = ["src", "examples", "tests", "Cargo.toml", "README.md"];
    let names = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.file_name());
    let mut names = names.map(|name| name.to_string_lossy().into_owned());
    names.find(|name| !OURS.contains(&&name[..]))
}

fn shown(sources: &Sources, diagnostics: &Diagnostics) -> String {
    human(sources, diagnostics, Style::Coloured)
}

/// Shows messages, also where nobody reads them to the end.
fn tell(text: &str) {
    let _ = write!(anstream::stderr(), "{text}");
}

/// Prints a line, also where nobody reads it to the end: `cargo xtask gen --check | head`.
fn say(line: &str) {
    let _ = writeln!(anstream::stdout(), "{line}");
}
