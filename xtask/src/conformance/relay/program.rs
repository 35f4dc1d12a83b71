use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use KRATE::client::Client;
use KRATE::rt::client::{Builder, Connection, Error, Transport};
use KRATE::rt::mock::answer as mock_answer;
use KRATE::rt::operation::{Operation, Route};
use KRATE::rt::server::{Context, Handled, Incoming, Options, Service, nothing, serve};
use KRATE::rt::{Body, Response, StatusCode};
use KRATE::{mock, operations};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, address, upstream @ ..] = &arguments[..] else { return Err("no address".into()) };
    let mirror = Service::new((), ROUTES, mirrored, Options::new());
    let looped = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", looped.local_addr()?);
    tokio::spawn(axum::serve(looped, mirror.clone().into_router()).into_future());
    let mirrors = vec![
        ("in process", connection(builder("http://mirror").transport(Transport::service(mirror)))?),
        ("over loopback", connection(builder(&url))?),
    ];
    let upstream = upstream.first().map(|url| connection(builder(url))).transpose()?;
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let service = Service::new(Ends { mirrors, upstream }, ROUTES, relayed, Options::new());
    axum::serve(listener, service.into_router()).await?;
    Ok(())
}

/// What requests are handed to.
struct Ends {
    mirrors: Vec<(&'static str, Connection)>,
    upstream: Option<Connection>,
}

fn builder(url: &str) -> Builder<Client> {
    Builder::default()
        .base_url(url)
/* credentials */
}

fn connection(builder: Builder<Client>) -> Result<Connection, Box<dyn std::error::Error>> {
    Ok(builder.build()?.connection().clone())
}

static ROUTES: &[Route] = &[
/* routes */
];

/// The statuses that the document names, by operation.
static STATUSES: &[&[u16]] = &[
/* statuses */
];

fn relayed(server: Arc<Ends>, operation: usize, incoming: Incoming) -> Handled {
    match operation {
/* relayed */
        _ => nothing(server, incoming),
    }
}

fn mirrored(server: Arc<()>, operation: usize, incoming: Incoming) -> Handled {
    match operation {
/* mirrored */
        _ => nothing(server, incoming),
    }
}

/// Mirrors a request and hands it on.
#[allow(dead_code)] // where all are streams
fn relay<O>(server: Arc<Ends>, incoming: Incoming) -> Handled
where
    O: Operation + Clone + Debug,
    O::Success: Debug,
    O::Failure: Debug,
{
    serve::<O, _, _, _>(server, incoming, |ends, cx, request| async move {
        tell_sent(&cx);
        let mut trips = 0;
        for (way, connection) in &ends.mirrors {
            for status in statuses::<O>() {
                match round_trip(connection, request.clone(), *status).await {
                    Ok(()) => trips += 1,
                    Err(why) if is_beyond_http(&why) => {}
                    Err(why) => tell::<O>(&format!("changed {way}, {status}"), &why),
                }
            }
        }
        println!("round trips: {trips}");
        hand_on(&ends, request).await
    })
}

/// Hands a request on that cannot be sent twice.
#[allow(dead_code)] // where none is a stream
fn relay_once<O: Operation>(server: Arc<Ends>, incoming: Incoming) -> Handled {
    serve::<O, _, _, _>(server, incoming, |ends, cx, request| async move {
        tell_sent(&cx);
        hand_on(&ends, request).await
    })
}

async fn hand_on<O: Operation>(ends: &Ends, request: O) -> Result<O::Success, O::Failure> {
    let Some(upstream) = &ends.upstream else { return Err(O::other(Response::default())) };
    match upstream.call(request).await {
        Ok(success) => Ok(success),
        Err(Error::Response(failure)) => Err(failure),
        Err(Error::Request(_, why)) if is_beyond_http(&why.to_string()) => {
            let mut response = Response::new(Body::from(why.to_string()));
            *response.status_mut() = StatusCode::BAD_REQUEST;
            Err(O::other(response))
        }
        Err(error) => {
            let what = words(&error);
            // The answer that Prism puts in place of another is none of the document's.
            let fault = match &error {
                Error::Undocumented(answer) => fault(answer.headers(), answer.body()),
                _ => None,
            };
            tell::<O>(fault.unwrap_or("not understood"), &what);
            let mut response = Response::new(Body::from(what));
            // It has been told; a fault of the server it is not.
            *response.status_mut() = StatusCode::BAD_REQUEST;
            Err(O::other(response))
        }
    }
}

/// Tells what Prism will misread: parameters and bodies that are empty, which it takes for missing; bodies that
/// are neither JSON nor parts nor text, which it holds to the schema as if they were; and those of parts,
/// in which it knows a list by its length.
fn tell_sent(cx: &Context<()>) {
    let media = cx.headers().get("content-type").and_then(|media| media.to_str().ok());
    let known = ["json", "x-www-form-urlencoded", "multipart/", "text/"];
    if media.is_some_and(|media| !known.iter().any(|known| media.contains(known))) {
        println!("opaque: a body");
    }
    if media.is_some_and(|media| known[1..3].iter().any(|known| media.contains(known))) {
        println!("parts: a body");
    }
    let length = cx.headers().get("content-length");
    if media.is_some() && length.is_some_and(|length| length == "0") {
        println!("empty: a body");
    }
    let query = cx.uri().query().unwrap_or_default().split('&');
    let query = query.filter_map(|pair| pair.strip_suffix('='));
    let headers = cx.headers().iter().filter(|(_, value)| value.is_empty());
    for name in query.chain(headers.map(|(name, _)| name.as_str())) {
        println!("empty: {name}");
    }
}

/// Whether the client refuses a value because HTTP has no place for it: it is sent nowhere.
fn is_beyond_http(why: &str) -> bool {
    ["which a path cannot say", "what a header cannot"].iter().any(|words| why.contains(words))
}

/// What Prism says of an answer of its own that it cannot write.
const BROKEN: &[&str] = &["prism/errors#NO_COMPLEX_OBJECT_TEXT"];

/// What Prism says by an answer of its own: that it broke the answer itself, or that the request is at
/// fault, of which its log tells where it names the violations in a header.
fn fault(headers: &HeaderMap, body: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(body);
    let writes = BROKEN.iter().any(|error| text.contains(error));
    if writes || text.contains("prism/errors#VIOLATIONS") && !text.contains("\"request\"") {
        Some("broken by Prism")
    } else if headers.contains_key(VIOLATIONS) {
        Some("told by Prism")
    } else {
        text.contains("prism/errors#UNPROCESSABLE_ENTITY").then_some("judged")
    }
}

/// What came to the mirror, and what it answered, by the number of the call.
static SEEN: LazyLock<Mutex<HashMap<u64, (String, String)>>> = LazyLock::new(Mutex::default);

const NUMBER: HeaderName = HeaderName::from_static("x-mirror-number");
const VIOLATIONS: HeaderName = HeaderName::from_static("sl-violations");
const PREFER: HeaderName = HeaderName::from_static("prefer");

/// Sends a request to a mirror; `Err` says what did not come as it was.
async fn round_trip<O>(connection: &Connection, request: O, status: u16) -> Result<(), String>
where
    O: Operation + Debug,
    O::Success: Debug,
    O::Failure: Debug,
{
    static CALLS: AtomicU64 = AtomicU64::new(0);
    let (number, sent) = (CALLS.fetch_add(1, Ordering::Relaxed), format!("{request:?}"));
    let prefer = HeaderValue::from_str(&format!("code={status}")).expect("it is plain");
    let call = connection.call(request).header(NUMBER, number.into()).header(PREFER, prefer);
    let result: Option<Result<_, O::Failure>> = match call.await {
        Ok(success) => Some(Ok(success)),
        Err(Error::Response(failure)) => Some(Err(failure)),
        Err(Error::Undocumented(_)) if statuses::<O>() == ANY => None,
        Err(error) => return Err(words(&error)),
    };
    let seen = SEEN.lock().expect("nobody panics with it").remove(&number);
    let (arrived, answered) = seen.ok_or("it did not arrive")?;
    let result = result.map(|result| (answered, format!("{result:?}")));
    for (before, after) in std::iter::once((sent, arrived)).chain(result) {
        if before != after {
            return Err(format!("{before} became {after}"));
        }
    }
    Ok(())
}

/// Keeps what came, and answers as the mock does.
fn mirror<O>(server: Arc<()>, incoming: Incoming) -> Handled
where
    O: Operation + Debug,
    O::Success: Debug,
    O::Failure: Debug,
{
    serve::<O, _, _, _>(server, incoming, |_, cx: Context<()>, request| async move {
        let header = |name| cx.headers().get(name).and_then(|value| value.to_str().ok());
        let number = header(NUMBER).and_then(|number| number.parse().ok()).unwrap_or_default();
        let answer = answer::<O>(&cx);
        let seen = (format!("{request:?}"), format!("{answer:?}"));
        SEEN.lock().expect("nobody panics with it").insert(number, seen);
        answer
    })
}

fn answer<O: Operation>(cx: &Context<()>) -> Result<O::Success, O::Failure> {
    let examples = mock::EXAMPLES.iter().find(|(route, _)| is::<O>(route));
    mock_answer::<O, _>(cx, examples.map_or(&[], |(_, examples)| examples))
}

fn is<O: Operation>(route: &Route) -> bool {
    (route.method, route.path) == (O::ROUTE.method, O::ROUTE.path)
}

/// Where the document tells of no status, only the request is looked at.
const ANY: &[u16] = &[200];

fn statuses<O: Operation>() -> &'static [u16] {
    let told = ROUTES.iter().position(is::<O>).map_or(ANY, |at| STATUSES[at]);
    if told.is_empty() { ANY } else { told }
}

fn words<F>(error: &Error<F>) -> String {
    match error {
        Error::Undocumented(response) => {
            let text: String = String::from_utf8_lossy(response.body()).chars().take(20_000).collect();
            format!("{} is not documented: {}", response.status(), text.replace('\n', " "))
        }
        Error::Decode(why, response) => format!("{}: {why}", response.status()),
        Error::Request(_, why) => format!("not written: {why}"),
        _ => "no answer".to_owned(),
    }
}

fn tell<O: Operation>(what: &str, why: &str) {
    println!("{what}: {} {}: {why}", O::ROUTE.method, O::ROUTE.path);
}
