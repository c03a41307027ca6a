//! Why a call failed, and what it may have done.

mod display;
mod refusal;

use bytes::Bytes;
use http::StatusCode;

use crate::decode::ShapeError;
use crate::read::Verification;
use crate::transport::{TransportError, TransportErrorKind};

pub use refusal::Refusal;

/// Why a call gave no payload.
///
/// [`outcome`](Self::outcome) tells whether the vendor may have acted.
///
/// `Display` and `Debug` show no URL and no secret of the caller's, and of the body of a reply no more than the vendor's code,
/// its message and the names of members. These are the vendor's words, and a message may repeat what was sent: control
/// characters in them are escaped, and each is cut after 200 characters. [`code`](Self::code), [`message`](Self::message) and
/// [`body`](Self::body), which may hold personal data, give all of it as received.
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
    /// The reply or the callback isn't proven to be the vendor's.
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
    /// Refused by the vendor, or by whoever answers in its name: unless a signature is required, a refusal without one counts,
    /// and `verification` tells.
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
    /// The vendor had the request and hasn't decided on it yet: neither done nor refused. Ask again, or ask after it, as the
    /// vendor documents.
    Pending {
        /// The vendor's code.
        code: Option<String>,
        /// The vendor's message.
        message: Option<String>,
        /// Whether the reply is proven to be the vendor's. Many vendors sign none but successes.
        verification: Verification,
        /// The body as received.
        body: Bytes,
    },
    /// What came of a call is still unknown, though the vendor was asked after it, or called again.
    Unsettled {
        /// Why the call itself doesn't tell.
        call: Box<Error>,
        /// What came of asking, at last; `None`: nobody did. A refusal may be of the query alone, or may say that the call has
        /// failed: its members tell, where the vendor documents it.
        query: Option<Box<Error>>,
    },
}

/// What a failed call may have done at the vendor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing: the vendor never had the whole request.
    NotSent,
    /// Nothing: the vendor had the request and refused it.
    ///
    /// A refusal need not be proven to be the vendor's: that of [`Error::Status`] never is, and that of [`Error::Vendor`] only
    /// where its `verification` is [`Verified`](Verification::Verified). Who must rule out a forged one, so as to call again,
    /// asks for [`require_signature`](crate::Settings::require_signature) or looks at `verification`.
    Refused,
    /// Perhaps all of it: ask the vendor before calling again.
    Unknown,
}

/// What is wrong with the signature of a reply or a callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureProblem {
    /// There is none, though there must be.
    Missing,
    /// It isn't the one that the vendor would have made.
    Wrong,
    /// It covers an object or a list, and how such a value is signed isn't documented.
    Undetermined,
    /// It is right, but was made too long ago or in the future, or doesn't tell when.
    Stale,
}

impl Error {
    /// What the failed call may have done at the vendor's.
    ///
    /// | error | outcome |
    /// | --- | --- |
    /// | [`Refused`](Self::Refused), [`NotSent`](Self::NotSent) | `NotSent` |
    /// | [`Vendor`](Self::Vendor) | `Refused`, whatever its `verification`; a code that says "ask again later" is the caller's to know |
    /// | [`Status`](Self::Status) 400–499, but 408 and 499 | `Refused` |
    /// | [`Status`](Self::Status) else: a redirect, which isn't followed, may stand for success; a gateway that gives up (408, 499, 5xx) doesn't know | `Unknown` |
    /// | [`Pending`](Self::Pending), [`Unsettled`](Self::Unsettled) | `Unknown` |
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

    /// The JSON text of a member of the reply, documented or not.
    pub fn member(&self, name: &str) -> Option<String> {
        crate::read::member(self.body()?, name)
    }

    /// Whether it may be gone the next time: nothing arrived, or a gateway failed.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::NotSent(_) | Self::MaybeSent(_) => true,
            Self::Status { status, .. } => status.is_server_error(),
            _ => false,
        }
    }

    /// Of several calls, the error of the last one.
    fn latest(&self) -> Option<&Self> {
        match self {
            Self::Unsettled { call, query } => query.as_deref().or(Some(call)),
            _ => None,
        }
    }

    /// The vendor's code, where the reply has one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Status { code, .. }
            | Self::Signature { code, .. }
            | Self::Vendor { code, .. }
            | Self::Pending { code, .. } => code.as_deref(),
            Self::Unsettled { .. } => self.latest()?.code(),
            _ => None,
        }
    }

    /// The vendor's message, where the reply has one.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Status { message, .. }
            | Self::Signature { message, .. }
            | Self::Vendor { message, .. }
            | Self::Pending { message, .. } => message.as_deref(),
            Self::Unsettled { .. } => self.latest()?.message(),
            _ => None,
        }
    }

    /// The body of the reply as received, where there is one. It may hold personal data.
    pub fn body(&self) -> Option<&Bytes> {
        match self {
            Self::Status { body, .. }
            | Self::Shape { body, .. }
            | Self::Signature { body, .. }
            | Self::Vendor { body, .. }
            | Self::Pending { body, .. } => Some(body),
            Self::Unsettled { .. } => self.latest()?.body(),
            _ => None,
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotSent(error) | Self::MaybeSent(error) => Some(error),
            Self::Shape { error, .. } => Some(error),
            Self::Unsettled { call, .. } => Some(&**call),
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
