//! One request after another to a host that is allowed, with limits on all of it.

use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

use ureq::Agent;
use ureq::http::{HeaderMap, Response};
use url::Url;

/// The most bytes of one page.
pub(crate) const MAX_PAGE: u64 = 32 << 20;
const CONNECT: Duration = Duration::from_secs(10);
const REDIRECTS: usize = 5;
/// How often a request is tried, and the pause before the second time; it doubles.
const TRIES: u32 = 3;
const PAUSE: Duration = Duration::from_millis(500);
/// The longest pause that a server may ask for.
const PATIENCE: Duration = Duration::from_secs(20);
const ACCEPT: &str =
    "text/markdown, application/yaml, application/json;q=0.9, text/plain;q=0.8, */*;q=0.1";

/// What came of asking for a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Bytes(Vec<u8>),
    /// The server says that it does not have it, or has something else there.
    Absent(String),
    /// It could not be had now.
    Failed(String),
}

/// A client that keeps to some hosts.
pub(crate) struct Client {
    agent: Agent,
    hosts: BTreeSet<String>,
    pause: Duration,
}

/// A URL's host and port, by which hosts are told apart.
pub(crate) fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    }
}

impl Client {
    pub(crate) fn new(hosts: BTreeSet<String>, timeout: Duration) -> Client {
        let config = Agent::config_builder()
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(timeout))
            // They are followed here, where it is known which hosts are allowed.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!("specwright/", env!("CARGO_PKG_VERSION")))
            .build();
        Client { agent: Agent::new_with_config(config), hosts, pause: PAUSE }
    }

    /// Whether a URL may be asked for.
    pub(crate) fn allows(&self, url: &Url) -> bool {
        let name = url.host_str().unwrap_or_default().to_ascii_lowercase();
        self.hosts.contains(&host(url)) || self.hosts.contains(&name)
    }

    /// Gets a page.
    pub(crate) fn get(&self, url: &Url) -> Answer {
        let mut pause = self.pause;
        let mut tries = 1;
        loop {
            match self.follow(url) {
                Ok(answer) => return answer,
                Err(Again { why, .. }) if tries == TRIES => {
                    return Answer::Failed(format!("{why}, {TRIES} times"));
                }
                Err(Again { after, .. }) => thread::sleep(after.unwrap_or(pause).min(PATIENCE)),
            }
            tries += 1;
            pause *= 2;
        }
    }

    /// Sends the request, to where redirects lead.
    fn follow(&self, url: &Url) -> Result<Answer, Again> {
        let mut url = url.clone();
        for _ in 0..=REDIRECTS {
            let mut response = match self.agent.get(url.as_str()).header("accept", ACCEPT).call() {
                Ok(response) => response,
                Err(error) => return again(&error),
            };
            let status = response.status().as_u16();
            match status {
                200 => return body(&mut response),
                301 | 302 | 303 | 307 | 308 => match self.target(&url, response.headers()) {
                    Ok(target) => url = target,
                    Err(why) => return Ok(Answer::Absent(why)),
                },
                404 | 410 => return Ok(Answer::Absent(format!("the server answers {status}"))),
                408 | 425 | 429 | 500 | 502..=504 => {
                    let seconds = response.headers().get("retry-after");
                    let seconds = seconds.and_then(|value| value.to_str().ok()?.parse().ok());
                    return Err(Again {
                        why: format!("the server answers {status}"),
                        after: seconds.map(Duration::from_secs),
                    });
                }
                _ => return Ok(Answer::Failed(format!("the server answers {status}"))),
            }
        }
        Ok(Answer::Failed(format!("it redirects more than {REDIRECTS} times")))
    }

    /// Where a redirect leads, if that is allowed.
    fn target(&self, from: &Url, headers: &HeaderMap) -> Result<Url, String> {
        let location = headers.get("location").and_then(|value| value.to_str().ok());
        let target = location.and_then(|location| from.join(location).ok());
        let target = target.ok_or("it redirects to nowhere")?;
        if from.scheme() == "https" && target.scheme() != "https" {
            return Err("it redirects to an unencrypted connection".to_owned());
        }
        if !self.allows(&target) {
            return Err(format!("it redirects to another host, {}", host(&target)));
        }
        Ok(target)
    }
}

/// A request that may do better next time.
struct Again {
    why: String,
    after: Option<Duration>,
}

fn again(error: &ureq::Error) -> Result<Answer, Again> {
    let why = match error {
        ureq::Error::Timeout(_) => "it takes too long".to_owned(),
        ureq::Error::Io(_) | ureq::Error::ConnectionFailed => format!("no connection: {error}"),
        _ => return Ok(Answer::Failed(error.to_string())),
    };
    Err(Again { why, after: None })
}

fn body(response: &mut Response<ureq::Body>) -> Result<Answer, Again> {
    let kind = response.headers().get("content-type").and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let text = kind.is_empty()
        || kind.starts_with("text/") && kind != "text/html"
        || ["json", "yaml", "octet-stream"].iter().any(|word| kind.contains(word));
    if !text {
        return Ok(Answer::Absent(format!("it is {kind}")));
    }
    match response.body_mut().with_config().limit(MAX_PAGE).read_to_vec() {
        Ok(bytes) => Ok(Answer::Bytes(bytes)),
        Err(ureq::Error::BodyExceedsLimit(_)) => {
            Ok(Answer::Failed(format!("it is larger than {} MiB", MAX_PAGE >> 20)))
        }
        Err(error) => again(&error),
    }
}
