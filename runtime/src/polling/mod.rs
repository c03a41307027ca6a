//! Asking the vendor again: after a call that may have failed on the way, and until a call that is pending is decided.
//!
//! What follows from an answer is decided here, without a clock or a socket; the clients call and wait.

mod asynchronous;
mod blocking;
mod schedule;
mod stop;

use std::time::Duration;

use crate::error::{Error, Outcome};
use crate::operation::{Operation, Profile};
use crate::read::Received;

pub use schedule::Schedule;
pub use stop::Stop;

/// An operation whose outcome the vendor says to ask for, time and again.
#[diagnostic::on_unimplemented(
    message = "the vendor documents no way to poll `{Self}`",
    note = "ask by `poll_by` with a schedule of your own, where that is meant"
)]
pub trait Polled<P: Profile>: Operation<P> {
    /// What is called to ask: another operation, or this one.
    type Via: Operation<P>;
    /// When it is asked.
    const SCHEDULE: Schedule;
}

/// What came of a call that was asked after where its own reply didn't tell.
#[derive(Debug, Clone, PartialEq)]
pub enum Settled<A, B> {
    /// The call itself was done.
    Done(A),
    /// The call didn't tell, and asked after it, the vendor says that it was done.
    Queried(B),
}

/// What comes of settling the operation `O`, called by the profile `P`.
pub type Settlement<P, O> =
    Settled<<O as Operation<P>>::Response, <<O as Polled<P>>::Via as Operation<P>>::Response>;

/// What to do about an answer.
pub(crate) enum Step<T> {
    /// Nothing more.
    End(Result<T, Error>),
    /// Wait and call again. The error is what there is to tell if nobody does.
    Wait(Duration, Error),
}

/// A poll under way: what was waited for, and since when.
pub(crate) struct Polling {
    schedule: Schedule,
    waits: u32,
    begun: Option<i64>,
}

impl Polling {
    pub(crate) fn new(schedule: Schedule) -> Self {
        Self {
            schedule,
            waits: 0,
            begun: None,
        }
    }

    /// How long to wait now, where time isn't up; `now` in milliseconds, where it can be told.
    pub(crate) fn wait(&mut self, now: Option<i64>) -> Option<Duration> {
        self.begun = self.begun.or(now);
        let elapsed = now
            .zip(self.begun)
            .and_then(|(now, begun)| u64::try_from(now.saturating_sub(begun)).ok());
        let elapsed = Duration::from_millis(elapsed.unwrap_or_default());
        let wait = self.schedule.wait(self.waits, elapsed);
        self.waits = self.waits.saturating_add(1);
        wait
    }

    /// What to do about an answer, after the error of the one before. One that isn't what the caller waits for counts as
    /// pending.
    pub(crate) fn follow<T>(
        &mut self,
        answer: Result<Received<T>, Error>,
        is_wanted: impl FnOnce(&T) -> bool,
        before: Option<Error>,
        now: Option<i64>,
    ) -> Step<T> {
        let error = match answer {
            Ok(received) if is_wanted(&received.payload) => {
                return Step::End(Ok(received.payload));
            }
            Ok(received) => received.into_pending(),
            Err(error) => error,
        };
        let may_pass = error.is_passing() || matches!(error, Error::Pending { .. });
        let error = graver(before, error);
        match may_pass.then(|| self.wait(now)).flatten() {
            Some(wait) => Step::Wait(wait, error),
            None => Step::End(Err(error)),
        }
    }
}

/// How often a call that failed on the way is sent again, and when.
pub(crate) struct Retrying {
    left: u32,
    pause: Duration,
    is_safe: bool,
}

/// The pause before a call is sent again for the first time; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(500);

impl Retrying {
    pub(crate) fn new(times: u32, is_safe: bool) -> Self {
        Self {
            left: times,
            pause: FIRST_PAUSE,
            is_safe,
        }
    }

    /// What to do about an answer, after the error of the one before.
    pub(crate) fn follow<T>(&mut self, answer: Result<T, Error>, before: Option<Error>) -> Step<T> {
        let error = match answer {
            Ok(done) => return Step::End(Ok(done)),
            Err(error) => error,
        };
        let may_repeat = match error {
            Error::NotSent(_) => true,
            _ => self.is_safe && error.is_passing(),
        };
        let error = graver(before, error);
        match self.left.checked_sub(1).filter(|_| may_repeat) {
            None => Step::End(Err(error)),
            Some(left) => {
                self.left = left;
                let pause = self.pause;
                self.pause = pause.saturating_mul(2);
                Step::Wait(pause, error)
            }
        }
    }
}

/// The error that tells what may have come of several calls: of a request that may have reached the vendor, it doesn't count
/// that a later one didn't, nor that HTTP alone refuses a later one, as a gateway does that is called too often.
fn graver(before: Option<Error>, error: Error) -> Error {
    match (before, error.outcome()) {
        (Some(before), _) if before.outcome() != Outcome::Unknown => error,
        (Some(before), Outcome::NotSent) => before,
        (Some(before), Outcome::Refused) if matches!(error, Error::Status { .. }) => {
            unsettled(before, Some(error))
        }
        _ => error,
    }
}

/// The error of a call that the vendor was asked after, and that remains unknown.
fn unsettled(call: Error, query: Option<Error>) -> Error {
    Error::Unsettled {
        call: Box::new(call),
        query: query.map(Box::new),
    }
}
