//! What stands around a payload: whether the call is done, and what the vendor says about it.

use std::borrow::Cow;

use crate::decode::{Decode, Extra, ShapeError};
use crate::json::{Document, JsonReader, Scalar};
use crate::operation::{Conditions, Reply};

/// A reply that was looked through.
pub(crate) struct Envelope<'b> {
    pub(crate) document: Document<'b>,
}

/// What a reply says of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Done,
    Pending,
    Refused,
}

/// What became of conditions: whether any holds, any doesn't, and why any can't be told.
#[derive(Default)]
struct Test {
    held: bool,
    failed: bool,
    unclear: Option<ShapeError>,
}

impl Test {
    /// Whether something speaks for the conditions and nothing against them.
    fn may_hold(&self) -> bool {
        self.held && !self.failed
    }
}

impl<'b> Envelope<'b> {
    /// Takes a reply apart, and looks through all of it.
    ///
    /// Where neither the envelope nor a signature needs members, a reply need not be an object, and an empty one counts as
    /// `null`.
    pub(crate) fn open(text: &'b str, reply: &Reply, signed: bool) -> Result<Self, ShapeError> {
        let needs_members = signed
            || !reply.success.is_empty()
            || !reply.pending.is_empty()
            || !reply.undecided.is_empty()
            || [reply.code, reply.message, reply.payload]
                .iter()
                .any(Option::is_some);
        let document = if needs_members {
            Document::object(text)
        } else if text.trim_ascii().is_empty() {
            Document::parse("null")
        } else {
            Document::parse(text)
        };
        document.map(|document| Self { document })
    }

    /// Whether the call is done, still pending or refused.
    ///
    /// What shows that it isn't done outweighs what is missing. Where nothing does, a reply that lacks a member by which to
    /// tell, or has a value of another kind there, is none of the three.
    pub(crate) fn standing(&self, reply: &Reply) -> Result<Standing, ShapeError> {
        let success = self.test(reply.success);
        if !success.failed && success.unclear.is_none() {
            return Ok(Standing::Done);
        }
        let undecided = self.test(reply.undecided);
        if undecided.may_hold() && undecided.unclear.is_none() {
            return Ok(Standing::Pending);
        }
        let pending = self.test(reply.pending);
        let may_be_pending = pending.may_hold();
        match (pending.unclear, success.unclear) {
            (None, _) if may_be_pending => Ok(Standing::Pending),
            (Some(error), _) if may_be_pending => Err(error),
            (_, Some(error)) if !success.failed => Err(error),
            _ => Ok(Standing::Refused),
        }
    }

    fn test(&self, conditions: Conditions) -> Test {
        let mut test = Test::default();
        for (name, wanted) in conditions {
            match self.holds(name, wanted) {
                Ok(true) => test.held = true,
                Ok(false) => test.failed = true,
                Err(problem) => {
                    let error = || ShapeError::new(problem).within(name);
                    test.unclear = test.unclear.or_else(|| Some(error()));
                }
            }
        }
        test
    }

    /// The vendor's code and message.
    pub(crate) fn claim(&self, reply: &Reply) -> (Option<String>, Option<String>) {
        let text = |name: Option<&str>| name.and_then(|name| self.plain(name).map(Cow::into_owned));
        (text(reply.code), text(reply.message))
    }

    /// A reader of the payload, which stands by itself or beside the envelope's own members.
    pub(crate) fn payload<'r>(&'r self, reply: &Reply) -> Option<JsonReader<'r>> {
        match reply.payload {
            None => Some(self.document.reader().hiding(reply.members)),
            Some(name) => self.document.reader_of(name),
        }
    }

    /// Undocumented members, where the payload has a member of its own.
    pub(crate) fn extra(&self, reply: &Reply) -> Extra {
        let mut extra = Extra::default();
        let Some(payload) = reply.payload else {
            return extra;
        };
        for member in self.document.members() {
            if member.name != payload && !reply.members.contains(&&*member.name) {
                extra.push(member.name, member.json);
            }
        }
        extra
    }

    /// The plain text of a member; `None` where it is missing, null, empty or nested.
    fn plain(&self, name: &str) -> Option<Cow<'b, str>> {
        match self.document.get(name)?.scalar {
            Scalar::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// Whether a member has one of the wanted values. A text may stand for anything; a number is compared by its value, so
    /// that `200.0` is 200.
    fn holds(&self, name: &str, wanted: &[&str]) -> Result<bool, &'static str> {
        let missing = "is missing or has no plain value, so success can't be told";
        let other_kind = "has a value of another kind than documented, so success can't be told";
        let member = self.document.get(name).ok_or(missing)?;
        let first = member.json.bytes().next();
        let found = match member.scalar {
            Scalar::Text(text) if !text.is_empty() => text,
            _ => return Err(missing),
        };
        let compared = wanted.iter().map(|wanted| match first {
            Some(b'"') => Some(found == *wanted),
            Some(b't' | b'f') if matches!(*wanted, "true" | "false") => Some(found == *wanted),
            Some(b'-' | b'0'..=b'9') if found == *wanted => Some(true),
            Some(b'-' | b'0'..=b'9') => {
                let number = Decimal::parse(wanted)?;
                Some(Decimal::parse(&found) == Some(number))
            }
            _ => None,
        });
        // `None` is less than any answer, and a match more than all others.
        compared.max().flatten().ok_or(other_kind)
    }
}

/// Decodes a payload. What may be absent altogether may be missing, too.
pub(crate) fn decode_payload<T: Decode>(
    payload: Option<JsonReader<'_>>,
    reply: &Reply,
) -> Result<T, ShapeError> {
    let decoded = match payload {
        Some(mut payload) => T::decode(&mut payload),
        None => JsonReader::decode("null").map_err(|_| ShapeError::new("is missing")),
    };
    decoded.map_err(|error| within_payload(error, reply))
}

/// Decodes a payload that was opened.
pub(crate) fn decode_opened<T: Decode>(text: &str, reply: &Reply) -> Result<T, ShapeError> {
    JsonReader::decode(text).map_err(|error| within_payload(error, reply))
}

fn within_payload(error: ShapeError, reply: &Reply) -> ShapeError {
    match reply.payload {
        None => error,
        Some(member) => error.within(member),
    }
}

/// The value of a number: digits without a zero at either end, times a power of ten.
#[derive(Debug, PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// The value of a JSON number; `None` where the text isn't one or its exponent is beyond 64 bits.
    fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
        let is_digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || !is_digits(fraction) || (whole.len() > 1 && whole.starts_with('0'))
        {
            return None;
        }
        let all = format!("{whole}{fraction}");
        let significant = all.trim_end_matches('0');
        let digits = significant.trim_start_matches('0').to_owned();
        if digits.is_empty() {
            return Some(Self {
                negative: false,
                digits,
                exponent: 0,
            });
        }
        let place = i64::try_from(whole.len()).ok()? - i64::try_from(significant.len()).ok()?;
        Some(Self {
            negative: unsigned.len() < text.len(),
            digits,
            exponent: exponent.parse::<i64>().ok()?.checked_add(place)?,
        })
    }
}
