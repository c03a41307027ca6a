//! Verifying the signature of a reply or a callback, over the fields and the text that were received.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use subtle::ConstantTimeEq as _;

use crate::error::{Error, SignatureProblem};
use crate::fields::{Fields, Source};
use crate::json::Document;
use crate::moment::Moment;
use crate::operation::{Fresh, Place, Profile, TimeUnit, Verify};
use crate::prepare::refuse_empty_credential;
use crate::read::Verification;
use crate::signing::{Input, Quiet, SigningError, Text, received_headers};

/// Something whose bytes were verified: there is no other way to one.
#[derive(Clone, PartialEq, Eq)]
pub struct Verified<T>(T);

impl<T> Verified<T> {
    pub(crate) fn new(inner: T) -> Self {
        Self(inner)
    }

    /// What was verified.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> std::ops::Deref for Verified<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Verified<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Verified").field(&self.0).finish()
    }
}

/// Verifies a callback, by the rule that the spec gives for what the vendor signs. `input.moment` is the time now.
///
/// A signature must be there, whatever the spec says of replies; it is compared in constant time, and where the spec says how
/// old it may be, an older one is refused.
///
/// # Errors
///
/// [`Error::Signature`] where it isn't proven to be the vendor's; [`Error::Refused`] where the profile has no such rule or
/// lacks a credential.
pub fn verify<P: Profile>(profile: &P, input: &Input<'_>) -> Result<(), Error> {
    refuse_empty_credential(profile.empty_credential())?;
    let Some(rule) = P::VERIFY else {
        return Err(Error::refused(
            format!("what the profile `{}` receives isn't signed", P::NAME),
            "let the spec say `verify` where the vendor documents it",
        ));
    };
    let expected = |input: &Input<'_>| profile.expected(input, &mut Quiet);
    let now = Some(input.moment.unix_millis());
    match judge(&rule, true, input, now, &expected)? {
        Ok(_) => Ok(()),
        Err(problem) => Err(Error::Signature {
            problem,
            code: None,
            message: None,
            body: Bytes::copy_from_slice(input.body),
        }),
    }
}

/// What a reply's signature can be made from, besides its members.
#[derive(Clone, Copy)]
pub(crate) struct Signed<'b> {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) headers: &'b HeaderMap,
    pub(crate) body: &'b Bytes,
}

/// Computes what ought to stand at a signature's place.
pub(crate) type Expected<'e> = dyn Fn(&Input<'_>) -> Result<Text<'static>, SigningError> + 'e;

/// What was found out about a signature.
type Judgement = Result<Verification, SignatureProblem>;

/// Verifies the signature of a reply; `now` is the time in milliseconds.
pub(crate) fn verify_reply(
    rule: &Verify,
    required: bool,
    reply: &Document<'_>,
    signed: Signed<'_>,
    now: Option<i64>,
    expected: &Expected<'_>,
) -> Result<Judgement, SigningError> {
    let mut fields = Fields::default();
    fields.push_members(reply);
    let headers = received_headers(signed.headers);
    let moment = Moment::new(now.unwrap_or_default(), "");
    let input = Input {
        fields: &fields,
        headers: &headers,
        scheme: "",
        method: signed.method,
        host: "",
        path: signed.path,
        query: "",
        body: signed.body,
        moment: &moment,
    };
    judge(rule, required, &input, now, expected)
}

fn judge(
    rule: &Verify,
    required: bool,
    input: &Input<'_>,
    now: Option<i64>,
    expected: &Expected<'_>,
) -> Result<Judgement, SigningError> {
    let found = found_at(rule.place, input);
    if found.is_empty() {
        return Ok(if required {
            Err(SignatureProblem::Missing)
        } else {
            Ok(Verification::Absent)
        });
    }
    let wanted = match expected(input) {
        Ok(wanted) => wanted,
        Err(error) if error.is_undetermined() && required => {
            return Ok(Err(SignatureProblem::Undetermined));
        }
        Err(error) if error.is_undetermined() => return Ok(Ok(Verification::Undetermined)),
        Err(error) => return Err(error),
    };
    Ok(
        if wanted.is_empty() || !bool::from(wanted.as_bytes().ct_eq(found.as_bytes())) {
            Err(SignatureProblem::Wrong)
        } else if rule.fresh.is_some_and(|rule| !rule.is_met(input, now)) {
            Err(SignatureProblem::Stale)
        } else {
            Ok(Verification::Verified)
        },
    )
}

/// The text at a place, where there is one.
fn found_at<'i>(place: Place, input: &Input<'i>) -> &'i str {
    match place {
        Place::Field(name) => input.field(name),
        Place::Query(name) => input
            .fields
            .iter()
            .find(|field| field.source == Source::Query && field.name == name)
            .map_or("", |field| &field.value),
        Place::Header(name) => input.header(name),
        Place::Path => input.path,
    }
}

impl Fresh {
    /// Whether the time that was received is near enough; one that isn't there or isn't a number isn't.
    fn is_met(&self, input: &Input<'_>, now: Option<i64>) -> bool {
        let Ok(time) = found_at(self.place, input).parse::<i64>() else {
            return false;
        };
        let millis = match self.unit {
            TimeUnit::Seconds => time.saturating_mul(1000),
            TimeUnit::Millis => time,
        };
        now.is_some_and(|now| now.abs_diff(millis) <= u64::from(self.within) * 1000)
    }
}
