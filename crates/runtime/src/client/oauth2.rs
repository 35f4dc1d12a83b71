//! Tokens by the grants of OAuth 2.0 that need no user at a browser (RFC 6749, sections 4.3 and
//! 4.4), and their refresh (section 6).

use std::sync::{Mutex, PoisonError};

use ::oauth2::basic::{
    BasicClient, BasicErrorResponseType, BasicRequestTokenError, BasicTokenResponse,
};
use ::oauth2::{
    AuthType, ClientId, ClientSecret, HttpRequest, HttpResponse, RefreshToken, RequestTokenError,
    ResourceOwnerPassword, ResourceOwnerUsername, Scope, TokenResponse, TokenUrl,
};
use http_body_util::{BodyExt, Limited};
use url::Url;

use super::{BuildError, Token, TokenProvider, Transport};
use crate::body::BoxError;
use crate::{Body, Secret};

/// How large an answer of the token endpoint may be, in bytes.
const LIMIT: usize = 1 << 20;

/// How tokens are granted, for [`Builder::credential`](super::Builder::credential): generated
/// clients have a function for each flow of the document.
///
/// The client asks the token endpoint when it needs a token, once for all calls that wait, by its
/// own transport without layers. Where the endpoint gives a refresh token, that is used first.
#[derive(Clone, Debug)]
pub struct Grant {
    endpoint: String,
    /// Where tokens are refreshed, if that is elsewhere.
    refresh_endpoint: Option<String>,
    client: String,
    secret: Option<Secret>,
    /// The resource owner, for the password grant.
    owner: Option<(String, Secret)>,
    in_body: bool,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
}

impl Grant {
    /// The client credentials grant (RFC 6749, section 4.4). The endpoint's URL may be relative to
    /// the client's base URL (RFC 3986, section 5.2).
    pub fn client_credentials(
        endpoint: impl Into<String>,
        client: impl Into<String>,
        secret: impl Into<Secret>,
    ) -> Grant {
        Grant {
            endpoint: endpoint.into(),
            refresh_endpoint: None,
            client: client.into(),
            secret: Some(secret.into()),
            owner: None,
            in_body: false,
            scopes: Vec::new(),
            parameters: Vec::new(),
        }
    }

    /// The resource owner password credentials grant (RFC 6749, section 4.3), of a client without
    /// a secret unless [`Grant::client_secret`] gives one.
    pub fn password(
        endpoint: impl Into<String>,
        client: impl Into<String>,
        user: impl Into<String>,
        password: impl Into<Secret>,
    ) -> Grant {
        let owner = Some((user.into(), password.into()));
        Grant { owner, secret: None, ..Grant::client_credentials(endpoint, client, "") }
    }

    /// The client's secret.
    #[must_use]
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Grant {
        self.secret = Some(secret.into());
        self
    }

    /// Refreshes tokens at this URL, which may be relative too, and not where they are granted.
    #[must_use]
    pub fn refresh_url(mut self, endpoint: impl Into<String>) -> Grant {
        self.refresh_endpoint = Some(endpoint.into());
        self
    }

    /// Asks for a scope, besides those asked for before; without any, the endpoint decides.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Grant {
        self.scopes.push(scope.into());
        self
    }

    /// Sends a parameter that the endpoint wants besides those of the RFC, such as `audience`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Grant {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sends the client's name and secret in the body, for endpoints that do not take
    /// `Authorization: Basic` (RFC 6749, section 2.3.1).
    #[must_use]
    pub fn credentials_in_body(mut self) -> Grant {
        self.in_body = true;
        self
    }

    /// The provider that asks the endpoint.
    pub(super) fn provider(
        self,
        base: &Url,
        transport: &Transport,
    ) -> Result<impl TokenProvider + use<>, BuildError> {
        let url = token_url(base, &self.endpoint)?;
        let refresh_url = match &self.refresh_endpoint {
            Some(endpoint) => token_url(base, endpoint)?,
            None => url.clone(),
        };
        let transport = transport.clone();
        Ok(Endpoint { grant: self, url, refresh_url, transport, refresh: Mutex::new(None) })
    }
}

/// The URL of an endpoint, which may be relative to the base URL.
fn token_url(base: &Url, endpoint: &str) -> Result<TokenUrl, BuildError> {
    let wrong = |why: &str| BuildError::TokenUrl(why.to_owned());
    let url = base.join(endpoint).map_err(|error| wrong(&error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(wrong("it is not of http or https"));
    }
    Ok(TokenUrl::from_url(url))
}

/// A token endpoint, and the refresh token that it gave last.
struct Endpoint {
    grant: Grant,
    url: TokenUrl,
    refresh_url: TokenUrl,
    transport: Transport,
    refresh: Mutex<Option<RefreshToken>>,
}

impl TokenProvider for Endpoint {
    async fn token(&self) -> Result<Token, BoxError> {
        let refresh = self.refresh.lock().unwrap_or_else(PoisonError::into_inner).take();
        let refreshed = match &refresh {
            Some(refresh) => self.ask(Some(refresh)).await.ok(),
            None => None,
        };
        let response = match refreshed {
            Some(response) => response,
            // A refresh token may have expired or been revoked; the grant still holds.
            None => self.ask(None).await?,
        };
        // Where a refresh brings no other refresh token, the old one stays (RFC 6749, section 6).
        let next = response.refresh_token().cloned().or(refresh);
        *self.refresh.lock().unwrap_or_else(PoisonError::into_inner) = next;
        let token = Token::new(response.access_token().secret().as_str());
        Ok(response.expires_in().map_or(token.clone(), |lifetime| token.expires_in(lifetime)))
    }
}

impl Endpoint {
    /// Asks for a token: by a refresh token, the owner's password, or the client's own secret.
    async fn ask(&self, refresh: Option<&RefreshToken>) -> Result<BasicTokenResponse, BoxError> {
        let grant = &self.grant;
        let url = refresh.map_or(&self.url, |_| &self.refresh_url);
        let mut client =
            BasicClient::new(ClientId::new(grant.client.clone())).set_token_uri(url.clone());
        if let Some(secret) = &grant.secret {
            client = client.set_client_secret(ClientSecret::new(secret.expose().to_owned()));
        }
        if grant.in_body {
            client = client.set_auth_type(AuthType::RequestBody);
        }
        let send = |request: HttpRequest| fetch(self.transport.clone(), request);
        let scopes = grant.scopes.iter().cloned().map(Scope::new);
        macro_rules! answer {
            ($request:expr) => {{
                let request = $request.add_scopes(scopes);
                let extra = grant.parameters.iter().cloned();
                let request =
                    extra.fold(request, |r, (name, value)| r.add_extra_param(name, value));
                request.request_async(&send).await
            }};
        }
        let answer = match (refresh, &grant.owner) {
            (Some(refresh), _) => answer!(client.exchange_refresh_token(refresh)),
            (None, Some((user, password))) => {
                let user = ResourceOwnerUsername::new(user.clone());
                let password = ResourceOwnerPassword::new(password.expose().to_owned());
                answer!(client.exchange_password(&user, &password))
            }
            (None, None) => answer!(client.exchange_client_credentials()),
        };
        answer.map_err(told)
    }
}

/// What may be told of an error: an answer that does not read may hold tokens, and words that the
/// RFC does not have may hold anything.
fn told(error: BasicRequestTokenError<std::io::Error>) -> BoxError {
    match error {
        RequestTokenError::ServerResponse(refusal) => match refusal.error() {
            BasicErrorResponseType::Extension(_) => "the token endpoint refused".into(),
            code => format!("the token endpoint refused: {}", code.as_ref()).into(),
        },
        RequestTokenError::Request(error) => error.into(),
        _ => "the token endpoint answered with no token".into(),
    }
}

async fn fetch(transport: Transport, request: HttpRequest) -> Result<HttpResponse, std::io::Error> {
    let answer = async {
        let (parts, body) = transport.send(request.map(Body::from)).await?.into_parts();
        let body = Limited::new(body, LIMIT).collect().await?.to_bytes();
        Ok::<_, BoxError>(HttpResponse::from_parts(parts, body.to_vec()))
    };
    answer.await.map_err(std::io::Error::other)
}
