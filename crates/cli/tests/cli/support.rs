//! A folder for a test, and the command run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The five documents of this repository.
pub(crate) const DOCUMENTS: &[&str] = &["apex", "px0", "galileo", "auth", "aisquare"];

/// A plain OpenAPI document.
pub(crate) const PETSTORE: &str = include_str!("../fixtures/petstore.yaml");

/// The folder of the repository.
pub(crate) fn repository() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().expect("the repository is there")
}

/// A page of this repository.
pub(crate) fn page(name: &str) -> String {
    let path = repository().join(format!("specs/{name}-login.md"));
    fs::read_to_string(path).expect("the page is there")
}

/// A folder that is gone after the test.
pub(crate) struct Folder(TempDir);

/// What a command left behind.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    /// A folder with these files.
    pub(crate) fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().expect("there is room"));
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    /// A folder with the petstore and the five pages; their names.
    pub(crate) fn with_all() -> (Folder, Vec<String>) {
        let folder = Folder::with(&[("petstore.yaml", PETSTORE)]);
        let mut names = vec!["petstore.yaml".to_owned()];
        for name in DOCUMENTS {
            let file = format!("{name}.md");
            folder.write(&file, &page(name));
            names.push(file);
        }
        (folder, names)
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        let parent = path.parent().expect("a file is in a folder");
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, text))
            .expect("it can be written");
    }

    /// Runs `specwright` here.
    pub(crate) fn specwright(&self, arguments: &[&str]) -> Done {
        self.run(&mut command(arguments))
    }

    /// Runs `specwright` here, and reads nothing of what it prints.
    pub(crate) fn unread(&self, arguments: &[&str]) -> i32 {
        let closed = || std::io::pipe().expect("there are pipes").1;
        let mut command = command(arguments);
        command.current_dir(self.path()).stdout(closed()).stderr(closed());
        command.status().expect("the command can be run").code().unwrap_or(-1)
    }

    /// Runs a command here.
    pub(crate) fn run(&self, command: &mut Command) -> Done {
        let output = command.current_dir(self.path()).output().expect("the command can be run");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Done {
            code: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }

    /// All files here, by their paths, with content.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        collect(self.path(), &mut files);
        files.sort();
        files
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    command.args(arguments).env("SPECWRIGHT_CACHE", env!("CARGO_TARGET_TMPDIR"));
    command.env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    command
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            let bytes = fs::read(&path).expect("the file can be read");
            files.push((path, bytes));
        }
    }
}
