use std::fmt;

use bytes::Bytes;
use http::{Response, StatusCode};

use crate::decode::{Decode, Extra, ShapeError};
use crate::dynamic::Dress;
use crate::envelope::{Envelope, Standing, decode_opened, decode_payload};
use crate::error::{Error, SignatureProblem};
use crate::json::Document;
use crate::operation::{Operation, Place, Profile, Reply, Route, Verify, VerifyWhen};
use crate::seal::open_payload;
use crate::signing::{Input, Quiet};
use crate::verify::{Signed, Verified, verify_reply};

/// What a caller asks of replies beyond what the spec does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ReadPolicy {
    /// Whether every reply, a refusal too, must carry a signature that can be verified.
    pub require_signature: bool,
    /// The time in milliseconds since the Unix epoch, for vendors that sign the time of a reply. Without it such a reply
    /// counts as stale.
    pub now: Option<i64>,
}

impl ReadPolicy {
    /// Every reply must carry a signature that can be verified.
    #[must_use]
    pub fn require_signature(mut self) -> Self {
        self.require_signature = true;
        self
    }

    /// The time at which replies are read, in milliseconds since the Unix epoch.
    #[must_use]
    pub fn at(mut self, unix_millis: i64) -> Self {
        self.now = Some(unix_millis);
        self
    }
}

/// A reply that says that the call is done.
///
/// `Debug` shows the size of the body instead of the body.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Received<T> {
    /// What the operation brings.
    pub payload: T,
    /// HTTP status.
    pub status: StatusCode,
    /// The vendor's code.
    pub code: Option<String>,
    /// The vendor's message.
    pub message: Option<String>,
    /// Whether the reply is proven to be the vendor's.
    pub verification: Verification,
    /// Undocumented members of the envelope. Those beside a payload without a member of its own are in the payload.
    pub extra: Extra,
    /// The body as received.
    pub body: Bytes,
}

/// Whether a reply is proven to be the vendor's. A reply with a wrong signature is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verification {
    /// Its signature is the vendor's.
    Verified,
    /// The vendor doesn't sign replies.
    Unsigned,
    /// The vendor signs replies, but this one carries no signature and need not.
    Absent,
    /// Its signature covers an object or a list, and how such a value is signed isn't documented.
    Undetermined,
    /// The spec says not to look at the signature.
    NotChecked,
}

impl<T> Received<T> {
    /// The JSON text of a member of the reply, documented or not.
    pub fn member(&self, name: &str) -> Option<String> {
        member(&self.body, name)
    }

    /// The error for a reply that isn't the one that the caller waits for.
    pub(crate) fn into_pending(self) -> Error {
        Error::Pending {
            code: self.code,
            message: self.message,
            verification: self.verification,
            body: self.body,
        }
    }

    /// The payload of a reply whose signature was verified.
    ///
    /// # Errors
    ///
    /// [`Error::Signature`] where it carries none, or one that nobody looked at or could tell.
    pub fn verified(self) -> Result<Verified<T>, Error> {
        let problem = match self.verification {
            Verification::Verified => return Ok(Verified::new(self.payload)),
            Verification::Undetermined => SignatureProblem::Undetermined,
            _ => SignatureProblem::Missing,
        };
        Err(Error::Signature {
            problem,
            code: self.code,
            message: self.message,
            body: self.body,
        })
    }
}

impl<T: fmt::Debug> fmt::Debug for Received<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Received")
            .field("payload", &self.payload)
            .field("status", &self.status)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("verification", &self.verification)
            .field("extra", &self.extra)
            .field("body_size", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Reads a reply: verifies it, tells whether the call is done, and only then decodes the payload.
///
/// # Errors
///
/// Where the reply doesn't say that the call is done, isn't proven to be the vendor's though it must be, or isn't of the
/// documented shape.
pub fn read<P: Profile, O: Operation<P>>(
    profile: &P,
    response: Response<Bytes>,
    policy: ReadPolicy,
) -> Result<Received<O::Response>, Error> {
    read_as(profile, (O::ROUTE, O::REPLY), response, policy)
}

/// The same for a call by its values.
pub(crate) fn read_as<D: Dress, T: Decode>(
    profile: &D,
    (route, reply): (Route, Reply),
    response: Response<Bytes>,
    policy: ReadPolicy,
) -> Result<Received<T>, Error> {
    let (head, body) = response.into_parts();
    let rules = Rules {
        reply,
        verify: profile.verify(),
        policy,
        signed: Signed {
            method: route.method,
            path: route.path,
            headers: &head.headers,
            body: &body,
        },
    };
    let expected = |input: &Input<'_>| profile.expected(input, &mut Quiet);
    let judged = rules.judge(head.status, &expected)?;
    let shape = |error| Error::Shape {
        error,
        body: body.clone(),
    };
    let opened = match (profile.sealed(), reply.payload) {
        (Some(_), Some(member)) => {
            open_payload(profile, &judged.envelope.document, member).map_err(shape)?
        }
        _ => None,
    };
    let payload = match &opened {
        None => decode_payload(judged.envelope.payload(&reply), &reply),
        Some(text) => decode_opened(text, &reply),
    };
    let payload = payload.map_err(shape)?;
    let Judged {
        code,
        message,
        verification,
        extra,
        ..
    } = judged;
    Ok(Received {
        payload,
        status: head.status,
        code,
        message,
        verification,
        extra,
        body,
    })
}

/// What a reply is judged by.
struct Rules<'b> {
    reply: Reply,
    verify: Option<Verify>,
    policy: ReadPolicy,
    signed: Signed<'b>,
}

/// A reply that says that the call is done, with its payload still to be decoded.
struct Judged<'b> {
    envelope: Envelope<'b>,
    code: Option<String>,
    message: Option<String>,
    verification: Verification,
    extra: Extra,
}

impl<'b> Rules<'b> {
    fn judge(
        &self,
        status: StatusCode,
        expected: &crate::verify::Expected<'_>,
    ) -> Result<Judged<'b>, Error> {
        let body = self.signed.body;
        if !status.is_success() {
            return Err(self.failed_status(status));
        }
        let shape = |error| Error::Shape {
            error,
            body: body.clone(),
        };
        let text = body_text(body).map_err(shape)?;
        let in_member = |rule: Verify| matches!(rule.place, Place::Field(_));
        let needs_members = self.verify.is_some_and(in_member);
        let envelope = Envelope::open(text, &self.reply, needs_members).map_err(shape)?;
        let standing = envelope.standing(&self.reply);
        let verification = match self.verify {
            None if self.policy.require_signature => Err(SignatureProblem::Missing),
            None => Ok(Verification::Unsigned),
            Some(rule) => {
                let when = self.reply.verify.unwrap_or(rule.when);
                let required = self.policy.require_signature
                    || when == VerifyWhen::Always
                    || (when == VerifyWhen::OnSuccess && standing == Ok(Standing::Done));
                if when == VerifyWhen::Never && !required {
                    Ok(Verification::NotChecked)
                } else {
                    verify_reply(
                        &rule,
                        required,
                        &envelope.document,
                        self.signed,
                        self.policy.now,
                        expected,
                    )?
                }
            }
        };
        let (code, message) = envelope.claim(&self.reply);
        match (verification, standing) {
            (Err(problem), _) => Err(Error::Signature {
                problem,
                code,
                message,
                body: body.clone(),
            }),
            (Ok(_), Err(error)) => Err(shape(error)),
            (Ok(verification), Ok(Standing::Pending)) => Err(Error::Pending {
                code,
                message,
                verification,
                body: body.clone(),
            }),
            (Ok(verification), Ok(Standing::Refused)) => Err(Error::Vendor {
                code,
                message,
                verification,
                body: body.clone(),
            }),
            (Ok(verification), Ok(Standing::Done)) => Ok(Judged {
                code,
                message,
                verification,
                extra: envelope.extra(&self.reply),
                envelope,
            }),
        }
    }

    /// The error for an HTTP status that isn't success, with what the vendor says where it says it in its own shape.
    fn failed_status(&self, status: StatusCode) -> Error {
        let body = self.signed.body;
        let (code, message) = body_text(body)
            .and_then(|text| Envelope::open(text, &self.reply, false))
            .map(|envelope| envelope.claim(&self.reply))
            .unwrap_or_default();
        Error::Status {
            status,
            code,
            message,
            body: body.clone(),
        }
    }
}

/// The JSON text of a member of a reply.
pub(crate) fn member(body: &Bytes, name: &str) -> Option<String> {
    let reply = Document::object(body_text(body).ok()?).ok()?;
    reply.get(name).map(|member| member.json.to_owned())
}

/// A body as text.
pub(crate) fn body_text(body: &Bytes) -> Result<&str, ShapeError> {
    std::str::from_utf8(body).map_err(|error| {
        ShapeError::new(format!(
            "isn't UTF-8 text (at byte {})",
            error.valid_up_to()
        ))
    })
}
