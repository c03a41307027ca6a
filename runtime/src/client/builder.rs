//! What builders do with a client.

use super::{Async, Client};
use crate::error::Error;
use crate::operation::{Operation, Profile};
use crate::read::Received;
use crate::transport::Transport;

/// What a builder's `send` does. A builder that did so itself, in an `async` block of its own, would cost the compiler more.
///
/// # Errors
///
/// As for [`Client::send`].
pub async fn send<P: Profile, T: Transport, O: Operation<P>>(
    client: &Client<P, Async<T>>,
    request: O,
) -> Result<O::Response, Error> {
    client.send(&request).await
}

/// What a builder's `send_full` does.
///
/// # Errors
///
/// As for [`Client::send_full`].
pub async fn send_full<P: Profile, T: Transport, O: Operation<P>>(
    client: &Client<P, Async<T>>,
    request: O,
) -> Result<Received<O::Response>, Error> {
    client.send_full(&request).await
}
