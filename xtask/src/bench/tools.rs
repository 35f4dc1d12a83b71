//! The generators: how each is called, and how what it writes becomes a crate.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use super::measure::{self, Cost};

/// A generator.
pub struct Tool {
    pub name: &'static str,
    /// Whether it is this one.
    pub ours: bool,
    program: PathBuf,
    arguments: fn(document: &Path, out: &Path, name: &str) -> Vec<String>,
}

/// The peers by the names of their commands.
type Peer = (&'static str, fn(&Path, &Path, &str) -> Vec<String>);

const PEERS: &[Peer] = &[
    ("openapi-to-rust", |document, out, _| {
        words(&["generate", &shown(document), "--output-dir", &shown(&out.join("src"))])
    }),
    ("oas3-gen", |document, out, _| {
        words(&["generate", "client-mod", "-w", "-q", "-i", &shown(document), "-o", &shown(out)])
    }),
    ("ploidy", |document, out, name| {
        words(&["generate", "rust", "-o", &shown(out), "--name", name, &shown(document)])
    }),
    ("cargo-progenitor", |document, out, name| {
        let (document, out) = (shown(document), shown(out));
        words(&["progenitor", "-i", &document, "-o", &out, "-n", name, "-v", "0.1.0"])
    }),
];

/// This generator, built for release, and the peers that are there.
pub fn installed(folder: Option<&Path>) -> Option<Vec<Tool>> {
    let build = ["build", "--release", "--quiet", "-p", "specwright-cli"];
    Command::new(env!("CARGO")).args(build).status().ok().filter(|status| status.success())?;
    let own = Tool {
        name: "specwright",
        ours: true,
        program: std::path::absolute("target/release/specwright").ok()?,
        arguments: |document, out, name| {
            let (document, out) = (shown(document), shown(out));
            words(&[
                "gen",
                &document,
                "--out",
                &out,
                "--name",
                name,
                "--runtime-path",
                "crates/runtime",
            ])
        },
    };
    let peers = PEERS.iter().filter_map(|(name, arguments)| {
        let program = find(name, folder)?;
        Some(Tool { name, ours: false, program, arguments: *arguments })
    });
    Some(std::iter::once(own).chain(peers).collect())
}

fn find(name: &str, folder: Option<&Path>) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = folder.map(Path::to_owned).into_iter().chain(std::env::split_paths(&path));
    folders.map(|folder| folder.join(name)).find(|program| program.is_file())
}

impl Tool {
    /// Generates a crate; `None` when the tool fails.
    pub fn generate(&self, document: &Path, out: &Path, stem: &str) -> Option<Cost> {
        fs::create_dir_all(out).ok()?;
        let name = format!("{stem}-{}", self.name);
        let arguments = (self.arguments)(document, out, &name);
        let mut command = Command::new("timeout");
        let cost = measure::run(command.arg("60").arg(&self.program).args(arguments))?;
        complete(out, &name).ok()?;
        Some(cost)
    }

    /// Compiles types and client, anew; `None` when they do not compile.
    pub fn check(&self, out: &Path) -> Option<Cost> {
        let root = fs::File::options().append(true).open(out.join("src/lib.rs")).ok()?;
        root.set_modified(SystemTime::now()).ok()?;
        let mut command = Command::new(env!("CARGO"));
        command
            .arg("check")
            .current_dir(out)
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTFLAGS", "-Awarnings");
        command.env("CARGO_TARGET_DIR", std::path::absolute("target/bench/target").ok()?);
        if self.ours {
            command.args(["--no-default-features", "--features", "client"]);
        }
        measure::run(&mut command)
    }
}

/// Makes a crate of its own of what was written: some write modules and a list of dependencies.
fn complete(out: &Path, name: &str) -> std::io::Result<()> {
    let manifest = out.join("Cargo.toml");
    let mut text = fs::read_to_string(&manifest).unwrap_or_default();
    if text.is_empty() {
        let dependencies = fs::read_to_string(out.join("src/REQUIRED_DEPS.toml"))?;
        text = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{dependencies}"
        );
        fs::rename(out.join("src/mod.rs"), out.join("src/lib.rs"))?;
    }
    if !text.contains("[workspace]") {
        text.push_str("\n[workspace]\n");
    }
    fs::write(manifest, text)
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
