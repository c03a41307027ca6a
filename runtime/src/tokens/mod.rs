//! Tokens: what a vendor gives for a while, so that other calls may carry it.

mod asynchronous;
mod blocking;
mod keeper;
mod turn;

use std::time::Duration;

use crate::secret::Secret;

pub use asynchronous::Tokens;
pub use blocking::BlockingTokens;

/// A token with what renews it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    value: Secret,
    renewal: Option<Secret>,
    lifetime: Option<Duration>,
}

impl Token {
    /// A token that is valid until the vendor says otherwise.
    pub fn new(value: impl Into<Secret>) -> Self {
        Self {
            value: value.into(),
            renewal: None,
            lifetime: None,
        }
    }

    /// The time for which it is valid, from when it was asked for.
    #[must_use]
    pub fn valid_for(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// What the next one is had with, where the vendor gives such a thing.
    #[must_use]
    pub fn renewed_with(mut self, renewal: impl Into<Secret>) -> Self {
        self.renewal = Some(renewal.into());
        self
    }

    /// The token itself.
    pub fn value(&self) -> &Secret {
        &self.value
    }

    /// What the next one is had with.
    pub fn renewal(&self) -> Option<&Secret> {
        self.renewal.as_ref()
    }
}
