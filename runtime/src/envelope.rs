//! What stands around a payload: whether the call is done, and what the vendor says about it.

use crate::decode::{Extra, ShapeError};
use crate::json::{JsonReader, Members, Scalar};
use crate::operation::Reply;

/// A reply's text with its outermost object taken apart.
pub(crate) struct Envelope<'b> {
    text: &'b str,
    pub(crate) members: Members<'b>,
}

impl<'b> Envelope<'b> {
    /// Takes a reply apart, and looks through all of it.
    ///
    /// Where neither the envelope nor a signature needs members, a reply need not be an object, and an empty one counts as
    /// `null`.
    pub(crate) fn open(text: &'b str, reply: &Reply, signed: bool) -> Result<Self, ShapeError> {
        let needs_members = signed
            || !reply.success.is_empty()
            || [reply.code, reply.message, reply.payload]
                .iter()
                .any(Option::is_some);
        if needs_members || text.trim_start().starts_with('{') {
            return Ok(Self {
                text,
                members: Members::split(text)?,
            });
        }
        let text = if text.trim_ascii().is_empty() {
            "null"
        } else {
            text
        };
        JsonReader::new(text)?;
        Ok(Self {
            text,
            members: Members::default(),
        })
    }

    /// Whether the call is done. A reply that lacks a member by which to tell is neither a success nor a refusal.
    pub(crate) fn is_success(&self, reply: &Reply) -> Result<bool, ShapeError> {
        let mut done = true;
        for (name, wanted) in reply.success {
            let found = self.scalar(name).ok_or_else(|| {
                ShapeError::new("is missing or has no plain value, so success can't be told")
                    .within(name)
            })?;
            done &= found == *wanted;
        }
        Ok(done)
    }

    /// The vendor's code and message.
    pub(crate) fn claim(&self, reply: &Reply) -> (Option<String>, Option<String>) {
        let text = |name: Option<&str>| name.and_then(|name| self.scalar(name));
        (text(reply.code), text(reply.message))
    }

    /// The JSON text of the payload.
    pub(crate) fn payload(&self, reply: &Reply) -> Option<&'b str> {
        match reply.payload {
            None => Some(self.text),
            Some(name) => self.members.get(name).map(|member| member.json),
        }
    }

    /// Undocumented members, where the payload has a member of its own.
    pub(crate) fn extra(&self, reply: &Reply) -> Extra {
        let mut extra = Extra::default();
        let Some(payload) = reply.payload else {
            return extra;
        };
        for member in self.members.iter() {
            if member.name != payload && !reply.members.contains(&&*member.name) {
                extra.push(member.name.clone(), member.json);
            }
        }
        extra
    }

    /// The plain text of a member; `None` where it is missing, null, empty or nested.
    fn scalar(&self, name: &str) -> Option<String> {
        match self.members.get(name)?.scalar() {
            Ok(Scalar::Text(text)) if !text.is_empty() => Some(text.into_owned()),
            _ => None,
        }
    }
}
