//! Ctrl-C, once a call may have been sent.

use std::future::{Future as _, poll_fn};
use std::process;
use std::task::Poll;
use std::thread;

use crate::failure::{Exit, Failure};
use crate::output;

/// From now on Ctrl-C tells that the outcome is unknown and how to ask, and ends the command.
pub(super) fn tell_when_interrupted(how_to_ask: String) -> Result<(), Failure> {
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
            let failure = Failure::unknown(
                "interrupted: whether the vendor acted isn't known",
                how_to_ask,
            );
            output::note(failure.render());
            process::exit(Exit::Unknown as i32);
        }
    };
    thread::Builder::new()
        .name("interrupt".to_owned())
        .spawn(listen)
        .map(drop)
        .map_err(cant_listen)
}
