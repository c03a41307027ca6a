use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Ends the waits of blocking calls, from another thread. Clones are the same switch.
///
/// A poll that is stopped gives the last error that the vendor's answers amount to, and its outcome is unknown, as at the end of
/// its time. A call under way isn't broken off. Calls of async clients are given up by dropping their futures.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<Switch>);

#[derive(Debug, Default)]
struct Switch {
    is_stopped: Mutex<bool>,
    changed: Condvar,
}

impl Stop {
    /// A switch that nobody has used yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends all waits, those to come too.
    pub fn stop(&self) {
        *self
            .0
            .is_stopped
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = true;
        self.0.changed.notify_all();
    }

    /// Whether it was used.
    pub fn is_stopped(&self) -> bool {
        *self
            .0
            .is_stopped
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Blocks the thread for so long, or until it is stopped.
    pub fn wait(&self, duration: Duration) {
        let is_stopped = self
            .0
            .is_stopped
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        drop(
            self.0
                .changed
                .wait_timeout_while(is_stopped, duration, |is_stopped| !*is_stopped),
        );
    }
}
