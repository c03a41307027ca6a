use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

/// Lets one future on at a time, in any async runtime.
#[derive(Default)]
pub(super) struct Turn(Mutex<Queue>);

#[derive(Default)]
struct Queue {
    is_taken: bool,
    waiting: Vec<Waker>,
}

/// Whoever holds this has the turn.
pub(super) struct Taken<'t>(&'t Turn);

impl Turn {
    pub(super) async fn take(&self) -> Taken<'_> {
        poll_fn(|context| {
            let mut queue = self.queue();
            if queue.is_taken {
                queue.waiting.push(context.waker().clone());
                return Poll::Pending;
            }
            queue.is_taken = true;
            Poll::Ready(Taken(self))
        })
        .await
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes all who wait: one of them takes the turn, though others may have been dropped.
impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let mut queue = self.0.queue();
        queue.is_taken = false;
        let waiting = std::mem::take(&mut queue.waiting);
        drop(queue);
        waiting.into_iter().for_each(Waker::wake);
    }
}
