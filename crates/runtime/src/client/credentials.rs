//! What a client shows for the security schemes of a document.

use base64::Engine;
use http::HeaderValue;
use http::header::{AUTHORIZATION, HeaderName};

use super::Outgoing;
use crate::Secret;
use crate::media::Unfit;

/// A credential, and where it goes.
#[derive(Clone, Debug)]
pub enum Credential {
    /// An API key in a header.
    Header(&'static str, Secret),
    /// An API key in the query.
    Query(&'static str, Secret),
    /// An API key in a cookie.
    Cookie(&'static str, Secret),
    /// `Authorization: Basic`, a name and a password.
    Basic(String, Secret),
    /// `Authorization: Bearer`, a token.
    Bearer(Secret),
    /// `Authorization` with another scheme.
    Other(&'static str, Secret),
    /// A certificate of the connection, which the transport shows.
    Connection,
}

impl Credential {
    pub(crate) fn show(&self, to: &mut Outgoing) -> Result<(), Unfit> {
        match self {
            Credential::Header(name, key) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| Unfit("the document's API key has no header's name".to_owned()))?;
                to.headers.insert(name, sensitive(key.expose())?);
            }
            Credential::Query(name, key) => to.add_query(name, key.expose()),
            Credential::Cookie(name, key) => to.add_cookie(name, key.expose()),
            Credential::Basic(user, password) => {
                let pair = Secret::from(format!("{user}:{}", password.expose()));
                let text = base64::engine::general_purpose::STANDARD.encode(pair.expose());
                to.headers.insert(AUTHORIZATION, sensitive(&format!("Basic {text}"))?);
            }
            Credential::Bearer(token) => {
                to.headers.insert(AUTHORIZATION, sensitive(&format!("Bearer {}", token.expose()))?);
            }
            Credential::Other(scheme, token) => {
                let text = format!("{scheme} {}", token.expose());
                to.headers.insert(AUTHORIZATION, sensitive(&text)?);
            }
            Credential::Connection => {}
        }
        Ok(())
    }
}

fn sensitive(text: &str) -> Result<HeaderValue, Unfit> {
    let mut value = HeaderValue::from_str(text)
        .map_err(|_| Unfit("a credential holds what a header cannot".to_owned()))?;
    value.set_sensitive(true);
    Ok(value)
}
