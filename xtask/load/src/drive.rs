//! Load over loopback: connections that ask again as soon as they are answered.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use http::{Request, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt;

/// How many connections there are.
const CONNECTIONS: usize = 32;

/// What is asked for.
#[derive(Clone, Copy)]
pub struct Ask {
    pub name: &'static str,
    pub method: &'static str,
    pub target: &'static str,
    pub body: &'static str,
}

/// A server on a thread of its own.
pub struct Served {
    pub name: &'static str,
    pub address: SocketAddr,
    _runtime: Runtime,
}

pub fn serve(name: &'static str, router: axum::Router) -> Served {
    let runtime = thread(name);
    let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
    let listener = runtime.block_on(TcpListener::bind(loopback)).expect("loopback has a port");
    let address = listener.local_addr().expect("the listener is bound");
    runtime.spawn(async move { axum::serve(listener, router).await });
    Served { name, address, _runtime: runtime }
}

/// A runtime of one thread, whose name a profiler shows.
pub fn thread(name: &str) -> Runtime {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(1).thread_name(name).enable_all();
    builder.build().expect("the system has threads")
}

/// How long the processor has worked for the threads of a name, in nanoseconds; not every system
/// tells. What else runs on the machine does not show in it.
pub fn worked(name: &str) -> Option<f64> {
    worked_for(|thread| thread == name)
}

/// How long it has worked for all threads.
pub fn worked_in_all() -> Option<f64> {
    worked_for(|_| true)
}

fn worked_for(is: impl Fn(&str) -> bool) -> Option<f64> {
    let tasks = std::fs::read_dir("/proc/self/task").ok()?.flatten().map(|task| task.path());
    let read = |path: std::path::PathBuf| std::fs::read_to_string(path).ok();
    let named = tasks.filter(|task| read(task.join("comm")).is_some_and(|name| is(name.trim())));
    let nanoseconds = named.filter_map(|task| {
        read(task.join("schedstat"))?.split_whitespace().next()?.parse::<f64>().ok()
    });
    Some(nanoseconds.sum())
}

/// What a load came to.
#[derive(Default)]
pub struct Load {
    pub times: Vec<Duration>,
    pub took: Duration,
}

impl Load {
    pub fn per_second(&self) -> f64 {
        self.times.len() as f64 / self.took.as_secs_f64()
    }

    /// The time that 99 of 100 requests keep within, in microseconds.
    pub fn p99(&mut self) -> f64 {
        self.times.sort_unstable();
        let at = self.times.len().saturating_sub(1) * 99 / 100;
        self.times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e6)
    }
}

/// Asks a server so many times.
pub fn drive(runtime: &Runtime, address: SocketAddr, ask: Ask, requests: usize) -> Load {
    let each = requests / CONNECTIONS;
    let start = Instant::now();
    let times = runtime.block_on(join_all((0..CONNECTIONS).map(|_| {
        let connection = connection(address, ask, each);
        async { runtime.spawn(connection).await.expect("the load does not panic") }
    })));
    Load { times: times.concat(), took: start.elapsed() }
}

/// How long a service takes for a request, in nanoseconds.
pub fn call(runtime: &Runtime, service: &axum::Router, ask: Ask, requests: usize) -> f64 {
    let start = Instant::now();
    runtime.block_on(async {
        for _ in 0..requests {
            let request = request::<axum::body::Body>(ask, ask.body.into());
            let answer = service.clone().oneshot(request).await.expect("it cannot fail");
            assert!(answer.status().is_success(), "{}", answer.status());
            answer.into_body().collect().await.expect("the answer is whole");
        }
    });
    start.elapsed().as_secs_f64() * 1e9 / requests as f64
}

fn request<B>(ask: Ask, body: B) -> Request<B> {
    let request = Request::builder().method(ask.method).uri(ask.target);
    let request = request.header(header::HOST, "127.0.0.1");
    let request = request.header(header::CONTENT_TYPE, "application/json");
    request.body(body).expect("the request is sound")
}

async fn connection(address: SocketAddr, ask: Ask, requests: usize) -> Vec<Duration> {
    let stream = TcpStream::connect(address).await.expect("the server listens");
    stream.set_nodelay(true).expect("it is a socket");
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("it is HTTP");
    tokio::spawn(connection);
    let mut times = Vec::with_capacity(requests);
    for _ in 0..requests {
        let body = Full::new(Bytes::from_static(ask.body.as_bytes()));
        let request = request(ask, body);
        let start = Instant::now();
        let answer = sender.send_request(request).await.expect("the server answers");
        assert!(answer.status().is_success(), "{}", answer.status());
        answer.into_body().collect().await.expect("the answer is whole");
        times.push(start.elapsed());
    }
    times
}
