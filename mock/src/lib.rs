//! A vendor made from a spec, for tests and demonstrations.
//!
//! [`MockVendor`] decides by the spec alone whether a request is as documented: method, path, content type, fields, the shape
//! of their values, and the signature, which it computes by interpreting the spec. It knows nothing of generated code, so
//! what it accepts is a check of it. It answers with the documented examples, signed where the vendor signs; a wrong request
//! in the vendor's own shape; and anything else when told so by a [script](MockVendor::script).
//!
//! It can be asked as a value ([`MockVendor::answer`]), stand in for the network ([`MockVendor`] is a transport of `sealspec`),
//! or be served on a loopback port ([`MockVendor::serve`]). What the vendor sends by itself it makes, too, for whoever is called
//! back ([`MockVendor::callback`]).
//!
//! ```no_run
//! use sealspec_mock::{Answer, MockVendor, Sources, StatusCode};
//!
//! let sources = Sources::read("spec/parcels".as_ref(), "spec/parcels")?;
//! let vendor = MockVendor::from_sources(&sources)?.credential("client", "c-1").credential("key", "k-123");
//! vendor.script("book", [Answer::status(StatusCode::SERVICE_UNAVAILABLE), Answer::example(0)])?;
//!
//! let running = vendor.serve()?;
//! println!("serving on {}", running.url());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod callback;
mod common;
mod constants;
mod credentials;
mod encrypted;
mod json;
mod judge;
mod moment;
mod outgoing;
mod received;
mod redact;
mod reply;
mod route;
mod rules;
mod seen;
mod serve;
mod shape;
mod signature;
mod transport;
mod unsigned;
mod vendor;

pub use http::StatusCode;
pub use sealspec_codegen::{Diagnostics, SourceFile, Sources};

pub use answer::{Answer, Answered, Wire};
pub use callback::{CallbackError, Notice};
pub use seen::{Refusal, RefusalKind, Seen, SeenFile, Verdict};
pub use serve::Running;
pub use vendor::{MockVendor, ScriptError};

#[cfg(test)]
mod tests;
