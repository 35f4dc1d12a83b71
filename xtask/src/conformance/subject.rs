//! The documents, and the servers that are made of them.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use specwright::diagnostics::{Diagnostics, Sources};
use specwright::ir::Scheme;
use specwright::{
    Config, File, Run, Settings, Target, generate, to_yaml, to_yaml_as_served, write,
};

use super::relay;
use crate::{CONFIG, corpus, root};

/// The documents that are served besides those of this repository, a name a line.
const DOCUMENTS: &str = include_str!("documents.txt");

const OUT: &str = "target/conformance";

/// The warning of a schema that no value fits.
const CONFLICT: &str = "conflicting-all-of";

/// The only credential that the mocks take.
pub const KEY: &str = "of-conformance";

/// A document.
pub struct Document {
    name: String,
    /// The crate's name.
    krate: String,
    settings: Settings,
}

/// A document and its programs.
pub struct Subject {
    pub name: String,
    /// The document as a tool reads it: itself, or the normal form of a page.
    pub original: PathBuf,
    /// Its normal form.
    pub normal: PathBuf,
    /// Its normal form as it is served.
    pub served: PathBuf,
    /// Where reports go.
    pub out: PathBuf,
    /// What callers show.
    pub schemes: Vec<Scheme>,
    /// How many operations there are.
    pub operations: usize,
    /// The normal form.
    pub document: Value,
    /// Whether it has schemas that no value fits, which are read as if they said less.
    pub conflicts: bool,
    mock: PathBuf,
    relay: PathBuf,
}

/// A process that runs until it is dropped.
pub struct Process(pub Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A server that serves until it is dropped.
pub struct Served {
    pub url: String,
    _process: Process,
}

/// Starts a server that says where it listens on its first line, and the rest to a log.
fn start(command: &mut Command, log: &Path) -> io::Result<Served> {
    let mut process = Process(command.stdout(Stdio::piped()).spawn()?);
    let mut line = String::new();
    if let Some(stdout) = process.0.stdout.take() {
        let mut stdout = BufReader::new(stdout);
        stdout.read_line(&mut line)?;
        let mut log = fs::File::create(log)?;
        // It ends with the process.
        std::thread::spawn(move || io::copy(&mut stdout, &mut log));
    }
    match line.trim().strip_prefix("listening on ") {
        Some(url) => Ok(Served { url: url.to_owned(), _process: process }),
        None => Err(io::Error::other(format!("{command:?} does not listen"))),
    }
}

impl Subject {
    /// Starts the mock.
    pub fn mock(&self) -> io::Result<Served> {
        start(Command::new(&self.mock).args(["127.0.0.1:0", KEY]), &self.out.join("mock.log"))
    }

    /// Starts the relay, whose client calls another server, if there is one.
    pub fn relay(&self, upstream: Option<&str>, log: &Path) -> io::Result<Served> {
        start(Command::new(&self.relay).arg("127.0.0.1:0").args(upstream), log)
    }

    fn new(document: &Document, run: &Run, mock: PathBuf, relay: PathBuf) -> io::Result<Subject> {
        let name = &document.name;
        let (Some(normal), Some(api)) = (&run.normal, &run.api) else {
            return Err(io::Error::other(format!("{name} has no normal form")));
        };
        let out = Path::new(OUT).join(name);
        fs::create_dir_all(&out)?;
        let printed = out.join("normal.yaml");
        fs::write(&printed, to_yaml(normal))?;
        let served = out.join("as-served.yaml");
        fs::write(&served, to_yaml_as_served(normal))?;
        // A page, or several, are no document that a tool reads.
        let original = match &document.settings.sources[..] {
            [source] if source.extension().is_some_and(|extension| extension != "md") => {
                source.clone()
            }
            _ => printed.clone(),
        };
        Ok(Subject {
            name: name.clone(),
            original,
            normal: printed,
            served,
            out,
            schemes: api.schemes.clone(),
            operations: api.operations.len(),
            document: serde_json::to_value(&normal.api)?,
            conflicts: run.diagnostics.iter().any(|found| found.code.name == CONFLICT),
            mock,
            relay,
        })
    }
}

/// The documents of `specs/`.
pub fn of_this_repository() -> io::Result<Vec<Document>> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let config = Config::read(Path::new(CONFIG), &mut sources, &mut diagnostics);
    let config = config.ok_or_else(|| io::Error::other(format!("{CONFIG} does not read")))?;
    let document =
        |(name, settings): (String, Settings)| Document { krate: name.clone(), name, settings };
    Ok(config.crates.into_iter().map(document).collect())
}

/// The documents of a folder that are named in the list.
pub fn of_folder(folder: &Path) -> Vec<Document> {
    let listed: BTreeSet<&str> = DOCUMENTS.lines().collect();
    let documents = corpus::documents(folder, false).into_iter();
    let documents = documents.filter(|document| listed.contains(document.name.as_str()));
    let document = |document: corpus::Document| Document {
        krate: corpus::crate_name(&document.name),
        settings: document.settings(),
        name: document.name,
    };
    documents.map(document).collect()
}

impl Document {
    pub fn name(&self) -> &str {
        &self.name
    }

    fn example(&self, what: &str) -> String {
        format!("{}-{what}", self.krate)
    }
}

/// The mocks of crates that stand in `generated/`.
pub fn built_here(documents: &[Document]) -> io::Result<Vec<Subject>> {
    let programs = build(Path::new("."), None, documents, &["mock"])?;
    let subject = |(document, mut programs): (&Document, Vec<PathBuf>)| {
        let mock = programs.remove(0);
        Subject::new(document, &Run::new(&document.settings), mock, PathBuf::new())
    };
    documents.iter().zip(programs).map(subject).collect()
}

/// Mocks and relays of crates that are generated for it, in a workspace of their own.
pub fn built_apart(documents: &[Document]) -> io::Result<Vec<Subject>> {
    let out = Path::new(OUT).join("crates");
    let mut runs = Vec::new();
    for document in documents {
        let run = Run::new(&document.settings);
        let files = files(document, &run)
            .ok_or_else(|| io::Error::other(format!("{} does not generate", document.name)))?;
        write(&out.join(&document.krate), &files)
            .map_err(|error| io::Error::other(error.to_string()))?;
        runs.push(run);
    }
    let names: Vec<&str> = documents.iter().map(|document| document.krate.as_str()).collect();
    // Sixty programs are small without what a debugger needs.
    let members = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {names:?}\n\n[profile.dev]\ndebug = false\n"
    );
    fs::write(out.join("Cargo.toml"), members)?;
    let target = Path::new(OUT).join("target");
    let programs = build(&out, Some(&target), documents, &["mock", "relay"])?;
    let subject = |((document, run), mut programs): ((&Document, Run), Vec<PathBuf>)| {
        let relay = programs.remove(1);
        Subject::new(document, &run, programs.remove(0), relay)
    };
    documents.iter().zip(runs).zip(programs).map(subject).collect()
}

fn files(document: &Document, run: &Run) -> Option<Vec<File>> {
    let api = run.api.as_ref()?;
    let target = Target {
        name: document.krate.clone(),
        runtime_path: Some(root().join("crates/runtime")),
        member: true,
        command: "cargo xtask conformance".to_owned(),
        choices: specwright::Choices::default(),
    };
    let mut files = generate(api, &target);
    let relay = relay::text(&document.krate, api, &files)?;
    files.push(File { path: format!("examples/{}.rs", document.example("relay")), text: relay });
    Some(files)
}

/// Builds these examples of each crate; gives the programs in the same order.
fn build(
    workspace: &Path,
    target: Option<&Path>,
    documents: &[Document],
    examples: &[&str],
) -> io::Result<Vec<Vec<PathBuf>>> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--quiet", "--message-format=json-render-diagnostics"]);
    command.current_dir(workspace);
    if let Some(target) = target {
        command.env("CARGO_TARGET_DIR", std::path::absolute(target)?);
    }
    for document in documents {
        command.args(["-p", &document.krate]);
        for example in examples {
            command.args(["--example", &document.example(example)]);
        }
    }
    let output = command.stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let messages: Vec<Value> =
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let program = |name: String| {
        let built = messages.iter().find(|m| m["target"]["name"] == name.as_str());
        let path = built.and_then(|message| message["executable"].as_str());
        path.map(PathBuf::from).ok_or_else(|| io::Error::other(format!("{name} does not build")))
    };
    let of = |document: &Document| examples.iter().map(|e| program(document.example(e))).collect();
    documents.iter().map(of).collect()
}
