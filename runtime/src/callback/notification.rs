use std::fmt;

use bytes::Bytes;

use super::receive::{Document, member_text};
use super::{Callback, Expected};
use crate::error::Error;
use crate::operation::Body;

/// A callback that was verified, or taken as it is where the vendor signs nothing, and that wasn't held against anything yet.
///
/// `Debug` shows what is to be compared, and the size of the body instead of the body.
pub struct Notification<C: Callback> {
    callback: C,
    claims: C::Expected,
    body: Bytes,
}

impl<C: Callback> Notification<C> {
    pub(super) fn read(document: &Document<'_>) -> Result<Self, Error> {
        let callback: C = document.decode(&C::REPLY, C::BODY)?;
        Ok(Self {
            claims: C::Expected::claimed_by(&callback),
            callback,
            body: document.body.clone(),
        })
    }

    /// What the callback says of the fields that are to be compared: enough to look up what it is about, and no proof of it.
    pub fn claims(&self) -> &C::Expected {
        &self.claims
    }

    /// What the callback holds, if it is about what the receiver expects. Take `expected` from an order of one's own, never
    /// from [`claims`](Self::claims).
    ///
    /// # Errors
    ///
    /// Where a field differs. Such a callback is not to be acted upon, and not to be acknowledged.
    pub fn matching(self, expected: &C::Expected) -> Result<C, Mismatch> {
        let fields = expected.differences(&self.claims);
        if fields.is_empty() {
            return Ok(self.callback);
        }
        Err(Mismatch {
            callback: C::NAME,
            fields,
        })
    }

    /// The text of a member, documented or not; that of an object or a list is its JSON.
    pub fn member(&self, name: &str) -> Option<String> {
        member_text(&self.body, C::BODY == Body::Json, name)
    }

    /// The body as received.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

impl<C: Callback<Expected = ()>> Notification<C> {
    /// What the callback holds, of which the vendor names nothing to compare.
    pub fn into_inner(self) -> C {
        self.callback
    }
}

impl<C: Callback> fmt::Debug for Notification<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Notification")
            .field("callback", &C::NAME)
            .field("claims", &self.claims)
            .field("body_size", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Something that anyone may have sent. It is a hint at most: ask the vendor before acting on it.
#[derive(Clone, PartialEq, Eq)]
#[must_use]
pub struct Untrusted<T>(T);

impl<T> Untrusted<T> {
    pub(super) fn new(inner: T) -> Self {
        Self(inner)
    }

    /// What was received, and from whom nobody knows.
    pub fn untrusted(self) -> T {
        self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for Untrusted<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Untrusted").field(&self.0).finish()
    }
}

/// A callback that isn't about what its receiver expects: another order's, an old one, or one with another amount.
///
/// It tells which fields differ, and no values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    callback: &'static str,
    fields: Vec<&'static str>,
}

impl Mismatch {
    /// The wire names of the fields that differ.
    pub fn fields(&self) -> &[&'static str] {
        &self.fields
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the callback `{}` isn't about what was expected: another `{}`",
            self.callback,
            self.fields.join("`, `")
        )
    }
}

impl std::error::Error for Mismatch {}
