//! Payloads that travel encrypted, and what isn't known of them.

use super::Text;

/// How a profile's payload is sealed: its JSON text is encrypted and spelled, and stands so in its field; what replies carry
/// as payload is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// Name in the spec.
    pub name: String,
    /// The field that carries the sealed payload.
    pub field: String,
    /// Index into [`Api::signatures`](super::Api::signatures) of the lines that seal. The last one is what is sent; the body
    /// of their input is the payload's text.
    pub seal: usize,
    /// Index into [`Api::signatures`](super::Api::signatures) of the lines that open. The last one is the payload's text; the
    /// body of their input is what was received.
    pub open: usize,
}

/// A profile that can't be called, since the vendor doesn't say all that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unspecified {
    /// Name of the profile in the spec.
    pub profile: String,
    /// The operations that nothing else can call.
    pub operations: Vec<String>,
    /// The callbacks that nothing else can verify.
    pub callbacks: Vec<String>,
    /// The facts that are missing: where an overlay supplies each, as `seals.NAME.lines.LINE`, and what the vendor doesn't say.
    pub missing: Vec<(String, Text)>,
}
