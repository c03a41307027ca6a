//! A caller made from a spec: it prepares, signs, explains and reads any documented call, without generated code.
//!
//! It is the mirror image of the mock vendor: [`Caller`] knows a spec and credentials, a [`Call`] takes fields by their names on
//! the wire. Requests are written, and replies read, by the runtime that generated code leans on
//! ([`sealspec::dynamic`]); only what to write, and what the signature is, comes of interpreting the spec. So the bytes are
//! those that the generated client would send.
//!
//! ```no_run
//! use sealspec::{Clock, SystemClock};
//! use sealspec_caller::{Caller, Sources};
//!
//! let sources = Sources::read("spec/parcels".as_ref(), "spec/parcels")?;
//! let caller = Caller::from_sources(&sources)?.credential("client", "c-1").credential("key", "k-123");
//! let mut call = caller.call("book", None)?;
//! call.text("weight", "3")?;
//! call.json(r#"{"to": {"city": "Pisa"}}"#)?;
//! let (prepared, explanation) = call.explain(call.base_url(None)?, &SystemClock.moment()?)?;
//! println!("{explanation}");
//! // Send `prepared.into_request()` with any HTTP client, and give the reply to `call.read(…)`.
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod ask;
mod call;
mod caller;
mod credentials;
mod dressing;
mod error;
mod fields;
mod keep;
mod terms;
mod url;
mod value;
mod write;

pub use sealspec_codegen::{Diagnostics, SourceFile, Sources};

pub use call::Call;
pub use caller::Caller;
pub use error::CallError;
pub use url::{ip_of, is_loopback};

#[cfg(test)]
mod tests;
