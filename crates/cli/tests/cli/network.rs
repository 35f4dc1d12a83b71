//! Sources on the network: one command, a lock file, and no network from then on.

use std::fs;
use std::path::{Path, PathBuf};

use crate::folders::{PET, TAGGED, page};
use crate::server::{Page, Server};
use crate::support::{Done, Folder};

fn run(folder: &Folder, arguments: &[&str]) -> Done {
    folder.specwright(&[arguments, &["--cache", "cache"]].concat())
}

#[test]
fn an_index_becomes_a_crate_and_the_second_run_needs_no_network() {
    let server = Server::start();
    server.text("/a.md", page("openapi.yaml", "/a", "1", PET));
    server.text("/b.md", page("openapi.yaml", "/b", "1", PET));
    server.text("/start.md", "# Start here\n\nRead on.\n");
    server.text("/llms.txt", "- [A](a.md)\n- [B](b.md)\n- [Start](start.md)\n");
    let index = server.url("/llms.txt");
    let folder = Folder::with(&[]);

    let done = run(&folder, &["gen", &index, "--out", "pets"]);
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
    assert!(done.out.contains("2 operations") && done.out.contains("1 no-api"), "{done:?}");
    assert_eq!(server.asked().len(), 4);

    let again = run(&folder, &["gen", &index, "--out", "pets", "--offline"]);
    assert!(again.code == 0 && again.out.contains(" 0 of "), "{again:?}");
    let again = run(&folder, &["check", &index]);
    assert_eq!((again.code, server.asked().len()), (0, 0), "{again:?}");

    server.text("/b.md", page("openapi.yaml", "/b", "1", TAGGED));
    let done = run(&folder, &["update", &index, "--diff"]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.out.starts_with(&format!("changed  {}", server.url("/b.md"))), "{done:?}");
    assert!(
        done.out.contains("+      properties: {name") && done.out.ends_with("1 page changed\n")
    );
    server.asked();
    let done = run(&folder, &["check", &index]);
    assert_eq!(server.asked().len(), 0);
    // Messages speak of pages by their URLs.
    assert!(done.err.contains("[conflicting-components]"), "{done:?}");
    assert!(done.err.contains(&format!("{}:", server.url("/b.md"))), "{done:?}");
}

#[test]
fn a_page_that_names_its_index_stands_for_all_that_it_lists() {
    let server = Server::start();
    let named =
        |page: String| format!("> The index of all pages: {}\n\n{page}", server.url("/llms.txt"));
    server.text("/a.md", named(page("openapi.yaml", "/a", "1", PET)));
    server.text("/b.md", named(page("openapi.yaml", "/b", "1", PET)));
    server.text("/c.md", page("openapi.yaml", "/c", "1", PET));
    server.text("/llms.txt", "- [A](a.md)\n- [B](b.md)\n");
    let folder = Folder::with(&[]);
    let done = run(&folder, &["gen", &server.url("/b.md"), "--out", "pets"]);
    assert!(done.code == 0 && done.out.contains("2 operations"), "{done:?}");
    assert_eq!(server.asked().len(), 3);
    let again = run(&folder, &["check", &server.url("/b.md"), "--offline"]);
    assert_eq!((again.code, server.asked().len()), (0, 0), "{again:?}");

    let alone = run(&folder, &["gen", &server.url("/c.md"), "--out", "alone"]);
    assert!(alone.code == 0 && alone.out.contains("1 operation,"), "{alone:?}");
}

#[test]
fn what_cannot_be_had_is_an_error_and_nothing_is_written() {
    let server = Server::start();
    server.put("/a.md", Page::Status(403));
    let folder = Folder::with(&[]);
    let url = server.url("/a.md");
    let done = run(&folder, &["gen", &url, "--out", "pets"]);
    assert!(done.code == 1 && done.err.contains("error[not-fetched]"), "{done:?}");
    assert!(done.err.contains("403") && !folder.path().join("pets").exists(), "{done:?}");

    server.text("/a.md", page("openapi.yaml", "/a", "1", PET));
    let done = run(&folder, &["gen", &url, "--out", "pets", "--offline"]);
    assert!(done.code == 1 && done.err.contains("--offline"), "{done:?}");
    assert_eq!(run(&folder, &["gen", &url, "--out", "pets"]).code, 0);
}

#[test]
fn files_alone_leave_neither_lock_nor_cache() {
    let folder = Folder::with(&[("a.md", &page("openapi.yaml", "/a", "1", PET))]);
    assert_eq!(run(&folder, &["check", "a.md"]).code, 0);
    assert_eq!(folder.files().len(), 1);
}

#[test]
fn all_pages_in_one_file_are_its_apis() {
    let pages = ["pets.yaml", "owners.yaml"].map(|file| {
        page(file, "/a", "1", PET)
            .replace("---\nurl: https", "# Title\nSource: https")
            .replace("\n---\n", "\n")
    });
    let folder = Folder::with(&[("llms-full.txt", &pages.concat())]);
    let done = folder.specwright(&["gen", "llms-full.txt", "--out", "apis"]);
    assert_eq!(done.code, 0, "{done:?}");
    for name in ["pets", "owners"] {
        assert!(folder.path().join("apis").join(name).join("src/lib.rs").is_file(), "{done:?}");
    }
}

#[test]
fn pages_without_an_api_in_a_file_of_pages_are_counted() {
    let channel = "# Ticks\nSource: https://docs.pets.test/ticks\n\n## AsyncAPI\n\n\
                   ````yaml asyncapi.yaml ticks\nid: ticks\n````\n\n";
    let page = page("pets.yaml", "/a", "1", PET)
        .replace("---\nurl: https", "# Title\nSource: https")
        .replace("\n---\n", "\n");
    let pages = [channel, &page, channel].concat();
    for file in ["llms-full.txt", "all.md"] {
        let folder = Folder::with(&[(file, &pages)]);
        let done = folder.specwright(&["gen", file, "--out", "pets"]);
        assert_eq!(done.code, 0, "{done:?}");
        let counted = "2 pages without an API passed over: 2 unsupported-format";
        assert!(done.out.contains(counted), "{done:?}");
    }
}

/// A vendor's pages, beside the workspace, by the paths of their URLs.
fn vendor() -> Option<Vec<(String, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/vendors/kalshi");
    if !root.exists() {
        eprintln!("skipped: there is no ../shared/corpus/vendors beside the workspace");
        return None;
    }
    let (mut open, mut files): (Vec<PathBuf>, Vec<PathBuf>) = (vec![root], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("it can be read") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() { open.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let pages = files.into_iter().filter_map(|file| {
        let text = fs::read_to_string(file).ok()?;
        let url = text.lines().take(4).find_map(|line| line.strip_prefix("url: https://"))?;
        let path = format!("/{}", url.split_once('/')?.1);
        Some((path, text))
    });
    Some(pages.collect())
}

#[test]
fn a_vendors_index_becomes_its_crates() {
    let Some(pages) = vendor() else { return };
    let server = Server::start();
    let mut index = "# Documentation\n".to_owned();
    for (path, text) in &pages {
        index += &format!("- [Page]({})\n", server.url(path));
        server.text(path, text.clone());
    }
    server.text("/llms.txt", index);
    let index = server.url("/llms.txt");
    let folder = Folder::with(&[]);

    let done = run(&folder, &["gen", &index, "--out", "apis"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(server.asked().len(), pages.len() + 1);
    eprintln!("{}", done.out);
    let operations: usize = done
        .out
        .lines()
        .filter_map(|line| {
            line.split_once(": ")?.1.split_once(" operations")?.0.parse::<usize>().ok()
        })
        .sum();
    assert_eq!(operations, 169);

    let again = run(&folder, &["gen", &index, "--out", "apis"]);
    assert_eq!((again.code, server.asked().len()), (0, 0));
    assert!(again.out.lines().take(2).all(|line| line.contains(" 0 of ")), "{}", again.out);

    let (path, text) = pages
        .iter()
        .find(|(_, text)| text.contains("openapi.yaml get /exchange/status\n"))
        .expect("the page is there");
    let changed = text.replace("      summary: ", "      summary: Changed ");
    assert_ne!(*text, changed);
    server.text(path, changed);
    let done = run(&folder, &["update", &index]);
    let expected = format!("changed  {} (+1 -1)\n1 page changed\n", server.url(path));
    assert_eq!((done.out, done.code), (expected, 0));
    let done = run(&folder, &["gen", &index, "--out", "apis"]);
    let changed: Vec<&str> =
        done.out.lines().filter(|line| line.contains("files changed")).collect();
    assert!(changed.iter().any(|line| line.contains(" 0 of ")), "{changed:?}");
    assert!(changed.iter().any(|line| !line.contains(" 0 of ")), "{changed:?}");
}
