//! Typed, signed clients of vendor APIs, generated when this crate is built from the specs in the crate `sealspec-specs`.
//!
//! Each vendor is a module and a cargo feature of the same name, both on by default. A vendor's module has its `Client`, a
//! method per documented operation, and a profile per way of signing, which takes the credentials:
//!
#![cfg_attr(all(feature = "ishansong", feature = "reqwest"), doc = "```no_run")]
#![cfg_attr(
    not(all(feature = "ishansong", feature = "reqwest")),
    doc = "```ignore"
)]
//! use sealspec_client::ishansong::{Client, Register};
//!
//! # async fn example() -> Result<(), sealspec_client::sealspec::Error> {
//! let client = Client::new(Register::new("client id", "app secret"))?;
//! let sent: bool = client.send_sms_code().mobile("16700000000").send().await?;
//! # Ok(())
//! # }
//! ```
//!
//! A required field that is missing, or an operation that the profile can't call, doesn't compile. What the clients have in
//! common, such as errors, settings and transports, is in [`sealspec`].

pub use sealspec;

include!(concat!(env!("OUT_DIR"), "/sealspec.rs"));

/// The programs in both READMEs are compiled, and those that need no vendor are run.
#[cfg(all(doctest, feature = "ishansong", feature = "reqwest"))]
mod readme {
    #[doc = include_str!("../../README.md")]
    mod english {}
    #[doc = include_str!("../../README.zh-CN.md")]
    mod chinese {}
}
