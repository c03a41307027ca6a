use std::time::Duration;

/// When the vendor is asked again, and for how long.
///
/// It holds no clock and no state: [`wait`](Self::wait) computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    first: Duration,
    every: Duration,
    until: Duration,
}

/// The shortest wait between two questions, so that a schedule ends even by a clock that stands still.
const SHORTEST: Duration = Duration::from_millis(1);

impl Schedule {
    /// Waits for `first`, then for `every` each time, and no longer than `until` in all. A wait below a millisecond counts as
    /// one.
    pub const fn new(first: Duration, every: Duration, until: Duration) -> Self {
        Self {
            first,
            every,
            until,
        }
    }

    /// The same in seconds.
    pub const fn seconds(first: u32, every: u32, until: u32) -> Self {
        Self::new(
            Duration::from_secs(first as u64),
            Duration::from_secs(every as u64),
            Duration::from_secs(until as u64),
        )
    }

    /// How long to wait before asking again; `None`: no more.
    ///
    /// `waits` is how often was waited already, `elapsed` the time since the first answer. What the waits took by themselves
    /// counts where `elapsed` is less, as by a clock that was set back.
    pub fn wait(&self, waits: u32, elapsed: Duration) -> Option<Duration> {
        let wait = if waits == 0 { self.first } else { self.every }.max(SHORTEST);
        let waited = match waits.checked_sub(1) {
            None => Duration::ZERO,
            Some(further) => self
                .every
                .max(SHORTEST)
                .saturating_mul(further)
                .saturating_add(self.first),
        };
        let spent = elapsed.max(waited);
        (spent.saturating_add(wait) <= self.until).then_some(wait)
    }
}
