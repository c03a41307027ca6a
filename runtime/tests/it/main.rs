//! The runtime from the outside, with a vendor written by hand.
#![cfg(feature = "md5")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has told what it is there for"
)]

mod callback;
mod download;
mod envelope;
mod errors;
mod outcomes;
mod polling;
mod prepare;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod proxy;
mod read;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod server;
mod settings;
mod signing;
mod tokens;
#[cfg(feature = "tracing")]
mod tracing;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
mod transports;
mod vendor;
