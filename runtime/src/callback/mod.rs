//! Callbacks: what a vendor sends by itself, and how whoever is called back makes sure of it.
//!
//! ```text
//! receive ──► Notification ── matching(&expected) ──► the callback ──► act, then answer C::ACK
//!             verified, but not                 └──► Mismatch: don't answer ACK
//!             yet held against anything
//! ```
//!
//! A right signature says who sent a callback, and not that it is about the order that one takes it for: a vendor's old or
//! another order's message is signed as well. So a [`Notification`] gives what it holds only to those who say what they
//! expect. Vendors repeat callbacks until they are answered: acting twice on one must do no harm.

mod ack;
mod notification;
mod receive;
mod sign;

use std::fmt;

use crate::decode::Decode;
use crate::operation::{Body, Profile, Reply};

pub use ack::Ack;
pub use notification::{Mismatch, Notification, Untrusted};
pub use receive::{Delivery, peek, receive, receive_at, receive_unsigned};
pub use sign::{signed, signed_at, unsigned};

/// A documented callback.
pub trait Callback: Decode + Send + Sync {
    /// Its name in the spec.
    const NAME: &'static str;
    /// How its members travel: [`Body::Form`] or [`Body::Json`].
    const BODY: Body;
    /// How those that tell a success are told from others.
    const REPLY: Reply;
    /// What the vendor takes for an acknowledgement.
    const ACK: Ack;
    /// What its receiver holds it against; `()` where the vendor names nothing.
    type Expected: Expected<Self>;
}

/// Says that a vendor signs a callback with the key of the profile `P`.
#[diagnostic::on_unimplemented(
    message = "the profile `{P}` cannot verify `{Self}`",
    label = "not documented for `{P}`",
    note = "the profiles that can are those for which `SignedBy<…>` is implemented, listed above; what nobody signs is read by `receive_unsigned`"
)]
pub trait SignedBy<P: Profile>: Callback {}

/// Says that a vendor doesn't sign a callback: anyone may have sent it.
#[diagnostic::on_unimplemented(
    message = "the callback `{Self}` is signed",
    label = "verify it with `receive`"
)]
pub trait UnsignedCallback: Callback {}

/// What a receiver holds a callback against.
pub trait Expected<C>: fmt::Debug + Send + Sync {
    /// What the callback says.
    fn claimed_by(callback: &C) -> Self;

    /// The wire names of those fields in which the callback differs.
    fn differences(&self, claims: &Self) -> Vec<&'static str>;
}

/// The vendor names nothing to compare.
impl<C> Expected<C> for () {
    fn claimed_by(_: &C) -> Self {}

    fn differences(&self, (): &Self) -> Vec<&'static str> {
        Vec::new()
    }
}
