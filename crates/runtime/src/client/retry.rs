//! When a call is made again, and after how long.

use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};
use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};

/// How often a call that failed in passing is made again, for
/// [`Builder::retry`](super::Builder::retry) and [`Call::retry`](super::Call::retry).
///
/// A call fails in passing when no answer comes, or one of 429, 502, 503 and 504. It is made again
/// only where that is safe: its method is idempotent (RFC 9110, section 9.2.2), or the document
/// has a header parameter `Idempotency-Key` for it. Such a key is kept over the repetitions; where
/// the parameter is optional and the caller has set none, the client fills in a random UUID. A
/// body that is a stream is never sent again.
///
/// Before the first repetition it waits 200 ms, before each further one twice as long, up to 10 s;
/// to each wait up to as much again is added at random. A `Retry-After` is waited for if it is
/// longer, and if it is longer than a minute, the answer is the last. So is one after which the
/// wait would outlast the call's timeout, which holds for all repetitions together.
///
/// Without a policy nothing is repeated: only a caller knows whether a late answer is better than
/// none, and whether somebody further up repeats already.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::client::Retry;
///
/// let patient = Retry::new(5).delays(Duration::from_secs(1), Duration::from_secs(30));
/// assert_ne!(patient, Retry::none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    times: usize,
    first: Duration,
    longest: Duration,
    patience: Duration,
}

impl Retry {
    /// Up to this many repetitions.
    pub const fn new(times: usize) -> Retry {
        Retry {
            times,
            first: Duration::from_millis(200),
            longest: Duration::from_secs(10),
            patience: Duration::from_secs(60),
        }
    }

    /// No repetition, as without a policy.
    pub const fn none() -> Retry {
        Retry::new(0)
    }

    /// With other waits: before the first repetition, and at most before any.
    #[must_use]
    pub const fn delays(mut self, first: Duration, longest: Duration) -> Retry {
        self.first = first;
        self.longest = longest;
        self
    }

    /// With another cap on what a `Retry-After` may ask for.
    #[must_use]
    pub const fn retry_after(mut self, longest: Duration) -> Retry {
        self.patience = longest;
        self
    }

    pub(super) const fn is_none(&self) -> bool {
        self.times == 0
    }

    pub(super) fn waits(&self) -> Waits {
        // Beyond a day the sums below overflow, and nobody waits so long.
        let longest = self.longest.min(Duration::from_secs(24 * 60 * 60));
        let backoff = ExponentialBuilder::new()
            .with_jitter()
            .with_min_delay(self.first.min(longest))
            .with_max_delay(longest)
            .with_max_times(self.times)
            .build();
        Waits { backoff, patience: self.patience }
    }
}

/// The waits of a call.
pub(super) struct Waits {
    backoff: ExponentialBackoff,
    patience: Duration,
}

impl Waits {
    /// How long to wait before the call is made again, after an answer with these headers or
    /// none; `None` when it is not to be made again.
    pub(super) fn next(
        &mut self,
        headers: Option<&HeaderMap>,
        now: SystemTime,
    ) -> Option<Duration> {
        let wait = self.backoff.next()?;
        match headers.and_then(|headers| retry_after(headers, now)) {
            Some(asked) if asked > self.patience => None,
            asked => Some(wait.max(asked.unwrap_or_default())),
        }
    }
}

/// Whether an answer of this status says that another may come later.
pub(super) fn is_passing(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 502 | 503 | 504)
}

/// Whether a request of this method may be sent twice. QUERY is idempotent by its definition.
pub(super) fn is_idempotent(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE" | "QUERY")
}

/// What `Retry-After` asks for: seconds, or a date (RFC 9110, section 10.2.3).
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn asking(text: &str) -> HeaderMap {
        HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())])
    }

    #[test]
    fn waits_grow_and_end() {
        let mut waits = Retry::new(4).delays(SECOND, 3 * SECOND).waits();
        let now = SystemTime::now();
        for least in [1, 2, 3, 3] {
            let wait = waits.next(None, now).unwrap();
            assert!(wait >= least * SECOND && wait <= 2 * least * SECOND, "{wait:?}");
        }
        assert_eq!(waits.next(None, now), None);
    }

    #[test]
    fn no_wait_is_too_long_to_be_reckoned_with() {
        let mut waits = Retry::new(3).delays(Duration::MAX, Duration::MAX).waits();
        while waits.next(None, SystemTime::now()).is_some() {}
    }

    #[test]
    fn what_the_service_asks_for_is_waited_for_up_to_a_cap() {
        let now = SystemTime::UNIX_EPOCH + 784_111_777 * SECOND; // 1994-11-06T08:49:37Z
        let next =
            |text| Retry::new(1).delays(SECOND, SECOND).waits().next(Some(&asking(text)), now);
        assert_eq!(next("30"), Some(30 * SECOND));
        assert_eq!(next("Sun, 06 Nov 1994 08:50:17 GMT"), Some(40 * SECOND));
        assert_eq!(next("61"), None);
        assert_eq!(next("99999999999999999999999"), None);
        for early in ["0", "Sun, 06 Nov 1994 08:00:00 GMT", "soon", "-1", ""] {
            let wait = next(early).unwrap();
            assert!(wait >= SECOND && wait <= 2 * SECOND, "{early}: {wait:?}");
        }
    }
}
