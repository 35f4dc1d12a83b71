//! The documents, and the mocks that are made of them.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use specwright::diagnostics::{Diagnostics, Sources};
use specwright::{Config, Run, Settings, Target, generate, to_yaml, to_yaml_as_served, write};

use crate::{CONFIG, corpus, root};

/// The documents that are served besides those of this repository, a name a line.
const DOCUMENTS: &str = include_str!("documents.txt");

const OUT: &str = "target/conformance";

/// A document and its mock.
pub struct Subject {
    pub name: String,
    /// The document as a tool reads it: itself, or the normal form of a page.
    pub original: PathBuf,
    /// Its normal form as it is served.
    pub served: PathBuf,
    /// Where reports go.
    pub out: PathBuf,
    mock: PathBuf,
}

/// A mock that serves until it is dropped.
pub struct Mock {
    pub url: String,
    process: Child,
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Subject {
    /// Starts the mock on a port of its own.
    pub fn serve(&self) -> io::Result<Mock> {
        let mut process =
            Command::new(&self.mock).arg("127.0.0.1:0").stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        if let Some(stdout) = process.stdout.take() {
            BufReader::new(stdout).read_line(&mut line)?;
        }
        let url = line.trim().strip_prefix("listening on ").map(str::to_owned);
        let mock = Mock { url: url.unwrap_or_default(), process };
        match mock.url.is_empty() {
            true => Err(io::Error::other(format!("{} does not listen", self.mock.display()))),
            false => Ok(mock),
        }
    }

    fn new(name: &str, run: &Run, source: &Path, mock: PathBuf) -> io::Result<Subject> {
        let Some(normal) = &run.normal else {
            return Err(io::Error::other(format!("{name} has no normal form")));
        };
        let out = Path::new(OUT).join(name);
        fs::create_dir_all(&out)?;
        let served = out.join("as-served.yaml");
        fs::write(&served, to_yaml_as_served(normal))?;
        let is_page = source.extension().is_none_or(|extension| extension == "md");
        let original = if is_page {
            let original = out.join("original.yaml");
            fs::write(&original, to_yaml(normal))?;
            original
        } else {
            source.to_owned()
        };
        Ok(Subject { name: name.to_owned(), original, served, out, mock })
    }
}

/// The documents of `specs/` and the crates of `generated/`.
pub fn of_this_repository(wanted: &dyn Fn(&str) -> bool) -> io::Result<Vec<Subject>> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let config = Config::read(Path::new(CONFIG), &mut sources, &mut diagnostics);
    let config = config.ok_or_else(|| io::Error::other(format!("{CONFIG} does not read")))?;
    let crates: Vec<(&String, &Settings)> =
        config.crates.iter().filter(|(name, _)| wanted(name)).collect();
    let names: Vec<String> = crates.iter().map(|(name, _)| (*name).clone()).collect();
    let mocks = build(Path::new("."), None, &names)?;
    let subject = |((name, settings), mock): ((&String, &Settings), PathBuf)| {
        // A page, or several that are excerpts of the same API.
        let source = settings.sources.first().cloned().unwrap_or_default();
        Subject::new(name, &Run::new(settings), &source, mock)
    };
    crates.into_iter().zip(mocks).map(subject).collect()
}

/// The documents of a folder that are named in the list.
pub fn of_folder(folder: &Path, wanted: &dyn Fn(&str) -> bool) -> io::Result<Vec<Subject>> {
    let listed: BTreeSet<&str> = DOCUMENTS.lines().collect();
    let mut documents = corpus::documents(folder, false);
    documents.retain(|d| listed.contains(d.name.as_str()) && wanted(&d.name));
    let out = Path::new(OUT).join("crates");
    let mut runs = Vec::new();
    for document in documents {
        let run = Run::new(&document.settings());
        let Some(api) = &run.api else {
            return Err(io::Error::other(format!("{} does not generate", document.name)));
        };
        let target = Target {
            name: corpus::crate_name(&document.name),
            runtime_path: Some(root().join("crates/runtime")),
            member: true,
            command: "cargo xtask conformance".to_owned(),
        };
        write(&out.join(&target.name), &generate(api, &target).files)
            .map_err(|error| io::Error::other(error.to_string()))?;
        runs.push((document, target.name, run));
    }
    let names: Vec<String> = runs.iter().map(|(_, name, _)| name.clone()).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let members = format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n");
    fs::write(out.join("Cargo.toml"), members)?;
    let mocks = build(&out, Some(&Path::new(OUT).join("target")), &names)?;
    let subject = |((document, _, run), mock): ((corpus::Document, _, Run), PathBuf)| {
        Subject::new(&document.name, &run, &document.source, mock)
    };
    runs.into_iter().zip(mocks).map(subject).collect()
}

/// Builds the mocks of these crates; gives their programs in the same order.
fn build(workspace: &Path, target: Option<&Path>, names: &[String]) -> io::Result<Vec<PathBuf>> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--quiet", "--message-format=json-render-diagnostics"]);
    command.current_dir(workspace);
    if let Some(target) = target {
        command.env("CARGO_TARGET_DIR", std::path::absolute(target)?);
    }
    for name in names {
        command.args(["-p", name, "--example", &format!("{name}-mock")]);
    }
    let output = command.stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let messages: Vec<Value> =
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let program = |name: &String| {
        let example = format!("{name}-mock");
        let built = messages.iter().find(|m| m["target"]["name"] == example.as_str());
        let path = built.and_then(|message| message["executable"].as_str());
        path.map(PathBuf::from).ok_or_else(|| io::Error::other(format!("{example} does not build")))
    };
    names.iter().map(program).collect()
}
