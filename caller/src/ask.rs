//! The call that asks what came of another.

use bytes::Bytes;
use sealspec::json::Document;
use sealspec_codegen::model::Presence;

use crate::call::{Call, Given};
use crate::error::CallError;
use crate::fields::Named;

impl Call {
    /// The call by which the vendor says to ask what came of this one; `None`: the vendor doesn't say. How long to wait tells
    /// [`poll`](sealspec_codegen::model::Operation::poll) of [`operation`](Self::operation).
    ///
    /// It is this one again, or a call of another operation by the same profile. That has those fields of this one that it knows
    /// by the same names, and for required ones that are missing, what the reply has under their names: the vendor's number of an
    /// order, say. `reply` is the body, be it of [`Received`](sealspec::Received) or of an [`Error`](sealspec::Error).
    ///
    /// # Errors
    ///
    /// As for [`Caller::call`](crate::Caller::call).
    pub fn ask(&self, reply: Option<&Bytes>) -> Result<Option<Self>, CallError> {
        let Some(poll) = &self.operation().poll else {
            return Ok(None);
        };
        let Some(via) = &poll.via else {
            return Ok(Some(self.clone()));
        };
        let mut query = self.caller.call(via, Some(&self.profile().name))?;
        query.take_fields(self);
        if let Some(text) = reply.and_then(|reply| std::str::from_utf8(reply).ok()) {
            query.take_missing(text);
            // A payload with a member of its own holds more.
            let payload = self.operation().reply.payload.as_deref();
            let reply = Document::object(text).ok();
            if let Some(member) = payload.and_then(|name| reply.as_ref()?.get(name)) {
                query.take_missing(member.json);
            }
        }
        Ok(Some(query))
    }

    /// Takes what another call was given under the names of fields that this one has. A value that fits no more is another thing
    /// of the same name.
    fn take_fields(&mut self, other: &Self) {
        for (name, given) in other.given() {
            if let (Ok(Named::Field(index)), Given::Value(_, json)) = (self.named(name), given) {
                let _ = self.set(index, json);
            }
        }
        if self.variant.takes_url() {
            self.url.clone_from(&other.url);
        }
    }

    /// Takes the members of an object for required fields that aren't given yet.
    fn take_missing(&mut self, object: &str) {
        let Ok(members) = Document::object(object) else {
            return;
        };
        let missing = |(index, presence): &(usize, Presence)| {
            let is_given = self.fields.get(*index).is_some_and(Option::is_some);
            *presence != Presence::Optional && !is_given
        };
        let fields = self.operation().request.iter().map(|field| field.presence);
        let missing: Vec<usize> = fields
            .enumerate()
            .filter(missing)
            .map(|(index, _)| index)
            .collect();
        for index in missing {
            let name = self
                .operation()
                .request
                .get(index)
                .map(|field| &*field.wire);
            if let Some(member) = name.and_then(|name| members.get(name)) {
                let _ = self.set(index, member.json);
            }
        }
    }
}
