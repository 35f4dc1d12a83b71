//! Files in multipart bodies, which neither end holds in memory.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::stream;
use http::{Request, StatusCode};
use specwright_runtime::client::{Error, Retry, Transport};
use specwright_runtime::server::{Context, Options};
use specwright_runtime::{Body, Bytes, File};
use specwright_tests::parts::operations::{
    keep_files, long, send_either, send_form, send_lists, send_typed, silent,
};
use specwright_tests::parts::{Client, Server, server};
use tokio::net::TcpListener;
use tokio::sync::Mutex as Turn;
use tower::ServiceExt as _;

use crate::meter::{LEAD, Meter, PIECE, PIECES};

/// The tests that count files on disk, or bytes in memory, do so one after the other.
static TURN: Turn<()> = Turn::const_new(());

/// What a handler saw of a file: its name, its type, its length, and how many bytes it read.
type Seen = (Option<String>, Option<String>, Option<u64>, Result<usize, String>);

#[derive(Clone, Default)]
struct Folder {
    meter: Meter,
    seen: Arc<Mutex<Vec<Seen>>>,
    /// How many pages and sheets came.
    counts: Arc<Mutex<Vec<[Option<usize>; 2]>>>,
    /// How many files were on disk when the handler was called.
    on_disk: Arc<Mutex<Vec<usize>>>,
}

impl Server for Folder {
    async fn keep_files(
        &self,
        _: Context<()>,
        request: keep_files::Request,
    ) -> Result<keep_files::Success, keep_files::Failure> {
        self.on_disk.lock().unwrap().push(on_disk());
        let Some(body) = request.body else { return Ok(keep_files::Success::default()) };
        let count = |files: &Option<Vec<File>>| files.as_ref().map(Vec::len);
        self.counts.lock().unwrap().push([count(&body.pages), count(&body.sheets)]);
        if body.title == "echo" {
            return Ok(keep_files::Success { scan: Some(body.scan) });
        }
        for file in [body.scan].into_iter().chain(body.pages.into_iter().flatten()) {
            let length = file.body.length();
            let read = self.meter.drain(file.body).await;
            self.seen.lock().unwrap().push((file.name, file.media_type, length, read));
        }
        Ok(keep_files::Success::default())
    }

    async fn send_lists(
        &self,
        _: Context<()>,
        _: send_lists::Request,
    ) -> Result<send_lists::Success, send_lists::Failure> {
        Ok(())
    }

    async fn send_either(
        &self,
        _: Context<()>,
        request: send_either::Request,
    ) -> Result<send_either::Success, send_either::Failure> {
        let body = request.body;
        for file in body.note.into_iter().chain(body.pages.into_iter().flatten()) {
            let length = file.body.length();
            let read = self.meter.drain(file.body).await;
            self.seen.lock().unwrap().push((file.name, file.media_type, length, read));
        }
        Ok(())
    }

    async fn send_typed(
        &self,
        _: Context<()>,
        request: send_typed::Request,
    ) -> Result<send_typed::Success, send_typed::Failure> {
        let body = request.body;
        for file in [body.icon, body.photo].into_iter().chain(body.pages) {
            let length = file.body.length();
            self.seen.lock().unwrap().push((file.name, file.media_type, length, Ok(0)));
        }
        Ok(())
    }

    async fn send_form(
        &self,
        _: Context<()>,
        _: send_form::Request,
    ) -> Result<send_form::Success, send_form::Failure> {
        Ok(())
    }

    async fn long(&self, _: Context<()>, _: long::Request) -> Result<long::Success, long::Failure> {
        Ok(long::Success { content_length: None, body: Body::default() })
    }

    async fn silent(
        &self,
        _: Context<()>,
        _: silent::Request,
    ) -> Result<silent::Success, silent::Failure> {
        Ok(())
    }
}

/// How many temporary files this process has open that have no name.
fn on_disk() -> usize {
    let Ok(open) = std::fs::read_dir("/proc/self/fd") else { return 0 };
    let targets = open.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok());
    let temporary = std::env::temp_dir();
    targets
        .filter(|to| to.starts_with(&temporary) && to.to_string_lossy().ends_with("(deleted)"))
        .count()
}

/// The most memory that this process ever had, in bytes, where the system tells.
fn most_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok()? * 1024)
}

fn options(limit: usize) -> Options {
    Options::new().body_limit(limit)
}

async fn over_loopback(folder: &Folder, options: Options) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let service = server::service_with(folder.clone(), options);
    tokio::spawn(async move { axum::serve(listener, service.into_router()).await });
    Client::new(url).unwrap()
}

fn in_process(folder: &Folder, options: Options) -> Client {
    let service = server::service_with(folder.clone(), options);
    Client::builder().transport(Transport::service(service)).build().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_is_held_by_neither_end() {
    let _turn = TURN.lock().await;
    let folder = Folder::default();
    let client = over_loopback(&folder, options(2 * PIECES * PIECE)).await;
    let before = most_memory();
    let scan = File::new("scan.tiff", folder.meter.body(PIECES, ()));
    client.keep_files(keep_files::Body::new("large", scan)).await.unwrap();
    let length = PIECES * PIECE;
    let seen = [(Some("scan.tiff".to_owned()), None, Some(length as u64), Ok(length))];
    assert_eq!(*folder.seen.lock().unwrap(), seen);
    if let (Some(before), Some(after)) = (before, most_memory()) {
        assert!(after - before < LEAD, "{} bytes", after - before);
        assert_eq!(*folder.on_disk.lock().unwrap(), [1]);
    }
    assert_eq!(on_disk(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_that_comes_back_is_held_by_neither_end() {
    let _turn = TURN.lock().await;
    let folder = Folder::default();
    let client = over_loopback(&folder, options(2 * PIECES * PIECE)).await;
    let before = most_memory();
    let scan = File::new("scan.tiff", folder.meter.body(PIECES, ()));
    let answer = client.keep_files(keep_files::Body::new("echo", scan)).await.unwrap();
    let scan = answer.scan.expect("it comes back");
    let length = PIECES * PIECE;
    assert_eq!(
        (scan.name.as_deref(), scan.body.length()),
        (Some("scan.tiff"), Some(length as u64))
    );
    assert_eq!(folder.meter.drain(scan.body).await, Ok(length));
    if let (Some(before), Some(after)) = (before, most_memory()) {
        assert!(after - before < LEAD, "{} bytes", after - before);
    }
    assert_eq!(on_disk(), 0);
}

#[tokio::test]
async fn files_and_a_field_arrive_together() {
    let _turn = TURN.lock().await;
    let folder = Folder::default();
    let client = over_loopback(&folder, options(PIECES * PIECE)).await;
    let page = |name: &str, pieces| File {
        media_type: Some("image/png".to_owned()),
        ..File::new(name, folder.meter.body(pieces, ()))
    };
    let mut body = keep_files::Body::new("three", Bytes::from(vec![1; 3 * PIECE + 1]));
    body.pages = Some(vec![page("1", 2), page("2", 0), page("3", 1), page("4", 1)]);
    client.keep_files(body).await.unwrap();
    let seen = |name: Option<&str>, media: Option<&str>, length| {
        (name.map(str::to_owned), media.map(str::to_owned), Some(length as u64), Ok(length))
    };
    let png = Some("image/png");
    let expected = [
        seen(None, None, 3 * PIECE + 1),
        seen(Some("1"), png, 2 * PIECE),
        seen(Some("2"), png, 0),
        seen(Some("3"), png, PIECE),
        seen(Some("4"), png, PIECE),
    ];
    assert_eq!(*folder.seen.lock().unwrap(), expected);
}

#[tokio::test]
async fn what_is_a_file_in_one_alternative_is_one() {
    let folder = Folder::default();
    let body = send_either::Body {
        size: Some(1),
        note: Some(File::new("note.txt", "a long note")),
        pages: Some(vec!["1".into(), "22".into()]),
        ..send_either::Body::new(send_either::BodyKind::Cup)
    };
    in_process(&folder, Options::new()).send_either(body).await.unwrap();
    let seen = |name: Option<&str>, n| (name.map(str::to_owned), None, Some(n as u64), Ok(n));
    let expected = [seen(Some("note.txt"), 11), seen(None, 1), seen(None, 2)];
    assert_eq!(*folder.seen.lock().unwrap(), expected);
}

#[tokio::test]
async fn a_file_comes_back_as_it_was() {
    let _turn = TURN.lock().await;
    let bytes: Bytes = (0..300_000u32).flat_map(u32::to_le_bytes).collect();
    let client = over_loopback(&Folder::default(), options(PIECES * PIECE)).await;
    for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, bytes.len()] {
        let sent = bytes.slice(..length);
        let pieces: Vec<_> = sent
            .chunks(1000)
            .map(|piece| Ok::<_, Infallible>(Bytes::copy_from_slice(piece)))
            .collect();
        for body in [Body::from(sent.clone()), Body::sized(stream::iter(pieces), length as u64)] {
            let body = keep_files::Body::new("echo", File::new("a", body));
            let came_back = client.keep_files(body).await.unwrap().scan.unwrap();
            assert_eq!(came_back.body.bytes().await.unwrap(), sent, "{length}");
        }
    }
    assert_eq!(on_disk(), 0);
}

#[tokio::test]
async fn an_upload_beyond_the_limit_is_413_as_soon_as_it_is() {
    let _turn = TURN.lock().await;
    let folder = Folder::default();
    let body = keep_files::Body::new("large", folder.meter.body(PIECES, ()));
    match in_process(&folder, options(4 * PIECE)).keep_files(body).await {
        Err(Error::Undocumented(answer)) => assert_eq!(answer.status(), 413),
        other => panic!("{other:?}"),
    }
    // What stands before the file counts as well.
    assert_eq!(folder.meter.sent(), 4 * PIECE);
    assert!(folder.on_disk.lock().unwrap().is_empty(), "no handler was called");
    assert_eq!(on_disk(), 0);
}

#[tokio::test]
async fn files_are_as_many_as_were_sent_and_may_be() {
    let folder = Folder::default();
    let client = in_process(&folder, Options::new());
    let send = async |pages: Option<usize>, sheets: Option<usize>| {
        let files = |count: Option<usize>| {
            count.map(|count| (0..count).map(|_| File::new("", "")).collect::<Vec<File>>())
        };
        let mut body = keep_files::Body::new("many", File::default());
        (body.pages, body.sheets) = (files(pages), files(sheets));
        match client.keep_files(body).await {
            Ok(_) => None,
            Err(Error::Undocumented(answer)) => {
                Some(String::from_utf8_lossy(answer.body()).into_owned())
            }
            other => panic!("{other:?}"),
        }
    };
    let fine = [[None, None], [Some(0), None], [Some(1), Some(1)], [Some(5), Some(2)]];
    for [pages, sheets] in fine {
        assert_eq!(send(pages, sheets).await, None, "{pages:?} {sheets:?}");
    }
    assert_eq!(*folder.counts.lock().unwrap(), fine);
    let refused = send(Some(6), Some(0)).await.expect("it is refused");
    for said in ["/body/pages", "at most 5 items", "/body/sheets", "at least 1 items"] {
        assert!(refused.contains(said), "{said}: {refused}");
    }
}

#[tokio::test]
async fn fields_beyond_their_limit_are_413() {
    let client = in_process(&Folder::default(), options(PIECES * PIECE).memory_limit(4096));
    let send = async |title: usize, pages: usize| {
        let mut body = keep_files::Body::new("t".repeat(title), Bytes::from(vec![0; 8192]));
        body.sheets = Some((0..pages).map(|_| File::default()).collect());
        match client.keep_files(body).await {
            Err(Error::Undocumented(answer)) => answer.status().as_u16(),
            answer => answer.map(|_| 200).unwrap(),
        }
    };
    assert_eq!([send(1, 1).await, send(10, 1).await], [200, 422]);
    assert_eq!([send(4097, 1).await, send(1, 1000).await], [413, 413]);
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_no_file() {
    let _turn = TURN.lock().await;
    let folder = Folder::default();
    let client = over_loopback(&folder, options(PIECES * PIECE)).await;
    let breaks_off = stream::unfold(0, |count| async move {
        // Until what came before has been written.
        let begun = std::path::Path::new("/proc/self/fd").exists();
        while count == 8 && begun && on_disk() == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let piece = if count < 8 { Ok(Bytes::from(vec![7; PIECE])) } else { Err("it is gone") };
        (count < 9).then_some((piece, count + 1))
    });
    let body = keep_files::Body::new("broken", Body::from_stream(breaks_off));
    let answer = client.keep_files(body).await;
    assert!(matches!(answer, Err(Error::Transport(..))), "{answer:?}");
    while on_disk() > 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert!(folder.on_disk.lock().unwrap().is_empty(), "no handler was called");
}

#[tokio::test]
async fn what_cannot_be_read_twice_is_sent_once() {
    let sent = Arc::new(Mutex::new(0));
    let count = Arc::clone(&sent);
    let busy = tower::service_fn(move |request: Request<Body>| {
        let count = Arc::clone(&count);
        async move {
            request.into_body().bytes().await.expect("it is whole");
            *count.lock().unwrap() += 1;
            let answer = http::Response::builder().status(StatusCode::SERVICE_UNAVAILABLE);
            Ok::<_, Infallible>(answer.body(Body::default()).unwrap())
        }
    });
    let retry = Retry::new(2).delays(Duration::from_millis(1), Duration::from_millis(1));
    let client =
        Client::builder().transport(Transport::service(busy)).retry(retry).build().unwrap();
    let times = async |body: Body| {
        let answer = client.keep_files(keep_files::Body::new("busy", body)).await;
        assert!(matches!(answer, Err(Error::Undocumented(_))), "{answer:?}");
        std::mem::take(&mut *sent.lock().unwrap())
    };
    assert_eq!(times("bytes".into()).await, 3);
    assert_eq!(times(Folder::default().meter.body(1, ())).await, 1);
}

#[tokio::test]
async fn a_length_is_sent_where_every_file_has_one() {
    let lengths = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&lengths);
    let service = server::service(Folder::default()).map_request(move |request: Request<Body>| {
        seen.lock().unwrap().push(request.body().length());
        request
    });
    let client = Client::builder().transport(Transport::service(service)).build().unwrap();
    let piece = || stream::iter([Ok::<_, Infallible>("piece")]);
    for body in [Body::from("piece"), Body::sized(piece(), 5), Body::from_stream(piece())] {
        client.keep_files(keep_files::Body::new("length", body)).await.unwrap();
    }
    let lengths = std::mem::take(&mut *lengths.lock().unwrap());
    assert!(lengths[0].is_some() && lengths[0] == lengths[1], "{lengths:?}");
    assert_eq!(lengths[2], None);
    // One that is wrong breaks the call off.
    let body = keep_files::Body::new("length", Body::sized(piece(), 6));
    assert!(client.keep_files(body).await.is_err());
}

#[tokio::test]
async fn an_empty_stream_is_no_body() {
    let folder = Folder::default();
    let request = Request::put("/files").header("content-type", "multipart/form-data; boundary=x");
    let body = Body::from_stream(stream::iter([Ok::<_, Infallible>(""); 0]));
    let service = server::service(folder.clone());
    let answer = service.oneshot(request.body(body).unwrap()).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(folder.on_disk.lock().unwrap().len(), 1, "the handler was called");
}

#[tokio::test]
async fn parts_of_alternatives_are_held_to_one_of_them() {
    let client = in_process(&Folder::default(), options(PIECES * PIECE));
    let cup = || send_either::Body::new(send_either::BodyKind::Cup);
    let cake = || send_either::Body::new(send_either::BodyKind::Cake);
    let photo = || Some(File::new("a.png", "bytes"));
    let status = async |body: send_either::Body| match client.send_either(body).await {
        Err(Error::Undocumented(answer)) => answer.status().as_u16(),
        answer => answer.map(|()| 204).unwrap(),
    };
    assert_eq!(status(send_either::Body { size: Some(1), ..cup() }).await, 204);
    assert_eq!(status(send_either::Body { photo: photo(), ..cake() }).await, 204);
    assert_eq!(status(cup()).await, 422);
    assert_eq!(status(send_either::Body { photo: photo(), ..cup() }).await, 422);
    assert_eq!(status(send_either::Body { size: Some(1), ..cake() }).await, 422);
}

#[tokio::test]
async fn parts_are_sent_in_the_one_media_type_that_the_document_says() {
    let folder = Folder::default();
    let text = Arc::new(Mutex::new(String::new()));
    let (service, kept) = (server::service(folder.clone()), text.clone());
    let keep = tower::service_fn(move |request: Request<Body>| {
        let (service, kept) = (service.clone(), kept.clone());
        async move {
            let (head, body) = request.into_parts();
            let bytes = body.bytes().await.unwrap();
            *kept.lock().unwrap() = String::from_utf8_lossy(&bytes).into_owned();
            service.oneshot(Request::from_parts(head, Body::from(bytes))).await
        }
    });
    let client = Client::builder().transport(Transport::service(keep)).build().unwrap();
    let file = |media: Option<&str>| File {
        media_type: media.map(str::to_owned),
        ..File::new("a", "bytes")
    };
    let body = send_typed::Body {
        table: "a,b".to_owned(),
        rows: vec!["c,d".to_owned(), "e,f".to_owned()],
        kind: send_typed::BodyKind::A,
        note: "a".to_owned(),
        icon: file(None),
        photo: file(None),
        pages: vec![file(None), file(Some("image/gif"))],
    };
    client.send_typed(body).await.unwrap();
    let seen = folder.seen.lock().unwrap();
    let media: Vec<_> = seen.iter().map(|(_, media, ..)| media.as_deref()).collect();
    assert_eq!(media, [Some("image/png"), None, Some("application/pdf"), Some("image/gif")]);
    let text = text.lock().unwrap();
    for part in [
        "name=\"table\"\r\nContent-Type: text/csv\r\n\r\na,b",
        "name=\"rows\"\r\nContent-Type: text/csv\r\n\r\nc,d",
        "name=\"rows\"\r\nContent-Type: text/csv\r\n\r\ne,f",
        "name=\"kind\"\r\nContent-Type: text/markdown\r\n\r\na",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert!(text.contains("name=\"note\"\r\n\r\na"), "{text}");
}
