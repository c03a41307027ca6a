//! What tells the moment of each call.

use std::pin::Pin;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::error::Error;
use crate::moment::Moment;
use crate::polling::Stop;

/// A wait of an async client.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Tells the moment of each call, and waits between calls; a test gives one that stands still, and doesn't wait.
pub trait Clock: Send + Sync + 'static {
    /// The moment of the call that is about to be prepared.
    ///
    /// # Errors
    ///
    /// Where time or randomness can't be had, the reason.
    fn moment(&self) -> Result<Moment, String>;

    /// A wait that is over after this time, in any async runtime.
    fn sleep(&self, duration: Duration) -> Sleep {
        Box::pin(futures_timer::Delay::new(duration))
    }

    /// Blocks the thread for this time, or until it is stopped.
    fn pause(&self, duration: Duration, stop: &Stop) {
        stop.wait(duration);
    }
}

/// The moment that a clock tells.
pub(crate) fn moment_of(clock: &dyn Clock) -> Result<Moment, Error> {
    clock.moment().map_err(|problem| {
        Error::refused(
            format!("there is no telling the time, since {problem}"),
            "mend the clock",
        )
    })
}

/// The system's time, and 128 bits of its randomness as 32 hexadecimal digits.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn moment(&self) -> Result<Moment, String> {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_err(|_| "the system's clock stands before 1970: set it".to_owned())?;
        let millis = i64::try_from(now.as_millis())
            .map_err(|_| "the system's clock is out of range: set it".to_owned())?;
        let mut random = [0; 16];
        getrandom::fill(&mut random)
            .map_err(|error| format!("the system gave no random bytes: {error}"))?;
        Ok(Moment::new(millis, crate::signing::hex(&random)))
    }
}

/// A clock that stands still, for tests and for repeating a call byte for byte. Waits are over at once.
impl Clock for Moment {
    fn moment(&self) -> Result<Moment, String> {
        Ok(self.clone())
    }

    fn sleep(&self, _: Duration) -> Sleep {
        Box::pin(std::future::ready(()))
    }

    fn pause(&self, _: Duration, _: &Stop) {}
}
