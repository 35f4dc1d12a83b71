//! Tools of other languages, installed once below `target/tools`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::root;

fn folder() -> PathBuf {
    root().join("target/tools")
}

/// A Python that has these packages, in a folder of this name; `None` where it cannot be had.
pub fn python(name: &str, packages: &[&str]) -> Option<PathBuf> {
    let venv = folder().join(name);
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let install = || {
        runs(Command::new("python3").args(["-m", "venv"]).arg(&venv))
            && runs(Command::new(&python).args(["-m", "pip", "install", "-q"]).args(packages))
    };
    once(&venv, &packages.join(" "), install).then_some(python)
}

/// The `node_modules` with a package of Node's in this version; `None` where it cannot be had.
pub fn node(name: &str, version: &str) -> Option<PathBuf> {
    let home = folder().join("node").join(name.replace(['@', '/'], "-"));
    let package = format!("{name}@{version}");
    let install = || {
        fs::create_dir_all(&home).is_ok()
            && runs(
                Command::new("npm")
                    .args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"])
                    .arg(&home)
                    .arg(&package),
            )
    };
    once(&home, &package, install).then(|| home.join("node_modules"))
}

/// Installs what is not there; a file says what is.
fn once(folder: &Path, what: &str, install: impl Fn() -> bool) -> bool {
    let mark = folder.join("installed.txt");
    if fs::read_to_string(&mark).is_ok_and(|there| there == what) {
        return true;
    }
    install() && fs::write(&mark, what).is_ok()
}

/// Whether a command runs to a good end; what it says goes to the terminal.
fn runs(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).status().is_ok_and(|status| status.success())
}
