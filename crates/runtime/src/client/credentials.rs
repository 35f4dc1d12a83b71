//! What a client shows for the security schemes of a document.

use base64::Engine;
use http::HeaderValue;
use http::header::{AUTHORIZATION, HeaderName};
use url::Url;

#[cfg(feature = "oauth2")]
use super::oauth2::Grant;
use super::{BuildError, Key, Outgoing, Transport};
use crate::Secret;
use crate::body::BoxError;
use crate::media::Unfit;

/// A credential, and where it goes. It goes with requests to the client's base URL, or to the server
/// that the document gives an operation in its place, and nowhere else.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Credential {
    /// An API key in a header.
    Header(&'static str, Key),
    /// An API key in the query.
    Query(&'static str, Key),
    /// An API key in a cookie.
    Cookie(&'static str, Key),
    /// `Authorization: Basic`, a name and a password.
    Basic(String, Key),
    /// `Authorization: Bearer`, a token.
    Bearer(Key),
    /// `Authorization` with another scheme.
    Other(&'static str, Key),
    /// A certificate of the connection, which the transport shows.
    Connection,
    /// `Authorization: Bearer`, tokens by a grant of OAuth 2.0.
    #[cfg(feature = "oauth2")]
    OAuth2(Grant),
}

#[cfg(feature = "oauth2")]
impl From<Grant> for Credential {
    fn from(grant: Grant) -> Credential {
        Credential::OAuth2(grant)
    }
}

impl Credential {
    /// The credential for a client that has this base URL and transport.
    pub(super) fn settled(
        self,
        base: &Url,
        transport: &Transport,
    ) -> Result<Credential, BuildError> {
        let _ = (base, transport); // where no grant needs them
        Ok(match self {
            #[cfg(feature = "oauth2")]
            Credential::OAuth2(grant) => {
                Credential::Bearer(super::Tokens::new(grant.provider(base, transport)?).into())
            }
            settled => settled,
        })
    }

    fn key(&self) -> Option<&Key> {
        match self {
            Credential::Header(_, key)
            | Credential::Query(_, key)
            | Credential::Cookie(_, key)
            | Credential::Basic(_, key)
            | Credential::Bearer(key)
            | Credential::Other(_, key) => Some(key),
            Credential::Connection => None,
            #[cfg(feature = "oauth2")]
            Credential::OAuth2(_) => None,
        }
    }

    /// What is to be shown now.
    pub(super) async fn secret(&self) -> Result<Secret, BoxError> {
        match self.key() {
            Some(key) => key.secret().await,
            None => Ok(Secret::default()),
        }
    }

    /// Whether there may be another secret than the one that was refused.
    pub(super) fn reject(&self, refused: &Secret) -> bool {
        self.key().is_some_and(|key| key.reject(refused))
    }

    /// Shows a secret.
    pub(super) fn show(&self, secret: &Secret, to: &mut Outgoing) -> Result<(), Unfit> {
        let secret = secret.expose();
        match self {
            Credential::Header(name, _) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| Unfit("the document's API key has no header's name".to_owned()))?;
                to.headers.insert(name, sensitive(secret)?);
            }
            Credential::Query(name, _) => to.add_query(name, secret),
            Credential::Cookie(name, _) => to.add_cookie(name, secret),
            Credential::Basic(user, _) => {
                let pair = Secret::from(format!("{user}:{secret}"));
                let text = base64::engine::general_purpose::STANDARD.encode(pair.expose());
                to.headers.insert(AUTHORIZATION, sensitive(&format!("Basic {text}"))?);
            }
            Credential::Bearer(_) => {
                to.headers.insert(AUTHORIZATION, sensitive(&format!("Bearer {secret}"))?);
            }
            Credential::Other(scheme, _) => {
                to.headers.insert(AUTHORIZATION, sensitive(&format!("{scheme} {secret}"))?);
            }
            Credential::Connection => {}
            #[cfg(feature = "oauth2")]
            Credential::OAuth2(_) => {}
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
