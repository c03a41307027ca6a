use std::fmt;

use bytes::Bytes;
use http::StatusCode;

use crate::decode::ShapeError;
use crate::read::Verification;
use crate::transport::{TransportError, TransportErrorKind};

/// Why a call gave no payload.
///
/// [`outcome`](Self::outcome) tells whether the vendor may have acted. Neither `Display` nor `Debug` shows a URL, a secret or
/// the body of a reply, which may hold personal data; [`body`](Self::body) gives it.
#[non_exhaustive]
pub enum Error {
    /// Refused before it was sent: the request or the settings are at fault.
    Refused(Refusal),
    /// The connection was never made, so nothing was sent.
    NotSent(TransportError),
    /// The connection failed after the request, or a part of it, was sent.
    MaybeSent(TransportError),
    /// The reply is larger than allowed.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// HTTP itself says that the call failed.
    Status {
        /// HTTP status.
        status: StatusCode,
        /// The vendor's code, where the body is a refusal in the vendor's shape. Its signature isn't looked at.
        code: Option<String>,
        /// The vendor's message, likewise.
        message: Option<String>,
        /// The body as received.
        body: Bytes,
    },
    /// The reply isn't of the documented shape.
    Shape {
        /// What is wrong, and where.
        error: ShapeError,
        /// The body as received.
        body: Bytes,
    },
    /// The reply isn't proven to be the vendor's.
    Signature {
        /// What is wrong with its signature.
        problem: SignatureProblem,
        /// The code that the reply claims.
        code: Option<String>,
        /// The message that the reply claims.
        message: Option<String>,
        /// The body as received.
        body: Bytes,
    },
    /// Refused by the vendor.
    Vendor {
        /// The vendor's code.
        code: Option<String>,
        /// The vendor's message.
        message: Option<String>,
        /// Whether the refusal is proven to be the vendor's.
        verification: Verification,
        /// The body as received.
        body: Bytes,
    },
}

/// What a failed call may have done at the vendor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing: the vendor never had the whole request.
    NotSent,
    /// Nothing: the vendor had the request and refused it.
    Refused,
    /// Perhaps all of it: ask the vendor before calling again.
    Unknown,
}

/// What is wrong with the signature of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureProblem {
    /// There is none, though there must be.
    Missing,
    /// It isn't the one that the vendor would have made.
    Wrong,
    /// It covers an object or a list, and how such a value is signed isn't documented.
    Undetermined,
}

/// Why a request was refused before it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    what: String,
    field: Option<String>,
    remedy: String,
}

impl Error {
    /// What the failed call may have done at the vendor's.
    ///
    /// | error | outcome |
    /// | --- | --- |
    /// | [`Refused`](Self::Refused), [`NotSent`](Self::NotSent) | `NotSent` |
    /// | [`Vendor`](Self::Vendor) | `Refused`; a code that says "ask again later" is the caller's to know |
    /// | [`Status`](Self::Status) 400–499, but 408 and 499 | `Refused` |
    /// | [`Status`](Self::Status) else: a redirect, which isn't followed, may stand for success; a gateway that gives up (408, 499, 5xx) doesn't know | `Unknown` |
    /// | [`MaybeSent`](Self::MaybeSent), [`TooLarge`](Self::TooLarge), [`Shape`](Self::Shape), [`Signature`](Self::Signature) | `Unknown` |
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::Refused(_) | Self::NotSent(_) => Outcome::NotSent,
            Self::Vendor { .. } => Outcome::Refused,
            Self::Status { status, .. } => match status.as_u16() {
                408 | 499 => Outcome::Unknown,
                400..=499 => Outcome::Refused,
                _ => Outcome::Unknown,
            },
            _ => Outcome::Unknown,
        }
    }

    /// The vendor's code, where the reply has one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Status { code, .. }
            | Self::Signature { code, .. }
            | Self::Vendor { code, .. } => code.as_deref(),
            _ => None,
        }
    }

    /// The vendor's message, where the reply has one.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Status { message, .. }
            | Self::Signature { message, .. }
            | Self::Vendor { message, .. } => message.as_deref(),
            _ => None,
        }
    }

    /// The body of the reply as received, where there is one. It may hold personal data.
    pub fn body(&self) -> Option<&Bytes> {
        match self {
            Self::Status { body, .. }
            | Self::Shape { body, .. }
            | Self::Signature { body, .. }
            | Self::Vendor { body, .. } => Some(body),
            _ => None,
        }
    }

    /// A refusal that isn't about a field.
    pub(crate) fn refused(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Refused(Refusal {
            what: what.into(),
            field: None,
            remedy: remedy.into(),
        })
    }

    /// A refusal of a field, credential or header.
    pub(crate) fn refused_field(
        field: impl Into<String>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self::Refused(Refusal {
            what: what.into(),
            field: Some(field.into()),
            remedy: remedy.into(),
        })
    }
}

impl Refusal {
    /// What is wrong.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The field, credential or setting that is at fault; a field within an object by its path.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// What to do about it.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(field) = &self.field {
            write!(formatter, "`{field}` ")?;
        }
        write!(formatter, "{}: {}", self.what, self.remedy)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => write!(formatter, "refused before it was sent: {refusal}"),
            Self::NotSent(error) => write!(formatter, "not sent: {error}"),
            Self::MaybeSent(error) => {
                write!(formatter, "the vendor may or may not have acted: {error}")
            }
            Self::TooLarge { limit } => {
                write!(
                    formatter,
                    "the reply is larger than the limit of {limit} bytes"
                )
            }
            Self::Status { status, .. } => {
                write!(
                    formatter,
                    "the vendor answered with HTTP status {}",
                    status.as_u16()
                )?;
                self.write_claim(formatter)
            }
            Self::Shape { error, .. } => {
                write!(
                    formatter,
                    "the reply isn't of the documented shape: {error}"
                )
            }
            Self::Signature { problem, .. } => {
                formatter.write_str(match problem {
                    SignatureProblem::Missing => "the reply must be signed and isn't",
                    SignatureProblem::Wrong => {
                        "the signature of the reply is wrong: a wrong key, or not the vendor's reply"
                    }
                    SignatureProblem::Undetermined => {
                        "the signature of the reply can't be checked: how a nested value is signed isn't documented"
                    }
                })?;
                self.write_claim(formatter)
            }
            Self::Vendor { .. } => {
                formatter.write_str("refused by the vendor")?;
                self.write_claim(formatter)
            }
        }
    }
}

impl Error {
    fn write_claim(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code(), self.message()) {
            (Some(code), Some(message)) => write!(formatter, ": code {code}, {message}"),
            (Some(code), None) => write!(formatter, ": code {code}"),
            (None, Some(message)) => write!(formatter, ": {message}"),
            (None, None) => Ok(()),
        }
    }
}

/// Shows the size of a body instead of the body.
impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Refused(refusal) => {
                return formatter.debug_tuple("Refused").field(refusal).finish();
            }
            Self::NotSent(error) => return formatter.debug_tuple("NotSent").field(error).finish(),
            Self::MaybeSent(error) => {
                return formatter.debug_tuple("MaybeSent").field(error).finish();
            }
            Self::TooLarge { .. } => "TooLarge",
            Self::Status { .. } => "Status",
            Self::Shape { .. } => "Shape",
            Self::Signature { .. } => "Signature",
            Self::Vendor { .. } => "Vendor",
        };
        let mut shown = formatter.debug_struct(name);
        match self {
            Self::TooLarge { limit } => drop(shown.field("limit", limit)),
            Self::Status { status, .. } => drop(shown.field("status", status)),
            Self::Shape { error, .. } => drop(shown.field("error", error)),
            Self::Signature { problem, .. } => drop(shown.field("problem", problem)),
            Self::Vendor { verification, .. } => drop(shown.field("verification", verification)),
            _ => {}
        }
        if let Some(code) = self.code() {
            shown.field("code", &code);
        }
        if let Some(message) = self.message() {
            shown.field("message", &message);
        }
        if let Some(body) = self.body() {
            shown.field("body_size", &body.len());
        }
        shown.finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotSent(error) | Self::MaybeSent(error) => Some(error),
            Self::Shape { error, .. } => Some(error),
            _ => None,
        }
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        match error.kind() {
            TransportErrorKind::NotSent => Self::NotSent(error),
            TransportErrorKind::MaybeSent => Self::MaybeSent(error),
            TransportErrorKind::TooLarge { limit } => Self::TooLarge { limit },
        }
    }
}
