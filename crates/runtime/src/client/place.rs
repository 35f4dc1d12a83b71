//! Where a request goes: the operation's place below the base URL, or one that an answer named.

use url::Url;

use super::Outgoing;
use super::exchange::Exchange;
use crate::Json;
use crate::parameter::{escape, text};

impl Exchange {
    /// The URL of the request, with what is shown in the query.
    pub(super) fn place(&self, shown: &Outgoing) -> Url {
        let mut url = self.url();
        if shown.query.is_empty() {
            return url;
        }
        // A link to the next page may repeat what is shown in the query.
        let repeated = |pair: &&str| {
            let name = pair.split('=').next().unwrap_or(pair);
            self.target.is_some() && shown.query.iter().any(|(known, _)| known == name)
        };
        let own = url.query().unwrap_or_default().split('&').filter(|pair| !repeated(pair));
        let own = own.collect::<Vec<_>>().join("&");
        url.set_query(joined(&own, &shown.query_text()).as_deref());
        url
    }

    /// Where the request goes, without what is shown.
    fn url(&self) -> Url {
        if let Some(target) = &self.target {
            return target.clone();
        }
        let settings = &self.connection.0;
        // The host is parsed once and for all.
        let mut url = self.own_server.as_ref().unwrap_or(&settings.base).clone();
        if !settings.exact {
            let base = url.path().trim_end_matches('/');
            let path = [base, &self.outgoing.path].concat();
            url.set_path(&path);
        }
        let query = joined(url.query().unwrap_or_default(), &self.outgoing.query_text());
        url.set_query(query.as_deref());
        url
    }

    /// Sends the next request to another place of the same service; `false` when that is where
    /// the last one went.
    pub(super) fn go_to(&mut self, target: &str) -> Result<bool, String> {
        let now = self.url();
        let mut url = now.join(target).map_err(|error| format!("a link is no URL: {error}"))?;
        // What is shown to the service is for no other. Behind a proxy, a service may take its own
        // scheme for another.
        if url.host() != now.host() || url.port() != now.port() {
            return Err("a link leads to another host".to_owned());
        }
        url.set_fragment(None);
        url.set_scheme(now.scheme()).map_err(|()| "a link is none of HTTP".to_owned())?;
        self.target = Some(url);
        Ok(self.target.as_ref() != Some(&now))
    }

    /// The first value of a parameter in the query, still escaped.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        let name = escape(name, false);
        let pairs = &self.outgoing.query;
        pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| &value[..])
    }

    /// Sets a parameter of the query; `false` when that is what it was.
    pub(super) fn set_query(&mut self, name: &str, value: &Json) -> bool {
        let value = escape(text(value), false);
        if self.query(name) == Some(&value) {
            return false;
        }
        let (name, pairs) = (escape(name, false), &mut self.outgoing.query);
        pairs.retain(|(known, _)| *known != name);
        pairs.push((name, value));
        true
    }
}

/// Two halves of a query.
fn joined(first: &str, second: &str) -> Option<String> {
    match (first, second) {
        ("", "") => None,
        (one, "") | ("", one) => Some(one.to_owned()),
        (first, second) => Some(format!("{first}&{second}")),
    }
}
