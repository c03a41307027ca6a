use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::Token;
use crate::clock::{Clock, SystemClock, moment_of};
use crate::error::Error;
use crate::secret::Secret;

/// How long before its end a token is renewed, unless the caller says otherwise.
const AHEAD: Duration = Duration::from_secs(60);

/// Keeps a token and knows how long it is good.
pub(super) struct Keeper {
    clock: Arc<dyn Clock>,
    ahead: Duration,
    kept: Mutex<Option<Kept>>,
}

struct Kept {
    token: Token,
    /// In milliseconds since the Unix epoch; `None`: they don't come of themselves.
    renewed_from: Option<i64>,
    valid_until: Option<i64>,
}

impl Default for Keeper {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            ahead: AHEAD,
            kept: Mutex::default(),
        }
    }
}

impl Keeper {
    pub(super) fn set_clock(&mut self, clock: impl Clock) {
        self.clock = Arc::new(clock);
    }

    pub(super) fn set_ahead(&mut self, ahead: Duration) {
        self.ahead = ahead;
    }

    pub(super) fn now(&self) -> Result<i64, Error> {
        Ok(moment_of(&*self.clock)?.unix_millis())
    }

    /// The token, where it need not be renewed yet.
    pub(super) fn fresh(&self) -> Result<Option<Secret>, Error> {
        let now = self.now()?;
        Ok(self.until(now, |kept| kept.renewed_from))
    }

    /// The token, where it is valid still.
    pub(super) fn valid(&self) -> Option<Secret> {
        let now = self.now().ok()?;
        self.until(now, |kept| kept.valid_until)
    }

    fn until(&self, now: i64, end: impl Fn(&Kept) -> Option<i64>) -> Option<Secret> {
        let kept = self.kept();
        let kept = kept.as_ref()?;
        let is_before = end(kept).is_none_or(|end| now < end);
        is_before.then(|| kept.token.value.clone())
    }

    /// The token that was kept last, valid or not.
    pub(super) fn last(&self) -> Option<Token> {
        self.kept().as_ref().map(|kept| kept.token.clone())
    }

    /// Keeps a token that was asked for at this time. A short-lived one is renewed in the second half of its time.
    pub(super) fn keep(&self, token: Token, asked: i64) {
        let later = |time: Duration| {
            asked.saturating_add(i64::try_from(time.as_millis()).unwrap_or(i64::MAX))
        };
        let renewed_after =
            |lifetime: Duration| lifetime.saturating_sub(self.ahead).max(lifetime / 2);
        *self.kept() = Some(Kept {
            renewed_from: token.lifetime.map(renewed_after).map(later),
            valid_until: token.lifetime.map(later),
            token,
        });
    }

    /// Lets a token end now, if it is the one that is kept.
    pub(super) fn expire(&self, value: &Secret) {
        if let Some(kept) = self
            .kept()
            .as_mut()
            .filter(|kept| kept.token.value == *value)
        {
            kept.renewed_from = Some(i64::MIN);
            kept.valid_until = Some(i64::MIN);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Option<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
