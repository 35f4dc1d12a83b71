//! Fetching from a server on this machine: what is asked for, what is kept, what is refused.

mod server;

use std::path::PathBuf;
use std::time::Duration;

use server::{Page, Server};
use specwright_fetch::{Kind, Options, Resolved, Source, resolve, update};
use tempfile::TempDir;

struct Project(TempDir);

impl Project {
    fn new() -> Project {
        Project(tempfile::tempdir().expect("there is room"))
    }

    fn options(&self) -> Options<'static> {
        Options {
            lock: self.0.path().join("specwright.lock"),
            cache: self.0.path().join("cache"),
            hosts: Vec::new(),
            offline: false,
            timeout: Duration::from_secs(60),
            progress: &(),
        }
    }

    fn lock(&self) -> String {
        std::fs::read_to_string(self.0.path().join("specwright.lock")).unwrap_or_default()
    }
}

fn texts(resolved: &Resolved) -> Vec<String> {
    resolved.pages.iter().map(|page| std::fs::read_to_string(&page.file).unwrap()).collect()
}

fn kinds(resolved: &Resolved) -> Vec<Kind> {
    resolved.problems.iter().map(|problem| problem.kind).collect()
}

fn indexed(pages: &[&str]) -> (Server, Source) {
    let server = Server::start();
    let mut index = "# Docs\n".to_owned();
    for page in pages {
        index += &format!("- [{page}]({})\n", server.url(&format!("/{page}.md")));
        server.text(&format!("/{page}.md"), *page);
    }
    server.text("/llms.txt", index);
    let source = Source::Index(server.url("/llms.txt"));
    (server, source)
}

#[test]
fn an_index_is_fetched_once_and_then_needs_no_network() {
    let (server, source) = indexed(&["a", "b", "c"]);
    let project = Project::new();
    let first = resolve(&source, &project.options());
    assert_eq!((texts(&first), first.problems), (vec!["a".into(), "b".into(), "c".into()], vec![]));
    assert_eq!(server.asked(), ["/a.md", "/b.md", "/c.md", "/llms.txt"]);

    let lock = project.lock();
    for options in [project.options(), Options { offline: true, ..project.options() }] {
        let again = resolve(&source, &options);
        assert_eq!(again.pages, first.pages);
        assert_eq!(server.asked(), [""; 0], "no socket is opened");
    }
    assert_eq!(project.lock(), lock);
}

#[test]
fn the_lock_decides_where_the_cache_is_new() {
    let (server, source) = indexed(&["a", "b"]);
    let project = Project::new();
    resolve(&source, &project.options());
    server.asked();

    let elsewhere = Options { cache: project.0.path().join("other"), ..project.options() };
    assert_eq!(texts(&resolve(&source, &elsewhere)), ["a", "b"]);
    assert_eq!(server.asked().len(), 3);

    server.text("/b.md", "changed");
    let elsewhere = Options { cache: project.0.path().join("third"), ..project.options() };
    let resolved = resolve(&source, &elsewhere);
    assert_eq!(kinds(&resolved), [Kind::Changed]);
    assert_eq!(resolved.problems[0].about, server.url("/b.md"));
    assert_eq!(texts(&resolved), ["a"]);

    let offline =
        Options { offline: true, cache: project.0.path().join("no"), ..project.options() };
    assert_eq!(kinds(&resolve(&source, &offline)), [Kind::Offline]);
}

#[test]
fn an_update_says_what_changed_and_nothing_else() {
    let (server, source) = indexed(&["a", "b", "c"]);
    let project = Project::new();
    resolve(&source, &project.options());
    assert_eq!(update(&source, &project.options()).1, []);

    server.text("/b.md", "B");
    let (resolved, changes) = update(&source, &project.options());
    assert_eq!(texts(&resolved), ["a", "B", "c"]);
    assert_eq!(changes.len(), 1);
    let read = |file: &Option<PathBuf>| std::fs::read_to_string(file.as_ref().unwrap()).unwrap();
    assert_eq!(changes[0].url, server.url("/b.md"));
    assert_eq!((read(&changes[0].old), read(&changes[0].new)), ("b".into(), "B".into()));

    server.text("/llms.txt", "- [a](a.md)\n- [d](d.md)\n");
    server.text("/d.md", "d");
    let (resolved, changes) = update(&source, &project.options());
    assert_eq!(texts(&resolved), ["a", "d"]);
    let shown: Vec<_> =
        changes.iter().map(|c| (c.old.is_some(), c.new.is_some(), c.was_known)).collect();
    assert_eq!(shown, [(true, false, true), (true, false, true), (false, true, false)]);
}

#[test]
fn other_hosts_are_asked_only_where_they_are_allowed() {
    let other = Server::start();
    other.text("/x.md", "x");
    let server = Server::start();
    server.text("/a.md", "a");
    server.put("/away.md", Page::Redirect(other.url("/x.md")));
    server.put("/moved.md", Page::Redirect("/a.md".to_owned()));
    let links =
        format!("- [a](a.md)\n- [x]({})\n- [y](away.md)\n- [z](moved.md)\n", other.url("/x.md"));
    server.text("/llms.txt", links);
    let source = Source::Index(server.url("/llms.txt"));

    let project = Project::new();
    let resolved = resolve(&source, &project.options());
    assert_eq!(texts(&resolved), ["a", "a"]);
    assert_eq!(kinds(&resolved), [Kind::PassedOver, Kind::PassedOver]);
    assert!(resolved.problems[1].message.contains("another host"), "{resolved:?}");
    assert_eq!(other.asked(), [""; 0]);

    let project = Project::new();
    let options = Options { hosts: vec![other.address.clone()], ..project.options() };
    assert_eq!(texts(&resolve(&source, &options)), ["a", "x", "x", "a"]);
}

#[test]
fn what_is_not_there_is_passed_over_and_what_cannot_be_had_is_an_error() {
    let (server, source) = indexed(&["a", "gone", "page", "broken", "later"]);
    server.put("/gone.md", Page::Status(404));
    server.put("/page.md", Page::Html("<html>".to_owned()));
    server.put("/broken.md", Page::Status(403));
    server.put("/later.md", Page::Later(1, "later".to_owned()));
    let project = Project::new();
    let resolved = resolve(&source, &project.options());
    assert_eq!(texts(&resolved), ["a", "later"]);
    assert_eq!(kinds(&resolved), [Kind::PassedOver, Kind::PassedOver, Kind::Failed]);

    server.text("/broken.md", "mended");
    server.asked();
    let resolved = resolve(&source, &project.options());
    assert_eq!(texts(&resolved), ["a", "mended", "later"]);
    assert_eq!(server.asked(), ["/broken.md"], "only what is missing");
}

#[test]
fn bodies_without_end_and_servers_that_say_nothing_are_given_up() {
    let (server, source) = indexed(&["a", "endless", "stalled"]);
    server.put("/endless.md", Page::Endless);
    server.put("/stalled.md", Page::Stalled);
    let project = Project::new();
    let options = Options { timeout: Duration::from_secs(2), ..project.options() };
    let resolved = resolve(&source, &options);
    assert_eq!(texts(&resolved), ["a"]);
    assert_eq!(kinds(&resolved), [Kind::Failed, Kind::Failed]);
}

#[test]
fn circles_of_redirects_end() {
    let server = Server::start();
    server.put("/a.md", Page::Redirect("/b.md".to_owned()));
    server.put("/b.md", Page::Redirect("/a.md".to_owned()));
    let project = Project::new();
    let resolved = resolve(&Source::Page(server.url("/a.md")), &project.options());
    assert_eq!(kinds(&resolved), [Kind::Failed]);
    assert!(server.asked().len() < 10);
}

#[test]
fn a_page_is_a_source_and_has_to_be_there() {
    let server = Server::start();
    server.text("/a.md", "a");
    let project = Project::new();
    assert_eq!(texts(&resolve(&Source::Page(server.url("/a.md")), &project.options())), ["a"]);
    let resolved = resolve(&Source::Page(server.url("/b.md")), &project.options());
    assert_eq!(kinds(&resolved), [Kind::Failed]);
    assert!(!project.lock().contains("b.md"));
}

#[test]
fn a_local_index_lists_files_and_pages_of_one_host() {
    let server = Server::start();
    server.text("/a.md", "a");
    let project = Project::new();
    let write = |name: &str, text: &str| std::fs::write(project.0.path().join(name), text).unwrap();
    write("b.md", "b");
    let index = format!(
        "- [a]({})\n- [b](b.md)\n- [c](../c.md)\n- [d](https://elsewhere.test/d.md)\n",
        server.url("/a.md")
    );
    write("llms.txt", &index);
    let resolved =
        resolve(&Source::LocalIndex(project.0.path().join("llms.txt")), &project.options());
    assert_eq!(texts(&resolved), ["a", "b"]);
    assert_eq!(kinds(&resolved), [Kind::PassedOver, Kind::PassedOver]);
}

#[test]
fn a_lock_file_that_is_none_is_an_error_and_no_path_of_its_own() {
    let server = Server::start();
    server.text("/a.md", "a");
    let project = Project::new();
    let lock = |text: &str| std::fs::write(project.0.path().join("specwright.lock"), text).unwrap();
    let source = Source::Page(server.url("/a.md"));
    lock("nonsense");
    assert_eq!(kinds(&resolve(&source, &project.options())), [Kind::Storage]);

    let url = server.url("/a.md");
    lock(&format!("[source.\"{url}\".pages]\n\"{url}\" = \"../../../../etc/passwd\"\n"));
    let resolved = resolve(&source, &project.options());
    assert_eq!(kinds(&resolved), [Kind::Changed]);
    assert_eq!(resolved.pages, []);
}
