//! What is written to a folder, what is kept, and how it is compared.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use specwright::{Change, File, Written, compare, write};

fn files() -> Vec<File> {
    let texts = [
        ("Cargo.toml", "[package]\nname = \"pets\"\n"),
        ("README.md", "# pets\n"),
        ("src/lib.rs", "pub mod types;\n"),
        ("src/types.rs", "pub struct Pet;\n"),
        ("src/types/names.rs", "pub struct Name;\n"),
    ];
    texts.map(|(path, text)| File { path: path.to_owned(), text: text.to_owned() }).to_vec()
}

/// A crate in a folder of its own.
fn written() -> (tempfile::TempDir, PathBuf) {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join("pets");
    assert_eq!(write(&folder, &files()).unwrap().changed, 5);
    (temporary, folder)
}

/// Every file with its text and time.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>, SystemTime)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else {
            let time = path.metadata().unwrap().modified().unwrap();
            found.push((path.clone(), fs::read(path).unwrap(), time));
        }
    }
    found.sort();
    found
}

fn is_whole(folder: &Path) {
    assert_eq!(compare(folder, &files()).unwrap(), []);
    let texts = contents(folder).into_iter().map(|(path, text, _)| (path, text));
    let mut expected: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for file in files() {
        expected.push((folder.join(file.path), file.text.into_bytes()));
    }
    expected.sort();
    assert_eq!(texts.collect::<Vec<_>>(), expected);
}

#[test]
fn a_second_run_writes_nothing() {
    let (_temporary, folder) = written();
    let before = contents(&folder);
    assert_eq!(write(&folder, &files()).unwrap(), Written::default());
    assert_eq!(contents(&folder), before);
    is_whole(&folder);
}

#[test]
fn only_what_differs_is_touched() {
    let (_temporary, folder) = written();
    let before = contents(&folder);
    fs::write(folder.join("src/types.rs"), "edited by hand").unwrap();
    assert_eq!(write(&folder, &files()).unwrap(), Written { changed: 1, removed: 0 });
    let after = contents(&folder);
    for (old, new) in before.iter().zip(&after).filter(|(old, _)| !old.0.ends_with("types.rs")) {
        assert_eq!(old, new);
    }
    is_whole(&folder);
}

#[test]
fn whatever_stands_there_is_repaired() {
    let damages: &[fn(&Path)] = &[
        |folder| fs::remove_dir_all(folder).unwrap(),
        |folder| fs::remove_file(folder.join("Cargo.toml")).unwrap(),
        |folder| fs::remove_dir_all(folder.join("src")).unwrap(),
        |folder| {
            for (path, _, _) in contents(folder) {
                fs::write(path, b"\xff{{{").unwrap();
            }
        },
        // A file where a folder should be, and the other way round.
        |folder| {
            fs::remove_dir_all(folder.join("src")).unwrap();
            fs::write(folder.join("src"), "").unwrap();
        },
        |folder| {
            fs::remove_file(folder.join("Cargo.toml")).unwrap();
            fs::create_dir(folder.join("Cargo.toml")).unwrap();
        },
        |folder| {
            fs::remove_dir_all(folder).unwrap();
            fs::write(folder, "").unwrap();
        },
        // What an older version wrote, and what a run that was cut off left.
        |folder| {
            fs::create_dir_all(folder.join("src/old/deep")).unwrap();
            fs::write(folder.join("src/old/deep/gone.rs"), "").unwrap();
        },
        |folder| {
            fs::create_dir(folder.join(".specwright")).unwrap();
            fs::write(folder.join(".specwright/0"), "in pa").unwrap();
        },
    ];
    for damage in damages {
        let (_temporary, folder) = written();
        damage(&folder);
        write(&folder, &files()).unwrap();
        is_whole(&folder);
        assert!(!folder.join(".specwright").exists());
        assert!(!folder.join("src/old").exists());
    }
}

#[test]
fn what_is_not_ours_is_kept() {
    let (_temporary, folder) = written();
    for name in ["Cargo.lock", "target/debug/pets", ".git/HEAD", "LICENSE"] {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "mine").unwrap();
    }
    fs::write(folder.join("README.md"), "edited").unwrap();
    assert_eq!(write(&folder, &files()).unwrap().changed, 1);
    for name in ["Cargo.lock", "target/debug/pets", ".git/HEAD", "LICENSE"] {
        assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), "mine");
    }
}

#[test]
fn a_difference_is_shown_as_a_diff() {
    let (_temporary, folder) = written();
    fs::write(folder.join("src/types.rs"), "pub struct Dog;\n").unwrap();
    fs::write(folder.join("src/more.rs"), b"\xff").unwrap();
    let changes = compare(&folder, &files()).unwrap();
    let diffs: Vec<String> = changes.iter().map(|change: &Change| shown(change, &folder)).collect();
    assert_eq!(
        diffs,
        [
            "--- src/types.rs (as it is)\n+++ src/types.rs (as it would be written)\n\
             @@ -1 +1 @@\n-pub struct Dog;\n+pub struct Pet;\n",
            "--- src/more.rs (as it is)\n+++ src/more.rs (as it would be written)\n\
             what is there is no text\n",
        ]
    );
}

fn shown(change: &Change, folder: &Path) -> String {
    change.diff.replace(&format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR), "")
}

#[test]
fn nothing_is_written_outside_of_the_folder() {
    for path in ["../pets.rs", "/pets.rs", "src/../../pets.rs", "src//pets.rs", "a\\b.rs"] {
        let temporary = tempfile::tempdir().unwrap();
        let folder = temporary.path().join("pets");
        let files = [File { path: path.to_owned(), text: String::new() }];
        let error = write(&folder, &files).unwrap_err();
        assert!(error.to_string().contains("leads out of the crate"), "{error}");
        assert!(!folder.exists());
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let (temporary, folder) = written();
    let outside = temporary.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("mine.rs"), "mine").unwrap();
    std::os::unix::fs::symlink(&outside, folder.join("src/link")).unwrap();
    assert_eq!(write(&folder, &files()).unwrap(), Written { changed: 0, removed: 1 });
    assert_eq!(fs::read_to_string(outside.join("mine.rs")).unwrap(), "mine");
    is_whole(&folder);

    // One in the place of a folder of ours, even with the right files behind it.
    fs::rename(folder.join("src"), outside.join("src")).unwrap();
    std::os::unix::fs::symlink(outside.join("src"), folder.join("src")).unwrap();
    write(&folder, &files()).unwrap();
    assert!(!folder.join("src").is_symlink());
    assert!(outside.join("src/lib.rs").exists());
    is_whole(&folder);
}
