//! Tokens that rotate: asked for when they are needed, once for all calls that wait for them.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared, WeakShared};

use crate::Secret;
use crate::body::BoxError;

/// A token, and how long it is good for.
#[derive(Clone, Debug)]
pub struct Token {
    secret: Secret,
    /// When the next is asked for.
    renewal: Option<Instant>,
}

impl Token {
    /// A token that is good until the service refuses it.
    pub fn new(secret: impl Into<Secret>) -> Token {
        Token { secret: secret.into(), renewal: None }
    }

    /// A token that is good for so long from now. The next is asked for half a minute before, or
    /// after half of the time where that is less than a minute.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Token {
        let margin = Duration::from_secs(30).min(lifetime / 2);
        self.renewal = Instant::now().checked_add(lifetime - margin);
        self
    }

    fn is_fresh(&self) -> bool {
        self.renewal.is_none_or(|renewal| Instant::now() < renewal)
    }
}

/// Where tokens come from. An async closure is one.
pub trait TokenProvider: Send + Sync + 'static {
    /// Another token than the one before. It is asked for when there is none yet, when the last one
    /// is about to expire, and when the service has refused the last one with 401; never twice at a
    /// time.
    ///
    /// # Errors
    /// There is none. All calls that wait for it fail with
    /// [`Error::Credentials`](super::Error::Credentials), which shows this error; the next call
    /// asks again. The error must not hold a secret.
    fn token(&self) -> impl Future<Output = Result<Token, BoxError>> + Send;
}

impl<F, T> TokenProvider for F
where
    F: Fn() -> T + Send + Sync + 'static,
    T: Future<Output = Result<Token, BoxError>> + Send,
{
    fn token(&self) -> impl Future<Output = Result<Token, BoxError>> + Send {
        self()
    }
}

/// The tokens of a provider, for a credential. Clones share the token of the hour.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::client::{Token, Tokens};
///
/// let tokens = Tokens::new(|| async {
///     let text = std::fs::read_to_string("/run/secrets/token")?;
///     Ok(Token::new(text.trim()).expires_in(Duration::from_secs(600)))
/// });
/// ```
#[derive(Clone)]
pub struct Tokens(Arc<Inner>);

struct Inner {
    fetch: Box<dyn Fn() -> BoxFuture<'static, Fetched> + Send + Sync>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    token: Option<Token>,
    /// What the calls that wait for a token share. It ends when none of them waits any more.
    fetching: Option<WeakShared<BoxFuture<'static, Fetched>>>,
}

type Fetched = Result<Token, Arc<dyn Error + Send + Sync>>;

impl Tokens {
    /// The tokens of this provider.
    pub fn new(provider: impl TokenProvider) -> Tokens {
        let provider = Arc::new(provider);
        let fetch = move || {
            let provider = Arc::clone(&provider);
            async move { provider.token().await.map_err(Arc::from) }.boxed()
        };
        Tokens(Arc::new(Inner { fetch: Box::new(fetch), state: Mutex::default() }))
    }

    /// The token of the hour.
    async fn current(&self) -> Result<Secret, BoxError> {
        let fetching = {
            let mut state = self.state();
            if let Some(token) = state.token.as_ref().filter(|token| token.is_fresh()) {
                return Ok(token.secret.clone());
            }
            match state.fetching.as_ref().and_then(WeakShared::upgrade) {
                Some(fetching) => fetching,
                None => {
                    let fetching = (self.0.fetch)().shared();
                    state.fetching = fetching.downgrade();
                    fetching
                }
            }
        };
        let fetched = fetching.clone().await;
        self.settle(&fetching, &fetched);
        match fetched {
            Ok(token) => Ok(token.secret),
            Err(error) => Err(Box::new(error)),
        }
    }

    /// Keeps what was fetched, unless another of those who waited has.
    fn settle(&self, fetching: &Shared<BoxFuture<'static, Fetched>>, fetched: &Fetched) {
        let mut state = self.state();
        let current = state.fetching.as_ref().and_then(WeakShared::upgrade);
        if current.is_some_and(|current| current.ptr_eq(fetching)) {
            state.fetching = None;
            state.token = fetched.as_ref().ok().cloned();
        }
    }

    /// Forgets a token that the service has refused, unless there is another already.
    fn reject(&self, refused: &Secret) {
        let mut state = self.state();
        if state.token.as_ref().is_some_and(|token| token.secret == *refused) {
            state.token = None;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens(..)")
    }
}

/// What a credential shows: a secret that stays, or tokens that rotate.
#[derive(Clone, Debug)]
pub struct Key(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Fixed(Secret),
    Rotating(Tokens),
}

impl Key {
    pub(super) async fn secret(&self) -> Result<Secret, BoxError> {
        match &self.0 {
            Kind::Fixed(secret) => Ok(secret.clone()),
            Kind::Rotating(tokens) => tokens.current().await,
        }
    }

    /// Whether there may be another secret than the one that was refused.
    pub(super) fn reject(&self, refused: &Secret) -> bool {
        match &self.0 {
            Kind::Fixed(_) => false,
            Kind::Rotating(tokens) => {
                tokens.reject(refused);
                true
            }
        }
    }
}

impl From<Tokens> for Key {
    fn from(tokens: Tokens) -> Key {
        Key(Kind::Rotating(tokens))
    }
}

macro_rules! fixed {
    ($($T:ty),*) => { $(
        impl From<$T> for Key {
            fn from(secret: $T) -> Key {
                Key(Kind::Fixed(secret.into()))
            }
        }
    )* };
}

fixed!(Secret, String, &str);
