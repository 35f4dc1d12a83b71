//! A server on this machine whose pages a test makes up.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What stands at a path.
#[derive(Clone)]
pub(crate) enum Page {
    Text(String),
    Html(String),
    Redirect(String),
    Status(u16),
    /// Fails so many times before there is a text.
    Later(usize, String),
    Endless,
    /// Begins, and then says nothing for long.
    Stalled,
}

/// A running server.
pub(crate) struct Server {
    pub(crate) address: String,
    pages: Arc<Mutex<BTreeMap<String, Page>>>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts one without pages; it ends with the test.
    pub(crate) fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a port");
        let address = listener.local_addr().expect("it has an address").to_string();
        let pages: Arc<Mutex<BTreeMap<String, Page>>> = Arc::default();
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let (shared, log) = (pages.clone(), requests.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (pages, log) = (shared.clone(), log.clone());
                thread::spawn(move || drop(answer(stream, &pages, &log)));
            }
        });
        Server { address, pages, requests }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn put(&self, path: &str, page: Page) {
        self.pages.lock().unwrap().insert(path.to_owned(), page);
    }

    pub(crate) fn text(&self, path: &str, text: impl Into<String>) {
        self.put(path, Page::Text(text.into()));
    }

    /// The paths that were asked for since the last time.
    pub(crate) fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.requests.lock().unwrap());
        asked.sort();
        asked
    }
}

fn answer(
    stream: TcpStream,
    pages: &Mutex<BTreeMap<String, Page>>,
    log: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    log.lock().unwrap().push(path.clone());
    let page = {
        let mut pages = pages.lock().unwrap();
        match pages.get_mut(&path) {
            Some(Page::Later(0, text)) => Page::Text(text.clone()),
            Some(Page::Later(times, _)) => {
                *times -= 1;
                Page::Status(503)
            }
            Some(page) => page.clone(),
            None => Page::Status(404),
        }
    };
    let mut stream = stream;
    let mut send = |status: u16, headers: &str, body: &str| {
        write!(
            stream,
            "HTTP/1.1 {status} Some\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
    };
    match page {
        Page::Text(text) => send(200, "content-type: text/markdown\r\n", &text),
        Page::Html(text) => send(200, "content-type: text/html; charset=utf-8\r\n", &text),
        Page::Redirect(to) => send(302, &format!("location: {to}\r\n"), ""),
        Page::Status(status) => send(status, "", ""),
        Page::Later(..) => Ok(()),
        Page::Endless => {
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n")?;
            let block = [b'x'; 1 << 16];
            while stream.write_all(&block).is_ok() {}
            Ok(())
        }
        Page::Stalled => {
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nx")?;
            stream.flush()?;
            thread::sleep(Duration::from_secs(30));
            Ok(())
        }
    }
}
