//! From what was sent to a notification: taken apart, verified, and only then read.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, Request};

use super::notification::{Notification, Untrusted};
use super::{SignedBy, UnsignedCallback};
use crate::clock::{Clock as _, SystemClock};
use crate::decode::{Decode, ShapeError};
use crate::envelope::{Envelope, Standing, decode_payload};
use crate::error::Error;
use crate::fields::{Fields, Source};
use crate::form;
use crate::json::{self, Scalar};
use crate::moment::Moment;
use crate::operation::{Body, Profile, Reply};
use crate::read::{Verification, body_text};
use crate::signing::{Input, received_headers};
use crate::verify::verify;

/// A request that a vendor has sent, as any HTTP server has it.
///
/// Headers and body alone will do, unless the vendor signs method and path too, which few do.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'r> {
    method: &'r str,
    path: &'r str,
    headers: &'r HeaderMap,
    body: &'r Bytes,
}

impl<'r> From<&'r Request<Bytes>> for Delivery<'r> {
    fn from(request: &'r Request<Bytes>) -> Self {
        Self {
            method: request.method().as_str(),
            path: request.uri().path(),
            headers: request.headers(),
            body: request.body(),
        }
    }
}

impl<'r> From<(&'r HeaderMap, &'r Bytes)> for Delivery<'r> {
    fn from((headers, body): (&'r HeaderMap, &'r Bytes)) -> Self {
        Self {
            method: "POST",
            path: "",
            headers,
            body,
        }
    }
}

/// Verifies and reads a callback that is signed with the key of a profile.
///
/// Only the body is read: what stands in the query is the receiver's own address, and anyone can add to it.
///
/// # Errors
///
/// [`Error::Signature`] where it isn't proven to be the vendor's, [`Error::Shape`] where it isn't as documented,
/// [`Error::Vendor`] and [`Error::Pending`] where it is the vendor's and tells of something that failed or isn't decided yet,
/// [`Error::Refused`] where the profile lacks a credential.
pub fn receive<'r, P: Profile, C: SignedBy<P>>(
    profile: &P,
    delivery: impl Into<Delivery<'r>>,
) -> Result<Notification<C>, Error> {
    let now = SystemClock.moment().map_err(|problem| {
        Error::refused(problem, "give the moment yourself: call `receive_at`")
    })?;
    receive_at(profile, delivery, &now)
}

/// As [`receive`], at a moment that the caller gives: it counts where the vendor signs the time of a callback.
///
/// # Errors
///
/// As for [`receive`].
pub fn receive_at<'r, P: Profile, C: SignedBy<P>>(
    profile: &P,
    delivery: impl Into<Delivery<'r>>,
    moment: &Moment,
) -> Result<Notification<C>, Error> {
    let delivery = delivery.into();
    let text = delivery.text(C::BODY)?;
    let document = Document::open(&delivery, &text, &C::REPLY)?;
    let fields = document.fields(C::BODY)?;
    let headers = received_headers(delivery.headers);
    let input = Input {
        fields: &fields,
        headers: &headers,
        scheme: "",
        method: delivery.method,
        host: "",
        path: delivery.path,
        query: "",
        body: delivery.body,
        moment,
    };
    verify(profile, &input)?;
    document.refuse_failure(&C::REPLY, Verification::Verified)?;
    Notification::read(&document)
}

/// Reads a callback that no vendor signs.
///
/// # Errors
///
/// As for [`receive`], but for the signature.
pub fn receive_unsigned<'r, C: UnsignedCallback>(
    delivery: impl Into<Delivery<'r>>,
) -> Result<Untrusted<Notification<C>>, Error> {
    let delivery = delivery.into();
    let text = delivery.text(C::BODY)?;
    let document = Document::open(&delivery, &text, &C::REPLY)?;
    document.refuse_failure(&C::REPLY, Verification::Unsigned)?;
    Notification::read(&document).map(Untrusted::new)
}

/// The text of a member of a callback's body, a form or JSON, before anything is verified. Choose a key by it, and nothing
/// else: anyone may have written it.
///
/// `None` where the body has no such member or isn't one that [`receive`] would read.
pub fn peek(body: &Bytes, name: &str) -> Option<String> {
    let is_json = body.trim_ascii_start().starts_with(b"{");
    member_text(body, is_json, name)
}

/// The text of a member; that of an object or a list is its JSON.
pub(super) fn member_text(body: &Bytes, is_json: bool, name: &str) -> Option<String> {
    let kind = if is_json { Body::Json } else { Body::Form };
    let text = json_text(body, kind).ok()?;
    let member = json::Document::object(&text).ok()?.get(name)?;
    match member.scalar {
        Scalar::Text(text) => Some(text.into_owned()),
        Scalar::Nested => Some(member.json.to_owned()),
    }
}

impl<'r> Delivery<'r> {
    fn text(&self, kind: Body) -> Result<Cow<'r, str>, Error> {
        json_text(self.body, kind).map_err(|error| shape(error, self.body))
    }
}

/// A body as JSON: a form as an object of texts.
fn json_text(body: &Bytes, kind: Body) -> Result<Cow<'_, str>, ShapeError> {
    let text = body_text(body)?;
    match kind {
        Body::Json => Ok(Cow::Borrowed(text)),
        _ => form::to_json(text).map(Cow::Owned),
    }
}

/// A body taken apart, its members not decoded yet.
pub(super) struct Document<'d> {
    envelope: Envelope<'d>,
    pub(super) body: &'d Bytes,
}

impl<'d> Document<'d> {
    fn open(delivery: &Delivery<'d>, text: &'d str, reply: &Reply) -> Result<Self, Error> {
        let body = delivery.body;
        let envelope = Envelope::open(text, reply, true).map_err(|error| shape(error, body))?;
        Ok(Self { envelope, body })
    }

    /// What a signature is made from.
    fn fields(&self, kind: Body) -> Result<Fields<'d>, Error> {
        let mut fields = Fields::default();
        if kind == Body::Json {
            fields.push_members(&self.envelope.document);
            return Ok(fields);
        }
        body_text(self.body)
            .and_then(|text| fields.push_form(Source::Body, text))
            .map_err(|error| shape(error, self.body))?;
        Ok(fields)
    }

    /// Reports a callback that tells of something that failed, or that isn't decided yet.
    fn refuse_failure(&self, reply: &Reply, verification: Verification) -> Result<(), Error> {
        let standing = self.envelope.standing(reply);
        let standing = standing.map_err(|error| shape(error, self.body))?;
        let (code, message) = self.envelope.claim(reply);
        let body = self.body.clone();
        match standing {
            Standing::Done => Ok(()),
            Standing::Pending => Err(Error::Pending {
                code,
                message,
                verification,
                body,
            }),
            Standing::Refused => Err(Error::Vendor {
                code,
                message,
                verification,
                body,
            }),
        }
    }

    pub(super) fn decode<C: Decode>(&self, reply: &Reply, kind: Body) -> Result<C, Error> {
        let payload = self.envelope.payload(reply).map(|payload| match kind {
            Body::Json => payload,
            _ => payload.of_texts(),
        });
        decode_payload(payload, reply).map_err(|error| shape(error, self.body))
    }
}

fn shape(error: ShapeError, body: &Bytes) -> Error {
    Error::Shape {
        error,
        body: body.clone(),
    }
}
