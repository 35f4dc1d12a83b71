//! Crates outside of this repository's workspace: one that `specwright gen` wrote, and one whose
//! build script generates a module. Both are built by cargo, without the network.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::support::{Done, Folder, PETSTORE, repository};

/// Cargo in a crate of this folder, with the repository's own target folder and the versions of
/// its lock file, so that hardly anything is compiled twice.
pub(crate) fn cargo(folder: &Folder, package: &str, arguments: &[&str]) -> Done {
    let lock = repository().join("Cargo.lock");
    let crate_folder = folder.path().join(package);
    fs::copy(lock, crate_folder.join("Cargo.lock")).expect("the lock file can be copied");
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .args(["--offline", "--manifest-path"])
        .arg(crate_folder.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", target());
    // As the workspace's own profile says, unless the caller says otherwise.
    if std::env::var_os("CARGO_PROFILE_DEV_DEBUG").is_none() {
        command.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
    }
    folder.run(&mut command)
}

fn target() -> &'static Path {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary.parent().expect("it is in the target folder")
}

pub(crate) fn assert_quiet(done: &Done) {
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(!done.err.contains("warning"), "{}", done.err);
}

#[test]
fn types_derive_what_they_can() {
    let document = r"
openapi: 3.0.3
info: {title: Kinds, version: '1'}
paths:
  /kinds:
    post:
      operationId: send
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {type: object, properties: {file: {type: string, format: binary}, n: {type: number}}}
      responses:
        '200':
          description: All
          content:
            application/json:
              schema:
                type: object
                properties:
                  either: {oneOf: [{type: string}, {type: number}, {$ref: '#/components/schemas/Whole'}]}
                  mixed: {enum: [1, two, 3.5]}
                  word: {type: string, enum: [one, two]}
components:
  schemas:
    Plain: {type: object, properties: {a: {type: string}, day: {type: string, format: date}}}
    Whole: {type: object, required: [n], properties: {n: {type: integer}, ok: {type: boolean}}, additionalProperties: false}
    Float: {type: object, properties: {n: {type: number}, list: {type: array, items: {type: number}}}}
    Around: {type: object, properties: {float: {$ref: '#/components/schemas/Float'}, next: {$ref: '#/components/schemas/Around'}}}
    Anything: {type: object, properties: {any: {}, more: {type: object}}, additionalProperties: {type: string}}
    Login: {type: object, properties: {password: {type: string}, key: {type: string, format: byte}}}
    Money: {type: string}
    Price: {type: object, properties: {money: {$ref: '#/components/schemas/Money'}}}
    Born: {type: object, properties: {at: {type: string, format: date-time}}}
";
    let derives = "derives = ['Clone', 'Debug', 'PartialEq', 'Default', 'Eq', 'std::hash::Hash', 'PartialOrd', 'Ord', 'Copy', 'Eq']";
    let replace = "replace.types = { Money = 'f64' }\nreplace.formats = { date-time = 'rt::jiff::Timestamp' }";
    let folder = Folder::with(&[
        ("kinds.yaml", document),
        ("c.toml", &format!("[crates.kinds]\n{derives}\n{replace}\n")),
    ]);
    let runtime = repository().join("crates/runtime");
    let runtime = runtime.to_str().expect("the path is text");
    let arguments = ["gen", "kinds.yaml", "--config", "c.toml", "--out", "kinds"];
    let done = folder.specwright(&[&arguments[..], &["--runtime-path", runtime]].concat());
    assert_eq!(done.code, 0, "{done:?}");
    assert_quiet(&cargo(&folder, "kinds", &["check", "--all-targets"]));
    let types = fs::read_to_string(folder.path().join("kinds/src/types.rs")).expect("it is there");
    let derived = |name: &str| {
        let at = types.find(&format!("pub struct {name} {{")).expect("the type is there");
        let start = types[..at].rfind("#[derive(").expect("it derives") + 9;
        let end = types[start..].find(')').expect("the list ends");
        types[start..start + end].replace("std::hash::", "")
    };
    for (name, expected) in [
        ("Plain", "Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord"),
        ("Whole", "Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Copy"),
        ("Around", "Clone, Debug, Default, PartialEq, PartialOrd"),
        ("Anything", "Clone, Debug, Default, PartialEq, Eq, Hash"),
        ("Login", "Clone, Debug, Default, PartialEq, Eq"),
        ("Price", "Clone, Debug, Default, PartialEq"),
        ("Born", "Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord"),
    ] {
        assert_eq!(derived(name), expected, "{name}");
    }
}

#[test]
fn what_is_of_a_client_or_a_server_alone_does_without_the_other() {
    let runtime = repository().join("crates/runtime");
    let runtime = runtime.to_str().expect("the repository's path is text");
    for fixture in ["calls", "forms", "hooks", "streams"] {
        let folder = Folder::with(&[]);
        let document = repository().join(format!("tests/fixtures/{fixture}.yaml"));
        let document = document.to_str().expect("the path is text");
        let name = format!("outside-{fixture}");
        let done = folder.specwright(&["gen", document, "--out", &name, "--runtime-path", runtime]);
        assert_eq!(done.code, 0, "{done:?}");
        for features in ["", "client", "server"] {
            let arguments = ["check", "--no-default-features", "--features", features];
            assert_quiet(&cargo(&folder, &name, &arguments));
        }
    }
}

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a mock on a free port; gives it and its URL.
fn start(example: &Path) -> (Running, String) {
    let mut command = Command::new(example);
    command.arg("127.0.0.1:0").stdout(Stdio::piped());
    let mut child = command.spawn().expect("the mock can be started");
    let output = child.stdout.take().expect("its output is piped");
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).expect("it says where it listens");
    let url = line.trim().rsplit(' ').next().unwrap_or_default().to_owned();
    (Running(child), url)
}

#[test]
fn a_crate_that_gen_wrote_builds_and_its_examples_talk() {
    let folder = Folder::with(&[("petstore.yaml", PETSTORE)]);
    let runtime = repository().join("crates/runtime");
    let runtime = runtime.to_str().expect("the repository's path is text");
    let name = "outside-petstore";
    let arguments = ["gen", "petstore.yaml", "--out", name, "--runtime-path", runtime];
    let done = folder.specwright(&arguments);
    assert_eq!(done.code, 0, "{done:?}");
    assert_quiet(&cargo(&folder, name, &["build", "--lib", "--examples"]));

    let examples = target().join("debug/examples");
    let executable = |name: &str| examples.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let (_mock, url) = start(&executable("outside-petstore-mock"));
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    let done = folder.run(Command::new(executable("outside-petstore-call")).arg(&url));
    assert_eq!(done.code, 0, "{done:?}");
}

const MANIFEST: &str = r#"
[package]
name = "outside-build-script"
version = "0.1.0"
edition = "2024"

[workspace]

[dependencies]
specwright-runtime = { path = "ROOT/crates/runtime", features = ["client", "server", "mock"] }
# With these, cargo compiles the dependencies as it does for this repository, where they are.
axum = { version = "0.8", default-features = false, features = ["http1", "tokio"] }
specwright = { path = "ROOT/crates/specwright" }
tokio = { version = "1", features = ["macros", "net", "rt-multi-thread"] }

[build-dependencies]
specwright = { path = "ROOT/crates/specwright" }
"#;

const SCRIPT: &str = r#"
fn main() {
    specwright::Builder::new().source("petstore.yaml").write_module("petstore.rs").unwrap();
    specwright::Builder::new().source("px0.md").write_module("px0.rs").unwrap();
}
"#;

const LIBRARY: &str = r#"
#![deny(warnings)]

mod petstore {
    include!(concat!(env!("OUT_DIR"), "/petstore.rs"));
}

pub mod apis {
    pub mod px0 {
        include!(concat!(env!("OUT_DIR"), "/px0.rs"));
    }
}

pub fn client() -> Option<apis::px0::Client> {
    apis::px0::Client::builder().build().ok()
}

pub fn mocks() {
    let _ = apis::px0::server::service(apis::px0::Mock);
}
"#;

#[test]
fn modules_of_a_build_script_compile_without_warnings() {
    let folder = Folder::with(&[
        ("outside/build.rs", SCRIPT),
        ("outside/src/lib.rs", LIBRARY),
        ("outside/petstore.yaml", PETSTORE),
        ("outside/px0.md", &crate::support::page("px0")),
    ]);
    let root = repository().display().to_string().replace('\\', "/");
    folder.write("outside/Cargo.toml", &MANIFEST.replace("ROOT", &root));
    assert_quiet(&cargo(&folder, "outside", &["build"]));
}

#[test]
fn a_build_script_whose_document_is_at_fault_fails_and_shows_where() {
    let broken = PETSTORE.replace("type: integer, format: int32", "type: integre");
    let folder = Folder::with(&[
        ("outside/build.rs", SCRIPT),
        ("outside/src/lib.rs", ""),
        ("outside/petstore.yaml", &broken),
    ]);
    let root = repository().display().to_string().replace('\\', "/");
    let manifest = MANIFEST.replace("ROOT", &root).replace("build-script", "broken-script");
    folder.write("outside/Cargo.toml", &manifest);
    let done = cargo(&folder, "outside", &["build"]);
    assert_ne!(done.code, 0, "{done:?}");
    assert!(done.err.contains("--> petstore.yaml:"), "{}", done.err);
    assert!(done.err.contains("did you mean `integer`"), "{}", done.err);
}
