//! What errors show of themselves.

use std::fmt;

use super::{Error, SignatureProblem};
use crate::excerpt::Excerpt;

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
                    SignatureProblem::Missing => "what was received must be signed and isn't",
                    SignatureProblem::Wrong => {
                        "the signature of what was received is wrong: a wrong key, or not the vendor's"
                    }
                    SignatureProblem::Undetermined => {
                        "the signature of what was received can't be checked: how a nested value is signed isn't documented"
                    }
                    SignatureProblem::Stale => {
                        "the signature of what was received is too old or from the future: a repeated message, or a wrong clock"
                    }
                })?;
                self.write_claim(formatter)
            }
            Self::Vendor { .. } => {
                formatter.write_str("refused by the vendor")?;
                self.write_claim(formatter)
            }
            Self::Pending { .. } => {
                formatter.write_str("not decided by the vendor yet")?;
                self.write_claim(formatter)
            }
            Self::Unsettled { call, query } => {
                write!(formatter, "not settled: {call}")?;
                match query {
                    Some(query) => write!(formatter, "; asked after it: {query}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl Error {
    fn write_claim(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code(), self.message()) {
            (Some(code), Some(message)) => {
                write!(formatter, ": code {}, {}", Excerpt(code), Excerpt(message))
            }
            (Some(code), None) => write!(formatter, ": code {}", Excerpt(code)),
            (None, Some(message)) => write!(formatter, ": {}", Excerpt(message)),
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
            Self::Unsettled { call, query } => {
                return formatter
                    .debug_struct("Unsettled")
                    .field("call", call)
                    .field("query", query)
                    .finish();
            }
            Self::TooLarge { .. } => "TooLarge",
            Self::Status { .. } => "Status",
            Self::Shape { .. } => "Shape",
            Self::Signature { .. } => "Signature",
            Self::Vendor { .. } => "Vendor",
            Self::Pending { .. } => "Pending",
        };
        let mut shown = formatter.debug_struct(name);
        match self {
            Self::TooLarge { limit } => drop(shown.field("limit", limit)),
            Self::Status { status, .. } => drop(shown.field("status", status)),
            Self::Shape { error, .. } => drop(shown.field("error", error)),
            Self::Signature { problem, .. } => drop(shown.field("problem", problem)),
            Self::Vendor { verification, .. } | Self::Pending { verification, .. } => {
                shown.field("verification", verification);
            }
            _ => {}
        }
        if let Some(code) = self.code() {
            shown.field("code", &Excerpt(code));
        }
        if let Some(message) = self.message() {
            shown.field("message", &Excerpt(message));
        }
        if let Some(body) = self.body() {
            shown.field("body_size", &body.len());
        }
        shown.finish()
    }
}
