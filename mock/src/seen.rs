//! What the vendor saw.

use std::fmt;

/// A request that reached the vendor. When it did is left out, so that two runs can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Seen {
    /// Name of the operation in the spec; `None`: nothing is documented at this route.
    pub operation: Option<String>,
    /// Name of the profile in the spec.
    pub profile: Option<String>,
    /// HTTP method.
    pub method: String,
    /// Path of the URL.
    pub path: String,
    /// Fields in the order in which they came; values that the spec calls secret are `[redacted]`.
    pub fields: Vec<(String, String)>,
    /// Uploaded files.
    pub files: Vec<SeenFile>,
    /// The last line of text that went into the signature, by the vendor's reckoning, secrets masked.
    pub string_to_sign: Option<String>,
    /// What the documentation doesn't know and the vendor accepted all the same.
    pub remarks: Vec<String>,
    /// What the vendor thought of it.
    pub verdict: Verdict,
}

impl Seen {
    /// The value of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| &**value)
    }
}

/// An uploaded file, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeenFile {
    /// Name of the field.
    pub field: String,
    /// Its file name.
    pub name: String,
    /// Its content type, if it told one.
    pub content_type: Option<String>,
    /// Its size in bytes.
    pub size: usize,
}

/// What the vendor thought of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is as documented.
    Accepted,
    /// It is not.
    Refused(Refusal),
}

impl Verdict {
    /// Whether the request was as documented.
    pub fn is_accepted(&self) -> bool {
        matches!(self, Self::Accepted)
    }
}

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The kind of mistake, which decides how the vendor answers.
    pub kind: RefusalKind,
    /// What was wrong, in a sentence without values.
    pub reason: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason)
    }
}

/// The kind of mistake in a refused request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusalKind {
    /// Nothing is documented at this path: HTTP 404.
    UnknownPath,
    /// The path is called by another method: HTTP 405.
    WrongMethod,
    /// The signature is missing or wrong, or it is somebody else's: the spec's `bad_signature`.
    BadSignature,
    /// Anything else about fields and body: the spec's `bad_request`.
    BadRequest,
    /// The vendor lacks a credential or an example to go on: HTTP 501.
    Unprepared,
}

impl Refusal {
    pub(crate) fn new(kind: RefusalKind, reason: impl Into<String>) -> Self {
        Self {
            kind,
            reason: reason.into(),
        }
    }

    pub(crate) fn bad_request(reason: impl Into<String>) -> Self {
        Self::new(RefusalKind::BadRequest, reason)
    }

    pub(crate) fn bad_signature(reason: impl Into<String>) -> Self {
        Self::new(RefusalKind::BadSignature, reason)
    }
}
