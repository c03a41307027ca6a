//! Ctrl-C, once a call may have been sent.

use std::future::{Future as _, poll_fn};
use std::process;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::thread;

use crate::failure::Failure;
use crate::output;

/// How the command ends on Ctrl-C.
pub(super) struct Interrupt(Arc<Mutex<Failure>>);

impl Interrupt {
    /// From now on Ctrl-C ends the command with this.
    pub(super) fn ends_with(failure: Failure) -> Result<Self, Failure> {
        let failure = Arc::new(Mutex::new(failure));
        listen(Arc::clone(&failure))?;
        Ok(Self(failure))
    }

    /// From now on Ctrl-C ends the command with this instead: more is known.
    pub(super) fn now_ends_with(&self, failure: Failure) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = failure;
    }
}

fn listen(failure: Arc<Mutex<Failure>>) -> Result<(), Failure> {
    let cant_listen = |error: std::io::Error| {
        Failure::outside(
            format!("can't listen for Ctrl-C: {error}"),
            "try again: nothing was sent",
        )
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(cant_listen)?;
    let mut interrupted = Box::pin(tokio::signal::ctrl_c());
    // It listens once it is polled: here, so that none is missed before the thread runs.
    let polled = poll_fn(|context| Poll::Ready(interrupted.as_mut().poll(context)));
    if let Poll::Ready(early) = runtime.block_on(polled) {
        early.map_err(cant_listen)?;
        return Err(Failure::outside(
            "interrupted: nothing was sent",
            "call again",
        ));
    }
    let listen = move || {
        if runtime.block_on(interrupted).is_ok() {
            let failure = failure.lock().unwrap_or_else(PoisonError::into_inner);
            output::note(failure.render());
            process::exit(failure.exit() as i32);
        }
    };
    thread::Builder::new()
        .name("interrupt".to_owned())
        .spawn(listen)
        .map(drop)
        .map_err(cant_listen)
}
