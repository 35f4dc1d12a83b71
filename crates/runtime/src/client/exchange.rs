//! A request and its answer, whatever the operation: written once, sent as often as it takes.

use std::time::{Duration, SystemTime};

use futures_util::future::BoxFuture;
use http::header::ACCEPT;
use http::response::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use http_body_util::Limited;
use tokio::time::Instant;
use url::Url;

use super::error::Failed;
use super::retry::{Waits, is_idempotent, is_passing};
use super::{Connection, Credential, Outgoing, Retry};
use crate::body::BoxError;
use crate::media::{EVENTS, Message, Reception, Reopen, Slot, Unfit, is_whole, media_type, spool};
use crate::operation::{Operation, Route, Scheme};
use crate::{Body, Secret};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// How a call is made, apart from what it says.
#[derive(Debug)]
pub(super) struct Manner {
    /// Headers instead of the document's or the client's.
    pub headers: HeaderMap,
    pub timeout: Option<Duration>,
    pub retry: Retry,
    /// Whether an answer may hold what the document does not name.
    pub strict: bool,
    /// Whether a stream of events is opened again when it ends.
    pub reconnect: bool,
}

/// A request that has been written, and can be sent again if its body can.
pub(super) struct Exchange {
    pub(super) connection: Connection,
    pub(super) route: Route,
    /// Where the operation is served, if that is not the client's base.
    pub(super) own_server: Option<Url>,
    pub(super) outgoing: Outgoing,
    /// Where the request goes instead of the operation's place.
    pub(super) target: Option<Url>,
    manner: Manner,
    /// Whether the body was a stream, and has been sent.
    spent: bool,
    /// How an answer of this status, with these headers, is received; `None` of a stream.
    reception: fn(StatusCode, &HeaderMap) -> Option<Reception>,
}

/// How what the operation documents for this status and media type wants a body. Where nobody wants
/// it, it is read all the same if it has an end, for whoever wonders what came.
fn reception<O: Operation>(status: StatusCode, headers: &HeaderMap) -> Option<Reception> {
    let mut body = Slot::Unread(Body::default());
    // What comes back is of an answer that nobody has read.
    let _ = O::read_response(status, Message::new(headers, &mut body));
    match body {
        Slot::Wanted(reception, _) => Some(reception),
        Slot::Taken => None,
        _ => (media_type(headers) != EVENTS).then_some(Reception::Whole),
    }
}

impl Exchange {
    pub(super) fn new<O: Operation>(
        connection: Connection,
        request: O,
        manner: Manner,
    ) -> Result<Exchange, Unfit> {
        let mut outgoing = Outgoing::new(O::ROUTE.path);
        request.write(&mut outgoing)?;
        let (route, reception) = (O::ROUTE, reception::<O> as fn(_, &_) -> _);
        let own = route.server.filter(|_| connection.0.own_servers);
        let own_server = own.map(|own| own_server(&connection.0.base, own)).transpose()?;
        Ok(Exchange {
            connection,
            route,
            own_server,
            outgoing,
            target: None,
            manner,
            spent: false,
            reception,
        })
    }

    /// Sends the request, and again where the policy says so, and gives the answer, received as the
    /// document wants it.
    pub(super) async fn run(&mut self) -> Result<(Parts, Slot), Failed> {
        let (asked, timeout) = (self.route.into(), self.manner.timeout);
        match timeout {
            Some(timeout) => tokio::time::timeout(timeout, self.repeat())
                .await
                .map_err(|_| Failed::Timeout(asked))?,
            None => self.repeat().await,
        }
    }

    async fn repeat(&mut self) -> Result<(Parts, Slot), Failed> {
        let asked = self.route.into();
        let deadline = self.manner.timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let repeatable = self.make_repeatable();
        let mut waits = None::<Waits>;
        let connection = self.connection.clone();
        let credentials = credentials(&connection, &self.route);
        let mut rotated = false;
        loop {
            let again = self.outgoing.body.again();
            let whole = again.is_some();
            self.spent = !whole;
            let body = again.unwrap_or_else(|| std::mem::take(&mut self.outgoing.body));
            let mut shown = Vec::new();
            for credential in &credentials {
                let secret = credential.secret().await;
                let secret = secret.map_err(|error| Failed::Credentials(asked, error))?;
                shown.push((*credential, secret));
            }
            let (url, headers) =
                self.head(&shown).map_err(|unfit| Failed::Request(asked, unfit))?;
            let answer = self.send(url, headers, body).await;
            let answer = answer.map_err(|error| Failed::Transport(asked, error));
            if matches!(&answer, Ok((parts, _)) if parts.status == StatusCode::UNAUTHORIZED)
                && reject(&shown)
                && whole
                && !std::mem::replace(&mut rotated, true)
            {
                continue;
            }
            let headers = match &answer {
                Ok((parts, _)) if !is_passing(parts.status) => return answer,
                Ok((parts, _)) => Some(&parts.headers),
                Err(_) => None,
            };
            let waits = waits.get_or_insert_with(|| self.manner.retry.waits());
            let wait =
                if repeatable && whole { waits.next(headers, SystemTime::now()) } else { None };
            match wait {
                Some(wait) if deadline.is_none_or(|end| wait < end - Instant::now()) => {
                    tokio::time::sleep(wait).await;
                }
                _ => return answer,
            }
        }
    }

    /// Whether it may be sent twice, for which it may need a key.
    fn make_repeatable(&mut self) -> bool {
        if self.manner.retry.is_none() {
            return false;
        }
        if let Some(name) = self.outgoing.idempotency.clone() {
            self.outgoing.headers.entry(name).or_insert_with(random_key);
            return true;
        }
        is_idempotent(self.route.method)
    }

    fn send(
        &self,
        url: Url,
        headers: HeaderMap,
        body: Body,
    ) -> impl Future<Output = Result<(Parts, Slot), BoxError>> + Send + use<> {
        let sent = self.connection.0.transport.send_to(self.route.method, url, headers, body);
        let (reception, limit) = (self.reception, self.connection.0.memory_limit);
        async move {
            let (parts, body) = sent?.await?.into_parts();
            let reception = match is_whole(&media_type(&parts.headers)) {
                true => Some(Reception::Whole),
                false => reception(parts.status, &parts.headers),
            };
            let body = match reception {
                None => Slot::Unread(body),
                Some(Reception::Whole) if limit == usize::MAX => Slot::Whole(body.bytes().await?),
                Some(Reception::Whole) => {
                    Slot::Whole(Body::stream(Limited::new(body, limit)).bytes().await?)
                }
                // The future is large and seldom: each call would carry the room for it.
                Some(Reception::Parts(names)) => {
                    Box::pin(spool::read(body, &parts.headers, names, limit)).await?
                }
            };
            Ok((parts, body))
        }
    }

    pub(super) fn is_strict(&self) -> bool {
        self.manner.strict
    }

    pub(super) fn reconnects(&self) -> bool {
        self.manner.reconnect && !self.spent
    }

    /// Where the request is sent, and its headers, with what the client shows.
    fn head(&self, shown: &[(&Credential, Secret)]) -> Result<(Url, HeaderMap), Unfit> {
        let settings = &self.connection.0;
        let mut beside = self.outgoing.beside();
        for (credential, secret) in shown {
            credential.show(secret, &mut beside)?;
        }
        beside.close()?;
        let mut all = settings.headers.clone();
        if let Some(accept) = accept(self.route.produces) {
            all.insert(ACCEPT, accept);
        }
        let headers = [&self.outgoing.headers, &beside.headers, &self.manner.headers];
        for (name, value) in headers.into_iter().flatten() {
            all.insert(name.clone(), value.clone());
        }
        Ok((self.place(&beside), all))
    }
}

impl Reopen for Exchange {
    /// As a browser does (HTML Standard, section 9.2.3).
    fn reopen<'a>(
        &'a mut self,
        id: Option<&'a str>,
        delay: Duration,
    ) -> BoxFuture<'a, Result<Option<Body>, BoxError>> {
        Box::pin(async move {
            match id {
                Some("") => drop(self.manner.headers.remove(LAST_EVENT_ID)),
                Some(id) => {
                    let id = HeaderValue::from_bytes(id.as_bytes())?;
                    self.manner.headers.insert(LAST_EVENT_ID, id);
                }
                // One that the caller gave still holds.
                None => {}
            }
            tokio::time::sleep(delay).await;
            let (parts, mut body) = self.run().await?;
            match parts.status {
                StatusCode::NO_CONTENT => Ok(None),
                StatusCode::OK if media_type(&parts.headers) == EVENTS => Ok(Some(body.take())),
                status => Err(format!("it was opened again, and the answer was {status}").into()),
            }
        })
    }
}

/// The URL of an operation's own server, which may be relative to the document's.
fn own_server(base: &Url, own: &str) -> Result<Url, Unfit> {
    base.join(own).map_err(|error| Unfit(format!("the operation's server `{own}`: {error}")))
}

/// Whether there may be other secrets than these, which were refused.
fn reject(shown: &[(&Credential, Secret)]) -> bool {
    shown.iter().fold(false, |any, (credential, secret)| credential.reject(secret) || any)
}

fn random_key() -> HeaderValue {
    let key = uuid::Uuid::new_v4().to_string();
    // Hexadecimal digits and hyphens are what a header can hold.
    HeaderValue::from_str(&key).expect("a UUID is ASCII")
}

/// What the client has for the first set of schemes that it has everything for.
fn credentials<'a>(connection: &'a Connection, route: &Route) -> Vec<&'a Credential> {
    let known = &connection.0.credentials;
    let of = |scheme: &Scheme| known.iter().find(|(name, _)| *name == scheme.name).map(|(_, c)| c);
    let complete = |set: &&&[Scheme]| !set.is_empty() && set.iter().all(|s| of(s).is_some());
    let set = route.security.iter().find(complete).copied().unwrap_or_default();
    set.iter().filter_map(of).collect()
}

fn accept(produces: &'static [&'static str]) -> Option<HeaderValue> {
    let is_ascii = |media: &str| media.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let mut media = produces.iter().copied().filter(|one| !one.is_empty());
    let first = media.next()?;
    if is_ascii(first) && media.clone().all(|one| one == first) {
        return Some(HeaderValue::from_static(first));
    }
    let mut all = vec![first];
    for one in media {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    HeaderValue::from_str(&all.join(", ")).ok()
}
